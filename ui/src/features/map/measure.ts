/** How long a line is and how large an area, along the ground (on a sphere: true to half a percent). */
import { getArea, getLength } from "ol/sphere";
import { number } from "$lib/format";
import { t } from "$lib/i18n";
import { toMap, type PlaceGeometry } from "$lib/map/pins";

/** In words: metres, from a kilometre on kilometres; square metres, from a hectare on hectares. `null` for a point. */
export function measureWords(geometry: PlaceGeometry): string | null {
  switch (geometry.type) {
    case "Point":
      return null;
    case "LineString": {
      const metres = getLength(toMap(geometry));
      return metres < 1000
        ? t("map.metres", { length: number(metres, 0) })
        : t("map.kilometres", { length: number(metres / 1000, 2) });
    }
    case "Polygon": {
      const metres = getArea(toMap(geometry));
      return metres < 10_000
        ? t("map.squareMetres", { area: number(metres, 0) })
        : t("map.hectares", { area: number(metres / 10_000, 2) });
    }
  }
}
