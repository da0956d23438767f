import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { WritingDown } from "./writing-down";

describe("what is typed becomes a value", () => {
  beforeEach(() => {
    vi.useFakeTimers({
      toFake: ["setTimeout", "clearTimeout", "requestAnimationFrame", "cancelAnimationFrame", "performance"],
    });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("a moment after the last key", () => {
    const write = vi.fn();
    new WritingDown(write).typed();
    vi.advanceTimersByTime(199);
    expect(write).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(write).toHaveBeenCalledOnce();
  });

  it("within half a second while keys go on without a pause", () => {
    const began = performance.now();
    let written = 0;
    let waiting: WritingDown | null = null;
    const key = (): void => {
      waiting ??= new WritingDown(() => {
        waiting?.stop();
        waiting = null;
        written = performance.now();
      });
      waiting.typed();
    };
    while (written === 0 && performance.now() - began < 2000) {
      key();
      vi.advanceTimersByTime(90);
    }
    expect(written - began).toBeLessThanOrEqual(450);
  });

  it("also in a window so busy that a key comes after each frame before anything else", () => {
    const write = vi.fn();
    const waiting = new WritingDown(write);
    const began = performance.now();
    const key = (): void => {
      waiting.typed();
      if (performance.now() - began < 2000) requestAnimationFrame(key);
    };
    key();
    while (write.mock.calls.length === 0 && performance.now() - began < 2000) vi.advanceTimersToNextFrame();
    expect(performance.now() - began).toBeLessThanOrEqual(500);
  });

  it("not at all when it was stopped", () => {
    const write = vi.fn();
    const waiting = new WritingDown(write);
    waiting.typed();
    vi.advanceTimersByTime(150);
    waiting.typed();
    vi.advanceTimersByTime(150);
    waiting.typed();
    waiting.stop();
    vi.advanceTimersByTime(1000);
    expect(write).not.toHaveBeenCalled();
  });
});
