//! Reports: sending, the closing check, approval, the change feed.

use crate::Remark;
use jiff::Timestamp;
use report::{Content, DepartmentId, Login, PhotoId, ReportId, State};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A revision: 1 for the first content accepted, one more with each other content.
pub type Revision = u64;

/// What an author sends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PutReport {
    /// The report.
    pub content: Content,
}

/// A photo or file that a revision refers to, and whether the portal has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HeldPhoto {
    /// Its SHA-256.
    pub sha256: PhotoId,
    /// Whether the portal has all its bytes, checked against the hash.
    pub held: bool,
}

/// What the portal has of a report: the closing check. "Received by the portal" may be said only when `complete`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Receipt {
    /// The report.
    pub id: ReportId,
    /// Its newest revision on the portal.
    pub revision: Revision,
    /// SHA-256, lower-case hex, of the canonical JSON of its content: see [`crate::reports::content_hash`].
    pub content_sha256: PhotoId,
    /// Every photo and file that it refers to.
    pub photos: Vec<HeldPhoto>,
    /// Whether every one is held.
    pub complete: bool,
    /// Where it stands.
    pub state: State,
    /// When this revision came, by the portal's clock.
    pub received_at: Timestamp,
}

/// A report as the portal holds it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Report {
    /// The report.
    pub id: ReportId,
    /// Its newest revision.
    pub revision: Revision,
    /// Where that revision stands.
    pub state: State,
    /// The newest content.
    pub content: Content,
    /// Department of the author.
    pub department: DepartmentId,
    /// Who wrote the newest revision.
    pub author: Login,
    /// Their name.
    pub author_name: String,
    /// When it came.
    pub received_at: Timestamp,
    /// Who approved, if it is or was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved_by: Option<String>,
    /// When it was last published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_at: Option<Timestamp>,
    /// The public page's address, once published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public_url: Option<String>,
    /// What was remarked whenever it was returned, the oldest first. Only for who takes part in its review: readers of
    /// what is public get none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<Remark>,
}

/// The hash by which both sides compare contents: SHA-256, lower-case hex, of the content's JSON with the keys of every
/// object sorted by code point and no white space.
///
/// # Errors
/// Never for a [`Content`] read from JSON; the signature keeps what serde says.
pub fn content_hash(content: &Content) -> Result<PhotoId, serde_json::Error> {
    let mut canonical = serde_json::to_value(content)?;
    canonical.sort_all_objects();
    let hex: String = Sha256::digest(serde_json::to_vec(&canonical)?)
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect();
    PhotoId::try_from(hex).map_err(serde::ser::Error::custom)
}

/// What happened to a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// A revision came (photos may be missing).
    Received,
    /// The last photo came; it waits for the head.
    Completed,
    /// The head approved; it is public.
    Published,
    /// The head returned it.
    Returned,
}

/// One entry of the change feed. Entries are in the order in which things happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Change {
    /// Its number; grows.
    pub seq: u64,
    /// The report.
    pub report: ReportId,
    /// The revision it speaks of.
    pub revision: Revision,
    /// What happened.
    pub kind: ChangeKind,
    /// When.
    pub at: Timestamp,
    /// Who did it.
    pub by: Login,
}

/// A page of the change feed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Changes {
    /// The entries after the cursor.
    pub changes: Vec<Change>,
    /// Pass this as `after` next time.
    pub cursor: u64,
    /// Whether more wait.
    pub more: bool,
}
