/** The keys of a formatted text and their words, for its buttons and for the list of keys. */
import type { Key } from "$lib/i18n";

export type RichKey = "h2" | "h3" | "bold" | "italic" | "ul" | "ol" | "quote" | "link" | "undo" | "redo";

export const RICH_KEYS: Readonly<Record<RichKey, { keys: string; word: Key }>> = {
  h2: { keys: "Ctrl+Alt+2", word: "editor.rich.h2" },
  h3: { keys: "Ctrl+Alt+3", word: "editor.rich.h3" },
  bold: { keys: "Ctrl+B", word: "editor.rich.bold" },
  italic: { keys: "Ctrl+I", word: "editor.rich.italic" },
  ul: { keys: "Ctrl+Shift+8", word: "editor.rich.ul" },
  ol: { keys: "Ctrl+Shift+7", word: "editor.rich.ol" },
  quote: { keys: "Ctrl+Shift+B", word: "editor.rich.quote" },
  link: { keys: "Ctrl+L", word: "editor.rich.link" },
  undo: { keys: "Ctrl+Z", word: "editor.rich.undo" },
  redo: { keys: "Ctrl+Y", word: "editor.rich.redo" },
};
