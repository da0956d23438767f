/**
 * Ukrainian typography as one types: «лапки» and „в лапках“ inside them, the apostrophe, dashes, the ellipsis. Each
 * replacement is a step of its own after the character that was typed, so one step back leaves what was typed.
 */

export interface Replacement {
  /** Characters before the caret that go, the typed one not counted. */
  cut: number;
  /** What stands there instead of them and of the typed one. */
  put: string;
}

const LETTER = /\p{L}$/u;
const OPENS = /(?:^|[\s([{«„–—/\uFFFC])$/u;
/** The last word is an address, which is kept to the letter. */
const ADDRESS = /(?:\w:\/\/|www\.|@)\S*$/iu;

/** What a typed character becomes after the text before it, or null when it stays as it is. */
export function typographic(before: string, typed: string): Replacement | null {
  if (ADDRESS.test(before)) return null;
  switch (typed) {
    case '"':
      return quote(before);
    case "'":
      return LETTER.test(before) ? { cut: 0, put: "’" } : null;
    case " ":
      return /\S[ \u00A0]-$/u.test(before) ? { cut: 1, put: "– " } : null;
    case "-":
      return /(?:^|[^-–])-$/u.test(before) ? { cut: 1, put: "–" } : null;
    case ".":
      return /(?:^|[^.])\.\.$/u.test(before) ? { cut: 2, put: "…" } : null;
    default:
      return null;
  }
}

function quote(before: string): Replacement | null {
  const open: string[] = [];
  for (const [mark] of before.matchAll(/[«»„“]/gu)) {
    if (mark === "«" || mark === "„") open.push(mark);
    else open.pop();
  }
  if (OPENS.test(before)) return { cut: 0, put: open.includes("«") ? "„" : "«" };
  const last = open.at(-1);
  // Nothing was opened: an inch, a second.
  return last === undefined ? null : { cut: 0, put: last === "«" ? "»" : "“" };
}
