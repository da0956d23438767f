/**
 * Pictures of RTF. Word puts on the clipboard markup whose pictures lie in files that the window may not read, and beside
 * it the same text as RTF with the pictures in it.
 */

/** A picture's kind, then what describes it (words and groups), then its bytes in hexadecimal digits. */
const PICTURE = /\\(png|jpeg)blip(?:\\[a-z]+-?\d*|\{[^{}]{0,2000}\}|\s)*([0-9a-f][0-9a-f\s]*)\}/giu;

export function picturesOfRtf(rtf: string): { mime: string; bytes: Uint8Array<ArrayBuffer> }[] {
  return [...rtf.matchAll(PICTURE)].map(([, kind, digits]) => ({
    mime: kind?.toLowerCase() === "png" ? "image/png" : "image/jpeg",
    bytes: fromDigits((digits ?? "").replace(/\s/gu, "")),
  }));
}

function fromDigits(digits: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(digits.length >> 1);
  for (let at = 0; at < bytes.length; at += 1)
    bytes[at] = Number.parseInt(digits.slice(at * 2, at * 2 + 2), 16);
  return bytes;
}
