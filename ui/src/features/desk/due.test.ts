import { describe, expect, it } from "vitest";
import type { Form, Section, UpdateRule } from "$lib/ipc";
import { begunWith, dueOf, inOrder } from "./due";

const section = (rule: UpdateRule): Section => ({ id: rule, rule }) as Section;
/** Said in one line: the period and whether it is overdue; undefined when nothing is due. */
function due(rule: UpdateRule, today: string, ...changed: string[]): string | undefined {
  const mine = changed.map((day) => ({ updated_at: `${day}T10:00:00` }));
  const found = dueOf(section(rule), mine, new Date(`${today}T09:00:00`));
  return found && `${found.period.from}…${found.period.to}${found.overdue ? " overdue" : ""}`;
}

describe("what is due", () => {
  it.each([
    ["daily", "2026-11-23", "2026-11-23…2026-11-23"],
    ["weekly", "2026-11-22", "2026-11-16…2026-11-22"],
    ["monthly", "2026-11-23", "2026-11-01…2026-11-30"],
    ["monthly", "2028-02-25", "2028-02-01…2028-02-29"],
    ["quarterly", "2026-12-28", "2026-10-01…2026-12-31"],
    ["as_needed", "2026-11-23", undefined],
  ] as const)("by the rule %s on %s is %s", (rule, today, period) => {
    expect(due(rule, today)).toBe(period);
  });

  it("is spoken of when its last day is near, not before", () => {
    expect(due("monthly", "2026-11-19")).toBeUndefined();
    expect(due("monthly", "2026-11-20")).toBe("2026-11-01…2026-11-30");
    expect(due("monthly", "2026-11-30")).toBe("2026-11-01…2026-11-30");
  });

  it("is done once a report was worked at within the period", () => {
    expect(due("monthly", "2026-11-23", "2026-11-01")).toBeUndefined();
    expect(due("monthly", "2026-11-23", "2026-10-31")).toBe("2026-11-01…2026-11-30");
  });

  it("is overdue when a section that was kept has a period left out", () => {
    expect(due("monthly", "2026-11-03", "2026-09-30")).toBe("2026-10-01…2026-10-31 overdue");
    expect(due("monthly", "2027-01-03", "2026-11-30")).toBe("2026-12-01…2026-12-31 overdue");
    expect(due("quarterly", "2026-11-23", "2026-02-02")).toBe("2026-07-01…2026-09-30 overdue");
  });

  it("blames nobody for a section that was never filled here, nor for a Sunday", () => {
    expect(due("monthly", "2026-11-03")).toBeUndefined();
    expect(due("daily", "2026-11-23", "2026-11-20")).toBe("2026-11-23…2026-11-23");
    expect(due("daily", "2026-11-24", "2026-11-20")).toBe("2026-11-23…2026-11-23 overdue");
  });

  it("comes with the nearest day first", () => {
    const now = new Date("2026-11-23T09:00:00");
    const rules: UpdateRule[] = ["monthly", "weekly", "daily"];
    const all = rules.map((rule) => dueOf(section(rule), [], now)).filter((one) => one !== undefined);
    expect(inOrder(all).map(({ section: { id } }) => id)).toEqual(["daily", "weekly", "monthly"]);
  });

  it("begins with its period where the form asks for one", () => {
    const period = { from: "2026-11-01", to: "2026-11-30" };
    const form = (kind: string): Form =>
      ({ groups: [{ fields: [{ id: "when", kind }] }] }) as unknown as Form;
    expect(begunWith(form("period"), period)).toEqual({ when: period });
    expect(begunWith(form("date"), period)).toEqual({});
  });
});
