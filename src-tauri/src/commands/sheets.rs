//! Tables: rows of a CSV or Excel file, pasted cells, the entries that rows are filled with. One file is open at a time; it
//! is held in memory between looking at it and taking its rows.

use super::catalogue::entries;
use crate::{
    ipc::{
        error::AppError,
        sheets::{
            CellsArgs, CellsTaken, EntriesArgs, SheetAnswer, SheetLook, SheetLookArgs, SheetName,
            SheetPathArgs, SheetTakeArgs,
        },
        types::Entry,
    },
    office::{Office, blocking, lock},
};
use report::{Catalogue, Column, FieldId, FieldKind, SectionId};
use sheet::{Cell, MoneyUnit, Order, Sheet, SheetError, Taken, Workbook};
use std::{
    collections::HashSet,
    fs::File,
    io::Read,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
};
use tauri::{AppHandle, Manager};
use tauri_plugin_dialog::DialogExt;

/// Largest file that is read.
const FILE_MAX: u64 = 128 * 1024 * 1024;
/// Rows that are shown for a person to see where the heading ends.
const FIRST_ROWS: usize = 8;
/// Rows in which a filled cell is looked for.
const SAMPLE_ROWS: usize = 50;

/// The file that rows are taken from.
#[derive(Default)]
pub(crate) struct OpenSheet(Mutex<Held>);

#[derive(Default)]
struct Held {
    book: Option<Arc<Workbook>>,
    /// Stops the reading that goes on.
    stop: Arc<AtomicBool>,
}

/// Asks with the system's own window.
pub(crate) async fn pick(app: AppHandle) -> Result<Option<String>, AppError> {
    let (chosen, answer) = tokio::sync::oneshot::channel();
    app.dialog()
        .file()
        .add_filter(
            "CSV, Excel, ODS",
            &["csv", "tsv", "txt", "xlsx", "xlsm", "xls", "ods"],
        )
        .pick_file(move |file| {
            let _ = chosen.send(file);
        });
    let path = answer.await.ok().flatten().and_then(|file| file.into_path().ok());
    Ok(path.map(|path| path.to_string_lossy().into_owned()))
}

pub(crate) async fn open(app: AppHandle, args: SheetPathArgs) -> Result<SheetAnswer, AppError> {
    take_in(app, args.section, args.field, args.path.into()).await
}

/// Stops what is being read, forgets what was read.
pub(crate) async fn close(app: AppHandle) -> Result<(), AppError> {
    let open = app.state::<OpenSheet>();
    let mut held = lock(&open.0);
    held.stop.store(true, Ordering::Relaxed);
    held.book = None;
    Ok(())
}

async fn take_in(
    app: AppHandle,
    section: SectionId,
    field: FieldId,
    path: PathBuf,
) -> Result<SheetAnswer, AppError> {
    let name = path
        .file_name()
        .map_or_else(|| path.to_string_lossy(), |name| name.to_string_lossy())
        .into_owned();
    let table = Table::of(&app, &section, &field)?;
    let stop = Arc::new(AtomicBool::new(false));
    {
        let open = app.state::<OpenSheet>();
        let mut held = lock(&open.0);
        held.stop.store(true, Ordering::Relaxed);
        *held = Held {
            book: None,
            stop: Arc::clone(&stop),
        };
    }
    let reading = Arc::clone(&stop);
    let read = blocking(move || {
        let book = bytes(&path).and_then(|bytes| Workbook::read(&bytes, &reading));
        Ok(book.and_then(|book| {
            let at = fullest(&book);
            let look = table.look(&book, at, None).ok_or(SheetError::Empty)?;
            Ok((book, look))
        }))
    })
    .await?;
    let (book, look) = match read {
        Ok(read) => read,
        Err(reason) => return Ok(SheetAnswer::Refused { name, reason }),
    };
    let sheets = book.sheets.iter().map(|sheet| SheetName {
        name: sheet.name.clone(),
        rows: count(sheet.rows.len()),
    });
    let sheets = sheets.collect();
    let open = app.state::<OpenSheet>();
    let mut held = lock(&open.0);
    if stop.load(Ordering::Relaxed) {
        let reason = SheetError::Stopped;
        return Ok(SheetAnswer::Refused { name, reason });
    }
    held.book = Some(Arc::new(book));
    Ok(SheetAnswer::Opened { name, sheets, look })
}

fn bytes(path: &Path) -> Result<Vec<u8>, SheetError> {
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|_| SheetError::Unreadable)?;
    file.take(FILE_MAX + 1)
        .read_to_end(&mut bytes)
        .map_err(|_| SheetError::Unreadable)?;
    if bytes.len() as u64 > FILE_MAX {
        return Err(SheetError::TooLarge);
    }
    Ok(bytes)
}

/// The first sheet, unless it holds next to nothing and another one does not.
fn fullest(book: &Workbook) -> usize {
    let is_table = |sheet: &Sheet| sheet.rows.len() > 1 && sheet.width() > 1;
    book.sheets.iter().position(is_table).unwrap_or(0)
}

pub(crate) async fn look(app: AppHandle, args: SheetLookArgs) -> Result<SheetLook, AppError> {
    let table = Table::of(&app, &args.section, &args.field)?;
    let book = lock(&app.state::<OpenSheet>().0)
        .book
        .clone()
        .ok_or(AppError::NotFound)?;
    blocking(move || {
        table
            .look(&book, index(args.sheet), args.head_rows.map(index))
            .ok_or(AppError::NotFound)
    })
    .await
}

pub(crate) async fn take(app: AppHandle, args: SheetTakeArgs) -> Result<Taken, AppError> {
    let table = Table::of(&app, &args.section, &args.field)?;
    let book = lock(&app.state::<OpenSheet>().0)
        .book
        .clone()
        .ok_or(AppError::NotFound)?;
    blocking(move || {
        let sheet = book.sheets.get(index(args.sheet)).ok_or(AppError::NotFound)?;
        let head_rows = index(args.head_rows).min(sheet.rows.len());
        let mapping: Vec<Option<usize>> = args.mapping.iter().map(|across| across.map(index)).collect();
        let heads = if head_rows > 0 {
            sheet.heads(head_rows)
        } else {
            Vec::new()
        };
        let order = Order {
            columns: &table.columns,
            mapping: &mapping,
            money: &sheet::units(&heads, &table.columns, &mapping, args.money),
            room: index(args.room),
            catalogue: &table.catalogue,
        };
        let cells = sheet.rows.get(head_rows..).unwrap_or_default();
        Ok(sheet::take(cells, head_rows + 1, order))
    })
    .await
}

/// Reads pasted cells by the rules of an import, but refuses no row: a row is a place in the table here, and the cell that
/// could not be read stays empty.
pub(crate) async fn take_cells(app: AppHandle, args: CellsArgs) -> Result<CellsTaken, AppError> {
    let mut table = Table::of(&app, &args.section, &args.field)?;
    blocking(move || {
        let first = args.cells.first().cloned().unwrap_or_default();
        let by_heading = sheet::match_columns(&first, &table.columns);
        let known = by_heading.iter().flatten().count();
        let filled = first.iter().filter(|cell| !cell.trim().is_empty()).count();
        // One cell of many may be a value that is called as a column is.
        let heading = args.cells.len() > 1 && known > 0 && known * 2 >= filled;
        let width = args.cells.iter().map(Vec::len).max().unwrap_or(0);
        let from = index(args.column);
        let mapping = if heading {
            by_heading
        } else {
            let places = 0..table.columns.len();
            places
                .map(|at| at.checked_sub(from).filter(|across| *across < width))
                .collect()
        };
        for column in &mut table.columns {
            column.required = false;
        }
        let heads = if heading { first.as_slice() } else { &[] };
        let order = Order {
            columns: &table.columns,
            mapping: &mapping,
            // Sums that the heading says are in hryvnias are converted when the person says so, unless other columns show
            // that each heading means its own.
            money: &sheet::units(heads, &table.columns, &mapping, args.money),
            room: index(args.room),
            catalogue: &table.catalogue,
        };
        let head_rows = usize::from(heading);
        let beside = filled_beside(args.cells.get(head_rows..).unwrap_or_default(), &mapping);
        let cells: Vec<Vec<Cell>> = args
            .cells
            .into_iter()
            .map(|row| row.into_iter().map(Cell::Text).collect())
            .collect();
        let taken = sheet::take(cells.get(head_rows..).unwrap_or_default(), head_rows + 1, order);
        Ok(CellsTaken {
            taken,
            heading,
            money: if heading {
                sheet::money_of(&first, &table.columns, &mapping)
            } else {
                MoneyUnit::Thousands
            },
            beside: count(beside),
        })
    })
    .await
}

pub(crate) async fn table_entries(app: AppHandle, args: EntriesArgs) -> Result<Vec<Entry>, AppError> {
    let Some(catalogue) = app.state::<Office>().catalogue()? else {
        return Ok(Vec::new());
    };
    let wanted: Option<HashSet<String>> = args.ids.map(|ids| ids.into_iter().collect());
    Ok(entries(&catalogue, args.list)
        .map(|(entry, _)| entry)
        .filter(|entry| wanted.as_ref().is_none_or(|wanted| wanted.contains(&entry.id)))
        .collect())
}

/// A table field and what its references point into.
struct Table {
    columns: Vec<Column>,
    catalogue: Arc<Catalogue>,
}

impl Table {
    fn of(app: &AppHandle, section: &SectionId, field: &FieldId) -> Result<Self, AppError> {
        let catalogue = app.state::<Office>().catalogue()?.ok_or(AppError::NoCatalogue)?;
        let form = catalogue.section(section).map(|section| &section.form);
        let Some(FieldKind::Table { columns, .. }) =
            form.and_then(|form| form.field(field)).map(|field| &field.kind)
        else {
            return Err(AppError::NotFound);
        };
        Ok(Self {
            columns: columns.clone(),
            catalogue,
        })
    }

    /// A sheet as it is shown for its columns to be matched: as guessed, or by the heading that a person named.
    fn look(&self, book: &Workbook, at: usize, head_rows: Option<usize>) -> Option<SheetLook> {
        let sheet = book.sheets.get(at)?;
        let mut guessed = sheet::guess(sheet, &self.columns, &self.catalogue);
        let rows = head_rows.unwrap_or(guessed.rows).min(sheet.rows.len());
        let heads = sheet.heads(rows);
        if rows != guessed.rows && rows > 0 {
            let by_heading = sheet::match_columns(&heads, &self.columns);
            if by_heading.iter().any(Option::is_some) {
                guessed.mapping = by_heading;
            }
        }
        let sample = |across: usize| {
            let below = sheet.rows.iter().skip(rows).take(SAMPLE_ROWS);
            let filled = below
                .filter_map(|row| row.get(across))
                .find(|cell| !cell.is_empty());
            filled.map(Cell::text).unwrap_or_default()
        };
        Some(SheetLook {
            sheet: count(at),
            head_rows: count(rows),
            samples: (0..heads.len()).map(sample).collect(),
            first_rows: sheet
                .rows
                .iter()
                .take(FIRST_ROWS)
                .map(|row| row.iter().map(Cell::text).collect())
                .collect(),
            money: sheet::money_of(&heads, &self.columns, &guessed.mapping),
            mapping: guessed.mapping.iter().map(|across| across.map(count)).collect(),
            heads,
        })
    }
}

/// How many cells with something in them no column of the table takes.
fn filled_beside(cells: &[Vec<String>], mapping: &[Option<usize>]) -> usize {
    let placed = cells.iter().flat_map(|row| row.iter().enumerate());
    placed
        .filter(|(across, cell)| !cell.trim().is_empty() && !mapping.contains(&Some(*across)))
        .count()
}

fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_without_a_column_of_the_table_are_counted_when_they_say_something() {
        let row = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        let cells = [
            row(&["Ремонт", "2024", "1 300", ""]),
            row(&["Світло", "2025", " ", "\u{a0}"]),
        ];
        assert_eq!(filled_beside(&cells, &[Some(0), None, Some(1)]), 1);
        assert_eq!(filled_beside(&cells, &[Some(0), Some(1), Some(2)]), 0);
    }
}
