/** What is said of what lies in the bin: pure, so that it is tested without a window. */

const DAY = 86_400_000;
const NAMED = 8;

/** Midnights until `moment` by this computer's calendar; 0 or less: it goes today. */
export function daysLeft(moment: string, now: Date): number {
  const midnight = (date: Date): number => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return Math.round((midnight(new Date(moment)) - midnight(now)) / DAY);
}

/** The names that are shown before something goes for good, and how many more there are. */
export function named(titles: readonly string[]): { shown: readonly string[]; more: number } {
  // «and one more» would take the line that its name takes.
  return titles.length <= NAMED + 1
    ? { shown: titles, more: 0 }
    : { shown: titles.slice(0, NAMED), more: titles.length - NAMED };
}
