/** An attached file: its value, and the words of what could not be done with one. */
import { mostBytes } from "$lib/format";
import { t, type Key } from "$lib/i18n";
import type { FileRefusal, FileUse } from "$lib/ipc";
import { asObject } from "./types";

const words = {
  too_large: "editor.file.refused.too_large",
  empty: "editor.file.refused.empty",
  unreadable: "editor.file.refused.unreadable",
  program: "editor.file.refused.program",
  not_here: "editor.file.refused.not_here",
  no_viewer: "editor.file.refused.no_viewer",
} satisfies Record<FileRefusal["code"], Key>;

/** Why a file was not attached or not opened, and what to do. */
export function fileRefusalWords(reason: FileRefusal, name: string): string {
  return t(words[reason.code], {
    name,
    max: reason.code === "too_large" ? mostBytes(reason.max_bytes) : "",
    ending: reason.code === "program" ? reason.ending : "",
  });
}

/** The value of a file field, `null` while it is empty. */
export function asFile(value: unknown): FileUse | null {
  const { file, name, bytes } = asObject(value);
  return typeof file === "string" && typeof name === "string" && typeof bytes === "number"
    ? { file, name, bytes }
    : null;
}
