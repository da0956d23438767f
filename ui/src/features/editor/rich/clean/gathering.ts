/** What is found in the markup on the way: pictures, what is left out, how it is to be read. */

export type Picture =
  | { kind: "data"; mime: string; bytes: Uint8Array; alt: string }
  /** Where it lies, if its markup says so; never fetched. */
  | { kind: "missing"; src: string };

export type LeftOutWhat =
  | "remote_picture"
  | "local_picture"
  | "too_long"
  | "script"
  | "link"
  | "nested_table"
  | "deleted"
  | "comment"
  | "embedded";

export interface LeftOut {
  what: LeftOutWhat;
  count: number;
}

export class Gathering {
  readonly pictures: Picture[] = [];
  readonly #left = new Map<LeftOutWhat, number>();
  readonly #data: readonly string[];
  /** Classes that a style sheet makes bold. */
  readonly bold: ReadonlySet<string>;
  /** A piece of a line out of an editor like this one: the spaces at its ends belong to it. */
  readonly piece: boolean;

  constructor(data: readonly string[], bold: ReadonlySet<string>, piece: boolean) {
    this.#data = data;
    this.bold = bold;
    this.piece = piece;
  }

  leave(what: LeftOutWhat): void {
    this.#left.set(what, (this.#left.get(what) ?? 0) + 1);
  }

  get leftOut(): LeftOut[] {
    return [...this.#left].map(([what, count]) => ({ what, count }));
  }

  picture(image: Element): void {
    const src = (image.getAttribute("src") ?? "").trim();
    const side = (name: string): number => Number.parseInt(image.getAttribute(name) ?? "", 10);
    // A point that counts readers.
    if (side("width") <= 2 || side("height") <= 2 || src === "") return;
    const kept = /^zvitnyk-data:(\d+)$/u.exec(src)?.[1];
    const address = kept === undefined ? src : (this.#data[Number(kept)] ?? "");
    const read = kept === undefined ? null : readData(address);
    if (read) {
      this.pictures.push({ kind: "data", ...read, alt: (image.getAttribute("alt") ?? "").trim() });
      return;
    }
    this.pictures.push({ kind: "missing", src: kept === undefined ? src : "" });
    this.leave(/^(?:https?:)?\/\//iu.test(src) ? "remote_picture" : "local_picture");
  }
}

function readData(address: string): { mime: string; bytes: Uint8Array } | null {
  const comma = address.indexOf(",");
  const mime = address.slice("data:".length, address.indexOf(";")).toLowerCase();
  // A drawing is a document of its own, with scripts of its own.
  if (comma < 0 || mime.includes("svg")) return null;
  try {
    const text = atob(decodeURIComponent(address.slice(comma + 1)).replace(/\s/gu, ""));
    if (text === "") return null;
    return { mime, bytes: Uint8Array.from(text, (character) => character.charCodeAt(0)) };
  } catch {
    return null;
  }
}
