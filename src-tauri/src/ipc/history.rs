//! The history of a report: its versions, what differs between two of them, and the way back to one.

use jiff::Timestamp;
use report::{Content, FieldId, ReportId, compare::FieldChange};
use serde::{Deserialize, Serialize};
use store::VersionKind;
use ts_rs::TS;

/// A report's versions.
#[derive(Clone, Debug, Serialize, TS)]
pub(crate) struct History {
    /// The kept ones, the last first.
    pub versions: Vec<HistoryVersion>,
    /// When the report's present content was last changed.
    #[ts(type = "string")]
    pub present_at: Timestamp,
    /// The fields in which the present differs from the last version, `title` among them; all that are filled where there
    /// is no version.
    pub present_changed: Vec<FieldId>,
    /// The present content's version, if it is one of them: nothing was changed since.
    pub present: Option<u32>,
    /// One of them may be put back here; not into another author's report, nor into one in the bin.
    pub restorable: bool,
}

/// A version of a report.
#[derive(Clone, Debug, Serialize, TS)]
pub(crate) struct HistoryVersion {
    /// Counts the versions of this report; the higher, the later, whatever the clock said.
    pub number: u32,
    pub kind: VersionKind,
    /// When it was written (a pause), sent, returned, published, put back.
    #[ts(type = "string")]
    pub at: Timestamp,
    /// Who returned, published or wrote it, where it was not the author of this computer.
    pub by: Option<String>,
    /// The fields in which it differs from the version before it, `title` among them.
    pub changed: Vec<FieldId>,
}

/// Two versions of a report; without `to` the second is the present.
#[derive(Clone, Debug, Deserialize, TS)]
pub(crate) struct HistoryCompareArgs {
    pub id: ReportId,
    pub from: u32,
    #[serde(default)]
    #[ts(optional)]
    pub to: Option<u32>,
}

/// Two versions and what differs between them.
#[derive(Clone, Debug, Serialize, TS)]
pub(crate) struct HistoryComparison {
    pub before: Content,
    pub after: Content,
    /// The fields that differ: the title first, then in the form's order.
    pub changes: Vec<FieldChange>,
}

#[derive(Clone, Debug, Deserialize, TS)]
pub(crate) struct HistoryRestoreArgs {
    pub id: ReportId,
    /// The version whose content becomes the present one. What stands there now is kept as a version first.
    pub number: u32,
}

/// A version was put back.
#[derive(Clone, Debug, Serialize, TS)]
pub(crate) struct HistoryRestored {
    /// The version that holds what stood there before: putting it back undoes this.
    pub before: u32,
}
