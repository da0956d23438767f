/** Pictures of the same before and after the work. */
import type { PhotoUse } from "$lib/ipc";

export interface Pair {
  before: PhotoUse;
  after: PhotoUse;
}

/** The pairs of a field, in order. A partner that is not there is passed over, and a photo is in one pair only. */
export function pairsOf(photos: readonly PhotoUse[]): Pair[] {
  const taken = new Set<string>();
  return photos.flatMap((before) => {
    const after = photos.find((one) => one.photo === before.pair && one.photo !== before.photo);
    if (after === undefined || taken.has(before.photo) || taken.has(after.photo)) return [];
    taken.add(before.photo).add(after.photo);
    return [{ before, after }];
  });
}

/** Whether two pictures are of the same shape, so that nothing of the second is hidden when they are laid over one another. */
export function sameShape({ before, after }: Pair): boolean {
  return Math.abs((before.width * after.height) / (before.height * after.width) - 1) < 0.01;
}
