/** Photos of a field made anew by what is done to them; what stood there before comes back by one press. */
import type { OpenEditor } from "$features/editor/open-editor.svelte";
import { refusalWords } from "$lib/errors";
import { t } from "$lib/i18n";
import { call, photoUrl, type Edit, type EditedPhoto, type PhotoId, type PhotoRecipe } from "$lib/ipc";
import { toasts } from "$lib/state/toasts.svelte";

/** What was put into a photo's place. */
export interface Exchange {
  old: PhotoId;
  new: PhotoId;
}

export class PhotoEdits {
  readonly #editor: OpenEditor;
  readonly #field: string;

  constructor(editor: OpenEditor, field: string) {
    this.#editor = editor;
    this.#field = field;
  }

  recipe(photo: PhotoId): Promise<PhotoRecipe> {
    return call("photo_recipe", { ...this.#of(), photo });
  }

  /** Makes a photo anew; null, and said, if it was refused. */
  async edit(photo: PhotoId, edit: Edit): Promise<Exchange | null> {
    return this.#taken(photo, await call("photo_edit", { ...this.#of(), photo, edit }));
  }

  /** Says that it is done, and offers to take it back. The same words each time: a later edit takes the earlier one's note away, and with it an undo that no longer fits. */
  done(exchanges: readonly Exchange[], focus: (on: PhotoId) => void): void {
    toasts.say(t("photoEditing.saved"), {
      label: t("photoEditing.putBack"),
      run: async () => {
        for (const { old, new: now } of exchanges.toReversed())
          this.#taken(now, await call("photo_replace", { ...this.#of(), photo: now, by: old }));
        const first = exchanges[0];
        if (first) focus(first.old);
      },
    });
  }

  #of(): { report: string; field: string } {
    return { report: this.#editor.id, field: this.#field };
  }

  #taken(old: PhotoId, answer: EditedPhoto): Exchange | null {
    if (answer.kind === "refused") {
      toasts.refuse({ title: t("photoEditing.refused"), todo: refusalWords(answer.reason) });
      return null;
    }
    this.#editor.setAttached(this.#field, answer.photos, answer.saved);
    return { old, new: answer.photo };
  }
}

/** The size of the picture that an edit of a photo begins from, as it is shown. */
export async function sourceSize(photo: PhotoId): Promise<{ width: number; height: number }> {
  const picture = new Image();
  picture.src = photoUrl(photo, "source");
  await picture.decode();
  return { width: picture.naturalWidth, height: picture.naturalHeight };
}
