//! ProseMirror's JSON → [`Document`], with limits, refusing everything that reports may not hold.

use super::{
    Block, Document, HeadingLevel, Href, Inline, Marks, RICH_TEXT_VERSION,
    table::{MAX_TABLE_CELLS, MAX_TABLE_COLUMNS},
};
use serde_json::Value;
use url::Url;

/// Deepest nesting of nodes, the document itself counted as 1.
pub const MAX_DEPTH: usize = 16;
/// Most nodes of one document.
pub const MAX_NODES: usize = 10_000;

/// Why a value is not a formatted text of a report.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RichTextError {
    /// Not an object with `v` and `doc`.
    #[error("not a formatted text: an object with v and doc is expected")]
    NotRichText,
    /// Written by a schema that this version does not know.
    #[error("version {version} of the formatted text's schema is not known")]
    UnknownVersion {
        /// The version it says.
        version: u64,
    },
    /// A node that is not an object with a `type`, or whose `content` is not an array.
    #[error("a node of the formatted text is malformed")]
    MalformedNode,
    /// A node of another type than may stand at this point.
    #[error("a node of type {node:?} may not stand here")]
    NodeNotAllowed {
        /// Its type.
        node: String,
    },
    /// A heading of another level than 2 or 3.
    #[error("a heading may be of level 2 or 3")]
    HeadingLevel,
    /// A mark that reports may not hold.
    #[error("a mark of type {mark:?} is not allowed")]
    MarkNotAllowed {
        /// Its type.
        mark: String,
    },
    /// A link without an absolute http, https, mailto or tel address.
    #[error("a link must lead to an absolute http, https, mailto or tel address")]
    LinkNotAllowed,
    /// A table without rows, or one whose cells lie over each other.
    #[error("a table of the formatted text is malformed")]
    MalformedTable,
    /// A table of more than [`MAX_TABLE_COLUMNS`] columns or [`MAX_TABLE_CELLS`] cells.
    #[error("a table has more than {MAX_TABLE_COLUMNS} columns or {MAX_TABLE_CELLS} cells")]
    TableTooLarge,
    /// Nested deeper than [`MAX_DEPTH`].
    #[error("nested deeper than {MAX_DEPTH} levels")]
    TooDeep,
    /// More than [`MAX_NODES`] nodes.
    #[error("more than {MAX_NODES} nodes")]
    TooManyNodes,
}

impl Document {
    /// Reads a ProseMirror `doc` node of that version of the schema.
    pub(super) fn read(doc: &Value, version: u64) -> Result<Self, RichTextError> {
        if version == 0 || version > u64::from(RICH_TEXT_VERSION) {
            return Err(RichTextError::UnknownVersion { version });
        }
        let mut reader = Reader {
            nodes_left: MAX_NODES,
            tables: if version == 1 {
                Tables::Refused
            } else {
                Tables::Allowed
            },
        };
        reader.enter(1)?;
        match type_of(doc)? {
            "doc" => Ok(Self {
                blocks: reader.blocks(doc, 1)?,
            }),
            other => Err(not_allowed(other)),
        }
    }
}

/// Whether a table may stand where the reader is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Tables {
    Allowed,
    Refused,
}

pub(super) struct Reader {
    nodes_left: usize,
    pub(super) tables: Tables,
}

impl Reader {
    /// Counts a node at that depth before anything is read of it.
    pub(super) fn enter(&mut self, depth: usize) -> Result<(), RichTextError> {
        if depth > MAX_DEPTH {
            return Err(RichTextError::TooDeep);
        }
        self.nodes_left = self
            .nodes_left
            .checked_sub(1)
            .ok_or(RichTextError::TooManyNodes)?;
        Ok(())
    }

    pub(super) fn blocks(&mut self, parent: &Value, depth: usize) -> Result<Vec<Block>, RichTextError> {
        let children = children(parent)?;
        children
            .iter()
            .map(|child| self.block(child, depth + 1))
            .collect()
    }

    fn block(&mut self, node: &Value, depth: usize) -> Result<Block, RichTextError> {
        self.enter(depth)?;
        Ok(match type_of(node)? {
            "paragraph" => Block::Paragraph(self.inlines(node, depth)?),
            "heading" => Block::Heading(heading_level(node)?, self.inlines(node, depth)?),
            "bulletList" => Block::BulletList(self.items(node, depth)?),
            "orderedList" => Block::OrderedList(self.items(node, depth)?),
            "blockquote" => Block::Blockquote(self.blocks(node, depth)?),
            "table" if self.tables == Tables::Allowed => Block::Table(self.table(node, depth)?),
            other => return Err(not_allowed(other)),
        })
    }

    fn items(&mut self, list: &Value, depth: usize) -> Result<Vec<Vec<Block>>, RichTextError> {
        let depth = depth + 1;
        let item = |item: &Value| {
            self.enter(depth)?;
            match type_of(item)? {
                "listItem" => self.blocks(item, depth),
                other => Err(not_allowed(other)),
            }
        };
        children(list)?.iter().map(item).collect()
    }

    fn inlines(&mut self, parent: &Value, depth: usize) -> Result<Vec<Inline>, RichTextError> {
        let inline = |node: &Value| {
            self.enter(depth + 1)?;
            match type_of(node)? {
                "hardBreak" => Ok(Inline::HardBreak),
                "text" => Ok(Inline::Text {
                    text: text_of(node)?,
                    marks: marks(node)?,
                }),
                other => Err(not_allowed(other)),
            }
        };
        children(parent)?.iter().map(inline).collect()
    }
}

pub(super) fn not_allowed(node: &str) -> RichTextError {
    RichTextError::NodeNotAllowed {
        node: node.to_owned(),
    }
}

pub(super) fn type_of(node: &Value) -> Result<&str, RichTextError> {
    node.get("type")
        .and_then(Value::as_str)
        .ok_or(RichTextError::MalformedNode)
}

fn text_of(node: &Value) -> Result<String, RichTextError> {
    let text = node.get("text").and_then(Value::as_str);
    text.map(str::to_owned).ok_or(RichTextError::MalformedNode)
}

/// An array under `key`; absent and `null` are an empty one.
fn list_under<'a>(node: &'a Value, key: &str) -> Result<&'a [Value], RichTextError> {
    match node.get(key) {
        None | Some(Value::Null) => Ok(&[]),
        Some(Value::Array(items)) => Ok(items),
        Some(_) => Err(RichTextError::MalformedNode),
    }
}

pub(super) fn children(node: &Value) -> Result<&[Value], RichTextError> {
    list_under(node, "content")
}

pub(super) fn attribute<'a>(node: &'a Value, name: &str) -> Option<&'a Value> {
    node.get("attrs").and_then(|attrs| attrs.get(name))
}

fn heading_level(node: &Value) -> Result<HeadingLevel, RichTextError> {
    match attribute(node, "level").and_then(Value::as_u64) {
        Some(2) => Ok(HeadingLevel::Two),
        Some(3) => Ok(HeadingLevel::Three),
        _ => Err(RichTextError::HeadingLevel),
    }
}

fn marks(node: &Value) -> Result<Marks, RichTextError> {
    let mut marks = Marks::default();
    for mark in list_under(node, "marks")? {
        match type_of(mark)? {
            "bold" => marks.bold = true,
            "italic" => marks.italic = true,
            "link" => marks.link = Some(href(mark)?),
            other => {
                return Err(RichTextError::MarkNotAllowed {
                    mark: other.to_owned(),
                });
            }
        }
    }
    Ok(marks)
}

fn href(mark: &Value) -> Result<Href, RichTextError> {
    let text = attribute(mark, "href").and_then(Value::as_str);
    let url = text.and_then(|text| Url::parse(text).ok());
    let url = url.ok_or(RichTextError::LinkNotAllowed)?;
    match url.scheme() {
        "http" | "https" | "mailto" | "tel" => Ok(Href(url.into())),
        _ => Err(RichTextError::LinkNotAllowed),
    }
}
