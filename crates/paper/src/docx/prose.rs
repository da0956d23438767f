//! Formatted text: paragraphs, headings, lists with Word's own numbers, quotes, links.

use super::{
    MAIN,
    body::{Body, Related, text},
    xml::Xml,
};
use report::rich::{Block, Document, HeadingLevel, Inline, Marks};

/// Word counts nine levels of a list.
const DEEPEST: usize = 8;
/// Twentieths of a point by which each level of a list goes in.
const INDENT: usize = 425;
/// The list of bullets; the numbered ones follow it.
const BULLETS: usize = 1;

/// What a paragraph is, where it stands.
#[derive(Clone, Copy)]
pub(super) enum Stands {
    /// By itself.
    Free,
    /// In a quote.
    Quoted,
    /// In a table's cell.
    InCell,
    /// In a cell that names others.
    InHeading,
    /// At the head of a list's item.
    Item { list: usize, level: usize },
    /// In a list's item, under its head.
    UnderItem { level: usize },
}

impl Stands {
    const fn style(self) -> &'static str {
        match self {
            Self::Free => "Normal",
            Self::Quoted => "Quote",
            Self::InCell | Self::InHeading => "Cell",
            Self::Item { list: BULLETS, .. } => "ListBullet",
            Self::Item { .. } => "ListNumber",
            Self::UnderItem { .. } => "ListContinue",
        }
    }

    /// The level of a list that begins here.
    const fn next_level(self) -> usize {
        match self {
            Self::Item { level, .. } | Self::UnderItem { level } if level < DEEPEST => level + 1,
            Self::Item { .. } | Self::UnderItem { .. } => DEEPEST,
            Self::Free | Self::Quoted | Self::InCell | Self::InHeading => 0,
        }
    }
}

impl Body<'_> {
    pub(super) fn prose(&mut self, document: &Document) {
        self.blocks(&document.blocks, Stands::Free);
    }

    pub(super) fn blocks(&mut self, blocks: &[Block], stands: Stands) {
        for block in blocks {
            self.block(block, stands);
        }
    }

    fn block(&mut self, block: &Block, stands: Stands) {
        match block {
            Block::Paragraph(line) => self.prose_line(stands.style(), line, stands),
            Block::Heading(HeadingLevel::Two, line) => self.prose_line("Heading3", line, stands),
            Block::Heading(HeadingLevel::Three, line) => self.prose_line("Heading4", line, stands),
            Block::BulletList(items) => self.list(BULLETS, items, stands),
            Block::OrderedList(items) => {
                self.numbered_lists += 1;
                self.list(BULLETS + self.numbered_lists, items, stands);
            }
            Block::Blockquote(inner) => self.blocks(inner, Stands::Quoted),
            Block::Table(table) => self.rich_table(table),
        }
    }

    fn list(&mut self, list: usize, items: &[Vec<Block>], stands: Stands) {
        let level = stands.next_level();
        for item in items {
            let head = Stands::Item { list, level };
            match item.split_first() {
                Some((first @ (Block::Paragraph(_) | Block::Heading(..)), rest)) => {
                    self.block(first, head);
                    self.blocks(rest, Stands::UnderItem { level });
                }
                // The item's mark needs a paragraph to stand before.
                _ => {
                    self.prose_line(head.style(), &[], head);
                    self.blocks(item, Stands::UnderItem { level });
                }
            }
        }
    }

    fn prose_line(&mut self, style: &str, line: &[Inline], stands: Stands) {
        self.element("w:p", &[], |body| {
            properties(&mut body.xml, style, stands);
            for inline in line {
                match inline {
                    Inline::HardBreak => body.xml.element("w:r", &[], |xml| xml.leaf("w:br", &[])),
                    Inline::Text { text, marks } => body.marked(text, marks, stands),
                }
            }
        });
    }

    fn marked(&mut self, words: &str, marks: &Marks, stands: Stands) {
        let Some(href) = &marks.link else {
            marked_run(&mut self.xml, words, marks, stands);
            return;
        };
        let id = self.relate(Related::Link(href.as_str().to_owned()));
        self.xml.element("w:hyperlink", &[("r:id", &id)], |xml| {
            marked_run(xml, words, marks, stands);
        });
    }
}

fn properties(xml: &mut Xml, style: &str, stands: Stands) {
    xml.element("w:pPr", &[], |xml| {
        xml.val("w:pStyle", style);
        match stands {
            Stands::Item { list, level } => xml.element("w:numPr", &[], |xml| {
                xml.val("w:ilvl", &level.to_string());
                xml.val("w:numId", &list.to_string());
            }),
            Stands::UnderItem { level } => {
                xml.leaf("w:ind", &[("w:left", &indent(level).to_string())]);
            }
            Stands::Free | Stands::Quoted | Stands::InCell | Stands::InHeading => {}
        }
    });
}

fn marked_run(xml: &mut Xml, words: &str, marks: &Marks, stands: Stands) {
    let bold = marks.bold || matches!(stands, Stands::InHeading);
    xml.element("w:r", &[], |xml| {
        if bold || marks.italic || marks.link.is_some() {
            xml.element("w:rPr", &[], |xml| {
                if marks.link.is_some() {
                    xml.val("w:rStyle", "Hyperlink");
                }
                if bold {
                    xml.leaf("w:b", &[]);
                }
                if marks.italic {
                    xml.leaf("w:i", &[]);
                }
            });
        }
        text(xml, words);
    });
}

const fn indent(level: usize) -> usize {
    (level + 1) * INDENT
}

/// The lists of a document with so many numbered ones.
pub(super) fn numbering(numbered: usize) -> Xml {
    let mut xml = Xml::new();
    xml.element("w:numbering", &[("xmlns:w", MAIN)], |xml| {
        abstract_list(xml, "0", |level| {
            let mark = if level % 2 == 0 { "•" } else { "–" };
            ("bullet", mark.to_owned())
        });
        abstract_list(xml, "1", |level| ("decimal", format!("%{}.", level + 1)));
        for list in BULLETS..=BULLETS + numbered {
            xml.element("w:num", &[("w:numId", &list.to_string())], |xml| {
                xml.val("w:abstractNumId", if list == BULLETS { "0" } else { "1" });
                if list > BULLETS {
                    for level in 0..=DEEPEST {
                        xml.element("w:lvlOverride", &[("w:ilvl", &level.to_string())], |xml| {
                            xml.val("w:startOverride", "1");
                        });
                    }
                }
            });
        }
    });
    xml
}

fn abstract_list(xml: &mut Xml, id: &str, mark: impl Fn(usize) -> (&'static str, String)) {
    xml.element("w:abstractNum", &[("w:abstractNumId", id)], |xml| {
        xml.val("w:multiLevelType", "hybridMultilevel");
        for level in 0..=DEEPEST {
            let (format, mark) = mark(level);
            xml.element("w:lvl", &[("w:ilvl", &level.to_string())], |xml| {
                xml.val("w:start", "1");
                xml.val("w:numFmt", format);
                xml.val("w:lvlText", &mark);
                xml.val("w:lvlJc", "left");
                xml.element("w:pPr", &[], |xml| {
                    let left = indent(level).to_string();
                    xml.leaf("w:ind", &[("w:left", &left), ("w:hanging", &INDENT.to_string())]);
                });
            });
        }
    });
}
