//! [`Document`] → HTML: the one place where HTML is made of what people wrote.
//!
//! **Invariant.** Every tag and attribute name comes from this file; every character that came from a person goes
//! through [`push_escaped`].

use super::{Block, Cell, CellKind, Document, HeadingLevel, Inline, Marks, Table};
use std::fmt::Write;

impl Document {
    /// The document as an HTML fragment, safe to put into a page as it is.
    #[must_use]
    pub fn to_html(&self) -> String {
        let mut html = String::new();
        push_blocks(&self.blocks, &mut html);
        html
    }
}

fn push_blocks(blocks: &[Block], html: &mut String) {
    for block in blocks {
        match block {
            Block::Paragraph(line) => element("p", html, |html| push_line(line, html)),
            Block::Heading(HeadingLevel::Two, line) => element("h2", html, |html| push_line(line, html)),
            Block::Heading(HeadingLevel::Three, line) => element("h3", html, |html| push_line(line, html)),
            Block::BulletList(items) => element("ul", html, |html| push_items(items, html)),
            Block::OrderedList(items) => element("ol", html, |html| push_items(items, html)),
            Block::Blockquote(inner) => element("blockquote", html, |html| push_blocks(inner, html)),
            Block::Table(table) => element("table", html, |html| push_table(table, html)),
        }
    }
}

fn push_table(table: &Table, html: &mut String) {
    let (head, body) = table.rows.split_at(table.head_rows());
    for (part, rows, scope) in [("thead", head, "col"), ("tbody", body, "row")] {
        if !rows.is_empty() {
            element(part, html, |html| {
                for row in rows {
                    element("tr", html, |html| {
                        row.iter().for_each(|cell| push_cell(cell, scope, html))
                    });
                }
            });
        }
    }
}

/// `scope` is what a heading of this part of the table names.
fn push_cell(cell: &Cell, scope: &'static str, html: &mut String) {
    let name = match cell.kind {
        CellKind::Header => "th",
        CellKind::Data => "td",
    };
    let _ = write!(html, "<{name}");
    if cell.kind == CellKind::Header {
        let _ = write!(html, " scope=\"{scope}\"");
    }
    for (attribute, span) in [("colspan", cell.columns), ("rowspan", cell.rows)] {
        if span > 1 {
            let _ = write!(html, " {attribute}=\"{span}\"");
        }
    }
    html.push('>');
    push_blocks(&cell.blocks, html);
    let _ = write!(html, "</{name}>");
}

fn push_items(items: &[Vec<Block>], html: &mut String) {
    for item in items {
        element("li", html, |html| push_blocks(item, html));
    }
}

fn push_line(line: &[Inline], html: &mut String) {
    for inline in line {
        match inline {
            Inline::HardBreak => html.push_str("<br>"),
            Inline::Text { text, marks } => push_text(text, marks, html),
        }
    }
}

fn push_text(text: &str, marks: &Marks, html: &mut String) {
    if let Some(href) = &marks.link {
        html.push_str("<a href=\"");
        push_escaped(href.as_str(), html);
        html.push_str("\" rel=\"noopener nofollow\">");
    }
    match (marks.bold, marks.italic) {
        (false, false) => push_escaped(text, html),
        (true, false) => element("strong", html, |html| push_escaped(text, html)),
        (false, true) => element("em", html, |html| push_escaped(text, html)),
        (true, true) => element("strong", html, |html| {
            element("em", html, |html| push_escaped(text, html))
        }),
    }
    if marks.link.is_some() {
        html.push_str("</a>");
    }
}

fn element(name: &'static str, html: &mut String, inside: impl FnOnce(&mut String)) {
    html.push('<');
    html.push_str(name);
    html.push('>');
    inside(html);
    html.push_str("</");
    html.push_str(name);
    html.push('>');
}

/// Text or an attribute's value. Characters that HTML does not allow at all (controls other than tab and line feed,
/// noncharacters) are left out: a page with one of them is not valid.
fn push_escaped(text: &str, html: &mut String) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            '\t' | '\n' => html.push(c),
            c if c.is_control() || is_noncharacter(c) => {}
            c => html.push(c),
        }
    }
}

/// Unicode noncharacters: U+FDD0..U+FDEF and the last two of every plane.
fn is_noncharacter(c: char) -> bool {
    let code = u32::from(c);
    (0xFDD0..=0xFDEF).contains(&code) || code & 0xFFFE == 0xFFFE
}
