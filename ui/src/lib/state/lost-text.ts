/** What stood on the screen and did not reach the disk, as text that a person can read, copy and paste elsewhere. */
import type { Field } from "$lib/ipc";

/** One report's texts, each under the name of its field. */
export type LostText = { report: string; fields: { name: string; text: string }[] };

type Node = Record<string, unknown>;
const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null;

const BLOCKS: ReadonlySet<unknown> = new Set(["paragraph", "heading", "tableRow", "codeBlock"]);

/** Formatted text without its formatting: a line a paragraph, cells of a row apart by tabs. */
function richText(node: unknown): string {
  if (!isNode(node)) return "";
  if (node["type"] === "text") return typeof node["text"] === "string" ? node["text"] : "";
  if (node["type"] === "hardBreak") return "\n";
  const parts = (Array.isArray(node["content"]) ? node["content"] : []).map(richText);
  if (node["type"] === "tableRow") return `${parts.map((part) => part.trim()).join("\t")}\n`;
  const text = parts.join("");
  return BLOCKS.has(node["type"]) ? `${text}\n` : text;
}

/** A value of any field: its words, row by row; what has none (photos) gives nothing. */
export function plain(kind: Field["kind"], value: unknown): string {
  if (kind === "photos" || kind === "file") return "";
  if (kind === "rich_text") return richText(value).trim();
  if (Array.isArray(value)) return value.map((row) => plain(kind, row)).join("\n");
  if (isNode(value)) {
    return Object.values(value)
      .map((part) => plain(kind, part))
      .filter((part) => part !== "")
      .join(kind === "table" ? "\t" : ", ");
  }
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** All of it in one text for the clipboard. */
export function asText(lost: readonly LostText[]): string {
  return lost
    .map(({ report, fields }) =>
      [report, ...fields.map(({ name, text }) => `${name}:\n${text}`)].join("\n\n"),
    )
    .join("\n\n\n");
}
