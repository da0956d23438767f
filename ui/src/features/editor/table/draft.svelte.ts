/**
 * A table that is being filled: changes of many cells, which can be taken back, and what was left out of the
 * last one. The rows themselves are the editor's.
 */
import { t } from "$lib/i18n";
import { call, type Column, type MoneyUnit, type Refused } from "$lib/ipc";
import { toasts } from "$lib/state/toasts.svelte";
import { appended, inserted, laid, moved, without, type Row } from "../fields/table-rows";
import type { FieldOf } from "../fields/types";

/** What was pasted and could not be read; `again` pastes it anew as hryvnias. */
export type LeftOut = { refused: Refused[]; more: number; again: (() => void) | null };

/** What of the table's field the changes need, as it is now. */
export type TableNow = {
  rows: readonly Row[];
  /** Most rows. */
  most: number;
  section: string;
  field: FieldOf<"table">;
  set: (next: readonly Row[]) => void;
  touch: () => void;
  flush: () => Promise<unknown>;
};

type Step = { before: readonly Row[]; after: readonly Row[] };

/** So many changes can be taken back. */
const STEPS = 20;

const same = (one: readonly Row[], other: readonly Row[]): boolean =>
  one === other || JSON.stringify(one) === JSON.stringify(other);

export class TableDraft {
  /** The cell that is being edited. */
  entered = $state<{ row: number; column: number } | null>(null);
  leftOut = $state.raw<LeftOut | null>(null);
  /** What can be taken back: the rows before a change of many cells, and after it. */
  #past: readonly Step[] = [];
  readonly #now: () => TableNow;

  constructor(now: () => TableNow) {
    this.#now = now;
  }

  set(next: readonly Row[]): void {
    this.#now().set(next);
  }

  #rest(): void {
    this.entered = null;
    this.leftOut = null;
  }

  /**
   * A change of more than one cell: it can be taken back, by the note's button and by Ctrl+Z.
   * `back` takes it out of rows that were typed in since; without it what was typed is worth more.
   */
  change(next: readonly Row[], words: string, back?: (now: readonly Row[]) => Row[]): void {
    const { rows, set, touch } = this.#now();
    const step = { before: rows, after: next };
    this.#past = [...this.#past.slice(1 - STEPS), step];
    set(next);
    touch();
    toasts.say(words, {
      label: t("common.undo"),
      run: () => {
        // Taken back with Ctrl+Z already.
        if (!this.#past.includes(step)) return;
        const now = this.#now();
        if (same(now.rows, next)) this.undo();
        else if (back && now.rows.length < now.most) {
          this.#rest();
          this.change(back(now.rows), t("table.undone"));
        } else toasts.say(t("table.changedSince"));
      },
    });
  }

  /** Takes the last such change back, if nothing was typed since. Answers whether it did. */
  undo(): boolean {
    const { rows, set, flush } = this.#now();
    const last = this.#past.at(-1);
    if (!last || !same(rows, last.after)) return false;
    this.#past = this.#past.slice(0, -1);
    this.#rest();
    set(last.before);
    void flush();
    return true;
  }

  move(from: number, to: number): void {
    const { rows, set, flush } = this.#now();
    this.#rest();
    set(moved(rows, from, to));
    void flush();
  }

  remove(at: number): void {
    const { rows } = this.#now();
    const gone = rows[at];
    if (!gone) return;
    this.#rest();
    this.change(without(rows, at), t("table.removed", { row: at + 1 }), (now) => inserted(now, at, gone));
  }

  /** Puts pasted cells over the rows from a cell on; what could not be read is kept in {@link leftOut}. */
  async lay(cells: string[][], row: number, column: number, money: MoneyUnit): Promise<void> {
    this.#rest();
    const { field, section, most } = this.#now();
    try {
      const room = Math.max(0, most - row);
      const answer = await call("cells_take", { section, field: field.id, column, cells, money, room });
      const { taken } = answer;
      const { rows } = this.#now();
      this.change(laid(rows, row, taken.rows, most), t("table.pasted", { count: taken.rows.length }));
      const inHryvnias =
        money === "thousands" &&
        (answer.money === "hryvnias" || taken.refused.some(({ reason }) => reason.why === "in_hryvnias"));
      if (taken.refused.length > 0 || inHryvnias) {
        const again = (): void => void this.lay(cells, row, column, "hryvnias");
        this.leftOut = { refused: taken.refused, more: taken.refused_more, again: inHryvnias ? again : null };
      }
      if (answer.beside > 0) toasts.say(t("table.pasted.beside", { count: answer.beside }));
      if (taken.beyond > 0) toasts.say(t("table.import.beyond", { count: taken.beyond, most }));
    } catch (error) {
      toasts.fail(error);
    }
  }

  /** Rows out of a file. */
  take(more: Row[], how: "append" | "replace"): void {
    this.#rest();
    const next = how === "replace" ? more : appended(this.#now().rows, more);
    this.change(next, t("table.imported", { count: more.length }));
  }

  /** A row for each entry of the list that has none yet. */
  async fillIn(column: Extract<Column, { kind: "reference" }>): Promise<void> {
    try {
      const entries = await call("table_entries", { list: column.list });
      const { rows, most } = this.#now();
      const there = rows.map((row) => row[column.id]);
      const missing = entries.filter((entry) => !there.includes(entry.id));
      if (missing.length === 0) {
        toasts.say(t("table.fill.allThere"));
        return;
      }
      const begun = missing.map((entry) => ({ [column.id]: entry.id }));
      this.leftOut = null;
      const words = t("table.fill.done", { count: Math.min(missing.length, most) });
      this.change(appended(rows, begun).slice(0, most), words);
    } catch (error) {
      toasts.fail(error);
    }
  }
}
