//! What travels about tables: a file to import, cells that were pasted, entries to fill rows with.

use report::{FieldId, SectionId, form::RefList};
use serde::{Deserialize, Serialize};
use sheet::{MoneyUnit, SheetError, Taken};
use ts_rs::TS;

/// A file on this computer, for a table field of a section's form.
#[derive(Clone, Debug, Deserialize, TS)]
pub(crate) struct SheetPathArgs {
    pub section: SectionId,
    pub field: FieldId,
    pub path: String,
}

/// What became of a file that was to be imported.
#[derive(Clone, Debug, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum SheetAnswer {
    /// It is open until it is closed or another one is opened.
    Opened {
        /// The file's name.
        name: String,
        /// Its sheets that hold anything.
        sheets: Vec<SheetName>,
        /// The first look at it.
        look: SheetLook,
    },
    /// It gives no table.
    Refused { name: String, reason: SheetError },
}

/// A sheet of the open file.
#[derive(Clone, Debug, Serialize, TS)]
pub(crate) struct SheetName {
    /// Empty for CSV.
    pub name: String,
    pub rows: u32,
}

/// Which sheet to look at, and how many rows its heading has, if a person said so.
#[derive(Clone, Debug, Deserialize, TS)]
pub(crate) struct SheetLookArgs {
    pub section: SectionId,
    pub field: FieldId,
    pub sheet: u32,
    #[serde(default)]
    #[ts(optional)]
    pub head_rows: Option<u32>,
}

/// A sheet as the matching of its columns needs it.
#[derive(Clone, Debug, Serialize, TS)]
pub(crate) struct SheetLook {
    pub sheet: u32,
    pub head_rows: u32,
    /// The heading of each column of the file; may be empty.
    pub heads: Vec<String>,
    /// The first cell with anything in it under each heading.
    pub samples: Vec<String>,
    /// The first rows of the sheet, to see where the heading ends.
    pub first_rows: Vec<Vec<String>>,
    /// For each column of the table its column of the file.
    pub mapping: Vec<Option<u32>>,
    /// What sums seem to be in.
    pub money: MoneyUnit,
}

/// How the rows of the open file are to be taken.
#[derive(Clone, Debug, Deserialize, TS)]
pub(crate) struct SheetTakeArgs {
    pub section: SectionId,
    pub field: FieldId,
    pub sheet: u32,
    pub head_rows: u32,
    pub mapping: Vec<Option<u32>>,
    pub money: MoneyUnit,
    /// Most rows that the table has room for.
    pub room: u32,
}

/// Cells that were pasted into a table from a column on.
#[derive(Clone, Debug, Deserialize, TS)]
pub(crate) struct CellsArgs {
    pub section: SectionId,
    pub field: FieldId,
    /// The column's place among the table's.
    pub column: u32,
    pub cells: Vec<Vec<String>>,
    pub money: MoneyUnit,
    /// Most rows from the first on.
    pub room: u32,
}

/// What pasted cells became.
#[derive(Clone, Debug, Serialize, TS)]
pub(crate) struct CellsTaken {
    /// Rows of what could be read, to be laid over the table's.
    pub taken: Taken,
    /// Whether the first row was a heading, by which the columns were found.
    pub heading: bool,
    /// What sums seem to be in by the heading.
    pub money: MoneyUnit,
    /// Cells that no column takes.
    pub beside: u32,
}

/// Entries of a list: those with the ids, or all of them.
#[derive(Clone, Debug, Deserialize, TS)]
pub(crate) struct EntriesArgs {
    pub list: RefList,
    #[serde(default)]
    #[ts(optional)]
    pub ids: Option<Vec<String>>,
}
