import { beforeEach, describe, expect, it } from "vitest";
import type { ListRow, ReportsArgs, ReportsPage } from "$lib/ipc";
import { HELD, Listing, PART } from "./listing.svelte";

const row = (number: number): ListRow => ({
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
  remarked: null,
  day: null,
  hit: null,
});

/** The program's side of the wall: parts of what it holds. */
let held: ListRow[];
let asked: ReportsArgs[];
/** How the answers are let through; at once, unless a test holds them back. */
let through: (answer: () => void) => void;

beforeEach(() => {
  held = Array.from({ length: 100_000 }, (_, number) => row(number));
  asked = [];
  through = (answer) => {
    answer();
  };
  const answer = ({ sections, text, skip, take }: ReportsArgs): ReportsPage => {
    const found = held.filter(
      (one) => (sections === undefined || sections.includes(one.section)) && one.title.includes(text ?? ""),
    );
    return { rows: found.slice(skip, skip + take), total: found.length, groups: [], read_as: null };
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

const titles = (listing: Listing, from: number, to: number): (string | undefined)[] =>
  Array.from({ length: to - from }, (_, at) => listing.row(from + at)?.title);

describe("a list of reports", () => {
  it("begins with one part, whatever its length", async () => {
    const listing = new Listing();
    await listing.show({});
    expect([listing.rows.length, listing.total, asked.length]).toEqual([PART, 100_000, 1]);
  });

  it("gets the rows that come into sight, then those beside them, and no others", async () => {
    const listing = new Listing();
    await listing.show({});
    await listing.see(54_321, 54_345);
    expect(titles(listing, 54_321, 54_345)).toEqual(
      Array.from({ length: 24 }, (_, at) => `Звіт ${String(54_321 + at)}`),
    );
    expect(asked.map(({ skip }) => skip)).toEqual([0, 54_300, 54_250, 54_350]);
  });

  it("asks once for what is already coming", async () => {
    const listing = new Listing();
    await listing.show({});
    await Promise.all([listing.see(500, 520), listing.see(501, 521), listing.see(502, 522)]);
    expect(asked.map(({ skip }) => skip)).toEqual([0, 500, 450, 550]);
  });

  it("holds a bounded number of rows however far one scrolls", async () => {
    const listing = new Listing();
    await listing.show({});
    for (let at = 0; at < 5000; at += PART) await listing.see(at, at + 20);
    const known = titles(listing, 0, 5000).filter((title) => title !== undefined);
    expect(known.length).toBeLessThanOrEqual(HELD * PART);
    expect(listing.row(4900)?.title).toBe("Звіт 4900");
  });

  it("reads what is in sight anew after a change", async () => {
    const listing = new Listing();
    await listing.show({ sections: ["roads"] });
    await listing.see(4000, 4020);
    held = held.map((one) => ({ ...one, title: "Змінено" }));
    asked = [];
    await listing.again();
    expect(listing.row(4010)?.title).toBe("Змінено");
    expect(asked.map(({ skip }) => skip)).toEqual([4000]);
  });

  it("stands where it stood when the same list is shown again", async () => {
    const listing = new Listing();
    await listing.show({ text: "Звіт" });
    await listing.see(700, 720);
    await listing.show({ text: "Звіт" });
    expect(listing.row(710)?.title).toBe("Звіт 710");
  });

  it("throws away an answer that a newer question has overtaken", async () => {
    const late: (() => void)[] = [];
    through = (answer) => late.push(answer);
    const listing = new Listing();
    const first = listing.show({ text: "Звіт 1" });
    const second = listing.show({ text: "Звіт 24999" });
    for (const answer of late.toReversed()) answer();
    await Promise.all([first, second]);
    expect(listing.rows.map(({ title }) => title)).toEqual(["Звіт 24999"]);
    expect([listing.total, listing.shown.text]).toEqual([1, "Звіт 24999"]);
  });

  it("keeps a part of an older list out of the new one", async () => {
    const listing = new Listing();
    await listing.show({});
    const late: (() => void)[] = [];
    through = (answer) => late.push(answer);
    const part = listing.see(300, 320);
    through = (answer) => {
      answer();
    };
    await listing.show({ text: "Звіт 1" });
    for (const answer of late) answer();
    await part;
    expect(listing.row(310)).toBeUndefined();
  });

  it("gives the rows between two places, also where none was seen", async () => {
    const listing = new Listing();
    await listing.show({});
    const rows = await listing.between(95, 312, 1000);
    expect(rows.map(({ title }) => title)).toEqual(
      Array.from({ length: 218 }, (_, at) => `Звіт ${String(95 + at)}`),
    );
    expect(await listing.between(0, 99_999, 1000)).toHaveLength(1000);
  });

  it("ends though reports went away while it was read", async () => {
    const listing = new Listing();
    await listing.show({});
    held = held.slice(0, 30);
    await listing.again();
    expect([listing.rows.length, listing.total]).toEqual([30, 30]);
  });

  it("finds its place again though it has become shorter than what was in sight", async () => {
    const listing = new Listing();
    await listing.show({});
    await listing.see(2000, 2020);
    held = held.slice(0, 30);
    await listing.again();
    expect(listing.total).toBe(30);
    await listing.see(0, 29);
    expect(listing.row(29)?.title).toBe("Звіт 29");
  });
});
