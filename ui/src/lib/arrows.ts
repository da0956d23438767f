/**
 * Lists by arrows: `<ul {@attach arrows}>` moves the focus between the `[data-row]` elements in it with ↑, ↓, Home and
 * End. Each row stays reachable by Tab, too.
 */
export function arrows(list: HTMLElement): () => void {
  const move = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const rows = [...list.querySelectorAll<HTMLElement>("[data-row]")];
    const at = rows.findIndex((row) => row === document.activeElement);
    if (at < 0) return;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    const row = to === undefined ? undefined : rows[to];
    if (row === undefined) return;
    event.preventDefault();
    row.focus();
  };
  list.addEventListener("keydown", move);
  return () => list.removeEventListener("keydown", move);
}
