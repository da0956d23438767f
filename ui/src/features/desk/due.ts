/**
 * What is to be reported when, by the rules of the catalogue (регламент наповнення): a rule says how often a section is
 * brought up to date at the least, so each day, week, month or quarter wants a report, and its last day is the last to
 * hand it in. The catalogue names no other deadlines. «За потреби» is never due.
 */
import { call, type Form, type Period, type ReportRow, type Section, type UpdateRule } from "$lib/ipc";
import { SAMPLE_TITLE } from "./sample";

export type Due = { section: Section; period: Period; overdue: boolean };

/** So many days before its last one a period is spoken of. */
const AHEAD = 10;
const DAY = 86_400_000;

/** Days are counted in UTC, whatever clock the computer keeps: only their dates matter here. */
const iso = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const dateOf = (moment: Date): number => Date.UTC(moment.getFullYear(), moment.getMonth(), moment.getDate());

/** The period of a rule in which a day lies, both ends included; none where the rule wants none. */
export function periodOn(rule: UpdateRule, day: number): Period | undefined {
  const date = new Date(day);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  const months = (first: number, count: number): Period => ({
    from: iso(Date.UTC(year, first, 1)),
    to: iso(Date.UTC(year, first + count, 0)),
  });
  switch (rule) {
    case "daily":
      return { from: iso(day), to: iso(day) };
    case "weekly": {
      const monday = day - ((date.getUTCDay() + 6) % 7) * DAY;
      return { from: iso(monday), to: iso(monday + 6 * DAY) };
    }
    case "monthly":
      return months(month, 1);
    case "quarterly":
      return months(month - (month % 3), 3);
    case "as_needed":
      return undefined;
  }
}

/** The period before; of days, the last working one. */
function before(rule: UpdateRule, { from }: Period): Period | undefined {
  let day = Date.parse(from) - DAY;
  if (rule === "daily") while ([0, 6].includes(new Date(day).getUTCDay())) day -= DAY;
  return periodOn(rule, day);
}

/**
 * What one section wants today. `mine` are the person's reports in it, the last changed first: any that was changed
 * within the period counts. Overdue is what was left out after the section had been kept before; of a section that was
 * never filled here, only what is coming is known.
 */
export function dueOf(
  section: Section,
  mine: readonly Pick<ReportRow, "updated_at">[],
  now: Date,
): Due | undefined {
  const today = dateOf(now);
  const period = periodOn(section.rule, today);
  if (period === undefined) return undefined;
  const [last] = mine;
  const changed = last === undefined ? undefined : iso(dateOf(new Date(last.updated_at)));
  if (changed !== undefined && changed >= period.from) return undefined;
  const former = before(section.rule, period);
  if (changed !== undefined && former !== undefined && changed < former.from) {
    return { section, period: former, overdue: true };
  }
  return Date.parse(period.to) - today > AHEAD * DAY ? undefined : { section, period, overdue: false };
}

/** The most pressing first. */
export function inOrder(dues: readonly Due[]): Due[] {
  return dues.toSorted((a, b) => a.period.to.localeCompare(b.period.to));
}

/** What a report of that period begins with: the period, in the first field that asks for one. */
export function begunWith(form: Form, period: Period): Record<string, unknown> {
  const field = form.groups.flatMap(({ fields }) => fields).find(({ kind }) => kind === "period");
  return field === undefined ? {} : { [field.id]: period };
}

/** So many of a section's last changed reports are looked at to find one's own. */
const LOOKED_AT = 20;

/** What these sections want today. */
export async function readDues(sections: readonly Section[], now: Date): Promise<Due[]> {
  const dues = await Promise.all(
    sections
      .filter(({ rule }) => rule !== "as_needed")
      .map(async (section) => {
        const { rows } = await call("reports", { sections: [section.id], skip: 0, take: LOOKED_AT });
        return dueOf(
          section,
          rows.filter(({ others, title }) => !others && title !== SAMPLE_TITLE),
          now,
        );
      }),
  );
  return inOrder(dues.filter((due) => due !== undefined));
}
