/** What the page in the frame says to the window: see src-tauri/src/protocols/preview.js. */
export type Told =
  /** Escape was pressed in it. */
  | "escape"
  /** A link was pressed that leads to another page of the portal, which is not here. */
  | "inside"
  /** A link of the web, a letter or a telephone number was pressed. */
  | { address: string };

const OUTSIDE = new Set(["http:", "https:", "mailto:", "tel:"]);

/** Reads a message; null for what the page never says. */
export function toldByPage(message: unknown): Told | null {
  if (typeof message !== "object" || message === null || !("preview" in message)) return null;
  if (message.preview === "escape") return "escape";
  if (message.preview !== "link" || !("href" in message) || typeof message.href !== "string") return null;
  if (!URL.canParse(message.href)) return null;
  const { protocol, host } = new URL(message.href);
  // On Windows the frame's own pages are at http://preview.localhost.
  if (host === "preview.localhost") return "inside";
  return OUTSIDE.has(protocol) ? { address: message.href } : "inside";
}
