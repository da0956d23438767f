import { describe, expect, it } from "vitest";
import { unwritten, writeAllDown, writeDownWhenLeft, writesDown } from "./unwritten";

describe("what is not on the disk yet", () => {
  it.each([
    ["another window is gone to", () => window.dispatchEvent(new Event("blur"))],
    ["the page goes", () => window.dispatchEvent(new Event("pagehide"))],
    ["the window is hidden", () => document.dispatchEvent(new Event("visibilitychange"))],
    ["the computer goes to sleep", () => document.dispatchEvent(new Event("freeze"))],
  ])("is written down when %s", (_, sign) => {
    let writes = 0;
    const stops = [writeDownWhenLeft(), writesDown(() => Promise.resolve(++writes > 0))];
    sign();
    expect(writes).toBe(1);
    for (const stop of stops) stop();
    sign();
    expect(writes).toBe(1);
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
