// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { clean } from "./clean";
import { fromPlainText } from "./plain-text";

describe("a messenger's text", () => {
  it.each([
    ["Одне слово", "<p>Одне слово</p>"],
    ["Перший рядок\nдругий\n\n\nНовий абзац", "<p>Перший рядок<br>другий</p><p>Новий абзац</p>"],
    ["• раз\n• два", "<ul><li><p>раз</p></li><li><p>два</p></li></ul>"],
    [
      "Разом:\n1. раз\n2) два\n5. п’ять",
      "<p>Разом:</p><ol><li><p>раз</p></li><li><p>два</p></li></ol><p>5. п’ять</p>",
    ],
    ["- один рядок", "<p>- один рядок</p>"],
    [
      "Див. https://kr.gov.ua/news?id=1&utm_source=tg.",
      '<p>Див. <a href="https://kr.gov.ua/news?id=1">https://kr.gov.ua/news?id=1</a>.</p>',
    ],
    [
      "<b>не розмітка</b> javascript:alert(1)",
      "<p>&#60;b&#62;не розмітка&#60;/b&#62; javascript:alert(1)</p>",
    ],
  ])("%s", (text, html) => {
    expect(fromPlainText(text)).toBe(html);
    expect(clean(html).html).toBe(html);
  });
});
