import { describe, expect, it } from "vitest";
import { Slots } from "./slots";

const lines = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => ({ index: from + at }));
const order = (placed: readonly { slot: number }[]) => placed.map(({ slot }) => slot);
const read = (placed: readonly { item: { index: number } | undefined }[]) =>
  placed.flatMap(({ item }) => (item ? [item.index] : []));

describe("the drawn lines of a list", () => {
  it("stay where they are while the list is scrolled: one is said anew for each that comes", () => {
    const slots = new Slots();
    let before = slots.place(lines(0, 9), 20, true);
    for (let from = 1; from < 60; from += 1) {
      // At the top there is nothing before the sight to be drawn: their number grows, and changes by one.
      const placed = slots.place(lines(Math.max(0, from - 8), from + 9 + (from % 2)), 20, true);
      expect(order(placed)).toEqual(order(before));
      const anew = placed.filter(({ item }, at) => item && item.index !== before[at]?.item?.index);
      expect(anew.length).toBeLessThanOrEqual(2);
      before = placed;
    }
  });

  it("show every line once", () => {
    const slots = new Slots();
    for (const from of [0, 7, 95, 1000, 13]) {
      const shown = read(slots.place(lines(from, from + 17), 20, true)).toSorted((a, b) => a - b);
      expect(shown).toEqual(lines(from, from + 17).map(({ index }) => index));
    }
  });

  it("are put into the order of reading once the list stands still", () => {
    const slots = new Slots();
    slots.place(lines(0, 9), 20, false);
    slots.place(lines(33, 44), 20, true);
    expect(read(slots.place(lines(33, 44), 20, false))).toEqual(lines(33, 44).map(({ index }) => index));
  });

  it("are as many as there are lines, where those are lower than was thought", () => {
    const placed = new Slots().place(lines(5, 30), 20, true);
    expect(read(placed)).toHaveLength(26);
  });
});
