import { expect, it } from "vitest";
import { setLanguage } from "$lib/i18n";
import { measureWords } from "./measure";

/** A degree of latitude is 111.2 km; one of longitude at 47.9° N 74.5 km. */
const square = (degrees: number): [number, number][] => {
  const [lon, lat] = [33.39, 47.9];
  const wide = degrees / Math.cos((lat * Math.PI) / 180);
  return [
    [lon, lat],
    [lon + wide, lat],
    [lon + wide, lat + degrees],
    [lon, lat + degrees],
    [lon, lat],
  ];
};

it("says how long a street's repair is and how large a park", async () => {
  await setLanguage("uk");
  const line = (degrees: number): string | null =>
    measureWords({
      type: "LineString",
      coordinates: [
        [33.39, 47.9],
        [33.39, 47.9 + degrees],
      ],
    });
  expect(line(0.003)).toBe("довжина 334\u00a0м");
  expect(line(0.03)).toBe("довжина 3,34\u00a0км");
  const area = (degrees: number): string | null =>
    measureWords({ type: "Polygon", coordinates: [square(degrees)] });
  expect(area(0.0003)).toBe("площа 1\u00a0113\u00a0м²");
  expect(area(0.003)).toBe("площа 11,13\u00a0га");
  expect(measureWords({ type: "Point", coordinates: [33.39, 47.9] })).toBeNull();
});
