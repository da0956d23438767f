import { flushSync, mount, unmount } from "svelte";
import { afterEach, expect, it } from "vitest";
import { dues } from "$features/desk/dues.svelte";
import type { Section, Start } from "$lib/ipc";
import { reports } from "$lib/state/reports.svelte";
import Rail from "./Rail.svelte";

const start = { preferences: { rail_collapsed: false }, seat: { kind: "local" } } as unknown as Start;
const period = { from: "2026-11-01", to: "2026-11-30" };
const due = (id: string) => ({ section: { id } as Section, period, overdue: false });

let shown: Record<string, unknown> | undefined;
afterEach(async () => {
  if (shown) await unmount(shown);
  reports.forget();
  dues.all = [];
});

it("the number beside the desk is of all that needs one: reports, and what is due", () => {
  shown = mount(Rail, { target: document.body, props: { start } });
  flushSync();
  const badge = (): string | undefined =>
    document.querySelector('[data-test="nav-desk"] .count')?.textContent ?? undefined;
  expect(badge()).toBeUndefined();
  reports.desk = { needing: [], needing_count: 2, recent: [], total: 9, counts: {} };
  flushSync();
  expect(badge()).toBe("2");
  dues.all = [due("roads"), due("schools")];
  flushSync();
  expect(badge()).toBe("4");
});
