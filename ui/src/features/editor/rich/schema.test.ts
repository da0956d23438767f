import { Editor } from "@tiptap/core";
import { describe, expect, it } from "vitest";
import { linkAddress, richExtensions } from "./schema";

function written(html: string): unknown {
  const editor = new Editor({ extensions: richExtensions(), content: html, injectCSS: false });
  const doc = editor.getJSON();
  editor.destroy();
  return doc;
}

describe("a link's address", () => {
  it.each([
    ["kr.gov.ua", "https://kr.gov.ua/"],
    ["https://kr.gov.ua/ua/news?x=1", "https://kr.gov.ua/ua/news?x=1"],
    ["dity@kr.gov.ua", "mailto:dity@kr.gov.ua"],
    ["tel:+380564000000", "tel:+380564000000"],
  ])("%s is kept as %s", (typed, kept) => {
    expect(linkAddress(typed)).toBe(kept);
  });

  it.each(["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "слово", "", "https://"])(
    "%s is refused",
    (typed) => {
      expect(linkAddress(typed)).toBeNull();
    },
  );
});

describe("pasted text", () => {
  it("keeps headings, lists, bold, links", () => {
    expect(
      written('<h2>Мета</h2><ul><li><p><b>Так</b> <a href="https://kr.gov.ua/">тут</a></p></li></ul>'),
    ).toEqual({
      type: "doc",
      content: [
        { type: "heading", attrs: { level: 2 }, content: [{ type: "text", text: "Мета" }] },
        {
          type: "bulletList",
          content: [
            {
              type: "listItem",
              content: [
                {
                  type: "paragraph",
                  content: [
                    { type: "text", marks: [{ type: "bold" }], text: "Так" },
                    { type: "text", text: " " },
                    {
                      type: "text",
                      marks: [{ type: "link", attrs: { href: "https://kr.gov.ua/" } }],
                      text: "тут",
                    },
                  ],
                },
              ],
            },
          ],
        },
      ],
    });
  });

  it("loses what reports may not hold and keeps its words", () => {
    const doc = JSON.stringify(
      written('<h1>А</h1><td style="color:red">Б</td><u>В</u><img src="x"><a href="javascript:x">Г</a>'),
    );
    for (const word of ["А", "Б", "В", "Г"]) expect(doc).toContain(word);
    for (const form of ["underline", "image", "javascript", "style", "link"]) expect(doc).not.toContain(form);
  });

  it("keeps a table with its spans and nothing else of it", () => {
    const doc = written(
      '<table style="width:9px"><tr><th colspan="2" colwidth="90" align="right">А</th></tr><tr><td>1</td><td></td></tr></table>',
    );
    const cell = (type: string, colspan: number, text: string): unknown => ({
      type,
      attrs: { colspan, rowspan: 1 },
      content: [
        text === "" ? { type: "paragraph" } : { type: "paragraph", content: [{ type: "text", text }] },
      ],
    });
    expect(doc).toEqual({
      type: "doc",
      content: [
        {
          type: "table",
          content: [
            { type: "tableRow", content: [cell("tableHeader", 2, "А")] },
            { type: "tableRow", content: [cell("tableCell", 1, "1"), cell("tableCell", 1, "")] },
          ],
        },
      ],
    });
  });
});
