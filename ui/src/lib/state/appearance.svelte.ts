/** Light, dark or of high contrast, by choice or as the system says. CSS reads `data-theme` of the root; the map asks `isDark()`. */
import type { Theme } from "$lib/ipc";

const system = window.matchMedia("(prefers-color-scheme: dark)");

let chosen = $state<Theme>("system");
let systemDark = $state(system.matches);
system.addEventListener("change", (event) => {
  systemDark = event.matches;
});

export function applyTheme(theme: Theme): void {
  chosen = theme;
  document.documentElement.dataset["theme"] = theme;
}

/** Whether the window is dark now; reactive. For what CSS does not reach, such as a canvas. */
export function isDark(): boolean {
  return chosen === "system" || chosen === "contrast" ? systemDark : chosen === "dark";
}
