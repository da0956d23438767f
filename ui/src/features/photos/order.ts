/** Where a dragged photo goes. */

export interface Slot {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** The slot whose middle is nearest to a point; -1 where there are none. */
export function nearestSlot(slots: readonly Slot[], x: number, y: number): number {
  let best = -1;
  let least = Infinity;
  slots.forEach((slot, order) => {
    const away = Math.hypot(x - (slot.left + slot.width / 2), y - (slot.top + slot.height / 2));
    if (away < least) {
      least = away;
      best = order;
    }
  });
  return best;
}

/** The items with one of them at another place; past the ends it stays at the end. */
export function reordered<T>(items: readonly T[], from: number, to: number): T[] {
  const item = items[from];
  if (item === undefined) return [...items];
  const rest = items.filter((_one, order) => order !== from);
  const at = Math.max(0, Math.min(to, rest.length));
  return [...rest.slice(0, at), item, ...rest.slice(at)];
}
