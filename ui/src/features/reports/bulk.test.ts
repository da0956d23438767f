import { beforeEach, describe, expect, it, vi } from "vitest";
import type { BulkArgs, BulkDeed } from "$lib/ipc";
import { toasts } from "$lib/state/toasts.svelte";
import { bulk, PART } from "./bulk.svelte";

const BACK: Record<BulkDeed, BulkDeed> = {
  delete: "restore",
  restore: "delete",
  send: "unsend",
  unsend: "send",
  copy: "delete",
};
const reports = (count: number): string[] => Array.from({ length: count }, (_, at) => `r${String(at)}`);

let asked: BulkArgs[];
/** What the program does before it answers. */
let meanwhile: (args: BulkArgs) => void;

beforeEach(() => {
  asked = [];
  meanwhile = () => {};
  toasts.dismissAll();
  Object.assign(window, {
    __TAURI_INTERNALS__: {
      invoke: (_name: string, { args }: { args: BulkArgs }) => {
        asked.push(args);
        meanwhile(args);
        const refused = args.ids.filter((id) => id === "r3");
        const done = args.ids.filter((id) => id !== "r3");
        return Promise.resolve({
          done,
          refused: refused.map((id) => ({ id, title: id, error: { code: "wrong_state" } })),
          undo: done.length === 0 ? null : { deed: BACK[args.deed], ids: done },
        });
      },
    },
  });
});

describe("a deed done to many reports", () => {
  it("is done to each once, and tells what it could not be done to", async () => {
    const ids = reports(25);
    const done = await bulk.run("delete", ids);
    expect(asked.flatMap((one) => one.ids)).toEqual(ids);
    expect(done).toHaveLength(24);
    expect(bulk.refused.map(({ id }) => id)).toEqual(["r3"]);
    expect(bulk.tried).toBe(25);
  });

  it("is taken back as a whole by one press", async () => {
    await bulk.run("delete", reports(25));
    expect(toasts.shown).toHaveLength(1);
    asked = [];
    await toasts.shown[0]?.action?.run();
    expect(new Set(asked.map(({ deed }) => deed))).toEqual(new Set(["restore"]));
    expect(asked.flatMap((one) => one.ids)).toEqual(reports(25).filter((id) => id !== "r3"));
  });

  it("can be stopped: what is done can be taken back, the rest is as it was", async () => {
    meanwhile = () => bulk.stop();
    const done = await bulk.run("copy", reports(35));
    expect(asked).toHaveLength(1);
    expect(done).toHaveLength(PART - 1);
    expect(toasts.shown[0]?.action).toBeDefined();
    expect(bulk.busy).toBe(false);
  });

  it("comes after the one that goes on", async () => {
    await Promise.all([bulk.run("delete", ["r1"]), bulk.run("restore", ["r1"])]);
    expect(asked.map(({ deed }) => deed)).toEqual(["delete", "restore"]);
  });

  it("shows how far it is when it takes long", async () => {
    const shown: unknown[] = [];
    vi.useFakeTimers();
    meanwhile = () => {
      shown.push(bulk.progress);
      vi.setSystemTime(Date.now() + 400);
    };
    await bulk.run("send", reports(35));
    vi.useRealTimers();
    expect(shown.slice(0, 2)).toEqual([null, null]);
    expect(shown[2]).toEqual({ done: 2 * PART, total: 35 });
    expect(bulk.progress).toBeNull();
  });
});
