//! What can go wrong.

use report::{PhotoId, ReportId};
use std::{io, path::PathBuf};

/// Why an account's file cannot be opened. In each of these cases the file is left exactly as it was found.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// A newer version of the program has written it: the program must be updated.
    #[error("the file is of version {found}, this program knows versions up to {known}")]
    TooNew {
        /// The file's version.
        found: u32,
        /// The newest version known here.
        known: u32,
    },
    /// It is a database of another program.
    #[error("the file is a database of another program (application id {found:#010x})")]
    NotOurs {
        /// The application id found in it.
        found: u32,
    },
    /// It is not a sound database (any longer).
    #[error("the file is damaged")]
    Damaged {
        /// What SQLite said, when it was more than the check's own findings.
        #[source]
        source: Option<rusqlite::Error>,
    },
    /// Another copy of the program has it open.
    #[error("another copy of the program has the file open")]
    Locked,
    /// The program on another computer that reaches the folder has it open.
    #[error("the file is open on {computer} since {since}")]
    OpenElsewhere {
        /// The other computer's name.
        computer: String,
        /// Since when, by its own clock.
        since: jiff::Timestamp,
    },
    /// The folder or a file in it cannot be read or made.
    #[error("{} cannot be read or made", path.display())]
    Io {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// SQLite could not open it for a reason that does not lie in the file.
    #[error("the file cannot be opened")]
    Sqlite(#[from] rusqlite::Error),
}

/// Why reading or writing failed. A failed write has changed nothing.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no such report.
    #[error("there is no report {0}")]
    NoSuchReport(ReportId),
    /// A report of this id exists already, with another content.
    #[error("report {0} exists already")]
    Exists(ReportId),
    /// The report is another author's: it can be read and approved here, not written.
    #[error("report {0} is another author's")]
    NotMine(ReportId),
    /// The report lies in the bin: take it out first.
    #[error("report {0} is in the bin")]
    InBin(ReportId),
    /// The report cannot be binned: the portal has it, or it waits to be sent.
    #[error("report {0} is on the portal or on its way there")]
    OnThePortal(ReportId),
    /// The report has a conflict that must be settled before it can be sent.
    #[error("report {0} has a conflict to settle first")]
    InConflict(ReportId),
    /// There is no such version of the report.
    #[error("there is no version {1} of report {0}")]
    NoSuchVersion(ReportId, u32),
    /// What was kept as the version is not what it was: the disk has changed it.
    #[error("version {1} of report {0} is damaged")]
    VersionCorrupt(ReportId, u32),
    /// A version could not be packed: there was no memory for it.
    #[error("a version cannot be packed")]
    Pack(#[source] io::Error),
    /// There is no such photo or file.
    #[error("there is no photo or file {0}")]
    NoSuchPhoto(PhotoId),
    /// The bytes of the photo or file have gone from the disk.
    #[error("the bytes of photo or file {0} are missing")]
    PhotoMissing(PhotoId),
    /// The bytes are not those that the id of the photo or file names.
    #[error("the bytes of photo or file {0} are not those that its id names")]
    PhotoCorrupt(PhotoId),
    /// The program on another computer has taken the folder meanwhile: this one may write no more.
    #[error("another computer has taken the folder")]
    TakenElsewhere,
    /// The file that is worked with is damaged: SQLite met it while reading or writing.
    #[error("the file that is worked with is damaged")]
    Broken(#[source] rusqlite::Error),
    /// The file was let go and cannot be opened again.
    #[error("the file cannot be opened again")]
    NotOpen(#[source] Box<OpenError>),
    /// The file, or a copy of it, is damaged.
    #[error("the file is damaged")]
    Damaged,
    /// The person has stopped it.
    #[error("stopped")]
    Stopped,
    /// The disk is full.
    #[error("the disk is full")]
    DiskFull,
    /// A file cannot be read or written.
    #[error("{} cannot be read or written", path.display())]
    Io {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A value could not be turned into JSON.
    #[error("a value cannot be written as JSON")]
    Json(#[from] serde_json::Error),
    /// SQLite failed.
    #[error("the local file cannot be read or written")]
    Sqlite(#[source] rusqlite::Error),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DiskFull) => Self::DiskFull,
            Some(rusqlite::ErrorCode::DatabaseCorrupt | rusqlite::ErrorCode::NotADatabase) => {
                Self::Broken(error)
            }
            _ => Self::Sqlite(error),
        }
    }
}

/// What stands between the program and a sound file; it may be gone at the next try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// Another program holds the file.
    Held,
    /// The file or its folder may be read only.
    ReadOnly,
    /// The disk or the network folder does not answer.
    Unreachable,
}

impl StoreError {
    /// What is in the way, when SQLite failed for a reason that lies neither in the program nor in the file.
    #[must_use]
    pub fn obstacle(&self) -> Option<Obstacle> {
        use rusqlite::ErrorCode;
        let Self::Sqlite(error) = self else {
            return None;
        };
        match error.sqlite_error_code()? {
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Some(Obstacle::Held),
            ErrorCode::ReadOnly | ErrorCode::PermissionDenied => Some(Obstacle::ReadOnly),
            ErrorCode::CannotOpen | ErrorCode::SystemIoFailure => Some(Obstacle::Unreachable),
            _ => None,
        }
    }

    /// An input or output error at a path.
    pub(crate) fn io(path: impl Into<PathBuf>, source: io::Error) -> Self {
        if source.kind() == io::ErrorKind::StorageFull {
            return Self::DiskFull;
        }
        Self::Io {
            path: path.into(),
            source,
        }
    }
}

/// The crate's result.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::ffi;

    #[test]
    fn what_is_in_the_way_is_told_apart_from_what_is_wrong() {
        let said = |code| {
            let error = rusqlite::Error::SqliteFailure(ffi::Error::new(code), None);
            StoreError::from(error).obstacle()
        };
        assert_eq!(said(ffi::SQLITE_BUSY), Some(Obstacle::Held));
        assert_eq!(said(ffi::SQLITE_LOCKED), Some(Obstacle::Held));
        assert_eq!(said(ffi::SQLITE_READONLY), Some(Obstacle::ReadOnly));
        assert_eq!(said(ffi::SQLITE_IOERR), Some(Obstacle::Unreachable));
        assert_eq!(said(ffi::SQLITE_CORRUPT), None);
        assert_eq!(said(ffi::SQLITE_CONSTRAINT), None);
        assert_eq!(StoreError::DiskFull.obstacle(), None);
    }
}
