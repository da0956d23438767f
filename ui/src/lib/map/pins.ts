/** Pins, lines and areas of places, drawn by canvas: no picture is fetched. */
import type { FeatureLike } from "ol/Feature";
import type OlGeometry from "ol/geom/Geometry";
import LineString from "ol/geom/LineString";
import Point from "ol/geom/Point";
import Polygon from "ol/geom/Polygon";
import { fromLonLat, toLonLat } from "ol/proj";
import CircleStyle from "ol/style/Circle";
import Fill from "ol/style/Fill";
import Icon from "ol/style/Icon";
import Stroke from "ol/style/Stroke";
import Style from "ol/style/Style";
import type { Palette } from "./palette";

/** A GeoJSON geometry as places hold it. */
export type PlaceGeometry =
  | { type: "Point"; coordinates: [number, number] }
  | { type: "LineString"; coordinates: [number, number][] }
  | { type: "Polygon"; coordinates: [number, number][][] };

/** A place's geometry in the map's projection. */
export function toMap(geometry: PlaceGeometry): OlGeometry {
  const at = (position: readonly number[]): number[] => fromLonLat([...position]);
  switch (geometry.type) {
    case "Point":
      return new Point(at(geometry.coordinates));
    case "LineString":
      return new LineString(geometry.coordinates.map(at));
    case "Polygon":
      return new Polygon(geometry.coordinates.map((ring) => ring.map(at)));
  }
}

/** Degrees kept to six places: 0.1 m, finer than any pin. */
function round(number: number): number {
  return Math.round(number * 1e6) / 1e6;
}

/** A drawn geometry back as a place's, in degrees; `null` for a shape that places do not have. */
export function fromMap(geometry: OlGeometry): PlaceGeometry | null {
  const at = (position: readonly number[]): [number, number] => {
    const [lon = 0, lat = 0] = toLonLat([...position]);
    return [round(lon), round(lat)];
  };
  if (geometry instanceof Point) return { type: "Point", coordinates: at(geometry.getCoordinates()) };
  if (geometry instanceof LineString)
    return { type: "LineString", coordinates: geometry.getCoordinates().map(at) };
  if (geometry instanceof Polygon) {
    // Rings turn counter-clockwise, as RFC 7946 asks.
    const rings = geometry.clone().getCoordinates(true);
    return { type: "Polygon", coordinates: rings.map((ring) => ring.map(at)) };
  }
  return null;
}

/** The position by which a place is spoken of: the point itself, or the middle of the shape's outline. */
export function anchor(geometry: PlaceGeometry): [number, number] | null {
  if (geometry.type === "Point") return geometry.coordinates;
  const line =
    geometry.type === "LineString" ? geometry.coordinates : (geometry.coordinates[0] ?? []).slice(0, -1);
  if (line.length === 0) return null;
  if (geometry.type === "LineString") return line[Math.floor((line.length - 1) / 2)] ?? null;
  const sum = line.reduce<[number, number]>((all, one) => [all[0] + one[0], all[1] + one[1]], [0, 0]);
  return [round(sum[0] / line.length), round(sum[1] / line.length)];
}

/** The pin, drawn once for a palette: a drop with a hole, its point at the place. */
function pinPicture(fill: string, edge: string): HTMLCanvasElement {
  const scale = 2;
  const canvas = document.createElement("canvas");
  canvas.width = 32 * scale;
  canvas.height = 42 * scale;
  const pen = canvas.getContext("2d");
  if (!pen) return canvas;
  pen.scale(scale, scale);
  pen.beginPath();
  pen.moveTo(16, 40);
  pen.bezierCurveTo(12, 32, 4, 26, 4, 15.5);
  pen.arc(16, 15.5, 12, Math.PI, 0);
  pen.bezierCurveTo(28, 26, 20, 32, 16, 40);
  pen.closePath();
  pen.fillStyle = fill;
  pen.fill();
  pen.lineWidth = 2;
  pen.strokeStyle = edge;
  pen.stroke();
  pen.beginPath();
  pen.arc(16, 15.5, 4.5, 0, Math.PI * 2);
  pen.fillStyle = edge;
  pen.fill();
  return canvas;
}

/** How places are drawn: points as pins, lines and areas in the pin's colour. */
export function placeStyle(palette: Palette): (feature: FeatureLike) => Style {
  const pin = new Style({
    image: new Icon({ img: pinPicture(palette.pin, palette.pinEdge), scale: 0.5, anchor: [0.5, 0.96] }),
  });
  const shape = new Style({
    stroke: new Stroke({ color: palette.pin, width: 4, lineCap: "round", lineJoin: "round" }),
    fill: new Fill({ color: palette.pinArea }),
  });
  return (feature) => (feature.getGeometry()?.getType() === "Point" ? pin : shape);
}

/** How a shape looks while it is being drawn or changed. */
export function sketchStyle(palette: Palette): Style[] {
  return [
    new Style({
      stroke: new Stroke({ color: palette.pin, width: 3, lineDash: [6, 6] }),
      fill: new Fill({ color: palette.pinArea }),
      image: new CircleStyle({
        radius: 6,
        fill: new Fill({ color: palette.pinEdge }),
        stroke: new Stroke({ color: palette.pin, width: 3 }),
      }),
    }),
  ];
}
