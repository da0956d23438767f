/** Items that only their styles make a list → lists in lists, as far as they follow one another. */
import { words, type Block } from "./model";

type Item = Extract<Block, { kind: "item" }>;
type List = Extract<Block, { kind: "list" }>;

export function assemble(blocks: readonly Block[]): Block[] {
  const out: Block[] = [];
  /** The lists that are open, the outermost first. */
  let open: { level: number; list: List }[] = [];
  for (const block of blocks) {
    if (block.kind === "item") {
      open = open.filter(({ level }) => level <= block.level);
      put(block, open, out);
    } else if (block.kind === "line" && block.continues && open.length > 0) {
      open.at(-1)?.list.items.at(-1)?.push(block);
    } else {
      open = [];
      out.push(within(block));
    }
  }
  return out.flatMap(counted);
}

function put(item: Item, open: { level: number; list: List }[], out: Block[]): void {
  const last = open.at(-1);
  const line: Block = { kind: "line", line: item.line, continues: false };
  if (last?.level === item.level && last.list.ordered === item.ordered) {
    last.list.items.push([line]);
    return;
  }
  if (last?.level === item.level) open.pop();
  const list: List = { kind: "list", ordered: item.ordered, start: first(item.mark), items: [[line]] };
  const under = open.at(-1)?.list.items.at(-1);
  if (under) under.push(list);
  else out.push(list);
  open.push({ level: item.level, list });
}

/** The number that a list counts from; letters and Roman figures are taken for a beginning. */
function first(mark: string): number {
  return Number(/^\(?(?:\d+\.)*(\d+)/u.exec(mark)?.[1] ?? 1);
}

function within(block: Block): Block {
  if (block.kind === "quote") return { ...block, blocks: assemble(block.blocks) };
  if (block.kind === "list") return { ...block, items: block.items.map(assemble) };
  if (block.kind === "table")
    return {
      ...block,
      rows: block.rows.map((row) => row.map((cell) => ({ ...cell, blocks: assemble(cell.blocks) }))),
    };
  return block;
}

/**
 * Lists of reports count from one. One that goes on from another («4. …» after a paragraph between) becomes paragraphs
 * with their numbers: a wrong number in an official text is worse than none.
 */
function counted(block: Block): Block[] {
  if (block.kind !== "list" || !block.ordered || block.start === 1) return [block];
  return block.items.flatMap((item, at): Block[] => {
    const number = `${String(block.start + at)}. `;
    const [head, ...rest] = item;
    if (head?.kind !== "line" || words(head.line) === "") return item;
    const marks = { bold: false, italic: false, link: null };
    return [{ ...head, line: [{ ...marks, text: number }, ...head.line] }, ...rest];
  });
}
