import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import type { Besides, Section } from "$lib/ipc";
import solutions from "../../../../crates/portal/catalogue/sections/02-solutions.json";
import { convert } from "./convert";
import { asValue, characters, compose, names, named, photosField, placed, textFields } from "./matching";
import { hasText, readPaper, type Paper, type RichNode } from "./paper";
import { roleOf } from "./photos";
import { holdsWords, sameWords } from "./words";

const section = solutions as unknown as Section;
const fields = textFields(section);
const labels = fields.flatMap(names);
const NOTHING: Besides = {
  insertions: 0,
  deletions: 0,
  comments: 0,
  notes: 0,
  equations: 0,
  charts: 0,
  diagrams: 0,
  objects: 0,
  headers: 0,
};

async function bytesOf(name: string): Promise<ArrayBuffer> {
  const file = await readFile(resolve("..", "tests/documents", name));
  return new Uint8Array(file).buffer;
}

async function read(name: string, title: string | null = null, besides = NOTHING): Promise<Paper> {
  const converted = await convert(await bytesOf(name));
  return readPaper(converted, { name, title, besides }, labels, new AbortController().signal);
}

function readHtml(html: string, title: string | null = null): Promise<Paper> {
  const about = { name: "Звіт_за_жовтень.docx", title, besides: NOTHING };
  return readPaper({ html, pictures: [], outside: 0 }, about, labels, new AbortController().signal);
}

/** The text with its blocks named: `h2 Проблема | p Мешканці…`. */
function told(nodes: readonly RichNode[]): string {
  const words = (node: RichNode): string => (node.text ?? "") + (node.content ?? []).map(words).join("");
  return nodes
    .map((node) => `${node.type}${String(node.attrs?.["level"] ?? "")} ${words(node)}`.trim())
    .join(" | ");
}

describe("a problem and its solution", () => {
  const paper = read("Гойдалки на Садовій.docx", "Зразок листа");

  it("takes its title from the paragraph in the style of a title, not from what is left in the properties", async () => {
    expect((await paper).title).toBe("Аварійні гойдалки на вулиці Садовій замінено");
  });

  it("puts each part into the field that its heading names", async () => {
    const { parts } = await paper;
    const places = placed(parts, fields);
    expect(parts.map(({ heading }) => heading)).toEqual([null, "Проблема", "Рішення"]);
    expect(places).toEqual(["problem", "problem", "solution"]);
    const [problem, solution] = fields.map((field) => compose(parts, places, field, fields));
    expect(told(problem ?? [])).toContain("тріщини в опорах");
    expect(told(problem ?? [])).not.toContain("heading");
    expect(told(solution ?? [])).toContain("table");
    expect(told(solution ?? [])).not.toContain("Рішення");
  });

  it("keeps bold text, lists and merged cells", async () => {
    const text = JSON.stringify((await paper).parts);
    expect(text).toMatch(/"bold"/u);
    expect(text).toMatch(/"bulletList"/u);
    expect(text).toMatch(/"colspan":2/u);
  });

  it("takes what was inserted while changes were tracked and not what was deleted", async () => {
    const text = JSON.stringify((await paper).parts);
    expect(text).toContain("у строк");
    expect(text).not.toContain("із запізненням");
  });

  it("takes pictures out of the text, each with the words under it", async () => {
    const { pictures, parts } = await paper;
    expect(pictures.map(({ mime, caption }) => [mime, caption])).toEqual([
      ["image/jpeg", "Гойдалки до заміни"],
      ["image/png", "Гойдалки після заміни"],
      ["image/jpeg", ""],
    ]);
    expect(pictures.every(({ bytes }) => bytes.length > 1000)).toBe(true);
    expect(JSON.stringify(parts)).not.toContain("Гойдалки до заміни");
  });

  it("knows by a caption what was before and what after", () => {
    const photos = photosField(section);
    if (photos === undefined) throw new Error("no photos field");
    expect(roleOf(photos, "Гойдалки до заміни")).toBe("before");
    expect(roleOf(photos, "Гойдалки після заміни")).toBe("after");
    expect(roleOf(photos, "Гойдалки до і після")).toBeUndefined();
    expect(roleOf(photos, "Дорога")).toBeUndefined();
  });
});

describe("styles named in Ukrainian", () => {
  const paper = read("Назви стилів українською.docx");

  it("are read as Word’s own", async () => {
    const { title, parts } = await paper;
    expect(title).toBe("Звіт про благоустрій парку");
    const text = told(parts.flatMap(({ content }) => content));
    expect(text).toContain("heading2 Що зроблено | orderedList");
    expect(text).toContain("heading3 Підрядник | blockquote");
  });

  it("keeps a link that leads on and not one that runs", async () => {
    const text = JSON.stringify((await paper).parts);
    expect(text).toContain("https://kr.gov.ua/");
    expect(text).toContain("пастку");
    expect(text).not.toContain("javascript:");
  });

  it("keeps a cell that spans rows", async () => {
    expect(JSON.stringify((await paper).parts)).toMatch(/"rowspan":2/u);
  });
});

describe("what a report cannot take", () => {
  const paper = read("Чого не взяти.docx", "Показники міста", {
    ...NOTHING,
    equations: 1,
    charts: 1,
    notes: 1,
  });

  it("is named", async () => {
    const left = Object.fromEntries((await paper).leftOut.map(({ what, count }) => [what, count]));
    expect(left).toMatchObject({ equations: 1, charts: 1, notes: 1, vector_picture: 1 });
  });

  it("takes the picture that can become a photo", async () => {
    expect((await paper).pictures.map(({ mime }) => mime)).toEqual(["image/tiff"]);
  });

  it("puts notes at the end, and the text of frames once", async () => {
    const text = told((await paper).parts.flatMap(({ content }) => content));
    expect(text).toContain("Перший абзац без заголовка.[1]");
    expect(text).toMatch(/\[1\] За даними управління статистики\.$/u);
    expect(text.split("Текст у рамці")).toHaveLength(2);
  });

  it("is called by its properties when it has no title of its own", async () => {
    expect((await paper).title).toBe("Показники міста");
  });
});

describe("titles", () => {
  it("come from the one heading over everything", async () => {
    const { title, parts } = await readHtml(
      "<h1>Парк</h1><h2>Роботи</h2><p>Так.</p><h2>Кошти</h2><p>Ні.</p>",
    );
    expect(title).toBe("Парк");
    expect(parts.map(({ heading }) => heading)).toEqual(["Роботи", "Кошти"]);
  });

  it("do not come from a heading that names a field", async () => {
    const { title } = await readHtml("<h1>Проблема</h1><p>Яма.</p>");
    expect(title).toBe("Звіт за жовтень");
  });
});

describe("fields are found", () => {
  it.each([
    ["by a short line in place of a heading", "<p>Проблема:</p><p>Яма.</p><p>РІШЕННЯ</p><p>Засипано.</p>"],
    [
      "by a bold word before the text",
      "<p><strong>Проблема:</strong> Яма.</p><p><strong>Рішення</strong> – Засипано.</p>",
    ],
    ["by numbered headings", "<h2>1. Проблема</h2><p>Яма.</p><h2>2. Рішення</h2><p>Засипано.</p>"],
    ["by English headings", "<h2>What was wrong</h2><p>Яма.</p><h2>What was done</h2><p>Засипано.</p>"],
  ])("%s", async (_, html) => {
    const { parts } = await readHtml(html);
    const places = placed(parts, fields);
    expect(fields.map((field) => told(compose(parts, places, field, fields)))).toEqual([
      "paragraph Яма.",
      "paragraph Засипано.",
    ]);
  });

  it("and what names none follows the part before it, its heading kept", async () => {
    const { parts } = await readHtml("<h1>Проблема</h1><p>Яма.</p><h1>Строки</h1><p>Тиждень.</p>");
    expect(placed(parts, fields)).toEqual(["problem", "problem"]);
    expect(parts.map((part) => named(part, fields)?.id)).toEqual(["problem", undefined]);
    const [problem] = fields.map((field) => compose(parts, placed(parts, fields), field, fields));
    expect(told(problem ?? [])).toBe("paragraph Яма. | heading2 Строки | paragraph Тиждень.");
  });

  it("and a part that is to go nowhere goes nowhere", async () => {
    const { parts } = await readHtml("<h1>Проблема</h1><p>Яма.</p>");
    const [problem] = fields.map((field) => compose(parts, [null], field, fields));
    expect(asValue(problem ?? [])).toBeUndefined();
  });
});

it("a long document is read in pieces and can be stopped between them", async () => {
  const html = Array.from(
    { length: 200 },
    (_, at) => `<h1>Частина ${String(at)}</h1><p>${"Слово ".repeat(400)}</p>`,
  );
  const stop = new AbortController();
  const about = { name: "a.docx", title: null, besides: NOTHING };
  const reading = readPaper({ html: html.join(""), pictures: [], outside: 0 }, about, labels, stop.signal);
  setTimeout(() => stop.abort());
  await expect(reading).rejects.toThrow();
});

it("compares words as people mean them", () => {
  expect(sameWords("Рішення", " 2.  РІШЕННЯ: ")).toBe(true);
  expect(sameWords("Проблема", "Проблематика")).toBe(false);
  expect(sameWords("", ".")).toBe(false);
  expect(holdsWords("Вигляд до ремонту", "До")).toBe(true);
  expect(holdsWords("Дорога", "До")).toBe(false);
});

it("counts letters and not what holds them", () => {
  const text = [{ type: "paragraph", content: [{ type: "text", text: "Їжак 🦔" }] }];
  expect(characters(text)).toBe(6);
  expect(hasText({ type: "doc", content: text })).toBe(true);
});

it("a document made by LibreOffice keeps its headings, lists in lists and table", async () => {
  const { title, parts } = await read("Ремонт водогону (LibreOffice).docx", "Ремонт водогону");
  const places = placed(parts, fields);
  const [problem, solution] = fields.map((field) => told(compose(parts, places, field, fields)));
  expect(title).toBe("Ремонт водогону");
  expect(problem).toBe("paragraph Витік води на вулиці Лермонтова: підтоплено два підвали.");
  expect(solution).toMatch(/^orderedList .*асфальт.*\| table /u);
});
