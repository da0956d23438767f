/**
 * What the desk shows of the reports, and how many there are where: as much as the program gives for it. The lists and
 * the palette ask the program for their own parts; thousands may lie there.
 */
import { call, on, type Desk, type ReportId, type ReportRow } from "$lib/ipc";

class Reports {
  /** Null until it is read. */
  desk = $state.raw<Desk | null>(null);
  /** Goes up when any report changes: what shows a part of them reads it again. */
  changes = $state(0);

  needing = $derived(this.desk?.needing ?? []);
  recent = $derived(this.desk?.recent ?? []);
  /** How many wait for this person: returned, failed, in two versions, to be approved. */
  needingCount = $derived(this.desk?.needing_count ?? 0);
  total = $derived(this.desk?.total ?? 0);

  #reading: Promise<void> | undefined;
  #again = false;

  /** Reads the desk. Calls made while it is being read are answered by one more reading. */
  async read(): Promise<void> {
    if (this.#reading !== undefined) {
      this.#again = true;
      return this.#reading;
    }
    this.#reading = this.#readUntilFresh();
    try {
      await this.#reading;
    } finally {
      this.#reading = undefined;
    }
  }

  /** How many reports a section has. */
  count(section: string): number {
    return this.desk?.counts[section] ?? 0;
  }

  /** Puts a row that a command has just answered with in its place on the desk, before the desk is read again. */
  put(row: ReportRow): void {
    if (this.desk === null) return;
    const others = (rows: ReportRow[]): ReportRow[] => rows.filter(({ id }) => id !== row.id);
    const { needing, recent } = this.desk;
    const waits = needing.some(({ id }) => id === row.id);
    this.desk = waits
      ? { ...this.desk, needing: needing.map((one) => (one.id === row.id ? row : one)) }
      : { ...this.desk, recent: [row, ...others(recent)] };
  }

  drop(id: ReportId): void {
    if (this.desk === null) return;
    const left = (rows: ReportRow[]): ReportRow[] => rows.filter((row) => row.id !== id);
    this.desk = { ...this.desk, needing: left(this.desk.needing), recent: left(this.desk.recent) };
  }

  /** Forgets it: somebody else sits down. */
  forget(): void {
    this.desk = null;
  }

  /** Keeps it fresh. Returns how to stop. */
  follow(): () => void {
    const changed = (): void => {
      this.changes += 1;
      void this.read();
    };
    const stops = [on("report_changed", changed), on("reports_changed", changed)];
    return () => stops.forEach((stop) => stop());
  }

  async #readUntilFresh(): Promise<void> {
    do {
      this.#again = false;
      this.desk = await call("desk");
    } while (this.#again);
  }
}

export const reports = new Reports();
