//! Copies of the account's file: made while one works, checked by opening and reading them through, five kept.
//!
//! A copy is taken over a second connection that keeps one state of the file before its eyes, page by page, so that who writes
//! meanwhile waits for nothing. It gets its name only when it was found sound. Copies are told apart by a number that only
//! grows: a clock set back or forward by years neither stops them nor makes more of them.

use crate::{
    error::{OpenError, Result, StoreError},
    folder::{DATABASE, make_folder, sync_folder},
    network,
    open::{
        self, Store, Telling, UNFINISHED, Upgrade, connect, examine, for_sqlite, open_untouched, with_ending,
    },
    photos::write_whole,
    table,
};
use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, OpenFlags, backup::StepResult, config::DbConfig};
use serde::{Deserialize, Serialize};
use std::{
    fs::{self, File},
    io,
    ops::ControlFlow,
    path::{Path, PathBuf},
    time::Duration,
};

const BACKUPS: &str = "backups";
const ENDING: &str = "sqlite";
const KEPT: usize = 5;
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// Pages copied between two looks at whether to go on: some 4 MiB.
const STEP: std::ffi::c_int = 1024;

/// Told how much of how much is done; breaks off when it says so.
pub type Progress<'a> = &'a mut dyn FnMut(u64, u64) -> ControlFlow<()>;

/// A part of a longer work: what is done of it counts from `from` to `to` hundredths of the whole.
pub fn share<'a>(
    progress: Progress<'a>,
    from: u64,
    to: u64,
) -> impl FnMut(u64, u64) -> ControlFlow<()> + use<'a> {
    move |done, total| {
        let done = done.min(total).saturating_mul(to.saturating_sub(from));
        progress(
            total.saturating_mul(from).saturating_add(done),
            total.saturating_mul(100),
        )
    }
}

/// A copy of the account's file, found sound when it was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Backup {
    /// Its number: of two copies the greater was made later, whatever the clock said.
    pub number: u32,
    /// When it was made, by the clock of that moment.
    pub made_at: Timestamp,
    /// Its size.
    pub bytes: u64,
    /// Reports in it, without the bin.
    pub reports: u32,
    /// It is still as large as it was when it was found sound.
    #[serde(skip)]
    pub good: bool,
}

/// A second look at a store's file, for work that takes long.
#[derive(Debug)]
pub struct Reader {
    folder: PathBuf,
    db: Connection,
}

impl Store {
    /// A reader of its own for the same file, or `None` on a network drive, where only one connection may have it.
    ///
    /// # Errors
    /// [`StoreError`] of the disk.
    pub fn reader(&self) -> Result<Option<Reader>> {
        if network::is_far(self.folder()) {
            return Ok(None);
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = Connection::open_with_flags(for_sqlite(&self.folder().join(DATABASE)), flags)?;
        // Another file may lie there by the time it is closed: its journal is none of this one's business.
        db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        db.busy_timeout(Duration::from_secs(5))?;
        Ok(Some(Reader {
            folder: self.folder().to_owned(),
            db,
        }))
    }

    /// Copies the file over the store's own connection: for a network drive, where there is no [`Reader`]. What is made of the copy
    /// needs the store no more.
    ///
    /// # Errors
    /// [`StoreError::Stopped`], [`StoreError`] of the disk.
    pub fn copied(&self, progress: Progress<'_>) -> Result<Copied> {
        Copied::of(self.folder(), &self.db, progress)
    }

    /// [`Store::copied`], kept as a backup: for who has the store to themselves.
    ///
    /// # Errors
    /// As [`Reader::back_up`].
    pub fn back_up(&self, now: Timestamp, progress: Progress<'_>) -> Result<Backup> {
        self.copied(progress)?.keep_as_backup(now)
    }

    /// The copies, the newest first.
    ///
    /// # Errors
    /// [`StoreError::Io`].
    pub fn backups(&self) -> Result<Vec<Backup>> {
        list(self.folder())
    }

    /// Reports that are not in the bin.
    ///
    /// # Errors
    /// [`StoreError`] of the disk.
    pub fn count(&self) -> Result<u32> {
        Ok(table::report::count(&self.db)?)
    }

    /// Puts a checked copy in the place of the account's file, which is set aside and stays whole. Answers where it lies.
    ///
    /// # Errors
    /// [`StoreError`] of the disk; the store then goes on with the file it has. [`StoreError::NotOpen`] if the file cannot be opened
    /// again: nothing can be read or written by this store then.
    pub fn restore_backup(&mut self, copy: &CheckedCopy, now: Timestamp) -> Result<PathBuf> {
        let folder = self.folder().to_owned();
        self.disconnect();
        let replaced = replace(&folder, Some(copy.path()), now);
        // Whatever has happened, the store works with the file that lies there now.
        match connect(&folder, &mut |_, _, _| {}) {
            Ok(db) => self.db = db,
            Err(refused) => return Err(StoreError::NotOpen(Box::new(refused))),
        }
        replaced
    }
}

impl Reader {
    /// Makes a copy of the file as it is now, checks it and gives it its place; the sixth goes.
    ///
    /// # Errors
    /// [`StoreError::Stopped`], [`StoreError::DiskFull`], [`StoreError::Damaged`] if the file, and so the copy, is not sound: the
    /// copies that are there are then left alone.
    pub fn back_up(&self, now: Timestamp, progress: Progress<'_>) -> Result<Backup> {
        self.pin()?;
        let copied = Copied::of(&self.folder, &self.db, progress);
        self.db.execute_batch("ROLLBACK")?;
        copied?.keep_as_backup(now)
    }

    /// Keeps the present state of the file before its eyes, whatever is written from now on.
    pub(crate) fn pin(&self) -> Result<()> {
        Ok(self
            .db
            .execute_batch("BEGIN; SELECT COUNT(*) FROM sqlite_schema")?)
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(crate) const fn db(&self) -> &Connection {
        &self.db
    }

    /// Reads the whole file through. When it is damaged the next opening will read it through too, and refuse it.
    ///
    /// # Errors
    /// [`StoreError::Damaged`]; [`StoreError`] of the disk.
    pub fn check(&self) -> Result<()> {
        match examine(&self.folder.join(DATABASE), &self.db) {
            Err(OpenError::Damaged { .. }) => {
                let mark = open::mark::distrust(&self.folder);
                mark.map_err(|e| StoreError::io(&self.folder, e))?;
                Err(StoreError::Damaged)
            }
            other => other.map_err(of_opening),
        }
    }
}

/// Where the copies of an account's file lie.
#[must_use]
pub fn backups_folder(folder: &Path) -> PathBuf {
    folder.join(BACKUPS)
}

/// Whether the daily copy is due: the last was made a day ago, or in a future that the clock has taken back.
#[must_use]
pub fn backup_is_due(backups: &[Backup], now: Timestamp) -> bool {
    backups
        .first()
        .is_none_or(|last| now.duration_since(last.made_at).abs() >= DAY)
}

/// Makes a copy before a file of an older version is brought to the newest. Without room for one the file is brought on all
/// the same: each step of that is whole or does not happen.
pub(crate) fn before_migration(folder: &Path, db: &Connection, tell: Telling<'_>) {
    let version = db.pragma_query_value(None, "user_version", |row| row.get::<_, u32>(0));
    if version.is_ok_and(|version| version > 0 && version < crate::migrations::known()) {
        // The state that is copied is as old as the file.
        let changed = fs::metadata(folder.join(DATABASE)).and_then(|found| found.modified());
        let at = changed.ok().and_then(|time| Timestamp::try_from(time).ok());
        let copied = Copied::of(folder, db, &mut |done, total| {
            tell(Upgrade::Copy, done, total);
            ControlFlow::Continue(())
        });
        let _ = copied.and_then(|copied| copied.keep_as_backup(at.unwrap_or_default()));
    }
}

/// The copies in a folder, the newest first.
pub(crate) fn list(folder: &Path) -> Result<Vec<Backup>> {
    let backups = folder.join(BACKUPS);
    let entries = match fs::read_dir(&backups) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        found => found.map_err(|e| StoreError::io(&backups, e))?,
    };
    let mut found: Vec<Backup> = Vec::new();
    for entry in entries {
        let path = entry.map_err(|e| StoreError::io(&backups, e))?.path();
        // What is no note of ours is not spoken of.
        if path.extension().is_some_and(|ending| ending == "json")
            && let Some(mut backup) = fs::read(&path)
                .ok()
                .and_then(|bytes| serde_json::from_slice::<Backup>(&bytes).ok())
        {
            backup.good =
                open::size_of(&file_of(folder, backup.number)).is_ok_and(|size| size == backup.bytes);
            found.push(backup);
        }
    }
    found.sort_by_key(|backup| std::cmp::Reverse(backup.number));
    Ok(found)
}

pub(crate) fn file_of(folder: &Path, number: u32) -> PathBuf {
    folder.join(BACKUPS).join(format!("{number:06}.{ENDING}"))
}

/// A copy of the file beside it, not looked at yet. Goes when it is dropped.
#[derive(Debug)]
pub struct Copied {
    folder: PathBuf,
    file: tempfile::NamedTempFile,
}

impl Copied {
    pub(crate) fn of(folder: &Path, db: &Connection, progress: Progress<'_>) -> Result<Self> {
        let file = tempfile::Builder::new()
            .prefix(UNFINISHED)
            .tempfile_in(folder)
            .map_err(|e| StoreError::io(folder, e))?;
        copy_pages(db, file.path(), progress)?;
        Ok(Self {
            folder: folder.to_owned(),
            file,
        })
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(crate) fn path(&self) -> &Path {
        self.file.path()
    }

    /// Checks the copy and gives it its place among the backups; the sixth goes.
    ///
    /// # Errors
    /// As [`Reader::back_up`].
    pub fn keep_as_backup(self, now: Timestamp) -> Result<Backup> {
        let backups = self.folder.join(BACKUPS);
        let io = |source| StoreError::io(&backups, source);
        make_folder(&backups).map_err(io)?;
        open::sweep(&backups).map_err(io)?;
        let reports = sound(self.path())?;
        self.file.as_file().sync_all().map_err(io)?;
        let present = list(&self.folder)?;
        let number = present.first().map_or(1, |last| last.number.saturating_add(1));
        let made = Backup {
            number,
            made_at: now,
            bytes: self.file.as_file().metadata().map_err(io)?.len(),
            reports,
            good: true,
        };
        let path = file_of(&self.folder, number);
        self.file.persist(&path).map_err(|refused| io(refused.error))?;
        write_whole(
            &backups,
            &path.with_extension("json"),
            &serde_json::to_vec(&made)?,
        )?;
        // Both folders: it was moved out of the one into the other.
        sync_folder(&backups).map_err(io)?;
        sync_folder(&self.folder).map_err(io)?;
        remove_oldest(&self.folder)?;
        Ok(made)
    }
}

pub(crate) fn copy_pages(from: &Connection, to: &Path, progress: Progress<'_>) -> Result<()> {
    let mut to = Connection::open(for_sqlite(to))?;
    // It is flushed once, at the end; half of it is of no use.
    to.pragma_update(None, "synchronous", "OFF")?;
    let copying = rusqlite::backup::Backup::new(from, &mut to)?;
    loop {
        let step = copying.step(STEP)?;
        let at = copying.progress();
        let total = u64::try_from(at.pagecount).unwrap_or_default();
        let left = u64::try_from(at.remaining).unwrap_or_default();
        // Reading it through afterwards takes about as long.
        if progress(total.saturating_sub(left), total.saturating_mul(2)).is_break() {
            return Err(StoreError::Stopped);
        }
        match step {
            StepResult::Done => return Ok(()),
            StepResult::More => {}
            _ => std::thread::sleep(Duration::from_millis(20)),
        }
    }
}

/// Reads a copy through, its indexes too, and counts its reports.
fn sound(path: &Path) -> Result<u32> {
    let db = open_untouched(path).map_err(of_opening)?;
    examine(path, &db).map_err(of_opening)?;
    let verdict: String = db
        .pragma_query_value(None, "integrity_check", |row| row.get(0))
        .map_err(|e| of_opening(open::told(path, e)))?;
    if verdict != "ok" {
        return Err(StoreError::Damaged);
    }
    // A file of the first version counts as well.
    Ok(table::report::count(&db)?)
}

/// Removes copies beyond five: first those that a later one followed within a day, as when somebody made many by hand.
fn remove_oldest(folder: &Path) -> Result<()> {
    let mut kept = list(folder)?;
    while kept.len() > KEPT {
        let pairs = kept.windows(2);
        let followed = pairs
            .enumerate()
            .filter_map(|(at, pair)| match pair {
                [later, earlier] if later.made_at.duration_since(earlier.made_at).abs() < DAY / 2 => {
                    Some(at + 1)
                }
                _ => None,
            })
            .next_back();
        let gone = kept.remove(followed.unwrap_or(kept.len() - 1));
        let path = file_of(folder, gone.number);
        // The note first: a copy without one is not spoken of.
        crate::photos::remove_whole(&path.with_extension("json"))?;
        crate::photos::remove_whole(&path)?;
    }
    Ok(())
}

/// A copy of a copy, found sound, beside the account's file and ready to take its place. Goes when it is dropped.
#[derive(Debug)]
pub struct CheckedCopy(tempfile::NamedTempFile);

impl CheckedCopy {
    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }
}

/// Reads a copy through and makes it ready to be put back. Takes long, and needs no store: who works may go on meanwhile.
///
/// # Errors
/// [`StoreError::Damaged`] if the copy is no longer sound, [`StoreError::Stopped`], [`StoreError`] of the disk.
pub fn checked_copy(folder: &Path, number: u32, progress: Progress<'_>) -> Result<CheckedCopy> {
    let path = file_of(folder, number);
    let io = |source| StoreError::io(&path, source);
    let mut beside = tempfile::Builder::new()
        .prefix(UNFINISHED)
        .tempfile_in(folder)
        .map_err(|e| StoreError::io(folder, e))?;
    let mut from = File::open(&path).map_err(io)?;
    let total = from.metadata().map_err(io)?.len();
    let mut done = 0;
    let mut part = vec![0; 1 << 22];
    loop {
        let read = io::Read::read(&mut from, &mut part).map_err(io)?;
        let Some(bytes) = part.get(..read).filter(|bytes| !bytes.is_empty()) else {
            break;
        };
        io::Write::write_all(&mut beside, bytes).map_err(|e| StoreError::io(folder, e))?;
        done += u64::try_from(read).unwrap_or_default();
        if progress(done, total.saturating_mul(2)).is_break() {
            return Err(StoreError::Stopped);
        }
    }
    beside
        .as_file()
        .sync_all()
        .map_err(|e| StoreError::io(folder, e))?;
    sound(beside.path())?;
    Ok(CheckedCopy(beside))
}

/// Puts `new`, or nothing, into the place of the account's file, which nobody has open. The former file with its journals is
/// set aside first: at any moment one of the two lies whole in its place. Answers where the former file lies.
pub(crate) fn replace(folder: &Path, new: Option<&Path>, now: Timestamp) -> Result<PathBuf> {
    let io = |source| StoreError::io(folder, source);
    let path = folder.join(DATABASE);
    let aside = set_aside_folder(folder, now)?;
    for ending in ["", "-wal", "-journal"] {
        let from = with_ending(&path, ending);
        let to = with_ending(&aside.join(DATABASE), ending);
        match fs::hard_link(&from, &to) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Ok(()) => {}
            // A file system without links.
            Err(_) => {
                fs::copy(&from, &to).map_err(io)?;
                File::options()
                    .write(true)
                    .open(&to)
                    .and_then(|file| file.sync_all())
                    .map_err(io)?;
            }
        }
    }
    sync_folder(&aside).map_err(io)?;
    sync_folder(folder).map_err(io)?;
    open::mark::forget(folder).map_err(io)?;
    open::mark::trust(folder).map_err(io)?;
    for ending in ["-wal", "-journal", "-shm"] {
        crate::photos::remove_whole(&with_ending(&path, ending))?;
    }
    match new {
        Some(new) => fs::rename(new, &path).map_err(io)?,
        None => crate::photos::remove_whole(&path)?,
    }
    sync_folder(folder).map_err(io)?;
    Ok(aside.join(DATABASE))
}

fn set_aside_folder(folder: &Path, now: Timestamp) -> Result<PathBuf> {
    let name = format!("set-aside-{}", now.strftime("%Y-%m-%d-%H%M%S"));
    let mut path = folder.join(&name);
    let mut more = 1;
    while path.exists() {
        more += 1;
        path = folder.join(format!("{name}-{more}"));
    }
    make_folder(&path).map_err(|e| StoreError::io(&path, e))?;
    Ok(path)
}

/// What could not be opened, for somebody who was not opening.
pub(crate) fn of_opening(error: OpenError) -> StoreError {
    match error {
        OpenError::Io { path, source } => StoreError::io(path, source),
        OpenError::Sqlite(error) => error.into(),
        _ => StoreError::Damaged,
    }
}
