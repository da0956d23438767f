import { expect, it } from "vitest";
import { cut } from "./marks";

it("what was searched for is cut out, and the text stays whole", () => {
  const text = "Ремонт тротуару на вулиці Шкільній";
  const pieces = cut(text, [
    { from: 0, to: 6 },
    { from: 26, to: 34 },
  ]);
  expect(pieces).toEqual([
    ["Ремонт", true],
    [" тротуару на вулиці ", false],
    ["Шкільній", true],
  ]);
  expect(pieces.map(([piece]) => piece).join("")).toBe(text);
});

it("marks that overlap, lie outside or the wrong way round take no letter away", () => {
  const text = "Школа";
  const marks = [
    { from: 0, to: 3 },
    { from: 2, to: 4 },
    { from: 4, to: 4 },
    { from: 5, to: 90 },
  ];
  expect(cut(text, marks)).toEqual([
    ["Шко", true],
    ["ла", false],
  ]);
});
