/**
 * The lines of a grouped list: a heading for each group, then its rows unless they are folded away. Found by counting,
 * not by listing: a list of 100,000 rows has as many headings as it has groups, and nothing else is kept of it.
 */
export type Group = { key: string | null; count: number };
export type Line =
  { kind: "row"; at: number } | { kind: "group"; key: string; value: string | null; count: number };

export type Lines = {
  count: number;
  /** The line at this place; `index` lies within `count`. */
  at: (index: number) => Line;
};

/** A group's key as text; what belongs to no group has one of its own. */
export const keyOf = (value: string | null): string => value ?? "\u0000";

export function lay(total: number, groups: readonly Group[], folded: ReadonlySet<string>): Lines {
  if (groups.length === 0) return { count: total, at: (index) => ({ kind: "row", at: index }) };
  const heads: { line: number; row: number; group: Group }[] = [];
  let line = 0;
  let row = 0;
  for (const group of groups) {
    heads.push({ line, row, group });
    line += 1 + (folded.has(keyOf(group.key)) ? 0 : group.count);
    row += group.count;
  }
  const at = (index: number): Line => {
    // The last heading that does not stand behind the line.
    let low = 0;
    let high = heads.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((heads[middle]?.line ?? 0) <= index) low = middle;
      else high = middle - 1;
    }
    const head = heads[low];
    if (head === undefined) return { kind: "row", at: index };
    if (head.line === index) {
      const { key, count } = head.group;
      return { kind: "group", key: keyOf(key), value: key, count };
    }
    return { kind: "row", at: head.row + index - head.line - 1 };
  };
  return { count: line, at };
}
