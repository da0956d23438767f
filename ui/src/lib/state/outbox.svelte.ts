/** What is on its way to the portal, with progress as it comes. */
import { call, on, type OutboxRow, type ReportId, type SendProgress } from "$lib/ipc";

class Outbox {
  rows = $state.raw<OutboxRow[]>([]);
  asked = $state(false);

  /** Rows that the portal does not have yet, those that need a person first. */
  waiting = $derived(this.rows.filter((row) => row.received_at === null));
  received = $derived(this.rows.filter((row) => row.received_at !== null));

  async read(): Promise<void> {
    this.rows = await call("outbox");
    this.asked = true;
  }

  /** Photos of a report that have arrived so far, while it is being sent. */
  photos(id: ReportId): { sent: number; total: number } | undefined {
    const row = this.rows.find(({ report }) => report === id);
    return row && { sent: row.photos_sent, total: row.photos_total };
  }

  /** Forgets it: somebody else sits down. */
  forget(): void {
    this.rows = [];
    this.asked = false;
  }

  /** Keeps it fresh. Returns how to stop. */
  follow(): () => void {
    const read = (): void => void this.read().catch(() => {});
    const stops = [
      on("report_changed", read),
      on("reports_changed", read),
      on("line_changed", read),
      on("send_progress", (progress) => this.#move(progress)),
    ];
    return () => stops.forEach((stop) => stop());
  }

  #move({ report, ...progress }: SendProgress): void {
    this.rows = this.rows.map((row) =>
      row.report === report ? { ...row, ...progress, standing: "sending", reason: null } : row,
    );
  }
}

export const outbox = new Outbox();
