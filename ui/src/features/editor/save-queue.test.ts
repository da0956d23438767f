import { describe, expect, it } from "vitest";
import { SaveQueue, type Patch, type QueueState } from "./save-queue";

/** A clock that moves when told, and a disk that answers when told. */
function desk() {
  const timers = new Map<number, () => void>();
  const delays: number[] = [];
  const sent: { patch: Patch; done: () => void; fail: (error: string) => void }[] = [];
  const saved: number[] = [];
  const states: QueueState<string>[] = [];
  let next = 1;
  const queue = new SaveQueue<number, string>({
    send: (patch) =>
      new Promise((done, fail) => {
        sent.push({ patch: structuredClone(patch), done: () => done(sent.length), fail });
      }),
    onsaved: (result) => saved.push(result),
    onstate: (state) => states.push(state),
    asError: String,
    timer: {
      start: (run, ms) => {
        delays.push(ms);
        timers.set(next, run);
        return next++;
      },
      stop: (handle) => timers.delete(handle as number),
    },
    delay: 300,
    retries: [1000, 5000],
  });
  const tick = async (): Promise<void> => {
    for (const [handle, run] of [...timers]) {
      timers.delete(handle);
      run();
    }
    await settle();
  };
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
  };
  return { queue, sent, saved, states, delays, timers, tick, settle };
}

describe("saving as one types", () => {
  it("sends only the fields that changed, with their latest values", async () => {
    const { queue, sent, tick } = desk();
    queue.set("about", "р");
    queue.set("about", "ре");
    queue.setTitle("Ремонт");
    await tick();
    expect(sent.map((one) => one.patch)).toEqual([{ title: "Ремонт", values: { about: "ре" } }]);
  });

  it("does not put the save off while one keeps typing", async () => {
    const { queue, delays, timers } = desk();
    for (const text of ["а", "аб", "абв"]) queue.set("about", text);
    expect(delays).toEqual([300]);
    expect(timers.size).toBe(1);
  });

  it("writes nothing more once nobody looks at it: old text must not land over newer", async () => {
    const { queue, sent, tick, settle } = desk();
    queue.set("a", "1");
    await tick();
    sent[0]?.fail("disk full");
    await settle();
    queue.close();
    queue.set("a", "2");
    await tick();
    expect(sent).toHaveLength(1);
  });

  it("keeps one save in flight; the next has everything typed meanwhile", async () => {
    const { queue, sent, tick, settle } = desk();
    queue.set("a", "1");
    await tick();
    queue.set("a", "2");
    queue.set("b", "3");
    await tick();
    expect(sent).toHaveLength(1);
    sent[0]?.done();
    await settle();
    expect(sent[1]?.patch).toEqual({ values: { a: "2", b: "3" } });
  });

  it("does not save what was typed meanwhile before its own delay has passed", async () => {
    const { queue, sent, tick, settle } = desk();
    queue.set("a", "1");
    await tick();
    queue.set("a", "2");
    sent[0]?.done();
    await settle();
    expect(sent).toHaveLength(1);
    await tick();
    expect(sent[1]?.patch).toEqual({ values: { a: "2" } });
  });

  it("keeps the changes of a failed save and tries again, later each time", async () => {
    const { queue, sent, states, delays, tick, settle } = desk();
    queue.set("a", "1");
    queue.set("b", "1");
    await tick();
    queue.set("b", "2");
    sent[0]?.fail("disk full");
    await settle();
    expect(states.at(-1)).toEqual({ kind: "failed", error: "disk full" });
    await tick();
    expect(sent[1]?.patch).toEqual({ values: { a: "1", b: "2" } });
    sent[1]?.fail("disk full");
    await settle();
    await tick();
    sent[2]?.done();
    await settle();
    // The second is of what was typed while the first save was under way.
    expect(delays).toEqual([300, 300, 1000, 5000]);
    expect(states.at(-1)).toEqual({ kind: "quiet" });
    expect(queue.pending).toBe(false);
  });

  it("saves at once when told, and says when everything is on the disk", async () => {
    const { queue, sent, settle } = desk();
    queue.set("a", "1");
    const flushed = queue.flush();
    expect(sent).toHaveLength(1);
    queue.set("a", "2");
    sent[0]?.done();
    await settle();
    expect(sent).toHaveLength(2);
    sent[1]?.done();
    expect(await flushed).toBe(true);
  });

  it("says that a flush failed and goes on trying by itself", async () => {
    const { queue, sent, timers, settle } = desk();
    queue.set("a", "1");
    const flushed = queue.flush();
    sent[0]?.fail("locked");
    expect(await flushed).toBe(false);
    await settle();
    expect(timers.size).toBe(1);
  });

  it("knows which fields are not on the disk yet", async () => {
    const { queue, sent, tick, settle } = desk();
    queue.set("a", "1");
    await tick();
    queue.setTitle("Т");
    expect([queue.holds("a"), queue.holds("title"), queue.holds("b")]).toEqual([true, true, false]);
    sent[0]?.done();
    await settle();
    expect([queue.holds("a"), queue.holds("title")]).toEqual([false, true]);
  });

  it("empties a field with null", async () => {
    const { queue, sent, tick } = desk();
    queue.set("a", undefined);
    await tick();
    expect(sent[0]?.patch).toEqual({ values: { a: null } });
  });
});
