//! Tables: of the form, of formatted text, and the table without lines in which short answers stand.

use super::{
    body::{Body, Page, TEXT_WIDTH, TURNED_WIDTH, paragraph, text},
    prose::Stands,
    xml::{Attributes, Xml},
};
use crate::columns;
use page::view::{Cell, Shown, Table};
use report::rich::{self, CellKind};

/// Widths of a table's columns in twentieths of a point.
pub(super) struct Columns(Vec<u32>);

impl Columns {
    /// Columns of these shares of a width.
    pub(super) fn shared(shares: &[usize], width: u32) -> Self {
        let whole = shares.iter().sum::<usize>().max(1);
        let part = |share: usize| u32::try_from(width as usize * share / whole).unwrap_or(width);
        Self(shares.iter().map(|share| part(*share)).collect())
    }

    /// The width of so many columns from that one on.
    fn width(&self, from: usize, count: usize) -> u32 {
        self.0.iter().skip(from).take(count).sum()
    }

    /// The paragraph style of the cells: many columns need small letters.
    const fn style(&self) -> &'static str {
        if self.0.len() > 6 { "SmallCell" } else { "Cell" }
    }
}

/// The share of a page that labels take, and that answers take.
const FACTS: [usize; 2] = [1, 2];

impl Body<'_> {
    /// Short answers: the label on the left, the answer on the right.
    pub(super) fn facts(&mut self, fields: &[&Shown]) {
        if fields.is_empty() {
            return;
        }
        let columns = Columns::shared(&FACTS, TEXT_WIDTH);
        self.element("w:tbl", &[], |body| {
            no_borders(&mut body.xml, &columns);
            for field in fields {
                body.element("w:tr", &[], |body| {
                    body.xml
                        .element("w:trPr", &[], |xml| xml.leaf("w:cantSplit", &[]));
                    body.cell(&columns, 0, |body| body.line("Label", &field.label));
                    body.cell(&columns, 1, |body| body.value("Cell", field));
                });
            }
        });
        self.line("AfterTable", "");
    }

    /// A table of the form; one that lies on its side stands in a section of its own.
    pub(super) fn form_table(&mut self, table: &Table) {
        let shares = columns::shares(table);
        let width = if columns::lies_on_its_side(shares.len()) {
            TURNED_WIDTH
        } else {
            TEXT_WIDTH
        };
        let columns = Columns::shared(&shares, width);
        self.element("w:tbl", &[], |body| {
            borders(&mut body.xml, &columns);
            body.form_row(&columns, &table.head, RowKind::Head);
            for row in &table.rows {
                body.form_row(&columns, row, RowKind::Data);
            }
        });
        self.line("AfterTable", "");
        for total in &table.totals {
            paragraph(&mut self.xml, "Cell", |xml| {
                words(xml, &format!("{}: ", total.label), RowKind::Data);
                words(xml, &total.text, RowKind::Head);
            });
        }
    }

    fn form_row(&mut self, columns: &Columns, row: &[Cell], kind: RowKind) {
        self.element("w:tr", &[], |body| {
            row_properties(&mut body.xml, kind);
            for (at, cell) in row.iter().enumerate() {
                body.cell(columns, at, |body| {
                    figure_line(&mut body.xml, columns.style(), cell, kind);
                });
            }
        });
    }

    pub(super) fn rich_table(&mut self, table: &rich::Table) {
        let head = table.head_rows();
        self.on_its_page(table.columns, |body, width| {
            let columns = Columns::shared(&vec![1; table.columns], width);
            body.element("w:tbl", &[], |body| {
                borders(&mut body.xml, &columns);
                // For each column, the cell from above that still covers it: how many columns and rows are left of it.
                let mut above: Vec<Option<(usize, usize)>> = vec![None; table.columns];
                for (y, row) in table.rows.iter().enumerate() {
                    body.element("w:tr", &[], |body| {
                        let kind = if y < head { RowKind::Head } else { RowKind::Data };
                        row_properties(&mut body.xml, kind);
                        body.rich_row(&columns, row, &mut above);
                    });
                }
            });
        });
    }

    /// Writes a table that is so many columns wide, on a page turned on its side if it needs one. Two tables without a
    /// paragraph between them would be one to Word.
    fn on_its_page(&mut self, columns: usize, table: impl FnOnce(&mut Self, u32)) {
        if columns::lies_on_its_side(columns) {
            self.end_section(Page::Upright);
            table(self, TURNED_WIDTH);
            self.end_section(Page::Turned);
        } else {
            table(self, TEXT_WIDTH);
            self.line("AfterTable", "");
        }
    }

    /// A row of Word's has a cell at every place: also where one from above reaches down, and where there is none.
    fn rich_row(&mut self, columns: &Columns, row: &[rich::Cell], above: &mut [Option<(usize, usize)>]) {
        let mut x = 0;
        while x < above.len() {
            let starts = row.iter().find(|cell| cell.column == x);
            let covered = above.get(x).copied().flatten();
            let (wide, left) = match (starts, covered) {
                (Some(cell), _) => {
                    let merge: Attributes<'_> = &[("w:val", "restart")];
                    let merge = (cell.rows > 1).then_some(merge);
                    self.spanning(columns, (x, cell.columns), merge, |body| body.rich_cell(cell));
                    (cell.columns, cell.rows - 1)
                }
                (None, Some((wide, left))) => {
                    self.spanning(columns, (x, wide), Some(&[]), |body| body.line("Cell", ""));
                    (wide, left - 1)
                }
                (None, None) => {
                    self.cell(columns, x, |body| body.line("Cell", ""));
                    (1, 0)
                }
            };
            if let Some(place) = above.get_mut(x) {
                *place = (left > 0).then_some((wide, left));
            }
            x += wide.max(1);
        }
    }

    fn rich_cell(&mut self, cell: &rich::Cell) {
        let stands = match cell.kind {
            CellKind::Header => Stands::InHeading,
            CellKind::Data => Stands::InCell,
        };
        self.blocks(&cell.blocks, stands);
        if cell.blocks.is_empty() {
            self.line("Cell", "");
        }
    }

    /// A cell in that column.
    pub(super) fn cell(&mut self, columns: &Columns, at: usize, inside: impl FnOnce(&mut Self)) {
        self.spanning(columns, (at, 1), None, inside);
    }

    /// A cell from that column on over so many.
    fn spanning(
        &mut self,
        columns: &Columns,
        (at, wide): (usize, usize),
        merge: Option<Attributes<'_>>,
        inside: impl FnOnce(&mut Self),
    ) {
        let width = columns.width(at, wide);
        self.element("w:tc", &[], |body| {
            body.xml.element("w:tcPr", &[], |xml| {
                xml.leaf("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
                if wide > 1 {
                    xml.val("w:gridSpan", &wide.to_string());
                }
                if let Some(merge) = merge {
                    xml.leaf("w:vMerge", merge);
                }
            });
            inside(body);
        });
    }
}

/// A run; the head's is bold.
fn words(xml: &mut Xml, words: &str, kind: RowKind) {
    xml.element("w:r", &[], |xml| {
        if matches!(kind, RowKind::Head) {
            xml.element("w:rPr", &[], |xml| xml.leaf("w:b", &[]));
        }
        text(xml, words);
    });
}

fn figure_line(xml: &mut Xml, style: &str, cell: &Cell, kind: RowKind) {
    xml.element("w:p", &[], |xml| {
        xml.element("w:pPr", &[], |xml| {
            xml.val("w:pStyle", style);
            if cell.is_figure {
                xml.val("w:jc", "right");
            }
        });
        words(xml, &cell.text, kind);
    });
}

#[derive(Clone, Copy)]
enum RowKind {
    /// Said again on every page.
    Head,
    Data,
}

fn row_properties(xml: &mut Xml, kind: RowKind) {
    xml.element("w:trPr", &[], |xml| {
        xml.leaf("w:cantSplit", &[]);
        if matches!(kind, RowKind::Head) {
            xml.leaf("w:tblHeader", &[]);
        }
    });
}

fn borders(xml: &mut Xml, columns: &Columns) {
    table_properties(xml, "TableGrid", columns);
}

pub(super) fn no_borders(xml: &mut Xml, columns: &Columns) {
    table_properties(xml, "TableNormal", columns);
}

fn table_properties(xml: &mut Xml, style: &str, columns: &Columns) {
    let width: u32 = columns.0.iter().sum();
    xml.element("w:tblPr", &[], |xml| {
        xml.val("w:tblStyle", style);
        xml.leaf("w:tblW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
        xml.leaf("w:tblLayout", &[("w:type", "fixed")]);
        xml.leaf("w:tblLook", &[("w:val", "0020"), ("w:firstRow", "1")]);
    });
    xml.element("w:tblGrid", &[], |xml| {
        for width in &columns.0 {
            xml.leaf("w:gridCol", &[("w:w", &width.to_string())]);
        }
    });
}
