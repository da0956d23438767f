/** The text between reading and writing: blocks of lines. */

export interface Marks {
  bold: boolean;
  italic: boolean;
  link: string | null;
}

export interface Run extends Marks {
  text: string;
}

export type Inline = Run | "break";

export interface Cell {
  header: boolean;
  colspan: number;
  rowspan: number;
  blocks: Block[];
}

export type Block =
  | { kind: "line"; line: Inline[]; continues: boolean }
  /** 0 is a title, 1 to 6 are as in HTML. */
  | { kind: "heading"; level: number; line: Inline[] }
  | { kind: "list"; ordered: boolean; start: number; items: Block[][] }
  /** An item of a list that is told by styles alone (Word), its level counted from 1. */
  | { kind: "item"; level: number; ordered: boolean; mark: string; line: Inline[] }
  | { kind: "quote"; blocks: Block[] }
  | { kind: "table"; rows: Cell[][] };

/** The words of a line without its marks. */
export function words(line: readonly Inline[]): string {
  return line.map((inline) => (inline === "break" ? "\n" : inline.text)).join("");
}
