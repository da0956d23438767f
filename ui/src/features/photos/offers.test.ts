import { expect, it } from "vitest";
import type { PhotoSuggestions } from "$lib/ipc";
import { offersOf, stillStands, type Offer } from "./offers";

const nothing: PhotoSuggestions = { period: null, day: null, place: null, outside: [], authors: [] };

it("photos that tell nothing offer nothing", () => {
  expect(offersOf({ ...nothing, outside: ["a"] })).toEqual([]);
});

it("an author is offered once for all the photos that the camera says are theirs", () => {
  const authors = [
    { photo: "a", author: "Олена" },
    { photo: "b", author: "Петро" },
    { photo: "c", author: "Олена" },
  ];
  expect(offersOf({ ...nothing, authors })).toEqual([
    { kind: "author", author: "Олена", photos: ["a", "c"] },
    { kind: "author", author: "Петро", photos: ["b"] },
  ]);
});

it("a place is a point said to be a photo's", () => {
  const place = { field: "where", lon: 33.39, lat: 47.91, photo: "a" };
  expect(offersOf({ ...nothing, place })).toEqual([
    {
      kind: "place",
      field: "where",
      at: [33.39, 47.91],
      value: { geometry: { type: "Point", coordinates: [33.39, 47.91] }, source: "photo" },
    },
  ]);
});

it("taking an offer back leaves what was typed since", () => {
  const period = { from: "2026-10-01", to: "2026-10-31" };
  const offer: Offer = { kind: "period", field: "period", value: period };
  expect(stillStands(offer, { period: { ...period } }, "photos")).toEqual(offer);
  expect(stillStands(offer, { period: { ...period, to: "2026-10-30" } }, "photos")).toBeNull();
  expect(stillStands(offer, {}, "photos")).toBeNull();
  const author: Offer = { kind: "author", author: "Олена", photos: ["a", "c"] };
  const photos = [
    { photo: "a", author: "Олена" },
    { photo: "c", author: "Олена Коваленко" },
  ];
  expect(stillStands(author, { photos }, "photos")).toEqual({ ...author, photos: ["a"] });
});
