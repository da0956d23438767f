/** A map with the tiles of a pack, or with a grid of degrees where there is no pack yet. */
import type Collection from "ol/Collection";
import OlMap from "ol/Map";
import View from "ol/View";
import Attribution from "ol/control/Attribution";
import Zoom from "ol/control/Zoom";
import type Interaction from "ol/interaction/Interaction";
import MouseWheelZoom from "ol/interaction/MouseWheelZoom";
import { defaults as defaultInteractions } from "ol/interaction/defaults";
import Graticule from "ol/layer/Graticule";
import type VectorTileLayer from "ol/layer/VectorTile";
import { fromLonLat, transformExtent } from "ol/proj";
import Fill from "ol/style/Fill";
import Stroke from "ol/style/Stroke";
import Text, { type Options as TextOptions } from "ol/style/Text";
import "ol/ol.css";
import "./map.css";
import { CITY, recolour, tileLayer, type TilePack } from "./pack";
import type { Palette } from "./palette";

/** The words on the map's own controls. */
export interface MapWords {
  zoomIn: string;
  zoomOut: string;
  /** «Демонстраційна мапа»: stands beside the attribution of a pack made of invented data. */
  demo: string;
}

export interface BaseMapOptions {
  target: HTMLElement;
  pack: TilePack | null;
  /** Address of a tile with {z}, {x}, {y}. */
  template: string;
  palette: Palette;
  words: MapWords;
  /**
   * When the wheel zooms: always on a page that is the map; only when the map has the focus on a page that scrolls
   * past it.
   */
  wheel: "always" | "focused";
}

/** OpenLayers counts zooms by tiles of 256 pixels; a pack's zooms are of 512. */
const ZOOM_STEP = 1;

/** How far past the pack's last zoom one may go: the lines stay sharp, only nothing new appears. */
const CLOSER = 3;

export interface BaseMap {
  map: OlMap;
  /** Changes the colours with the theme. */
  recolour: (palette: Palette) => void;
}

function grid(palette: Palette): Graticule {
  const label = (place: Pick<TextOptions, "textAlign" | "textBaseline">): Text =>
    new Text({
      ...place,
      font: "12px sans-serif",
      fill: new Fill({ color: palette.textQuiet }),
      stroke: new Stroke({ color: palette.land, width: 3 }),
    });
  return new Graticule({
    strokeStyle: new Stroke({ color: palette.grid, width: 1 }),
    showLabels: true,
    lonLabelStyle: label({ textBaseline: "bottom" }),
    latLabelStyle: label({ textAlign: "end" }),
    wrapX: false,
  });
}

/** Makes the map. It is the caller's to `setTarget(undefined)` and `dispose()`. */
export function baseMap(options: BaseMapOptions): BaseMap {
  const { pack, palette, words } = options;
  const tiles: VectorTileLayer | null = pack ? tileLayer(pack, options.template, palette) : null;
  let degrees: Graticule | null = pack ? null : grid(palette);
  const view = new View({
    center: fromLonLat(CITY),
    zoom: 12,
    minZoom: pack ? pack.min_zoom : 5,
    maxZoom: pack ? pack.max_zoom + ZOOM_STEP + CLOSER : 19,
    enableRotation: false,
    ...(pack ? { extent: widened(pack), showFullExtent: true } : {}),
  });
  const map = new OlMap({
    target: options.target,
    view,
    layers: [tiles ?? degrees].filter((layer) => layer !== null),
    controls: [
      new Zoom({ zoomInTipLabel: words.zoomIn, zoomOutTipLabel: words.zoomOut }),
      new Attribution({ collapsible: false, collapsed: false }),
    ],
    interactions: interactions(options),
    // Beyond two nothing is gained on canvas but work.
    pixelRatio: Math.min(2, window.devicePixelRatio || 1),
  });
  if (pack) view.fit(transformExtent(pack.bounds, "EPSG:4326", "EPSG:3857"), { padding: [8, 8, 8, 8] });
  if (pack?.demo === true) options.target.append(demoMark(words.demo));
  // The box may have had no size while the page was being laid out; then nothing could be fitted.
  const refit = (): void => {
    if (pack && view.getZoom() === undefined) {
      view.fit(transformExtent(pack.bounds, "EPSG:4326", "EPSG:3857"));
    }
  };
  map.once("change:size", refit);
  return {
    map,
    recolour: (next) => {
      if (tiles) recolour(tiles, next);
      if (degrees) {
        map.removeLayer(degrees);
        degrees = grid(next);
        map.getLayers().insertAt(0, degrees);
      }
    },
  };
}

function interactions(options: BaseMapOptions): Collection<Interaction> {
  const all = defaultInteractions({
    altShiftDragRotate: false,
    pinchRotate: false,
    keyboard: false,
    mouseWheelZoom: options.wheel === "always",
  });
  if (options.wheel === "focused") {
    all.push(new MouseWheelZoom({ condition: () => options.target.contains(document.activeElement) }));
  }
  return all;
}

/** The pack's bounds with a margin, so that a place at its edge can be brought to the middle. */
function widened(pack: TilePack): number[] {
  const [west, south, east, north] = pack.bounds;
  const wide = (east - west) / 2;
  const high = (north - south) / 2;
  return transformExtent([west - wide, south - high, east + wide, north + high], "EPSG:4326", "EPSG:3857");
}

function demoMark(text: string): HTMLElement {
  const mark = document.createElement("div");
  mark.className = "map-demo";
  mark.textContent = text;
  return mark;
}
