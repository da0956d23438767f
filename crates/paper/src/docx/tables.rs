//! Tables: of the form, of formatted text, and the table without lines in which short answers stand.

use super::{
    body::{Body, TEXT_WIDTH, paragraph, text},
    prose::Stands,
    xml::{Attributes, Xml},
};
use page::view::{Cell, Shown, Table};
use report::rich::{self, CellKind};

/// Widths of a table's columns in twentieths of a point.
pub(super) struct Columns(Vec<u32>);

impl Columns {
    pub(super) fn even(count: usize) -> Self {
        let share = TEXT_WIDTH / u32::try_from(count.max(1)).unwrap_or(u32::MAX);
        Self(vec![share; count])
    }
}

impl Body<'_> {
    /// Short answers: the label on the left, the answer on the right.
    pub(super) fn facts(&mut self, fields: &[&Shown]) {
        if fields.is_empty() {
            return;
        }
        let (label, answer) = (Columns(vec![3232]), Columns(vec![TEXT_WIDTH - 3232]));
        self.element("w:tbl", &[], |body| {
            no_borders(
                &mut body.xml,
                &Columns([label.0.clone(), answer.0.clone()].concat()),
            );
            for field in fields {
                body.element("w:tr", &[], |body| {
                    body.xml
                        .element("w:trPr", &[], |xml| xml.leaf("w:cantSplit", &[]));
                    body.cell(&label, 1, |body| body.line("Label", &field.label));
                    body.cell(&answer, 1, |body| body.value("Cell", field));
                });
            }
        });
        self.line("AfterTable", "");
    }

    pub(super) fn form_table(&mut self, table: &Table) {
        let columns = Columns::even(table.head.len());
        self.element("w:tbl", &[], |body| {
            borders(&mut body.xml, &columns);
            body.element("w:tr", &[], |body| {
                row_properties(&mut body.xml, RowKind::Head);
                for cell in &table.head {
                    body.cell(&columns, 1, |body| figure_line(&mut body.xml, cell, Weight::Bold));
                }
            });
            for row in &table.rows {
                body.element("w:tr", &[], |body| {
                    row_properties(&mut body.xml, RowKind::Data);
                    for cell in row {
                        body.cell(&columns, 1, |body| {
                            figure_line(&mut body.xml, cell, Weight::Regular)
                        });
                    }
                });
            }
        });
        self.line("AfterTable", "");
        for total in &table.totals {
            paragraph(&mut self.xml, "Cell", |xml| {
                words(xml, &format!("{}: ", total.label), Weight::Regular);
                words(xml, &total.text, Weight::Bold);
            });
        }
    }

    pub(super) fn rich_table(&mut self, table: &rich::Table) {
        let columns = Columns::even(table.columns);
        let head = table.head_rows();
        self.element("w:tbl", &[], |body| {
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
        self.line("AfterTable", "");
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
                    self.spanning(columns, cell.columns, merge, |body| body.rich_cell(cell));
                    (cell.columns, cell.rows - 1)
                }
                (None, Some((wide, left))) => {
                    self.spanning(columns, wide, Some(&[]), |body| body.line("Cell", ""));
                    (wide, left - 1)
                }
                (None, None) => {
                    self.cell(columns, 1, |body| body.line("Cell", ""));
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

    /// A cell over so many columns.
    pub(super) fn cell(&mut self, columns: &Columns, wide: usize, inside: impl FnOnce(&mut Self)) {
        self.spanning(columns, wide, None, inside);
    }

    fn spanning(
        &mut self,
        columns: &Columns,
        wide: usize,
        merge: Option<Attributes<'_>>,
        inside: impl FnOnce(&mut Self),
    ) {
        let width: u32 = columns.0.iter().take(wide).sum();
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

#[derive(Clone, Copy)]
enum Weight {
    Regular,
    Bold,
}

fn words(xml: &mut Xml, words: &str, weight: Weight) {
    xml.element("w:r", &[], |xml| {
        if matches!(weight, Weight::Bold) {
            xml.element("w:rPr", &[], |xml| xml.leaf("w:b", &[]));
        }
        text(xml, words);
    });
}

fn figure_line(xml: &mut Xml, cell: &Cell, weight: Weight) {
    xml.element("w:p", &[], |xml| {
        xml.element("w:pPr", &[], |xml| {
            xml.val("w:pStyle", "Cell");
            if cell.is_figure {
                xml.val("w:jc", "right");
            }
        });
        words(xml, &cell.text, weight);
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
