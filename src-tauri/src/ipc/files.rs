//! What travels about attached files.

use super::types::Saved;
use report::{FieldId, ReportId, value::FileUse};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A file field of a report.
#[derive(Clone, Debug, Deserialize, TS)]
pub(crate) struct FileFieldArgs {
    pub report: ReportId,
    pub field: FieldId,
}

/// A file on this computer, as dropped on a field.
#[derive(Clone, Debug, Deserialize, TS)]
pub(crate) struct AttachFileArgs {
    pub report: ReportId,
    pub field: FieldId,
    pub path: String,
}

/// What became of a file that was to be attached.
#[derive(Clone, Debug, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum FileAnswer {
    /// It is kept, and the report refers to it.
    Attached { file: FileUse, saved: Box<Saved> },
    /// The report is as it was.
    Refused { name: String, reason: FileRefusal },
}

/// Why a file was not attached, or not opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "code", rename_all = "snake_case")]
pub(crate) enum FileRefusal {
    /// It is larger than the field allows.
    TooLarge { max_bytes: u32 },
    /// There is nothing in it.
    Empty,
    /// It cannot be read: gone, locked, a folder.
    Unreadable,
    /// Opening it would run it.
    Program { ending: String },
    /// Its bytes are not on this computer (any longer).
    NotHere,
    /// No program on this computer opens it.
    NoViewer,
}
