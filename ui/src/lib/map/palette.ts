/**
 * The colours of the map, light and dark. One table for the place picker, the map of reports and the portal's
 * public map, so that a place looks the same wherever it is seen.
 */
export interface Palette {
  land: string;
  water: string;
  green: string;
  built: string;
  industrial: string;
  building: string;
  buildingEdge: string;
  /** Fill and casing of a road by its kind. */
  road: Record<"main" | "street" | "lane", { fill: string; casing: string }>;
  path: string;
  rail: string;
  railTie: string;
  boundary: string;
  text: string;
  textQuiet: string;
  halo: string;
  grid: string;
  /** The pin and what is drawn with it. */
  pin: string;
  pinEdge: string;
  pinArea: string;
}

export const LIGHT: Palette = {
  land: "#f5f3ee",
  water: "#b9d7ea",
  green: "#d8e8cf",
  built: "#ece8e0",
  industrial: "#e7e2e8",
  building: "#ddd6c9",
  buildingEdge: "#c8beae",
  road: {
    main: { fill: "#fbe2a4", casing: "#d9b25c" },
    street: { fill: "#ffffff", casing: "#cfc8bb" },
    lane: { fill: "#ffffff", casing: "#dcd6ca" },
  },
  path: "#ad9a78",
  rail: "#8f8f93",
  railTie: "#f5f3ee",
  boundary: "#8d6aa0",
  text: "#34322e",
  textQuiet: "#6a6459",
  halo: "#fffdf8",
  grid: "#c9c5bb",
  pin: "#1d4ed8",
  pinEdge: "#ffffff",
  pinArea: "rgba(29, 78, 216, 0.18)",
};

export const DARK: Palette = {
  land: "#1d2125",
  water: "#213a4e",
  green: "#24342a",
  built: "#23272c",
  industrial: "#29272f",
  building: "#2f353c",
  buildingEdge: "#3d444d",
  road: {
    main: { fill: "#6d5c35", casing: "#8b7746" },
    street: { fill: "#414851", casing: "#2b3037" },
    lane: { fill: "#383e46", casing: "#2a2f35" },
  },
  path: "#6f654f",
  rail: "#6c7178",
  railTie: "#1d2125",
  boundary: "#a98abb",
  text: "#d7dbe1",
  textQuiet: "#a0a7b1",
  halo: "#16191c",
  grid: "#363c43",
  pin: "#8fb4ff",
  pinEdge: "#10131a",
  pinArea: "rgba(143, 180, 255, 0.22)",
};
