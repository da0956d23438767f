/** The editor's keys and their words, for the commands that it offers and for the list of keys. */
import type { Key } from "$lib/i18n";

export type EditorKey =
  "save" | "primary" | "preview" | "photo" | "place" | "history" | "nextProblem" | "previousProblem";

export const EDITOR_KEYS: Readonly<Record<EditorKey, { keys: string; word: Key }>> = {
  primary: { keys: "Ctrl+Enter", word: "keys.primary" },
  save: { keys: "Ctrl+S", word: "keys.save" },
  preview: { keys: "Ctrl+Shift+E", word: "output.preview.open" },
  photo: { keys: "Ctrl+Shift+P", word: "keys.photo" },
  place: { keys: "Ctrl+M", word: "keys.place" },
  history: { keys: "Ctrl+Shift+H", word: "history.show" },
  nextProblem: { keys: "Alt+↓", word: "keys.nextProblem" },
  previousProblem: { keys: "Alt+↑", word: "keys.previousProblem" },
};
