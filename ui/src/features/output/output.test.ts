import { emit } from "@tauri-apps/api/event";
import { clearMocks, mockIPC } from "@tauri-apps/api/mocks";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ExportAnswer, ExportRefusal } from "$lib/ipc";
import { toasts } from "$lib/state/toasts.svelte";
import { output } from "./output.svelte";

/** The other side of the wall: it answers when the test says so. */
const program: { asked: string[]; answer: (answer: unknown) => void } = { asked: [], answer: () => {} };

const ID = "0190a000-0000-7000-8000-000000000000";

async function tell(done: number, total: number): Promise<void> {
  await emit("export_progress", { report: ID, done, total });
}

const said = (): { title: string; detail?: string; tone: string }[] =>
  toasts.shown.map(({ title, detail, tone }) => ({ title, tone, ...(detail && { detail }) }));

beforeEach(() => {
  vi.useFakeTimers();
  program.asked = [];
  toasts.shown = [];
  mockIPC(
    (command) => {
      program.asked.push(command);
      if (command === "export_cancel") return null;
      return new Promise((resolve) => {
        program.answer = resolve;
      });
    },
    { shouldMockEvents: true },
  );
});

afterEach(() => {
  clearMocks();
  vi.useRealTimers();
});

describe("a report on its way to a file", () => {
  it("says where it went and offers the folder", async () => {
    const saved = output.save(ID, "pdf");
    await vi.advanceTimersByTimeAsync(0);
    const answer: ExportAnswer = { kind: "saved", path: "/home/o/Звіт.pdf", name: "Звіт.pdf" };
    program.answer(answer);
    await saved;
    expect(said()).toEqual([{ title: "Збережено: Звіт.pdf", tone: "neutral" }]);
    expect(toasts.shown[0]?.action?.label).toBe("Показати в папці");
  });

  it("says nothing when the person thought better of it", async () => {
    const saved = output.save(ID, "docx");
    await vi.advanceTimersByTimeAsync(0);
    program.answer(null);
    await saved;
    expect(said()).toEqual([]);
  });

  it("names what is in the way and says that the report is as it was", async () => {
    const reason: ExportRefusal = { code: "in_use", name: "Звіт.docx" };
    const saved = output.save(ID, "docx");
    await vi.advanceTimersByTimeAsync(0);
    program.answer({ kind: "refused", reason } satisfies ExportAnswer);
    await saved;
    expect(said()[0]?.title).toBe("Файл Звіт.docx відкрито в іншій програмі");
    expect(said()[0]?.detail).toContain("звіт не змінився");
  });

  it("shows its progress only when it takes long, and not while a name is being chosen", async () => {
    const saved = output.save(ID, "pdf");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(output.progress).toBeNull();
    await tell(0, 50);
    await vi.advanceTimersByTimeAsync(300);
    await tell(7, 50);
    expect(output.progress).toBeNull();
    await vi.advanceTimersByTimeAsync(300);
    expect(output.progress).toEqual({ done: 7, total: 50 });
    await tell(8, 50);
    expect(output.progress).toEqual({ done: 8, total: 50 });
    await output.stop();
    expect(program.asked).toEqual(["report_export", "export_cancel"]);
    program.answer(null);
    await saved;
    expect(output.progress).toBeNull();
  });

  it("is one at a time, and says so", async () => {
    const first = output.save(ID, "pdf");
    await output.print(ID);
    expect(program.asked).toEqual(["report_export"]);
    expect(said()[0]?.title).toContain("Ще готується попередній документ");
    program.answer(null);
    await first;
    const second = output.print(ID);
    await vi.advanceTimersByTimeAsync(0);
    expect(program.asked).toEqual(["report_export", "report_print"]);
    program.answer(null);
    await second;
  });
});
