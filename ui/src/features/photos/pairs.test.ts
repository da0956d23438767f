import { expect, it } from "vitest";
import type { PhotoUse } from "$lib/ipc";
import { pairsOf, sameShape } from "./pairs";

const use = (photo: string, pair?: string): PhotoUse => ({
  photo,
  caption: "",
  width: 4,
  height: 3,
  ...(pair === undefined ? {} : { pair }),
});
const named = (photos: PhotoUse[]): string[] =>
  pairsOf(photos).map(({ before, after }) => `${before.photo}-${after.photo}`);

it("a photo is shown beside the one it is paired with, wherever that stands", () => {
  expect(named([use("c"), use("a", "b"), use("b")])).toEqual(["a-b"]);
  expect(named([use("b"), use("a", "b")])).toEqual(["a-b"]);
});

it("a partner that was taken out is passed over", () => {
  expect(named([use("a", "gone")])).toEqual([]);
  expect(named([use("a", "a")])).toEqual([]);
});

it("a photo is in one pair only", () => {
  expect(named([use("a", "b"), use("b", "c"), use("c", "b")])).toEqual(["a-b"]);
});

it("pictures of one shape differ by rounding at most", () => {
  const of = (width: number, height: number): PhotoUse => ({ ...use("x"), width, height });
  expect(sameShape({ before: of(2048, 1536), after: of(1000, 750) })).toBe(true);
  expect(sameShape({ before: of(2048, 1365), after: of(900, 601) })).toBe(true);
  expect(sameShape({ before: of(2048, 1536), after: of(1536, 2048) })).toBe(false);
  expect(sameShape({ before: of(2048, 1536), after: of(2048, 1365) })).toBe(false);
});
