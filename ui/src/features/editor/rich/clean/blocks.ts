/** Elements → blocks. What an element is, is told by its name first and by its style where programs write it there. */
import { linkedTo } from "./address";
import type { Gathering, LeftOutWhat } from "./gathering";
import { asWords, paragraphs, shifted, tidy } from "./lines";
import { words, type Block, type Inline, type Marks } from "./model";
import { isHidden, styleOf, weighs } from "./styles";
import { isLayout, readTable, tableParts } from "./table";
import { listLevel, outlineLevel, SHOWN_MARK } from "./word";

const PLAIN: Marks = { bold: false, italic: false, link: null };
/** Deeper than any text; what is deeper keeps its words only. */
const DEEPEST = 180;

/** What is left out with everything in it, and how it is told. */
const LEFT: Readonly<Record<string, LeftOutWhat | null>> = {
  script: "script",
  iframe: "embedded",
  object: "embedded",
  embed: "embedded",
  video: "embedded",
  audio: "embedded",
  canvas: "embedded",
  style: null,
  title: null,
  meta: null,
  link: null,
  xml: null,
  noscript: null,
  template: null,
  svg: null,
  math: null,
  select: null,
  button: null,
  input: null,
  textarea: null,
};

const BLOCKS = new Set(
  (
    "p div section article main header footer nav aside address dl dt dd figure figcaption center form fieldset " +
    "details summary hr pre body caption legend"
  ).split(" "),
);

/** The blocks in an element. */
export function blocksOf(parent: Node, into: Gathering): Block[] {
  const reader = new Reader(into);
  reader.children(parent, PLAIN, 0, false);
  reader.flush();
  return reader.blocks;
}

class Reader {
  readonly blocks: Block[] = [];
  #line: Inline[] = [];
  readonly #into: Gathering;
  /** The mark before a list item's words, as Word writes it there. */
  #mark: string | null = null;

  constructor(into: Gathering) {
    this.#into = into;
  }

  children(parent: Node, marks: Marks, depth: number, keepsLines: boolean): void {
    if (depth > DEEPEST) {
      this.#text(parent.textContent ?? "", marks, false);
      return;
    }
    let skipped: "mark" | "filler" | null = null;
    for (const node of parent.childNodes) {
      if (node.nodeType === Node.COMMENT_NODE) {
        const said = (node.textContent ?? "").trim();
        if (said === "[endif]") skipped = null;
        else if (SHOWN_MARK.test(said)) skipped = "mark";
        else if (/^\[if !support(?:EmptyParas|LineBreakNewLine|Annotations|Misaligned)/u.test(said))
          skipped = "filler";
      } else if (skipped === "mark") this.#mark = (this.#mark ?? "") + (node.textContent ?? "");
      else if (skipped === "filler") continue;
      else if (node.nodeType === Node.TEXT_NODE) this.#text(node.nodeValue ?? "", marks, keepsLines);
      else if (node.nodeType === Node.ELEMENT_NODE)
        this.#element(node as Element, marks, depth + 1, keepsLines);
    }
  }

  flush(): void {
    const line = tidy(this.#line, this.#into.piece);
    this.#line = [];
    if (words(line).trim() === "") return;
    for (const paragraph of paragraphs(line))
      this.blocks.push({ kind: "line", line: paragraph, continues: false });
  }

  #text(text: string, marks: Marks, keepsLines: boolean): void {
    const lines = keepsLines && text.trim() !== "" ? text.split(/\r\n|[\r\n]/u) : [text];
    lines.forEach((one, at) => {
      if (at > 0) this.#line.push("break");
      const shown = asWords(one);
      if (shown !== "") this.#line.push({ ...marks, text: shown });
    });
  }

  #element(element: Element, marks: Marks, depth: number, keptLines: boolean): void {
    const tag = element.localName;
    const left = LEFT[tag];
    if (left !== undefined) {
      if (left !== null) this.#into.leave(left);
      return;
    }
    if (tag === "br") {
      if (element.className !== "Apple-interchange-newline") this.#line.push("break");
      return;
    }
    if (tag === "img") {
      this.#into.picture(element);
      return;
    }
    if (isHidden(element)) return;
    if (tag === "del") {
      this.#into.leave("deleted");
      return;
    }
    if (isRemark(element)) {
      // The list of them at the end speaks of the same ones again.
      if (styleOf(element, "mso-element") !== "comment-list") this.#into.leave("comment");
      return;
    }
    if (styleOf(element, "mso-list").startsWith("ignore")) {
      this.#mark = (this.#mark ?? "") + (element.textContent ?? "");
      return;
    }
    const space = styleOf(element, "white-space");
    const keepsLines = space === "" ? keptLines || tag === "pre" : space.startsWith("pre");
    const level = headingLevel(element);
    if (level !== null) this.#heading(element, level, marks, depth);
    else if (tag === "ul" || tag === "ol" || tag === "menu" || tag === "dir")
      this.#block(this.#list(element, marks, depth));
    else if (tag === "li")
      this.#block({ kind: "list", ordered: false, start: 1, items: [this.#inner(element, marks, depth)] });
    else if (tag === "table") this.#table(element, depth);
    else if (tag === "blockquote" && !isIndent(element))
      this.#block({ kind: "quote", blocks: this.#inner(element, marks, depth) });
    else if (BLOCKS.has(tag) || tag === "blockquote") this.#paragraph(element, marks, depth, keepsLines);
    else this.#inline(element, marks, depth, keepsLines);
  }

  #inline(element: Element, marks: Marks, depth: number, keepsLines: boolean): void {
    const tag = element.localName;
    if (tag === "sup" || tag === "sub") {
      const text = element.textContent ?? "";
      if (text !== "" && shifted(text, tag) !== text) {
        this.#text(shifted(text, tag), marks, false);
        return;
      }
    }
    // A cell out of its table: the next one is another word.
    if (tag === "td" || tag === "th" || styleOf(element, "mso-tab-count") !== "")
      this.#text(" ", marks, false);
    this.children(element, this.#marks(element, marks), depth, keepsLines);
  }

  #marks(element: Element, marks: Marks): Marks {
    const tag = element.localName;
    const bold =
      weighs(styleOf(element, "font-weight")) ??
      (tag === "b" || tag === "strong" || this.#isBold(element) ? true : marks.bold);
    const slant = styleOf(element, "font-style");
    const italic =
      slant === "" ? tag === "i" || tag === "em" || marks.italic : /^(?:italic|oblique)/u.test(slant);
    let { link } = marks;
    const href = tag === "a" ? (element.getAttribute("href") ?? "").trim() : "";
    // A place in the same text has no address of its own.
    if (href !== "" && !href.startsWith("#")) {
      link = linkedTo(href);
      if (link === null) this.#into.leave("link");
    }
    return { bold, italic, link };
  }

  #isBold(element: Element): boolean {
    return this.#into.bold.size > 0 && [...element.classList].some((name) => this.#into.bold.has(name));
  }

  #block(block: Block): void {
    this.flush();
    this.blocks.push(block);
  }

  /** The blocks inside an element that holds blocks of its own. */
  #inner(element: Element, marks: Marks, depth: number): Block[] {
    const inner = new Reader(this.#into);
    inner.children(element, this.#marks(element, marks), depth, false);
    inner.flush();
    return inner.blocks;
  }

  #paragraph(element: Element, marks: Marks, depth: number, keepsLines: boolean): void {
    this.flush();
    const from = this.blocks.length;
    this.#mark = null;
    this.children(element, this.#marks(element, marks), depth, keepsLines);
    const list = listLevel(element, this.#mark);
    const mark = this.#mark;
    this.#mark = null;
    if (list === null) {
      this.flush();
      const last = this.blocks.at(-1);
      // In Word's style of lists but with no mark: it belongs to the item above it.
      if (/^MsoList/u.test(element.className) && last?.kind === "line" && this.blocks.length > from)
        last.continues = true;
      return;
    }
    const line = tidy(this.#line, this.#into.piece);
    this.#line = [];
    if (line.length > 0) this.blocks.push({ kind: "item", ...list, mark: (mark ?? "").trim(), line });
  }

  #heading(element: Element, level: number, marks: Marks, depth: number): void {
    this.flush();
    this.#mark = null;
    const inner = new Reader(this.#into);
    inner.children(element, marks, depth, false);
    // Its number, which Word counts by itself.
    const number = asWords(inner.#mark ?? "").trim();
    if (number !== "" && /\w/u.test(number)) inner.#line.unshift({ ...marks, text: `${number} ` });
    const line = tidy(inner.#line, this.#into.piece);
    inner.#line = [];
    // A heading that holds more than a line (a picture's frame, a table) is none.
    if (inner.blocks.length > 0) this.blocks.push(...inner.blocks);
    if (line.length > 0) this.blocks.push({ kind: "heading", level, line });
  }

  #list(list: Element, marks: Marks, depth: number): Block {
    const items: Block[][] = [];
    for (const child of list.childNodes) {
      const element = child.nodeType === Node.ELEMENT_NODE ? (child as Element) : null;
      if (element === null) {
        const text = child.nodeType === Node.TEXT_NODE ? asWords(child.nodeValue ?? "").trim() : "";
        if (text !== "") items.push([{ kind: "line", line: [{ ...marks, text }], continues: false }]);
        continue;
      }
      if (isHidden(element)) continue;
      const inner = new Reader(this.#into);
      if (element.localName === "li") inner.children(element, inner.#marks(element, marks), depth + 1, false);
      else inner.#element(element, marks, depth + 1, false);
      inner.flush();
      if (inner.blocks.length === 0) continue;
      // A list straight in a list goes under the item before it.
      const under = element.localName !== "li" && inner.blocks[0]?.kind === "list" ? items.at(-1) : undefined;
      if (under) under.push(...inner.blocks);
      else items.push(inner.blocks);
    }
    const start = Number.parseInt(list.getAttribute("start") ?? "1", 10);
    return { kind: "list", ordered: list.localName === "ol", start: Number.isNaN(start) ? 1 : start, items };
  }

  #table(table: Element, depth: number): void {
    this.flush();
    const { caption, rows } = tableParts(table);
    if (caption) this.#paragraph(caption, PLAIN, depth, false);
    const inCell = (cell: Element): Block[] => this.#inner(cell, PLAIN, depth + 3);
    if (isLayout(table, rows)) {
      if (table.querySelector("table") !== null) this.#into.leave("nested_table");
      for (const row of rows) for (const { cell } of row) this.blocks.push(...inCell(cell));
    } else {
      const block = readTable(rows, inCell);
      if (block === "too_long") this.#into.leave("too_long");
      else if (block !== null) this.blocks.push(block);
    }
  }
}

function headingLevel(element: Element): number | null {
  const named = /^h([1-6])$/u.exec(element.localName)?.[1];
  if (named !== undefined) return Number(named);
  if (element.getAttribute("role") === "heading")
    return Number(element.getAttribute("aria-level") ?? "2") || 2;
  return element.localName === "p" ? outlineLevel(element) : null;
}

/** What somebody noted beside the text. */
function isRemark(element: Element): boolean {
  return (
    /^comment/u.test(styleOf(element, "mso-element")) ||
    styleOf(element, "mso-special-character") === "comment" ||
    element.classList.contains("MsoCommentReference")
  );
}

/** Mail programs move a paragraph to the right by a quote without its line. */
function isIndent(quote: Element): boolean {
  return styleOf(quote, "border") === "none" || styleOf(quote, "border") === "medium none";
}
