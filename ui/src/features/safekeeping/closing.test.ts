import { flushSync, mount, unmount } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { writesDown } from "$lib/state/unwritten";
import Closing from "./Closing.svelte";

/** The program's side of the wall, as far as closing goes. */
let asked: string[];
let ask: () => void;
let shown: Record<string, unknown>;
let stops: (() => void)[];

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  stops = [];
  const callbacks: ((event: unknown) => void)[] = [];
  Object.assign(window, {
    __TAURI_INTERNALS__: {
      invoke: (name: string, args: { event?: string; handler?: number }) => {
        if (name === "plugin:event|listen" && args.event === "close_asked") {
          ask = () => callbacks[args.handler ?? 0]?.({ event: "close_asked", id: 1, payload: null });
        }
        asked.push(name);
        return Promise.resolve(1);
      },
      transformCallback: (run: (event: unknown) => void) => callbacks.push(run) - 1,
    },
    __TAURI_EVENT_PLUGIN_INTERNALS__: { unregisterListener: () => {} },
  });
  shown = mount(Closing, { target: document.body });
  flushSync();
});

afterEach(async () => {
  for (const stop of stops) stop();
  await unmount(shown);
  await vi.advanceTimersByTimeAsync(1000);
  vi.useRealTimers();
  document.body.replaceChildren();
});

const names = (): string[] => asked.filter((name) => !name.startsWith("plugin:"));
const press = (test: string): void => {
  document.querySelector<HTMLElement>(`[data-test="${test}"]`)?.click();
};

async function close(): Promise<void> {
  ask();
  await vi.advanceTimersByTimeAsync(50);
  flushSync();
}

describe("closing the window", () => {
  it("writes down first, and says at once that it has heard", async () => {
    let written = false;
    stops.push(writesDown(() => Promise.resolve((written = !names().includes("window_close")))));
    await close();
    expect(written).toBe(true);
    expect(names()).toEqual(["close_heard", "window_close"]);
  });

  it("stays open when the disk takes nothing, and closes all the same when told so", async () => {
    stops.push(writesDown(() => Promise.resolve(false)));
    await close();
    expect(names()).toEqual(["close_heard"]);
    expect(document.querySelector('[data-test="closing"]')?.textContent).toContain("зникне");
    press("close-anyway");
    await vi.advanceTimersByTimeAsync(0);
    expect(names()).toEqual(["close_heard", "window_close"]);
  });

  it("stays when told to, and does not close later behind one’s back", async () => {
    let done: (written: boolean) => void = () => {};
    stops.push(writesDown(() => new Promise((resolve) => (done = resolve))));
    await close();
    expect(document.querySelector('[data-test="closing"]')).toBeNull();
    await vi.advanceTimersByTimeAsync(1000);
    flushSync();
    expect(document.querySelector('[data-test="closing"]')?.textContent).toContain("повільно");
    press("close-stay");
    done(true);
    await vi.advanceTimersByTimeAsync(100);
    expect(names()).toEqual(["close_heard"]);
    expect(document.querySelector('[data-test="closing"]')).toBeNull();
  });
});
