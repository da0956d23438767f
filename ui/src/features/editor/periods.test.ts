import { describe, expect, it } from "vitest";
import { periodOn } from "../desk/due";
import { periodOf, usualPeriod } from "./periods";

describe("a quick choice of a period", () => {
  it("knows the ends of months and quarters", () => {
    const today = new Date(2026, 10, 22);
    expect(periodOf("this_month", today)).toEqual({ from: "2026-11-01", to: "2026-11-30" });
    expect(periodOf("last_month", today)).toEqual({ from: "2026-10-01", to: "2026-10-31" });
    expect(periodOf("this_quarter", today)).toEqual({ from: "2026-10-01", to: "2026-12-31" });
    expect(periodOf("last_quarter", today)).toEqual({ from: "2026-07-01", to: "2026-09-30" });
    expect(periodOf("this_year", today)).toEqual({ from: "2026-01-01", to: "2026-12-31" });
  });

  it("goes back over the new year", () => {
    const today = new Date(2028, 0, 3);
    expect(periodOf("last_month", today)).toEqual({ from: "2027-12-01", to: "2027-12-31" });
    expect(periodOf("last_quarter", today)).toEqual({ from: "2027-10-01", to: "2027-12-31" });
  });

  it("knows leap years", () => {
    expect(periodOf("last_month", new Date(2028, 2, 1)).to).toBe("2028-02-29");
  });
});

describe("the usual period", () => {
  it("is the one that the desk asks for", () => {
    for (const rule of ["daily", "weekly", "monthly", "quarterly"] as const) {
      for (const [month, day] of [
        [10, 22],
        [10, 23],
        [0, 1],
        [11, 31],
      ] as const) {
        const choice = usualPeriod(rule);
        const asked = periodOn(rule, Date.UTC(2026, month, day));
        expect(choice && periodOf(choice, new Date(2026, month, day))).toEqual(asked);
      }
    }
    expect(usualPeriod("as_needed")).toBeNull();
    expect(usualPeriod(undefined)).toBeNull();
  });
});
