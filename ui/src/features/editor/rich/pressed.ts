/** What stands under the caret, for the buttons above the text. */
import type { Editor } from "@tiptap/core";

export interface Pressed {
  bold: boolean;
  italic: boolean;
  h2: boolean;
  h3: boolean;
  ul: boolean;
  ol: boolean;
  quote: boolean;
  /** Address of the link, or null. */
  link: string | null;
  /** The caret is in a table. */
  table: boolean;
  canUndo: boolean;
  canRedo: boolean;
}

export function readPressed(editor: Editor): Pressed {
  const href: unknown = editor.getAttributes("link")["href"];
  const at = (name: string, attributes?: Record<string, unknown>): boolean =>
    editor.isActive(name, attributes);
  return {
    bold: at("bold"),
    italic: at("italic"),
    h2: at("heading", { level: 2 }),
    h3: at("heading", { level: 3 }),
    ul: at("bulletList"),
    ol: at("orderedList"),
    quote: at("blockquote"),
    link: typeof href === "string" ? href : null,
    table: at("table"),
    canUndo: editor.can().undo(),
    canRedo: editor.can().redo(),
  };
}

/** Before the caret was first put into the text: it has a place, but nobody chose it. */
export const NOTHING_PRESSED: Pressed = {
  bold: false,
  italic: false,
  h2: false,
  h3: false,
  ul: false,
  ol: false,
  quote: false,
  link: null,
  table: false,
  canUndo: false,
  canRedo: false,
};
