/**
 * Formatted text for reading: the document's nodes checked one by one, so that what is drawn is what reports may hold
 * and nothing else. No HTML is made of it on this side.
 */
import { linkAddress } from "../rich/schema";

export interface Run {
  text: string;
  bold: boolean;
  italic: boolean;
  link: string | null;
}

export type Inline = Run | "break";

export type Block =
  | { type: "paragraph"; line: Inline[] }
  | { type: "h2"; line: Inline[] }
  | { type: "h3"; line: Inline[] }
  | { type: "ul"; items: Block[][] }
  | { type: "ol"; items: Block[][] }
  | { type: "quote"; blocks: Block[] }
  | { type: "table"; rows: Cell[][] };

export interface Cell {
  header: boolean;
  colspan: number;
  rowspan: number;
  blocks: Block[];
}

const DEEPEST = 16;

interface Node {
  type?: unknown;
  text?: unknown;
  content?: unknown;
  marks?: unknown;
  attrs?: unknown;
}

function nodes(list: unknown): Node[] {
  return Array.isArray(list)
    ? list.filter((one: unknown): one is Node => typeof one === "object" && one !== null)
    : [];
}

function attribute(node: Node, name: string): unknown {
  const { attrs } = node;
  return typeof attrs === "object" && attrs !== null ? (attrs as Record<string, unknown>)[name] : undefined;
}

function run(node: Node): Run {
  const marks = nodes(node.marks);
  const link = marks.find((mark) => mark.type === "link");
  const href = link ? attribute(link, "href") : undefined;
  return {
    text: typeof node.text === "string" ? node.text : "",
    bold: marks.some((mark) => mark.type === "bold"),
    italic: marks.some((mark) => mark.type === "italic"),
    link: typeof href === "string" ? linkAddress(href) : null,
  };
}

function line(node: Node): Inline[] {
  return nodes(node.content).map((one) => (one.type === "hardBreak" ? "break" : run(one)));
}

function cells(row: Node, depth: number): Cell[] {
  const span = (cell: Node, name: string): number => {
    const value = attribute(cell, name);
    return typeof value === "number" && Number.isInteger(value) && value > 0 ? value : 1;
  };
  return nodes(row.content)
    .filter((cell) => cell.type === "tableCell" || cell.type === "tableHeader")
    .map((cell) => ({
      header: cell.type === "tableHeader",
      colspan: span(cell, "colspan"),
      rowspan: span(cell, "rowspan"),
      blocks: blocks(cell, depth),
    }));
}

/** The blocks of a document or of a node in it. */
export function blocks(of: unknown, depth = 0): Block[] {
  if (typeof of !== "object" || of === null || depth > DEEPEST) return [];
  return nodes((of as Node).content).flatMap((node): Block[] => {
    switch (node.type) {
      case "paragraph":
        return [{ type: "paragraph", line: line(node) }];
      case "heading":
        return [{ type: attribute(node, "level") === 3 ? "h3" : "h2", line: line(node) }];
      case "bulletList":
      case "orderedList":
        return [
          {
            type: node.type === "bulletList" ? "ul" : "ol",
            items: nodes(node.content).map((item) => blocks(item, depth + 2)),
          },
        ];
      case "blockquote":
        return [{ type: "quote", blocks: blocks(node, depth + 1) }];
      case "table":
        return [{ type: "table", rows: nodes(node.content).map((row) => cells(row, depth + 3)) }];
      default:
        return [];
    }
  });
}
