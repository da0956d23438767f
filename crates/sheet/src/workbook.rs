//! A file of tables, whatever its format.

use crate::{Cell, SheetError, archive, excel, text};
use std::sync::atomic::{AtomicBool, Ordering};

/// A file of tables.
#[derive(Clone, Debug, PartialEq)]
pub struct Workbook {
    /// Its sheets that hold anything, in order; never empty.
    pub sheets: Vec<Sheet>,
}

/// One sheet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// Its name; empty for CSV, which has none.
    pub name: String,
    /// Rows from the file's first on; rows may differ in length.
    pub rows: Vec<Vec<Cell>>,
    /// Merged cells. Only the first of each holds the value.
    pub merged: Vec<Merged>,
}

/// Merged cells: rows and columns from 0, the last ones included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merged {
    /// First row and column.
    pub from: (usize, usize),
    /// Last row and column.
    pub to: (usize, usize),
}

/// Most rows that one sheet is read to, a spreadsheet's own limit.
const ROWS_MAX: usize = 1_048_576;
/// Most columns: no report's table comes near.
const COLUMNS_MAX: usize = 1_024;
/// Most filled cells of a file.
const CELLS_MAX: usize = 8_000_000;
/// Most places, filled or not, that rows are made long enough for.
const PLACES_MAX: usize = 16_000_000;
/// Merged areas matter only where headings stand.
const MERGED_MAX: usize = 4_096;
/// Most bytes of text of a file: one long text may stand in every cell and weigh nothing in the archive.
const TEXT_MAX: usize = 256 * 1024 * 1024;

impl Workbook {
    /// Reads a file's bytes: CSV, TSV, XLSX, ODS, XLS. What it is, its content says; its name is not asked. `stop` may be
    /// set from another thread.
    ///
    /// # Errors
    /// What kept it from being read, see [`SheetError`].
    pub fn read(bytes: &[u8], stop: &AtomicBool) -> Result<Self, SheetError> {
        let mut sheets = if bytes.starts_with(b"PK") {
            archive::check(bytes, stop)?;
            excel::packed(bytes, stop)?
        } else if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
            excel::compound(bytes, stop)?
        } else {
            vec![text::read(bytes, stop)?]
        };
        sheets.retain(|sheet| sheet.rows.iter().flatten().any(|cell| !cell.is_empty()));
        if sheets.is_empty() {
            return Err(SheetError::Empty);
        }
        Ok(Self { sheets })
    }
}

/// Sheets being filled, within the bounds of a file.
pub(crate) struct Filling<'a> {
    pub(crate) sheets: Vec<Sheet>,
    stop: &'a AtomicBool,
    cells: usize,
    places: usize,
    text: usize,
}

impl<'a> Filling<'a> {
    pub(crate) fn new(stop: &'a AtomicBool) -> Self {
        Self {
            sheets: Vec::new(),
            stop,
            cells: 0,
            places: 0,
            text: 0,
        }
    }

    /// Begins a sheet.
    pub(crate) fn sheet(&mut self, name: &str, merged: Vec<Merged>) {
        self.sheets.push(Sheet {
            name: name.to_owned(),
            rows: Vec::new(),
            merged: merged
                .into_iter()
                .filter(|area| area.from.0 < 64)
                .take(MERGED_MAX)
                .collect(),
        });
    }

    /// Puts a cell into the sheet that was begun last.
    pub(crate) fn put(&mut self, row: usize, column: usize, cell: Cell) -> Result<(), SheetError> {
        if cell.is_empty() {
            return Ok(());
        }
        self.cells += 1;
        if let Cell::Text(text) = &cell {
            self.text += text.len();
        }
        if row >= ROWS_MAX || self.cells > CELLS_MAX || self.text > TEXT_MAX {
            return Err(SheetError::TooLarge);
        }
        if self.cells.is_multiple_of(1024) && self.stop.load(Ordering::Relaxed) {
            return Err(SheetError::Stopped);
        }
        // What stands so far to the right is no part of a table.
        let (Some(sheet), true) = (self.sheets.last_mut(), column < COLUMNS_MAX) else {
            return Ok(());
        };
        let width = sheet.rows.get(row).map_or(0, Vec::len);
        self.places += (row + 1).saturating_sub(sheet.rows.len()) + (column + 1).saturating_sub(width);
        if self.places > PLACES_MAX {
            return Err(SheetError::TooLarge);
        }
        if sheet.rows.len() <= row {
            sheet.rows.resize_with(row + 1, Vec::new);
        }
        if let Some(row) = sheet.rows.get_mut(row) {
            if row.len() <= column {
                row.resize(column + 1, Cell::Empty);
            }
            if let Some(place) = row.get_mut(column) {
                *place = cell;
            }
        }
        Ok(())
    }
}
