//! Opening an account's folder.
//!
//! A file that this program must not touch (newer, damaged, another program's) is recognised before it is opened for
//! writing. Two ways, by what a crash has left:
//! - no journal beside it (the usual case): SQLite reads the file itself as `immutable`, which makes no `-wal` and
//!   no `-shm` and takes no lock;
//! - a `-wal` or `-journal` beside it: the file alone may be torn (a checkpoint cut short), and `immutable` would call
//!   a sound database damaged. So the file is copied with its journal and the copy is looked at.
//!
//! The folder is held by an operating system's lock, which a killed process loses: two programs must not send from
//! one outbox.

use crate::{
    error::OpenError,
    folder::{DATABASE, FILES, PHOTOS, make_folder, sync_folder},
    migrations,
};
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::{
    fs::{self, File, TryLockError},
    path::{Path, PathBuf},
    time::Duration,
};

/// `application_id` of our files: "Zvit".
pub(crate) const APPLICATION_ID: u32 = 0x5A76_6974;

/// The name by which a half-made copy, photo or file is known; such leftovers of a crash are swept at the next opening.
pub(crate) const UNFINISHED: &str = ".unfinished-";

const LOCK: &str = "zvitnyk.lock";

/// One account's local file and photos. One for the whole program: opening the same folder again while this one lives
/// is [`OpenError::Locked`].
#[derive(Debug)]
pub struct Store {
    pub(crate) db: Connection,
    folder: PathBuf,
    /// Held for as long as the store lives.
    _lock: File,
}

impl Store {
    /// Opens the account's folder, making it and what is in it if need be.
    ///
    /// # Errors
    /// [`OpenError`]; the file is then as it was.
    pub fn open(folder: &Path) -> Result<Self, OpenError> {
        let io = |path: &Path, source| OpenError::Io {
            path: path.to_owned(),
            source,
        };
        make_folder(folder).map_err(|e| io(folder, e))?;
        let lock = lock(&folder.join(LOCK))?;
        let path = folder.join(DATABASE);
        check(folder, &path)?;
        sweep(folder).map_err(|e| io(folder, e))?;
        for subfolder in [folder.join(PHOTOS), folder.join(FILES)] {
            make_folder(&subfolder).map_err(|e| io(&subfolder, e))?;
            sweep(&subfolder).map_err(|e| io(&subfolder, e))?;
        }
        let mut db = Connection::open(&path).map_err(locked_or_damaged)?;
        prepare(&mut db).map_err(locked_or_damaged)?;
        sync_folder(folder).map_err(|e| io(folder, e))?;
        let store = Self {
            db,
            folder: folder.to_owned(),
            _lock: lock,
        };
        store.forget_interrupted()?;
        Ok(store)
    }

    /// The account's folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

fn prepare(db: &mut Connection) -> rusqlite::Result<()> {
    db.busy_timeout(Duration::from_secs(5))?;
    db.pragma_update(None, "foreign_keys", true)?;
    db.pragma_update(None, "synchronous", "FULL")?;
    migrations::run(db)?;
    db.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    Ok(())
}

fn lock(path: &Path) -> Result<File, OpenError> {
    let io = |source| OpenError::Io {
        path: path.to_owned(),
        source,
    };
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)
        .map_err(io)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(OpenError::Locked),
        Err(TryLockError::Error(source)) => Err(io(source)),
    }
}

/// Looks at the file without touching it.
fn check(folder: &Path, path: &Path) -> Result<(), OpenError> {
    let io = |source| OpenError::Io {
        path: path.to_owned(),
        source,
    };
    let size = size_of(path).map_err(io)?;
    let mut journals = Vec::new();
    for ending in ["-wal", "-journal"] {
        let journal = with_ending(path, ending);
        if size_of(&journal).map_err(io)? > 0 {
            journals.push((journal, ending));
        }
    }
    if size == 0 && journals.is_empty() {
        return Ok(());
    }
    let flags = OpenFlags::SQLITE_OPEN_NO_MUTEX;
    if journals.is_empty() {
        let uri = immutable_uri(path);
        let flags = flags | OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
        return examine(&Connection::open_with_flags(uri, flags).map_err(locked_or_damaged)?);
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
    examine(&Connection::open_with_flags(&copy, flags).map_err(locked_or_damaged)?)
}

/// Whether an open database is a sound one of ours, of a version that we know.
fn examine(db: &Connection) -> Result<(), OpenError> {
    let number = |pragma: &str| {
        db.pragma_query_value(None, pragma, |row| row.get::<_, i32>(0))
            .map(i32::cast_unsigned)
            .map_err(locked_or_damaged)
    };
    // A first opening that was cut short leaves an empty database.
    if number("page_count")? == 0 {
        return Ok(());
    }
    let found = number("application_id")?;
    if found != APPLICATION_ID {
        return Err(OpenError::NotOurs { found });
    }
    let (found, known) = (number("user_version")?, migrations::known());
    if found > known {
        return Err(OpenError::TooNew { found, known });
    }
    let verdict: String = db
        .pragma_query_value(None, "quick_check", |row| row.get(0))
        .map_err(locked_or_damaged)?;
    if verdict == "ok" {
        Ok(())
    } else {
        Err(OpenError::Damaged { source: None })
    }
}

fn locked_or_damaged(error: rusqlite::Error) -> OpenError {
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
            OpenError::Damaged { source: Some(error) }
        }
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => OpenError::Locked,
        _ => OpenError::Sqlite(error),
    }
}

/// The file's size; 0 if there is none.
fn size_of(path: &Path) -> std::io::Result<u64> {
    match fs::metadata(path) {
        Ok(found) => Ok(found.len()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(0),
        Err(error) => Err(error),
    }
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// Removes what a crash left half-made right in a folder: copies that were looked at, photos and files not yet in their place.
fn sweep(folder: &Path) -> std::io::Result<()> {
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

/// The file as a URI that asks SQLite not to lock, not to look for a journal, not to write
/// (<https://www.sqlite.org/uri.html>).
fn immutable_uri(path: &Path) -> String {
    #[cfg(unix)]
    let bytes = std::os::unix::ffi::OsStrExt::as_bytes(path.as_os_str()).to_vec();
    #[cfg(not(unix))]
    let bytes = {
        let text = path.to_string_lossy().replace('\\', "/");
        let plain = text.strip_prefix("//?/").unwrap_or(&text);
        // `C:/…` needs a slash before it; a relative path must stay relative.
        let drive = plain.chars().nth(1) == Some(':');
        format!("{}{plain}", if drive { "/" } else { "" }).into_bytes()
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
