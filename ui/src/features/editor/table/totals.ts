/** What is computed of a table's rows: the form's totals, and the sum of each money column that the form names no total of. */
import type { Column, Label, Total } from "$lib/ipc";
import { sumDecimals } from "../decimal";
import type { Row } from "../fields/table-rows";

export interface Computed {
  /** Absent: a plain sum of its column. */
  label: Label | undefined;
  column: Column;
  /** A kept decimal. */
  value: string;
  kind: "sum" | "count";
}

export function totalsOf(
  columns: readonly Column[],
  totals: readonly Total[],
  rows: readonly Row[],
): Computed[] {
  const named = totals.flatMap((total): Computed[] => {
    const column = columns.find(({ id }) => id === total.column);
    if (!column) return [];
    const cells = rows.map((row) => row[column.id]);
    const value =
      total.how === "sum" ? sumDecimals(cells) : String(cells.filter((cell) => cell === total.choice).length);
    return [{ label: total.label, column, value, kind: total.how }];
  });
  const summed = new Set(totals.filter(({ how }) => how === "sum").map(({ column }) => column));
  const rest = columns.filter((column) => column.kind === "money" && !summed.has(column.id));
  return [
    ...named,
    ...rest.map((column): Computed => ({
      label: undefined,
      column,
      value: sumDecimals(rows.map((row) => row[column.id])),
      kind: "sum",
    })),
  ];
}
