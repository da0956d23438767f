/** Pasting: what is on the clipboard goes through {@link clean}; its pictures become photos of the report. */
import { DOMParser as Reader } from "@tiptap/pm/model";
import type { EditorProps, EditorView } from "@tiptap/pm/view";
import { batchOf } from "$features/photos/photo-batch.svelte";
import { t, type Key } from "$lib/i18n";
import { toasts } from "$lib/state/toasts.svelte";
import type { OpenEditor } from "../open-editor.svelte";
import { clean, type Cleaned, type LeftOut, type LeftOutWhat } from "./clean";
import { fromPlainText } from "./plain-text";
import { picturesOfRtf } from "./rtf-pictures";

/** Longer plain text is refused as markup is. */
const MOST_TEXT = 500_000;

/** How what was left out is told; what nobody misses is not. */
const TOLD: Partial<Record<LeftOutWhat, Key>> = {
  remote_picture: "editor.paste.remotePictures",
  local_picture: "editor.paste.localPictures",
  link: "editor.paste.links",
  nested_table: "editor.paste.nestedTables",
  deleted: "editor.paste.deleted",
  comment: "editor.paste.comments",
  embedded: "editor.paste.embedded",
};

/** Our own markup keeps every space: {@link clean} has put them right. */
class ExactReader extends Reader {
  override parseSlice(...[dom, options]: Parameters<Reader["parseSlice"]>): ReturnType<Reader["parseSlice"]> {
    return super.parseSlice(dom, { ...options, preserveWhitespace: true });
  }
}

export function pasting(schema: Reader["schema"], editor: OpenEditor): EditorProps {
  const known = Reader.fromSchema(schema);
  let ours = false;
  const put = (view: EditorView, html: string, event: ClipboardEvent): void => {
    ours = true;
    try {
      view.pasteHTML(html, event);
    } finally {
      ours = false;
    }
  };
  // Before the markup is read for the first time: what is read is told of and its pictures go their way only once.
  const paste = (view: EditorView, event: ClipboardEvent): boolean => {
    const data = event.clipboardData;
    if (data === null || !view.editable) return false;
    const markup = data.getData("text/html");
    const text = data.getData("text/plain");
    const files = imagesOf(data);
    const cleaned = markup.trim() === "" ? null : clean(markup);
    event.preventDefault();
    if (cleaned !== null && (cleaned.html !== "" || text.trim() === "" || isTooLong(cleaned))) {
      // A picture copied from a page is there twice: its address and itself.
      const besides = cleaned.html === "" ? files : besideMarkup(cleaned, data);
      const html = taken(cleaned, besides, editor);
      if (html !== "") put(view, html, event);
    } else if (text.length > MOST_TEXT) toasts.say(t("editor.paste.tooLong"));
    else if (text.trim() !== "") put(view, fromPlainText(text), event);
    else if (files.length > 0) addPictures(files, editor);
    return true;
  };
  return {
    clipboardParser: new ExactReader(schema, known.rules),
    // What is dragged in comes only this way.
    transformPastedHTML: (html) => (ours ? html : taken(clean(html), [], editor)),
    handleDOMEvents: {
      paste,
      // Ctrl+Enter is the report's, not a break of the line.
      keydown: (_view, event) => event.key === "Enter" && (event.ctrlKey || event.metaKey),
    },
  };
}

/** A picture pasted where no text takes it. Answers whether there was one. */
export function pastePictures(event: ClipboardEvent, editor: OpenEditor): boolean {
  const data = event.clipboardData;
  if (data === null || data.getData("text/plain").trim() !== "") return false;
  const files = imagesOf(data);
  return files.length > 0 && addPictures(files, editor);
}

/** The markup to put into the text; its pictures are on their way, what was left out is told. */
function taken(cleaned: Cleaned, besides: readonly Blob[], editor: OpenEditor): string {
  if (isTooLong(cleaned)) {
    toasts.say(t("editor.paste.tooLong"));
    return "";
  }
  const within = cleaned.pictures.flatMap((picture) =>
    picture.kind === "data" ? [new Blob([picture.bytes.slice()], { type: picture.mime })] : [],
  );
  const pictures = [...within, ...besides];
  if (pictures.length > 0) addPictures(pictures, editor);
  tell(cleaned.leftOut.filter(({ what }) => besides.length === 0 || !what.endsWith("_picture")));
  return cleaned.html;
}

/** The pictures of Word's that its markup only names. */
function besideMarkup({ leftOut }: Cleaned, data: DataTransfer): Blob[] {
  if (!leftOut.some(({ what }) => what === "local_picture")) return [];
  return picturesOfRtf(data.getData("text/rtf")).map(({ mime, bytes }) => new Blob([bytes], { type: mime }));
}

function isTooLong({ leftOut }: Cleaned): boolean {
  return leftOut.some(({ what }) => what === "too_long");
}

function tell(leftOut: readonly LeftOut[]): void {
  const told = leftOut.flatMap(({ what, count }) => {
    const key = TOLD[what];
    return key === undefined ? [] : [t(key, { count })];
  });
  if (told.length > 0) toasts.say(t("editor.paste.left", { what: told.join(", ") }));
}

function imagesOf(data: DataTransfer): File[] {
  return [...data.files].filter((file) => file.type.startsWith("image/"));
}

function addPictures(pictures: readonly Blob[], editor: OpenEditor): true {
  const fields = editor.form?.groups.flatMap((group) => group.fields) ?? [];
  const field = fields.find(({ kind }) => kind === "photos");
  if (field === undefined || !editor.editable) {
    toasts.say(t("editor.paste.noPhotos"));
    return true;
  }
  void batchOf(editor, field.id).addPasted(
    pictures.map((picture, at) => ({
      name: t("editor.paste.picture", { number: at + 1 }),
      picture,
    })),
  );
  return true;
}
