/** The editor's keys. By the place of the key, not its letter: Ctrl+S is the same in the Ukrainian layout. */

export type EditorKey = "save" | "primary" | "photo" | "place" | "next_problem" | "previous_problem";

export function editorKey(event: KeyboardEvent): EditorKey | null {
  const control = event.ctrlKey || event.metaKey;
  if (control && !event.altKey) {
    if (event.code === "Enter" || event.code === "NumpadEnter") return "primary";
    if (event.code === "KeyS" && !event.shiftKey) return "save";
    if (event.code === "KeyM" && !event.shiftKey) return "place";
    if (event.code === "KeyP" && event.shiftKey) return "photo";
  }
  if (event.altKey && !control && !event.shiftKey) {
    if (event.code === "ArrowDown") return "next_problem";
    if (event.code === "ArrowUp") return "previous_problem";
  }
  return null;
}
