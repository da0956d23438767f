import { parse, TYPE, type MessageFormatElement } from "@formatjs/icu-messageformat-parser";
import { describe, expect, it } from "vitest";
import editorEn from "./editor.en.json";
import editorUk from "./editor.uk.json";
import en from "./en.json";
import uk from "./uk.json";

type Words = Readonly<Record<string, string>>;

const files: [string, Words, Words][] = [
  ["the program's words", uk, en],
  ["the editor's words", editorUk, editorEn],
];

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

describe.each(files)("%s", (_, ukrainian, english) => {
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

it("no word of the editor's file hides one of the program's", () => {
  expect(Object.keys(editorUk).filter((key) => key in uk)).toEqual([]);
});

it("every word of the program is said somewhere", () => {
  const sources = Object.values(
    import.meta.glob<string>("/src/**/*.{ts,svelte}", { query: "?raw", import: "default", eager: true }),
  ).join("\n");
  // These two families are named by their codes.
  const named = Object.keys(uk).filter((key) => !/^(?:error|fail)\./u.test(key));
  expect(named.filter((key) => !sources.includes(`"${key}"`))).toEqual([]);
});
