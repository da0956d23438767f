/** Blocks → markup, within what reports may hold: how deep, what in what. */
import type { Block, Cell, Inline, Run } from "./model";

/** Deepest node of a text (crates/report, `rich`). */
const DEEPEST = 16;

export interface Written {
  html: string;
  /** Nodes of the document that it will be. */
  nodes: number;
}

export function write(blocks: readonly Block[]): Written {
  const writer = new Writer(Math.min(...headings(blocks)));
  writer.blocks(blocks, 2);
  return { html: writer.parts.join(""), nodes: writer.nodes };
}

function headings(blocks: readonly Block[]): number[] {
  return blocks.flatMap((block) => (block.kind === "heading" ? [block.level] : []));
}

class Writer {
  readonly parts: string[] = [];
  nodes = 1;
  /** The level of the outermost headings: they become the second, all below them the third. */
  readonly #top: number;

  constructor(top: number) {
    this.#top = top;
  }

  /** `depth` is that of the blocks' nodes, the document being 1. */
  blocks(blocks: readonly Block[], depth: number): void {
    for (const block of blocks) this.#block(block, depth);
  }

  #block(block: Block, depth: number): void {
    switch (block.kind) {
      case "heading":
        // Only the text itself has headings; in a list or a quote they are bold lines.
        if (depth > 2) this.#line("p", block.line.map(emboldened));
        else this.#line(block.level > this.#top ? "h3" : "h2", block.line.map(plain));
        return;
      case "line":
      case "item":
        this.#line("p", block.line);
        return;
      case "list":
        // The list, its item, its line, the words.
        if (depth + 3 > DEEPEST) for (const item of block.items) this.blocks(item, depth);
        else
          this.#element(block.ordered ? "ol" : "ul", () => {
            for (const item of block.items) this.#item(item, depth + 2);
          });
        return;
      case "quote":
        if (block.blocks.length === 0) return;
        if (depth > 2) this.blocks(block.blocks, depth);
        else
          this.#element("blockquote", () => {
            this.blocks(block.blocks, depth + 1);
          });
        return;
      case "table":
        // Only the text itself has tables.
        if (depth > 2) for (const cell of block.rows.flat()) this.blocks(cell.blocks, depth);
        else
          this.#element("table", () => {
            for (const row of block.rows)
              this.#element("tr", () => {
                for (const cell of row) this.#cell(cell, depth + 3);
              });
          });
    }
  }

  #item(blocks: readonly Block[], depth: number): void {
    this.#element("li", () => {
      const [first] = blocks;
      // An item begins with a line, whatever it holds.
      if (first === undefined || first.kind === "list") this.#line("p", []);
      this.blocks(blocks, depth);
    });
  }

  #cell(cell: Cell, depth: number): void {
    const spans = [
      cell.colspan > 1 ? ` colspan="${String(cell.colspan)}"` : "",
      cell.rowspan > 1 ? ` rowspan="${String(cell.rowspan)}"` : "",
    ].join("");
    this.#element(
      cell.header ? "th" : "td",
      () => {
        if (cell.blocks.length === 0) this.#line("p", []);
        else this.blocks(cell.blocks, depth);
      },
      spans,
    );
  }

  #line(tag: "p" | "h2" | "h3", line: readonly Inline[]): void {
    this.#element(tag, () => {
      for (const inline of line) this.#inline(inline);
    });
  }

  #inline(inline: Inline): void {
    this.nodes += 1;
    if (inline === "break") {
      this.parts.push("<br>");
      return;
    }
    let text = escaped(inline.text);
    if (inline.italic) text = `<em>${text}</em>`;
    if (inline.bold) text = `<strong>${text}</strong>`;
    if (inline.link !== null) text = `<a href="${escaped(inline.link)}">${text}</a>`;
    this.parts.push(text);
  }

  #element(tag: string, inside: () => void, attributes = ""): void {
    this.nodes += 1;
    this.parts.push(`<${tag}${attributes}>`);
    inside();
    this.parts.push(`</${tag}>`);
  }
}

function plain(inline: Inline): Inline {
  return inline === "break" ? inline : { ...inline, bold: false };
}

function emboldened(inline: Inline): Inline {
  return inline === "break" ? inline : ({ ...inline, bold: true } satisfies Run);
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/gu, (character) => `&#${String(character.charCodeAt(0))};`);
}
