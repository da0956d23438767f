/** Quick choices of a period. Days are ISO dates ("2026-11-22"); both ends belong to the period. */
import type { Period, UpdateRule } from "$lib/ipc";

export type PeriodChoice =
  "today" | "this_week" | "this_month" | "last_month" | "this_quarter" | "last_quarter" | "this_year";

/** What is offered in every section; the usual period of a section is offered besides. */
export const PERIOD_CHOICES: readonly PeriodChoice[] = [
  "this_month",
  "last_month",
  "this_quarter",
  "last_quarter",
  "this_year",
];

function iso(year: number, month: number, day: number): string {
  return new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);
}

/** Whole months from `first` (0 = January; may run over the year's ends), `count` of them. */
function months(year: number, first: number, count: number): Period {
  return { from: iso(year, first, 1), to: iso(year, first + count, 0) };
}

/** The period that a choice means on the day `today`. */
export function periodOf(choice: PeriodChoice, today: Date): Period {
  const year = today.getFullYear();
  const month = today.getMonth();
  const quarter = Math.floor(month / 3) * 3;
  switch (choice) {
    case "today":
      return { from: iso(year, month, today.getDate()), to: iso(year, month, today.getDate()) };
    case "this_week": {
      // From Monday.
      const monday = today.getDate() - ((today.getDay() + 6) % 7);
      return { from: iso(year, month, monday), to: iso(year, month, monday + 6) };
    }
    case "this_month":
      return months(year, month, 1);
    case "last_month":
      return months(year, month - 1, 1);
    case "this_quarter":
      return months(year, quarter, 3);
    case "last_quarter":
      return months(year, quarter - 3, 3);
    case "this_year":
      return months(year, 0, 12);
  }
}

/**
 * The period that a report of a section kept by that rule is usually for; null where the rule tells none. It is the one
 * that runs: its last day is the last to hand the report in, and the desk's due items begin a report with it too.
 */
export function usualPeriod(rule: UpdateRule | undefined): PeriodChoice | null {
  switch (rule) {
    case "daily":
      return "today";
    case "weekly":
      return "this_week";
    case "monthly":
      return "this_month";
    case "quarterly":
      return "this_quarter";
    case "as_needed":
    case undefined:
      return null;
  }
}
