import { expect, it } from "vitest";
import type { ReportRow, Standing } from "$lib/ipc";
import { needOf } from "./needs";

const row = (id: string, standing: Standing, can_approve = false): ReportRow => ({
  id,
  section: "roads",
  title: id,
  others: can_approve,
  author_name: null,
  standing,
  unsent_changes: false,
  ready: false,
  problems: 0,
  can_approve,
  photos: 0,
  cover: null,
  updated_at: "2026-11-22T10:00:00Z",
  failed: null,
  remarked: null,
});

it("what waits stands by what is to be done, remarks before all else, nothing left out", () => {
  const rows = [
    row("a", "failed"),
    row("b", "in_review", true),
    row("c", "returned"),
    row("d", "conflict"),
    row("e", "returned"),
  ];
  const needs = needOf(rows);
  expect(needs.map(({ word, rows: those }) => [word, those.map(({ id }) => id)])).toEqual([
    ["lists.need.returned", ["c", "e"]],
    ["lists.need.approval", ["b"]],
    ["lists.need.conflict", ["d"]],
    ["lists.need.failed", ["a"]],
  ]);
});
