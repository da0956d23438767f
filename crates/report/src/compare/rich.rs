//! Formatted texts compared line by line.

use super::{
    order::by_likeness,
    words::{self, Bag, Run},
};
use crate::rich::{Block, CellKind, Document, HeadingLevel, Inline, RichText};
use serde::Serialize;
use serde_json::Value;
use std::{
    hash::{Hash, Hasher},
    time::Instant,
};

/// What a line of a formatted text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum LineShape {
    /// A paragraph.
    Paragraph,
    /// A heading of level 2 or 3.
    Heading {
        /// The level.
        level: u8,
    },
    /// The first line of a list's item; what follows in the item is as it would be outside.
    Item {
        /// Counted, not pointed.
        ordered: bool,
        /// Lists that it lies in, from 1.
        depth: u8,
    },
    /// A paragraph of a quotation.
    Quote,
    /// A row of a table; its cells are parted by tabs.
    Row {
        /// One of the table's head.
        heading: bool,
    },
}

/// A line of either text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct LineChange {
    /// What it was; `null` if it was not there.
    pub before: Option<LineShape>,
    /// What it became; `null` if it was taken out.
    pub after: Option<LineShape>,
    /// Its words.
    pub runs: Vec<Run>,
    /// Words stayed, but bold, italic or a link did not.
    pub reformatted: bool,
}

struct Line<'a> {
    shape: LineShape,
    text: String,
    bag: Bag,
    inlines: Vec<&'a Inline>,
}

/// What makes two lines the same one: formats inside are looked at later.
impl PartialEq for Line<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.shape == other.shape && self.text == other.text
    }
}

impl Eq for Line<'_> {}

impl Hash for Line<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.shape, &self.text).hash(state);
    }
}

/// `None` if a value is no formatted text.
pub(super) fn lines(before: &Value, after: &Value, deadline: Option<Instant>) -> Option<Vec<LineChange>> {
    let (before, after) = (document(before)?, document(after)?);
    let (mut old, mut new) = (Vec::new(), Vec::new());
    gather(&before.blocks, LineShape::Paragraph, 0, &mut old);
    gather(&after.blocks, LineShape::Paragraph, 0, &mut new);
    let likeness = |a: &Line<'_>, b: &Line<'_>| a.bag.likeness(&b.bag);
    let pairs = by_likeness(&old, &new, likeness, deadline);
    let line = |lines: &[Line<'_>], at: Option<usize>| at.and_then(|at| lines.get(at)).map(|line| line.shape);
    Some(
        pairs
            .into_iter()
            .map(|pair| {
                let was = pair.before.and_then(|at| old.get(at));
                let is = pair.after.and_then(|at| new.get(at));
                LineChange {
                    before: line(&old, pair.before),
                    after: line(&new, pair.after),
                    runs: match (was, is) {
                        (Some(was), Some(is)) => words::runs(&was.text, &is.text, deadline),
                        (was, is) => words::whole(
                            was.map_or("", |line| &line.text),
                            is.map_or("", |line| &line.text),
                        ),
                    },
                    reformatted: was
                        .zip(is)
                        .is_some_and(|(was, is)| was.text == is.text && was.inlines != is.inlines),
                }
            })
            .collect(),
    )
}

fn document(value: &Value) -> Option<Document> {
    if value.is_null() {
        return Some(Document::default());
    }
    RichText::parse(value).ok()
}

fn gather<'a>(blocks: &'a [Block], shape: LineShape, depth: u8, lines: &mut Vec<Line<'a>>) {
    for block in blocks {
        match block {
            Block::Paragraph(inlines) => lines.push(line(shape, inlines)),
            Block::Heading(HeadingLevel::Two, inlines) => {
                lines.push(line(LineShape::Heading { level: 2 }, inlines));
            }
            Block::Heading(HeadingLevel::Three, inlines) => {
                lines.push(line(LineShape::Heading { level: 3 }, inlines));
            }
            Block::BulletList(items) => gather_items(items, false, depth, lines),
            Block::OrderedList(items) => gather_items(items, true, depth, lines),
            Block::Blockquote(inner) => gather(inner, LineShape::Quote, depth, lines),
            Block::Table(table) => {
                for (at, row) in table.rows.iter().enumerate() {
                    let mut inside = Vec::new();
                    let mut cells = Vec::new();
                    for cell in row {
                        let from = inside.len();
                        gather(&cell.blocks, LineShape::Paragraph, 0, &mut inside);
                        let texts = inside.iter().skip(from).map(|line| line.text.as_str());
                        cells.push(texts.collect::<Vec<_>>().join("\n"));
                    }
                    let heading =
                        at < table.head_rows() || row.iter().all(|cell| cell.kind == CellKind::Header);
                    let text = cells.join("\t");
                    lines.push(Line {
                        shape: LineShape::Row { heading },
                        bag: Bag::of(&text),
                        text,
                        inlines: inside.into_iter().flat_map(|line| line.inlines).collect(),
                    });
                }
            }
        }
    }
}

fn gather_items<'a>(items: &'a [Vec<Block>], ordered: bool, depth: u8, lines: &mut Vec<Line<'a>>) {
    let depth = depth.saturating_add(1);
    for item in items {
        let first = lines.len();
        gather(item, LineShape::Paragraph, depth, lines);
        if let Some(line) = lines
            .get_mut(first)
            .filter(|line| line.shape == LineShape::Paragraph)
        {
            line.shape = LineShape::Item { ordered, depth };
        }
    }
}

fn line(shape: LineShape, inlines: &[Inline]) -> Line<'_> {
    let mut text = String::new();
    for inline in inlines {
        match inline {
            Inline::Text { text: piece, .. } => text.push_str(piece),
            Inline::HardBreak => text.push('\n'),
        }
    }
    Line {
        shape,
        bag: Bag::of(&text),
        text,
        inlines: inlines.iter().collect(),
    }
}
