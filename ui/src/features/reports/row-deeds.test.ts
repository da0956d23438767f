import { describe, expect, it } from "vitest";
import type { ReportRow } from "$lib/ipc";
import { deedsOf } from "./row-deeds";
import { view } from "./view.svelte";

const draft: ReportRow = {
  id: "a",
  section: "roads",
  title: "Сквер",
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
};
const offered = (row: Partial<ReportRow>): string[] =>
  deedsOf({ ...draft, ...row }, { open: () => {}, run: () => {} }).map(({ id }) => id);

describe("the menu of a row", () => {
  it("offers what can be done to the report as it stands", () => {
    expect(offered({})).toEqual(["open", "copy", "send", "delete"]);
    expect(offered({ standing: "returned" })).toEqual(["open", "copy"]);
    expect(offered({ standing: "returned", unsent_changes: true })).toEqual(["open", "copy", "send"]);
    expect(offered({ standing: "published" })).toEqual(["open", "copy"]);
    expect(offered({ standing: "in_review", others: true })).toEqual(["open", "copy"]);
  });

  it("does what was picked to that row", () => {
    const done: string[] = [];
    const items = deedsOf(draft, { open: () => done.push("open"), run: (deed) => done.push(deed) });
    for (const item of items) item.run();
    expect(done).toEqual(["open", "copy", "send", "delete"]);
  });
});

it("what is searched for comes in one ranked list, and in its groups again once the words are gone", () => {
  view.groupBy("section");
  expect(view.ordered).toMatchObject({ group: "section" });
  view.type("дорога");
  expect(view.ordered).not.toHaveProperty("group");
  view.type(" ");
  expect(view.ordered).toMatchObject({ group: "section" });
  view.groupBy(null);
});
