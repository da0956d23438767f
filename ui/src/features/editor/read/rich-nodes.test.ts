import { describe, expect, it } from "vitest";
import { blocks } from "./rich-nodes";

const text = (words: string, marks: unknown[] = []) => ({ type: "text", text: words, marks });
const doc = (...content: unknown[]) => ({ type: "doc", content });

describe("formatted text for reading", () => {
  it("has headings, lists, marks, links", () => {
    const read = blocks(
      doc(
        { type: "heading", attrs: { level: 3 }, content: [text("Мета")] },
        {
          type: "bulletList",
          content: [
            { type: "listItem", content: [{ type: "paragraph", content: [text("а", [{ type: "bold" }])] }] },
          ],
        },
        {
          type: "paragraph",
          content: [
            text("тут", [{ type: "link", attrs: { href: "https://kr.gov.ua/" } }]),
            { type: "hardBreak" },
          ],
        },
      ),
    );
    expect(read).toEqual([
      { type: "h3", line: [{ text: "Мета", bold: false, italic: false, link: null }] },
      {
        type: "ul",
        items: [[{ type: "paragraph", line: [{ text: "а", bold: true, italic: false, link: null }] }]],
      },
      {
        type: "paragraph",
        line: [{ text: "тут", bold: false, italic: false, link: "https://kr.gov.ua/" }, "break"],
      },
    ]);
  });

  it("passes over what reports may not hold", () => {
    const evil = [{ type: "link", attrs: { href: "javascript:alert(1)" } }];
    expect(
      blocks(doc({ type: "image", attrs: { src: "x" } }, { type: "paragraph", content: [text("а", evil)] })),
    ).toEqual([{ type: "paragraph", line: [{ text: "а", bold: false, italic: false, link: null }] }]);
    for (const value of [null, 1, "x", {}, { content: "x" }, { content: [null, 1] }])
      expect(blocks(value)).toEqual([]);
  });

  it("reads a table's cells with their spans", () => {
    const paragraph = { type: "paragraph", content: [text("а")] };
    const line = [{ text: "а", bold: false, italic: false, link: null }];
    const table = {
      type: "table",
      content: [
        { type: "tableRow", content: [{ type: "tableHeader", attrs: { colspan: 2 }, content: [paragraph] }] },
        { type: "tableRow", content: [{ type: "tableCell", content: [paragraph] }, { type: "image" }] },
      ],
    };
    expect(blocks(doc(table))).toEqual([
      {
        type: "table",
        rows: [
          [{ header: true, colspan: 2, rowspan: 1, blocks: [{ type: "paragraph", line }] }],
          [{ header: false, colspan: 1, rowspan: 1, blocks: [{ type: "paragraph", line }] }],
        ],
      },
    ]);
  });

  it("stops at a depth that no person writes", () => {
    let deep: unknown = { type: "paragraph", content: [text("а")] };
    for (let level = 0; level < 200; level += 1) deep = { type: "blockquote", content: [deep] };
    expect(() => blocks(doc(deep))).not.toThrow();
  });
});
