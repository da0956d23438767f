//! An archive taken in from another computer. It is a stranger's file until it was checked: nothing is unpacked that the list does
//! not name, nothing larger than the list says, nothing under a name that is not one of ours. The database is opened as any other:
//! sound, ours, of a version that is known. Only then reports move. One that is here with another content stays as it is, and what
//! has come is kept as a version in its history.

use crate::{
    adopt::{copy_made, lay_file, lay_photo, note_files, note_photos},
    archive::{FORMAT, MANIFEST, Manifest, PIECE, Part, VERSION, hex},
    backup::{Progress, of_opening},
    error::{Result, StoreError},
    folder::{DATABASE, FILES, PHOTOS, file_path, make_folder, photo_path, thumbnail_path},
    history,
    open::{Store, UNFINISHED, size_of},
    originals::Shelves,
    table::{self, report::Origin},
};
use jiff::Timestamp;
use report::{PhotoId, ReportId};
use rusqlite::{Connection, params_from_iter, types::Value};
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeSet,
    fs::File,
    io::{self, Read, Write},
    ops::ControlFlow,
    path::{Path, PathBuf},
};
use tempfile::TempDir;
use zip::{ZipArchive, result::ZipError};

/// The list is no longer than that: some hundred thousand photos.
const MOST_LIST: u64 = 64 << 20;

/// A part is not unpacked to more than so many times its packed size: texts pack well, but not without end.
const MOST_UNPACKED: u64 = 200;

/// Why an archive is not taken in.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// It is another kind of file.
    #[error("this is no archive of an account")]
    NotAnArchive,
    /// A part is missing or is not what its hash says.
    #[error("the archive is damaged")]
    Damaged,
    /// It holds what no archive of ours holds.
    #[error("the archive holds what it must not")]
    Unsafe,
    /// A newer version of the program has written it.
    #[error("the archive is of a newer version")]
    TooNew,
    /// It cannot be read from where it lies.
    #[error("the archive cannot be read")]
    Unreadable(#[source] io::Error),
    /// It could not be unpacked here.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// An archive that was unpacked and checked, beside the account that it is for.
#[derive(Debug)]
pub struct Arriving {
    store: Store,
    /// The reports that were not taken in yet; `None` before anything was.
    left: Option<Vec<ReportId>>,
    /// Removed last.
    _unpacked: TempDir,
}

/// What came of taking an archive in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TakenIn {
    /// Reports that were not here before or lay in the bin, with their titles.
    pub new: Vec<(ReportId, String)>,
    /// Reports that were here with the very same content, and others' reports that are here anyway.
    pub same: u32,
    /// Reports that were here with another content: what came is a version in their history.
    pub both: Vec<(ReportId, String)>,
    /// Photos that came.
    pub photos: u32,
}
impl Store {
    /// Takes in at most `most` of the reports that have arrived, and whatever else before the first, in one transaction; tells
    /// how many are left. Their photos and files must have been laid down ([`Arriving::lay`]). May be repeated from the beginning
    /// with another unpacking: what is here already is found to be.
    ///
    /// # Errors
    /// [`StoreError`] of the disk; what came with earlier calls is whole and stays.
    pub fn take_in(
        &mut self,
        arriving: &mut Arriving,
        most: usize,
        now: Timestamp,
        taken: &mut TakenIn,
    ) -> Result<usize> {
        let from = &arriving.store;
        let left = match &mut arriving.left {
            Some(left) => left,
            none => {
                taken.photos = note_photos(self, from)?;
                copy_made(self, from)?;
                note_files(self, from)?;
                if self.catalogue()?.is_none()
                    && let Some((catalogue, etag)) = from.catalogue()?
                {
                    self.set_catalogue(&catalogue, etag.as_deref(), now)?;
                }
                none.insert(table::report::ids(&from.db)?)
            }
        };
        let same_account = match (self.account()?, from.account()?) {
            (Some(here), Some(there)) => {
                here.account.login == there.account.login && here.portal == there.portal
            }
            (here, there) => here.is_none() && there.is_none(),
        };
        let mut so_far = taken.clone();
        let some = most.min(left.len());
        let tx = self.db.transaction()?;
        for id in left.iter().take(some) {
            take_report(&tx, &from.db, *id, same_account, now, &mut so_far)?;
        }
        table::outbox::wake(&tx)?;
        tx.commit()?;
        *taken = so_far;
        left.drain(..some);
        Ok(left.len())
    }
}

/// What hangs on a report, in the order in which it may go in. `upload` belongs to a computer.
const OF_A_REPORT: [(&str, &str); 9] = [
    ("report", "id"),
    ("report_value", "report"),
    ("report_base", "report"),
    ("report_remote", "report"),
    ("report_conflict", "report"),
    ("report_remark", "report"),
    ("remark_draft", "report"),
    ("outbox", "report"),
    ("outbox_photo", "report"),
];

fn take_report(
    to: &Connection,
    from: &Connection,
    id: ReportId,
    same_account: bool,
    now: Timestamp,
    taken: &mut TakenIn,
) -> Result<()> {
    let Some(there) = table::report::head(from, id)? else {
        return Ok(());
    };
    let content = table::report::content(from, id, &there)?;
    let title = content.title.clone();
    let Some(mut here) = table::report::head(to, id)? else {
        if same_account {
            for (name, key) in OF_A_REPORT {
                copy_rows(to, from, name, key, id)?;
            }
        } else if there.origin == Origin::Mine && table::remote::get(from, id)?.is_none() {
            table::report::insert(to, id, Origin::Mine, &content, there.created_at)?;
            table::report::set_history(to, id, &there)?;
        } else {
            // Another account's report that the portal knows comes from the portal, if this account may see it.
            return Ok(());
        }
        history::bring(to, id, from, id, now)?;
        taken.new.push((id, title));
        return Ok(());
    };
    let put_back = here.deleted_at.is_some() && there.deleted_at.is_none();
    if put_back {
        table::report::set_deleted(to, id, None)?;
        here.deleted_at = None;
    }
    let present = table::report::content(to, id, &here)?;
    if put_back && present == content {
        taken.new.push((id, title));
        return Ok(());
    }
    if here.origin != Origin::Mine || present == content {
        taken.same += 1;
        return Ok(());
    }
    // What is here is kept as well: a repeat then finds both, and a mistake costs nothing.
    history::keep_replaced(to, id, &here, now)?;
    history::bring(to, id, from, id, now)?;
    table::report::replace(to, id, &content, now)?;
    let replaced = table::report::head(to, id)?.ok_or(StoreError::NoSuchReport(id))?;
    history::keep_replaced(to, id, &replaced, now)?;
    table::report::replace(to, id, &present, now)?;
    table::report::set_history(to, id, &here)?;
    taken.both.push((id, title));
    Ok(())
}

fn copy_rows(to: &Connection, from: &Connection, name: &str, key: &str, id: ReportId) -> Result<()> {
    let mut columns = from.prepare_cached("SELECT name FROM pragma_table_info(?1)")?;
    let columns: Vec<String> = columns
        .query_map([name], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let names = columns.join(", ");
    let places = vec!["?"; columns.len()].join(", ");
    let mut read = from.prepare_cached(&format!("SELECT {names} FROM {name} WHERE {key} = ?1"))?;
    let mut insert = to.prepare_cached(&format!("INSERT INTO {name} ({names}) VALUES ({places})"))?;
    let mut rows = read.query([id.to_string()])?;
    while let Some(row) = rows.next()? {
        let values: Vec<Value> = (0..columns.len())
            .map(|column| row.get(column))
            .collect::<rusqlite::Result<_>>()?;
        insert.execute(params_from_iter(values))?;
    }
    Ok(())
}
impl Arriving {
    /// Unpacks an archive beside the account in `folder` and checks it.
    ///
    /// # Errors
    /// [`ArchiveError`]; nothing is left of it then.
    pub fn unpack(path: &Path, folder: &Path, progress: Progress<'_>) -> Result<Self, ArchiveError> {
        let file = File::open(path).map_err(ArchiveError::Unreadable)?;
        let whole = file.metadata().map_err(ArchiveError::Unreadable)?.len();
        let mut zip = ZipArchive::new(io::BufReader::new(file)).map_err(refused)?;
        let manifest = manifest(&mut zip)?;
        if zip.len() != manifest.parts.len() + 1 {
            return Err(ArchiveError::Unsafe);
        }
        let unpacked = tempfile::Builder::new()
            .prefix(UNFINISHED)
            .tempdir_in(folder)
            .map_err(|e| StoreError::io(folder, e))?;
        for subfolder in [PHOTOS, FILES] {
            make_folder(&unpacked.path().join(subfolder)).map_err(|e| StoreError::io(folder, e))?;
        }
        let mut seen = BTreeSet::new();
        let mut budget = whole.saturating_mul(MOST_UNPACKED);
        let total = manifest
            .parts
            .iter()
            .fold(0_u64, |sum, part| sum.saturating_add(part.bytes));
        let mut done = 0;
        for part in &manifest.parts {
            let to = place(unpacked.path(), &part.path).ok_or(ArchiveError::Unsafe)?;
            budget = budget.checked_sub(part.bytes).ok_or(ArchiveError::Unsafe)?;
            if !seen.insert(part.path.as_str()) {
                return Err(ArchiveError::Unsafe);
            }
            unpack_part(&mut zip, part, &to, &mut |bytes| {
                done += bytes;
                progress(done, total)
            })?;
        }
        if size_of(&unpacked.path().join(DATABASE)).unwrap_or(0) == 0 {
            return Err(ArchiveError::Damaged);
        }
        let store = Store::open(unpacked.path()).map_err(|error| match error {
            crate::OpenError::TooNew { .. } => ArchiveError::TooNew,
            crate::OpenError::NotOurs { .. } => ArchiveError::NotAnArchive,
            crate::OpenError::Damaged { .. } => ArchiveError::Damaged,
            other => of_opening(other).into(),
        })?;
        Ok(Self {
            store,
            left: None,
            _unpacked: unpacked,
        })
    }
}

impl Arriving {
    /// Puts the bytes of what has arrived into the account's folders: without a store, so that nobody who works waits for it.
    ///
    /// # Errors
    /// [`StoreError::Stopped`], [`StoreError`] of the disk; what was laid down by then does no harm.
    pub fn lay(&self, shelves: &Shelves, progress: Progress<'_>) -> Result<()> {
        let photos = table::photo::ids(&self.store.db)?;
        let files = table::file::ids(&self.store.db)?;
        let total = u64::try_from(photos.len() + files.len()).unwrap_or_default();
        for (done, id) in (0..).zip(&photos) {
            lay_photo(shelves.folder(), &self.store, id)?;
            if progress(done, total).is_break() {
                return Err(StoreError::Stopped);
            }
        }
        for id in &files {
            lay_file(shelves.folder(), &self.store, id)?;
        }
        Ok(())
    }
}

fn manifest(zip: &mut ZipArchive<io::BufReader<File>>) -> Result<Manifest, ArchiveError> {
    let mut text = Vec::new();
    let part = zip.by_name(MANIFEST).map_err(refused)?;
    part.take(MOST_LIST + 1)
        .read_to_end(&mut text)
        .map_err(|_| ArchiveError::Damaged)?;
    if u64::try_from(text.len()).unwrap_or(u64::MAX) > MOST_LIST {
        return Err(ArchiveError::Unsafe);
    }
    let plain: serde_json::Value = serde_json::from_slice(&text).map_err(|_| ArchiveError::NotAnArchive)?;
    if plain.get("format").and_then(|format| format.as_str()) != Some(FORMAT) {
        return Err(ArchiveError::NotAnArchive);
    }
    // A newer list may have another shape: its version is asked first.
    let version = plain.get("version").and_then(serde_json::Value::as_u64);
    if version.is_none_or(|version| version > u64::from(VERSION)) {
        return Err(ArchiveError::TooNew);
    }
    serde_json::from_value(plain).map_err(|_| ArchiveError::Damaged)
}

fn unpack_part(
    zip: &mut ZipArchive<io::BufReader<File>>,
    part: &Part,
    to: &Path,
    told: &mut dyn FnMut(u64) -> ControlFlow<()>,
) -> Result<(), ArchiveError> {
    let here = |e| ArchiveError::from(StoreError::io(to, e));
    let packed = zip.by_name(&part.path).map_err(|error| match error {
        ZipError::FileNotFound => ArchiveError::Damaged,
        other => refused(other),
    })?;
    make_folder(to.parent().unwrap_or(to)).map_err(here)?;
    let mut file = File::create_new(to).map_err(here)?;
    let mut hashing = Sha256::new();
    let mut bytes = 0_u64;
    let mut packed = packed.take(part.bytes.saturating_add(1));
    let mut piece = vec![0; PIECE];
    loop {
        let read = packed.read(&mut piece).map_err(|_| ArchiveError::Damaged)?;
        let Some(read) = piece.get(..read).filter(|read| !read.is_empty()) else {
            break;
        };
        let some = u64::try_from(read.len()).unwrap_or_default();
        bytes += some;
        if bytes > part.bytes {
            return Err(ArchiveError::Unsafe);
        }
        hashing.update(read);
        file.write_all(read).map_err(here)?;
        if told(some).is_break() {
            return Err(StoreError::Stopped.into());
        }
    }
    if bytes == part.bytes && hex(&hashing.finalize()) == part.sha256 {
        Ok(())
    } else {
        Err(ArchiveError::Damaged)
    }
}

/// Where a part belongs in an account's folder; `None` if no archive of ours holds such a part.
fn place(folder: &Path, name: &str) -> Option<PathBuf> {
    if name == DATABASE {
        return Some(folder.join(DATABASE));
    }
    let (subfolder, name) = name.split_once('/')?;
    let (stem, ending) = name.split_once('.').unwrap_or((name, ""));
    let id: PhotoId = stem.parse().ok()?;
    match (subfolder, ending) {
        (PHOTOS, "jpg") => Some(photo_path(folder, &id)),
        (PHOTOS, "thumb.jpg") => Some(thumbnail_path(folder, &id)),
        (FILES, "") => Some(file_path(folder, &id)),
        _ => None,
    }
}
pub(crate) fn photo_name(id: &PhotoId) -> String {
    format!("{PHOTOS}/{id}.jpg")
}

pub(crate) fn thumbnail_name(id: &PhotoId) -> String {
    format!("{PHOTOS}/{id}.thumb.jpg")
}

pub(crate) fn file_name(id: &PhotoId) -> String {
    format!("{FILES}/{id}")
}
fn refused(error: ZipError) -> ArchiveError {
    match error {
        ZipError::FileNotFound | ZipError::InvalidArchive(_) | ZipError::UnsupportedArchive(_) => {
            ArchiveError::NotAnArchive
        }
        ZipError::Io(error) if error.kind() == io::ErrorKind::UnexpectedEof => ArchiveError::NotAnArchive,
        ZipError::Io(error) => ArchiveError::Unreadable(error),
        _ => ArchiveError::Damaged,
    }
}
