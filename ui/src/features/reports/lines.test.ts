import { describe, expect, it } from "vitest";
import { lay, type Line } from "./lines";

const all = (total: number, groups: Parameters<typeof lay>[1], folded: string[] = []): Line[] => {
  const lines = lay(total, groups, new Set(folded));
  return Array.from({ length: lines.count }, (_, index) => lines.at(index));
};
const said = (lines: Line[]): string[] =>
  lines.map((line) =>
    line.kind === "row" ? String(line.at) : `[${line.value ?? "–"}: ${String(line.count)}]`,
  );

describe("the lines of a list", () => {
  const groups = [
    { key: "roads", count: 2 },
    { key: "schools", count: 3 },
    { key: null, count: 1 },
  ];

  it("are its rows where it is not grouped", () => {
    expect(said(all(3, []))).toEqual(["0", "1", "2"]);
  });

  it("are a heading before each group, and every row once", () => {
    expect(said(all(6, groups))).toEqual([
      "[roads: 2]",
      "0",
      "1",
      "[schools: 3]",
      "2",
      "3",
      "4",
      "[–: 1]",
      "5",
    ]);
  });

  it("leave out the rows of what is folded, and no others", () => {
    expect(said(all(6, groups, ["schools"]))).toEqual([
      "[roads: 2]",
      "0",
      "1",
      "[schools: 3]",
      "[–: 1]",
      "5",
    ]);
  });

  it("fold those that belong to no group, too", () => {
    expect(said(all(6, groups, ["\u0000"]))).toHaveLength(8);
  });

  it("are found at once in a list of 100,000", () => {
    const many = Array.from({ length: 1000 }, (_, at) => ({ key: String(at), count: 100 }));
    const lines = lay(100_000, many, new Set(["0"]));
    expect(lines.count).toBe(100_900);
    expect(lines.at(100_899)).toEqual({ kind: "row", at: 99_999 });
    expect(lines.at(0)).toMatchObject({ kind: "group", value: "0" });
    expect(lines.at(1)).toMatchObject({ kind: "group", value: "1" });
  });
});
