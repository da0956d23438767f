/**
 * Takes out of the markup what is large and says nothing of the text, before anything is built of it: pictures within
 * it, styles, scripts, hidden comments. Every pass is one walk over the characters, whatever they are.
 */

export interface Slim {
  /** What is left; null when it is still longer than allowed. */
  markup: string | null;
  /** The pictures' addresses: `zvitnyk-data:N` in the markup is the N-th. */
  data: string[];
  /** The style sheets. */
  styles: string;
}

/** Longer than any clipboard that a person could mean. */
const MOST_CHARACTERS = 200_000_000;
const DATA = /data:image\/[a-z0-9.+-]{1,30};base64,[A-Za-z0-9+/=\s%]*/giu;

export function slim(html: string, most: number): Slim {
  if (html.length > MOST_CHARACTERS) return { markup: null, data: [], styles: "" };
  const data: string[] = [];
  const light = html.replace(DATA, (address) => `zvitnyk-data:${String(data.push(address) - 1)}`);
  const styles: string[] = [];
  let markup = without(light, "<style", "</style", (style) => styles.push(style));
  markup = without(markup, "<script", "</script", () => {});
  // What Word hides from browsers; what it shows to them stays (`<!--[if !supportLists]-->` holds a list's mark).
  markup = without(markup, "<!--[if ", "<![endif]-->", () => {}, shownToBrowsers);
  return { markup: markup.length > most ? null : markup, data, styles: styles.join("\n") };
}

function shownToBrowsers(text: string, at: number): boolean {
  const end = text.indexOf("]", at);
  return end >= 0 && text.startsWith("]-->", end);
}

/** The text without what stands between an opening and the next closing mark. What is not closed stays. */
function without(
  text: string,
  open: string,
  close: string,
  took: (inner: string) => void,
  stays: (text: string, at: number) => boolean = () => false,
): string {
  const folded = asciiLower(text);
  const kept: string[] = [];
  let from = 0;
  let at = folded.indexOf(open);
  while (at >= 0) {
    if (stays(folded, at)) {
      at = folded.indexOf(open, at + open.length);
      continue;
    }
    const end = folded.indexOf(close, at + open.length);
    if (end < 0) break;
    kept.push(text.slice(from, at));
    took(text.slice(folded.indexOf(">", at) + 1, end));
    const closed = folded.indexOf(">", end + close.length - 1);
    from = closed < 0 ? text.length : closed + 1;
    at = folded.indexOf(open, from);
  }
  kept.push(text.slice(from));
  return kept.join("");
}

/** Lower case that keeps every position: `toLowerCase` makes two characters of some letters. */
function asciiLower(text: string): string {
  return text.replace(/[A-Z]+/gu, (letters) => letters.toLowerCase());
}
