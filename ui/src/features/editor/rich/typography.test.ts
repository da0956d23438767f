import { Editor } from "@tiptap/core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { richExtensions } from "./schema";
import { typographic } from "./typography";
import { writing } from "./writing";

/** Types with nothing but the rules. */
function typed(text: string): string {
  let shown = "";
  for (const character of text) {
    const made = typographic(shown, character);
    shown = made ? shown.slice(0, shown.length - made.cut) + made.put : shown + character;
  }
  return shown;
}

describe("what is typed becomes", () => {
  it.each([
    ['Журнал "Наше місто"', "Журнал «Наше місто»"],
    ['"Газета "Пульс" писала"', "«Газета „Пульс“ писала»"],
    ['("так")', "(«так»)"],
    ["об'єкт, п'ять, Прип'ять", "об’єкт, п’ять, Прип’ять"],
    ["Київ - столиця", "Київ – столиця"],
    ["2025--2026", "2025–2026"],
    ["далі буде...", "далі буде…"],
    ["діагональ 32\" і 5'", "діагональ 32\" і 5'"],
    ["- пункт", "- пункт"],
    ["https://kr.gov.ua/a--b...", "https://kr.gov.ua/a--b..."],
    ["o'neil@kr--x.ua", "o’neil@kr--x.ua"],
    ["---", "–-"],
  ])("%s → %s", (text, shown) => {
    expect(typed(text)).toBe(shown);
  });
});

describe("in formatted text", () => {
  let editor: Editor;
  beforeEach(() => {
    const element = document.createElement("div");
    document.body.append(element);
    editor = new Editor({ element, extensions: richExtensions(), injectCSS: false });
  });
  afterEach(() => {
    editor.destroy();
  });

  const type = (text: string): void => {
    for (const character of text) {
      const { view } = editor;
      const { from, to } = view.state.selection;
      const handled = view.someProp("handleTextInput", (handle) =>
        handle(view, from, to, character, () => view.state.tr.insertText(character, from, to)),
      );
      if (handled !== true) view.dispatch(view.state.tr.insertText(character, from, to));
    }
  };

  it("quotes, apostrophes and dashes are put as one types", () => {
    type('Об\'єкт "Школа" - готово');
    expect(editor.getText()).toBe("Об’єкт «Школа» – готово");
  });

  it("one undo takes back the replacement alone", () => {
    type("об'");
    expect(editor.getText()).toBe("об’");
    editor.commands.undo();
    expect(editor.getText()).toBe("об'");
  });

  it("Backspace takes back the replacement, the next one deletes", () => {
    type("Київ -- ");
    type("п'");
    editor.commands.keyboardShortcut("Backspace");
    expect(editor.getText()).toBe("Київ – п'");
  });

  it("in a link nothing is replaced", () => {
    editor.commands.setContent('<p><a href="https://kr.gov.ua/">kr</a></p>');
    editor.commands.setTextSelection(2);
    type("'");
    expect(editor.getText()).toBe("k'r");
  });
});

describe("in a plain field", () => {
  let box: HTMLInputElement;
  let stop: () => void;
  beforeEach(() => {
    box = document.createElement("input");
    document.body.append(box);
    stop = writing(box);
  });
  afterEach(() => {
    stop();
    vi.restoreAllMocks();
  });

  function type(text: string): void {
    for (const data of text) {
      const init = { inputType: "insertText", data, bubbles: true, cancelable: true };
      box.dispatchEvent(new InputEvent("beforeinput", init));
      const at = box.selectionStart ?? box.value.length;
      box.value = box.value.slice(0, at) + data + box.value.slice(box.selectionEnd ?? at);
      box.setSelectionRange(at + 1, at + 1);
      box.dispatchEvent(new InputEvent("input", init));
    }
  }
  const press = (code: string, more: KeyboardEventInit = {}): boolean =>
    box.dispatchEvent(new KeyboardEvent("keydown", { code, cancelable: true, ...more }));

  it("quotes and apostrophes are put and told to the field", () => {
    const heard = vi.fn();
    box.addEventListener("input", heard);
    type('"П\'ять"');
    expect(box.value).toBe("«П’ять»");
    expect(heard).toHaveBeenCalled();
    expect(box.selectionStart).toBe(7);
  });

  it("undo takes back the replacement first, then the words, and redo puts them again", () => {
    type("об'");
    expect(box.value).toBe("об’");
    press("KeyZ", { ctrlKey: true });
    expect(box.value).toBe("об'");
    press("KeyZ", { ctrlKey: true });
    expect(box.value).toBe("");
    press("KeyY", { ctrlKey: true });
    press("KeyY", { ctrlKey: true });
    expect(box.value).toBe("об’");
  });

  it("Backspace right after a replacement takes it back", () => {
    type("об'");
    expect(press("Backspace")).toBe(false);
    expect(box.value).toBe("об'");
    expect(press("Backspace")).toBe(true);
  });

  it("Backspace after the caret was moved deletes, as ever", () => {
    type("об'");
    press("ArrowLeft");
    box.setSelectionRange(2, 2);
    expect(press("Backspace")).toBe(true);
    expect(box.value).toBe("об’");
  });

  it("each field has its own steps, whatever was typed elsewhere", () => {
    type("перше");
    const other = document.createElement("textarea");
    const stopOther = writing(other);
    other.value = "інше";
    other.dispatchEvent(new InputEvent("input", { inputType: "insertText", data: "е" }));
    press("KeyZ", { ctrlKey: true });
    expect(box.value).toBe("");
    expect(other.value).toBe("інше");
    stopOther();
  });

  it("a value from outside is a step of its own", () => {
    type("а");
    box.value = "з порталу";
    box.setSelectionRange(9, 9);
    type("!");
    press("KeyZ", { ctrlKey: true });
    expect(box.value).toBe("з порталу");
  });
});
