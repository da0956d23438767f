/**
 * The map of a place field: a pin that is put by a click and dragged, a line or an area that is drawn, and the same by
 * keyboard with a crosshair. Knows OpenLayers and nothing of Svelte; tells of what was chosen in degrees.
 */
import Feature from "ol/Feature";
import type OlMap from "ol/Map";
import type { Coordinate } from "ol/coordinate";
import LineString from "ol/geom/LineString";
import Point from "ol/geom/Point";
import Polygon from "ol/geom/Polygon";
import DoubleClickZoom from "ol/interaction/DoubleClickZoom";
import Draw from "ol/interaction/Draw";
import type Interaction from "ol/interaction/Interaction";
import Modify from "ol/interaction/Modify";
import Translate from "ol/interaction/Translate";
import VectorLayer from "ol/layer/Vector";
import { fromLonLat, toLonLat } from "ol/proj";
import VectorSource from "ol/source/Vector";
import RegularShape from "ol/style/RegularShape";
import Stroke from "ol/style/Stroke";
import Style from "ol/style/Style";
import { baseMap, type BaseMap, type BaseMapOptions } from "$lib/map/base";
import { anchor, fromMap, placeStyle, sketchStyle, toMap, type PlaceGeometry } from "$lib/map/pins";
import type { Palette } from "$lib/map/palette";

export type Tool = "point" | "line" | "area";

export interface PlaceMapOptions extends BaseMapOptions {
  tool: Tool;
  /** A place was chosen, moved or redrawn. */
  onplace: (geometry: PlaceGeometry) => void;
  /** How many corners the shape being drawn has, and how it looks by now; 0 when none is being drawn. */
  onsketch: (corners: number, drawn: PlaceGeometry | null) => void;
}

/** Pixels that one arrow key moves the crosshair; with Shift. */
const STEP = 16;
const LEAP = 96;

/** The crosshair is kept this far from the map's edge, in pixels. */
const EDGE = 28;

/** The zoom to which a place is brought near when it is looked up or typed. */
const NEAR = 16.5;

const LEAST_CORNERS: Record<Tool, number> = { point: 1, line: 2, area: 3 };

function crossStyle(palette: Palette): Style[] {
  const cross = (color: string, width: number): Style =>
    new Style({
      image: new RegularShape({ points: 4, radius: 14, radius2: 0, stroke: new Stroke({ color, width }) }),
      zIndex: width,
    });
  return [cross(palette.pinEdge, 5), cross(palette.pin, 2)].map((style, order) => {
    style.setZIndex(order);
    return style;
  });
}

export class PlaceMap {
  readonly #base: BaseMap;
  readonly #options: PlaceMapOptions;
  readonly #source = new VectorSource();
  readonly #layer: VectorLayer;
  readonly #crossLayer: VectorLayer;
  readonly #cross = new Feature<Point>();
  #palette: Palette;
  #tool: Tool;
  #tools: Interaction[] = [];
  #draw: Draw | null = null;
  #corners = 0;

  constructor(options: PlaceMapOptions) {
    this.#options = options;
    this.#palette = options.palette;
    this.#tool = options.tool;
    this.#base = baseMap(options);
    for (const interaction of this.map.getInteractions().getArray().slice()) {
      // The second click of a shape's end must not zoom.
      if (interaction instanceof DoubleClickZoom) this.map.removeInteraction(interaction);
    }
    this.#layer = new VectorLayer({ source: this.#source, style: placeStyle(options.palette), zIndex: 10 });
    this.#crossLayer = new VectorLayer({
      source: new VectorSource({ features: [this.#cross] }),
      style: crossStyle(options.palette),
      zIndex: 11,
    });
    this.map.addLayer(this.#layer);
    this.map.addLayer(this.#crossLayer);
    this.map.on("click", (event) => {
      this.#cross.setGeometry(undefined);
      if (this.#tool === "point") this.#put(event.coordinate);
    });
    this.#arm();
  }

  get map(): OlMap {
    return this.#base.map;
  }

  /** Shows a place without telling of it; `null` clears. */
  show(geometry: PlaceGeometry | null): void {
    this.#source.clear();
    if (geometry) this.#source.addFeature(new Feature(toMap(geometry)));
    this.#arm();
  }

  /** Brings a place into view. */
  reveal(geometry: PlaceGeometry): void {
    const view = this.map.getView();
    if (geometry.type === "Point") {
      this.centre(geometry.coordinates[0], geometry.coordinates[1]);
    } else {
      view.fit(toMap(geometry).getExtent(), { padding: [40, 40, 40, 40], maxZoom: NEAR + 1 });
    }
  }

  centre(lon: number, lat: number): void {
    const view = this.map.getView();
    view.setCenter(fromLonLat([lon, lat]));
    view.setZoom(Math.max(view.getZoom() ?? 0, NEAR));
  }

  choose(tool: Tool): void {
    this.#tool = tool;
    this.#arm();
  }

  /** Takes back the last corner of the shape being drawn. */
  undoCorner(): void {
    this.#draw?.removeLastPoint();
  }

  /** Ends the shape being drawn, if it has corners enough. */
  finish(): void {
    if (this.#corners >= LEAST_CORNERS[this.#tool]) this.#draw?.finishDrawing();
  }

  abandon(): void {
    this.#draw?.abortDrawing();
  }

  recolour(palette: Palette): void {
    this.#palette = palette;
    this.#base.recolour(palette);
    this.#layer.setStyle(placeStyle(palette));
    this.#crossLayer.setStyle(crossStyle(palette));
    this.#arm();
  }

  /** Keys on the focused map. Says whether the key was meant for it. */
  key(event: KeyboardEvent): boolean {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    const step = event.shiftKey ? LEAP : STEP;
    switch (event.key) {
      case "ArrowLeft":
        return this.#moveCross(-step, 0);
      case "ArrowRight":
        return this.#moveCross(step, 0);
      case "ArrowUp":
        return this.#moveCross(0, -step);
      case "ArrowDown":
        return this.#moveCross(0, step);
      case " ":
        return this.#putAtCross();
      case "Enter":
        if (this.#tool === "point") return this.#putAtCross();
        this.finish();
        return true;
      case "Backspace":
        this.undoCorner();
        return this.#corners > 0;
      case "Escape":
        if (this.#corners === 0) return false;
        this.abandon();
        return true;
      case "+":
      case "=":
        return this.#zoom(1);
      case "-":
        return this.#zoom(-1);
      default:
        return false;
    }
  }

  /** Where the crosshair is, in degrees, for those who hear the map. */
  crossAt(): [number, number] | null {
    const at = this.#cross.getGeometry()?.getCoordinates();
    if (!at) return null;
    const [lon = 0, lat = 0] = toLonLat(at);
    return [lon, lat];
  }

  hideCross(): void {
    this.#cross.setGeometry(undefined);
  }

  dispose(): void {
    this.map.setTarget(undefined);
    this.map.dispose();
  }

  #zoom(by: number): true {
    const view = this.map.getView();
    view.animate({ zoom: (view.getZoom() ?? 0) + by, duration: 120 });
    return true;
  }

  #moveCross(right: number, down: number): true {
    const map = this.map;
    const from = this.#cross.getGeometry()?.getCoordinates() ?? this.#start();
    const pixel = map.getPixelFromCoordinate(from);
    const [width = 0, height = 0] = map.getSize() ?? [];
    const [x = width / 2, y = height / 2] = pixel;
    const to = map.getCoordinateFromPixel([x + right, y + down]);
    this.#cross.setGeometry(new Point(to));
    const outside = (at: number, size: number): boolean => at < EDGE || at > size - EDGE;
    if (outside(x + right, width) || outside(y + down, height)) {
      const view = map.getView();
      const centre = view.getCenter() ?? to;
      const resolution = view.getResolution() ?? 1;
      view.setCenter([(centre[0] ?? 0) + right * resolution, (centre[1] ?? 0) - down * resolution]);
    }
    return true;
  }

  /** The crosshair starts at the pin when it can be seen, else in the middle. */
  #start(): Coordinate {
    const view = this.map.getView();
    const centre = view.getCenter() ?? fromLonLat([0, 0]);
    const drawn = this.#source.getFeatures()[0]?.getGeometry();
    const place = drawn ? fromMap(drawn) : null;
    const at = place ? anchor(place) : null;
    if (!at) return centre;
    const seen = view.calculateExtent(this.map.getSize());
    const [x = 0, y = 0] = fromLonLat(at);
    const [west = 0, south = 0, east = 0, north = 0] = seen;
    return x > west && x < east && y > south && y < north ? [x, y] : centre;
  }

  #putAtCross(): true {
    const at = this.#cross.getGeometry()?.getCoordinates() ?? this.#start();
    if (this.#tool === "point") this.#put(at);
    else this.#draw?.appendCoordinates([at]);
    return true;
  }

  #put(coordinate: Coordinate): void {
    this.#source.clear();
    this.#source.addFeature(new Feature(new Point(coordinate)));
    this.#arm();
    this.#tell();
  }

  #tell(): void {
    const geometry = this.#source.getFeatures()[0]?.getGeometry();
    const place = geometry ? fromMap(geometry) : null;
    if (place) this.#options.onplace(place);
  }

  /** Sets up what the mouse does now: drag the pin, change the shape, or draw one. */
  #arm(): void {
    for (const interaction of this.#tools) this.map.removeInteraction(interaction);
    this.#tools = [];
    this.#draw = null;
    this.#count(0);
    const drawn = this.#source.getFeatures()[0]?.getGeometry();
    if (drawn instanceof Point) this.#armDragging();
    else if (drawn instanceof LineString || drawn instanceof Polygon) this.#armChanging();
    if (this.#tool === "line" && !(drawn instanceof LineString)) this.#armDrawing("LineString");
    if (this.#tool === "area" && !(drawn instanceof Polygon)) this.#armDrawing("Polygon");
    for (const interaction of this.#tools) this.map.addInteraction(interaction);
  }

  #armDragging(): void {
    const drag = new Translate({ layers: [this.#layer], hitTolerance: 6 });
    drag.on("translateend", () => {
      this.#tell();
    });
    this.#tools.push(drag);
  }

  #armChanging(): void {
    const change = new Modify({ source: this.#source, style: sketchStyle(this.#palette) });
    change.on("modifyend", () => {
      this.#tell();
    });
    this.#tools.push(change);
  }

  #armDrawing(type: "LineString" | "Polygon"): void {
    const draw = new Draw({ type, style: sketchStyle(this.#palette), stopClick: true });
    draw.on("drawstart", ({ feature }) => {
      feature.getGeometry()?.on("change", () => {
        const sketch = feature.getGeometry();
        const drawn = sketch ? fromMap(sketch) : null;
        if (sketch instanceof LineString) this.#count(sketch.getCoordinates().length - 1, drawn);
        if (sketch instanceof Polygon) this.#count((sketch.getCoordinates()[0] ?? []).length - 2, drawn);
      });
    });
    draw.on("drawabort", () => {
      this.#count(0);
    });
    draw.on("drawend", ({ feature }) => {
      // OpenLayers is still in the middle of its own event.
      queueMicrotask(() => {
        this.#source.clear();
        this.#source.addFeature(new Feature(feature.getGeometry()));
        this.#arm();
        this.#tell();
      });
    });
    this.#draw = draw;
    this.#tools.push(draw);
  }

  #count(corners: number, drawn: PlaceGeometry | null = null): void {
    const now = Math.max(0, corners);
    if (now === 0 && this.#corners === 0) return;
    this.#corners = now;
    this.#options.onsketch(now, now === 0 ? null : drawn);
  }
}
