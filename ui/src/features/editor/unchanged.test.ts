import { expect, it } from "vitest";
import { unchanged } from "./unchanged";

it("what says the same stays the same object", () => {
  const before = { doc: { type: "doc", content: [] } };
  expect(unchanged(before, structuredClone(before))).toBe(before);
  expect(unchanged("a", "a")).toBe("a");
});

it("of a list that has grown what was there stays, and what is new is as it was read", () => {
  const before = [{ photo: "a" }, { photo: "b" }];
  const now = unchanged(before, [
    { photo: "a" },
    { photo: "b", caption: "Двір" },
    { photo: "c" },
  ]) as unknown[];
  expect(now).toEqual([{ photo: "a" }, { photo: "b", caption: "Двір" }, { photo: "c" }]);
  expect(now[0]).toBe(before[0]);
});

it("what has changed is as it was read", () => {
  expect(unchanged({ doc: 1 }, { doc: 2 })).toEqual({ doc: 2 });
  expect(unchanged("a", null)).toBe(null);
  expect(unchanged(null, "a")).toBe("a");
  expect(unchanged(undefined, null)).toBe(null);
  expect(unchanged([1], "a")).toBe("a");
});
