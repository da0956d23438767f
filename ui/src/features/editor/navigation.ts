/** Going to a field of the page and knowing which one has the focus. */
import { TITLE } from "./readiness";

/** Where an answer is written or chosen. */
const ANSWER = ':is(input:not(:disabled), textarea, select, [contenteditable="true"])';
/** A wrong answer, or a wrong cell of a table that is words until it has the focus. */
const WRONG = `:is([aria-invalid="true"]${ANSWER}, button[data-invalid])`;
/** What else of a field may have the focus: buttons over the text come before it on the page, yet are not meant. */
const FOCUSABLE = ':is([role="application"], button:not(:disabled))';

function element(field: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-field="${CSS.escape(field)}"]`);
}

/** Brings a field into view and focuses its (first wrong) control. */
export function goToField(field: string): void {
  const row = element(field);
  if (row === null) return;
  if (field !== TITLE) row.scrollIntoView({ block: "center" });
  const find = (selector: string): HTMLElement | null =>
    row.matches(selector) ? row : row.querySelector<HTMLElement>(selector);
  const wrong = find(WRONG);
  // A long table scrolls by itself.
  if (field !== TITLE) wrong?.scrollIntoView({ block: "nearest" });
  const control = wrong ?? find(ANSWER) ?? find(FOCUSABLE);
  control?.focus({ preventScroll: true });
}

/** Brings the map of a place field into view and focuses it. */
export function goToMap(field: string): void {
  const map = element(field)?.querySelector<HTMLElement>('[role="application"]');
  map?.scrollIntoView({ block: "center" });
  map?.focus({ preventScroll: true });
}

/** The field that has the focus. */
export function focusedField(): string | null {
  return document.activeElement?.closest<HTMLElement>("[data-field]")?.dataset["field"] ?? null;
}

/** The group that is at the top of what is seen, or the last one whose heading has gone by. */
export function groupInView(body: HTMLElement, groups: readonly string[]): string | null {
  const line = body.getBoundingClientRect().top + 96;
  const atEnd = body.scrollTop > 0 && body.scrollTop + body.clientHeight >= body.scrollHeight - 4;
  if (atEnd) return groups.at(-1) ?? null;
  let here = groups[0] ?? null;
  for (const group of groups) {
    const top = document.getElementById(`group-${group}`)?.getBoundingClientRect().top;
    if (top !== undefined && top <= line) here = group;
  }
  return here;
}
