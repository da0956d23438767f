/** What the program noticed of a field's photos: said quietly, and never in the way of sending. */
import type { OpenEditor } from "$features/editor/open-editor.svelte";
import { t } from "$lib/i18n";
import { call, type PhotoHints } from "$lib/ipc";

export class FieldHints {
  readonly #editor: OpenEditor;
  readonly #field: string;
  #of = $state.raw<readonly PhotoHints[]>([]);
  #asked = 0;

  constructor(editor: OpenEditor, field: string) {
    this.#editor = editor;
    this.#field = field;
  }

  /** Looks again; an answer that a later one has overtaken is dropped. */
  async read(): Promise<void> {
    const asked = ++this.#asked;
    try {
      const hints = await call("photo_hints", { report: this.#editor.id, field: this.#field });
      if (asked === this.#asked) this.#of = hints;
    } catch {
      // Without hints one works as well: what is wrong with the file is said by what one does next.
      this.#of = [];
    }
  }

  of(photo: string): PhotoHints | undefined {
    return this.#of.find((one) => one.photo === photo);
  }

  /** How many photos something may be said of. */
  get count(): number {
    return this.#of.filter((one) => hintWords(one).length > 0).length;
  }
}

const all = new WeakMap<OpenEditor, Record<string, FieldHints>>();

/** The hints of a field: the field and the list of what is left to do share them. */
export function hintsOf(editor: OpenEditor, field: string): FieldHints {
  const own = all.get(editor) ?? {};
  all.set(editor, own);
  return (own[field] ??= new FieldHints(editor, field));
}

/** What may be said of a photo, the gravest first. */
export function hintWords(hints: PhotoHints | undefined): string[] {
  if (hints === undefined) return [];
  const { too_small, blurred, dark, same, published, far, outside_period } = hints;
  const twin = published[0];
  return [
    too_small === null ? "" : t("photoWork.hint.tooSmall", { pixels: too_small }),
    blurred ? t("photoWork.hint.blurred") : "",
    dark ? t("photoWork.hint.dark") : "",
    same.length > 0 ? t("photoWork.hint.same") : "",
    twin === undefined ? "" : t("photoWork.hint.published", { title: twin.title }),
    far === null ? "" : away(far),
    outside_period ? t("photoWork.hint.period") : "",
  ].filter((words) => words !== "");
}

function away(metres: number): string {
  return metres < 1000
    ? t("photoWork.hint.metres", { metres })
    : t("photoWork.hint.kilometres", { kilometres: Math.round(metres / 1000) });
}
