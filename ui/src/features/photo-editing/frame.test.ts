import { describe, expect, it } from "vitest";
import { at, back, fitted, frameOf, inscribed, scaleOf, sentSize, times, type Matrix } from "./frame";

const ORIGINAL = { width: 400, height: 300 };
const plain = { turns: 0, mirrored: false, straighten: 0 };
const seen = (frame: { from: Matrix }, x: number, y: number): number[] => {
  const spot = at(frame.from, { x, y });
  return [Math.round(spot.x), Math.round(spot.y)];
};

describe("the frame of a picture", () => {
  it("is the original where nothing is turned", () => {
    const frame = frameOf(ORIGINAL, plain);
    expect([frame.width, frame.height]).toEqual([400, 300]);
    expect(seen(frame, 10, 20)).toEqual([10, 20]);
  });

  it("puts the lower left corner to the upper left at a quarter turn to the right", () => {
    const frame = frameOf(ORIGINAL, { ...plain, turns: 1 });
    expect([frame.width, frame.height]).toEqual([300, 400]);
    expect(seen(frame, 0, 300)).toEqual([0, 0]);
    expect(seen(frame, 0, 0)).toEqual([300, 0]);
  });

  it("mirrors before it turns", () => {
    expect(seen(frameOf(ORIGINAL, { ...plain, mirrored: true }), 0, 0)).toEqual([400, 0]);
    expect(seen(frameOf(ORIGINAL, { ...plain, mirrored: true, turns: 1 }), 0, 0)).toEqual([300, 400]);
  });

  it.each([-15, -7.5, 0.1, 3, 15])("has no empty corner when straightened by %s°", (straighten) => {
    for (const original of [ORIGINAL, { width: 300, height: 400 }, { width: 4000, height: 300 }]) {
      const frame = frameOf(original, { ...plain, straighten });
      const home = back(frame.from);
      for (const [x, y] of [
        [0, 0],
        [frame.width, 0],
        [0, frame.height],
        [frame.width, frame.height],
      ] as const) {
        const spot = at(home, { x, y });
        expect(spot.x).toBeGreaterThanOrEqual(-1e-6);
        expect(spot.x).toBeLessThanOrEqual(original.width + 1e-6);
        expect(spot.y).toBeGreaterThanOrEqual(-1e-6);
        expect(spot.y).toBeLessThanOrEqual(original.height + 1e-6);
      }
    }
  });
});

describe("the largest rectangle in a rotated one", () => {
  it("of a square by 45° has half its area", () => {
    const { width, height } = inscribed({ width: 100, height: 100 }, 45);
    expect(width * height).toBeCloseTo(5000);
  });

  it("does not grow", () => {
    for (let degrees = -15; degrees <= 15; degrees += 0.5) {
      const { width, height } = inscribed(ORIGINAL, degrees);
      expect(width).toBeLessThanOrEqual(400);
      expect(height).toBeLessThanOrEqual(300);
    }
  });
});

it("a matrix and its way back meet", () => {
  const matrix = frameOf(ORIGINAL, { turns: 3, mirrored: true, straighten: 11 }).from;
  const both = times(back(matrix), matrix);
  for (const [index, one] of [1, 0, 0, 1, 0, 0].entries()) expect(both[index]).toBeCloseTo(one);
  expect(scaleOf(matrix)).toBeCloseTo(1);
});

it("a part is shown as large as it fits, in the middle", () => {
  const view = fitted({ left: 100, top: 50, width: 200, height: 100 }, { width: 400, height: 400 });
  expect(at(view, { x: 100, y: 50 })).toEqual({ x: 0, y: 100 });
  expect(at(view, { x: 300, y: 150 })).toEqual({ x: 400, y: 300 });
});

describe("the size of what is sent", () => {
  const shown = { width: 2048, height: 1536 };
  const recipe = { ...plain, crop: null };
  const quarter = { left: 0.5, top: 0.5, width: 0.5, height: 0.5 };

  it("is as large as is sent, however large the original is", () => {
    expect(sentSize(shown, recipe, { side: 4032, most: 2048 })).toEqual({ width: 2048, height: 1536 });
    expect(sentSize(shown, { ...recipe, turns: 1 }, { side: 4032, most: 2048 })).toEqual({
      width: 1536,
      height: 2048,
    });
  });

  it("is what is left of the original's own pixels", () => {
    const cropped = { ...recipe, crop: quarter };
    expect(sentSize(shown, cropped, { side: 4032, most: 2048 })).toEqual({ width: 2016, height: 1512 });
    expect(sentSize(shown, cropped, { side: 6000, most: 2048 })).toEqual({ width: 2048, height: 1536 });
    expect(sentSize(shown, cropped, { side: null, most: 2048 })).toEqual({ width: 1024, height: 768 });
  });

  it("is never larger than the original", () => {
    expect(sentSize({ width: 800, height: 600 }, recipe, { side: 800, most: 2048 })).toEqual({
      width: 800,
      height: 600,
    });
  });
});
