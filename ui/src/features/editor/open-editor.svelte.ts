/**
 * A report open in the editor: what is on the screen, what of it is on the disk, what the program says of it.
 *
 * The screen's values are the newest; the disk follows (see SaveQueue). When the report changes elsewhere (sent,
 * received, approved, merged) it is read again, and what is not yet on the disk stays as typed.
 */
import { SvelteSet } from "svelte/reactivity";
import {
  asAppError,
  call,
  on,
  type AppError,
  type DescribePhotoArgs,
  type Form,
  type NewRemark,
  type OpenReport,
  type PhotoId,
  type Problem,
  type Remark,
  type RemoteState,
  type ReportId,
  type ReportRow,
  type Saved,
  type SendProgress,
} from "$lib/ipc";
import { RemarkDrafts } from "$features/review/remark-drafts.svelte";
import { openRemarks } from "$features/review/remarks";
import { label, t } from "$lib/i18n";
import { catalogue } from "$lib/state/catalogue.svelte";
import { plain, type LostText } from "$lib/state/lost-text";
import { reports } from "$lib/state/reports.svelte";
import { afterPress } from "./press";
import { groupMark, isMissing, TITLE, type GroupMark } from "./readiness";
import { unchanged } from "./unchanged";
import { SaveQueue, type QueueState, type Timer } from "./save-queue";
import type { PhotoWords } from "$features/photos/words";

const DELAY_MS = 300;
const RETRIES_MS = [1000, 3000, 10_000];

const TIMER: Timer = {
  start: (run, ms) => setTimeout(run, ms),
  stop: (handle) => {
    clearTimeout(handle as ReturnType<typeof setTimeout>);
  },
};

export class OpenEditor {
  readonly id: ReportId;
  row = $state.raw<ReportRow | null>(null);
  title = $state("");
  values = $state.raw<Readonly<Record<string, unknown>>>({});
  problems = $state.raw<Problem[]>([]);
  remote = $state.raw<RemoteState | null>(null);
  /** What was remarked whenever it was returned, the earliest first. */
  remarks = $state.raw<Remark[]>([]);
  readonly openRemarks = $derived(openRemarks(this.remarks, this.remote));
  /** Remarks that the head is writing. */
  readonly drafts: RemarkDrafts;
  editable = $state(false);
  /** Why the report could not be opened. */
  failure = $state.raw<AppError | null>(null);
  #fieldsState = $state.raw<QueueState<AppError>>({ kind: "quiet" });
  #photosState = $state.raw<QueueState<AppError>>({ kind: "quiet" });
  /** How saving goes: a failure is said before a save under way. */
  readonly saving = $derived.by<QueueState<AppError>>(() => {
    const states = [this.#fieldsState, this.#photosState];
    const of = (kind: QueueState<AppError>["kind"]) => states.find((state) => state.kind === kind);
    return of("failed") ?? of("saving") ?? { kind: "quiet" };
  });
  savedAt = $state<string | null>(null);
  /** Sending was tried: from now on what is missing is spoken of everywhere. */
  attempted = $state(false);
  sending = $state.raw<SendProgress | null>(null);
  readonly touched = new SvelteSet<string>();
  /** The fields that were filled here. One that was only passed through is not blamed for being empty. */
  readonly #written = new SvelteSet<string>();
  /** What is wrong by the newest answer; `problems` follows it as soon as nothing is being pressed. */
  #found: Problem[] = [];
  /** The newest version that an answer spoke of: answers may overtake one another. */
  #version = 0;
  /** Input that a control has not turned into a value yet (typed coordinates). */
  #unread: (() => Promise<void>)[] = [];

  readonly #section = $derived(this.row ? catalogue.section(this.row.section) : undefined);
  readonly section = $derived(this.#section);
  readonly form = $derived<Form | null>(this.#section?.form ?? null);

  readonly #queue: SaveQueue<Saved, AppError>;
  readonly #photoWords: SaveQueue<null, AppError>;

  constructor(id: ReportId) {
    this.id = id;
    const common = { asError: asAppError, timer: TIMER, delay: DELAY_MS, retries: RETRIES_MS };
    this.drafts = new RemarkDrafts(id, { timer: TIMER, delay: DELAY_MS, retries: RETRIES_MS });
    this.#queue = new SaveQueue<Saved, AppError>({
      ...common,
      send: (patch) => call("report_save", { id, ...patch }),
      onsaved: (saved) => {
        this.took(saved);
      },
      onstate: (state) => {
        this.#fieldsState = state;
      },
    });
    this.#photoWords = new SaveQueue<null, AppError>({
      ...common,
      send: async ({ values }) => {
        for (const words of Object.values(values)) {
          const edit = words as DescribePhotoArgs;
          const { photos, saved } = await call("photo_describe", edit);
          this.setAttached(edit.field, photos, saved);
        }
        return null;
      },
      onsaved: () => {},
      onstate: (state) => {
        this.#photosState = state;
      },
    });
  }

  /** Reads the report; again, when it changed elsewhere. */
  async read(): Promise<void> {
    try {
      this.#show(await call("report_open", { id: this.id }));
      this.failure = null;
    } catch (thrown) {
      // A report that is on the screen stays there.
      if (this.row === null) this.failure = asAppError(thrown);
    }
  }

  /** Keeps it fresh. Returns how to stop. */
  follow(): () => void {
    const stops = [
      on("report_changed", ({ id }) => {
        if (id === this.id) void this.read();
      }),
      on("send_progress", (progress) => {
        if (progress.report === this.id) this.sending = progress;
      }),
    ];
    return () => {
      for (const stop of stops) stop();
      this.#queue.close();
      this.#photoWords.close();
      this.drafts.close();
    };
  }

  setTitle(title: string): void {
    this.title = title;
    this.#written.add(TITLE);
    this.#queue.setTitle(title);
  }

  set(field: string, value: unknown): void {
    const next = value === undefined || value === "" ? null : value;
    this.values = { ...this.values, [field]: next };
    this.#written.add(field);
    this.#queue.set(field, next);
  }

  /** What is said of a photo, saved as fields are. */
  describePhoto(field: string, photo: PhotoId, words: PhotoWords): void {
    const key = `${field}/${photo}/${Object.keys(words).join()}`;
    this.#photoWords.set(key, { report: this.id, field, photo, ...words });
  }

  /** Photos and files have commands of their own, whose answers come here: the value and what saving it said. */
  setAttached(field: string, value: unknown, saved: Saved): void {
    this.values = { ...this.values, [field]: value };
    this.touched.add(field);
    this.#written.add(field);
    this.took(saved);
  }

  /** Takes what a save answered: the problems now, the row for the lists. */
  took(saved: Saved): void {
    this.row = saved.row;
    this.savedAt = saved.saved_at;
    reports.put(saved.row);
    this.#version = Math.max(this.#version, saved.version);
    this.#found = saved.problems;
    afterPress(() => (this.problems = this.#found));
  }

  /** A field was left: it is saved, and from then on what is wrong with it is said. */
  touch(field: string): void {
    void this.flush().then(() => {
      afterPress(() => this.touched.add(field));
    });
  }

  /** Lets a control turn its input into a value before anything is saved, sent or left. Returns how to stop. */
  beforeSaving(read: () => Promise<void>): () => void {
    this.#unread.push(read);
    return () => {
      this.#unread = this.#unread.filter((other) => other !== read);
    };
  }

  /** What of it the disk does not have yet; null when it has everything. */
  unwritten(): LostText | null {
    const fields = (this.form?.groups.flatMap((group) => group.fields) ?? [])
      .filter(({ id }) => this.#queue.holds(id))
      .map((field) => ({ name: label(field.label), text: plain(field.kind, this.values[field.id]) }))
      .filter(({ text }) => text !== "");
    const title = this.title.trim() === "" ? t("common.untitled") : this.title;
    if (this.#queue.holds(TITLE)) fields.unshift({ name: t("editor.title"), text: title });
    return fields.length === 0 ? null : { report: title, fields };
  }

  /** Saves now. Answers whether everything is on the disk. */
  async flush(): Promise<boolean> {
    await Promise.all(this.#unread.map((read) => read()));
    const saved = await Promise.all([this.#queue.flush(), this.#photoWords.flush(), this.drafts.flush()]);
    return saved.every(Boolean);
  }

  /**
   * Whether a problem is to be seen under its field yet: not while the field is being filled for the first time, and an
   * empty one not before it was filled once or sending was tried.
   */
  readonly speaksOf = (problem: Problem): boolean =>
    this.attempted ||
    (this.touched.has(problem.field) && (!isMissing(problem) || this.#written.has(problem.field)));

  problemsOf(field: string): Problem[] {
    return this.problems.filter((problem) => problem.field === field && this.speaksOf(problem));
  }

  markOf(group: Form["groups"][number]): GroupMark {
    return groupMark(group, this);
  }

  /** The fields with problems in reading order, the title first. */
  get fieldsWithProblems(): string[] {
    const order = [
      TITLE,
      ...(this.form?.groups.flatMap((group) => group.fields.map((field) => field.id)) ?? []),
    ];
    return order.filter((id) => this.problems.some((problem) => problem.field === id));
  }

  /** Queues the report for sending. Answers false when something must be filled in first. */
  async send(): Promise<boolean> {
    this.attempted = true;
    if (!(await this.flush())) return false;
    if (this.#found.length > 0) {
      this.problems = this.#found;
      return false;
    }
    this.#put(await call("report_send", { id: this.id }));
    await this.read();
    return true;
  }

  async unsend(): Promise<void> {
    this.#put(await call("report_unsend", { id: this.id }));
    await this.read();
  }

  /** Approves the revision that was read, no other. */
  async approve(revision: number): Promise<void> {
    const opened = await call("report_approve", { id: this.id, revision });
    this.drafts.clear();
    this.#show(opened);
    reports.put(opened.row);
  }

  /** Returns the revision that was read, no other, with these remarks. */
  async giveBack(revision: number, remarks: NewRemark[]): Promise<void> {
    const opened = await call("report_return", { id: this.id, revision, remarks });
    this.drafts.clear();
    this.#show(opened);
    reports.put(opened.row);
  }

  /** What was remarked on a field and is still to be mended. */
  remarksOn(field: string): Remark[] {
    return this.openRemarks.filter((remark) => remark.field === field);
  }

  #put(row: ReportRow): void {
    this.row = row;
    reports.put(row);
  }

  #show(opened: OpenReport): void {
    if (opened.version < this.#version) {
      // Overtaken by the answer to a save: what it holds is old.
      void this.read();
      return;
    }
    this.#version = opened.version;
    this.#found = opened.problems;
    const { content, row } = opened;
    if (!this.#queue.holds(TITLE)) this.title = content.title;
    const values: Record<string, unknown> = {};
    // What stayed as it was stays the same object: nothing of it is looked at or drawn again.
    for (const [field, value] of Object.entries(content.values))
      values[field] = unchanged(this.values[field], value);
    for (const [field, value] of Object.entries(this.values)) {
      if (this.#queue.holds(field)) values[field] = value;
    }
    this.values = values;
    this.problems = opened.problems;
    if (this.row === null) {
      // What was wrong when the report was closed is said at once; what was only not filled yet is not.
      for (const problem of opened.problems) if (!isMissing(problem)) this.touched.add(problem.field);
      this.drafts.begin(opened.remark_drafts);
    }
    this.remote = opened.remote;
    this.remarks = opened.remarks;
    this.editable = opened.editable;
    this.row = row;
    this.savedAt ??= row.updated_at;
    if (row.standing !== "sending") this.sending = null;
  }
}
