/** The words of what cannot be read: a file, a cell. Total over the reasons. */
import { label, t, type Key } from "$lib/i18n";
import type { Column, Problem, Refused, SheetError } from "$lib/ipc";

const files = {
  encrypted: "table.file.encrypted",
  truncated: "table.file.truncated",
  not_a_sheet: "table.file.not_a_sheet",
  too_large: "table.file.too_large",
  empty: "table.file.empty",
  unreadable: "table.file.unreadable",
  stopped: "table.file.stopped",
} satisfies Record<SheetError["reason"], Key>;

/** Why a file gives no table, what it means, what to do. */
export function fileWords(name: string, error: SheetError): string {
  return t(files[error.reason] ?? "table.file.not_a_sheet", { name });
}

/** Why a cell was refused. */
export function reasonWords({ reason }: Refused): string {
  switch (reason.why) {
    case "required":
      return t("table.why.required");
    case "not_a_number":
      return t("table.why.not_a_number");
    case "negative":
      return t("table.why.negative");
    case "too_precise":
      return t("table.why.too_precise", { decimals: reason.decimals });
    case "in_hryvnias":
      return t("table.why.in_hryvnias");
    case "not_a_day":
      return t("table.why.not_a_day");
    case "unknown_choice":
      return t("table.why.unknown_choice", { choices: reason.choices.join(", ") });
    case "unknown_entry":
      return reason.nearest === null
        ? t("table.why.unknown_entry")
        : t("table.why.unknown_entry_near", { nearest: reason.nearest });
    case "ambiguous":
      return t("table.why.ambiguous", { entries: reason.entries.join(", ") });
    case "bad_link":
      return t("table.why.bad_link");
    case "fault":
      return t("table.why.fault");
  }
}

/** The name of a column. */
export function columnName(columns: readonly Column[], id: string): string {
  const column = columns.find((one) => one.id === id);
  return column ? label(column.label) : id;
}

/** What is wrong in a row, with its place: the row, and the column where it is of one cell. */
export function placedWords(columns: readonly Column[], { row, column }: Problem, words: string): string {
  if (row === undefined) return words;
  if (column === undefined) return t("table.inRow", { row: row + 1, words });
  return t("table.inCell", { row: row + 1, column: columnName(columns, column), words });
}
