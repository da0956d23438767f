/** The tiles of a map pack as an OpenLayers layer. */
import MVT from "ol/format/MVT";
import VectorTileLayer from "ol/layer/VectorTile";
import { transformExtent } from "ol/proj";
import VectorTileSource from "ol/source/VectorTile";
import type { Palette } from "./palette";
import { MapStyle } from "./style";

/** What a map needs to know of a pack; the program's `PackInfo` and the portal's `/tiles.json` both have it. */
export interface TilePack {
  /** West, south, east, north in degrees (WGS 84). */
  bounds: [number, number, number, number];
  min_zoom: number;
  max_zoom: number;
  attribution: string;
  /** Made of invented data, which the map must say. */
  demo: boolean;
}

/** The centre of the city, for the map that has no pack yet. */
export const CITY: [number, number] = [33.39, 47.91];

/** The attribution reaches OpenLayers as HTML; a pack's file is not trusted to write any. */
export function asText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${String(character.charCodeAt(0))};`);
}

/** A layer with the tiles of `pack`, fetched by `template` (an address with {z}, {x} and {y}). */
export function tileLayer(pack: TilePack, template: string, palette: Palette): VectorTileLayer {
  const source = new VectorTileSource({
    format: new MVT(),
    url: template,
    attributions: asText(pack.attribution),
    attributionsCollapsible: false,
    minZoom: pack.min_zoom,
    maxZoom: pack.max_zoom,
    transition: 0,
  });
  return new VectorTileLayer({
    source,
    // On the layer, not on the source: there it would move the tiles' grid.
    extent: transformExtent(pack.bounds, "EPSG:4326", "EPSG:3857"),
    background: palette.land,
    declutter: true,
    style: new MapStyle(palette).draw,
    // Labels of a tile beyond the edge must not be cut; twice the default.
    renderBuffer: 160,
  });
}

/** Changes the colours of a layer made by {@link tileLayer}, when the theme changes. */
export function recolour(layer: VectorTileLayer, palette: Palette): void {
  layer.setBackground(palette.land);
  layer.setStyle(new MapStyle(palette).draw);
}
