/** What matches a search in a text. */
import type { Mark } from "$lib/ipc";

/** The text cut at the marks, which lie in their order: [piece, whether it is marked]. No letter is lost. */
export function cut(text: string, marks: readonly Mark[]): [string, boolean][] {
  const pieces: [string, boolean][] = [];
  let at = 0;
  for (const { from, to } of marks) {
    if (from < at || to <= from || to > text.length) continue;
    if (from > at) pieces.push([text.slice(at, from), false]);
    pieces.push([text.slice(from, to), true]);
    at = to;
  }
  if (at < text.length) pieces.push([text.slice(at), false]);
  return pieces;
}
