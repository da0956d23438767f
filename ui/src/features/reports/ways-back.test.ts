import { clearMocks, mockIPC } from "@tauri-apps/api/mocks";
import { flushSync, mount, tick, unmount, type Component } from "svelte";
import { afterEach, beforeEach, expect, it } from "vitest";
import Bin from "$features/bin/Bin.svelte";
import OutboxItem from "$features/outbox/OutboxItem.svelte";
import Toasts from "$lib/components/Toasts.svelte";
import type { BinRow, BulkArgs, OutboxRow, ReportId, SavedFilter } from "$lib/ipc";
import { toasts } from "$lib/state/toasts.svelte";
import { saved } from "./saved.svelte";
import SavedFilters from "./SavedFilters.svelte";

const DRAFT = "0190a000-0000-7000-8000-000000000001";
const OTHER = "0190a000-0000-7000-8000-000000000002";

const binned = (id: ReportId): BinRow => ({
  row: {
    id,
    section: "roads",
    title: `Звіт ${id.slice(-1)}`,
    others: false,
    author_name: null,
    standing: "draft",
    unsent_changes: false,
    ready: false,
    problems: 0,
    can_approve: false,
    photos: 0,
    cover: null,
    updated_at: "2026-11-22T10:00:00Z",
    failed: null,
    remarked: null,
  },
  deleted_at: "2026-11-22T10:00:00Z",
  goes_at: "2026-12-22T10:00:00Z",
});

const queued: OutboxRow = {
  report: DRAFT,
  title: "Сквер",
  section: "roads",
  standing: "queued",
  reason: null,
  attempts: 0,
  next_attempt_at: null,
  queued_at: "2026-11-22T10:00:00Z",
  photos_total: 0,
  photos_sent: 0,
  bytes_total: 0,
  bytes_sent: 0,
  received_at: null,
};

/** The program's side of the wall, as far as lists reach. */
class Program {
  bin = [DRAFT, OTHER];
  waiting = [DRAFT];
  filters: SavedFilter[] = [{ id: 1, name: "Школи", wanted: { sections: ["education"] } }];

  answer(name: string, args: unknown): unknown {
    switch (name) {
      case "bin":
        return this.bin.map(binned);
      case "bin_restore":
        this.bin = this.bin.filter((id) => !(args as { ids: string[] }).ids.includes(id));
        return null;
      case "reports_bulk":
        return this.#bulk(args as BulkArgs);
      case "desk":
        return { needing: [], needing_count: 0, recent: [], total: 0, counts: {} };
      case "saved_filters":
        return this.filters;
      case "saved_filter_put": {
        const { name: called, wanted } = args as SavedFilter;
        this.filters = [
          ...this.filters.filter((one) => one.name !== called),
          { id: 9, name: called, wanted },
        ];
        return this.filters;
      }
      case "saved_filter_rename": {
        const { id, name: called } = args as SavedFilter;
        this.filters = this.filters.map((one) => (one.id === id ? { ...one, name: called } : one));
        return this.filters;
      }
      case "saved_filter_delete":
        this.filters = this.filters.filter(({ id }) => id !== (args as SavedFilter).id);
        return this.filters;
      default:
        return null;
    }
  }

  #bulk({ deed, ids }: BulkArgs): unknown {
    if (deed === "delete") this.bin = [...this.bin, ...ids];
    if (deed === "unsend") this.waiting = this.waiting.filter((id) => !ids.includes(id));
    if (deed === "send") this.waiting = [...this.waiting, ...ids];
    const back = { delete: "restore", restore: "delete", send: "unsend", unsend: "send", copy: "delete" };
    return { done: ids, refused: [], undo: { deed: back[deed], ids } };
  }
}

let program: Program;
let shown: Record<string, unknown>[] = [];

async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) {
    flushSync();
    await tick();
    await new Promise((done) => setTimeout(done));
  }
}

async function show<Props extends Record<string, unknown>>(
  what: Component<Props>,
  props: Props,
): Promise<void> {
  shown.push(mount(what, { target: document.body, props }), mount(Toasts, { target: document.body }));
  await settled();
}

async function press(name: string): Promise<void> {
  const found = document.querySelector<HTMLElement>(`[data-test="${name}"]`);
  if (found === null) throw new Error(`nothing is marked ${name}`);
  found.focus();
  found.click();
  await settled();
}

const focused = (): string | undefined => (document.activeElement as HTMLElement | null)?.dataset["test"];

beforeEach(() => {
  document.body.innerHTML = "";
  program = new Program();
  toasts.dismissAll();
  mockIPC((name, payload) => program.answer(name, (payload as { args: unknown } | undefined)?.args), {
    shouldMockEvents: true,
  });
});
afterEach(async () => {
  for (const one of shown) await unmount(one);
  shown = [];
  clearMocks();
});

it("what was taken out of the bin goes back into it, and the focus to the row that took its place", async () => {
  await show(Bin, {});
  await press(`bin-restore-${DRAFT}`);
  expect(program.bin).toEqual([OTHER]);
  expect(document.activeElement?.closest("li")?.dataset["test"]).toBe(`bin-${OTHER}`);
  await press("toast-action");
  expect(program.bin).toEqual([OTHER, DRAFT]);
});

it("what was taken out of the queue is queued again", async () => {
  await show(OutboxItem, { row: queued });
  await press(`outbox-withdraw-${DRAFT}`);
  expect(program.waiting).toEqual([]);
  await press("toast-action");
  expect(program.waiting).toEqual([DRAFT]);
});

it("what is under way is not offered to be taken out", async () => {
  await show(OutboxItem, { row: { ...queued, standing: "sending" } });
  expect(document.querySelector(`[data-test="outbox-withdraw-${DRAFT}"]`)).toBeNull();
});

it("a kept list that was deleted or called otherwise is as it was", async () => {
  await saved.read();
  await show(SavedFilters, {});
  const [before] = program.filters;
  await press("saved-more");
  await press("saved-delete");
  expect(program.filters).toEqual([]);
  await press("toast-action");
  expect(program.filters).toMatchObject([{ name: before?.name, wanted: before?.wanted }]);

  await press("saved-more");
  await press("saved-rename");
  const name = document.querySelector<HTMLInputElement>('[data-test="filter-name"]');
  if (name === null) throw new Error("no name is asked for");
  name.value = "Садки";
  name.dispatchEvent(new Event("input", { bubbles: true }));
  await press("filter-name-keep");
  expect(program.filters).toMatchObject([{ name: "Садки" }]);
  await press("toast-action");
  expect(program.filters).toMatchObject([{ name: before?.name }]);
});

it("a note that is closed by keys gives the focus back", async () => {
  document.body.innerHTML = '<button data-test="before"></button>';
  await show(SavedFilters, {});
  toasts.say("Готово", { label: "Скасувати", run: () => {} });
  await settled();
  document.querySelector<HTMLElement>('[data-test="before"]')?.focus();
  const action = document.querySelector<HTMLElement>('[data-test="toast-action"]');
  action?.focus();
  action?.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
  await settled();
  expect(toasts.shown).toEqual([]);
  expect(focused()).toBe("before");
});
