import { describe, expect, it } from "vitest";
import type { ReportRow, Standing } from "$lib/ipc";
import { kept, primaryAction } from "./standing";

function row(change: Partial<ReportRow>): ReportRow {
  return {
    id: "0",
    section: "council-work",
    title: "",
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
    ...change,
  };
}

describe("the primary action", () => {
  it.each<[Standing, boolean, string]>([
    ["draft", false, "send"],
    ["queued", false, "unsend"],
    ["sending", false, "none"],
    ["received", false, "none"],
    ["in_review", false, "none"],
    ["in_review", true, "send_changes"],
    ["returned", false, "none"],
    ["returned", true, "send_changes"],
    ["published", false, "open_public"],
    ["published", true, "send_changes"],
    ["failed", false, "send_again"],
    ["conflict", true, "none"],
  ])("of the author, %s, unsent changes: %s, is %s", (standing, unsent_changes, action) => {
    expect(primaryAction(row({ standing, unsent_changes }))).toBe(action);
  });

  it("of the head is to approve what waits, then to open what is public", () => {
    expect(primaryAction(row({ others: true, standing: "in_review", can_approve: true }))).toBe("approve");
    expect(primaryAction(row({ others: true, standing: "published" }))).toBe("open_public");
    expect(primaryAction(row({ others: true, standing: "in_review" }))).toBe("none");
  });
});

describe("the saved line", () => {
  it("tells what is only here from what the portal has", () => {
    expect(kept(row({}), false)).toBe("here");
    expect(kept(row({ standing: "in_review" }), true)).toBe("portal");
    expect(kept(row({ standing: "in_review", unsent_changes: true }), true)).toBe("here_newer");
  });
});
