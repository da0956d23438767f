import { describe, expect, it } from "vitest";
import { parseDay, showDay } from "./days";

describe("a typed day", () => {
  it.each([
    ["22.11.2026", "2026-11-22"],
    ["1.2.26", "2026-02-01"],
    ["01/02/2026", "2026-02-01"],
    ["2026-11-22", "2026-11-22"],
    ["22112026", "2026-11-22"],
    ["22.11.2026 р.", "2026-11-22"],
    ["29.02.2028", "2028-02-29"],
  ])("%s is %s", (typed, kept) => {
    expect(parseDay(typed)).toBe(kept);
  });

  it.each(["31.02.2026", "29.02.2026", "13.13.2026", "завтра", "", "22.11"])("%s is no day", (typed) => {
    expect(parseDay(typed)).toBeNull();
  });

  it("is shown as officials write it", () => {
    expect(showDay("2026-11-22")).toBe("22.11.2026");
    expect(showDay("завтра")).toBe("завтра");
    expect(showDay(null)).toBe("");
  });
});
