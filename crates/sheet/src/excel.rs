//! Workbooks of spreadsheet programs, read by calamine: formulas as the values they had, dates as dates.

use crate::{
    Cell, SheetError, spread,
    workbook::{Filling, Merged, Sheet},
};
use calamine::{
    Data, Dimensions, ExcelDateTime, Ods, Range, Reader, SheetType, Xls, XlsError, Xlsx, XlsxError,
};
use jiff::civil::{Date, DateTime};
use std::{io::Cursor, sync::atomic::AtomicBool};

/// XLSX and ODS. Their archive has been checked.
pub(crate) fn packed(bytes: &[u8], stop: &AtomicBool) -> Result<Vec<Sheet>, SheetError> {
    if has(bytes, b"application/vnd.oasis.opendocument.spreadsheet") {
        spread::of_ods(bytes)?;
        let mut book: Ods<_> = Ods::new(Cursor::new(bytes)).map_err(|_| SheetError::Truncated)?;
        return whole(&mut book, |_, _| Vec::new(), stop);
    }
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(of_xlsx)?;
    let mut filling = Filling::new(stop);
    for name in worksheets(&book) {
        let merged = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        filling.sheet(&name, merged.iter().map(merged_of).collect());
        // Cell by cell: a range would make room for everything between the outermost cells.
        let mut cells = book.worksheet_cells_reader(&name).map_err(of_xlsx)?;
        while let Some(cell) = cells.next_cell().map_err(of_xlsx)? {
            let (row, column) = cell.get_position();
            filling.put(
                row as usize,
                column as usize,
                of_data(cell.get_value().clone().into()),
            )?;
        }
    }
    Ok(filling.sheets)
}

/// A compound file: XLS, or XLSX behind a password, or a document of another program.
pub(crate) fn compound(bytes: &[u8], stop: &AtomicBool) -> Result<Vec<Sheet>, SheetError> {
    // A workbook behind a password is a stream of this name, written in UTF-16.
    let name: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    if has(bytes, &name) {
        return Err(SheetError::Encrypted);
    }
    spread::of_xls(bytes)?;
    let book = Xls::new(Cursor::new(bytes));
    let mut book: Xls<_> = book.map_err(|error| match error {
        XlsError::Password => SheetError::Encrypted,
        XlsError::Cfb(_) | XlsError::Io(_) | XlsError::EoStream(_) | XlsError::Len { .. } => {
            SheetError::Truncated
        }
        _ => SheetError::NotASheet,
    })?;
    whole(
        &mut book,
        |book, name| book.merge_cells_by_sheet_name(name).unwrap_or_default(),
        stop,
    )
}

fn whole<B: Reader<Cursor<A>>, A: AsRef<[u8]>>(
    book: &mut B,
    merged: impl Fn(&B, &str) -> Vec<Dimensions>,
    stop: &AtomicBool,
) -> Result<Vec<Sheet>, SheetError> {
    let mut filling = Filling::new(stop);
    for name in worksheets(book) {
        let merged = merged(book, &name).iter().map(merged_of).collect();
        filling.sheet(&name, merged);
        let range: Range<Data> = book.worksheet_range(&name).map_err(|_| SheetError::Truncated)?;
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            filling.put(row + top as usize, column + left as usize, of_data(value.clone()))?;
        }
    }
    Ok(filling.sheets)
}

/// The names of the sheets that are tables, not charts.
fn worksheets<R: std::io::Read + std::io::Seek>(book: &impl Reader<R>) -> Vec<String> {
    let sheets = book.sheets_metadata().iter();
    sheets
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| sheet.name.clone())
        .collect()
}

fn has(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

fn merged_of(area: &Dimensions) -> Merged {
    let place = |(row, column): (u32, u32)| (row as usize, column as usize);
    Merged {
        from: place(area.start),
        to: place(area.end),
    }
}

fn of_xlsx(error: XlsxError) -> SheetError {
    match error {
        XlsxError::Password => SheetError::Encrypted,
        // A packed file of another kind: a document, a plain archive.
        XlsxError::FileNotFound(_) | XlsxError::RelationshipNotFound => SheetError::NotASheet,
        _ => SheetError::Truncated,
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a spreadsheet keeps its numbers so itself"
)]
fn of_data(data: Data) -> Cell {
    match data {
        Data::Empty => Cell::Empty,
        Data::Int(number) => Cell::Number(number as f64),
        Data::Float(number) => Cell::Number(number),
        Data::String(text) => Cell::Text(text),
        Data::Bool(truth) => Cell::Text(if truth { "1" } else { "0" }.to_owned()),
        Data::DateTime(moment) => day(moment).map_or_else(|| Cell::Number(moment.as_f64()), Cell::Day),
        Data::DateTimeIso(text) => day_of_iso(&text).map_or(Cell::Text(text), Cell::Day),
        Data::DurationIso(text) => Cell::Text(text),
        Data::Error(fault) => Cell::Fault(fault.to_string()),
    }
}

fn day(moment: ExcelDateTime) -> Option<Date> {
    if !moment.is_datetime() || moment.as_f64() < 1.0 {
        return None;
    }
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    Date::new(
        i16::try_from(year).ok()?,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
    )
    .ok()
}

fn day_of_iso(text: &str) -> Option<Date> {
    text.parse::<Date>()
        .or_else(|_| text.parse::<DateTime>().map(DateTime::date))
        .ok()
}
