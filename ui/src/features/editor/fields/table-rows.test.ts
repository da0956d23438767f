import { describe, expect, it } from "vitest";
import type { Column } from "$lib/ipc";
import { asRows, copiedCells, moved, pasted, withCell, without } from "./table-rows";

const columns: Column[] = [
  { id: "deputy", label: { uk: "Депутат" }, required: true, kind: "text" },
  {
    id: "vote",
    label: { uk: "Голос" },
    required: true,
    kind: "choice",
    options: [
      { id: "for", label: { uk: "За" } },
      { id: "against", label: { uk: "Проти" } },
    ],
  },
  { id: "sum", label: { uk: "Сума" }, required: false, kind: "money" },
];

describe("a table's rows", () => {
  it("change one cell at a time; an emptied cell is absent", () => {
    expect(withCell([{ a: "1" }, { a: "2" }], 1, "a", "3")).toEqual([{ a: "1" }, { a: "3" }]);
    expect(withCell([{ a: "1", b: "2" }], 0, "a", "")).toEqual([{ b: "2" }]);
  });

  it("are removed and moved, never past the ends", () => {
    expect(without([{ a: 1 }, { a: 2 }], 0)).toEqual([{ a: 2 }]);
    expect(moved([{ a: 1 }, { a: 2 }, { a: 3 }], 0, 2)).toEqual([{ a: 2 }, { a: 3 }, { a: 1 }]);
    expect(moved([{ a: 1 }], 0, 1)).toEqual([{ a: 1 }]);
  });

  it("of a malformed value are none or empty", () => {
    expect(asRows("x")).toEqual([]);
    expect(asRows([null, { a: 1 }])).toEqual([{}, { a: 1 }]);
  });
});

describe("cells copied from a spreadsheet", () => {
  it("are told from plain text", () => {
    expect(copiedCells("Петренко")).toBeNull();
    expect(copiedCells("а\tб\r\nв\tг\r\n")).toEqual([
      ["а", "б"],
      ["в", "г"],
    ]);
  });

  it("go into the columns by their kinds and add rows", () => {
    const rows = pasted(
      [{ deputy: "Перший" }],
      columns,
      { row: 0, column: 0 },
      [
        ["Коваль О. П.", "за", "1 234,50"],
        ["Мороз І. В.", "ПРОТИ", ""],
      ],
      10,
    );
    expect(rows).toEqual([
      { deputy: "Коваль О. П.", vote: "for", sum: "1234.50" },
      { deputy: "Мороз І. В.", vote: "against" },
    ]);
  });

  it("stop at the most rows that the field takes", () => {
    expect(pasted([], columns, { row: 0, column: 0 }, [["а"], ["б"], ["в"]], 2)).toHaveLength(2);
  });
});
