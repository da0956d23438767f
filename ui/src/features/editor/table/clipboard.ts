/** What a spreadsheet puts on the clipboard, as cells of text. */

/** Lines of cells apart by tabs, as spreadsheets write them: a cell with a line break or a quote in it stands in quotes. */
function tabbed(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = "";
  let quoted = false;
  const plain = text.replace(/\r\n?/gu, "\n").replace(/\n$/u, "");
  const end = (): void => {
    rows.at(-1)?.push(cell.trim());
    cell = "";
  };
  for (let at = 0; at < plain.length; at++) {
    const letter = plain[at] ?? "";
    if (quoted && letter === '"' && plain[at + 1] === '"') {
      cell += '"';
      at++;
    } else if (quoted && letter === '"') quoted = false;
    else if (quoted) cell += letter;
    else if (letter === '"' && cell === "" && closes(plain, at)) quoted = true;
    else if (letter === "\t") end();
    else if (letter === "\n") {
      end();
      rows.push([]);
    } else cell += letter;
  }
  end();
  return rows;
}

/** Whether a quote at a cell's beginning is one that ends the cell later, not a word in quotes. */
function closes(text: string, at: number): boolean {
  return /^"(?:[^"]|"")*"(?=[\t\n]|$)/u.test(text.slice(at));
}

/** The cells of the first table of a piece of HTML; null when there is none. Nothing of it is run or drawn. */
function ofTable(html: string): string[][] | null {
  const table = new DOMParser().parseFromString(html, "text/html").querySelector("table");
  if (!table) return null;
  /** How many rows further down each column is covered by a cell of a row above. */
  const below: number[] = [];
  const own = [...table.querySelectorAll("tr")].filter((row) => row.closest("table") === table);
  const rows = own.map((row) => {
    const cells: string[] = [];
    const covered = (): void => {
      for (let left = below[cells.length] ?? 0; left > 0; left = below[cells.length] ?? 0) {
        below[cells.length] = left - 1;
        cells.push("");
      }
    };
    for (const cell of row.querySelectorAll("td, th")) {
      if (cell.closest("tr") !== row) continue;
      covered();
      for (const line of cell.querySelectorAll("br")) line.replaceWith(BREAK);
      const text = (cell.textContent ?? "").replace(/\s+/gu, " ").replace(/ ?\uE000 ?/gu, "\n");
      const high = span(cell, "rowspan");
      for (let at = 0; at < span(cell, "colspan"); at++) {
        if (high > 1) below[cells.length] = high - 1;
        cells.push(at === 0 ? text.trim() : "");
      }
    }
    covered();
    // Excel ends with a row that is not shown, for the widths of columns.
    return /display:\s*none/iu.test(row.getAttribute("style") ?? "") ? [] : cells;
  });
  const cells = rows.filter((row) => row.length > 0);
  return cells.length > 0 ? cells : null;
}

/** Stands for a line break of a cell while white space of the source is collapsed. */
const BREAK = "\uE000";

/** How many columns or rows a cell takes, bounded. */
function span(cell: Element, name: "colspan" | "rowspan"): number {
  const said = Number.parseInt(cell.getAttribute(name) ?? "1", 10) || 1;
  return Math.min(Math.max(said, 1), 100);
}

/** Copied cells; null when what was copied is plain text for one cell. */
export function copiedCells(text: string, html: string): string[][] | null {
  const isTable = /<table[\s>]/iu.test(html);
  const cells = text.includes("\t") || !isTable ? tabbed(text) : (ofTable(html) ?? tabbed(text));
  // Where lines break inside cells, the table says where a cell ends.
  const better = isTable && text.includes("\n") ? (ofTable(html) ?? cells) : cells;
  const single = better.length <= 1 && (better[0]?.length ?? 0) <= 1;
  return single ? null : better;
}
