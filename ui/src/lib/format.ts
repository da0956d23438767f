/** Dates, numbers and sizes as officials write them, in the present language. Reactive, as t() is. */
import { currentLanguage, t } from "$lib/i18n";
import { readings } from "./layout";

type Moment = Date | string;

const LOCALE = { uk: "uk-UA", en: "en-GB" } as const;
const MINUTE = 60_000;

/** Making a formatter takes longer than all else that a row of a list asks for: each is made once. */
const made = new Map<string, Intl.DateTimeFormat | Intl.NumberFormat>();

function kept<Format extends Intl.DateTimeFormat | Intl.NumberFormat>(
  name: string,
  make: (of: string) => Format,
): Format {
  const of = locale();
  const known = made.get(name + of);
  if (known !== undefined) return known as Format;
  const format = make(of);
  made.set(name + of, format);
  return format;
}

const locale = (): string => LOCALE[currentLanguage()];
const asDate = (moment: Moment): Date => (typeof moment === "string" ? new Date(moment) : moment);

/** «22 листопада 2026». Takes a moment, or a day as forms hold it: `2026-11-22`. */
export function day(moment: Moment): string {
  const date =
    typeof moment === "string" && moment.length === 10 ? new Date(`${moment}T12:00:00`) : asDate(moment);
  const parts = kept(
    "day",
    (of) => new Intl.DateTimeFormat(of, { day: "numeric", month: "long", year: "numeric" }),
  );
  // Ukrainian CLDR adds « р.», which documents' headings and lists do without.
  return parts.format(date).replace(/\s*р\.$/u, "");
}

/** «14:05». */
export function time(moment: Moment): string {
  return kept(
    "time",
    (of) => new Intl.DateTimeFormat(of, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }),
  ).format(asDate(moment));
}

const daysApart = (from: Date, to: Date): number => {
  const midnight = (date: Date): number => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return Math.round((midnight(to) - midnight(from)) / 86_400_000);
};

/** «щойно», «14:05», «вчора, 14:05», «12 листопада», «12 листопада 2025»: the shorter, the nearer. */
export function when(moment: Moment, now: Date = new Date()): string {
  const date = asDate(moment);
  const ago = now.getTime() - date.getTime();
  if (ago >= 0 && ago < MINUTE) return t("when.now");
  const days = daysApart(date, now);
  if (days === 0) return t("when.today", { time: time(date) });
  if (days === 1) return t("when.yesterday", { time: time(date) });
  if (date.getFullYear() !== now.getFullYear()) return day(date);
  return kept(
    "day of the year",
    (of) => new Intl.DateTimeFormat(of, { day: "numeric", month: "long" }),
  ).format(date);
}

/** When something will be tried again: «за кілька секунд», «за 5 хв», «о 14:05». */
export function until(moment: Moment, now: Date = new Date()): string {
  const left = asDate(moment).getTime() - now.getTime();
  if (left < MINUTE) return t("when.soon");
  if (left < 60 * MINUTE) return t("when.inMinutes", { minutes: Math.round(left / MINUTE) });
  return t("when.at", { time: time(moment) });
}

/** «1 234,5». */
export function number(value: number | string, decimals?: number): string {
  const most = decimals ?? 6;
  return kept(
    `number ${String(most)}`,
    (of) => new Intl.NumberFormat(of, { maximumFractionDigits: most, useGrouping: true }),
  ).format(typeof value === "string" ? Number(value) : value);
}

/** Thousands of hryvnias as forms hold them, `"1234.5"` → «1 234,5 тис. грн». */
export function money(thousands: string): string {
  return t("money.thousands", { amount: number(thousands, 3) });
}

/** «480 КБ», «1,4 МБ». */
export function bytes(count: number): string {
  if (count < 1_000_000)
    return t("bytes.kb", { n: number(Math.max(count > 0 ? 1 : 0, Math.round(count / 1000))) });
  return t("bytes.mb", { n: number(count / 1_000_000, count < 10_000_000 ? 1 : 0) });
}

/** «5 МБ»: the most that a form takes, which forms count in 1024s. */
export function mostBytes(count: number): string {
  const kilo = count / 1024;
  return kilo < 1024
    ? t("bytes.kb", { n: number(Math.floor(kilo)) })
    : t("bytes.mb", { n: number(kilo / 1024, 1) });
}

/** Order of names in the present language, numbers in them by value. For `Array.toSorted`. */
export function compare(a: string, b: string): number {
  return new Intl.Collator(locale(), { numeric: true, sensitivity: "base" }).compare(a, b);
}

/** Whether `text` holds every word of `query`, letter case, apostrophe kinds and the keyboard's language aside. An empty
 * query matches. */
export function matches(query: string, ...texts: readonly string[]): boolean {
  const fold = (text: string): string => text.replace(/['’ʼ`]/gu, "");
  const hay = fold(texts.join("\n").toLocaleLowerCase("uk"));
  return query
    .toLocaleLowerCase("uk")
    .split(/\s+/u)
    .every((word) => readings(word).some((reading) => hay.includes(fold(reading))));
}

/** «неділя, 22 листопада 2026». */
export function today(moment: Date): string {
  const weekday = new Intl.DateTimeFormat(locale(), { weekday: "long" }).format(moment);
  const words = `${weekday}, ${day(moment)}`;
  return words.charAt(0).toLocaleUpperCase(locale()) + words.slice(1);
}
