/** One import of a document, from the choice of the file to the draft. */
import {
  asAppError,
  call,
  documentUrl,
  type DocumentAnswer,
  type DocumentRefusal,
  type Section,
} from "$lib/ipc";
import { go } from "$lib/router.svelte";
import { catalogue } from "$lib/state/catalogue.svelte";
import { reports } from "$lib/state/reports.svelte";
import { toasts } from "$lib/state/toasts.svelte";
import { t } from "$lib/i18n";
import { converting } from "./converting";
import {
  asValue,
  characters,
  compose,
  named,
  names,
  photosField,
  placed,
  textFields,
  type Place,
} from "./matching";
import { readPaper, type Found, type Paper } from "./paper";
import { addPhotos } from "./photos";

export type Stage =
  /** The system's own window asks for the file. */
  | { name: "asking" }
  | { name: "reading" }
  | { name: "refused"; reason: DocumentRefusal }
  | { name: "ready" }
  | { name: "creating"; done: number; total: number };

export class DocumentImport {
  stage = $state.raw<Stage>({ name: "asking" });
  /** The file's name. */
  file = $state("");
  paper = $state.raw<Paper | null>(null);
  title = $state("");
  section = $state.raw<Section | undefined>(undefined);
  places = $state.raw<Place[]>([]);
  taken = $state.raw<ReadonlySet<Found>>(new Set());

  /** Sections in which this person writes and whose form has a place for text. */
  readonly sections = $derived(catalogue.writable.filter((section) => textFields(section).length > 0));
  readonly fields = $derived(this.section === undefined ? [] : textFields(this.section));
  readonly photos = $derived(this.section === undefined ? undefined : photosField(this.section));
  readonly texts = $derived(
    this.fields.map((field) => {
      const content = compose(this.paper?.parts ?? [], this.places, field, this.fields);
      return { field, content, characters: characters(content) };
    }),
  );
  /** Pictures that become photos. */
  readonly chosen = $derived(
    this.photos === undefined
      ? []
      : (this.paper?.pictures ?? []).filter((picture) => this.taken.has(picture)),
  );

  readonly #close: () => void;
  #stop = new AbortController();

  constructor(close: () => void) {
    this.#close = close;
  }

  /** Asks for a file, or takes the one that was dropped. */
  async start(path?: string): Promise<void> {
    this.#stop.abort();
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    try {
      this.stage = { name: path === undefined ? "asking" : "reading" };
      this.file = path?.replace(/^.*[/\\]/u, "") ?? "";
      const answer = path === undefined ? await call("document_pick") : await call("document_open", { path });
      if (signal.aborted) return await forget(answer);
      if (answer === null) return this.#close();
      this.file = answer.name;
      if (answer.kind === "refused") this.stage = { name: "refused", reason: answer.reason };
      else await this.#read(answer, signal);
    } catch (error) {
      if (signal.aborted) return;
      toasts.fail(error);
      this.#close();
    }
  }

  /** Ends what is under way. A draft that is there already stays. */
  stop(): void {
    this.#stop.abort();
    if (this.stage.name !== "creating") this.#close();
  }

  choose(section: Section): void {
    this.section = section;
    this.places = placed(this.paper?.parts ?? [], this.fields);
  }

  put(part: number, place: Place): void {
    this.places = this.places.with(part, place);
  }

  take(picture: Found, taken: boolean): void {
    const next = new Set(this.taken);
    if (taken) next.add(picture);
    else next.delete(picture);
    this.taken = next;
  }

  async create(): Promise<void> {
    const { section, photos, chosen } = this;
    if (section === undefined || this.stage.name !== "ready") return;
    const { signal } = this.#stop;
    this.stage = { name: "creating", done: 0, total: chosen.length };
    try {
      const values = Object.fromEntries(
        this.texts.flatMap(({ field, content }) => {
          const value = asValue(content);
          return value === undefined ? [] : [[field.id, value]];
        }),
      );
      const row = await call("report_create", {
        section: section.id,
        from: { kind: "content", title: this.title.trim(), values },
      });
      reports.put(row);
      let missing = 0;
      if (photos !== undefined) {
        const progress = (done: number): void => {
          this.stage = { name: "creating", done, total: chosen.length };
        };
        missing = chosen.length - (await addPhotos(row.id, photos, chosen, signal, progress));
      }
      this.#close();
      await go({ screen: "editor", id: row.id });
      if (missing > 0) toasts.say(t("import.missing", { missing, total: chosen.length }));
    } catch (error) {
      toasts.fail(error);
      this.stage = { name: "ready" };
    }
  }

  async #read(opened: Extract<DocumentAnswer, { kind: "opened" }>, signal: AbortSignal): Promise<void> {
    this.stage = { name: "reading" };
    const bytes = await (await fetch(documentUrl(opened.token), { signal })).arrayBuffer();
    const converted = await converting(bytes, signal).catch((error: unknown) => {
      signal.throwIfAborted();
      return asAppError(error);
    });
    if ("code" in converted) {
      this.stage = { name: "refused", reason: { code: "damaged" } };
      return;
    }
    // The names of every form's text fields: then another section may be chosen without reading anew.
    const labels = this.sections.flatMap((section) => textFields(section).flatMap(names));
    const paper = await readPaper(converted, opened, [...new Set(labels)], signal);
    if (paper.parts.length === 0 && paper.pictures.length === 0) {
      this.stage = { name: "refused", reason: { code: "empty" } };
      return;
    }
    this.paper = paper;
    this.title = paper.title;
    this.taken = new Set(paper.pictures);
    const last = reports.recent.find((row) => !row.others)?.section;
    const first = this.#best(paper) ?? this.sections.find(({ id }) => id === last) ?? this.sections[0];
    if (first !== undefined) this.choose(first);
    this.stage = { name: "ready" };
  }

  /** The section with most fields that the document's headings name; none when they name none. */
  #best(paper: Paper): Section | undefined {
    const hits = (section: Section): number => {
      const fields = textFields(section);
      const places = new Set(paper.parts.map((part) => named(part, fields)?.id));
      places.delete(undefined);
      return places.size;
    };
    const best = this.sections.toSorted((a, b) => hits(b) - hits(a))[0];
    return best !== undefined && hits(best) > 0 ? best : undefined;
  }
}

/** Lets go of what was opened for nobody. */
async function forget(answer: DocumentAnswer | null): Promise<void> {
  if (answer?.kind === "opened") await call("document_close", { token: answer.token });
}
