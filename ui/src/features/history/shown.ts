/** What of a history and of a comparison is shown: pure, so that it is tested without a window. */
import type { HistoryVersion, LineChange, Run, Side } from "$lib/ipc";

/** A column of the comparison; `both` where there is room for one only. */
export type Column = Side;

/** The pieces that stand in a column. */
export function runsOf(runs: readonly Run[], column: Column): Run[] {
  return runs.filter(({ side }) => column === "both" || side === "both" || side === column);
}

/** Whether a line is as it was. */
export const isSame = (line: LineChange): boolean =>
  !line.reformatted &&
  line.before !== null &&
  line.after !== null &&
  JSON.stringify(line.before) === JSON.stringify(line.after) &&
  line.runs.every(({ side }) => side === "both");

/** A line to show, or how many were left out because nothing changed in them. */
export type Shown = { kind: "line"; line: LineChange; same: boolean } | { kind: "left_out"; count: number };

/** Lines kept beside a changed one, so that it is seen where it stands. */
const AROUND = 1;

/** The changed lines with what stands beside them; long runs of unchanged ones become a number. */
export function folded(lines: readonly LineChange[]): Shown[] {
  const same = lines.map(isSame);
  const near = lines.map((_, at) => same.slice(Math.max(0, at - AROUND), at + AROUND + 1).includes(false));
  const shown: Shown[] = [];
  lines.forEach((line, at) => {
    const last = shown.at(-1);
    if (near[at]) shown.push({ kind: "line", line, same: same[at] ?? false });
    else if (last?.kind === "left_out") last.count += 1;
    else shown.push({ kind: "left_out", count: 1 });
  });
  return shown;
}

/** Versions of one day. */
export type DayOfVersions = { day: string; versions: HistoryVersion[] };

/** Versions by the day of `dayOf`, in their order: a clock set back begins a new group, it does not mix them. */
export function byDay(versions: readonly HistoryVersion[], dayOf: (at: string) => string): DayOfVersions[] {
  const days: DayOfVersions[] = [];
  for (const version of versions) {
    const day = dayOf(version.at);
    const last = days.at(-1);
    if (last?.day === day) last.versions.push(version);
    else days.push({ day, versions: [version] });
  }
  return days;
}

/** What is compared first: the last version that differs from the present. */
export function firstCompared(versions: readonly HistoryVersion[], present: number | null): number | null {
  return (versions.find(({ number }) => number !== present) ?? versions[0])?.number ?? null;
}

/** The next of `count` changes in a direction, round the end; -1 is none yet. */
export function nextChange(at: number, step: 1 | -1, count: number): number {
  if (count === 0) return -1;
  if (at < 0) return step === 1 ? 0 : count - 1;
  return (at + step + count) % count;
}
