import { beforeEach, describe, expect, it, vi } from "vitest";
import { unwritten, writeAllDown, writeDownWhenLeft, writesDown } from "./unwritten";

/** The program's side of the wall, as far as sleeping goes. */
let asked: string[];
let fallAsleep: () => void;

beforeEach(() => {
  asked = [];
  const callbacks: ((event: unknown) => void)[] = [];
  Object.assign(window, {
    __TAURI_INTERNALS__: {
      invoke: (name: string, args?: { event?: string; handler?: number }) => {
        if (args?.event === "sleep_near") {
          fallAsleep = () => callbacks[args.handler ?? 0]?.({ event: "sleep_near", id: 1, payload: null });
        }
        asked.push(name);
        return Promise.resolve(1);
      },
      transformCallback: (run: (event: unknown) => void) => callbacks.push(run) - 1,
    },
    __TAURI_EVENT_PLUGIN_INTERNALS__: { unregisterListener: () => {} },
  });
});

describe("what is not on the disk yet", () => {
  it.each([
    ["another window is gone to", () => window.dispatchEvent(new Event("blur"))],
    ["the page goes", () => window.dispatchEvent(new Event("pagehide"))],
    ["the window is hidden", () => document.dispatchEvent(new Event("visibilitychange"))],
    ["the window is put by", () => document.dispatchEvent(new Event("freeze"))],
  ])("is written down when %s", (_, sign) => {
    let writes = 0;
    const stops = [writeDownWhenLeft(), writesDown(() => Promise.resolve(++writes > 0))];
    sign();
    expect(writes).toBe(1);
    for (const stop of stops) stop();
    sign();
    expect(writes).toBe(1);
  });

  it("is written down before the computer sleeps, which is told only then", async () => {
    let written: (() => void) | undefined;
    const stops = [
      writeDownWhenLeft(),
      writesDown(() => new Promise((done) => (written = () => done(true)))),
    ];
    fallAsleep();
    await vi.waitFor(() => expect(written).toBeDefined());
    expect(asked).not.toContain("sleep_ready");
    written?.();
    await vi.waitFor(() => expect(asked).toContain("sleep_ready"));
    for (const stop of stops) stop();
  });

  it("is said to be there only when all of it is", async () => {
    const stops = [writesDown(() => Promise.resolve(true)), writesDown(() => Promise.resolve(false))];
    expect(await writeAllDown()).toBe(false);
    stops[1]?.();
    expect(await writeAllDown()).toBe(true);
    const stop = writesDown(() => Promise.reject(new Error("gone")));
    expect(await writeAllDown()).toBe(false);
    for (const one of [stop, ...stops]) one();
    expect(await writeAllDown()).toBe(true);
  });
});

it("is told as text by who holds it, and by nobody once it is written", () => {
  const lost = { report: "Сквер", fields: [{ name: "Зміст", text: "Висаджено" }] };
  let held: typeof lost | null = lost;
  const stop = writesDown(
    () => Promise.resolve(true),
    () => held,
  );
  expect(unwritten()).toEqual([lost]);
  held = null;
  expect(unwritten()).toEqual([]);
  stop();
});
