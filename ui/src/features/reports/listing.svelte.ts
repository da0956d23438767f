/**
 * One list of reports, read from the program part by part: the first part at once, more when asked for.
 *
 *     const listing = new Listing();
 *     await listing.show({ section: "roads", text: "Соборна" });   // the first part
 *     await listing.more();                                          // and the next
 *     await listing.again();                                         // the same rows anew, after something changed
 */
import { call, type ReportRow, type ReportsArgs } from "$lib/ipc";

/** Which reports; all of them by default. */
export type Wanted = Omit<ReportsArgs, "skip" | "take">;

/** Rows that are asked for at once. */
const PART = 100;

export class Listing {
  rows = $state.raw<ReportRow[]>([]);
  /** How many the whole list has. */
  total = $state(0);
  /** Whether the program has answered for the list that is wanted now. */
  known = $state(false);

  #wanted: Wanted = {};
  /** Which question is the newest: an answer that was overtaken is thrown away. */
  #asked = 0;

  async show(wanted: Wanted): Promise<void> {
    this.#wanted = wanted;
    await this.#read(PART, []);
  }

  async more(): Promise<void> {
    await this.#read(this.rows.length + PART, this.rows);
  }

  async again(): Promise<void> {
    await this.#read(Math.max(this.rows.length, PART), []);
  }

  /** Reads on after the rows that are known until there are so many, or no more. */
  async #read(until: number, before: ReportRow[]): Promise<void> {
    const question = ++this.#asked;
    let rows = before;
    let total: number;
    do {
      const part = await call("reports", { ...this.#wanted, skip: rows.length, take: PART });
      if (question !== this.#asked) return;
      total = part.total;
      if (part.rows.length === 0) break;
      // A report that was changed meanwhile has moved to the front and pushed another one into the next part.
      const known = rows;
      rows = [...known, ...part.rows.filter(({ id }) => !known.some((row) => row.id === id))];
    } while (rows.length < Math.min(until, total));
    this.rows = rows;
    this.total = total;
    this.known = true;
  }
}
