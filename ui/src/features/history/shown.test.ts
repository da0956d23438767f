import { describe, expect, it } from "vitest";
import type { HistoryVersion, LineChange, LineShape, Run } from "$lib/ipc";
import { byDay, firstCompared, folded, nextChange, runsOf } from "./shown";

const P: LineShape = { kind: "paragraph" };
const line = (...runs: Run[]): LineChange => ({ before: P, after: P, runs, reformatted: false });
const same = line({ side: "both", text: "те саме" });
const other = line({ side: "before", text: "було" }, { side: "after", text: "стало" });
const version = (number: number, at: string): HistoryVersion => ({
  number,
  kind: "paused",
  at,
  by: null,
  changed: [],
});

describe("columns", () => {
  const runs: Run[] = [
    { side: "both", text: "Дах " },
    { side: "before", text: "старий" },
    { side: "after", text: "новий" },
  ];
  const text = (column: "both" | "before" | "after"): string =>
    runsOf(runs, column)
      .map((run) => run.text)
      .join("");
  it("hold each its own side whole", () => {
    expect(text("before")).toBe("Дах старий");
    expect(text("after")).toBe("Дах новий");
    expect(text("both")).toBe("Дах старийновий");
  });
});

describe("lines", () => {
  it("far from every change become a number", () => {
    const shown = folded([same, same, same, other, same, same]);
    expect(shown.map((one) => (one.kind === "line" ? one.same : one.count))).toEqual([
      2,
      true,
      false,
      true,
      1,
    ]);
  });
  it("that only look otherwise are changes", () => {
    expect(folded([{ ...same, reformatted: true }])).toMatchObject([{ kind: "line", same: false }]);
    expect(folded([{ ...same, after: { kind: "quote" } }])).toMatchObject([{ kind: "line", same: false }]);
    expect(folded([{ ...same, before: null }])).toMatchObject([{ kind: "line", same: false }]);
  });
});

describe("versions", () => {
  it("stand under their days in their order, whatever the clock did", () => {
    const days = byDay(
      [
        version(4, "2026-11-23T10"),
        version(3, "2026-11-22T10"),
        version(2, "2026-11-23T09"),
        version(1, "2026-11-23T08"),
      ],
      (at) => at.slice(0, 10),
    );
    expect(days.map(({ day, versions }) => [day, versions.map(({ number }) => number)])).toEqual([
      ["2026-11-23", [4]],
      ["2026-11-22", [3]],
      ["2026-11-23", [2, 1]],
    ]);
  });
  it("are compared with the present from the last one that differs", () => {
    const versions = [version(2, ""), version(1, "")];
    expect(firstCompared(versions, null)).toBe(2);
    expect(firstCompared(versions, 2)).toBe(1);
    expect(firstCompared([version(1, "")], 1)).toBe(1);
    expect(firstCompared([], null)).toBeNull();
  });
});

describe("going through the changes", () => {
  it("goes round and begins at the end that it moves from", () => {
    expect(nextChange(-1, 1, 3)).toBe(0);
    expect(nextChange(-1, -1, 3)).toBe(2);
    expect(nextChange(2, 1, 3)).toBe(0);
    expect(nextChange(0, -1, 3)).toBe(2);
    expect(nextChange(0, 1, 0)).toBe(-1);
  });
});
