//! What travels between the interface and the program when the head decides upon a report.

use portal_api::NewRemark;
use report::ReportId;
use serde::Deserialize;
use ts_rs::TS;

#[derive(Clone, Debug, Deserialize, TS)]
pub(crate) struct ApproveArgs {
    pub id: ReportId,
    /// The revision that was read on the screen; another one on the portal refuses the approval.
    #[ts(type = "number")]
    pub revision: u64,
}

#[derive(Clone, Debug, Deserialize, TS)]
pub(crate) struct ReturnArgs {
    pub id: ReportId,
    /// The revision that was read on the screen; another one on the portal refuses the return.
    #[ts(type = "number")]
    pub revision: u64,
    /// At least one with text.
    pub remarks: Vec<NewRemark>,
}

/// Remarks as they are being written.
#[derive(Clone, Debug, Deserialize, TS)]
pub(crate) struct RemarksArgs {
    pub id: ReportId,
    pub remarks: Vec<NewRemark>,
}
