/** What Word says of a paragraph in its style: that it is an item of a list, or a heading. */
import { styleOf } from "./styles";

/** The comment before a list's mark that Word draws itself. */
export const SHOWN_MARK = /^\[if !supportLists\]/u;

/** «1.», «а)», «IV.», «2.3)»; anything else before an item («·», «o», «§», «–») is a bullet. */
const NUMBER = /^\(?(?:\d+(?:\.\d+)*|[a-zа-яіїєґ]|[ivxlcdm]{1,6})[.)]/iu;

/** The level of the list item that a paragraph is, or null. `mark` is what stands before its words. */
export function listLevel(
  paragraph: Element,
  mark: string | null,
): { level: number; ordered: boolean } | null {
  const list = styleOf(paragraph, "mso-list");
  const level = /\blevel(\d)/u.exec(list)?.[1];
  if (level === undefined && mark === null) return null;
  return { level: Number(level ?? 1), ordered: NUMBER.test((mark ?? "").trim()) };
}

/** The level of the heading that a paragraph is, or null: 0 is the document's title. */
export function outlineLevel(paragraph: Element): number | null {
  if (/\bMsoTitle/u.test(paragraph.className)) return 0;
  if (/\bMsoSubtitle/u.test(paragraph.className)) return 1;
  const level = /^[1-6]/u.exec(styleOf(paragraph, "mso-outline-level"))?.[0];
  const named = /^MsoHeading(?<level>[1-6])/u.exec(paragraph.className)?.groups?.["level"];
  return level === undefined && named === undefined ? null : Number(level ?? named);
}
