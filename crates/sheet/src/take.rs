//! Rows of a table out of cells of a file.

use crate::{Cell, convert, heads::names_of, names::Names};
use report::{Catalogue, Column};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// So many refused cells are told one by one; rows refused whole are counted all.
const REFUSED_MAX: usize = 2_000;

/// What sums without a unit of their own are in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum MoneyUnit {
    /// тис. грн, which the form's own sums are in.
    Thousands,
    /// грн; they become thousands, rounded to whole hryvnias.
    Hryvnias,
    /// млн грн, as some headings say.
    Millions,
}

/// How rows are to be taken.
#[derive(Clone, Copy, Debug)]
pub struct Order<'a> {
    /// The columns of the table.
    pub columns: &'a [Column],
    /// For each of them the column of the file; `None`: it stays empty.
    pub mapping: &'a [Option<usize>],
    /// For each of them what its sums are in ([`crate::units`]).
    pub money: &'a [MoneyUnit],
    /// Most rows that the table has room for.
    pub room: usize,
    /// Where references point.
    pub catalogue: &'a Catalogue,
}

/// Why a cell was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Reason {
    /// It is empty and must not be.
    Required,
    /// Not a number.
    NotANumber,
    /// A sum below nothing.
    Negative,
    /// More digits behind the point than allowed.
    TooPrecise {
        /// Most digits.
        decimals: u32,
    },
    /// A sum in hryvnias among sums in thousands.
    InHryvnias,
    /// Not a day of the calendar.
    NotADay,
    /// None of the answers, or an abbreviation of several.
    UnknownChoice {
        /// The answers.
        choices: Vec<String>,
    },
    /// No such entry of the catalogue.
    UnknownEntry {
        /// The entry with the most similar name.
        nearest: Option<String>,
    },
    /// The name of several entries.
    Ambiguous {
        /// Some of them.
        entries: Vec<String>,
    },
    /// Not an address on the web.
    BadLink,
    /// The file's own formula failed.
    Fault,
}

/// A cell that was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Refused {
    /// The row of the file, from 1.
    pub row: u32,
    /// The table's column.
    pub column: String,
    /// What stands in the cell.
    pub text: String,
    /// Why.
    pub reason: Reason,
    /// Whether the whole row was left out: its column must be filled. Else only the cell stays empty.
    pub whole_row: bool,
}

/// What was taken.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Taken {
    /// The rows: column id → value.
    #[cfg_attr(feature = "ts", ts(type = "Record<string, unknown>[]"))]
    pub rows: Vec<Map<String, Value>>,
    /// The cells that were refused, in the file's order: the first 2,000.
    pub refused: Vec<Refused>,
    /// Cells that were refused beyond those.
    pub refused_more: u32,
    /// Rows that were left out.
    pub rows_refused: u32,
    /// Filled rows that the table has no room for; they were not looked at.
    pub beyond: u32,
    /// Numbers whose last digits were rounded off.
    pub rounded: u32,
}

/// Takes the rows of `cells`, the first of which is the row `first` of the file, counted from 1. Blank rows are passed over.
#[must_use]
pub fn take(cells: &[Vec<Cell>], first: usize, order: Order<'_>) -> Taken {
    let mut taking = Taking {
        names: order
            .columns
            .iter()
            .map(|column| names_of(column, order.catalogue))
            .collect(),
        order,
        taken: Taken::default(),
    };
    for (at, row) in cells.iter().enumerate() {
        let mut mapped = order
            .mapping
            .iter()
            .flatten()
            .filter_map(|across| row.get(*across));
        if mapped.all(Cell::is_empty) {
            continue;
        }
        if taking.taken.rows.len() >= order.room {
            taking.taken.beyond = taking.taken.beyond.saturating_add(1);
            continue;
        }
        taking.row(row, u32::try_from(first + at).unwrap_or(u32::MAX));
    }
    taking.taken
}

struct Taking<'a> {
    names: Vec<Option<Names<'a>>>,
    order: Order<'a>,
    taken: Taken,
}

impl Taking<'_> {
    fn row(&mut self, cells: &[Cell], row: u32) {
        let mut made = Map::new();
        let mut whole = true;
        let mut rounded = 0;
        let columns = self
            .order
            .columns
            .iter()
            .zip(self.order.mapping)
            .zip(self.order.money)
            .zip(&mut self.names);
        for (((column, across), money), names) in columns {
            // A column that the file does not have is no fault of its rows: the form will ask for it.
            let Some(across) = across else { continue };
            let cell = cells.get(*across).unwrap_or(&Cell::Empty);
            let value = if !cell.is_empty() {
                convert::value(cell, &column.kind, names.as_mut(), *money)
            } else if column.required {
                Err(crate::Reason::Required)
            } else {
                continue;
            };
            match value {
                Ok(value) => {
                    rounded += u32::from(value.rounded);
                    made.insert(column.id.clone(), value.value);
                }
                Err(reason) => {
                    whole &= !column.required;
                    if self.taken.refused.len() < REFUSED_MAX {
                        self.taken.refused.push(Refused {
                            row,
                            column: column.id.clone(),
                            text: cell.text().chars().take(200).collect(),
                            reason,
                            whole_row: column.required,
                        });
                    } else {
                        self.taken.refused_more = self.taken.refused_more.saturating_add(1);
                    }
                }
            }
        }
        if whole {
            self.taken.rounded += rounded;
            self.taken.rows.push(made);
        } else {
            self.taken.rows_refused += 1;
        }
    }
}
