//! What is remembered of a file that was closed as it should be: its size and time. A file that still has them is the one
//! that was closed, and opening it needs no reading through, however many reports it holds. A crash, another program and a
//! disk that gives back an older state all leave others.

use crate::{error::OpenError, folder::DATABASE, photos::write_whole};
use serde::{Deserialize, Serialize};
use std::{
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
    time::{Duration, UNIX_EPOCH},
};

const MARK: &str = "closed.json";

/// Lies beside a file that was found damaged while it was worked with: it is not marked as closed well until it was found sound.
const UNSOUND: &str = "unsound";

/// The closed file's time is set back by this: even a write within the same tick of the clock then shows.
const BACK: Duration = Duration::from_secs(10);

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Mark {
    bytes: u64,
    nanos: u64,
}

/// Leaves the mark when it is dropped: after the connection was closed, before the lock is let go.
#[derive(Debug)]
pub(super) struct MarkAtClose(pub(super) PathBuf);

impl Drop for MarkAtClose {
    fn drop(&mut self) {
        // Without a mark the next opening reads the file through: nothing worse.
        let _ = leave(&self.0);
    }
}

/// Leaves the mark. The connection must be closed.
pub(super) fn leave(folder: &Path) -> io::Result<()> {
    let path = folder.join(DATABASE);
    if super::journals(&path)?.next().is_some() || folder.join(UNSOUND).exists() {
        return Ok(());
    }
    let file = File::options().write(true).open(&path)?;
    if let Some(earlier) = file.metadata()?.modified()?.checked_sub(BACK) {
        file.set_modified(earlier)?;
    }
    drop(file);
    let mark = serde_json::to_vec(&of(&path)?)?;
    write_whole(folder, &folder.join(MARK), &mark).map_err(io::Error::other)
}

/// The file was found damaged: every opening reads it through until it is found sound.
pub(crate) fn distrust(folder: &Path) -> io::Result<()> {
    fs::write(folder.join(UNSOUND), b"")?;
    forget(folder)
}

/// The file was read through and is sound, or another lies there now.
pub(crate) fn trust(folder: &Path) -> io::Result<()> {
    match fs::remove_file(folder.join(UNSOUND)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Forgets the mark: the next opening reads the file through.
pub(crate) fn forget(folder: &Path) -> io::Result<()> {
    match fs::remove_file(folder.join(MARK)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Whether the file is as it was when it was last closed.
pub(super) fn is_as_closed(folder: &Path) -> bool {
    let kept = fs::read(folder.join(MARK)).ok();
    let kept: Option<Mark> = kept.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    kept.is_some() && kept == of(&folder.join(DATABASE)).ok()
}

fn of(path: &Path) -> io::Result<Mark> {
    let found = fs::metadata(path)?;
    let since = found.modified()?.duration_since(UNIX_EPOCH);
    Ok(Mark {
        bytes: found.len(),
        nanos: since.map_or(0, |since| u64::try_from(since.as_nanos()).unwrap_or_default()),
    })
}

/// What the first hundred bytes tell: whether it is a database, ours, of a version that we know, as long as it says
/// (<https://www.sqlite.org/fileformat2.html#the_database_header>). `false`: it must be read through.
pub(super) fn look_at_header(path: &Path) -> Result<bool, OpenError> {
    let io = |source| super::io_at(path, source);
    let mut header = [0; 100];
    let mut file = File::open(path).map_err(io)?;
    let bytes = file.metadata().map_err(io)?.len();
    match file.read_exact(&mut header) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(false),
        read => read.map_err(io)?,
    }
    let word = |at: usize| {
        let four = header
            .get(at..at + 4)
            .and_then(|four| <[u8; 4]>::try_from(four).ok());
        four.map_or(0, u32::from_be_bytes)
    };
    // Two bytes; 1 stands for 65,536.
    let page = match word(16) >> 16 {
        1 => 65_536,
        page => u64::from(page),
    };
    if !header.starts_with(b"SQLite format 3\0") || u64::from(word(28)) * page != bytes {
        return Ok(false);
    }
    super::ours(word(68), word(60)).map(|()| true)
}
