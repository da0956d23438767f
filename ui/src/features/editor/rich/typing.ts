/** {@link typographic} in formatted text. Backspace right after a replacement takes it back, as one undo does. */
import { Extension } from "@tiptap/core";
import { closeHistory } from "@tiptap/pm/history";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { typographic } from "./typography";

const REPLACED = new PluginKey<boolean>("typography");

export const Typography = Extension.create({
  name: "typography",
  // Before the rules that make lists, and before Backspace deletes.
  priority: 1000,

  addKeyboardShortcuts() {
    return {
      Backspace: ({ editor }) => REPLACED.getState(editor.state) === true && editor.commands.undo(),
    };
  },

  addProseMirrorPlugins() {
    return [
      new Plugin<boolean>({
        key: REPLACED,
        state: {
          init: () => false,
          apply: (tr, replaced) =>
            tr.getMeta(REPLACED) === true || (replaced && !tr.docChanged && !tr.selectionSet),
        },
        props: {
          handleTextInput(view, from, to, typed) {
            const $from = view.state.doc.resolve(from);
            if (!$from.parent.isTextblock || $from.marks().some((mark) => mark.type.name === "link"))
              return false;
            const before = $from.parent.textBetween(0, $from.parentOffset, undefined, "\uFFFC");
            const made = typographic(before, typed);
            if (made === null) return false;
            view.dispatch(view.state.tr.insertText(typed, from, to).scrollIntoView());
            const end = from + typed.length;
            const replace = view.state.tr.insertText(made.put, from - made.cut, end);
            view.dispatch(closeHistory(replace).setMeta(REPLACED, true).scrollIntoView());
            return true;
          },
        },
      }),
    ];
  },
});
