/** What waits for the person, by what is to be done about it, the most pressing first. */
import type { Key } from "$lib/i18n";
import type { ReportRow } from "$lib/ipc";

export type Need = { word: Key; rows: ReportRow[] };

const wordOf = (row: ReportRow): Key => {
  if (row.can_approve) return "lists.need.approval";
  if (row.standing === "failed") return "lists.need.failed";
  if (row.standing === "conflict") return "lists.need.conflict";
  return "lists.need.returned";
};

const ORDER: readonly Key[] = [
  "lists.need.returned",
  "lists.need.approval",
  "lists.need.conflict",
  "lists.need.failed",
];

export function needOf(rows: readonly ReportRow[]): Need[] {
  return ORDER.map((word) => ({ word, rows: rows.filter((row) => wordOf(row) === word) })).filter(
    (need) => need.rows.length > 0,
  );
}
