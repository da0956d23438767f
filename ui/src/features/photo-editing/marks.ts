/** How arrows and words look on the picture. */
import type { Point } from "./frame";

/** The shape of an arrow between two points, as a path; its thickness is a part of the picture's longer side. */
export function arrowShape(from: Point, to: Point, long: number): string {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (length < 1) return "";
  const [x, y] = [(to.x - from.x) / length, (to.y - from.y) / length];
  const half = long / 260;
  const head = Math.min(long / 28, length * 0.6);
  const wide = head * 0.5;
  const spot = (along: number, across: number): string =>
    `${(from.x + x * along - y * across).toFixed(2)} ${(from.y + y * along + x * across).toFixed(2)}`;
  const neck = length - head;
  return `M${spot(0, half)}L${spot(neck, half)}L${spot(neck, wide)}L${spot(length, 0)}L${spot(neck, -wide)}L${spot(neck, -half)}L${spot(0, -half)}Z`;
}

/** What surrounds letters of a colour, so that they are read on anything. */
export function letters(colour: string): string {
  const parts = /^#(..)(..)(..)$/u.exec(colour)?.slice(1) ?? [];
  const [red = 0, green = 0, blue = 0] = parts.map((part) => Number.parseInt(part, 16));
  return 0.299 * red + 0.587 * green + 0.114 * blue > 150 ? "#101828" : "#ffffff";
}
