import { expect, it } from "vitest";
import { asText, plain } from "./lost-text";

const words = (text: string) => ({ type: "text", text });
const paragraph = (...content: unknown[]) => ({ type: "paragraph", content });

it("gives formatted text line by line, and the cells of a table apart", () => {
  const cell = (text: string) => ({ type: "tableCell", content: [paragraph(words(text))] });
  const doc = {
    type: "doc",
    content: [
      { type: "heading", content: [words("Мета")] },
      paragraph(words("Дах "), words("школи"), { type: "hardBreak" }, words("№ 7")),
      { type: "table", content: [{ type: "tableRow", content: [cell("а"), cell("б")] }] },
    ],
  };
  expect(plain("rich_text", doc)).toBe("Мета\nДах школи\n№ 7\nа\tб");
});

it("gives the words of every other value, and none of photos", () => {
  expect(plain("text", "Сквер")).toBe("Сквер");
  expect(plain("period", { from: "2026-11-01", to: "2026-11-30" })).toBe("2026-11-01, 2026-11-30");
  expect(plain("table", [{ name: "Кущ О.", vote: "за" }, { name: "Дуб П." }])).toBe("Кущ О.\tза\nДуб П.");
  expect(plain("photos", [{ id: "ab" }])).toBe("");
  expect(plain("text", null)).toBe("");
});

it("is copied with the names of the report and its fields", () => {
  const lost = [{ report: "Сквер", fields: [{ name: "Зміст", text: "Висаджено" }] }];
  expect(asText(lost)).toBe("Сквер\n\nЗміст:\nВисаджено");
});
