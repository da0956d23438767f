/** Tables: rows of cells that cover a rectangle. */
import { words, type Block, type Cell, type Inline } from "./model";
import { isHidden } from "./styles";

interface Place {
  cell: Element;
  inHead: boolean;
}

/** Most columns of a table, and most places in it (crates/report, `rich/table`). */
const MOST_COLUMNS = 50;
const MOST_PLACES = 2_000;
/** No cell reaches farther, whatever it says of itself. */
const FARTHEST = 1_000;

/** The rows of a table, not those of tables in it. */
export function tableParts(table: Element): { caption: Element | null; rows: Place[][] } {
  let caption: Element | null = null;
  const rows: Place[][] = [];
  const take = (parent: Element, inHead: boolean): void => {
    let filler = false;
    for (const node of parent.childNodes) {
      if (node.nodeType === Node.COMMENT_NODE) {
        const said = (node.textContent ?? "").trim();
        // A row of Word's and Excel's that only holds the columns' widths.
        filler =
          /^\[if (?:!supportMisaligned|supportMisaligned)/u.test(said) || (filler && said !== "[endif]");
      }
      if (node.nodeType !== Node.ELEMENT_NODE || filler) continue;
      const child = node as Element;
      if (child.localName === "caption") caption = child;
      else if (child.localName === "tr") {
        if (isHidden(child)) continue;
        const cells = [...child.children].filter(
          (cell) => (cell.localName === "td" || cell.localName === "th") && !isHidden(cell),
        );
        rows.push(cells.map((cell) => ({ cell, inHead })));
      } else if (/^t(?:head|body|foot)$/u.test(child.localName)) take(child, child.localName === "thead");
    }
  };
  take(table, false);
  return { caption, rows };
}

/** Whether a table only puts things beside one another: one cell, or tables in it. */
export function isLayout(table: Element, rows: readonly (readonly Place[])[]): boolean {
  return (
    table.getAttribute("role") === "presentation" ||
    rows.reduce((cells, row) => cells + row.length, 0) <= 1 ||
    table.querySelector("table") !== null
  );
}

export function readTable(
  rows: readonly (readonly Place[])[],
  inCell: (cell: Element) => Block[],
): Block | "too_long" | null {
  const grid = new Grid(rows.length);
  rows.forEach((row, y) => {
    for (const { cell, inHead } of row) {
      const span = (name: string): number =>
        Math.max(1, Number.parseInt(cell.getAttribute(name) ?? "1", 10) || 1);
      const blocks = plainBlocks(inCell(cell));
      grid.put(y, {
        header: inHead || cell.localName === "th",
        colspan: span("colspan"),
        rowspan: span("rowspan"),
        blocks,
      });
    }
  });
  const cells = grid.rectangle();
  if (cells.length === 0) return null;
  const width = (cells[0] ?? []).reduce((columns, cell) => columns + cell.colspan, 0);
  if (width > MOST_COLUMNS || width * cells.length > MOST_PLACES) return "too_long";
  nameColumns(cells);
  for (const cell of cells.flat()) if (cell.header) cell.blocks.forEach(unbold);
  return { kind: "table", rows: cells };
}

/** Headings in a cell are bold lines; tables and quotes give what they hold. */
function plainBlocks(blocks: readonly Block[]): Block[] {
  return blocks.flatMap((block): Block[] => {
    if (block.kind === "heading")
      return [
        {
          kind: "line",
          line: block.line.map((inline) => (inline === "break" ? inline : { ...inline, bold: true })),
          continues: false,
        },
      ];
    if (block.kind === "quote") return plainBlocks(block.blocks);
    if (block.kind === "table") return block.rows.flat().flatMap((cell) => cell.blocks);
    return [block];
  });
}

/** A first row that is all bold names the columns, as spreadsheets write it. */
function nameColumns(rows: Cell[][]): void {
  const [names, ...rest] = rows;
  if (!names || rest.length === 0 || rows.flat().some((cell) => cell.header)) return;
  const bold = (inline: Inline): boolean => inline === "break" || inline.bold || inline.text.trim() === "";
  const named = names.filter((cell) => cell.blocks.length > 0);
  const allBold = named.every((cell) =>
    cell.blocks.every((block) => block.kind === "line" && block.line.every(bold)),
  );
  if (named.length > 0 && named.length * 2 > names.length && allBold)
    for (const cell of names) cell.header = true;
}

function unbold(block: Block): void {
  if (block.kind !== "line") return;
  block.line = block.line.map((inline) => (inline === "break" ? inline : { ...inline, bold: false }));
}

/** Puts cells where they belong and makes a rectangle of them. */
class Grid {
  readonly #rows: { cell: Cell; x: number }[][];
  /** Columns that cells from above reach into, by row. */
  readonly #taken: Set<number>[];

  constructor(height: number) {
    this.#rows = Array.from({ length: height }, () => []);
    this.#taken = Array.from({ length: height }, () => new Set<number>());
  }

  put(y: number, cell: Cell): void {
    const row = this.#rows[y];
    const taken = this.#taken[y];
    if (!row || !taken) return;
    let x = 0;
    while (taken.has(x)) x += 1;
    if (x >= FARTHEST) return;
    let colspan = 1;
    while (colspan < cell.colspan && x + colspan < FARTHEST && !taken.has(x + colspan)) colspan += 1;
    const rowspan = Math.min(cell.rowspan, this.#rows.length - y);
    for (let down = 0; down < rowspan; down += 1)
      for (let right = 0; right < colspan; right += 1) this.#taken[y + down]?.add(x + right);
    row.push({ cell: { ...cell, colspan, rowspan }, x });
  }

  rectangle(): Cell[][] {
    const filled = this.#rows.flatMap((row, y) =>
      row.flatMap(({ cell, x }) => (hasWords(cell) ? [{ x, y }] : [])),
    );
    // Columns and rows after the last that begins with words are a sheet's emptiness.
    const width = filled.reduce((most, { x }) => Math.max(most, x + 1), 0);
    const height = filled.reduce((most, { y }) => Math.max(most, y + 1), 0);
    const rows = this.#rows.slice(0, height).map((row, y) => {
      const cells = row
        .filter(({ x }) => x < width)
        .map(({ cell, x }) => ({
          x,
          cell: {
            ...cell,
            colspan: Math.min(cell.colspan, width - x),
            rowspan: Math.min(cell.rowspan, height - y),
          },
        }));
      for (let x = 0; x < width; x += 1)
        if (this.#taken[y]?.has(x) !== true)
          cells.push({ x, cell: { header: false, colspan: 1, rowspan: 1, blocks: [] } });
      return cells.sort((a, b) => a.x - b.x).map(({ cell }) => cell);
    });
    // A row that cells from above cover wholly is theirs: it goes, and they become lower by it.
    return rows.some((row) => row.length === 0) ? lower(rows) : rows;
  }
}

function lower(rows: Cell[][]): Cell[][] {
  const empty = rows.map((row) => row.length === 0);
  return rows.flatMap((row, y) => {
    if (row.length === 0) return [];
    return [
      row.map((cell) => ({
        ...cell,
        rowspan: cell.rowspan - empty.slice(y, y + cell.rowspan).filter(Boolean).length,
      })),
    ];
  });
}

function hasWords(cell: Cell): boolean {
  return cell.blocks.some(
    (block) => (block.kind !== "line" && block.kind !== "heading") || words(block.line).trim() !== "",
  );
}
