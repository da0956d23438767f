/**
 * In which drawn line each line of a list stands. There are as many as fit the window, and a line that leaves the sight
 * becomes the next one that comes into it: nothing is made or moved while the list is scrolled, only said anew. Once it
 * stands still, they are put into the order in which they are read.
 */
export type Placed<Item> = { slot: number; item: Item | undefined };

export class Slots {
  #order: readonly number[] = [];

  /** Where these lines, which follow one another, stand among `drawn` ones; more of them make as many. */
  place<Item extends { index: number }>(
    items: readonly Item[],
    drawn: number,
    scrolling: boolean,
  ): Placed<Item>[] {
    const count = Math.max(drawn, items.length);
    const at = new Map(items.map((item) => [item.index % count, item]));
    if (!scrolling || this.#order.length !== count) {
      const empty = Array.from({ length: count }, (_, slot) => slot).filter((slot) => !at.has(slot));
      this.#order = [...at.keys(), ...empty];
    }
    return this.#order.map((slot) => ({ slot, item: at.get(slot) }));
  }
}
