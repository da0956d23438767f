/** Text without any format, as messengers give it → the elements of {@link clean}: paragraphs, lists, links. */
import { linkedTo } from "./clean/address";
import { asWords } from "./clean/lines";
import { linkAddress } from "./schema";

const LINK = /\bhttps?:\/\/[^\s<>"«»]+/giu;
const BULLET = /^\s*[-–—•·*]\s+(?=\S)/u;
const NUMBER = /^\s*(\d{1,3})[.)]\s+(?=\S)/u;

export function fromPlainText(text: string): string {
  const lines = text.replace(/\r\n?/gu, "\n").split("\n");
  const html: string[] = [];
  let paragraph: string[] = [];
  const flush = (): void => {
    if (paragraph.length > 0) html.push(`<p>${paragraph.join("<br>")}</p>`);
    paragraph = [];
  };
  for (let at = 0; at < lines.length;) {
    const list = listAt(lines, at);
    const line = lines[at] ?? "";
    if (list !== null) {
      flush();
      html.push(list.html);
      at += list.lines;
      continue;
    }
    if (line.trim() === "") flush();
    else paragraph.push(words(lines.length === 1 ? line : line.trim()));
    at += 1;
  }
  flush();
  return html.join("");
}

/** Two lines or more that begin with a mark, or with 1, 2 and so on. */
function listAt(lines: readonly string[], at: number): { html: string; lines: number } | null {
  for (const [tag, mark] of [
    ["ul", BULLET],
    ["ol", NUMBER],
  ] as const) {
    const items: string[] = [];
    for (let line = lines[at]; line !== undefined; line = lines[at + items.length]) {
      const found = mark.exec(line);
      if (!found || (tag === "ol" && Number(found[1]) !== items.length + 1)) break;
      items.push(`<li><p>${words(line.slice(found[0].length).trim())}</p></li>`);
    }
    if (items.length > 1) return { html: `<${tag}>${items.join("")}</${tag}>`, lines: items.length };
  }
  return null;
}

function words(line: string): string {
  const parts: string[] = [];
  let from = 0;
  for (const found of line.matchAll(LINK)) {
    const [address] = found;
    // The end of the sentence is not the address's.
    const shown = address.replace(/[.,;:!?…)\]]+$/u, "");
    const href = linkedTo(shown);
    if (href === null) continue;
    const text = linkAddress(shown) === href ? shown : href;
    parts.push(escaped(line.slice(from, found.index)), `<a href="${escaped(href)}">${escaped(text)}</a>`);
    from = found.index + shown.length;
  }
  parts.push(escaped(line.slice(from)));
  return parts.join("");
}

function escaped(text: string): string {
  return asWords(text).replace(/[&<>"]/gu, (character) => `&#${String(character.charCodeAt(0))};`);
}
