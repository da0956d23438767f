//! What travels about keeping everything safe: copies of the account's file, all of an account as one file, what could be
//! read out of a damaged one.

use jiff::Timestamp;
use report::ReportId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{output::ExportRefusal, types::ReportRow};

/// The copies of the account's file and what they may be compared with.
#[derive(Clone, Debug, Serialize, TS)]
pub(crate) struct Backups {
    /// The newest first.
    pub backups: Vec<Backup>,
    /// When the newest copy was made that was opened and found sound.
    #[ts(type = "string | null")]
    pub last_good_at: Option<Timestamp>,
    /// Reports in the present file, without the bin; `None` when it cannot be read.
    pub reports: Option<u32>,
    /// Where the copies lie.
    pub folder: String,
}

/// A copy of the account's file.
#[derive(Clone, Debug, Serialize, TS)]
pub(crate) struct Backup {
    /// Names it in [`BackupArgs`].
    pub id: String,
    #[ts(type = "string")]
    pub made_at: Timestamp,
    #[ts(type = "number")]
    pub bytes: u64,
    /// Reports in it, without the bin.
    pub reports: u32,
    /// It was opened and read through, and is sound.
    pub good: bool,
}

#[derive(Clone, Debug, Deserialize, TS)]
pub(crate) struct BackupArgs {
    pub id: String,
}

/// A copy was put in the place of the account's file.
#[derive(Clone, Debug, Serialize, TS)]
pub(crate) struct Restored {
    /// Reports in it, without the bin.
    pub reports: u32,
    /// Where the former file lies now.
    pub set_aside: String,
}

/// What became of an archive that was to be written.
#[derive(Clone, Debug, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum ArchiveAnswer {
    /// The archive is whole and on the disk.
    Saved {
        path: String,
        name: String,
        #[ts(type = "number")]
        bytes: u64,
        reports: u32,
        photos: u32,
    },
    /// Nothing was written; a file that was there before is as it was.
    Refused { reason: ExportRefusal },
}

/// What became of an archive that was to be taken in.
#[derive(Clone, Debug, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum ImportAnswer {
    Taken {
        /// Reports that were not here before.
        new: Vec<ImportedReport>,
        /// Reports that were here with the very same content.
        same: u32,
        /// Reports that were here with another content: both contents are kept.
        both: Vec<ImportedReport>,
        photos: u32,
        /// Reports that were not taken in, because the person stopped it.
        left: u32,
    },
    /// Nothing was taken.
    Refused { reason: ImportRefusal },
}

/// A report of an archive.
#[derive(Clone, Debug, Serialize, TS)]
pub(crate) struct ImportedReport {
    pub id: ReportId,
    pub title: String,
}

/// Why an archive is not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "code", rename_all = "snake_case")]
pub(crate) enum ImportRefusal {
    /// It is another kind of file.
    NotAnArchive { name: String },
    /// A part is missing or is not what its hash says.
    Damaged { name: String },
    /// It holds what no archive of ours holds: paths out of it, far more than it says.
    Unsafe { name: String },
    /// A newer version of the program has written it.
    TooNew { name: String },
    /// It cannot be read from where it lies.
    Unreadable { name: String },
    /// The disk has no room for it.
    DiskFull,
}

/// A damaged file and what can be done with it.
#[derive(Clone, Debug, Serialize, TS)]
pub(crate) struct RecoveryLook {
    /// The damaged file.
    pub path: String,
    #[ts(type = "number")]
    pub bytes: u64,
    /// Sound copies, the newest first.
    pub backups: Vec<Backup>,
}

/// What was read out of a damaged file. A new file holds it now, and the account works with that.
#[derive(Clone, Debug, Serialize, TS)]
pub(crate) struct Recovered {
    /// Reports that are as they were.
    pub whole: Vec<ImportedReport>,
    /// Reports of which something is lost.
    pub partial: Vec<PartialReport>,
    /// Reports that are known to have been there and could not be read.
    pub lost_reports: u32,
    /// Photos and files whose bytes are not on the disk or not as they were.
    pub lost_photos: u32,
    /// Reports that waited to be sent and must be sent again by hand.
    pub lost_queue: u32,
    /// Pages of the file could not be read: what else was on them cannot be told.
    pub unknown: bool,
    /// Where the damaged file lies now.
    pub set_aside: String,
}

/// A report of which something is lost.
#[derive(Clone, Debug, Serialize, TS)]
pub(crate) struct PartialReport {
    pub id: ReportId,
    pub title: String,
    /// The photos that are lost.
    pub photos: u32,
}

/// What takes a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SafekeepingWork {
    Backup,
    Restore,
    Export,
    Import,
    Recovery,
}

/// How far it is.
#[derive(Clone, Debug, Serialize, TS)]
pub(crate) struct SafekeepingProgress {
    pub work: SafekeepingWork,
    /// Of `total`, in parts of the work that take about as long as one another.
    #[ts(type = "number")]
    pub done: u64,
    #[ts(type = "number")]
    pub total: u64,
}

/// A new file was begun.
#[derive(Clone, Debug, Serialize, TS)]
pub(crate) struct Begun {
    /// Where the damaged file lies now.
    pub set_aside: String,
}

/// A draft in the bin.
#[derive(Clone, Debug, Serialize, TS)]
pub(crate) struct BinRow {
    pub row: ReportRow,
    #[ts(type = "string")]
    pub deleted_at: Timestamp,
    /// When it goes for good.
    #[ts(type = "string")]
    pub goes_at: Timestamp,
}

#[derive(Clone, Debug, Deserialize, TS)]
pub(crate) struct BinArgs {
    pub ids: Vec<ReportId>,
}
