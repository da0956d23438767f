/** The list of reports, as the desk, the lists, the palette and the rail's counts show it. */
import { call, on, type ReportId, type ReportRow } from "$lib/ipc";

class Reports {
  rows = $state.raw<ReportRow[]>([]);
  asked = $state(false);

  /** What waits for this person: returned, failed, in two versions, to be approved. */
  needing = $derived(this.rows.filter(needsPerson));

  #reading: Promise<void> | undefined;
  #again = false;

  /** Reads the list. Calls made while it is being read are answered by one more reading. */
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

  /** Puts a row that a command has just answered with in its place, before the list is read again. */
  put(row: ReportRow): void {
    const others = this.rows.filter(({ id }) => id !== row.id);
    this.rows = [row, ...others];
  }

  drop(id: ReportId): void {
    this.rows = this.rows.filter((row) => row.id !== id);
  }

  /** Forgets it: somebody else sits down. */
  forget(): void {
    this.rows = [];
    this.asked = false;
  }

  /** Keeps it fresh. Returns how to stop. */
  follow(): () => void {
    const read = (): void => void this.read();
    const stops = [on("report_changed", read), on("reports_changed", read)];
    return () => stops.forEach((stop) => stop());
  }

  async #readUntilFresh(): Promise<void> {
    do {
      this.#again = false;
      this.rows = (await call("reports")).toSorted((a, b) => (a.updated_at < b.updated_at ? 1 : -1));
      this.asked = true;
    } while (this.#again);
  }
}

/** Whether a report goes no further without the person at this screen. */
export function needsPerson(row: ReportRow): boolean {
  if (row.can_approve) return true;
  if (row.others) return false;
  return row.standing === "returned" || row.standing === "failed" || row.standing === "conflict";
}

export const reports = new Reports();
