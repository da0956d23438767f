/** The parts of a document → the fields of a form. */
import { RICH_VERSION } from "$features/editor/rich/schema";
import type { Field, Section } from "$lib/ipc";
import { hasText, type Part, type RichNode } from "./paper";
import { sameWords } from "./words";

/** A field that takes formatted text. */
export type TextField = Extract<Field, { kind: "rich_text" }>;
/** A field that takes photos. */
export type PhotosField = Extract<Field, { kind: "photos" }>;

/** Where a part goes; null: nowhere. */
export type Place = string | null;

export function textFields(section: Section): TextField[] {
  return section.form.groups.flatMap(({ fields }) => fields.filter((field) => field.kind === "rich_text"));
}

export function photosField(section: Section): PhotosField | undefined {
  return section.form.groups.flatMap(({ fields }) => fields).find((field) => field.kind === "photos");
}

/** The names of a field, in every language of the catalogue. */
export function names({ label }: Pick<Field, "label">): string[] {
  return [label.uk, ...(label.en === undefined ? [] : [label.en])];
}

/** The field whose name is the part's heading. */
export function named(part: Part, fields: readonly TextField[]): TextField | undefined {
  const { heading } = part;
  if (heading === null) return undefined;
  return fields.find((field) => names(field).some((name) => sameWords(name, heading)));
}

/** Where each part goes at first: to the field of its name; without one, where the part before it went. */
export function placed(parts: readonly Part[], fields: readonly TextField[]): Place[] {
  let place: Place = fields[0]?.id ?? null;
  return parts.map((part) => (place = named(part, fields)?.id ?? place));
}

/** The text of a field made of the parts that go there. */
export function compose(
  parts: readonly Part[],
  places: readonly Place[],
  field: TextField,
  fields: readonly TextField[],
): RichNode[] {
  return parts.flatMap((part, at) => {
    if (places[at] !== field.id) return [];
    // The field's own name stands over it already.
    return named(part, fields)?.id === field.id ? raised(part.content.slice(1)) : part.content;
  });
}

/** Headings one higher where the highest has gone. */
function raised(content: readonly RichNode[]): RichNode[] {
  const level = (node: RichNode): unknown => (node.type === "heading" ? node.attrs?.["level"] : undefined);
  if (content.some((node) => level(node) === 2)) return [...content];
  return content.map((node) => (level(node) === 3 ? { ...node, attrs: { ...node.attrs, level: 2 } } : node));
}

/** A field's value as it is kept; undefined when there is nothing to read in it. */
export function asValue(content: readonly RichNode[]): { v: number; doc: RichNode } | undefined {
  const doc = { type: "doc", content: [...content] };
  return hasText(doc) ? { v: RICH_VERSION, doc } : undefined;
}

/** Characters of text, as the program counts them against a field's limit. */
export function characters(content: readonly RichNode[]): number {
  return content.reduce(
    (sum, node) => sum + [...(node.text ?? "")].length + characters(node.content ?? []),
    0,
  );
}
