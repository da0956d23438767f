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
  canUndo: boolean;
  canRedo: boolean;
}

export function readPressed(editor: Editor): Pressed {
  const href: unknown = editor.getAttributes("link")["href"];
  return {
    bold: editor.isActive("bold"),
    italic: editor.isActive("italic"),
    h2: editor.isActive("heading", { level: 2 }),
    h3: editor.isActive("heading", { level: 3 }),
    ul: editor.isActive("bulletList"),
    ol: editor.isActive("orderedList"),
    quote: editor.isActive("blockquote"),
    link: typeof href === "string" ? href : null,
    canUndo: editor.can().undo(),
    canRedo: editor.can().redo(),
  };
}
