import { beforeEach, describe, expect, it } from "vitest";
import type { ReportRow, ReportsArgs, ReportsPage } from "$lib/ipc";
import { Listing } from "./listing.svelte";

const row = (number: number): ReportRow => ({
  id: `0190a000-0000-7000-8000-${String(number).padStart(12, "0")}`,
  section: number % 2 === 0 ? "roads" : "council-work",
  title: `Звіт ${String(number)}`,
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
});

/** The program's side of the wall: parts of what it holds. */
let held: ReportRow[];
let asked: ReportsArgs[];
/** How the answers are let through; at once, unless a test holds them back. */
let through: (answer: () => void) => void;

beforeEach(() => {
  held = Array.from({ length: 250 }, (_, number) => row(number));
  asked = [];
  through = (answer) => {
    answer();
  };
  const answer = ({ section, text, skip, take }: ReportsArgs): ReportsPage => {
    const found = held.filter(
      (one) => (section === undefined || one.section === section) && one.title.includes(text ?? ""),
    );
    return { rows: found.slice(skip, skip + take), total: found.length };
  };
  Object.assign(window, {
    __TAURI_INTERNALS__: {
      invoke: (_name: string, { args }: { args: ReportsArgs }) => {
        asked.push(args);
        const page = answer(args);
        return new Promise((resolve) => {
          through(() => {
            resolve(page);
          });
        });
      },
    },
  });
});

describe("a list of reports", () => {
  it("begins with a part, and grows by parts to its end", async () => {
    const listing = new Listing();
    await listing.show({});
    expect([listing.rows.length, listing.total]).toEqual([100, 250]);
    await listing.more();
    await listing.more();
    expect(listing.rows.map(({ id }) => id)).toEqual(held.map(({ id }) => id));
    expect(asked.map(({ skip }) => skip)).toEqual([0, 100, 200]);
  });

  it("reads the same rows again after a change, not only the first part", async () => {
    const listing = new Listing();
    await listing.show({ section: "roads" });
    await listing.more();
    expect(listing.rows.length).toBe(125);
    held = held.map((one) => ({ ...one, title: "Змінено" }));
    await listing.again();
    expect(listing.rows.length).toBe(125);
    expect(new Set(listing.rows.map(({ title }) => title))).toEqual(new Set(["Змінено"]));
  });

  it("shows a report once that moved while the next part was asked for", async () => {
    const listing = new Listing();
    await listing.show({});
    held = [row(999), ...held];
    await listing.more();
    const ids = listing.rows.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("throws away an answer that a newer question has overtaken", async () => {
    const late: (() => void)[] = [];
    through = (answer) => late.push(answer);
    const listing = new Listing();
    const first = listing.show({ text: "Звіт 1" });
    const second = listing.show({ text: "Звіт 249" });
    for (const answer of late.toReversed()) answer();
    await Promise.all([first, second]);
    expect(listing.rows.map(({ title }) => title)).toEqual(["Звіт 249"]);
    expect(listing.total).toBe(1);
  });

  it("ends though reports went away while it was read", async () => {
    const listing = new Listing();
    await listing.show({});
    held = held.slice(0, 30);
    await listing.again();
    expect([listing.rows.length, listing.total]).toEqual([30, 30]);
  });
});
