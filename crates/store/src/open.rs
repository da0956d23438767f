//! Opening an account's folder.
//!
//! A file that this program must not touch (newer, damaged, another program's) is recognised before it is opened for
//! writing. Three ways, by what was left:
//! - it is as it was when it was closed (mark.rs): its header tells the rest, and how long that takes does not depend on
//!   how much it holds. What a disk changes without changing size and time is found later, by [`crate::Reader::check`];
//! - no journal beside it, but changed since: SQLite reads the file itself through as `immutable`, which makes no `-wal` and
//!   no `-shm` and takes no lock;
//! - a `-wal` or `-journal` beside it: the file alone may be torn (a checkpoint cut short), and `immutable` would call
//!   a sound database damaged. So the file is copied with its journal and the copy is looked at.
//!
//! The folder is held (lock.rs): two programs must not send from one outbox.

use crate::{
    backup,
    error::OpenError,
    folder::{DATABASE, FILES, ORIGINALS, PHOTOS, make_folder, sync_folder},
    lock::{Held, Holder},
    migrations, network, recovery, table,
};
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::{
    fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

pub(crate) mod mark;

/// `application_id` of our files: "Zvit".
pub(crate) const APPLICATION_ID: u32 = 0x5A76_6974;

/// The name by which a half-made copy, photo or file is known; such leftovers of a crash are swept at the next opening.
pub(crate) const UNFINISHED: &str = ".unfinished-";

/// What is done to a file of an earlier version, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Upgrade {
    /// A copy is made, to have the file as it was.
    Copy,
    /// Rows move to where this version wants them.
    Tables,
    /// What lists need is made of the rows. How much of it is done nobody knows.
    Lists,
}

/// Told how much of how much of a step is done; of 0 where that is not known.
pub type Telling<'a> = &'a mut dyn FnMut(Upgrade, u64, u64);

/// One account's local file and photos. One for the whole program: opening the same folder again while this one lives
/// is [`OpenError::Locked`].
#[derive(Debug)]
pub struct Store {
    pub(crate) db: Connection,
    folder: PathBuf,
    /// Dropped in this order: the connection is closed, then the file is marked as closed, then the folder is let go.
    _mark: mark::MarkAtClose,
    pub(crate) held: Held,
}

impl Store {
    /// Opens the account's folder, making it and what is in it if need be.
    ///
    /// # Errors
    /// [`OpenError`]; the file is then as it was.
    pub fn open(folder: &Path) -> Result<Self, OpenError> {
        Self::open_as(folder, None, &mut |_, _, _| {})
    }

    /// Opens it as [`Store::open`] does, and tells other computers that reach the folder who holds it; see [`Store::pulse`]; `tell` hears how far a
    /// file of an earlier version is on its way to this one.
    ///
    /// # Errors
    /// [`OpenError`]; the file is then as it was.
    pub fn open_held(folder: &Path, holder: &Holder, tell: Telling<'_>) -> Result<Self, OpenError> {
        Self::open_as(folder, Some(holder), tell)
    }

    fn open_as(folder: &Path, holder: Option<&Holder>, tell: Telling<'_>) -> Result<Self, OpenError> {
        make_folder(folder).map_err(|e| io_at(folder, e))?;
        let held = Held::take(folder, holder)?;
        check(folder, &folder.join(DATABASE))?;
        mark::trust(folder).map_err(|e| io_at(folder, e))?;
        sweep(folder).map_err(|e| io_at(folder, e))?;
        for subfolder in [folder.join(PHOTOS), folder.join(FILES), folder.join(ORIGINALS)] {
            make_folder(&subfolder).map_err(|e| io_at(&subfolder, e))?;
            sweep(&subfolder).map_err(|e| io_at(&subfolder, e))?;
        }
        let db = connect(folder, tell)?;
        let mark = mark::MarkAtClose(folder.to_owned());
        let store = Self {
            db,
            folder: folder.to_owned(),
            _mark: mark,
            held,
        };
        store.forget_interrupted()?;
        // Only a file that breaks one day needs it.
        let _ = recovery::keep_schema(folder, &store.db);
        Ok(store)
    }

    /// Closes the file as it should be, whoever still holds the store: nothing can be read or written after it. For the end
    /// of the program, which does not wait for all its threads.
    pub fn close(&mut self) {
        self.disconnect();
        let _ = mark::leave(&self.folder);
    }

    /// Lets go of the file, to put another in its place.
    pub(crate) fn disconnect(&mut self) {
        if let Ok(nothing) = Connection::open_in_memory() {
            drop(std::mem::replace(&mut self.db, nothing));
        }
    }

    /// The account's folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

/// The file in this folder was met damaged while it was worked with: every opening reads it through until it is found sound.
///
/// # Errors
/// Those of the disk.
pub fn distrust(folder: &Path) -> io::Result<()> {
    mark::distrust(folder)
}

/// Opens the file, which was found to be ours, for work.
pub(crate) fn connect(folder: &Path, tell: Telling<'_>) -> Result<Connection, OpenError> {
    let path = folder.join(DATABASE);
    let mut db = Connection::open(for_sqlite(&path)).map_err(|e| told(&path, e))?;
    prepare(folder, &mut db, tell).map_err(|e| told(&path, e))?;
    sync_folder(folder).map_err(|e| io_at(folder, e))?;
    Ok(db)
}

fn prepare(folder: &Path, db: &mut Connection, tell: Telling<'_>) -> rusqlite::Result<()> {
    let far = network::is_far(folder);
    db.busy_timeout(Duration::from_secs(5))?;
    db.pragma_update(None, "foreign_keys", true)?;
    db.pragma_update(None, "synchronous", "FULL")?;
    if far {
        // A write-ahead log needs memory that all share, which no network gives: <https://www.sqlite.org/wal.html>.
        db.pragma_update_and_check(None, "locking_mode", "EXCLUSIVE", |_| Ok(()))?;
    }
    // A save and a list together have more statements than are kept by default.
    db.set_prepared_statement_cache_capacity(64);
    backup::before_migration(folder, db, tell);
    migrations::run_told(db, tell)?;
    table::search::keep_up(db)?;
    let journal = if far { "TRUNCATE" } else { "WAL" };
    db.pragma_update_and_check(None, "journal_mode", journal, |_| Ok(()))?;
    // From here on a person waits: that another program holds the file is said soon, and the save is made again.
    db.busy_timeout(Duration::from_secs(1))?;
    Ok(())
}

pub(crate) fn io_at(path: &Path, source: io::Error) -> OpenError {
    OpenError::Io {
        path: path.to_owned(),
        source,
    }
}

/// The journals beside the file that hold something, with their endings.
fn journals(path: &Path) -> io::Result<impl Iterator<Item = (PathBuf, &'static str)>> {
    let mut found = Vec::new();
    for ending in ["-wal", "-journal"] {
        let journal = with_ending(path, ending);
        if size_of(&journal)? > 0 {
            found.push((journal, ending));
        }
    }
    Ok(found.into_iter())
}

/// Looks at the file without touching it.
pub(crate) fn check(folder: &Path, path: &Path) -> Result<(), OpenError> {
    let io = |source| io_at(path, source);
    let size = size_of(path).map_err(io)?;
    let mut journals = journals(path).map_err(io)?.peekable();
    if size == 0 && journals.peek().is_none() {
        return Ok(());
    }
    let flags = OpenFlags::SQLITE_OPEN_NO_MUTEX;
    if journals.peek().is_none() {
        if mark::is_as_closed(folder) && mark::look_at_header(path)? {
            return Ok(());
        }
        return examine(path, &open_untouched(path)?);
    }
    let copies = tempfile::Builder::new()
        .prefix(UNFINISHED)
        .tempdir_in(folder)
        .map_err(io)?;
    let copy = copies.path().join(DATABASE);
    fs::copy(path, &copy).map_err(io)?;
    for (journal, ending) in journals {
        fs::copy(&journal, with_ending(&copy, ending)).map_err(io)?;
    }
    let flags = flags | OpenFlags::SQLITE_OPEN_READ_WRITE;
    let db = Connection::open_with_flags(for_sqlite(&copy), flags).map_err(|e| told(path, e))?;
    examine(path, &db)
}

/// A file without a journal, opened so that nothing of it or beside it changes.
pub(crate) fn open_untouched(path: &Path) -> Result<Connection, OpenError> {
    let flags =
        OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    Connection::open_with_flags(immutable_uri(&for_sqlite(path)), flags).map_err(|e| told(path, e))
}

/// Whether an open database is a sound one of ours, of a version that we know. Reads it through.
pub(crate) fn examine(path: &Path, db: &Connection) -> Result<(), OpenError> {
    let number = |pragma: &str| {
        db.pragma_query_value(None, pragma, |row| row.get::<_, i32>(0))
            .map(i32::cast_unsigned)
            .map_err(|e| told(path, e))
    };
    // A first opening that was cut short leaves an empty database.
    if number("page_count")? == 0 {
        return Ok(());
    }
    ours(number("application_id")?, number("user_version")?)?;
    let verdict: String = db
        .pragma_query_value(None, "quick_check", |row| row.get(0))
        .map_err(|e| told(path, e))?;
    if verdict != "ok" {
        return Err(OpenError::Damaged { source: None });
    }
    // What a disk changes within a value leaves the file's structure sound, but the report can be opened no more.
    if table::value::all_sound(db).map_err(|e| told(path, e))? {
        Ok(())
    } else {
        Err(OpenError::Damaged { source: None })
    }
}

fn ours(application: u32, found: u32) -> Result<(), OpenError> {
    if application != APPLICATION_ID {
        return Err(OpenError::NotOurs { found: application });
    }
    let known = migrations::known();
    if found > known {
        return Err(OpenError::TooNew { found, known });
    }
    Ok(())
}

/// What SQLite's refusal means. It says no more than "cannot open" where the system has said why: so the system is asked.
pub(crate) fn told(path: &Path, error: rusqlite::Error) -> OpenError {
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
            OpenError::Damaged { source: Some(error) }
        }
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => OpenError::Locked,
        Some(ErrorCode::DiskFull) => io_at(path, io::ErrorKind::StorageFull.into()),
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => {
            io_at(path, io::ErrorKind::PermissionDenied.into())
        }
        Some(ErrorCode::CannotOpen | ErrorCode::SystemIoFailure) => {
            match fs::File::options().read(true).write(true).open(path) {
                Err(source) => io_at(path, source),
                Ok(_) => OpenError::Sqlite(error),
            }
        }
        _ => OpenError::Sqlite(error),
    }
}

/// The file's size; 0 if there is none.
pub(crate) fn size_of(path: &Path) -> io::Result<u64> {
    match fs::metadata(path) {
        Ok(found) => Ok(found.len()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(0),
        Err(error) => Err(error),
    }
}

pub(crate) fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// Removes what a crash left half-made right in a folder: copies that were looked at, photos and files not yet in their place.
pub(crate) fn sweep(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if !entry.file_name().to_string_lossy().starts_with(UNFINISHED) {
            continue;
        }
        if entry.file_type()?.is_dir() {
            fs::remove_dir_all(entry.path())?;
        } else {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// The path as SQLite is to get it. On Windows it hands paths on as they are, and one of over 260 characters is opened only in
/// the form that the system does not look into; the journals' endings count as well.
pub(crate) fn for_sqlite(path: &Path) -> PathBuf {
    #[cfg(windows)]
    {
        use std::path::{Component, Prefix};
        if let Ok(whole) = std::path::absolute(path)
            && whole.as_os_str().len() > 230
            && let Some(Component::Prefix(prefix)) = whole.components().next()
        {
            let text = whole.to_string_lossy();
            return match prefix.kind() {
                Prefix::Disk(_) => format!(r"\\?\{text}").into(),
                Prefix::UNC(..) => format!(r"\\?\UNC\{}", text.trim_start_matches('\\')).into(),
                _ => whole,
            };
        }
    }
    path.to_owned()
}

/// The file as a URI that asks SQLite not to lock, not to look for a journal, not to write
/// (<https://www.sqlite.org/uri.html>).
fn immutable_uri(path: &Path) -> String {
    #[cfg(unix)]
    let bytes = std::os::unix::ffi::OsStrExt::as_bytes(path.as_os_str()).to_vec();
    #[cfg(not(unix))]
    let bytes = {
        let text = path.to_string_lossy();
        if text.starts_with(r"\\?\") {
            // Taken by the system as it stands, so its strokes must stay what they are.
            text.into_owned().into_bytes()
        } else {
            let plain = text.replace('\\', "/");
            // `C:/…` needs a slash before it; a relative path must stay relative.
            let drive = plain.chars().nth(1) == Some(':');
            format!("{}{plain}", if drive { "/" } else { "" }).into_bytes()
        }
    };
    let mut uri = String::from(if bytes.starts_with(b"/") {
        "file://"
    } else {
        "file:"
    });
    for byte in bytes {
        if byte.is_ascii_alphanumeric() || b"/-._~:".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri + "?immutable=1"
}
