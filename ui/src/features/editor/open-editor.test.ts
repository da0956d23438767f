import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { OpenReport, Problem, ReportRow } from "$lib/ipc";
import { catalogue } from "$lib/state/catalogue.svelte";
import { OpenEditor } from "./open-editor.svelte";

const ID = "0190a000-0000-7000-8000-000000000001";

const row: ReportRow = {
  id: ID,
  section: "council-work",
  title: "Сквер",
  others: false,
  author_name: null,
  standing: "draft",
  unsent_changes: false,
  ready: false,
  problems: 1,
  can_approve: false,
  photos: 0,
  cover: null,
  updated_at: "2026-11-22T10:00:00Z",
  failed: null,
  remarked: null,
};

/** The program's side of the wall: answers commands from what it holds, as the real one does. */
class Program {
  held: OpenReport = {
    row,
    content: { section: "council-work", form_version: 1, title: "Сквер", values: { contractor: "Перший" } },
    problems: [{ field: "planned", code: "required" }],
    editable: true,
    version: 1,
    remote: null,
    remarks: [],
    remark_drafts: [],
  };
  asked: { name: string; args: unknown }[] = [];
  /** Why the disk takes nothing, while it does not. */
  refuses: { code: string } | null = null;

  answer(name: string, args: { id: string; title?: string; values?: Record<string, unknown> }): unknown {
    this.asked.push({ name, args });
    if (name === "report_save") {
      if (this.refuses) throw this.refuses;
      const content = { ...this.held.content, values: { ...this.held.content.values, ...args.values } };
      this.held = { ...this.held, content, version: this.held.version + 1 };
      return {
        version: this.held.version,
        saved_at: "2026-11-22T10:01:00Z",
        problems: this.held.problems,
        row,
      };
    }
    if (name === "report_send") return { ...row, standing: "queued" };
    return this.held;
  }

  names(): string[] {
    return this.asked.map((one) => one.name);
  }
}

let program: Program;

beforeEach(() => {
  program = new Program();
  Object.assign(window, {
    __TAURI_INTERNALS__: {
      invoke: (name: string, sent: { args: { id: string } }) =>
        new Promise((resolve) => resolve(structuredClone(program.answer(name, sent.args)))),
    },
  });
});

async function opened(): Promise<OpenEditor> {
  const editor = new OpenEditor(ID);
  await editor.read();
  return editor;
}

describe("an open report", () => {
  it("keeps what is typed when the report changes elsewhere meanwhile", async () => {
    const editor = await opened();
    editor.set("contractor", "Другий");
    const { content } = program.held;
    program.held = {
      ...program.held,
      content: { ...content, title: "Сквер Героїв", values: { contractor: "Третій", share_done: "50" } },
    };
    await editor.read();
    expect(editor.values).toMatchObject({ contractor: "Другий", share_done: "50" });
    expect(editor.title).toBe("Сквер Героїв");
    expect(await editor.flush()).toBe(true);
    expect(program.held.content.values["contractor"]).toBe("Другий");
  });

  it("says nothing new while a button of the mouse is held: the next control must not move away under it", async () => {
    const editor = await opened();
    editor.set("planned", "");
    window.dispatchEvent(new Event("pointerdown"));
    editor.touch("planned");
    await editor.flush();
    expect(editor.problemsOf("planned")).toEqual([]);
    window.dispatchEvent(new Event("pointerup"));
    await new Promise((resolve) => setTimeout(resolve, 1));
    expect(editor.problemsOf("planned")).toHaveLength(1);
  });

  it("speaks of an empty field only after it was emptied and left, or sending was tried", async () => {
    const editor = await opened();
    editor.touch("planned");
    await editor.flush();
    expect(editor.problemsOf("planned")).toEqual([]);
    editor.set("planned", "");
    editor.touch("planned");
    await editor.flush();
    expect(editor.problemsOf("planned")).toHaveLength(1);
    const untouched = await opened();
    await untouched.send();
    expect(untouched.problemsOf("planned")).toHaveLength(1);
  });

  it("speaks at once of what was already wrong when it was opened", async () => {
    const wrong: Problem = { field: "contractor", code: "too_long", max: 200, actual: 230 };
    program.held = { ...program.held, problems: [wrong] };
    const editor = await opened();
    expect(editor.problemsOf("contractor")).toEqual([wrong]);
  });

  it("is not sent with gaps, and is sent with the last change saved first", async () => {
    const editor = await opened();
    expect(await editor.send()).toBe(false);
    expect(program.names()).not.toContain("report_send");
    program.held = { ...program.held, problems: [] };
    editor.set("planned", "12.5");
    expect(await editor.send()).toBe(true);
    const names = program.names();
    expect(names.indexOf("report_save")).toBeLessThan(names.indexOf("report_send"));
    expect(editor.attempted).toBe(true);
  });

  it("empties a field with null, so that the program forgets it", async () => {
    const editor = await opened();
    editor.set("contractor", "");
    await editor.flush();
    expect(program.asked.at(-1)).toEqual({
      name: "report_save",
      args: { id: ID, values: { contractor: null } },
    });
  });
});

describe("what is typed", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const saved = (): unknown => program.held.content.values["contractor"];

  it("is on the disk within a second of the last key, and of any key while keys go on", async () => {
    const editor = await opened();
    for (let key = 1; key <= 40; key += 1) {
      editor.set("contractor", "а".repeat(key));
      await vi.advanceTimersByTimeAsync(90);
      // So many keys were pressed within the last second at most.
      expect(String(saved() ?? "").length).toBeGreaterThan(key - 12);
    }
    await vi.advanceTimersByTimeAsync(1000);
    expect(saved()).toBe("а".repeat(40));
  });

  it("is on the disk at once when its field is left", async () => {
    const editor = await opened();
    editor.set("contractor", "Другий");
    editor.touch("contractor");
    await vi.advanceTimersByTimeAsync(0);
    expect(saved()).toBe("Другий");
  });

  it("stays on the screen while the disk takes nothing, goes down by itself once it does, and both are said", async () => {
    const editor = await opened();
    program.refuses = { code: "disk_full" };
    editor.set("contractor", "Другий");
    await vi.advanceTimersByTimeAsync(500);
    expect(editor.saving).toEqual({ kind: "failed", error: { code: "disk_full" } });
    editor.set("contractor", "Третій");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(editor.saving.kind).toBe("failed");
    expect(editor.values["contractor"]).toBe("Третій");
    expect(saved()).toBe("Перший");
    program.refuses = null;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(saved()).toBe("Третій");
    expect(editor.saving).toEqual({ kind: "quiet" });
  });

  it("is told as text while the disk does not have it, so that it can be copied, and not after", async () => {
    const label = { uk: "Підрядник", en: "Contractor" };
    const fields = [{ id: "contractor", label, kind: "text" }];
    catalogue.value = {
      sections: [{ id: "council-work", form: { groups: [{ fields }] } }],
    } as unknown as typeof catalogue.value;
    const editor = await opened();
    expect(editor.unwritten()).toBeNull();
    program.refuses = { code: "store_damaged" };
    editor.set("contractor", "Другий");
    const lost = { report: "Сквер", fields: [{ name: "Підрядник", text: "Другий" }] };
    expect(editor.unwritten()).toEqual(lost);
    await vi.advanceTimersByTimeAsync(500);
    expect(editor.unwritten()).toEqual(lost);
    program.refuses = null;
    await editor.flush();
    expect(editor.unwritten()).toBeNull();
    catalogue.forget();
  });
});
