import { beforeEach, describe, expect, it } from "vitest";
import type { Desk, ReportRow } from "$lib/ipc";
import { reports } from "./reports.svelte";

const row = (id: string, title = id): ReportRow => ({
  id,
  section: "roads",
  title,
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
});

let desk: Desk;
let asked: string[];

beforeEach(() => {
  desk = {
    needing: [row("n")],
    needing_count: 41,
    recent: [row("a"), row("b")],
    total: 10_000,
    counts: { roads: 7 },
  };
  asked = [];
  Object.assign(window, {
    __TAURI_INTERNALS__: {
      invoke: (name: string) => {
        asked.push(name);
        return Promise.resolve(structuredClone(desk));
      },
    },
  });
  reports.forget();
});

const titles = (rows: ReportRow[]): string[] => rows.map(({ title }) => title);

describe("the desk", () => {
  it("is read in one question, which says how many there are beyond what is shown", async () => {
    await reports.read();
    expect(asked).toEqual(["desk"]);
    expect([reports.total, reports.needingCount, reports.count("roads"), reports.count("parks")]).toEqual([
      10_000, 41, 7, 0,
    ]);
  });

  it("is read once more for all the calls made while it was being read", async () => {
    const reading = [reports.read(), reports.read(), reports.read()];
    desk = { ...desk, recent: [row("c")] };
    await Promise.all(reading);
    expect(asked.length).toBe(2);
    expect(titles(reports.recent)).toEqual(["c"]);
  });

  it("shows a saved report where it stands: in front, or among what waits", async () => {
    await reports.read();
    reports.put(row("b", "нова назва"));
    expect(titles(reports.recent)).toEqual(["нова назва", "a"]);
    reports.put(row("n", "виправлено"));
    expect(titles(reports.needing)).toEqual(["виправлено"]);
    expect(titles(reports.recent)).toEqual(["нова назва", "a"]);
    reports.drop("a");
    expect(titles(reports.recent)).toEqual(["нова назва"]);
  });
});
