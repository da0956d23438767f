/**
 * One list of reports, read from the program part by part as rows come into sight. However long the list is, only the
 * parts looked at last are held.
 *
 *     const listing = new Listing();
 *     await listing.show({ section: "roads", text: "Соборна" });   // the first part
 *     listing.see(4000, 4020);                                       // the parts in which these rows lie
 *     listing.row(4003);                                             // undefined until it has come
 *     await listing.again();                                         // the same rows anew, after something changed
 */
/* eslint-disable svelte/prefer-svelte-reactivity -- maps are replaced whole; what is asked for is not drawn */
import { call, type ReportId, type ListRow, type ReportsArgs, type ReportsPage } from "$lib/ipc";

/** Which reports, in which order; all of them by default. */
export type Wanted = Omit<ReportsArgs, "skip" | "take">;

/** Rows that are asked for at once. */
export const PART = 50;
/** Rows on both sides of what is in sight that are asked for before they come into it. */
const AHEAD = 40;
/** Parts that are held: what lies further from the eye is forgotten and asked for again. */
export const HELD = 24;

type Parts = ReadonlyMap<number, readonly ListRow[]>;

export class Listing {
  /** What the program said last of the whole list. */
  page = $state.raw<Omit<ReportsPage, "rows"> | null>(null);
  /** What the answer that is shown was asked for. */
  shown = $state.raw<Wanted>({});
  #parts = $state.raw<Parts>(new Map());

  /** How many the whole list has. */
  total = $derived(this.page?.total ?? 0);
  /** Whether the program has answered at all. */
  known = $derived(this.page !== null);
  /** The first part. */
  rows = $derived(this.#parts.get(0) ?? []);

  #wanted: Wanted = {};
  /** Which question is the newest: an answer that was overtaken is thrown away. */
  #asked = 0;
  #coming = new Set<number>();
  #sight = { from: 0, to: 0 };

  /** The row at this place of the list, if it is held. */
  row(at: number): ListRow | undefined {
    return this.#parts.get(Math.floor(at / PART))?.[at % PART];
  }

  /** Asks for another list. What is shown stays until the answer has come. */
  async show(wanted: Wanted): Promise<void> {
    // One who comes back to the same list stands where they stood.
    if (JSON.stringify(wanted) !== JSON.stringify(this.#wanted)) this.#sight = { from: 0, to: 0 };
    this.#wanted = wanted;
    await this.again();
  }

  /** Asks anew for what is in sight. */
  async again(): Promise<void> {
    const question = ++this.#asked;
    const wanted = this.#wanted;
    const parts = inSight(this.#sight);
    const pages = await Promise.all(parts.map((part) => read(wanted, part)));
    if (question !== this.#asked) return;
    this.#coming.clear();
    this.#parts = new Map(parts.map((part, at) => [part, pages[at]?.rows ?? []]));
    this.#take(pages[0]);
    this.shown = wanted;
  }

  /** Tells which rows are in sight; those that are not held are asked for. Rejects as the program does. */
  async see(from: number, to: number): Promise<void> {
    this.#sight = { from, to };
    const question = this.#asked;
    const near = inSight({ from: from - AHEAD, to: to + AHEAD }, this.total);
    const parts = new Set([...inSight(this.#sight), ...near]);
    const missing = [...parts].filter((part) => !this.#parts.has(part) && !this.#coming.has(part));
    await Promise.all(
      missing.map(async (part) => {
        this.#coming.add(part);
        try {
          const page = await read(this.#wanted, part);
          if (question !== this.#asked) return;
          this.#keep(part, page.rows);
          this.#take(page);
        } finally {
          if (question === this.#asked) this.#coming.delete(part);
        }
      }),
    );
  }

  /** The rows from one place to another, both included, wherever they lie; no more than `most`. */
  async between(from: number, to: number, most: number): Promise<ListRow[]> {
    const wanted = this.#wanted;
    const found: ListRow[] = [];
    const last = Math.min(to, from + most - 1, this.total - 1);
    for (let part = Math.floor(from / PART); part * PART <= last; part++) {
      const rows = this.#parts.get(part) ?? (await read(wanted, part)).rows;
      found.push(...rows.slice(Math.max(0, from - part * PART), last - part * PART + 1));
    }
    return found;
  }

  /** Where a report stands among the rows that are held. */
  place(id: ReportId): number | undefined {
    for (const [part, rows] of this.#parts) {
      const at = rows.findIndex((row) => row.id === id);
      if (at >= 0) return part * PART + at;
    }
    return undefined;
  }

  #take(page: ReportsPage | undefined): void {
    if (page === undefined) return;
    const { total, groups, read_as } = page;
    this.page = { total, groups, read_as };
  }

  #keep(part: number, rows: readonly ListRow[]): void {
    const middle = (this.#sight.from + this.#sight.to) / 2 / PART;
    const near = [...this.#parts, [part, rows] as const]
      .toSorted(([a], [b]) => Math.abs(a - middle) - Math.abs(b - middle))
      .slice(0, HELD);
    this.#parts = new Map(near);
  }
}

function inSight({ from, to }: { from: number; to: number }, total = Infinity): number[] {
  const first = Math.floor(Math.max(0, from) / PART);
  const last = Math.floor(Math.min(Math.max(from, to), Math.max(0, total - 1)) / PART);
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

function read(wanted: Wanted, part: number): Promise<ReportsPage> {
  return call("reports", { ...wanted, skip: part * PART, take: PART });
}
