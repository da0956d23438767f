/**
 * A converted document as a person would describe it: its title, its parts each under a heading, the pictures with what
 * is written under them, and what a report cannot take.
 */
import { clean, type LeftOut as CleanLeftOut } from "$features/editor/rich/clean";
import { toRich } from "$features/editor/rich/to-rich";
import type { Besides } from "$lib/ipc";
import type { Converted, ConvertedPicture } from "./convert";
import { sameWords } from "./words";

/** A node of formatted text, as far as it is looked into here. */
export interface RichNode {
  type: string;
  attrs?: Record<string, unknown>;
  content?: RichNode[];
  text?: string;
}

/** A part of the document, from a heading to the next. */
export interface Part {
  /** Null before the first heading. */
  heading: string | null;
  /** Its text; the heading is the first node. */
  content: RichNode[];
}

export interface Found extends ConvertedPicture {
  caption: string;
}

export type Left =
  keyof Besides | CleanLeftOut["what"] | "contents" | "strike" | "vector_picture" | "outside_picture";

export interface LeftOut {
  what: Left;
  count: number;
}

export interface Paper {
  title: string;
  parts: Part[];
  pictures: Found[];
  leftOut: LeftOut[];
}

/** What is known of a file besides its converted text. */
export interface About {
  /** The file's name. */
  name: string;
  /** The title in its properties. */
  title: string | null;
  besides: Besides;
}

/** Formats that become photos; the others are drawings that only Office can draw. */
const PHOTOS = new Set(["image/jpeg", "image/png", "image/gif", "image/tiff", "image/bmp", "image/webp"]);
const HEADING = /^h[1-6]$/u;
const MOST_TITLE = 200;

/** Reads a converted document. `labels`: names of form fields; a short line that says just one of them is a heading. */
export async function readPaper(
  converted: Converted,
  about: About,
  labels: readonly string[],
  stopped: AbortSignal,
): Promise<Paper> {
  const page = new DOMParser().parseFromString(converted.html, "text/html");
  const left = new Map<Left, number>();
  const leave = (what: Left, count = 1): void => {
    if (count > 0) left.set(what, (left.get(what) ?? 0) + count);
  };
  for (const [what, count] of Object.entries(about.besides)) leave(what as Left, count);
  leave("outside_picture", converted.outside);
  leave("contents", page.querySelectorAll("p.contents").length > 0 ? 1 : 0);
  page.querySelectorAll("p.contents").forEach((line) => line.remove());
  leave("strike", page.querySelectorAll("s").length);
  withoutAnchors(page);
  const pictures = takePictures(page, converted, leave);
  const title = takeTitle(page, about, labels);
  const parts: Part[] = [];
  for (const { heading, html } of split(page, labels)) {
    const { html: kept, leftOut } = clean(html);
    for (const { what, count } of leftOut) leave(what, count);
    const { doc } = toRich(kept);
    const content = (doc as RichNode).content ?? [];
    if (content.some(hasText)) parts.push({ heading, content });
    // The window draws and answers between the parts of a long document.
    await new Promise((next) => setTimeout(next));
    stopped.throwIfAborted();
  }
  return { title, parts, pictures, leftOut: [...left].map(([what, count]) => ({ what, count })) };
}

/** Links within the document lead nowhere in a report; notes at its end keep their numbers. */
function withoutAnchors(page: Document): void {
  page.querySelectorAll('li[id^="footnote-"], li[id^="endnote-"]').forEach((note, index) => {
    note.querySelectorAll('a[href^="#"]').forEach((back) => back.remove());
    const line = page.createElement("p");
    line.textContent = `[${String(index + 1)}] ${note.textContent.trim()}`;
    const list = note.parentElement;
    note.remove();
    list?.before(line);
    if (list?.childElementCount === 0) list.remove();
  });
  page
    .querySelectorAll('a:not([href]), a[href^="#"]')
    .forEach((link) => link.replaceWith(...link.childNodes));
}

/** Takes the pictures out of the text, and what is written under them. */
function takePictures(page: Document, converted: Converted, leave: (what: Left) => void): Found[] {
  const found: Found[] = [];
  for (const image of page.querySelectorAll("img")) {
    const picture = converted.pictures[Number(/^picture:(\d+)$/u.exec(image.getAttribute("src") ?? "")?.[1])];
    const line = image.closest("p");
    const alt = (image.getAttribute("alt") ?? "").trim();
    image.remove();
    if (picture === undefined) continue;
    if (!PHOTOS.has(picture.mime)) {
      leave("vector_picture");
      continue;
    }
    const caption = line === null ? "" : takeCaption(line);
    if (found.some(({ bytes }) => same(bytes, picture.bytes))) continue;
    found.push({ ...picture, caption: caption === "" && !madeByProgram(alt) ? alt : caption });
  }
  return found;
}

/** A picture that stands in the text twice is one photo. */
function same(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

/** The words under a picture: in its own paragraph, or in the next one if that is a caption. */
function takeCaption(line: Element): string {
  const under = line.textContent.trim() === "" ? line.nextElementSibling : line;
  if (under === null || under.querySelector("img") !== null) return "";
  const said = under.textContent.trim();
  const written = /^(?:рис|мал|фото|зобр|figure|fig|photo)[а-яіїєa-z]*\.?\s*(?:№\s*)?\d*[.:–—-]?\s*/iu;
  if (under.classList.contains("caption")) {
    under.remove();
    return said;
  }
  if (under !== line && said.length <= MOST_TITLE && written.test(said)) {
    under.remove();
    return said.replace(written, "");
  }
  return "";
}

function madeByProgram(alt: string): boolean {
  return /автоматичн|automatically generated|автоматически|\.(?:jpe?g|png|gif|tiff?|bmp)$/iu.test(alt);
}

/** The title, taken out of the text: its own style, or the one heading that stands over everything. */
function takeTitle(page: Document, about: About, labels: readonly string[]): string {
  const styled = [...page.querySelectorAll("h1.title")];
  const words = oneLine(styled.map((line) => line.textContent).join(" "));
  if (words !== "") {
    styled.forEach((line) => line.remove());
    return words;
  }
  const first = page.body.querySelector("h1, h2, h3");
  const said = oneLine(first?.textContent ?? "");
  const over = first !== null && page.body.querySelectorAll(first.localName).length === 1;
  if (first !== null && over && said !== "" && !isLabel(said, labels) && before(page, first).trim() === "") {
    first.remove();
    return said;
  }
  return oneLine(about.title ?? "") || oneLine(about.name.replace(/\.[^.]*$/u, "").replaceAll("_", " "));
}

function before(page: Document, element: Element): string {
  const range = page.createRange();
  range.setStart(page.body, 0);
  range.setEndBefore(element);
  return range.toString();
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, " ").trim().slice(0, MOST_TITLE);
}

function isLabel(text: string, labels: readonly string[]): boolean {
  return labels.some((label) => sameWords(label, text));
}

/** Cuts the text at its highest headings and at lines that say the name of a field. */
function split(page: Document, labels: readonly string[]): { heading: string | null; html: string }[] {
  const top = ["h1", "h2", "h3", "h4", "h5", "h6"].find(
    (name) => page.body.querySelector(`:scope > ${name}`) !== null,
  );
  const parts = [{ heading: null as string | null, html: "" }];
  for (const block of page.body.children) {
    const lead = leadOf(block, labels);
    if (lead !== null) {
      parts.push({ heading: oneLine(lead.textContent), html: lead.outerHTML });
      lead.remove();
    }
    const named =
      (HEADING.test(block.localName) || block.localName === "p") && isLabel(block.textContent, labels);
    if (block.localName === top || named) parts.push({ heading: oneLine(block.textContent), html: "" });
    const part = parts.at(-1);
    if (part !== undefined) part.html += block.outerHTML;
  }
  return parts;
}

/** «**Проблема:** тріщини в опорах»: the name of a field before its text, taken out of the line as a heading. */
function leadOf(block: Element, labels: readonly string[]): Element | null {
  const bold = block.firstElementChild;
  if (block.localName !== "p" || bold?.localName !== "strong" || bold !== block.firstChild) return null;
  const rest = bold.nextSibling;
  if (rest === null || !isLabel(bold.textContent, labels)) return null;
  if (rest.nodeType === Node.TEXT_NODE)
    rest.textContent = (rest.textContent ?? "").replace(/^[\s.:–—-]+/u, "");
  const heading = block.ownerDocument.createElement("h2");
  heading.textContent = bold.textContent.replace(/[\s.:–—-]+$/u, "");
  bold.replaceWith(heading);
  return heading;
}

export function hasText(node: RichNode): boolean {
  return (node.text ?? "").trim() !== "" || (node.content ?? []).some(hasText);
}
