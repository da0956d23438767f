/**
 * How the tiles of a map pack are drawn (layers and properties: the pack builder's `area`, `building`, `road`,
 * `boundary`, `place`, `house`).
 *
 * A style function with kept `Style` objects, not OpenLayers' flat styles: canvas evaluates flat expressions anew for
 * every feature, and an office PC without a graphics card feels it.
 */
import type { FeatureLike } from "ol/Feature";
import Fill from "ol/style/Fill";
import Stroke from "ol/style/Stroke";
import Style from "ol/style/Style";
import Text from "ol/style/Text";
import type { Palette } from "./palette";

const FONT = '"Inter Variable", Inter, "Noto Sans", "DejaVu Sans", sans-serif';

/** Metres per pixel of zoom 0 when a tile is 512 pixels wide. */
const RESOLUTION_0 = 78271.51696402048;

/** The tile zoom (512-pixel tiles) that a resolution belongs to; not rounded. */
export function tileZoom(resolution: number): number {
  return Math.log2(RESOLUTION_0 / resolution);
}

type RoadKind = keyof Palette["road"];

/** Width in pixels of a road's fill, by kind, at zooms 12 and 17; between them it grows geometrically. */
const ROAD_WIDTH: Record<RoadKind, [number, number]> = {
  main: [2.2, 18],
  street: [1, 13],
  lane: [0.5, 7],
};

/** The zoom from which a kind of road is drawn. */
const ROAD_FROM: Record<RoadKind, number> = { main: 0, street: 11, lane: 13 };

const ROAD_ORDER: Record<RoadKind, number> = { lane: 21, street: 22, main: 23 };

/** The width of a road's fill in pixels at a zoom. */
export function roadWidth(kind: RoadKind, zoom: number): number {
  const [narrow, wide] = ROAD_WIDTH[kind];
  const share = Math.min(1.2, Math.max(-0.4, (zoom - 12) / 5));
  return narrow * Math.pow(wide / narrow, share);
}

function isRoadKind(kind: unknown): kind is RoadKind {
  return kind === "main" || kind === "street" || kind === "lane";
}

const PLACE_SIZE: Record<string, { from: number; to: number; size: number; weight: number }> = {
  city: { from: 0, to: 13, size: 17, weight: 600 },
  district: { from: 10, to: 15, size: 14, weight: 600 },
  quarter: { from: 12, to: 18, size: 13, weight: 500 },
  square: { from: 14, to: 24, size: 12, weight: 500 },
  stop: { from: 15.5, to: 24, size: 11, weight: 400 },
};

type Drawn = Style | Style[] | undefined;

/** The styles of one palette, made once and kept by what they depend on. */
export class MapStyle {
  readonly #palette: Palette;
  readonly #kept = new Map<string, Style[]>();

  constructor(palette: Palette) {
    this.#palette = palette;
  }

  /** What OpenLayers asks for each feature of a tile. */
  readonly draw = (feature: FeatureLike, resolution: number): Drawn => {
    const zoom = tileZoom(resolution);
    const kind: unknown = feature.get("kind");
    switch (feature.get("layer")) {
      case "area":
        return this.#area(String(kind));
      case "building":
        return this.#building(zoom);
      case "road":
        return this.#road(kind, feature, zoom);
      case "boundary":
        return this.#boundary();
      case "place":
        return this.#place(String(kind), feature, zoom);
      case "house":
        return this.#house(feature, zoom);
      default:
        return undefined;
    }
  };

  #keep(key: string, make: () => Style[]): Style[] {
    const known = this.#kept.get(key);
    if (known) return known;
    const made = make();
    this.#kept.set(key, made);
    return made;
  }

  #area(kind: string): Drawn {
    const palette = this.#palette;
    const fill = {
      water: palette.water,
      green: palette.green,
      built: palette.built,
      industrial: palette.industrial,
    };
    if (!(kind in fill)) return undefined;
    return this.#keep(`area ${kind}`, () => [
      new Style({
        fill: new Fill({ color: fill[kind as keyof typeof fill] }),
        zIndex: kind === "water" ? 3 : 1,
      }),
    ]);
  }

  #building(zoom: number): Drawn {
    if (zoom < 13.5) return undefined;
    const edged = zoom >= 15;
    return this.#keep(`building ${String(edged)}`, () => [
      new Style({
        fill: new Fill({ color: this.#palette.building }),
        ...(edged ? { stroke: new Stroke({ color: this.#palette.buildingEdge, width: 1 }) } : {}),
        zIndex: 10,
      }),
    ]);
  }

  #road(kind: unknown, feature: FeatureLike, zoom: number): Drawn {
    const step = Math.round(zoom * 4) / 4;
    if (kind === "rail") return this.#rail(step);
    if (kind === "path") return this.#path(step);
    if (!isRoadKind(kind) || zoom < ROAD_FROM[kind]) return undefined;
    const lines = this.#keep(`road ${kind} ${step}`, () => this.#roadLines(kind, step));
    const name = this.#roadName(feature, kind, zoom);
    return name ? [...lines, name] : lines;
  }

  #roadLines(kind: RoadKind, zoom: number): Style[] {
    const width = roadWidth(kind, zoom);
    const { fill, casing } = this.#palette.road[kind];
    const line = (color: string, size: number, zIndex: number): Style =>
      new Style({ stroke: new Stroke({ color, width: size, lineCap: "round", lineJoin: "round" }), zIndex });
    if (width < 1.5) return [line(casing, Math.max(width, 0.8), ROAD_ORDER[kind])];
    return [line(casing, width + 1.8, 20), line(fill, width, ROAD_ORDER[kind])];
  }

  #rail(zoom: number): Drawn {
    const width = zoom >= 15 ? 3 : 1.6;
    return this.#keep(`rail ${width}`, () => [
      new Style({ stroke: new Stroke({ color: this.#palette.rail, width }), zIndex: 30 }),
      new Style({
        stroke: new Stroke({
          color: this.#palette.railTie,
          width: width - 1,
          lineDash: [8, 8],
          lineCap: "butt",
        }),
        zIndex: 31,
      }),
    ]);
  }

  #path(zoom: number): Drawn {
    if (zoom < 14) return undefined;
    return this.#keep("path", () => [
      new Style({
        stroke: new Stroke({ color: this.#palette.path, width: 1.2, lineDash: [4, 3] }),
        zIndex: 19,
      }),
    ]);
  }

  #roadName(feature: FeatureLike, kind: RoadKind, zoom: number): Style | undefined {
    const name: unknown = feature.get("name");
    const from = kind === "main" ? 13 : kind === "street" ? 14 : 15.5;
    if (typeof name !== "string" || name === "" || zoom < from) return undefined;
    const size = zoom >= 16 ? 13 : 12;
    return this.#keep(`name ${size} ${kind} ${name}`, () => [
      new Style({
        text: new Text({
          text: name,
          font: `500 ${size}px ${FONT}`,
          placement: "line",
          maxAngle: Math.PI / 6,
          repeat: 420,
          padding: [6, 6, 6, 6],
          fill: new Fill({ color: this.#palette.text }),
          stroke: new Stroke({ color: this.#palette.halo, width: 3 }),
        }),
        zIndex: kind === "main" ? 62 : 61,
      }),
    ])[0];
  }

  #boundary(): Drawn {
    return this.#keep("boundary", () => [
      new Style({
        stroke: new Stroke({ color: this.#palette.boundary, width: 1.4, lineDash: [10, 4, 2, 4] }),
        zIndex: 40,
      }),
    ]);
  }

  #place(kind: string, feature: FeatureLike, zoom: number): Drawn {
    const name: unknown = feature.get("name");
    const look = PLACE_SIZE[kind];
    if (typeof name !== "string" || !look || zoom < look.from || zoom > look.to) return undefined;
    return this.#keep(`place ${kind} ${name}`, () => [
      new Style({
        text: new Text({
          text: name,
          font: `${look.weight} ${look.size}px ${FONT}`,
          fill: new Fill({
            color: kind === "stop" || kind === "quarter" ? this.#palette.textQuiet : this.#palette.text,
          }),
          stroke: new Stroke({ color: this.#palette.halo, width: 3.5 }),
          padding: [4, 8, 4, 8],
        }),
        zIndex: 60 + look.size,
      }),
    ]);
  }

  #house(feature: FeatureLike, zoom: number): Drawn {
    const number: unknown = feature.get("number");
    if (typeof number !== "string" || zoom < 15.7) return undefined;
    return this.#keep(`house ${number}`, () => [
      new Style({
        text: new Text({
          text: number,
          font: `400 11px ${FONT}`,
          fill: new Fill({ color: this.#palette.textQuiet }),
          stroke: new Stroke({ color: this.#palette.halo, width: 2 }),
        }),
        zIndex: 50,
      }),
    ]);
  }
}
