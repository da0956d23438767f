/** Lines: white space as a page shows it, pieces with the same marks joined. */
import type { Inline, Marks, Run } from "./model";

// Characters that take no room: soft hyphens, zero-width spaces, marks of direction and of the file's order.
const UNSEEN = /[\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF\uFFFC]/gu;
// eslint-disable-next-line no-control-regex -- they are what is dropped
const CONTROL = /[\u0000-\u0008\u000B\u000E-\u001F\u007F]/gu;
const SPACES = /[ \t\n\r\f\u00A0]+/gu;

/** The text of a node as words: white space joined, what is not seen dropped. */
export function asWords(text: string): string {
  return text
    .replace(UNSEEN, "")
    .replace(CONTROL, "")
    .replace(SPACES, (spaces) => (spaces === "\u00A0" ? spaces : " "));
}

/** A line without white space at its ends (unless it is a piece of one) and without breaks before and after it. */
export function tidy(line: readonly Inline[], piece: boolean): Inline[] {
  const out: Inline[] = [];
  for (const inline of line) {
    const last = out.at(-1);
    if (inline === "break") {
      if (last === undefined && !piece) continue;
      trimEnd(out);
      out.push("break");
      continue;
    }
    let { text } = inline;
    const startsLine = last === undefined || last === "break";
    if (startsLine ? !(piece && last === undefined) : /\s$/u.test(last.text))
      text = text.replace(/^\s+/u, "");
    if (text === "") continue;
    if (last !== undefined && last !== "break" && alike(last, inline))
      out[out.length - 1] = { ...last, text: last.text + text };
    else out.push({ ...inline, text });
  }
  if (piece) return out;
  for (let last = out.at(-1); last !== undefined; last = out.at(-1)) {
    if (last === "break") {
      out.pop();
      continue;
    }
    trimEnd(out);
    if (out.at(-1) === last || out.at(-1) !== "break") break;
  }
  return out;
}

/** The paragraphs of a line: an empty line between two stands for the end of one. */
export function paragraphs(line: readonly Inline[]): Inline[][] {
  const all: Inline[][] = [[]];
  line.forEach((inline, at) => {
    const doubled = inline === "break" && (line[at + 1] === "break" || line[at - 1] === "break");
    if (!doubled) all.at(-1)?.push(inline);
    else if ((all.at(-1)?.length ?? 0) > 0) all.push([]);
  });
  return all.filter((one) => one.length > 0);
}

function trimEnd(out: Inline[]): void {
  for (let last = out.at(-1); last !== undefined && last !== "break"; last = out.at(-1)) {
    const text = last.text.replace(/\s+$/u, "");
    if (text !== "") {
      out[out.length - 1] = { ...last, text };
      return;
    }
    out.pop();
  }
}

function alike(a: Run, b: Marks): boolean {
  return a.bold === b.bold && a.italic === b.italic && a.link === b.link;
}

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const LOWERED = "₀₁₂₃₄₅₆₇₈₉";

/** «м<sup>2</sup>» → «м²»: digits have characters of their own, anything else stays on the line. */
export function shifted(text: string, tag: "sup" | "sub"): string {
  if (!/^\d+$/u.test(text)) return text;
  const digits = tag === "sup" ? RAISED : LOWERED;
  return text.replace(/\d/gu, (digit) => digits.charAt(Number(digit)));
}
