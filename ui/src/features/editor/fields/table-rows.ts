/** The rows of a table field: pure changes, each giving a new array. A row is an object of column id → cell. */
import type { Problem } from "$lib/ipc";

export type Row = Readonly<Record<string, unknown>>;

const NO_CELLS: Row = {};

/** The rows of a value. A row keeps its identity, so that only what changed is drawn again. */
export function asRows(value: unknown): readonly Row[] {
  if (!Array.isArray(value)) return [];
  const isRow = (row: unknown): row is Row => typeof row === "object" && row !== null;
  const rows: readonly unknown[] = value;
  return rows.every(isRow) ? rows : rows.map((row) => (isRow(row) ? row : NO_CELLS));
}

const isEmpty = (cell: unknown): boolean => cell === null || cell === "" || cell === undefined;

export function withCell(rows: readonly Row[], at: number, column: string, cell: unknown): Row[] {
  return rows.map((row, order) => {
    if (order !== at) return row;
    const others = Object.fromEntries(Object.entries(row).filter(([id]) => id !== column));
    return isEmpty(cell) ? others : { ...row, [column]: cell };
  });
}

/** One answer in a whole column. */
export function withColumn(rows: readonly Row[], column: string, cell: unknown): Row[] {
  return rows.map((row) => ({ ...row, [column]: cell }));
}

export function without(rows: readonly Row[], at: number): Row[] {
  return rows.filter((_row, order) => order !== at);
}

/** Puts a row in at its place, or at the end of rows that are fewer by now. */
export function inserted(rows: readonly Row[], at: number, row: Row): Row[] {
  return [...rows.slice(0, at), row, ...rows.slice(at)];
}

export function moved(rows: readonly Row[], from: number, to: number): Row[] {
  const row = rows[from];
  if (row === undefined || to < 0 || to >= rows.length) return [...rows];
  const rest = without(rows, from);
  return [...rest.slice(0, to), row, ...rest.slice(to)];
}

/** Lays rows over those from `at` on, adding what is missing, `most` rows at most. Cells that they lack stay. */
export function laid(rows: readonly Row[], at: number, over: readonly Row[], most: number): Row[] {
  const next: Row[] = [...rows];
  over.slice(0, Math.max(0, most - at)).forEach((row, down) => {
    next[at + down] = { ...next[at + down], ...row };
  });
  return next;
}

/** Puts rows behind those that hold anything: an empty row that waits to be filled is not kept before them. */
export function appended(rows: readonly Row[], more: readonly Row[]): Row[] {
  return [...rows.filter((row) => Object.values(row).some((cell) => !isEmpty(cell))), ...more];
}

/** Problems by the row that they are in. */
export function byRow(problems: readonly Problem[]): ReadonlyMap<number, readonly Problem[]> {
  const found = new Map<number, Problem[]>();
  for (const problem of problems) {
    if (problem.row === undefined) continue;
    found.set(problem.row, [...(found.get(problem.row) ?? []), problem]);
  }
  return found;
}
