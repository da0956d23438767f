import { Editor } from "@tiptap/core";
import { describe, expect, it } from "vitest";
import { keysApart } from "$lib/keys";
import { OpenEditor } from "../open-editor.svelte";
import { RICH_KEYS, type RichKey } from "./keys";
import { pasting } from "./paste";
import { richExtensions } from "./schema";

function press(editor: Editor, keys: string): void {
  const held = keysApart(keys);
  const key = held.at(-1) ?? "";
  const init = {
    key: key.toLowerCase(),
    code: /\d/u.test(key) ? `Digit${key}` : `Key${key}`,
    keyCode: key.charCodeAt(0),
    ctrlKey: held.includes("Ctrl"),
    altKey: held.includes("Alt"),
    shiftKey: held.includes("Shift"),
    bubbles: true,
    cancelable: true,
  };
  editor.view.dom.dispatchEvent(new KeyboardEvent("keydown", init));
}

const MADE = {
  h2: "<h2>слово</h2>",
  h3: "<h3>слово</h3>",
  bold: "<p><strong>слово</strong></p>",
  italic: "<p><em>слово</em></p>",
  ul: "<ul><li><p>слово</p></li></ul>",
  ol: "<ol><li><p>слово</p></li></ol>",
  quote: "<blockquote><p>слово</p></blockquote>",
} satisfies Partial<Record<RichKey, string>>;

describe("the keys that are shown are the keys that work", () => {
  const text = (): Editor =>
    new Editor({ extensions: richExtensions(), content: "<p>слово</p>", injectCSS: false });

  it.each(Object.entries(MADE))("%s", (id, made) => {
    const editor = text();
    editor.commands.selectAll();
    press(editor, RICH_KEYS[id as RichKey].keys);
    expect(editor.getHTML()).toBe(made);
    editor.destroy();
  });

  it("Ctrl+Enter is the report's: the text gets no break, and the window hears of the key", () => {
    const schema = text().schema;
    const editor = new Editor({
      extensions: richExtensions(),
      content: "<p>слово</p>",
      injectCSS: false,
      editorProps: pasting(schema, new OpenEditor("0190a000-0000-7000-8000-000000000001")),
    });
    document.body.append(editor.view.dom);
    editor.commands.focus("end");
    const heard: boolean[] = [];
    const hear = (event: KeyboardEvent): void => void heard.push(event.defaultPrevented);
    window.addEventListener("keydown", hear);
    for (const held of [{ ctrlKey: true }, { metaKey: true }]) {
      editor.view.dom.dispatchEvent(
        new KeyboardEvent("keydown", {
          key: "Enter",
          code: "Enter",
          keyCode: 13,
          bubbles: true,
          cancelable: true,
          ...held,
        }),
      );
    }
    window.removeEventListener("keydown", hear);
    expect(editor.getHTML()).toBe("<p>слово</p>");
    expect(heard).toEqual([false, false]);
    editor.destroy();
  });

  it("undo and redo", () => {
    const editor = text();
    editor.commands.selectAll();
    editor.commands.toggleBold();
    press(editor, RICH_KEYS.undo.keys);
    expect(editor.getHTML()).toBe("<p>слово</p>");
    press(editor, RICH_KEYS.redo.keys);
    expect(editor.getHTML()).toBe(MADE.bold);
    editor.destroy();
  });
});
