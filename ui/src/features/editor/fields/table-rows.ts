/** The rows of a table field: pure changes, each giving a new array. A row is an object of column id → cell. */
import type { Column } from "$lib/ipc";
import { parseDecimal } from "../decimal";
import { parseDay } from "../days";

export type Row = Readonly<Record<string, unknown>>;

export function asRows(value: unknown): Row[] {
  if (!Array.isArray(value)) return [];
  return value.map((row: unknown): Row => (typeof row === "object" && row !== null ? { ...row } : {}));
}

export function withCell(rows: readonly Row[], at: number, column: string, cell: unknown): Row[] {
  return rows.map((row, order) => {
    if (order !== at) return row;
    const others = Object.fromEntries(Object.entries(row).filter(([id]) => id !== column));
    return cell === null || cell === "" || cell === undefined ? others : { ...row, [column]: cell };
  });
}

export function without(rows: readonly Row[], at: number): Row[] {
  return rows.filter((_row, order) => order !== at);
}

export function moved(rows: readonly Row[], from: number, to: number): Row[] {
  const row = rows[from];
  if (row === undefined || to < 0 || to >= rows.length) return [...rows];
  const rest = without(rows, from);
  return [...rest.slice(0, to), row, ...rest.slice(to)];
}

/** Cells copied from a spreadsheet, as their text: lines of cells apart by tabs. Null when it is plain text. */
export function copiedCells(text: string): string[][] | null {
  const lines = text.replace(/\r\n?/gu, "\n").replace(/\n$/u, "").split("\n");
  if (lines.length === 1 && !text.includes("\t")) return null;
  return lines.map((line) => line.split("\t").map((cell) => cell.trim()));
}

/** What a typed or copied text is in a cell of that column. What it cannot be stays as it is, to be spoken of. */
export function cellFrom(column: Column, text: string): unknown {
  const bare = text.trim();
  if (bare === "") return null;
  switch (column.kind) {
    case "number":
    case "money":
      return parseDecimal(bare).value;
    case "date":
      return parseDay(bare) ?? bare;
    case "choice": {
      const same = (words: string | undefined): boolean =>
        words?.toLocaleLowerCase("uk") === bare.toLocaleLowerCase("uk");
      const option = column.options.find(({ label }) => same(label.uk) || same(label.en));
      return option?.id ?? null;
    }
    case "reference":
      return null;
    case "text":
    case "link":
      return bare;
  }
}

/** Puts copied cells over the rows from a cell on, adding rows as needed, `most` at most. */
export function pasted(
  rows: readonly Row[],
  columns: readonly Column[],
  from: { row: number; column: number },
  cells: readonly (readonly string[])[],
  most: number,
): Row[] {
  let next: Row[] = [...rows];
  cells.forEach((line, down) => {
    const at = from.row + down;
    if (at >= most) return;
    while (next.length <= at) next.push({});
    line.forEach((text, right) => {
      const column = columns[from.column + right];
      if (column) next = withCell(next, at, column.id, cellFrom(column, text));
    });
  });
  return next;
}
