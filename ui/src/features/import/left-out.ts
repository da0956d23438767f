/** The words of what a draft does not take over, or takes over in another form. */
import { t, type Key } from "$lib/i18n";
import type { Left, LeftOut } from "./paper";

/** Taken in, but not as it was. */
const CHANGED: ReadonlySet<Left> = new Set(["insertions", "notes", "strike", "nested_table", "link"]);

const copy = <L extends Left>(left: L): `import.left.${L}` => `import.left.${left}`;

const words = {
  insertions: copy("insertions"),
  deletions: copy("deletions"),
  comments: copy("comments"),
  notes: copy("notes"),
  equations: copy("equations"),
  charts: copy("charts"),
  diagrams: copy("diagrams"),
  objects: copy("objects"),
  headers: copy("headers"),
  contents: copy("contents"),
  strike: copy("strike"),
  vector_picture: copy("vector_picture"),
  outside_picture: copy("outside_picture"),
  remote_picture: copy("outside_picture"),
  local_picture: copy("outside_picture"),
  too_long: copy("too_long"),
  script: copy("embedded"),
  link: copy("link"),
  nested_table: copy("nested_table"),
  deleted: copy("deletions"),
  comment: copy("comments"),
  embedded: copy("embedded"),
} satisfies Record<Left, Key>;

export function leftOutWords({ what, count }: LeftOut): string {
  return t(words[what], { count });
}

export function isChanged({ what }: LeftOut): boolean {
  return CHANGED.has(what);
}
