/**
 * Lists by arrows: `<ul {@attach arrows}>` moves the focus between the `[data-row]` elements in it with ↑, ↓, Home and
 * End. Each row stays reachable by Tab, too. When the row that has the focus goes, the one that takes its place has it.
 */
export function arrows(list: HTMLElement): () => void {
  const rowsOf = (of: Element): HTMLElement[] => [...of.querySelectorAll<HTMLElement>("[data-row]")];
  const move = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const rows = rowsOf(list);
    const at = rows.findIndex((row) => row === document.activeElement);
    if (at < 0) return;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    const row = to === undefined ? undefined : rows[to];
    if (row === undefined) return;
    event.preventDefault();
    row.focus();
  };

  let had: Element | null = null;
  let at = 0;
  const stand = (event: FocusEvent): void => {
    had = event.target as Element;
    at = [...list.children].findIndex((item) => item.contains(had));
  };
  const watch = new MutationObserver(() => {
    const lost = document.activeElement === null || document.activeElement === document.body;
    if (had === null || had.isConnected || !lost) return;
    had = null;
    const next = list.children[Math.min(at, list.children.length - 1)];
    if (next !== undefined) rowsOf(next)[0]?.focus();
  });

  list.addEventListener("keydown", move);
  list.addEventListener("focusin", stand);
  watch.observe(list, { childList: true });
  return () => {
    list.removeEventListener("keydown", move);
    list.removeEventListener("focusin", stand);
    watch.disconnect();
  };
}
