// @vitest-environment jsdom
// A real HTML parser: happy-dom loses Word's conditional comments.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { clean, type Cleaned } from "./clean";
import { toRich } from "./to-rich";

const html = (markup: string): string => clean(markup).html;
const left = (cleaned: Cleaned): Record<string, number> =>
  Object.fromEntries(cleaned.leftOut.map(({ what, count }) => [what, count]));

describe("markup becomes what reports may hold", () => {
  it.each([
    ["<p>а&nbsp;&nbsp; б</p><p>&nbsp;</p><p> в </p>", "<p>а б</p><p>в</p>"],
    ["<h1>А</h1><h3>Б</h3><h2>В</h2>", "<h2>А</h2><h3>Б</h3><h3>В</h3>"],
    ["<h3><b>А</b></h3>", "<h2>А</h2>"],
    ["а<br><br>б<br>в", "<p>а</p><p>б<br>в</p>"],
    ["<pre>а\nб</pre>", "<p>а<br>б</p>"],
    ["<div><div>а</div>б<section>в</section></div>", "<p>а</p><p>б</p><p>в</p>"],
    [
      '<span style="font-weight:700">а</span><b style="font-weight:normal">б</b>',
      "<p><strong>а</strong>б</p>",
    ],
    ["<i><b>а</b></i> <u>б</u> <s>в</s>", "<p><strong><em>а</em></strong> б в</p>"],
    ["<ul><li>а<ul><li>б</ul></ul>", "<ul><li><p>а</p><ul><li><p>б</p></li></ul></li></ul>"],
    ["<ul><li>а</li><ol><li>б</li></ol></ul>", "<ul><li><p>а</p><ol><li><p>б</p></li></ol></li></ul>"],
    ['<ol start="3"><li>а</li><li>б</li></ol>', "<p>3. а</p><p>4. б</p>"],
    [
      "<blockquote><h2>а</h2><p>б</p></blockquote>",
      "<blockquote><p><strong>а</strong></p><p>б</p></blockquote>",
    ],
    ["м<sup>2</sup>, CO<sub>2</sub>, x<sup>n</sup>", "<p>м², CO₂, xn</p>"],
    ["<ins>нове</ins><del>старе</del>", "<p>нове</p>"],
    ["<td>а</td><td>б</td>", "<p>аб</p>"],
    ["<table><tr><td>а</td></tr></table>", "<p>а</p>"],
    ['а &lt;b&gt; &amp; "б"', "<p>а &#60;b&#62; &#38; &#34;б&#34;</p>"],
  ])("%s", (given, kept) => {
    expect(html(given)).toBe(kept);
  });

  it("a table becomes a rectangle, its bold first row names the columns", () => {
    const given =
      "<table><tr><td><b>А</b></td><td><b>Б</b></td><td></td></tr><tr><td rowspan=9>1</td><td colspan=7>2</td></tr><tr></tr><tr><td></td></tr></table>";
    expect(html(given)).toBe(
      "<table><tr><th><p>А</p></th><th><p>Б</p></th></tr><tr><td><p>1</p></td><td><p>2</p></td></tr></table>",
    );
  });

  it("tables that only lay the page out give what they hold, in order", () => {
    const cleaned = clean(
      "<table><tr><td>а<table><tr><td>1</td><td>2</td></tr></table></td><td>б</td></tr></table>",
    );
    expect(cleaned.html).toBe("<p>а</p><table><tr><td><p>1</p></td><td><p>2</p></td></tr></table><p>б</p>");
    expect(left(cleaned)).toEqual({ nested_table: 1 });
  });
});

describe("links", () => {
  it.each([
    ["https://kr.gov.ua/news?id=5&utm_source=mail&fbclid=x", "https://kr.gov.ua/news?id=5"],
    ["https://www.google.com/url?q=https://kr.gov.ua/a%3Futm_medium%3Dx&sa=D&ust=1", "https://kr.gov.ua/a"],
    [
      "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fkr.gov.ua%2Fb&data=05",
      "https://kr.gov.ua/b",
    ],
    ["mailto:dity@kr.gov.ua", "mailto:dity@kr.gov.ua"],
  ])("%s leads to %s", (given, kept) => {
    expect(html(`<a href="${given.replaceAll("&", "&amp;")}">тут</a>`)).toBe(
      `<p><a href="${kept.replaceAll("&", "&#38;")}">тут</a></p>`,
    );
  });

  it.each([
    "javascript:alert(1)",
    " JaVa\tScript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///c:/x.doc",
    "https://www.google.com/url?q=javascript:alert(1)",
  ])("%s is left out or harmless, its words stay", (given) => {
    const cleaned = clean(`<a href="${given}">слово</a>`);
    expect(cleaned.html).toContain("слово");
    expect(cleaned.html).not.toMatch(/href="(?!https:)/u);
  });
});

describe("pictures", () => {
  it("within the markup are taken out, others are named and never asked for", () => {
    const cleaned = clean(
      '<p>а<img alt="Двір" src="data:image/png;base64,iVBORw0KGgo="><img src="https://x.ua/1.png">' +
        '<img src="file:///C:/t/clip_image001.png"><img src="cid:a@b"><img width=1 height=1 src="https://x.ua/p.gif"></p>',
    );
    expect(cleaned.html).toBe("<p>а</p>");
    expect(cleaned.pictures).toEqual([
      {
        kind: "data",
        mime: "image/png",
        alt: "Двір",
        bytes: new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10]),
      },
      { kind: "missing", src: "https://x.ua/1.png" },
      { kind: "missing", src: "file:///C:/t/clip_image001.png" },
      { kind: "missing", src: "cid:a@b" },
    ]);
    expect(left(cleaned)).toEqual({ remote_picture: 1, local_picture: 2 });
  });
});

const HOSTILE = [
  "<script>alert(1)</script><p onclick=x>а</p>",
  "<img src=x onerror=alert(1)>а",
  "<svg/onload=alert(1)><p>а",
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">а',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">а',
  '<a href="java&#x09;script:alert(1)">а</a><a href="https://x.ua/&quot; onmouseover=&quot;alert(1)">б</a>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>а',
  '<p style="background:url(javascript:alert(1))" class=x>а</p>',
  "<template><script>1</script></template>а<!--[if IE]><script>1</script><![endif]-->",
  '<table background="javascript:x"><tr><td colspan="2 onload=x">а<td rowspan=999999999>б</table>',
  "<scr<script>ipt>alert(1)</scr</script>ipt>а",
  "<style><p>x</style><style>а",
  "&lt;script&gt;а&lt;/script&gt;",
];

describe("hostile markup", () => {
  it.each(HOSTILE)("%s", (given) => {
    const cleaned = clean(given);
    const page = new DOMParser().parseFromString(cleaned.html, "text/html");
    const allowed = "h2 h3 p ul ol li blockquote strong em a br table tbody tr th td".split(" ");
    for (const element of page.body.querySelectorAll("*")) {
      expect(allowed).toContain(element.localName);
      for (const { name, value } of element.attributes) {
        expect(["href", "colspan", "rowspan"]).toContain(name);
        expect(value).toMatch(name === "href" ? /^(?:https?|mailto|tel):/u : /^\d{1,2}$/u);
      }
    }
    expect(toRich(cleaned.html).v).toBe(2);
  });

  it("too much of it is refused whole, before it is parsed", () => {
    for (const given of [
      "<p>слово</p>".repeat(400_000),
      "<b>".repeat(30_000),
      "<!--[if x]>".repeat(300_000),
      "<style>".repeat(300_000),
      "<table><tr>" + "<td>1</td>".repeat(60) + "</tr></table>",
    ]) {
      const cleaned = clean(given);
      expect(left(cleaned)).toEqual({ too_long: 1 });
      expect(cleaned.html).toBe("");
    }
  });

  it("deep nesting keeps its words", () => {
    const deep = clean(`${"<div><ul><li>".repeat(100)}слово`);
    expect(deep.html).toContain("слово");
    expect(deep.html.split("<ul>").length).toBeLessThan(8);
  });

  it("five megabytes of styles around a paragraph are a paragraph", () => {
    expect(html(`<style>${"p { mso-x: y }".repeat(350_000)}</style><p>слово</p>`)).toBe("<p>слово</p>");
  });
});

const FOLDER = join(import.meta.dirname, "fixtures");

describe("what programs put on the clipboard", () => {
  const names = readdirSync(FOLDER)
    .filter((name) => name.endsWith(".html"))
    .map((name) => name.slice(0, -".html".length));
  it.each(names)("%s", (name) => {
    const cleaned = clean(readFileSync(join(FOLDER, `${name}.html`), "utf8"));
    const made = `${JSON.stringify({ leftOut: cleaned.leftOut, pictures: cleaned.pictures.length, ...toRich(cleaned.html) }, null, 1)}\n`;
    const kept = join(FOLDER, `${name}.json`);
    if (process.env["ZVITNYK_BLESS"] !== undefined) writeFileSync(kept, made);
    expect(made).toBe(readFileSync(kept, "utf8"));
  });
});
