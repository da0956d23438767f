/** Lists that a person has kept under a name, with what they are narrowed to. */
import { call, type SavedFilter, type SectionId, type WantedReports } from "$lib/ipc";

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

/** The section of a saved list; its others are in the filters. */
export const sectionOf = (wanted: WantedReports): SectionId | undefined => wanted.sections?.[0];

export const saved = new Saved();
