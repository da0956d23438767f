import { parse, TYPE, type MessageFormatElement } from "@formatjs/icu-messageformat-parser";
import { describe, expect, it } from "vitest";
import { parts as inEnglish } from "./english";
import { parts, ukrainian as all } from "./ukrainian";

/** The parts one by one: name, Ukrainian, English. */
const files = Object.entries(parts).map(
  ([name, words]) => [name, words, inEnglish[name as keyof typeof parts]] as const,
) as readonly (readonly [string, Readonly<Record<string, string>>, Readonly<Record<string, string>>])[];

function placeholders(elements: readonly MessageFormatElement[]): string[] {
  return elements.flatMap((element) => {
    switch (element.type) {
      case TYPE.literal:
      case TYPE.pound:
        return [];
      case TYPE.plural:
      case TYPE.select:
        return [element.value, ...Object.values(element.options).flatMap(({ value }) => placeholders(value))];
      case TYPE.tag:
        return placeholders(element.children);
      default:
        return [element.value];
    }
  });
}

const sorted = (message: string): string[] =>
  [...new Set(placeholders(parse(message, { ignoreTag: true })))].toSorted();

describe.each(files)("words of %s", (_, ukrainian, english) => {
  it("are there in both languages", () => {
    expect(Object.keys(english).toSorted()).toEqual(Object.keys(ukrainian).toSorted());
  });

  it("take the same placeholders in both languages", () => {
    for (const [key, message] of Object.entries(ukrainian)) {
      expect([key, sorted(english[key] ?? "")]).toEqual([key, sorted(message)]);
    }
  });

  it("never shout and never use a typewriter's apostrophe", () => {
    for (const [key, message] of [...Object.entries(ukrainian), ...Object.entries(english)]) {
      expect(message, key).not.toMatch(/[!']/u);
    }
  });

  it("have all Ukrainian plural forms", () => {
    for (const [key, message] of Object.entries(ukrainian)) {
      for (const element of parse(message, { ignoreTag: true })) {
        if (element.type !== TYPE.plural) continue;
        expect(Object.keys(element.options), key).toEqual(
          expect.arrayContaining(["one", "few", "many", "other"]),
        );
      }
    }
  });
});

it("no file's word hides another's", () => {
  expect(files.reduce((count, [, words]) => count + Object.keys(words).length, 0)).toBe(
    Object.keys(all).length,
  );
});

it("every word of the program is said somewhere", () => {
  const sources = Object.values(
    import.meta.glob<string>("/src/**/*.{ts,svelte}", { query: "?raw", import: "default", eager: true }),
  ).join("\n");
  // Some families are named by their codes: `t(`editor.period.${choice}`)`.
  const said = (key: string): boolean =>
    sources.includes(`"${key}"`) ||
    [...key.matchAll(/\./gu)].some(({ index }) => sources.includes("`" + key.slice(0, index + 1) + "${"));
  const named = Object.keys(all).filter((key) => !/^(?:error|fail|problem)\./u.test(key));
  expect(named.filter((key) => !said(key))).toEqual([]);
});
