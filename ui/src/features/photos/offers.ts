/** What the photos tell, one press for each: a value for a field, or an author for the photos that he took. */
import type { Period, PhotoSuggestions, PhotoUse, Place } from "$lib/ipc";

export type Offer =
  | { kind: "period"; field: string; value: Period }
  | { kind: "day"; field: string; value: string }
  | { kind: "place"; field: string; value: Place; at: readonly [number, number] }
  | { kind: "author"; author: string; photos: string[] };

export function offersOf({ period, day, place, authors }: PhotoSuggestions): Offer[] {
  const offers: Offer[] = [];
  if (period) offers.push({ kind: "period", field: period.field, value: period.period });
  if (day) offers.push({ kind: "day", field: day.field, value: day.day });
  if (place) {
    const at: [number, number] = [place.lon, place.lat];
    const value: Place = { geometry: { type: "Point", coordinates: at }, source: "photo" };
    offers.push({ kind: "place", field: place.field, value, at });
  }
  for (const { photo, author } of authors) {
    const same = offers.find((offer) => offer.kind === "author" && offer.author === author);
    if (same?.kind === "author") same.photos.push(photo);
    else offers.push({ kind: "author", author, photos: [photo] });
  }
  return offers;
}

/**
 * What of a taken offer still stands as it was taken, among the report's values: only that may be taken back, for whatever was
 * typed or chosen since is the author's own. `null` when nothing does.
 */
export function stillStands(
  offer: Offer,
  values: Readonly<Record<string, unknown>>,
  photosField: string,
): Offer | null {
  if (offer.kind !== "author")
    return JSON.stringify(values[offer.field]) === JSON.stringify(offer.value) ? offer : null;
  const photos = (values[photosField] ?? []) as readonly PhotoUse[];
  const theirs = photos.filter(({ author }) => author === offer.author).map(({ photo }) => photo);
  const left = offer.photos.filter((photo) => theirs.includes(photo));
  return left.length > 0 ? { ...offer, photos: left } : null;
}
