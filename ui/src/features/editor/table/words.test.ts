import { beforeEach, expect, it } from "vitest";
import { setLanguage } from "$lib/i18n";
import type { Column, Problem } from "$lib/ipc";
import { placedWords } from "./words";

const columns: Column[] = [{ kind: "text", id: "kind", label: { uk: "Вид", en: "Kind" }, required: true }];
const problem = (place: Partial<Problem>): Problem =>
  ({ field: "values", code: "required", ...place }) as Problem;

beforeEach(() => setLanguage("uk"));

it("names the row and the column of what is wrong", () => {
  const words = (place: Partial<Problem>): string =>
    placedWords(columns, problem(place), "Заповніть це поле");
  expect(words({ row: 1, column: "kind" })).toBe("Рядок 2, «Вид»: Заповніть це поле");
  expect(words({ row: 1 })).toBe("Рядок 2: Заповніть це поле");
  expect(words({})).toBe("Заповніть це поле");
});
