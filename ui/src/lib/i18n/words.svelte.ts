/**
 * The interface's words.
 *
 *     t("desk.title")                         // typed: a key that uk.json lacks does not compile
 *     t("line.waiting", { count: 2 })         // ICU messages: {count, plural, one {…} few {…} many {…} other {…}}
 *     label(section.name)                     // a text of the catalogue in the present language
 *     await setLanguage("en")                 // everything drawn with t(), label() and format.ts changes
 *
 * The words lie in files by what they are about (ukrainian.ts, english.ts): editor.*.json has "editor.…", "photos.…", "map.…", table.*.json
 * "table.…", import.*.json "import.…", output.*.json "output.…" (preview, export, print), start.*.json "start.…", the rest is
 * in uk.json and en.json. Import from "$lib/i18n". A test proves that both languages have the same keys and placeholders.
 */
import { IntlMessageFormat } from "intl-messageformat";
import type { Label, Language } from "$lib/ipc";
import { ukrainian } from "./ukrainian";

/** A key of the catalogue of words. */
export type Key = keyof typeof ukrainian;
/** What a message's placeholders are filled with. */
export type Params = Record<string, string | number>;

const words: Partial<Record<Language, Readonly<Record<string, string>>>> = { uk: ukrainian };

let language = $state<Language>("uk");
// Only a memory of compiled messages; nothing that is drawn depends on it.
// eslint-disable-next-line svelte/prefer-svelte-reactivity
const compiled = new Map<string, IntlMessageFormat>();

/** The present language; reactive. */
export function currentLanguage(): Language {
  return language;
}

/** Changes the language as soon as its words are there, Ukrainian at once, and the document's `lang` with it. */
export async function setLanguage(next: Language): Promise<void> {
  if (next === "en" && words.en === undefined) words.en = (await import("./english")).english;
  language = next;
  document.documentElement.lang = next;
}

/** The words of `key` in the present language. */
export function t(key: Key, params?: Params): string {
  const id = `${language}:${key}`;
  let message = compiled.get(id);
  if (message === undefined) {
    message = new IntlMessageFormat(words[language]?.[key] ?? key, language, undefined, { ignoreTag: true });
    compiled.set(id, message);
  }
  return String(message.format<string>(params));
}

/** A text of the catalogue in the present language; Ukrainian where there is no English one. */
export function label(text: Label): string {
  return language === "en" ? (text.en ?? text.uk) : text.uk;
}
