//! A damaged file: set aside whole, and everything that can still be read put into a new one.
//!
//! SQLite's own recovery is an extension that its library is built without here. So each table is read row by row, around what
//! cannot be read (rows.rs), out of a copy; the new file refuses what breaks a rule of its own. What should have been there is
//! told by the indexes, which lie on other pages than the rows. A report is called whole only if every field that an index names
//! was read.

use crate::{
    backup::{self, Backup, Progress, checked_copy, replace},
    error::{OpenError, Result, StoreError},
    folder::{DATABASE, file_path, photo_path},
    lock::{Held, Holder},
    migrations,
    open::{UNFINISHED, for_sqlite, with_ending},
    photos::read_checked,
    table::{self, file::FileRow, photo::PhotoRow},
};
use jiff::Timestamp;
use report::{PhotoId, ReportId, value::FileUse, value::PhotoUse};
use rusqlite::Connection;
use serde::Deserialize;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

mod rows;
mod schema;
pub(crate) use schema::keep as keep_schema;

/// The tables in the order in which rows may go in: what others refer to first. What can be made anew (facets, the index of
/// the search) is not among them.
const TABLES: [&str; 26] = [
    "account",
    "catalogue",
    "setting",
    "feed",
    "report",
    "report_value",
    "report_base",
    "report_remote",
    "report_conflict",
    "report_remark",
    "remark_draft",
    "photo",
    "original",
    "photo_made",
    "photo_quality",
    "likeness_part",
    "published_photo",
    "file",
    "upload",
    "outbox",
    "outbox_photo",
    "attempt",
    "adopted",
    "history",
    "unused",
    "saved_filter",
];

/// What hangs on a number that the file itself gave out; read after `history`.
const VERSIONS: [&str; 2] = ["history_version", "history_photo"];

/// An account's folder whose file is damaged, held so that nobody else mends it.
#[derive(Debug)]
pub struct Broken {
    folder: PathBuf,
    _held: Held,
}

/// What was read out of a damaged file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recovered {
    /// Reports of which everything was read, with their titles.
    pub whole: Vec<(ReportId, String)>,
    /// Reports of which something is lost.
    pub partial: Vec<Partial>,
    /// Reports that are known to have been there and could not be read.
    pub lost_reports: u32,
    /// Photos and files that reports refer to and whose bytes are not on the disk or not as they were.
    pub lost_photos: u32,
    /// Reports that waited to be sent and do no more.
    pub lost_queue: u32,
    /// Something could not be read of which nobody can tell what it was.
    pub unknown: bool,
    /// Where the damaged file lies now.
    pub set_aside: PathBuf,
}

/// A report of which something is lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partial {
    /// Its id.
    pub id: ReportId,
    /// Its title, as far as it could be read.
    pub title: String,
    /// The photos and files that are lost; with none of them, fields are.
    pub photos: u32,
}

impl Broken {
    /// Holds the folder of an account whose file is damaged.
    ///
    /// # Errors
    /// [`OpenError::Locked`], [`OpenError::OpenElsewhere`], [`OpenError::Io`].
    pub fn hold(folder: &Path, holder: Option<&Holder>) -> Result<Self, OpenError> {
        Ok(Self {
            folder: folder.to_owned(),
            _held: Held::take(folder, holder)?,
        })
    }

    /// The size of the damaged file, in bytes.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        fs::metadata(self.folder.join(DATABASE)).map_or(0, |found| found.len())
    }

    /// The copies, the newest first.
    ///
    /// # Errors
    /// [`StoreError::Io`].
    pub fn backups(&self) -> Result<Vec<Backup>> {
        backup::list(&self.folder)
    }

    /// Puts a copy in the place of the damaged file. Answers where that lies now.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] if the copy is not sound either; nothing has changed then.
    pub fn restore(&self, number: u32, now: Timestamp, progress: Progress<'_>) -> Result<PathBuf> {
        let copy = checked_copy(&self.folder, number, progress)?;
        replace(&self.folder, Some(copy.path()), now)
    }

    /// Sets the damaged file aside: the next opening begins a new one. Answers where it lies now.
    ///
    /// # Errors
    /// [`StoreError::Io`].
    pub fn begin_anew(&self, now: Timestamp) -> Result<PathBuf> {
        replace(&self.folder, None, now)
    }

    /// Reads what can be read into a new file, which takes the place of the damaged one.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] if nothing can be read at all, [`StoreError::Stopped`], [`StoreError`] of the disk; nothing has
    /// changed then.
    pub fn recover(&self, now: Timestamp, progress: Progress<'_>) -> Result<Recovered> {
        let io = |source| StoreError::io(&self.folder, source);
        let work = tempfile::Builder::new()
            .prefix(UNFINISHED)
            .tempdir_in(&self.folder)
            .map_err(io)?;
        let path = work.path().join(DATABASE);
        let new = work.path().join("new");
        let mut to = Connection::open(for_sqlite(&new))?;
        to.pragma_update(None, "synchronous", "OFF")?;
        migrations::run(&mut to)?;
        self.copy_damaged(&path, &new)?;
        let mut from = Connection::open(for_sqlite(&path))?;
        if !tells_its_tables(&from) {
            drop(from);
            self.lend_schema(&path, &new)?;
            from = Connection::open(for_sqlite(&path))?;
        }
        let mut recovered = recover_into(&mut to, &from, &self.folder, progress)?;
        to.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))?;
        drop(to);
        fs::File::options()
            .write(true)
            .open(&new)
            .and_then(|file| file.sync_all())
            .map_err(io)?;
        recovered.set_aside = replace(&self.folder, Some(&new), now)?;
        Ok(recovered)
    }

    /// Puts the pages that tell the tables, as they were kept, or out of a copy or of a new file, over those of the damaged one: they lie at the same
    /// places as long as the tables were made by the same steps, which a number in the header counts.
    fn lend_schema(&self, path: &Path, new: &Path) -> Result<()> {
        let io = |source| StoreError::io(path, source);
        let mut bytes = fs::read(path).map_err(io)?;
        if schema::lend(&self.folder, &mut bytes) {
            return fs::write(path, bytes).map_err(io);
        }
        let copies = backup::list(&self.folder)?.into_iter().filter(|copy| copy.good);
        let lenders = copies.map(|copy| backup::file_of(&self.folder, copy.number));
        for lender in lenders.chain([new.to_owned()]) {
            let lent = fs::read(&lender).map_err(io)?;
            // The size of a page, the count of changes of the tables.
            if lent.get(16..18) != bytes.get(16..18) || lent.get(40..44) != bytes.get(40..44) {
                continue;
            }
            let db = crate::open::open_untouched(&lender).map_err(backup::of_opening)?;
            let mut pages = db.prepare("SELECT pageno FROM dbstat WHERE name = 'sqlite_schema'")?;
            let pages: Vec<u32> = pages
                .query_map([], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            let size = db.pragma_query_value(None, "page_size", |row| row.get::<_, u32>(0))?;
            for page in pages {
                let place =
                    |page: u32| usize::try_from(u64::from(page) * u64::from(size)).unwrap_or(usize::MAX);
                let (from, to) = (place(page.saturating_sub(1)), place(page));
                // The first hundred bytes are the file's own.
                let from = if page == 1 { 100 } else { from };
                if let (Some(there), Some(here)) = (lent.get(from..to), bytes.get_mut(from..to)) {
                    here.copy_from_slice(there);
                }
            }
            return fs::write(path, bytes).map_err(io);
        }
        Ok(())
    }

    /// Copies the damaged file with its journal. A lost header is stood in for by that of a sound file.
    fn copy_damaged(&self, to: &Path, sound: &Path) -> Result<()> {
        let io = |source| StoreError::io(to, source);
        let path = self.folder.join(DATABASE);
        let mut bytes = fs::read(&path).map_err(io)?;
        if !bytes.starts_with(b"SQLite format 3\0") {
            let header = fs::read(sound).map_err(io)?;
            let pages = u32::try_from(bytes.len() / 4096)
                .unwrap_or_default()
                .to_be_bytes();
            for (at, byte) in header.iter().take(100).enumerate() {
                if let Some(place) = bytes.get_mut(at) {
                    // The size in pages; no list of free pages, which nothing that is read needs.
                    *place = match at {
                        28..32 => pages.get(at - 28).copied().unwrap_or_default(),
                        32..40 => 0,
                        _ => *byte,
                    };
                }
            }
        }
        fs::write(to, bytes).map_err(io)?;
        for ending in ["-wal", "-journal"] {
            match fs::copy(with_ending(&path, ending), with_ending(to, ending)) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(io(error)),
                _ => {}
            }
        }
        Ok(())
    }
}

fn tells_its_tables(db: &Connection) -> bool {
    let query = "SELECT COUNT(*) FROM sqlite_schema WHERE name = 'report'";
    db.query_row(query, [], |row| row.get::<_, u32>(0))
        .is_ok_and(|found| found > 0)
}

fn recover_into(
    to: &mut Connection,
    from: &Connection,
    folder: &Path,
    progress: Progress<'_>,
) -> Result<Recovered> {
    // Whether anything can be read at all.
    from.query_row(
        "SELECT COUNT(*) FROM sqlite_schema WHERE name = 'report'",
        [],
        |row| row.get::<_, u32>(0),
    )
    .ok()
    .filter(|found| *found > 0)
    .ok_or(StoreError::Damaged)?;
    let mut recovered = Recovered::default();
    let mut values_torn = false;
    let tx = to.transaction()?;
    let total = u64::try_from(TABLES.len() + VERSIONS.len() + 2).unwrap_or_default();
    for (done, name) in (1..).zip(TABLES.iter().chain(&VERSIONS)) {
        let torn = rows::copy(&tx, from, name)?;
        recovered.unknown |= torn;
        values_torn |= torn && *name == "report_value";
        if progress(done, total).is_break() {
            return Err(StoreError::Stopped);
        }
    }
    // Drafts that were being sent when the file broke wait again.
    table::outbox::wake(&tx)?;
    tell(&tx, from, folder, values_torn, &mut recovered)?;
    tx.commit()?;
    if progress(total, total).is_break() {
        return Err(StoreError::Stopped);
    }
    Ok(recovered)
}

/// Compares what was read with what the indexes of the damaged file say, and the photos with the disk.
fn tell(
    to: &Connection,
    from: &Connection,
    folder: &Path,
    values_torn: bool,
    recovered: &mut Recovered,
) -> Result<()> {
    let mut fields: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let values = rows::keys(from, "report_value", ["report", "field"]);
    for (report, field) in &values.pairs {
        fields.entry(report.clone()).or_default().insert(field.clone());
    }
    let ids = rows::keys(from, "report", ["id", "id"]);
    let queued = rows::keys(from, "outbox", ["report", "report"]);
    recovered.unknown |= values.is_torn() || ids.is_torn() || queued.is_torn();
    let mut known: BTreeSet<ReportId> = ids.pairs.iter().filter_map(|(id, _)| id.parse().ok()).collect();
    known.extend(fields.keys().filter_map(|id| id.parse::<ReportId>().ok()));

    let present: BTreeSet<ReportId> = table::report::ids(to)?.into_iter().collect();
    recovered.lost_reports = u32::try_from(known.difference(&present).count()).unwrap_or(u32::MAX);
    let mut lost: BTreeSet<PhotoId> = BTreeSet::new();
    for id in present {
        let Some(head) = table::report::head(to, id)? else {
            continue;
        };
        let content = table::report::content(to, id, &head)?;
        let told = fields.remove(&id.to_string()).unwrap_or_default();
        // A field that no index knows was not the report's, or its key is not what it was.
        let read: BTreeSet<String> = content
            .values
            .keys()
            .map(|field| field.as_str().to_owned())
            .collect();
        let mut missing = 0;
        for (photo, _) in table::value::attachments(&content.values) {
            if !heal(to, folder, &photo, &content.values)? {
                missing += 1;
                lost.insert(photo);
            }
        }
        // Where neither table nor index can be read nobody knows which fields there were.
        let all_told = values.tells_all_of(&id.to_string());
        let fields_whole = if all_told { read == told } else { !values_torn };
        if fields_whole && missing == 0 {
            recovered.whole.push((id, head.title));
        } else {
            recovered.partial.push(Partial {
                id,
                title: head.title,
                photos: missing,
            });
        }
    }
    recovered.lost_photos = u32::try_from(lost.len()).unwrap_or(u32::MAX);
    let waiting: BTreeSet<String> = table::outbox::list(to)?
        .into_iter()
        .map(|row| row.report.to_string())
        .collect();
    let unsent = queued
        .pairs
        .into_iter()
        .filter(|(report, _)| !waiting.contains(report))
        .count();
    recovered.lost_queue = u32::try_from(unsent).unwrap_or(u32::MAX);
    Ok(())
}

/// Whether the bytes of a photo or file are there; a lost row of one whose bytes are is written anew.
fn heal(to: &Connection, folder: &Path, id: &PhotoId, values: &report::Values) -> Result<bool> {
    let photo = photo_path(folder, id);
    let (bytes, path) = match read_checked(&photo, id) {
        Ok(bytes) => (bytes, photo),
        Err(_) => match read_checked(&file_path(folder, id), id) {
            Ok(bytes) => (bytes, file_path(folder, id)),
            Err(_) => return Ok(false),
        },
    };
    if table::photo::get(to, id)?.is_some() || table::file::get(to, id)?.is_some() {
        return Ok(true);
    }
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let changed = fs::metadata(&path).and_then(|found| found.modified());
    let added_at = changed
        .ok()
        .and_then(|time| Timestamp::try_from(time).ok())
        .unwrap_or_default();
    for value in values.values() {
        let uses = Vec::<PhotoUse>::deserialize(value).unwrap_or_default();
        if let Some(used) = uses.into_iter().find(|used| used.photo == *id) {
            table::photo::put(
                to,
                &PhotoRow {
                    id: id.clone(),
                    bytes: size,
                    width: used.width,
                    height: used.height,
                    name: String::new(),
                    taken_at: None,
                    lat: None,
                    lon: None,
                    author: None,
                    added_at,
                },
            )?;
        } else if let Ok(used) = FileUse::deserialize(value)
            && used.file == *id
        {
            table::file::put(
                to,
                &FileRow {
                    id: id.clone(),
                    bytes: size,
                    name: used.name,
                    added_at,
                },
            )?;
        }
    }
    Ok(true)
}

/// The copies in an account's folder, the newest first, whoever has its file open.
///
/// # Errors
/// [`StoreError::Io`].
pub fn backups_of(folder: &Path) -> Result<Vec<Backup>> {
    backup::list(folder)
}

#[cfg(test)]
mod tests {
    use super::{TABLES, VERSIONS};
    use crate::migrations;
    use rusqlite::Connection;

    /// Made anew from the reports, or never written to.
    const DERIVED: [&str; 4] = ["facet", "stale", "search", "sqlite_"];

    #[test]
    fn every_table_is_recovered_or_made_anew() {
        let mut db = Connection::open_in_memory().unwrap();
        migrations::run(&mut db).unwrap();
        let mut tables = db
            .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
            .unwrap();
        let names = tables.query_map([], |row| row.get::<_, String>(0)).unwrap();
        for name in names.map(Result::unwrap) {
            let kept = TABLES.contains(&name.as_str()) || VERSIONS.contains(&name.as_str());
            let derived = DERIVED.iter().any(|prefix| name.starts_with(prefix));
            assert!(
                kept != derived,
                "{name}: is it read out of a damaged file, or made anew?"
            );
        }
    }
}
