/** Brightness and levels as the filter of the page draws them. */
import type { Tone } from "./recipe";

/** Entries of the table; between them the filter goes straight. */
const ENTRIES = 64;

/** What a value 0…1 becomes. */
export function toned(value: number, { brightness, black, white, gamma }: Tone): number {
  const level = Math.max(0, Math.min(1, (value * 255 - black) / Math.max(1, white - black)));
  const lit = level ** (1 / gamma) + brightness / 200;
  return Math.max(0, Math.min(1, lit));
}

/** The table of an `feFunc…`: values of 0, 1/n, …, 1. */
export function table(tone: Tone): string {
  return Array.from({ length: ENTRIES + 1 }, (_, at) => toned(at / ENTRIES, tone).toFixed(4)).join(" ");
}
