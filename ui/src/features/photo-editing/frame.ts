/**
 * Where a point of the original lies in the picture as it is turned and straightened (the frame), and on the screen.
 *
 * Everything is in pixels here; matrices are those of CSS: `x' = a·x + c·y + e`, `y' = b·x + d·y + f`.
 */
import { inPixels, WHOLE } from "./area";
import type { Recipe } from "./recipe";

export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

export interface Size {
  width: number;
  height: number;
}

export interface Point {
  x: number;
  y: number;
}

/** The picture turned and straightened: its size, and what leads from the original's pixels to its own. */
export interface Frame extends Size {
  from: Matrix;
}

const move = (x: number, y: number): Matrix => [1, 0, 0, 1, x, y];

/** First `second`, then `first`: as matrices are written. */
export function times(first: Matrix, second: Matrix): Matrix {
  const [a, b, c, d, e, f] = first;
  const [g, h, i, j, k, l] = second;
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

export function at([a, b, c, d, e, f]: Matrix, { x, y }: Point): Point {
  return { x: a * x + c * y + e, y: b * x + d * y + f };
}

export function back([a, b, c, d, e, f]: Matrix): Matrix {
  const whole = a * d - b * c;
  return [d / whole, -b / whole, -c / whole, a / whole, (c * f - d * e) / whole, (b * e - a * f) / whole];
}

/** How many pixels of the one a pixel of the other is. */
export function scaleOf([a, b, c, d]: Matrix): number {
  return Math.sqrt(Math.abs(a * d - b * c));
}

export const css = (matrix: Matrix): string => `matrix(${matrix.map((one) => one.toFixed(6)).join(",")})`;

/**
 * The largest upright rectangle within one that is rotated about its middle by so many degrees.
 *
 * The rotated one's long sides bound it alone (it touches them with two corners), or all four sides do.
 */
export function inscribed({ width, height }: Size, degrees: number): Size {
  const [sin, cos] = [
    Math.abs(Math.sin((degrees * Math.PI) / 180)),
    Math.abs(Math.cos((degrees * Math.PI) / 180)),
  ];
  if (sin < 1e-9) return { width, height };
  const [long, short] = [Math.max(width, height), Math.min(width, height)];
  if (short <= 2 * sin * cos * long) {
    const [across, along] = [short / 2 / sin, short / 2 / cos];
    return width >= height ? { width: across, height: along } : { width: along, height: across };
  }
  const both = cos * cos - sin * sin;
  return { width: (width * cos - height * sin) / both, height: (height * cos - width * sin) / both };
}

/** The frame of an original of this size. */
export function frameOf(
  original: Size,
  { turns, mirrored, straighten }: Pick<Recipe, "turns" | "mirrored" | "straighten">,
): Frame {
  const middle = move(-original.width / 2, -original.height / 2);
  const turned = turns % 2 === 0 ? original : { width: original.height, height: original.width };
  const size = inscribed(turned, straighten);
  const angle = (turns * 90 + straighten) * (Math.PI / 180);
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
  const turn: Matrix = [cos, sin, -sin, cos, 0, 0];
  const mirror: Matrix = [mirrored ? -1 : 1, 0, 0, 1, 0, 0];
  const from = times(move(size.width / 2, size.height / 2), times(turn, times(mirror, middle)));
  return { ...size, from };
}

/** What shows a part of the frame, as large as it fits, in the middle of a place of this size. */
export function fitted(part: Size & { left: number; top: number }, place: Size): Matrix {
  const scale = Math.min(place.width / part.width, place.height / part.height);
  return [
    scale,
    0,
    0,
    scale,
    (place.width - part.width * scale) / 2 - part.left * scale,
    (place.height - part.height * scale) / 2 - part.top * scale,
  ];
}

/** What leads from the original's pixels to fractions of what a recipe leaves of it, and how many pixels its longer side has. */
export function remaining(
  original: Size,
  recipe: Pick<Recipe, "turns" | "mirrored" | "straighten" | "crop">,
): { to: Matrix; long: number } {
  const frame = frameOf(original, recipe);
  const { left, top, width, height } = inPixels(recipe.crop ?? WHOLE, frame);
  return {
    to: times([1 / width, 0, 0, 1 / height, -left / width, -top / height], frame.from),
    long: Math.max(width, height),
  };
}

/** How large pictures may be: the longer side of what is edited, null where nobody knows; the longest that is sent. */
export interface Limits {
  side: number | null;
  most: number;
}

/** The size of what is sent, in whole pixels. The picture on the screen may be smaller than what is edited. */
export function sentSize(
  shown: Size,
  recipe: Pick<Recipe, "turns" | "mirrored" | "straighten" | "crop">,
  { side, most }: Limits,
): Size {
  const frame = frameOf(shown, recipe);
  const { width, height } = inPixels(recipe.crop ?? WHOLE, frame);
  const larger = Math.max(1, (side ?? 0) / Math.max(shown.width, shown.height));
  const scale = Math.min(larger, most / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
