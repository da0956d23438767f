/** Which of the lists that float over any screen is open: a new report, the commands, the keys. */
import type { SectionId } from "$lib/ipc";

export type Finder = "new" | "palette" | "keys";

class Finders {
  open = $state<Finder | null>(null);
  /** The section of a new report, where it is known already. */
  section = $state<SectionId | null>(null);

  show(finder: Finder): void {
    this.section = null;
    this.open = finder;
  }

  /** A new report in this section: what to start from. */
  begin(section: SectionId): void {
    this.section = section;
    this.open = "new";
  }

  close(): void {
    this.open = null;
  }
}

export const finders = new Finders();
