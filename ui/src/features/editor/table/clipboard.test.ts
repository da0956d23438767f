// @vitest-environment happy-dom
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
});
