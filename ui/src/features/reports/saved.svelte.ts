/** Lists that a person has kept under a name, with what they are narrowed to. */
import { call, type SavedFilter, type WantedReports } from "$lib/ipc";
import { go } from "$lib/router.svelte";
import { view } from "./view.svelte";

class Saved {
  filters = $state.raw<SavedFilter[]>([]);

  async read(): Promise<void> {
    this.filters = await call("saved_filters");
  }

  async keep(name: string, wanted: WantedReports): Promise<void> {
    this.filters = await call("saved_filter_put", { name, wanted });
  }

  async rename(id: SavedFilter["id"], name: string): Promise<void> {
    this.filters = await call("saved_filter_rename", { id, name });
  }

  async remove(id: SavedFilter["id"]): Promise<void> {
    this.filters = await call("saved_filter_delete", { id });
  }

  forget(): void {
    this.filters = [];
  }
}

export const saved = new Saved();

/** The list is that one again: its section is a screen, its others are filters. */
export function chooseSaved({ wanted }: SavedFilter): void {
  view.take(wanted);
  const section = wanted.sections?.[0];
  void go(section === undefined ? { screen: "reports" } : { screen: "reports", section });
}
