import { beforeEach, expect, it } from "vitest";
import { errorWords, failWords, problemWords, refusalWords } from "./errors";
import { setLanguage } from "./i18n";
import { asAppError } from "./ipc";

beforeEach(() => setLanguage("uk"));

it("names the host that does not answer and what can be done meanwhile", () => {
  const words = errorWords({ code: "no_answer", host: "portal.misto.gov.ua" });
  expect(words.title).toContain("portal.misto.gov.ua");
  expect(words.todo).toContain("Чернетки на місці");
});

it("has a sentence even for what is not an error of the program's own", () => {
  expect(asAppError(new TypeError("x"))).toEqual({ code: "fault" });
  expect(asAppError("x")).toEqual({ code: "fault" });
  expect(errorWords(JSON.parse('{"code":"made_up_later"}')).title).toBe("У програмі сталася несправність");
});

it("counts the errors that the portal found", () => {
  const problem = { field: "title", code: "required" } as const;
  expect(failWords({ code: "invalid", problems: [problem] }).title).toBe("портал знайшов 1 помилку");
  expect(failWords({ code: "invalid", problems: Array(5).fill(problem) }).title).toBe(
    "портал знайшов 5 помилок",
  );
});

it("writes limits as the person would", () => {
  expect(problemWords({ code: "too_large", max: "100.5" })).toBe("Не більше ніж 100,5");
  expect(problemWords({ code: "too_precise", decimals: 0 })).toBe("Лише ціле число");
  expect(refusalWords({ code: "too_many_pixels", width: 60000, height: 60000 })).toMatch(
    /60\s?000 × 60\s?000/u,
  );
});
