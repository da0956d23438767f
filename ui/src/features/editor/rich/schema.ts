/**
 * What formatted text may hold: the same nodes and marks that the program checks (crates/report, `rich`). Anything else
 * that is pasted loses its form and keeps its words.
 */
import type { Extensions } from "@tiptap/core";
import Link from "@tiptap/extension-link";
import { OrderedList } from "@tiptap/extension-list";
import { Table, TableCell, TableHeader, TableRow } from "@tiptap/extension-table";
import StarterKit from "@tiptap/starter-kit";
import { AroundTables } from "./around-tables";
import { Typography } from "./typing";

/** The version of the schema that is written into every text. */
export const RICH_VERSION = 2;

const SCHEMES = new Set(["http:", "https:", "mailto:", "tel:"]);

/** The address as it is kept, made absolute («kr.gov.ua» → «https://kr.gov.ua/»); null when it is none. */
export function linkAddress(text: string): string | null {
  const bare = text.trim();
  if (bare === "") return null;
  const guessed = /^[a-z][a-z0-9+.-]*:/iu.test(bare)
    ? bare
    : bare.includes("@")
      ? `mailto:${bare}`
      : `https://${bare}`;
  try {
    const url = new URL(guessed);
    const reaches = url.protocol === "mailto:" || url.protocol === "tel:" || url.hostname.includes(".");
    return SCHEMES.has(url.protocol) && reaches ? url.href : null;
  } catch {
    return null;
  }
}

/** A link keeps its address and nothing else: how it opens is the page's to say. */
const PlainLink = Link.extend({
  addAttributes() {
    return { href: { default: null } };
  },
  // What is pasted has its links already, without what follows their reader.
  addPasteRules() {
    return [];
  },
}).configure({
  openOnClick: false,
  autolink: true,
  linkOnPaste: true,
  defaultProtocol: "https",
  HTMLAttributes: { target: null, rel: null, class: null },
  isAllowedUri: (address) => linkAddress(address) !== null,
});

/** A list that always counts from one. */
const PlainOrderedList = OrderedList.extend({
  addAttributes() {
    return {};
  },
});

/** A cell covers columns and rows; how wide it is and how its text stands is the page's to say. */
const spans = () => ({ colspan: { default: 1 }, rowspan: { default: 1 } });
const PlainCell = TableCell.extend({ addAttributes: spans });
const PlainHeader = TableHeader.extend({ addAttributes: spans });

/** A table in a frame that it can be moved in sideways. No styles of its own: the window's policy allows none. */
const PlainTable = Table.extend({
  renderHTML() {
    return ["div", { class: "table" }, ["table", ["tbody", 0]]];
  },
}).configure({ resizable: false, View: null });

export function richExtensions(): Extensions {
  return [
    StarterKit.configure({
      heading: { levels: [2, 3] },
      code: false,
      codeBlock: false,
      horizontalRule: false,
      strike: false,
      underline: false,
      trailingNode: false,
      dropcursor: false,
      gapcursor: false,
      orderedList: false,
      link: false,
    }),
    PlainLink,
    PlainOrderedList,
    PlainTable,
    TableRow,
    PlainHeader,
    PlainCell,
    AroundTables,
    Typography,
  ];
}
