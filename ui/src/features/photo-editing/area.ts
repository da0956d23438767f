/** Rectangles in fractions of the picture they lie on: moved, resized by their handles, held to a ratio. */
import type { Point, Size } from "./frame";
import type { Area } from "./recipe";

export const WHOLE: Area = { left: 0, top: 0, width: 1, height: 1 };

/** A handle by the sides that it moves: −1 left or upper, 1 right or lower, 0 neither. */
export interface Handle {
  name: "nw" | "n" | "ne" | "e" | "se" | "s" | "sw" | "w";
  x: -1 | 0 | 1;
  y: -1 | 0 | 1;
}

export const HANDLES: readonly Handle[] = [
  { name: "nw", x: -1, y: -1 },
  { name: "n", x: 0, y: -1 },
  { name: "ne", x: 1, y: -1 },
  { name: "e", x: 1, y: 0 },
  { name: "se", x: 1, y: 1 },
  { name: "s", x: 0, y: 1 },
  { name: "sw", x: -1, y: 1 },
  { name: "w", x: -1, y: 0 },
];

const within = (value: number, least: number, most: number): number =>
  Math.max(least, Math.min(Math.max(least, most), value));

/** Moved by so much, and kept on the picture. */
export function moved(area: Area, by: Point): Area {
  return {
    ...area,
    left: within(area.left + by.x, 0, 1 - area.width),
    top: within(area.top + by.y, 0, 1 - area.height),
  };
}

/**
 * With one of its handles moved by so much; the sides opposite stay. `ratio` is width by height in fractions, null leaves
 * them free; `least` is the smallest side.
 */
export function resized(area: Area, handle: Handle, by: Point, least: number, ratio: number | null): Area {
  const [right, bottom] = [area.left + area.width, area.top + area.height];
  const most = {
    width: handle.x < 0 ? right : 1 - area.left,
    height: handle.y < 0 ? bottom : 1 - area.top,
  };
  let width = within(area.width + handle.x * by.x, least, most.width);
  let height = within(area.height + handle.y * by.y, least, most.height);
  if (ratio !== null) {
    // The side that was drawn leads; a corner follows whichever was drawn farther.
    const byWidth =
      handle.y === 0 ||
      (handle.x !== 0 && Math.abs(width - area.width) >= Math.abs(height - area.height) * ratio);
    if (byWidth) height = width / ratio;
    else width = height * ratio;
    const shrink = Math.min(1, most.width / width, most.height / height);
    width *= shrink;
    height *= shrink;
  }
  return {
    left: handle.x < 0 ? right - width : area.left,
    top: handle.y < 0 ? bottom - height : area.top,
    width,
    height,
  };
}

/** The largest area of this ratio (width by height in fractions) about the middle of another and within it. */
export function ofRatio(area: Area, ratio: number): Area {
  const width = Math.min(area.width, area.height * ratio);
  const height = width / ratio;
  return {
    left: area.left + (area.width - width) / 2,
    top: area.top + (area.height - height) / 2,
    width,
    height,
  };
}

/** Between two corners, wherever they lie; kept on the picture and no smaller than `least`. */
export function between(one: Point, other: Point, least: number): Area {
  const [left, right] = [within(Math.min(one.x, other.x), 0, 1), within(Math.max(one.x, other.x), 0, 1)];
  const [top, bottom] = [within(Math.min(one.y, other.y), 0, 1), within(Math.max(one.y, other.y), 0, 1)];
  const width = Math.max(right - left, least);
  const height = Math.max(bottom - top, least);
  return moved({ left, top, width, height }, { x: 0, y: 0 });
}

/** The area's middle. */
export function middle({ left, top, width, height }: Area): Point {
  return { x: left + width / 2, y: top + height / 2 };
}

/** In pixels of a picture of this size. */
export function inPixels(area: Area, { width, height }: Size): Area {
  return {
    left: area.left * width,
    top: area.top * height,
    width: area.width * width,
    height: area.height * height,
  };
}

/** What the arrow keys move by: nothing for other keys. `step` is a fraction of each side. */
export function arrow(key: string, step: Point): Point | null {
  switch (key) {
    case "ArrowLeft":
      return { x: -step.x, y: 0 };
    case "ArrowRight":
      return { x: step.x, y: 0 };
    case "ArrowUp":
      return { x: 0, y: -step.y };
    case "ArrowDown":
      return { x: 0, y: step.y };
    default:
      return null;
  }
}
