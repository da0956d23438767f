/** A Word document → HTML and pictures. Runs without a page: in a worker, and in tests. */
import mammoth from "mammoth/mammoth.browser.js";

export interface ConvertedPicture {
  mime: string;
  bytes: Uint8Array<ArrayBuffer>;
}

export interface Converted {
  /** `<img src="picture:N">` stands where the N-th picture is. */
  html: string;
  pictures: ConvertedPicture[];
  /** Pictures that lie outside the file; they are not fetched. */
  outside: number;
}

/** How styles are called: by Word in its file (English), and by programs that write their own language there. */
const HEADINGS = ["heading", "Заголовок", "Заголовок рівня", "Überschrift"];
const TITLES = ["Title", "Назва", "Название", "Заголовок документа", "Назва документа"];
const QUOTES = [
  "Quote",
  "Intense Quote",
  "Цитата",
  "Виділена цитата",
  "Насичена цитата",
  "Выделенная цитата",
];
const CAPTIONS = [
  "caption",
  "Назва об'єкта",
  "Назва об’єкта",
  "Название объекта",
  "Підпис",
  "Figure",
  "Illustration",
];
const CONTENTS = ["toc", "Зміст", "Оглавление", "Contents"];
const CONTENTS_HEADINGS = ["TOC Heading", "Заголовок змісту", "Заголовок оглавления", "Contents Heading"];

const LEVELS = [1, 2, 3, 4, 5, 6];

const paragraphs = (names: readonly string[], to: string): string[] =>
  // An apostrophe would end the name.
  names.map((name) => `p[style-name='${name.replaceAll("'", "\\'")}'] => ${to}`);

const STYLES = [
  ...paragraphs(TITLES, "h1.title:fresh"),
  ...LEVELS.flatMap((level) =>
    paragraphs(
      HEADINGS.map((name) => `${name} ${String(level)}`),
      `h${String(level)}:fresh`,
    ),
  ),
  ...paragraphs(QUOTES, "blockquote > p:fresh"),
  ...paragraphs(CAPTIONS, "p.caption:fresh"),
  ...paragraphs(CONTENTS_HEADINGS, "p.contents:fresh"),
  ...LEVELS.flatMap((level) =>
    paragraphs(
      CONTENTS.map((name) => `${name} ${String(level)}`),
      "p.contents:fresh",
    ),
  ),
  "strike => s",
];

export async function convert(document: ArrayBuffer): Promise<Converted> {
  const pictures: ConvertedPicture[] = [];
  const convertImage = mammoth.images.imgElement(async (image) => {
    const bytes = new Uint8Array(await image.readAsArrayBuffer());
    const number = pictures.push({ mime: image.contentType, bytes }) - 1;
    return { src: `picture:${String(number)}` };
  });
  const { value, messages } = await mammoth.convertToHtml(
    { arrayBuffer: document },
    { styleMap: STYLES, includeEmbeddedStyleMap: false, externalFileAccess: false, convertImage },
  );
  const outside = messages.filter(({ message }) => message.includes("external")).length;
  return { html: value, pictures, outside };
}
