/** What {@link clean} made of markup → a text as reports keep it. */
import { getSchema } from "@tiptap/core";
import { DOMParser as Reader } from "@tiptap/pm/model";
import { RICH_VERSION, richExtensions } from "./schema";

export function toRich(html: string): { v: typeof RICH_VERSION; doc: unknown } {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  const doc = Reader.fromSchema(getSchema(richExtensions())).parse(body, { preserveWhitespace: true });
  return { v: RICH_VERSION, doc: doc.toJSON() };
}
