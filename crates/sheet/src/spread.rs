//! How far apart the cells of a file lie, looked at before a library makes room for everything between them.
//!
//! ODS writes equal cells and rows once with a number of repetitions, and XLS numbers its cells: a file of a few kilobytes
//! can claim a hundred million places.

use crate::SheetError;
use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};
use std::io::{BufReader, Cursor, Read};
use zip::ZipArchive;

/// Most places of a sheet, empty ones between its cells counted: 100,000 rows of 40 columns.
const PLACES_MAX: u64 = 4_000_000;
/// Most spaces that are written as a number of them.
const SPACES_MAX: u64 = 1_000_000;

/// Looks through the content of an ODS file. A file that is not whole is left to its reader to refuse.
pub(crate) fn of_ods(bytes: &[u8]) -> Result<(), SheetError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| SheetError::Truncated)?;
    let content = archive
        .by_name("content.xml")
        .map_err(|_| SheetError::Truncated)?;
    let mut reader = Reader::from_reader(BufReader::new(content));
    reader.config_mut().check_end_names = false;
    let mut piece = Vec::new();
    let mut table = Area::default();
    // Of all rows as they are written, repetitions of columns unfolded: what is held before rows are repeated.
    let mut written = 0_u64;
    let (mut rows, mut row, mut repeated) = (0_u64, Row::default(), 1);
    let mut spaces = 0_u64;
    loop {
        piece.clear();
        let event = reader
            .read_event_into(&mut piece)
            .map_err(|_| SheetError::Truncated)?;
        match &event {
            Event::Start(element) | Event::Empty(element) => match element.name().as_ref() {
                "table:table-row" => {
                    row = Row::default();
                    repeated = number(element, "table:number-rows-repeated");
                    if matches!(event, Event::Empty(_)) {
                        rows = rows.saturating_add(repeated);
                    }
                }
                "table:table-cell" | "table:covered-table-cell" => row.cell(element),
                "text:s" => spaces = spaces.saturating_add(number(element, "text:c")),
                _ => {}
            },
            Event::End(element) if element.name().as_ref() == "table:table-row" => {
                written = written.saturating_add(row.filled);
                if row.filled > 0 {
                    let last = rows.saturating_add(repeated).saturating_sub(1);
                    table.put(rows, row.first);
                    table.put(last, row.filled - 1);
                }
                rows = rows.saturating_add(repeated);
            }
            Event::End(element) if element.name().as_ref() == "table:table" => {
                (table, rows) = (Area::default(), 0);
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
        if table.places() > PLACES_MAX || written > PLACES_MAX || spaces > SPACES_MAX {
            return Err(SheetError::TooLarge);
        }
    }
}

/// A row of an ODS file being read.
#[derive(Default)]
struct Row {
    /// Columns so far.
    columns: u64,
    /// Columns up to the last one that may hold something.
    filled: u64,
    /// The first that may.
    first: u64,
}

impl Row {
    fn cell(&mut self, cell: &BytesStart<'_>) {
        let repeated = number(cell, "table:number-columns-repeated");
        // By any of these a reader may find a value in it.
        let holds = cell.attributes().flatten().any(|attribute| {
            let name = attribute.key.as_ref();
            name.starts_with("office:") || name.starts_with("calcext:") || name == "table:formula"
        });
        if holds && self.filled == 0 {
            self.first = self.columns;
        }
        self.columns = self.columns.saturating_add(repeated);
        if holds {
            self.filled = self.columns;
        }
    }
}

/// A number of repetitions; 1 where none is written. What is no number is as many as can be.
fn number(element: &BytesStart<'_>, name: &str) -> u64 {
    match element.try_get_attribute(name) {
        Ok(Some(found)) => found.value.parse().unwrap_or(u64::MAX),
        _ => 1,
    }
}

/// Looks through the records of an XLS workbook ([MS-XLS] 2.4: each tells its kind and length; cells begin with row and
/// column). A file that is not whole is left to its reader to refuse.
pub(crate) fn of_xls(bytes: &[u8]) -> Result<(), SheetError> {
    let Ok(mut file) = cfb::CompoundFile::open(Cursor::new(bytes)) else {
        return Ok(());
    };
    let mut stream = Vec::new();
    for name in ["/Workbook", "/Book"] {
        if let Ok(book) = file.open_stream(name) {
            book.take(bytes.len() as u64)
                .read_to_end(&mut stream)
                .map_err(|_| SheetError::Truncated)?;
            break;
        }
    }
    let mut sheet = Area::default();
    let mut rest = stream.as_slice();
    while let Some((head, body)) = rest.split_first_chunk::<4>() {
        let [kind_low, kind_high, length_low, length_high] = *head;
        let length = usize::from(u16::from_le_bytes([length_low, length_high]));
        let (record, next) = body.split_at_checked(length).unwrap_or((body, &[]));
        match u16::from_le_bytes([kind_low, kind_high]) {
            // A part begins: BOF.
            0x0009 | 0x0209 | 0x0409 | 0x0809 => sheet = Area::default(),
            // FORMULA, MULRK, RSTRING, NUMBER, LABEL, BOOLERR, LABELSST, RK, and a formula of the oldest versions.
            0x0006 | 0x00BD | 0x00D6 | 0x00FD | 0x0203..=0x0206 | 0x027E | 0x0406 => {
                if let Some((&[row_low, row_high, column_low, column_high], _)) = record.split_first_chunk() {
                    let row = u64::from(u16::from_le_bytes([row_low, row_high]));
                    sheet.put(row, u64::from(u16::from_le_bytes([column_low, column_high])));
                    // The last two bytes of several cells in one record are the last column.
                    if let (0x00BD, Some((_, &[low, high]))) = (
                        u16::from_le_bytes([kind_low, kind_high]),
                        record.split_last_chunk(),
                    ) {
                        sheet.put(row, u64::from(u16::from_le_bytes([low, high])));
                    }
                }
            }
            _ => {}
        }
        if sheet.places() > PLACES_MAX {
            return Err(SheetError::TooLarge);
        }
        rest = next;
    }
    Ok(())
}

/// The smallest area with all cells so far, from the first row and column that hold one.
#[derive(Default)]
struct Area {
    bounds: Option<[u64; 4]>,
}

impl Area {
    fn put(&mut self, row: u64, column: u64) {
        let [top, left, bottom, right] = self.bounds.unwrap_or([row, column, row, column]);
        self.bounds = Some([top.min(row), left.min(column), bottom.max(row), right.max(column)]);
    }

    fn places(&self) -> u64 {
        self.bounds.map_or(0, |[top, left, bottom, right]| {
            let across = (right - left).saturating_add(1);
            (bottom - top).saturating_add(1).saturating_mul(across)
        })
    }
}
