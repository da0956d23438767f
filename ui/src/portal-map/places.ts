/** What the portal's page says of its map. Everything is checked: a page may be older or newer than this script. */
import type { TilePack } from "$lib/map/pack";
import type { PlaceGeometry } from "$lib/map/pins";

export interface PublicPlace {
  geometry: PlaceGeometry;
  title: string;
  /** Where a press on the pin leads; empty for nowhere. */
  href: string;
}

function isPosition(value: unknown): value is [number, number] {
  return Array.isArray(value) && value.length >= 2 && value.slice(0, 2).every((one) => Number.isFinite(one));
}

function geometryOf(value: unknown): PlaceGeometry | null {
  if (typeof value !== "object" || value === null || !("type" in value) || !("coordinates" in value))
    return null;
  const { type, coordinates } = value;
  const line = (of: unknown): of is [number, number][] =>
    Array.isArray(of) && of.length > 0 && of.every(isPosition);
  if (type === "Point" && isPosition(coordinates)) return { type, coordinates };
  if (type === "LineString" && line(coordinates)) return { type, coordinates };
  if (type === "Polygon" && Array.isArray(coordinates) && coordinates.length > 0 && coordinates.every(line)) {
    return { type, coordinates };
  }
  return null;
}

/** The places of `data-places`; those that cannot be read are left out. */
export function readPlaces(text: string | undefined): PublicPlace[] {
  let list: unknown;
  try {
    list = JSON.parse(text ?? "[]");
  } catch {
    return [];
  }
  if (!Array.isArray(list)) return [];
  return list.flatMap((one: unknown): PublicPlace[] => {
    if (typeof one !== "object" || one === null) return [];
    const place: { lon?: unknown; lat?: unknown; title?: unknown; href?: unknown; geometry?: unknown } = one;
    const point = [place.lon, place.lat];
    const geometry =
      geometryOf(place.geometry) ??
      (isPosition(point) ? geometryOf({ type: "Point", coordinates: point }) : null);
    if (geometry === null) return [];
    // Only a way within the site: the page's data is not trusted to lead elsewhere.
    const href = typeof place.href === "string" && /^\/(?![/\\])/u.test(place.href) ? place.href : "";
    return [{ geometry, title: typeof place.title === "string" ? place.title : "", href }];
  });
}

/** The pack that `data-info` tells of; null when it is not one. */
export function readInfo(value: unknown): TilePack | null {
  if (typeof value !== "object" || value === null) return null;
  const info: {
    bounds?: unknown;
    min_zoom?: unknown;
    max_zoom?: unknown;
    attribution?: unknown;
    demo?: unknown;
  } = value;
  const { bounds, min_zoom, max_zoom } = info;
  if (!Array.isArray(bounds) || bounds.length !== 4 || !bounds.every((one) => Number.isFinite(one)))
    return null;
  if (typeof min_zoom !== "number" || typeof max_zoom !== "number") return null;
  return {
    bounds: bounds as [number, number, number, number],
    min_zoom,
    max_zoom,
    attribution: typeof info.attribution === "string" ? info.attribution : "",
    demo: info.demo === true,
  };
}
