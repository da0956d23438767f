//! Remarks with which the head of department returns a report (зауваження).

use crate::Revision;
use jiff::Timestamp;
use report::{FieldId, Login};
use serde::{Deserialize, Serialize};

/// Remarks of one return, at most.
pub const REMARKS_MAX: usize = 50;
/// Characters of a remark, at most.
pub const REMARK_MAX_CHARS: usize = 2000;

/// What the head says when returning a report: 1 to [`REMARKS_MAX`] remarks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReturnReport {
    /// The remarks, in the order in which they are to be read.
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 50))]
    pub remarks: Vec<NewRemark>,
}

/// A remark on its way to the portal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewRemark {
    /// The field of the form that it speaks of, `title` for the title; none: the whole report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub field: Option<FieldId>,
    /// Plain text of 1 to [`REMARK_MAX_CHARS`] characters, white space around it not counted; lines end in `\n`.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub text: String,
}

/// A remark as the portal keeps it. It stands open while the revision that it speaks of is the newest and returned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Remark {
    /// The revision that was returned.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub revision: Revision,
    /// The field of the form that it speaks of, `title` for the title; none: the whole report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub field: Option<FieldId>,
    /// Plain text.
    pub text: String,
    /// Who returned the report.
    pub by: Login,
    /// Their name.
    pub by_name: String,
    /// When, by the portal's clock.
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub at: Timestamp,
}
