//! Formatted text: the document as the editor keeps it, its check, and the one place where HTML is made of it.
//!
//! What is kept is ProseMirror's JSON as Tiptap's StarterKit writes it, restricted to the nodes and marks of
//! [`Block`] and [`Inline`]. It is read into a typed [`Document`] first and everything else is made of that; HTML is
//! never taken in, so there is nothing to sanitise. Extra attributes (a list's `start` and `type`, a link's `target`,
//! `rel` and `class`, a cell's `colwidth`) are dropped.
//!
//! Version 2 of the schema adds tables. Version 1 is still read; there a table is not allowed.

mod html;
mod parse;
mod table;

use serde::{Deserialize, Serialize};

pub use parse::{MAX_DEPTH, MAX_NODES, RichTextError};
pub use table::{Cell, CellKind, MAX_TABLE_CELLS, MAX_TABLE_COLUMNS, Table};

/// The schema version that this program writes. It reads those before it too.
pub const RICH_TEXT_VERSION: u32 = 2;

/// A formatted text with the version of its schema. The document's JSON is that of ProseMirror, restricted to the
/// nodes and marks named here, so that the editor's component can load it as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct RichText {
    /// Schema version: [`RICH_TEXT_VERSION`], or 1 where it was written before tables.
    pub v: u32,
    /// The document node.
    #[cfg_attr(feature = "ts", ts(type = "unknown"))]
    pub doc: serde_json::Value,
}

impl RichText {
    /// Reads the value of a `rich_text` field: an object `{"v": 2, "doc": …}`.
    ///
    /// # Errors
    /// [`RichTextError::NotRichText`] when it is not such an object; otherwise what part is not allowed in reports.
    pub fn parse(value: &serde_json::Value) -> Result<Document, RichTextError> {
        let (Some(version), Some(doc)) = (
            value.get("v").and_then(serde_json::Value::as_u64),
            value.get("doc"),
        ) else {
            return Err(RichTextError::NotRichText);
        };
        Document::read(doc, version)
    }

    /// The typed document.
    ///
    /// # Errors
    /// As [`RichText::parse`].
    pub fn document(&self) -> Result<Document, RichTextError> {
        Document::read(&self.doc, u64::from(self.v))
    }
}

/// A formatted text that holds nothing but what reports may hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Its blocks from top to bottom.
    pub blocks: Vec<Block>,
}

/// A block of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// `paragraph`
    Paragraph(Vec<Inline>),
    /// `heading`
    Heading(HeadingLevel, Vec<Inline>),
    /// `bulletList`: the blocks of each `listItem`.
    BulletList(Vec<Vec<Block>>),
    /// `orderedList`: the blocks of each `listItem`; always counted from 1.
    OrderedList(Vec<Vec<Block>>),
    /// `blockquote`
    Blockquote(Vec<Block>),
    /// `table`
    Table(Table),
}

/// The level of a heading inside a report; 1 is the report's title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadingLevel {
    /// A heading.
    Two,
    /// A heading under it.
    Three,
}

/// What stands in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// `text` with its marks.
    Text {
        /// The characters.
        text: String,
        /// How they are set.
        marks: Marks,
    },
    /// `hardBreak`: a new line of the same paragraph.
    HardBreak,
}

/// The marks on a piece of text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// `bold`
    pub bold: bool,
    /// `italic`
    pub italic: bool,
    /// `link`
    pub link: Option<Href>,
}

/// The address of a link: absolute, its scheme http, https, mailto or tel. Made only by reading a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Href(String);

impl Href {
    /// The address, as the URL standard writes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Document {
    /// The text without any format: a line for every block (also inside the cells of a table, read row by row) and
    /// after every hard break, no markers of lists. For search, excerpts and counting.
    #[must_use]
    pub fn plain_text(&self) -> String {
        let mut lines = String::new();
        gather_lines(&self.blocks, &mut lines);
        lines
    }

    /// Whether there is nothing to read in it.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.plain_text().trim().is_empty()
    }

    /// Characters of text, line ends not counted.
    #[must_use]
    pub fn chars(&self) -> usize {
        self.plain_text().chars().filter(|c| *c != '\n').count()
    }
}

fn gather_lines(blocks: &[Block], lines: &mut String) {
    for block in blocks {
        match block {
            Block::Paragraph(line) | Block::Heading(_, line) => {
                if !lines.is_empty() {
                    lines.push('\n');
                }
                for inline in line {
                    match inline {
                        Inline::Text { text, .. } => lines.push_str(text),
                        Inline::HardBreak => lines.push('\n'),
                    }
                }
            }
            Block::BulletList(items) | Block::OrderedList(items) => {
                for item in items {
                    gather_lines(item, lines);
                }
            }
            Block::Blockquote(inner) => gather_lines(inner, lines),
            Block::Table(table) => {
                for cell in table.rows.iter().flatten() {
                    gather_lines(&cell.blocks, lines);
                }
            }
        }
    }
}
