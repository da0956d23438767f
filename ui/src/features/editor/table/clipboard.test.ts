// @vitest-environment jsdom
// A real HTML parser: happy-dom loses Excel's conditional comments.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { copiedCells } from "./clipboard";

describe("cells copied from a spreadsheet", () => {
  it("are told from plain text", () => {
    expect(copiedCells("Петренко", "")).toBeNull();
    expect(copiedCells("а\tб\r\nв\tг\r\n", "")).toEqual([
      ["а", "б"],
      ["в", "г"],
    ]);
  });

  it("may hold line breaks, tabs and quotes, as Excel writes them", () => {
    expect(copiedCells('"два\nрядки"\t"сказав ""так"""\nкінець\t1\n', "")).toEqual([
      ["два\nрядки", 'сказав "так"'],
      ["кінець", "1"],
    ]);
  });

  it("that begin with a word in quotes keep their quotes", () => {
    expect(copiedCells('"Парк" міський\t1\n"Школа\t2', "")).toEqual([
      ['"Парк" міський', "1"],
      ['"Школа', "2"],
    ]);
  });

  it("of one column are lines", () => {
    expect(copiedCells("За\nПроти\n", "")).toEqual([["За"], ["Проти"]]);
  });

  it("come from the table that LibreOffice adds, where lines break in cells", () => {
    const html =
      "<table><tr><td>два<br>рядки</td><td colspan=2>1</td></tr><tr><td>б</td><td>2</td><td>3</td></tr></table>";
    expect(copiedCells("два рядки\t1\t\nб\t2\t3", html)).toEqual([
      ["два\nрядки", "1", ""],
      ["б", "2", "3"],
    ]);
  });

  it("that cover others leave those empty, in their row and below", () => {
    const html =
      '<table><tr><td rowspan=2>а</td><td colspan=2 rowspan="3">б</td><td>в</td></tr>' +
      "<tr><td>г</td></tr><tr><td>ґ</td><td>д</td></tr><tr><td>е</td></tr></table>";
    expect(copiedCells("\n", html)).toEqual([
      ["а", "б", "", "в"],
      ["", "", "", "г"],
      ["ґ", "", "", "д"],
      ["е"],
    ]);
    expect(copiedCells("\n", '<table><tr><td colspan="100000">а</td></tr></table>')?.[0]).toHaveLength(100);
  });

  it("break lines only where the table does, and leave out what is not shown", () => {
    const html =
      "<table><tr><td>вулиця\n  Хрещатик<br>\n  1</td><td>&nbsp;2&nbsp;</td></tr>" +
      '<tr style="height:0;display: none"><td>ні</td><td>ні</td></tr></table>';
    expect(copiedCells("\n", html)).toEqual([["вулиця Хрещатик\n1", "2"]]);
  });

  it("of a table within a cell are not cells of the table", () => {
    const html =
      "<table><tr><td><table><tr><td>а</td></tr><tr><td>б</td></tr></table></td><td>в</td></tr></table>";
    expect(copiedCells("\n", html)).toEqual([["аб", "в"]]);
  });

  it("are those that Excel and LibreOffice show", () => {
    const fixture = (name: string): string =>
      readFileSync(join(import.meta.dirname, "../rich/fixtures", name), "utf8");
    expect(copiedCells("\n", fixture("excel.html"))).toEqual([
      ["Показник", "План", "Факт"],
      ["Відремонтовано дворів", "12", "14"],
      ["Витрачено, грн", "1 250,00", "1 198,40"],
      ["Джерело: міський бюджет", "", ""],
    ]);
    expect(copiedCells("\n", fixture("libreoffice-calc.html"))).toEqual([
      ["Назва", "План", "Факт"],
      ["Двори", "12", "14"],
      ["Лавки", "1250,5", "3"],
    ]);
  });
});
