//! Tables `report`, `revision`, `attachment` and `change`.

use super::remarks;
use super::rows::{
    HEAD_COLUMNS, HEAD_FROM, change_kind, change_word, head as read_head, kind_word, millis, photo_id,
    signed, state_word, time, unsigned, uuid,
};
use crate::storage::{
    Approval, NewRevision, Precondition, Put, Refusal, ReportHead, Sight, StorageError, StoredReport,
    rules::{self, ApproveDecision, PutDecision},
};
use jiff::Timestamp;
use portal_api::{Account, Change, ChangeKind, HeldPhoto, Revision};
use report::{
    Login, PhotoId, ReportId, Right, State,
    state::{Action, step},
};
use rusqlite::Connection;

pub(super) fn head(db: &Connection, id: ReportId) -> Result<Option<ReportHead>, StorageError> {
    let sql = format!("SELECT {HEAD_COLUMNS} FROM {HEAD_FROM} WHERE report.id = ?1");
    let mut statement = db.prepare_cached(&sql)?;
    let mut rows = statement.query([id.0.as_bytes()])?;
    rows.next()?.map(read_head).transpose()
}

pub(super) fn report(db: &Connection, id: ReportId) -> Result<Option<StoredReport>, StorageError> {
    let sql = format!(
        "SELECT {HEAD_COLUMNS}, newest.content, account.name
         FROM {HEAD_FROM} JOIN account ON account.login = newest.author WHERE report.id = ?1"
    );
    let mut statement = db.prepare_cached(&sql)?;
    let mut rows = statement.query([id.0.as_bytes()])?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    Ok(Some(StoredReport {
        remarks: remarks::of(db, id)?,
        head: read_head(row)?,
        content: serde_json::from_str(&row.get::<_, String>(11)?)?,
        author_name: row.get(12)?,
    }))
}

/// Whether an attachment's file is held by the report's department, good as its kind and as long or large as was told; for
/// `report JOIN attachment LEFT JOIN file`.
const IS_HELD: &str = "(file.sha256 IS NOT NULL
     AND (attachment.kind = 'file' OR file.width IS NOT NULL)
     AND (attachment.bytes IS NULL OR attachment.bytes = file.bytes)
     AND (attachment.width IS NULL OR (attachment.width, attachment.height) = (file.width, file.height))
     AND EXISTS (SELECT 1 FROM holder
                 WHERE holder.sha256 = attachment.sha256 AND holder.department = report.department))";

pub(super) fn attachments(db: &Connection, id: ReportId) -> Result<Vec<HeldPhoto>, StorageError> {
    let sql = format!(
        "SELECT attachment.sha256, {IS_HELD}
         FROM report
         JOIN attachment ON attachment.report = report.id AND attachment.revision = report.revision
         LEFT JOIN file ON file.sha256 = attachment.sha256
         WHERE report.id = ?1 ORDER BY attachment.position"
    );
    let mut statement = db.prepare_cached(&sql)?;
    let mut rows = statement.query([id.0.as_bytes()])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(HeldPhoto {
            sha256: photo_id(row.get(0)?)?,
            held: row.get(1)?,
        });
    }
    Ok(all)
}

pub(super) fn put(
    db: &Connection,
    new: &NewRevision,
    precondition: &Precondition,
) -> Result<Put, StorageError> {
    let current = head(db, new.id)?;
    if let Some(current) = &current
        && current.department != new.department
    {
        return Ok(Put::Refused(Refusal::NotYours));
    }
    match (
        rules::put(
            current.as_ref(),
            precondition,
            &new.content.section,
            &new.content_sha256,
            &new.author,
        ),
        current,
    ) {
        (PutDecision::Refuse(refusal), _) => Ok(Put::Refused(refusal)),
        (PutDecision::Repeat, Some(current)) => Ok(Put::Repeated(current)),
        (PutDecision::Repeat, None) => Ok(Put::Refused(Refusal::NotFound)),
        (PutDecision::Keep(revision), current) => {
            keep(db, new, revision)?;
            let kept = head(db, new.id)?.ok_or(StorageError::Corrupt { column: "report" })?;
            Ok(if current.is_some() {
                Put::Updated(kept)
            } else {
                Put::Created(kept)
            })
        }
    }
}

fn keep(db: &Connection, new: &NewRevision, revision: Revision) -> Result<(), StorageError> {
    let (id, number) = (new.id.0, signed(revision));
    db.execute(
        "INSERT INTO report (id, section, department, revision, state) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, state = excluded.state",
        (
            id.as_bytes(),
            new.content.section.as_str(),
            new.department.as_str(),
            number,
            state_word(new.state),
        ),
    )?;
    db.execute(
        "INSERT INTO revision (report, revision, content, content_sha256, author, received_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        (
            id.as_bytes(),
            number,
            serde_json::to_string(&new.content)?,
            new.content_sha256.as_str(),
            new.author.as_str(),
            millis(new.at),
        ),
    )?;
    for (position, attachment) in (0_i64..).zip(&new.attachments) {
        db.execute(
            "INSERT INTO attachment (report, revision, position, sha256, kind, bytes, width, height)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            (
                id.as_bytes(),
                number,
                position,
                attachment.sha256.as_str(),
                kind_word(attachment.kind),
                attachment.bytes.map(signed),
                attachment.size.map(|size| size.width),
                attachment.size.map(|size| size.height),
            ),
        )?;
    }
    tell(db, new.id, revision, ChangeKind::Received, new.at, &new.author)?;
    if is_complete(db, new.id)? {
        set_state(db, new.id, new.complete_state)?;
        tell(db, new.id, revision, ChangeKind::Completed, new.at, &new.author)?;
    }
    Ok(())
}

fn is_complete(db: &Connection, id: ReportId) -> Result<bool, StorageError> {
    Ok(attachments(db, id)?.iter().all(|attachment| attachment.held))
}

pub(super) fn set_state(db: &Connection, id: ReportId, state: State) -> Result<(), StorageError> {
    db.execute(
        "UPDATE report SET state = ?2 WHERE id = ?1",
        (id.0.as_bytes(), state_word(state)),
    )?;
    Ok(())
}

pub(super) fn tell(
    db: &Connection,
    id: ReportId,
    revision: Revision,
    kind: ChangeKind,
    at: Timestamp,
    by: &Login,
) -> Result<(), StorageError> {
    db.execute(
        "INSERT INTO change (report, revision, kind, at, by_login) VALUES (?1, ?2, ?3, ?4, ?5)",
        (
            id.0.as_bytes(),
            signed(revision),
            change_word(kind),
            millis(at),
            by.as_str(),
        ),
    )?;
    Ok(())
}

/// A file has come: reports whose newest revision waited only for it step on. The right to send was checked when the
/// revision and the upload were accepted; here it is the portal that acts.
pub(super) fn file_came(
    db: &Connection,
    sha256: &PhotoId,
    at: Timestamp,
    by: &Login,
) -> Result<(), StorageError> {
    let waiting: Vec<[u8; 16]> = db
        .prepare_cached(
            "SELECT DISTINCT report.id FROM attachment
             JOIN report ON report.id = attachment.report AND report.revision = attachment.revision
             WHERE attachment.sha256 = ?1 AND report.state = 'receiving'",
        )?
        .query_map([sha256.as_str()], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for id in waiting.into_iter().map(|id| ReportId(uuid(id))) {
        let Some(current) = head(db, id)? else { continue };
        if !is_complete(db, id)? {
            continue;
        }
        if let Ok(next) = step(Some(current.state), Action::Complete, &[Right::Write]) {
            set_state(db, id, next)?;
            tell(db, id, current.revision, ChangeKind::Completed, at, by)?;
        }
    }
    Ok(())
}

pub(super) fn approve(
    db: &Connection,
    id: ReportId,
    precondition: &Precondition,
    by: &Account,
    now: Timestamp,
) -> Result<Approval, StorageError> {
    let Some(current) = head(db, id)? else {
        return Ok(Approval::Refused(Refusal::NotFound));
    };
    match rules::approve(&current, precondition) {
        ApproveDecision::Refuse(refusal) => Ok(Approval::Refused(refusal)),
        ApproveDecision::Repeat => Ok(Approval::Published(current)),
        ApproveDecision::Publish(state) => {
            db.execute(
                "UPDATE report SET state = ?2, published_revision = revision, published_at = ?3, approved_by = ?4
                 WHERE id = ?1",
                (id.0.as_bytes(), state_word(state), millis(now), &by.name),
            )?;
            tell(db, id, current.revision, ChangeKind::Published, now, &by.login)?;
            let published = head(db, id)?.ok_or(StorageError::Corrupt { column: "report" })?;
            Ok(Approval::Published(published))
        }
    }
}

pub(super) fn changes(
    db: &Connection,
    sight: &Sight,
    after: u64,
    take: u32,
) -> Result<Vec<Change>, StorageError> {
    let mut statement = db.prepare_cached(
        "SELECT change.seq, change.report, change.revision, change.kind, change.at, change.by_login
         FROM change JOIN report ON report.id = change.report
         WHERE change.seq > ?1
           AND (report.section IN (SELECT value FROM json_each(?2))
                OR report.department = ?3 AND report.section IN (SELECT value FROM json_each(?4)))
           AND (change.kind <> 'received' OR change.by_login = ?5)
         ORDER BY change.seq LIMIT ?6",
    )?;
    let mut rows = statement.query((
        signed(after),
        serde_json::to_string(&sight.all)?,
        sight.department.as_str(),
        serde_json::to_string(&sight.own)?,
        sight.login.as_str(),
        take,
    ))?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(Change {
            seq: unsigned("seq", row.get(0)?)?,
            report: ReportId(uuid(row.get(1)?)),
            revision: unsigned("revision", row.get(2)?)?,
            kind: change_kind(&row.get::<_, String>(3)?)?,
            at: time("at", row.get(4)?)?,
            by: Login(row.get(5)?),
        });
    }
    Ok(all)
}
