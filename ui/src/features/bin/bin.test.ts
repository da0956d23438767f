import { describe, expect, it } from "vitest";
import { daysLeft, named } from "./bin";

describe("the bin", () => {
  it("counts days as the calendar does: what goes later today has none left", () => {
    const now = new Date("2026-11-23T10:00:00");
    expect(daysLeft("2026-12-23T10:00:00", now)).toBe(30);
    expect(daysLeft("2026-11-24T01:00:00", now)).toBe(1);
    expect(daysLeft("2026-11-23T23:00:00", now)).toBe(0);
    expect(daysLeft("2026-11-20T10:00:00", now)).toBeLessThan(0);
  });
  it("names what goes, and says how many it does not name", () => {
    const titles = Array.from({ length: 10 }, (_, at) => `Звіт ${at}`);
    expect(named(titles.slice(0, 9))).toEqual({ shown: titles.slice(0, 9), more: 0 });
    const many = named(titles);
    expect(many.shown.length + many.more).toBe(10);
    expect(many.more).toBe(2);
  });
});
