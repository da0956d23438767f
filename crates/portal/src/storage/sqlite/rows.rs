//! How the domain's values lie in columns.

use crate::storage::{AttachmentKind, ReportHead, StorageError, UploadState};
use jiff::Timestamp;
use portal_api::{ChangeKind, Revision};
use report::{DepartmentId, Login, PhotoId, ReportId, SectionId, State};
use rusqlite::Row;
use uuid::Uuid;

pub(super) fn millis(time: Timestamp) -> i64 {
    time.as_millisecond()
}

pub(super) fn time(column: &'static str, millis: i64) -> Result<Timestamp, StorageError> {
    Timestamp::from_millisecond(millis).map_err(|_| StorageError::Corrupt { column })
}

pub(super) fn unsigned(column: &'static str, number: i64) -> Result<u64, StorageError> {
    u64::try_from(number).map_err(|_| StorageError::Corrupt { column })
}

pub(super) fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

pub(super) const fn uuid(bytes: [u8; 16]) -> Uuid {
    Uuid::from_bytes(bytes)
}

pub(super) fn photo_id(text: String) -> Result<PhotoId, StorageError> {
    PhotoId::try_from(text).map_err(|_| StorageError::Corrupt { column: "sha256" })
}

pub(super) fn state(word: &str) -> Result<State, StorageError> {
    match word {
        "receiving" => Ok(State::Receiving),
        "in_review" => Ok(State::InReview),
        "returned" => Ok(State::Returned),
        "published" => Ok(State::Published),
        _ => Err(StorageError::Corrupt { column: "state" }),
    }
}

pub(super) fn change_kind(word: &str) -> Result<ChangeKind, StorageError> {
    match word {
        "received" => Ok(ChangeKind::Received),
        "completed" => Ok(ChangeKind::Completed),
        "published" => Ok(ChangeKind::Published),
        "returned" => Ok(ChangeKind::Returned),
        _ => Err(StorageError::Corrupt { column: "kind" }),
    }
}

pub(super) const fn kind_word(kind: AttachmentKind) -> &'static str {
    match kind {
        AttachmentKind::Photo => "photo",
        AttachmentKind::File => "file",
    }
}

pub(super) fn kind(word: &str) -> Result<AttachmentKind, StorageError> {
    match word {
        "photo" => Ok(AttachmentKind::Photo),
        "file" => Ok(AttachmentKind::File),
        _ => Err(StorageError::Corrupt { column: "kind" }),
    }
}

pub(super) const fn upload_word(state: UploadState) -> &'static str {
    match state {
        UploadState::Open => "open",
        UploadState::Done => "done",
        UploadState::Gone => "gone",
    }
}

pub(super) fn upload_state(word: &str) -> Result<UploadState, StorageError> {
    match word {
        "open" => Ok(UploadState::Open),
        "done" => Ok(UploadState::Done),
        "gone" => Ok(UploadState::Gone),
        _ => Err(StorageError::Corrupt { column: "state" }),
    }
}

/// The columns of a [`ReportHead`], for `FROM report JOIN revision AS newest …` (see [`HEAD_FROM`]).
pub(super) const HEAD_COLUMNS: &str = "report.id, report.section, report.department, report.revision,
    report.state, newest.content_sha256, newest.author, newest.received_at, report.published_revision,
    report.published_at, report.approved_by";

/// Where the columns of a head come from.
pub(super) const HEAD_FROM: &str = "report JOIN revision AS newest
    ON newest.report = report.id AND newest.revision = report.revision";

/// Reads [`HEAD_COLUMNS`].
pub(super) fn head(row: &Row<'_>) -> Result<ReportHead, StorageError> {
    Ok(ReportHead {
        id: ReportId(uuid(row.get(0)?)),
        section: SectionId(row.get(1)?),
        department: DepartmentId(row.get(2)?),
        revision: unsigned("revision", row.get(3)?)?,
        state: state(&row.get::<_, String>(4)?)?,
        content_sha256: photo_id(row.get(5)?)?,
        author: Login(row.get(6)?),
        received_at: time("received_at", row.get(7)?)?,
        published_revision: optional_revision(row.get(8)?)?,
        published_at: row
            .get::<_, Option<i64>>(9)?
            .map(|at| time("published_at", at))
            .transpose()?,
        approved_by: row.get(10)?,
    })
}

fn optional_revision(number: Option<i64>) -> Result<Option<Revision>, StorageError> {
    number
        .map(|number| unsigned("published_revision", number))
        .transpose()
}

/// The word of a state, as it is kept.
pub(super) const fn state_word(state: State) -> &'static str {
    match state {
        State::Receiving => "receiving",
        State::InReview => "in_review",
        State::Returned => "returned",
        State::Published => "published",
    }
}

/// The word of a kind of change, as it is kept.
pub(super) const fn change_word(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Received => "received",
        ChangeKind::Completed => "completed",
        ChangeKind::Published => "published",
        ChangeKind::Returned => "returned",
    }
}
