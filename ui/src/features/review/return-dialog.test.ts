import { clearMocks, mockIPC } from "@tauri-apps/api/mocks";
import { flushSync, mount, tick, unmount } from "svelte";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { OpenEditor } from "$features/editor/open-editor.svelte";
import { setLanguage } from "$lib/i18n";
import type { AppError, NewRemark, OpenReport, Remark, RemoteState } from "$lib/ipc";
import { LONGEST_REMARK, MOST_REMARKS } from "./remark-drafts.svelte";
import { earlierReturns, firstRemarked, openRemarks } from "./remarks";
import ReturnDialog from "./ReturnDialog.svelte";

const ID = "0190a000-0000-7000-8000-000000000001";

const waiting: OpenReport = {
  row: {
    id: ID,
    section: "council-work",
    title: "Сквер",
    others: true,
    author_name: "Олена Коваль",
    standing: "in_review",
    unsent_changes: false,
    ready: false,
    problems: 0,
    can_approve: true,
    photos: 0,
    cover: null,
    updated_at: "2026-11-22T10:00:00Z",
    failed: null,
    remarked: null,
  },
  content: { section: "council-work", form_version: 1, title: "Сквер", values: {} },
  problems: [],
  editable: false,
  version: 1,
  remote: {
    revision: 3,
    state: "in_review",
    received_at: "2026-11-22T10:00:00Z",
    published_at: null,
    public_url: null,
    approved_by: null,
  },
  remarks: [],
  remark_drafts: [],
};

/** The program's side of the wall: keeps what it is told to keep, and loses the line when told to. */
class Program {
  kept: NewRemark[] = [];
  returned: { revision: number; remarks: NewRemark[] }[] = [];
  refuses: AppError | null = null;

  answer(name: string, args: { revision: number; remarks: NewRemark[] }): unknown {
    if (name === "report_open") return { ...waiting, remark_drafts: this.kept };
    if (name === "remarks_keep") this.kept = args.remarks;
    if (name === "report_return") {
      if (this.refuses) throw this.refuses as unknown as Error;
      this.returned.push({ revision: args.revision, remarks: args.remarks });
      this.kept = [];
      const { row, remote } = waiting;
      return {
        ...waiting,
        row: { ...row, standing: "returned", can_approve: false },
        remote: { ...remote, state: "returned" },
      };
    }
    return null;
  }
}

let program: Program;
let editor: OpenEditor;
let shown: Record<string, unknown> | null = null;

const find = <E extends HTMLElement>(name: string): E | null =>
  document.querySelector<E>(`[data-test="${name}"]`);
const test = <E extends HTMLElement = HTMLElement>(name: string): E => {
  const found = find<E>(name);
  if (found === null) throw new Error(`nothing is marked ${name}`);
  return found;
};

async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) {
    await tick();
    await Promise.resolve();
  }
}

function write(number: number, text: string): void {
  const area = test<HTMLTextAreaElement>(`remark-text-${String(number)}`);
  area.value = text;
  area.dispatchEvent(new Event("input", { bubbles: true }));
  flushSync();
}

async function open(field?: string): Promise<void> {
  editor = new OpenEditor(ID);
  await editor.read();
  const [first] = editor.drafts.rows;
  const at = field === undefined && first ? first.key : editor.drafts.add(field);
  shown = mount(ReturnDialog, { target: document.body, props: { editor, revision: 3, open: true, at } });
  flushSync();
  await settled();
}

async function close(): Promise<void> {
  if (shown) await unmount(shown);
  shown = null;
}

beforeEach(() => {
  void setLanguage("uk");
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      disconnect() {}
    },
  );
  program = new Program();
  mockIPC((name, payload) => program.answer(name, (payload as { args: never }).args));
});

afterEach(async () => {
  await close();
  clearMocks();
  vi.unstubAllGlobals();
});

it("returns the revision that was read, with what has text and no more", async () => {
  await open("place");
  write(0, "  Позначте ділянку вулиці ");
  test("remark-add").click();
  await settled();
  write(1, "Немає кошторису");
  test("remark-add").click();
  await settled();
  test("return-send").click();
  await settled();
  expect(program.returned).toEqual([
    {
      revision: 3,
      remarks: [{ field: "place", text: "Позначте ділянку вулиці" }, { text: "Немає кошторису" }],
    },
  ]);
  expect(editor.drafts.rows).toEqual([]);
  expect(editor.row?.standing).toBe("returned");
});

it("without a remark nothing is returned, and one is asked for", async () => {
  await open();
  write(0, " \n ");
  test("return-send").click();
  await settled();
  expect(program.returned).toEqual([]);
  expect(test("remarks-empty").textContent).toContain("хоча б одне зауваження");
  expect(document.activeElement).toBe(test("remark-text-0"));
  expect(test("remark-text-0").getAttribute("aria-invalid")).toBe("true");
});

it("without a line what was written stays and goes out when the line is back", async () => {
  program.refuses = { code: "no_answer", host: "portal.misto.gov.ua" };
  await open();
  write(0, "Додайте фото після робіт");
  test("return-send").click();
  await settled();
  expect(test("return-said").textContent).toContain("поверніть звіт, щойно з’явиться мережа");
  expect(test<HTMLTextAreaElement>("remark-text-0").value).toBe("Додайте фото після робіт");
  expect(program.kept).toEqual([{ text: "Додайте фото після робіт" }]);

  // The program ends, and begins again.
  await close();
  program.refuses = null;
  await open();
  expect(test<HTMLTextAreaElement>("remark-text-0").value).toBe("Додайте фото після робіт");
  test("return-send").click();
  await settled();
  expect(program.returned[0]?.remarks).toEqual([{ text: "Додайте фото після робіт" }]);
  expect(program.kept).toEqual([]);
});

it("a remark that was taken away is kept no longer", async () => {
  program.kept = [{ field: "title", text: "Уточніть назву" }, { text: "Друге" }];
  await open();
  expect(test<HTMLSelectElement>("remark-field-0").value).toBe("title");
  test("remark-remove-0").click();
  await settled();
  await editor.drafts.flush();
  expect(program.kept).toEqual([{ text: "Друге" }]);
  expect(find("remark-text-1")).toBeNull();
});

it("takes no more and no longer remarks than the portal does", async () => {
  program.kept = Array.from({ length: MOST_REMARKS }, (_, index) => ({ text: String(index) }));
  await open();
  expect(test<HTMLButtonElement>("remark-add").disabled).toBe(true);
  expect(test<HTMLTextAreaElement>("remark-text-0").maxLength).toBe(LONGEST_REMARK);
});

const remark = (revision: number, field: string | undefined, text: string): Remark => ({
  revision,
  ...(field === undefined ? {} : { field }),
  text,
  by: "petro",
  by_name: "Петро Мельник",
  at: "2026-11-22T10:00:00Z",
});

it("remarks stand open only while their revision is the returned one", () => {
  const remarks = [remark(1, "place", "а"), remark(1, undefined, "б"), remark(2, "title", "в")];
  const remote = (revision: number, state: RemoteState["state"]): RemoteState => {
    if (waiting.remote === null) throw new Error("no remote");
    return { ...waiting.remote, revision, state };
  };
  const texts = (all: readonly Remark[]): string[] => all.map(({ text }) => text);
  expect(texts(openRemarks(remarks, remote(2, "returned")))).toEqual(["в"]);
  expect(openRemarks(remarks, remote(3, "in_review"))).toEqual([]);
  const earlier = earlierReturns(remarks, remote(3, "in_review"));
  expect(earlier.map((one) => texts(one.remarks))).toEqual([["в"], ["а", "б"]]);
  expect(earlierReturns(remarks, remote(2, "returned")).map((one) => texts(one.remarks))).toEqual([
    ["а", "б"],
  ]);
});

it("the first remark is the first in reading order", () => {
  const form = {
    version: 1,
    groups: [{ id: "a", label: { uk: "А" }, fields: [{ id: "text" }, { id: "place" }] }],
  } as unknown as Parameters<typeof firstRemarked>[1];
  expect(firstRemarked([remark(1, "place", ""), remark(1, "text", "")], form)).toBe("text");
  expect(firstRemarked([remark(1, "place", ""), remark(1, "title", "")], form)).toBe("title");
  expect(firstRemarked([remark(1, undefined, "")], form)).toBeUndefined();
});
