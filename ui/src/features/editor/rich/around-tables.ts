/** A way out of a table that begins or ends the text: the arrow keys, and a press under it, make a line there. */
import { Extension, type Editor } from "@tiptap/core";
import { Plugin, TextSelection } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";

type Side = "up" | "down";

export const AroundTables = Extension.create({
  name: "aroundTables",
  // Before the arrows of tables.
  priority: 1000,

  addKeyboardShortcuts() {
    const step =
      (side: Side) =>
      ({ editor }: { editor: Editor }) =>
        stepOut(editor.view, side);
    return { ArrowUp: step("up"), ArrowDown: step("down") };
  },

  addProseMirrorPlugins() {
    return [
      new Plugin({
        props: {
          handleDOMEvents: {
            mousedown(view, event) {
              const last = view.dom.lastElementChild;
              const under = last !== null && event.clientY > last.getBoundingClientRect().bottom;
              if (!under || view.state.doc.lastChild?.type.name !== "table") return false;
              event.preventDefault();
              view.focus();
              return addLine(view, "down");
            },
          },
        },
      }),
    ];
  },
});

function stepOut(view: EditorView, side: Side): boolean {
  const { doc, selection } = view.state;
  const { $head, empty } = selection;
  const table = side === "up" ? doc.firstChild : doc.lastChild;
  if (!empty || table?.type.name !== "table" || $head.depth < 3 || $head.node(1) !== table) return false;
  const row = $head.index(1);
  const outermost = row === (side === "up" ? 0 : table.childCount - 1);
  return outermost && view.endOfTextblock(side) && addLine(view, side);
}

function addLine(view: EditorView, side: Side): true {
  const { doc, schema, tr } = view.state;
  const at = side === "up" ? 0 : doc.content.size;
  const line = schema.nodes["paragraph"]?.create();
  if (line) tr.insert(at, line).setSelection(TextSelection.create(tr.doc, at + 1));
  view.dispatch(tr.scrollIntoView());
  return true;
}
