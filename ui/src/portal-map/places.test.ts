import { describe, expect, it } from "vitest";
import { readInfo, readPlaces } from "./places";

describe("the places of a public page", () => {
  it("are points, or the shape that was drawn", () => {
    const line = {
      type: "LineString",
      coordinates: [
        [33, 47],
        [34, 48],
      ],
    };
    expect(
      readPlaces(
        JSON.stringify([
          { lon: 33.4, lat: 47.9, title: "А", href: "/r/1" },
          { lon: 33, lat: 47, title: "Б", geometry: line },
        ]),
      ),
    ).toEqual([
      { geometry: { type: "Point", coordinates: [33.4, 47.9] }, title: "А", href: "/r/1" },
      { geometry: line, title: "Б", href: "" },
    ]);
  });

  it("lead only within the site", () => {
    for (const href of ["https://evil.example", "//evil.example", "/\\evil", "javascript:alert(1)"]) {
      expect(readPlaces(JSON.stringify([{ lon: 1, lat: 1, title: "", href }]))[0]?.href).toBe("");
    }
  });

  it("are left out when they cannot be read", () => {
    for (const text of [undefined, "", "{", "{}", "null", '[null,1,{"lon":"x"}]'])
      expect(readPlaces(text)).toEqual([]);
  });
});

describe("what is known of the tiles", () => {
  it("is read whole or not at all", () => {
    const info = { bounds: [33, 47, 34, 48], min_zoom: 12, max_zoom: 16, attribution: "© Місто", demo: true };
    expect(readInfo(info)).toMatchObject({ min_zoom: 12, max_zoom: 16, demo: true });
    for (const bad of [null, {}, { ...info, bounds: [1, 2] }, { ...info, min_zoom: "12" }])
      expect(readInfo(bad)).toBeNull();
  });
});
