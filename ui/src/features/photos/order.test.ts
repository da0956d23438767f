import { describe, expect, it } from "vitest";
import { nearestSlot, reordered } from "./order";

describe("a dragged photo", () => {
  const slot = (left: number, top: number) => ({ left, top, width: 168, height: 126 });
  const slots = [slot(0, 0), slot(184, 0), slot(0, 200)];

  it("goes to the slot it is nearest to", () => {
    expect(nearestSlot(slots, 90, 60)).toBe(0);
    expect(nearestSlot(slots, 300, 40)).toBe(1);
    expect(nearestSlot(slots, 60, 400)).toBe(2);
    expect(nearestSlot([], 1, 1)).toBe(-1);
  });

  it("moves the others aside and never past the ends", () => {
    expect(reordered(["а", "б", "в"], 0, 2)).toEqual(["б", "в", "а"]);
    expect(reordered(["а", "б", "в"], 2, 0)).toEqual(["в", "а", "б"]);
    expect(reordered(["а", "б"], 0, 9)).toEqual(["б", "а"]);
    expect(reordered(["а", "б"], 1, -1)).toEqual(["б", "а"]);
    expect(reordered(["а"], 5, 0)).toEqual(["а"]);
  });
});
