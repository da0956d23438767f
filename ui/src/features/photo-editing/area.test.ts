import { describe, expect, it } from "vitest";
import { between, HANDLES, moved, ofRatio, resized, WHOLE, type Handle } from "./area";
import type { Area } from "./recipe";

const AREA = { left: 0.2, top: 0.2, width: 0.4, height: 0.4 };
const handle = (name: Handle["name"]): Handle =>
  HANDLES.find((one) => one.name === name) ?? { name, x: 0, y: 0 };

function expectArea(area: Area, left: number, top: number, width: number, height: number): void {
  expect(area.left).toBeCloseTo(left);
  expect(area.top).toBeCloseTo(top);
  expect(area.width).toBeCloseTo(width);
  expect(area.height).toBeCloseTo(height);
}

describe("a rectangle", () => {
  it("is moved no farther than the picture's edge", () => {
    expectArea(moved(AREA, { x: 0.9, y: -0.9 }), 0.6, 0, 0.4, 0.4);
  });

  it("keeps the sides opposite to the handle that is drawn", () => {
    expectArea(resized(AREA, handle("nw"), { x: -0.1, y: 0.1 }, 0.01, null), 0.1, 0.3, 0.5, 0.3);
    expectArea(resized(AREA, handle("e"), { x: 0.1, y: 0.3 }, 0.01, null), 0.2, 0.2, 0.5, 0.4);
  });

  it("is never turned inside out and never leaves the picture", () => {
    expectArea(resized(AREA, handle("se"), { x: -2, y: 2 }, 0.01, null), 0.2, 0.2, 0.01, 0.8);
  });

  it.each(HANDLES)("holds its ratio whichever handle is drawn: $name", (one) => {
    for (const by of [
      { x: 0.3, y: 0.1 },
      { x: -0.3, y: -0.5 },
      { x: 3, y: 3 },
    ]) {
      const area = resized({ ...AREA, height: 0.2 }, one, by, 0.01, 2);
      expect(area.width / area.height).toBeCloseTo(2);
      expect(Math.min(area.left, area.top)).toBeGreaterThanOrEqual(-1e-9);
      expect(Math.max(area.left + area.width, area.top + area.height)).toBeLessThanOrEqual(1 + 1e-9);
    }
  });

  it("of a ratio is the largest in the middle of another", () => {
    expectArea(ofRatio(WHOLE, 0.5), 0.25, 0, 0.5, 1);
    expectArea(ofRatio(WHOLE, 2), 0, 0.25, 1, 0.5);
  });

  it("is drawn from any corner, and cut at the picture's edge", () => {
    expectArea(between({ x: 0.5, y: 0.6 }, { x: 0.3, y: 1.4 }, 0.01), 0.3, 0.6, 0.2, 0.4);
    expectArea(between({ x: 1.2, y: 0.5 }, { x: 1.4, y: 0.5 }, 0.01), 0.99, 0.5, 0.01, 0.01);
  });
});
