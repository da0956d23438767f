/** The names of the catalogue's entries that a table's cells point to, asked for together and not one by one. */
import { SvelteMap } from "svelte/reactivity";
import { call, type Column, type Entry, type RefList } from "$lib/ipc";
import type { Row } from "../fields/table-rows";

export class EntryNames {
  readonly #known = new SvelteMap<string, Entry>();
  /** Asked for already; an id that no list has is not asked for again. Nothing that is drawn depends on it. */
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  readonly #asked = new Set<string>();

  /** Asks for the names that the rows' cells need. */
  async learn(columns: readonly Column[], rows: readonly Row[]): Promise<void> {
    for (const column of columns) {
      if (column.kind !== "reference") continue;
      const { list } = column;
      const ids = rows.flatMap((row) => {
        const id = row[column.id];
        if (typeof id !== "string" || this.#asked.has(`${list} ${id}`)) return [];
        this.#asked.add(`${list} ${id}`);
        return [id];
      });
      if (ids.length === 0) continue;
      const entries = await call("table_entries", { list, ids }).catch(() => []);
      for (const entry of entries) this.#known.set(`${list} ${entry.id}`, entry);
    }
  }

  of(list: RefList, id: string): Entry | undefined {
    return this.#known.get(`${list} ${id}`);
  }
}
