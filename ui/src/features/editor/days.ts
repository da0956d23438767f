/** Days as people type them («22.11.2026», «1.2.26», «2026-11-22») and as they are kept ("2026-11-22"). */

const KEPT = /^(\d{4})-(\d{2})-(\d{2})$/u;
const TYPED = /^(\d{1,2})[.\-/ ](\d{1,2})[.\-/ ](\d{4}|\d{2})$/u;
const RUN = /^(\d{2})(\d{2})(\d{4})$/u;

function known(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const same =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return same ? date.toISOString().slice(0, 10) : null;
}

/** The kept form of a typed day; null when it is no day of the calendar. */
export function parseDay(text: string): string | null {
  const bare = text.trim().replace(/\s*р\.?$/u, "");
  const kept = KEPT.exec(bare);
  if (kept) return known(Number(kept[1]), Number(kept[2]), Number(kept[3]));
  const typed = TYPED.exec(bare) ?? RUN.exec(bare);
  if (!typed) return null;
  const year = Number(typed[3]);
  return known(year < 100 ? 2000 + year : year, Number(typed[2]), Number(typed[1]));
}

/** A kept day as it is edited: «22.11.2026». What is no day is shown as it is. */
export function showDay(value: unknown): string {
  if (typeof value !== "string") return "";
  const kept = KEPT.exec(value);
  return kept ? `${kept[3] ?? ""}.${kept[2] ?? ""}.${kept[1] ?? ""}` : value;
}
