/**
 * Combinations of keys as they are written: `Ctrl+Shift+P`, `Alt+↓`, `F1`.
 *
 * By the key's place, not its letter: on the Ukrainian layout Ctrl+N is Ctrl+т.
 */
const NAMES: Readonly<Record<string, string>> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Enter: "Enter",
  NumpadEnter: "Enter",
  Equal: "+",
  NumpadAdd: "+",
  Minus: "-",
  NumpadSubtract: "-",
  Numpad0: "0",
  Slash: "/",
};

/** What was pressed; null for what is typing and for a modifier alone. */
export function keysOf(event: KeyboardEvent): string | null {
  const { code } = event;
  const name =
    NAMES[code] ??
    /^Key(?<letter>[A-Z])$/u.exec(code)?.groups?.["letter"] ??
    /^Digit(?<digit>\d)$/u.exec(code)?.groups?.["digit"] ??
    (/^F\d+$/u.test(code) ? code : null);
  if (name === null) return null;
  // Ctrl+Plus is Ctrl+Shift+= on most keyboards, and means the same.
  const shift = event.shiftKey && name !== "+";
  const held = [(event.ctrlKey || event.metaKey) && "Ctrl", event.altKey && "Alt", shift && "Shift"].filter(
    (key) => key !== false,
  );
  if (!held.includes("Ctrl") && !held.includes("Alt") && !code.startsWith("F")) return null;
  return [...held, name].join("+");
}

/** The keys of a combination one by one: `Ctrl++` is Ctrl and +. */
export function keysApart(keys: string): string[] {
  return keys.split(/\+(?=.)/u);
}

/** A combination as `aria-keyshortcuts` wants it: `Control+Shift+P`. */
export function ariaKeys(keys: string): string {
  const names: Readonly<Record<string, string>> = {
    Ctrl: "Control",
    "↑": "ArrowUp",
    "↓": "ArrowDown",
    "+": "Plus",
  };
  return keysApart(keys)
    .map((key) => names[key] ?? key)
    .join("+");
}
