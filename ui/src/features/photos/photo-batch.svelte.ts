/** Photos on their way into a field: one batch at a time, its progress, what was refused. */
import {
  call,
  on,
  sendBytes,
  type AddedPhotos,
  type PhotoProgress,
  type PhotoUse,
  type RefusedPhoto,
} from "$lib/ipc";
import { t } from "$lib/i18n";
import { toasts } from "$lib/state/toasts.svelte";
import type { OpenEditor } from "$features/editor/open-editor.svelte";

/** Between two looks at the report while photos come in. */
const REST_MS = 300;

export class PhotoBatch {
  readonly #editor: OpenEditor;
  readonly #field: string;
  progress = $state.raw<Pick<PhotoProgress, "done" | "total" | "name"> | null>(null);
  refused = $state.raw<RefusedPhoto[]>([]);
  #queue: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(editor: OpenEditor, field: string) {
    this.#editor = editor;
    this.#field = field;
  }

  /** Asks for files with the system's own window. */
  pick(): Promise<void> {
    return this.#run(() => call("photos_pick", { report: this.#editor.id, field: this.#field }));
  }

  /** Adds files, folders and ZIPs by their paths, as dropped on the window. */
  add(paths: string[]): Promise<void> {
    this.progress = { done: 0, total: paths.length, name: "" };
    return this.#run(() => call("photos_add", { report: this.#editor.id, field: this.#field, paths }));
  }

  /** Adds pictures that are in no file, one after another. */
  addPasted(pictures: readonly { name: string; picture: Blob }[]): Promise<void> {
    this.progress = { done: 0, total: pictures.length, name: "" };
    return this.#run(async () => {
      const refused: RefusedPhoto[] = [];
      let answer: AddedPhotos | null = null;
      this.#stopped = false;
      for (const [at, { name, picture }] of pictures.entries()) {
        if (this.#stopped) break;
        const args = { report: this.#editor.id, field: this.#field, name };
        const one = await sendBytes("photo_add_bytes", args, new Uint8Array(await picture.arrayBuffer()));
        refused.push(...one.refused);
        answer = one;
        this.progress = { done: at + 1, total: pictures.length, name };
      }
      return answer === null ? null : { ...answer, refused };
    });
  }

  /** Adds what is left of the refused photos whose end is missing. */
  addPartial(): Promise<void> {
    const pictures = this.refused.flatMap((one) => one.partial ?? []);
    this.refused = this.refused.filter((one) => one.partial === null);
    const args = { report: this.#editor.id, field: this.#field, pictures };
    return this.#run(() => call("photos_add_partial", args));
  }

  /** Stops the batch; what is in the report already stays. */
  async cancel(): Promise<void> {
    this.#stopped = true;
    await call("photos_cancel", { report: this.#editor.id, field: this.#field });
  }

  dismiss(): void {
    this.refused = [];
  }

  /** Batches wait for each other. */
  #run(start: () => Promise<AddedPhotos | null>): Promise<void> {
    const next = this.#queue.then(() => this.#take(start));
    this.#queue = next;
    return next;
  }

  async #take(start: () => Promise<AddedPhotos | null>): Promise<void> {
    let [resting, more, ended] = [false, false, false];
    // A photo is in the report as soon as it is taken in; it is shown without waiting for the rest, and those that come right
    // after it are shown at once: who types meanwhile must not feel each of fifty.
    const show = (): void => {
      more = resting;
      if (resting) return;
      resting = true;
      void this.#editor.read().finally(() =>
        setTimeout(() => {
          resting = false;
          if (more && !ended) show();
        }, REST_MS),
      );
    };
    const stop = on("photo_progress", ({ report, done, total, name, added }) => {
      if (report !== this.#editor.id) return;
      // Pasted pictures come to the program one by one.
      if (total > 1) this.progress = { done, total, name };
      if (added !== null) show();
    });
    try {
      const added = await start();
      if (added === null) return;
      const { refused, skipped, saved } = added;
      if (skipped > 0) toasts.say(t("photoIntake.skipped", { count: skipped }));
      if (refused.length > 0) this.refused = [...this.refused, ...refused];
      this.#editor.touched.add(this.#field);
      this.#editor.took(saved);
      await this.#editor.read();
    } catch (error) {
      toasts.fail(error);
      await this.#editor.read();
    } finally {
      stop();
      ended = true;
      this.progress = null;
    }
  }
}

const batches = new WeakMap<OpenEditor, Record<string, PhotoBatch>>();

/** The batch of a field: the field's own buttons and the page on which files are dropped share it. */
export function batchOf(editor: OpenEditor, field: string): PhotoBatch {
  const own = batches.get(editor) ?? {};
  batches.set(editor, own);
  return (own[field] ??= new PhotoBatch(editor, field));
}

/** The photos of a field's value; what is no photo is passed over. */
export function asPhotos(value: unknown): PhotoUse[] {
  if (!Array.isArray(value)) return [];
  return value.filter(
    (one: unknown): one is PhotoUse =>
      typeof one === "object" && one !== null && "photo" in one && typeof one.photo === "string",
  );
}
