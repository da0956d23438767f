import { describe, expect, it } from "vitest";
import { editDecimal, formatDecimal, formatNumber, parseDecimal, parseMoney, sumDecimals } from "./decimal";

describe("a typed number", () => {
  it.each([
    ["1 234,5", "1234.5"],
    ["1\u00a0234\u202f567.25", "1234567.25"],
    ["007", "7"],
    ["0,5", "0.5"],
    [",5", "0.5"],
    ["12,", "12"],
    ["−3", "-3"],
    ["0", "0"],
    ["7,50", "7.50"],
  ])("%s is kept as %s", (typed, kept) => {
    expect(parseDecimal(typed)).toEqual({ value: kept, ok: true });
  });

  it("is nothing when blank", () => {
    expect(parseDecimal("  ")).toEqual({ value: null, ok: true });
  });

  it.each(["сто", "1,2,3", "12 грн", "1e5", "--1"])(
    "%s is kept as typed, for the program to speak of",
    (typed) => {
      expect(parseDecimal(typed)).toEqual({ value: typed, ok: false });
    },
  );
});

describe("a kept number", () => {
  it("is shown by the language, thousands apart", () => {
    expect(formatDecimal("1234567.5", "uk")).toBe("1\u00a0234\u00a0567,5");
    expect(formatDecimal("1234567.5", "en")).toBe("1,234,567.5");
    expect(formatDecimal("-12", "uk")).toBe("−12");
    expect(formatDecimal("сто", "uk")).toBe("сто");
  });

  it("is a year when it has four digits and can have none behind the point", () => {
    expect(formatNumber("2026", 0, "uk")).toBe("2026");
    expect(formatNumber("12026", 0, "uk")).toBe("12\u00a0026");
    expect(formatNumber("2026", 2, "uk")).toBe("2\u00a0026");
  });

  it("is edited without thousands apart", () => {
    expect(editDecimal("1234567.5", "uk")).toBe("1234567,5");
    expect(editDecimal("1234567.5", "en")).toBe("1234567.5");
  });
});

describe("a column's total", () => {
  it("is exact and passes over what is no number", () => {
    expect(sumDecimals(["0.1", "0.2", "сто", null])).toBe("0.3");
    expect(sumDecimals(["100", "-0.005"])).toBe("99.995");
    expect(sumDecimals([])).toBe("0");
  });
});

describe("a typed sum", () => {
  it.each([
    ["1 234 567,89 грн", "1234.568", true],
    ["999 грн.", "0.999", true],
    ["2000 ₴", "2", true],
    ["12,5 тис. грн", "12.5", false],
    ["1,25 млн грн", "1250", true],
    ["1 234,5", "1234.5", false],
  ])("%s is %s thousands", (typed, value, converted) => {
    expect(parseMoney(typed)).toEqual({ value, ok: true, converted });
  });

  it("that is none stays as typed", () => {
    expect(parseMoney("багато грн")).toEqual({ value: "багато грн", ok: false, converted: false });
  });
});
