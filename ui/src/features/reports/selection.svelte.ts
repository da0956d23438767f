/**
 * Which reports of a list are chosen for what is done to several at once. Chosen by id: they stay chosen when the list
 * is put into another order.
 */
/* eslint-disable svelte/prefer-svelte-reactivity -- the map is replaced whole */
import type { ReportId, ListRow } from "$lib/ipc";

export class Selection {
  rows = $state.raw<ReadonlyMap<ReportId, ListRow>>(new Map());
  /** Where a range begins: the place that was chosen last. */
  anchor = 0;

  count = $derived(this.rows.size);

  has(id: ReportId): boolean {
    return this.rows.has(id);
  }

  toggle(row: ListRow, at: number): void {
    const rows = new Map(this.rows);
    if (!rows.delete(row.id)) rows.set(row.id, row);
    this.rows = rows;
    this.anchor = at;
  }

  add(more: readonly ListRow[]): void {
    this.rows = new Map([...this.rows, ...more.map((row) => [row.id, row] as const)]);
  }

  remove(gone: readonly ReportId[]): void {
    const rows = new Map(this.rows);
    for (const id of gone) rows.delete(id);
    this.rows = rows;
  }

  clear(): void {
    this.rows = new Map();
  }
}
