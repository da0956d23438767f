/** Remarks as the head writes them: kept on the disk as they are typed, until the portal has them. */
import { asAppError, call, type AppError, type NewRemark, type ReportId } from "$lib/ipc";
import { SaveQueue, type Timer } from "$features/editor/save-queue";

/** As the portal takes them (portal-api). */
export const MOST_REMARKS = 50;
export const LONGEST_REMARK = 2000;

/** An empty `field` means the whole report. */
export type Draft = { key: number; field: string; text: string };

type Saving = { timer: Timer; delay: number; retries: number[] };

export class RemarkDrafts {
  rows = $state<Draft[]>([]);
  /** What of it has text: that is what is sent. */
  readonly written = $derived<NewRemark[]>(
    this.rows
      .filter(({ text }) => text.trim() !== "")
      .map(({ field, text }) => (field === "" ? { text: text.trim() } : { field, text: text.trim() })),
  );
  readonly full = $derived(this.rows.length >= MOST_REMARKS);
  readonly #queue: SaveQueue<null, AppError>;
  #next = 0;

  constructor(id: ReportId, saving: Saving) {
    this.#queue = new SaveQueue<null, AppError>({
      ...saving,
      asError: asAppError,
      send: async () => {
        await call("remarks_keep", { id, remarks: this.written });
        return null;
      },
      onsaved: () => {},
      onstate: () => {},
    });
  }

  /** Goes on with what was kept. */
  begin(kept: readonly NewRemark[]): void {
    this.rows = kept.map(({ field, text }) => this.#row(field ?? "", text));
  }

  /** A new one, of a field or of the whole; one that is empty already is gone on with. Its key. */
  add(field = ""): number {
    const empty = this.rows.find((row) => row.text.trim() === "" && (row.field === field || field === ""));
    if (empty) return empty.key;
    const blank = this.rows.find((row) => row.text.trim() === "");
    if (blank) {
      blank.field = field;
      return blank.key;
    }
    const row = this.#row(field, "");
    this.rows.push(row);
    return row.key;
  }

  change(key: number, change: Partial<Pick<Draft, "field" | "text">>): void {
    const row = this.rows.find((one) => one.key === key);
    if (row) Object.assign(row, change);
    this.#queue.set("remarks", null);
  }

  remove(key: number): void {
    this.rows = this.rows.filter((row) => row.key !== key);
    this.#queue.set("remarks", null);
  }

  /** Writes down what is not on the disk yet. */
  flush(): Promise<boolean> {
    return this.#queue.flush();
  }

  /** They are sent: nothing is left to be kept. */
  clear(): void {
    this.rows = [];
  }

  close(): void {
    this.#queue.close();
  }

  #row(field: string, text: string): Draft {
    return { key: this.#next++, field, text };
  }
}
