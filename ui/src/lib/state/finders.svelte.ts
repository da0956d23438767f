/** Which of the lists that float over any screen is open: the choice of a section, the commands, the keys. */
export type Finder = "new" | "palette" | "keys";

class Finders {
  open = $state<Finder | null>(null);

  show(finder: Finder): void {
    this.open = finder;
  }

  close(): void {
    this.open = null;
  }
}

export const finders = new Finders();
