/**
 * The sample draft: the first section's own form, filled so that one sees how it works. What only the author can know
 * (the programme, photos, the place) stays open, so that «Готовність» has something to show.
 */
import { periodOf, usualPeriod } from "$features/editor/periods";
import type { Field, Section } from "$lib/ipc";

/** Its title. With it a report is an example and is not sent: the program refuses it by the same title. */
export const SAMPLE_TITLE = "Приклад звіту: новий майданчик у сквері";

/** Whether a report says what was done: the sample's answers are invented and belong in no other report. */
export function isReal({ title }: { title: string }): boolean {
  return title.trim() !== SAMPLE_TITLE;
}

const DONE =
  "У сквері облаштовано дитячий майданчик: встановлено гойдалки, гірку й пісочницю, покладено м’яке покриття.";

const text = (words: string, bold = false): unknown => ({
  type: "text",
  text: words,
  ...(bold && { marks: [{ type: "bold" }] }),
});
const paragraph = (...content: unknown[]): unknown => ({ type: "paragraph", content });

/** A text as one would write it: a paragraph, a heading, a list. */
const RICH = {
  v: 1,
  doc: {
    type: "doc",
    content: [
      paragraph(
        text("Це приклад, його можна змінювати й видалити. "),
        text("Виділене слово", true),
        text(" стає жирним клавішами Ctrl+B."),
      ),
      paragraph(text(DONE)),
      { type: "heading", attrs: { level: 2 }, content: [text("Що зроблено")] },
      {
        type: "bulletList",
        content: [
          "розібрано старе обладнання",
          "покладено 120 м² м’якого покриття",
          "встановлено чотири лави",
        ].map((words) => ({ type: "listItem", content: [paragraph(text(words))] })),
      },
    ],
  },
};

function valueOf(field: Field, rule: Section["rule"], today: Date): unknown {
  switch (field.kind) {
    case "text":
      return field.multiline ? cut(DONE, field.max_chars) : undefined;
    case "rich_text":
      return field.max_chars === undefined || field.max_chars >= 500 ? RICH : undefined;
    case "money":
      return "1234.5";
    case "date":
      return new Date(Date.UTC(today.getFullYear(), today.getMonth(), today.getDate()))
        .toISOString()
        .slice(0, 10);
    case "period":
      return periodOf(usualPeriod(rule) ?? "this_month", today);
    case "choice":
      return field.options.at(-1)?.id;
    default:
      return undefined;
  }
}

const cut = (words: string, most: number | undefined): string | undefined =>
  most !== undefined && words.length > most ? undefined : words;

/** The values that a sample of this section begins with. */
export function sampleValues(
  { form, rule }: Pick<Section, "form" | "rule">,
  today: Date,
): Record<string, unknown> {
  const fields = form.groups.flatMap((group) => group.fields);
  return Object.fromEntries(
    fields.map((field) => [field.id, valueOf(field, rule, today)]).filter(([, value]) => value !== undefined),
  );
}
