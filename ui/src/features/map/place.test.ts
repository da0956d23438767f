import { describe, expect, it } from "vitest";
import type { PackInfo, Place } from "$lib/ipc";
import { anchor } from "$lib/map/pins";
import { asPlace, coordinatesOf, placeAt, withAddress } from "./place";

const pack: PackInfo = {
  name: "Демо",
  bounds: [33, 47, 34, 48],
  center: [33.4, 47.9],
  min_zoom: 12,
  max_zoom: 16,
  attribution: "",
  data_date: "2026-11-22",
  demo: true,
  version: "1",
};

describe("a place", () => {
  it("keeps the address when the pin moves", () => {
    const before: Place = {
      geometry: { type: "Point", coordinates: [33.3, 47.9] },
      source: "typed",
      address: "Садова, 5",
    };
    expect(placeAt({ type: "Point", coordinates: [33.4, 47.8] }, "map", before, pack)).toEqual({
      geometry: { type: "Point", coordinates: [33.4, 47.8] },
      source: "map",
      address: "Садова, 5",
      pack: "Демо 1",
    });
    expect(withAddress(before, " ")).not.toHaveProperty("address");
  });

  it("is spoken of with the latitude first", () => {
    expect(coordinatesOf({ type: "Point", coordinates: [33.390341, 47.910124] })).toBe("47.91012, 33.39034");
  });

  it("of a line or an area has a middle", () => {
    expect(
      anchor({
        type: "LineString",
        coordinates: [
          [1, 1],
          [2, 2],
          [3, 3],
        ],
      }),
    ).toEqual([2, 2]);
    expect(
      anchor({
        type: "Polygon",
        coordinates: [
          [
            [0, 0],
            [2, 0],
            [2, 2],
            [0, 2],
            [0, 0],
          ],
        ],
      }),
    ).toEqual([1, 1]);
    expect(anchor({ type: "LineString", coordinates: [] })).toBeNull();
  });

  it("is not read from a malformed value", () => {
    for (const value of [null, "x", {}, { geometry: null }, { geometry: { coordinates: 1 } }]) {
      expect(asPlace(value)).toBeNull();
    }
  });
});
