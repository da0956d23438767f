import { describe, expect, it } from "vitest";
import type { Column } from "$lib/ipc";
import { totalsOf } from "./totals";

const columns: Column[] = [
  {
    id: "vote",
    label: { uk: "Голос" },
    required: true,
    kind: "choice",
    options: [{ id: "for", label: { uk: "За" } }],
  },
  { id: "sum", label: { uk: "Сума" }, required: false, kind: "money" },
];

describe("totals", () => {
  it("count an answer and sum what the form names no total of", () => {
    const totals = totalsOf(
      columns,
      [{ label: { uk: "За" }, column: "vote", how: "count", choice: "for" }],
      [
        { vote: "for", sum: "0.1" },
        { vote: "against", sum: "0.2" },
        { vote: "for", sum: "не число" },
      ],
    );
    expect(totals.map(({ value }) => value)).toEqual(["2", "0.3"]);
  });

  it("of a column that the form has no more are left out", () => {
    expect(totalsOf([], [{ label: { uk: "Разом" }, column: "gone", how: "sum" }], [{}])).toEqual([]);
  });
});
