/**
 * Markup from elsewhere (Word, LibreOffice, Excel, Google Docs, a web page, a document that is taken in) → the few
 * elements that reports may hold.
 *
 * What comes out is written anew from a document that runs nothing and fetches nothing: no attribute but a checked
 * `href`, `colspan` and `rowspan` is ever copied, so there is nothing left to sanitise. (A sanitiser would pass the
 * styles on or drop them before they are read: Word says in them what is a list.)
 */
import { blocksOf } from "./clean/blocks";
import { assemble } from "./clean/lists";
import { Gathering, type LeftOut, type Picture } from "./clean/gathering";
import { slim } from "./clean/slim";
import { boldClasses } from "./clean/styles";
import { write } from "./clean/write";

export type { LeftOut, LeftOutWhat, Picture } from "./clean/gathering";

export interface Cleaned {
  /** Only h2 h3 p ul ol li blockquote strong em a[href] br table tr th td[colspan rowspan]. */
  html: string;
  /** In the order of the text. */
  pictures: Picture[];
  leftOut: LeftOut[];
}

/** Most characters of markup, pictures, styles and scripts not counted. */
const MOST_MARKUP = 2_000_000;
/** Most elements and texts of it. */
const MOST_NODES = 20_000;
/** Most nodes of what comes out: what the program takes (crates/report, `rich`). */
const MOST_WRITTEN = 10_000;

const TOO_LONG: Cleaned = { html: "", pictures: [], leftOut: [{ what: "too_long", count: 1 }] };

export function clean(html: string): Cleaned {
  const { markup, data, styles } = slim(html, MOST_MARKUP);
  if (markup === null || hasMany(markup, /<[a-z]/giu)) return TOO_LONG;
  const page = new DOMParser().parseFromString(markup, "text/html");
  if (isLarge(page)) return TOO_LONG;
  const into = new Gathering(data, boldClasses(styles), page.querySelector("[data-pm-slice]") !== null);
  const blocks = assemble(blocksOf(page.body, into));
  const written = write(blocks);
  if (written.nodes > MOST_WRITTEN || into.leftOut.some(({ what }) => what === "too_long")) return TOO_LONG;
  return { html: written.html, pictures: into.pictures, leftOut: into.leftOut };
}

/** Whether more elements begin in it than are taken: a parser's time and depth are spent on fewer. */
function hasMany(markup: string, begins: RegExp): boolean {
  let elements = 0;
  while (elements <= MOST_NODES && begins.test(markup)) elements += 1;
  return elements > MOST_NODES;
}

/** Stops counting as soon as it knows. */
function isLarge(page: Document): boolean {
  const walker = page.createTreeWalker(page.documentElement, NodeFilter.SHOW_ALL);
  let nodes = 0;
  while (walker.nextNode() !== null) {
    nodes += 1;
    if (nodes > MOST_NODES) return true;
  }
  return false;
}
