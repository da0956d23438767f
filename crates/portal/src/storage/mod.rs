//! What the portal keeps, behind one trait.
//!
//! The trait is blocking, not async: a request makes one call, each call is one transaction (or one run over a file)
//! that ends with an fsync, and the handlers run it on tokio's blocking threads. SQLite and files are blocking
//! anyway; an implementation over PostgreSQL and S3 can block on its own runtime in there. The opposite, async over
//! SQLite, would hide the same threads behind a channel.
//!
//! Methods are whole deeds ("put this revision if that one is the newest"), so that what must be atomic is atomic
//! in every implementation, and the rules themselves ([`rules`]) are pure and shared.

pub mod folder;
pub mod rules;
pub mod sqlite;

use crate::jpeg::{NotAPhoto, Size};
use jiff::Timestamp;
use portal_api::{Account, Change, HeldPhoto, NewRemark, Remark, Revision};
use report::{Content, DepartmentId, Login, PhotoId, ReportId, SectionId, State};
use std::{fs::File, path::PathBuf};
use uuid::Uuid;

pub use rules::{Precondition, Refusal};

/// Why the storage failed: the portal's fault or its disk's, never the request's.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// SQLite.
    #[error("the database failed")]
    Database(#[from] rusqlite::Error),
    /// A file or folder.
    #[error("{} failed", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// How.
        source: std::io::Error,
    },
    /// What was kept as JSON does not read.
    #[error("what is kept does not read")]
    Unreadable(#[from] serde_json::Error),
    /// A row holds what the portal never writes.
    #[error("column {column} holds what the portal never writes")]
    Corrupt {
        /// Which.
        column: &'static str,
    },
    /// The data are of a newer portal.
    #[error("the data in {} are of a newer portal (version {found}, this one knows {known})", path.display())]
    TooNew {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: i64,
        /// The newest version known.
        known: i64,
    },
    /// The file is a database of another program.
    #[error("{} is not a portal's database", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
}

/// What the portal calls itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity {
    /// For ever.
    pub portal: Uuid,
    /// Until restored from a copy.
    pub epoch: Uuid,
}

/// An account and the hash of its password.
#[derive(Clone, Debug)]
pub struct StoredAccount {
    /// The account.
    pub account: Account,
    /// PHC string.
    pub password_hash: String,
}

/// The SHA-256 of a token.
pub type TokenHash = [u8; 32];

/// A pair of tokens as it is kept.
#[derive(Clone, Copy, Debug)]
pub struct TokenPair {
    /// Access token.
    pub access: TokenHash,
    /// When the access token ends.
    pub access_until: Timestamp,
    /// Refresh token.
    pub refresh: TokenHash,
    /// When the refresh token ends, if not used before.
    pub refresh_until: Timestamp,
}

/// What came of changing a refresh token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rotation {
    /// The new pair is good.
    Rotated(Login),
    /// Unknown, expired or revoked.
    Ended,
    /// Used a second time when the answer can no longer have been lost: the session has been revoked.
    Reused(Login),
}

/// A report's head: all but the content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportHead {
    /// The report.
    pub id: ReportId,
    /// Section.
    pub section: SectionId,
    /// Department of the author.
    pub department: DepartmentId,
    /// Newest revision.
    pub revision: Revision,
    /// Its state.
    pub state: State,
    /// SHA-256 of the newest content.
    pub content_sha256: PhotoId,
    /// Who wrote the newest revision.
    pub author: Login,
    /// When it came.
    pub received_at: Timestamp,
    /// The revision that is public.
    pub published_revision: Option<Revision>,
    /// When that was approved.
    pub published_at: Option<Timestamp>,
    /// By whom (their name).
    pub approved_by: Option<String>,
}

/// A report with its newest content.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredReport {
    /// Head.
    pub head: ReportHead,
    /// Name of the newest revision's author.
    pub author_name: String,
    /// Newest content.
    pub content: Content,
    /// What was remarked whenever it was returned, the oldest first.
    pub remarks: Vec<Remark>,
}

/// What is asked of an attachment before it counts as held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttachmentKind {
    /// Must be a JPEG.
    Photo,
    /// Any bytes.
    File,
}

/// One attachment of a revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Hash.
    pub sha256: PhotoId,
    /// Photo or file.
    pub kind: AttachmentKind,
    /// The length in bytes that the report tells of a file.
    pub bytes: Option<u64>,
    /// The size that the report tells of a photo.
    pub size: Option<Size>,
}

/// A revision that wants to be kept.
#[derive(Clone, Debug)]
pub struct NewRevision {
    /// The report.
    pub id: ReportId,
    /// Content.
    pub content: Content,
    /// Its hash.
    pub content_sha256: PhotoId,
    /// Its photos and files, in order.
    pub attachments: Vec<Attachment>,
    /// Author.
    pub author: Login,
    /// Author's department.
    pub department: DepartmentId,
    /// Now.
    pub at: Timestamp,
    /// The state it takes on arrival.
    pub state: State,
    /// The state it takes when nothing is missing.
    pub complete_state: State,
}

/// What came of a write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Put {
    /// The first revision of a report.
    Created(ReportHead),
    /// A further revision.
    Updated(ReportHead),
    /// The very content that was newest already: a repeated request.
    Repeated(ReportHead),
    /// Refused.
    Refused(Refusal),
}

/// What came of an approval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Approval {
    /// It is public now, or was by an earlier request of the same.
    Published(ReportHead),
    /// Refused.
    Refused(Refusal),
}

/// What came of a return.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Returning {
    /// It is back with its author now, or was by an earlier request of the same.
    Returned(ReportHead),
    /// Refused.
    Refused(Refusal),
}

/// What an account may see of the change feed.
#[derive(Clone, Debug)]
pub struct Sight {
    /// The account.
    pub login: Login,
    /// Its department.
    pub department: DepartmentId,
    /// Sections in which it sees its own department's reports.
    pub own: Vec<SectionId>,
    /// Sections in which it sees all.
    pub all: Vec<SectionId>,
}

/// A published report.
#[derive(Clone, Debug, PartialEq)]
pub struct PublishedReport {
    /// The report.
    pub id: ReportId,
    /// Department.
    pub department: DepartmentId,
    /// When it was published.
    pub published_at: Timestamp,
    /// The public content.
    pub content: Content,
}

/// Which published reports.
#[derive(Clone, Debug)]
pub struct PublishedQuery {
    /// Only of this section.
    pub section: Option<SectionId>,
    /// Newest first, leaving out so many.
    pub skip: u32,
    /// At most so many.
    pub take: u32,
}

/// An upload under way, or finished and not yet forgotten.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// Its id.
    pub id: Uuid,
    /// Whose.
    pub login: Login,
    /// For which report.
    pub report: ReportId,
    /// The hash promised.
    pub sha256: PhotoId,
    /// Photo or file.
    pub kind: AttachmentKind,
    /// Bytes in all.
    pub length: u64,
    /// When it is forgotten.
    pub expires_at: Timestamp,
    /// Where it stands.
    pub state: UploadState,
}

/// Where an upload stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UploadState {
    /// Bytes are missing.
    Open,
    /// The portal holds the file.
    Done,
    /// Expired, terminated or refused: begin again.
    Gone,
}

/// What came of closing an upload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finish {
    /// The file is held; reports that waited only for it have stepped on.
    Held,
    /// The bytes have another hash; they are thrown away.
    WrongHash,
    /// Not an acceptable photo; thrown away.
    NotAPhoto(NotAPhoto),
}

/// Which bytes of a held file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variant {
    /// As it was sent.
    Whole,
    /// A photo made small for the public pages.
    Thumbnail,
}

/// A file that the portal holds, open for reading.
#[derive(Debug)]
pub struct HeldFile {
    /// The file.
    pub file: File,
    /// Its length in bytes.
    pub bytes: u64,
}

/// Everything that the portal keeps. What a method returns is on disk (fsynced) when it returns.
///
/// Every method fails with [`StorageError`] when the disk or the database does.
#[expect(clippy::missing_errors_doc, reason = "said once, above")]
pub trait Storage: Send + Sync {
    /// Who this portal is.
    fn identity(&self) -> Result<Identity, StorageError>;

    /// The account of a login.
    fn account(&self, login: &Login) -> Result<Option<StoredAccount>, StorageError>;
    /// Adds an account; `false` when the login is taken.
    fn add_account(&self, account: &StoredAccount) -> Result<bool, StorageError>;

    /// Begins a session.
    fn open_session(
        &self,
        id: Uuid,
        login: &Login,
        device: &str,
        now: Timestamp,
        pair: &TokenPair,
    ) -> Result<(), StorageError>;
    /// The session and account of a valid access token.
    fn session_of(&self, access: &TokenHash, now: Timestamp)
    -> Result<Option<(Uuid, Account)>, StorageError>;
    /// Changes a refresh token for a new pair; see [`rules::rotation`].
    fn rotate(&self, old: &TokenHash, pair: &TokenPair, now: Timestamp) -> Result<Rotation, StorageError>;
    /// Ends a session.
    fn end_session(&self, id: Uuid, now: Timestamp) -> Result<(), StorageError>;

    /// The report's head.
    fn head(&self, id: ReportId) -> Result<Option<ReportHead>, StorageError>;
    /// The report with its newest content.
    fn report(&self, id: ReportId) -> Result<Option<StoredReport>, StorageError>;
    /// Keeps a revision, if [`rules::put`] lets it.
    fn put(&self, new: &NewRevision, precondition: &Precondition) -> Result<Put, StorageError>;
    /// The photos and files of a report's newest revision.
    fn attachments(&self, id: ReportId) -> Result<Vec<HeldPhoto>, StorageError>;
    /// Publishes the newest revision, if [`rules::approve`] lets it.
    fn approve(
        &self,
        id: ReportId,
        precondition: &Precondition,
        by: &Account,
        now: Timestamp,
    ) -> Result<Approval, StorageError>;
    /// Returns the newest revision with remarks, if [`rules::give_back`] lets it.
    fn give_back(
        &self,
        id: ReportId,
        precondition: &Precondition,
        remarks: &[NewRemark],
        by: &Account,
        now: Timestamp,
    ) -> Result<Returning, StorageError>;
    /// Changes after a cursor, at most `take`.
    fn changes(&self, sight: &Sight, after: u64, take: u32) -> Result<Vec<Change>, StorageError>;

    /// Published reports, newest first.
    fn published(&self, query: &PublishedQuery) -> Result<Vec<PublishedReport>, StorageError>;
    /// The public revision of a report.
    fn published_report(&self, id: ReportId) -> Result<Option<PublishedReport>, StorageError>;
    /// How many reports of each section are public.
    fn published_counts(&self) -> Result<Vec<(SectionId, u64)>, StorageError>;
    /// Whether a public revision uses this file as that kind.
    fn is_public_file(&self, sha256: &PhotoId, kind: AttachmentKind) -> Result<bool, StorageError>;

    /// The reports whose newest revision uses a file that their department holds.
    fn file_uses(&self, sha256: &PhotoId) -> Result<Vec<ReportHead>, StorageError>;
    /// The length of a file that is good as that kind, if the department sent it before or everybody may see it.
    fn held(
        &self,
        sha256: &PhotoId,
        kind: AttachmentKind,
        department: &DepartmentId,
    ) -> Result<Option<u64>, StorageError>;
    /// The size of a held file that is a photo.
    fn photo_size(&self, sha256: &PhotoId) -> Result<Option<Size>, StorageError>;
    /// The length that a report's newest revision tells of a file.
    fn told_length(&self, report: ReportId, sha256: &PhotoId) -> Result<Option<u64>, StorageError>;
    /// The size that a report's newest revision tells of a photo.
    fn told_size(&self, report: ReportId, sha256: &PhotoId) -> Result<Option<Size>, StorageError>;
    /// Opens a held file.
    fn open_file(&self, sha256: &PhotoId, variant: Variant) -> Result<Option<HeldFile>, StorageError>;

    /// Keeps a new upload. One that is done already lets reports that waited only for it step on.
    fn create_upload(&self, upload: &Upload, now: Timestamp) -> Result<(), StorageError>;
    /// The upload of that id.
    fn upload(&self, id: Uuid) -> Result<Option<Upload>, StorageError>;
    /// Bytes that have come.
    fn upload_offset(&self, upload: &Upload) -> Result<u64, StorageError>;
    /// Writes bytes at `offset`, which is the end; they are on disk only after [`Storage::sync_upload`].
    fn append(&self, upload: &Upload, offset: u64, bytes: &[u8]) -> Result<(), StorageError>;
    /// Cuts the upload back to `offset`.
    fn truncate_upload(&self, upload: &Upload, offset: u64) -> Result<(), StorageError>;
    /// Brings what was appended to disk.
    fn sync_upload(&self, upload: &Upload) -> Result<(), StorageError>;
    /// Checks a whole upload and keeps it as a file.
    fn finish_upload(&self, upload: &Upload, now: Timestamp) -> Result<Finish, StorageError>;
    /// Forgets an upload's bytes.
    fn drop_upload(&self, upload: &Upload) -> Result<(), StorageError>;
    /// Forgets the bytes of expired uploads, and of tokens that are long over; returns how many uploads went.
    fn clean(&self, now: Timestamp) -> Result<u64, StorageError>;
}
