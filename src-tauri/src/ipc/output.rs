//! What travels about a report on paper.

use report::ReportId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a report becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ExportFormat {
    Pdf,
    Docx,
}

#[derive(Clone, Debug, Deserialize, TS)]
pub(crate) struct ExportArgs {
    pub id: ReportId,
    pub format: ExportFormat,
}

/// What became of an export.
#[derive(Clone, Debug, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum ExportAnswer {
    /// The file is whole and on the disk.
    Saved { path: String, name: String },
    /// Nothing was written; a file that was there before is as it was.
    Refused { reason: ExportRefusal },
}

/// Why a file was not written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "code", rename_all = "snake_case")]
pub(crate) enum ExportRefusal {
    DiskFull,
    /// The folder is gone: a memory stick pulled out, a share that is not there.
    NoFolder {
        folder: String,
    },
    /// The folder may not be written to.
    NoRights {
        folder: String,
    },
    /// The file is open in another program.
    InUse {
        name: String,
    },
    /// The disk gives no other reason.
    Unwritable {
        folder: String,
    },
    /// No program on this computer opens a PDF.
    NoViewer,
}

/// How far an export is.
#[derive(Clone, Debug, Serialize, TS)]
pub(crate) struct ExportProgress {
    pub report: ReportId,
    /// Photos made ready.
    pub done: u32,
    /// Photos to make ready. When all are done the pages are set.
    pub total: u32,
}
