/** One import of a document, from the choice of the file to the draft. */
import { SvelteSet } from "svelte/reactivity";
import { refusalWords } from "$lib/errors";
import { t } from "$lib/i18n";
import {
  call,
  documentUrl,
  type DocumentAnswer,
  type DocumentRefusal,
  type ReportId,
  type Section,
  type SectionId,
} from "$lib/ipc";
import { go } from "$lib/router.svelte";
import { catalogue } from "$lib/state/catalogue.svelte";
import { reports } from "$lib/state/reports.svelte";
import { toasts } from "$lib/state/toasts.svelte";
import type { ImportFrom } from ".";
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

type Opened = Extract<DocumentAnswer, { kind: "opened" }>;

export type Stage =
  /** The system's own window asks for the file. */
  | { name: "asking" }
  /** `share`: how far, from 0 to 1. */
  | { name: "reading"; share: number }
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
  /** The field that each part goes to. */
  places = $state.raw<Place[]>([]);
  /** The pictures that are ticked. */
  readonly taken = new SvelteSet<Found>();

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
  async start({ path, section }: ImportFrom): Promise<void> {
    this.#stop.abort();
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    try {
      this.stage = { name: "asking" };
      const file = path ?? (await call("document_pick"));
      if (file === null) return this.#close();
      this.file = file.replace(/^.*[/\\]/u, "");
      this.stage = { name: "reading", share: 0.05 };
      const answer = await call("document_open", { path: file });
      if (signal.aborted) return await forget(answer);
      this.file = answer.name;
      if (answer.kind === "refused") this.stage = { name: "refused", reason: answer.reason };
      else await this.#read(answer, section, signal);
    } catch (error) {
      if (signal.aborted) return;
      toasts.fail(error);
      this.#close();
    }
  }

  /** Asks for another file in place of the one that was refused. */
  another({ section }: ImportFrom): Promise<void> {
    return this.start(section === undefined ? {} : { section });
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
    if (taken) this.taken.add(picture);
    else this.taken.delete(picture);
  }

  async create(): Promise<void> {
    const { section, stage } = this;
    if (section === undefined || stage.name !== "ready") return;
    this.stage = { name: "creating", done: 0, total: this.chosen.length };
    let made: ReportId;
    try {
      const values = this.texts.flatMap(({ field, content }) => {
        const value = asValue(content);
        return value === undefined ? [] : [[field.id, value] as const];
      });
      const row = await call("report_create", {
        section: section.id,
        from: { kind: "content", title: this.title.trim(), values: Object.fromEntries(values) },
      });
      reports.put(row);
      made = row.id;
    } catch (error) {
      toasts.fail(error);
      this.stage = stage;
      return;
    }
    // The draft is there: whatever becomes of the photos, it is what is shown next, and no second one is made.
    const missing = await this.#addPhotos(made).catch((error: unknown) => {
      toasts.fail(error);
      return null;
    });
    this.#close();
    await go({ screen: "editor", id: made });
    if (missing !== null) toasts.say(missing);
  }

  /** Adds the chosen pictures. Answers what to say of those that were not added. */
  async #addPhotos(report: ReportId): Promise<string | null> {
    const { photos, chosen } = this;
    if (photos === undefined || chosen.length === 0) return null;
    const total = chosen.length;
    const progress = (done: number): void => {
      this.stage = { name: "creating", done, total };
    };
    const { count, refused } = await addPhotos(
      { report, field: photos },
      chosen,
      this.#stop.signal,
      progress,
    );
    if (count === total) return null;
    const reasons = distinct(refused.map(refusalWords)).join(" ");
    return t("import.missing", { missing: total - count, total, reasons }).trim();
  }

  async #read(opened: Opened, wanted: SectionId | undefined, signal: AbortSignal): Promise<void> {
    this.stage = { name: "reading", share: 0.25 };
    const bytes = await (await fetch(documentUrl(opened.token), { signal })).arrayBuffer();
    const converted = await converting(bytes, signal).catch(() => null);
    signal.throwIfAborted();
    if (converted === null) {
      this.stage = { name: "refused", reason: { code: "damaged" } };
      return;
    }
    this.stage = { name: "reading", share: 0.8 };
    // The names of every form's text fields: then another section may be chosen without reading anew.
    const labels = this.sections.flatMap((section) => textFields(section).flatMap(names));
    const paper = await readPaper(converted, opened, distinct(labels), signal);
    if (paper.parts.length === 0 && paper.pictures.length === 0) {
      this.stage = { name: "refused", reason: { code: "empty" } };
      return;
    }
    this.paper = paper;
    this.title = paper.title;
    this.taken.clear();
    for (const picture of paper.pictures) this.taken.add(picture);
    const of = (id: SectionId | undefined): Section | undefined => this.sections.find((one) => one.id === id);
    const last = reports.recent.find((row) => !row.others)?.section;
    const first = of(wanted) ?? this.#best(paper) ?? of(last) ?? this.sections[0];
    if (first !== undefined) this.choose(first);
    this.stage = { name: "ready" };
  }

  /** The section with most fields that the document's headings name; none when they name none. */
  #best(paper: Paper): Section | undefined {
    const hits = (section: Section): number => {
      const fields = textFields(section);
      return distinct(paper.parts.flatMap((part) => named(part, fields)?.id ?? [])).length;
    };
    const best = this.sections.toSorted((a, b) => hits(b) - hits(a))[0];
    return best !== undefined && hits(best) > 0 ? best : undefined;
  }
}

function distinct<T>(all: readonly T[]): T[] {
  return all.filter((one, at) => all.indexOf(one) === at);
}

/** Lets go of what was opened for nobody. */
async function forget(answer: DocumentAnswer): Promise<void> {
  if (answer.kind === "opened") await call("document_close", { token: answer.token });
}
