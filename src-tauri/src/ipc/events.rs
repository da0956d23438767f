//! Events: they carry ids, and the interface reads again.

use super::types::Line;
use report::{PhotoId, ReportId};
use serde::Serialize;
use ts_rs::TS;

/// A report changed outside the editor's own saves: sent, received, published, merged.
#[derive(Clone, Debug, Serialize, TS)]
pub(crate) struct ReportChanged {
    pub id: ReportId,
}

/// The line, or what waits on it, changed.
#[derive(Clone, Debug, Serialize, TS)]
pub(crate) struct LineChanged {
    pub line: Line,
}

/// Progress of a batch of photos being added. `added` names the photo just taken into the report.
#[derive(Clone, Debug, Serialize, TS)]
pub(crate) struct PhotoProgress {
    pub report: ReportId,
    pub done: u32,
    pub total: u32,
    /// The file that was just done with.
    pub name: String,
    pub added: Option<PhotoId>,
}

/// Progress of sending.
#[derive(Clone, Debug, Serialize, TS)]
pub(crate) struct SendProgress {
    pub report: ReportId,
    pub photos_total: u32,
    pub photos_sent: u32,
    #[ts(type = "number")]
    pub bytes_total: u64,
    #[ts(type = "number")]
    pub bytes_sent: u64,
}

/// What is done to a file of an earlier version while it is opened.
#[derive(Clone, Copy, Debug, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum OpeningStep {
    Copy,
    Tables,
    Lists,
}

/// How far a file of an earlier version is on its way to this one; a `total` of 0 where nobody knows.
#[derive(Clone, Copy, Debug, Serialize, TS)]
pub(crate) struct Opening {
    pub step: OpeningStep,
    #[ts(type = "number")]
    pub done: u64,
    #[ts(type = "number")]
    pub total: u64,
}
