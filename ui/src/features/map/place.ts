/** A place as the field keeps it, and as it is spoken of. */
import type { Geometry, PackInfo, Place, PlaceSource } from "$lib/ipc";
import { anchor } from "$lib/map/pins";

/** The place in a field's value, if it is one. */
export function asPlace(value: unknown): Place | null {
  if (typeof value !== "object" || value === null || !("geometry" in value)) return null;
  const { geometry } = value;
  if (typeof geometry !== "object" || geometry === null || !("coordinates" in geometry)) return null;
  return Array.isArray(geometry.coordinates) ? (value as Place) : null;
}

/** A position as people copy it: latitude first, five places (a metre). */
export function coordinates(position: readonly [number, number]): string {
  const [lon, lat] = position;
  return `${lat.toFixed(5)}, ${lon.toFixed(5)}`;
}

export function coordinatesOf(geometry: Geometry): string {
  const at = anchor(geometry);
  return at === null ? "" : coordinates(at);
}

/** The place after another geometry was chosen; the address stays, since it was typed or taken by the author. */
export function placeAt(
  geometry: Geometry,
  source: PlaceSource,
  before: Place | null,
  pack: PackInfo | null,
): Place {
  return {
    geometry,
    source,
    ...(before?.address ? { address: before.address } : {}),
    ...(pack ? { pack: `${pack.name} ${pack.version}`.trim() } : {}),
  };
}

export function withAddress(place: Place, address: string): Place {
  if (address.trim() !== "") return { ...place, address };
  const bare = { ...place };
  delete bare.address;
  return bare;
}
