import { describe, expect, it } from "vitest";
import { appended, asRows, inserted, laid, moved, withCell, withColumn, without } from "./table-rows";

describe("a table's rows", () => {
  it("change one cell at a time; an emptied cell is absent", () => {
    expect(withCell([{ a: "1" }, { a: "2" }], 1, "a", "3")).toEqual([{ a: "1" }, { a: "3" }]);
    expect(withCell([{ a: "1", b: "2" }], 0, "a", "")).toEqual([{ b: "2" }]);
  });

  it("take one answer in a whole column", () => {
    expect(withColumn([{ a: "1" }, { b: "2" }], "b", "x")).toEqual([{ a: "1", b: "x" }, { b: "x" }]);
  });

  it("are removed and moved, never past the ends", () => {
    expect(without([{ a: 1 }, { a: 2 }], 0)).toEqual([{ a: 2 }]);
    expect(moved([{ a: 1 }, { a: 2 }, { a: 3 }], 0, 2)).toEqual([{ a: 2 }, { a: 3 }, { a: 1 }]);
    expect(moved([{ a: 1 }], 0, 1)).toEqual([{ a: 1 }]);
  });

  it("take a removed row back at its place, or at the end where they are fewer", () => {
    expect(inserted([{ a: 1 }, { a: 3 }], 1, { a: 2 })).toEqual([{ a: 1 }, { a: 2 }, { a: 3 }]);
    expect(inserted([{ a: 1 }], 5, { a: 2 })).toEqual([{ a: 1 }, { a: 2 }]);
  });

  it("of a malformed value are none or empty; good ones stay the same objects", () => {
    expect(asRows("x")).toEqual([]);
    expect(asRows([null, { a: 1 }])).toEqual([{}, { a: 1 }]);
    const rows = [{ a: 1 }];
    expect(asRows(rows)[0]).toBe(rows[0]);
  });

  it("are laid over others, cells that the new ones lack stay, and no row is past the most", () => {
    expect(laid([{ a: "1", b: "2" }], 0, [{ a: "x" }, { a: "y" }, { a: "z" }], 2)).toEqual([
      { a: "x", b: "2" },
      { a: "y" },
    ]);
  });

  it("are put behind those that hold anything", () => {
    expect(appended([{ a: "1" }, {}], [{ a: "2" }])).toEqual([{ a: "1" }, { a: "2" }]);
  });
});
