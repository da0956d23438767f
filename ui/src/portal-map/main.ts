/**
 * The map of the portal's public pages: the same tiles, colours and pins as in the editor.
 *
 *     <div class="map" data-tiles="/tiles/{z}/{x}/{y}" data-info="/tiles.json" data-places='[{"lon":…,"lat":…,"title":…,"href":…}]'></div>
 *
 * The page is complete without it: what the map shows stands in the text too.
 */
import Feature from "ol/Feature";
import KeyboardPan from "ol/interaction/KeyboardPan";
import KeyboardZoom from "ol/interaction/KeyboardZoom";
import VectorLayer from "ol/layer/Vector";
import { createEmpty, extend, isEmpty } from "ol/extent";
import VectorSource from "ol/source/Vector";
import en from "$lib/i18n/editor.en.json";
import uk from "$lib/i18n/editor.uk.json";
import { baseMap } from "$lib/map/base";
import type { TilePack } from "$lib/map/pack";
import { DARK, LIGHT } from "$lib/map/palette";
import { placeStyle, toMap } from "$lib/map/pins";
import { readInfo, readPlaces } from "./places";
import "./portal-map.css";

const words = document.documentElement.lang.startsWith("en") ? en : uk;
const dark = window.matchMedia("(prefers-color-scheme: dark)");

async function packOf(address: string | undefined): Promise<TilePack | null> {
  if (address === undefined) return null;
  try {
    const answer = await fetch(address);
    return answer.ok ? readInfo(await answer.json()) : null;
  } catch {
    // The pins are shown on a grid of degrees then.
    return null;
  }
}

async function draw(target: HTMLElement): Promise<void> {
  const places = readPlaces(target.dataset["places"]);
  const pack = await packOf(target.dataset["info"]);
  const palette = () => (dark.matches ? DARK : LIGHT);
  target.replaceChildren();
  target.classList.add("map-box");
  target.tabIndex = 0;
  target.setAttribute("role", "application");
  target.setAttribute("aria-label", places.map((place) => place.title).join("; ") || words["map.public"]);
  const base = baseMap({
    target,
    pack,
    template: target.dataset["tiles"] ?? "/tiles/{z}/{x}/{y}",
    palette: palette(),
    words: { zoomIn: words["map.zoomIn"], zoomOut: words["map.zoomOut"], demo: words["map.demo"] },
    wheel: "focused",
  });
  const { map } = base;
  map.addInteraction(new KeyboardPan());
  map.addInteraction(new KeyboardZoom());
  const source = new VectorSource();
  const pins = new VectorLayer({ source, style: placeStyle(palette()), zIndex: 10 });
  map.addLayer(pins);
  const all = createEmpty();
  for (const { geometry, title, href } of places) {
    const drawn = toMap(geometry);
    extend(all, drawn.getExtent());
    source.addFeature(new Feature({ geometry: drawn, title, href }));
  }
  if (!isEmpty(all)) map.getView().fit(all, { padding: [60, 60, 60, 60], maxZoom: 16.5 });

  const at = (pixel: number[], key: "title" | "href"): string => {
    const options = { layerFilter: (layer: unknown) => layer === pins, hitTolerance: 4 };
    const found: unknown = map.forEachFeatureAtPixel(pixel, (feature): unknown => feature.get(key), options);
    return typeof found === "string" ? found : "";
  };
  map.on("pointermove", ({ pixel, dragging }) => {
    if (dragging) return;
    target.title = at(pixel, "title");
    target.classList.toggle("map-pointing", at(pixel, "href") !== "");
  });
  map.on("click", ({ pixel }) => {
    const href = at(pixel, "href");
    if (href !== "") window.location.assign(href);
  });
  dark.addEventListener("change", () => {
    base.recolour(palette());
    pins.setStyle(placeStyle(palette()));
  });
}

for (const target of document.querySelectorAll<HTMLElement>(".map[data-places]")) void draw(target);
