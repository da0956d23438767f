import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bytes, compare, day, matches, money, number, time, until, when } from "./format";
import { setLanguage } from "./i18n";

const now = new Date(2026, 10, 22, 14, 5, 30);
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/gu, " ");

describe("in Ukrainian", () => {
  beforeEach(() => setLanguage("uk"));

  it("writes a day as documents do, without the year's abbreviation", () => {
    expect(plain(day("2026-11-22"))).toBe("22 листопада 2026");
  });

  it("writes time by 24 hours", () => {
    expect(time(new Date(2026, 0, 1, 0, 7))).toBe("00:07");
    expect(time(new Date(2026, 0, 1, 14, 5))).toBe("14:05");
  });

  it("names the near past in words", () => {
    expect(when(new Date(2026, 10, 22, 14, 5, 1), now)).toBe("щойно");
    expect(when(new Date(2026, 10, 22, 0, 1), now)).toBe("сьогодні, 00:01");
    expect(when(new Date(2026, 10, 21, 23, 59), now)).toBe("вчора, 23:59");
    expect(plain(when(new Date(2026, 10, 12, 9, 0), now))).toBe("12 листопада");
    expect(plain(when(new Date(2025, 11, 31, 9, 0), now))).toBe("31 грудня 2025");
  });

  it("says when the next try is", () => {
    expect(until(new Date(2026, 10, 22, 14, 5, 40), now)).toBe("за кілька секунд");
    expect(until(new Date(2026, 10, 22, 14, 10, 30), now)).toBe("за 5 хв");
    expect(until(new Date(2026, 10, 22, 16, 0), now)).toBe("о 16:00");
  });

  it("writes money in thousands with a comma", () => {
    expect(plain(money("1234.5"))).toBe("1 234,5 тис. грн");
    expect(plain(number(22.5))).toBe("22,5");
  });

  it("writes sizes in the unit that people know", () => {
    expect(plain(bytes(0))).toBe("0 КБ");
    expect(plain(bytes(400))).toBe("1 КБ");
    expect(plain(bytes(612_000))).toBe("612 КБ");
    expect(plain(bytes(1_440_000))).toBe("1,4 МБ");
  });

  it("orders names by the Ukrainian alphabet and numbers by value", () => {
    expect(["Ґанок", "Яма", "Єдність", "Гай", "Ївга", "Іскра"].toSorted(compare)).toEqual([
      "Гай",
      "Ґанок",
      "Єдність",
      "Іскра",
      "Ївга",
      "Яма",
    ]);
    expect(["школа 12", "школа 2"].toSorted(compare)).toEqual(["школа 2", "школа 12"]);
  });
});

describe("in English", () => {
  beforeEach(() => setLanguage("en"));
  afterEach(() => setLanguage("uk"));

  it("follows the language at once", () => {
    expect(day("2026-11-22")).toBe("22 November 2026");
    expect(number(1234.5)).toBe("1,234.5");
  });
});

it("finds whatever the order of words and the kind of apostrophe", () => {
  expect(matches("обєкт ремонт", "Ремонт об’єкта")).toBe(true);
  expect(matches("об'єкта", "Ремонт обʼєкта")).toBe(true);
  expect(matches("сквер", "Ремонт об’єкта")).toBe(false);
  expect(matches("  ", "будь-що")).toBe(true);
});

it("finds what was typed with the keyboard set to the other language", () => {
  expect(matches("ghj,ktvf", "Є проблема – є рішення")).toBe(true);
  expect(matches("Ltgfhnfvtyn trjyjvsrb", "Департамент економіки")).toBe(true);
  expect(matches("'lyfyyz", "Місця єднання та єднання")).toBe(true);
  expect(matches("цщкв", "З документа Word…")).toBe(true);
  expect(matches("Ltgfhnfvtyn", "Відділ економіки")).toBe(false);
  expect(matches("'", "Відділ")).toBe(true);
});
