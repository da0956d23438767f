/**
 * Waits with what moves the page until no button of the mouse is held down.
 *
 * Leaving a field saves it, and a message under it may come or go. Between pressing and releasing the button that would
 * move the next control from under the pointer, and the press would be lost.
 */
let pressed = false;
let waiting: (() => void)[] = [];

function release(): void {
  pressed = false;
  const runs = waiting;
  waiting = [];
  // The click itself comes right after the release.
  setTimeout(() => {
    for (const run of runs) run();
  });
}

window.addEventListener("pointerdown", () => (pressed = true), { capture: true });
window.addEventListener("pointerup", release, { capture: true });
window.addEventListener("pointercancel", release, { capture: true });
window.addEventListener("blur", release);

/** Runs now, or once the button is up. */
export function afterPress(run: () => void): void {
  if (pressed) waiting.push(run);
  else run();
}
