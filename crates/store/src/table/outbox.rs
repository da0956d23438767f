//! What waits to be sent: the content as it was when its author pressed "send", so that what is typed afterwards does
//! not go out half-written.

use crate::{
    reason::FailReason,
    sql::{At, Big, Json, Parsed, words},
    table::{report::Version, value},
};
use jiff::Timestamp;
use report::{Content, PhotoId, ReportId};
use rusqlite::{Connection, OptionalExtension, Row, named_params, params};
use serde::{Deserialize, Serialize};

pub(crate) const V1: &str = "
    CREATE TABLE outbox (
        report TEXT PRIMARY KEY REFERENCES report (id) ON DELETE CASCADE,
        version INTEGER NOT NULL,
        content TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'failed')),
        step TEXT CHECK (step IN ('photos', 'text', 'check')),
        reason TEXT,
        attempts INTEGER NOT NULL DEFAULT 0,
        next_attempt_at INTEGER,
        queued_at INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE outbox_photo (
        report TEXT NOT NULL REFERENCES outbox (report) ON DELETE CASCADE,
        photo TEXT NOT NULL,
        bytes INTEGER NOT NULL,
        PRIMARY KEY (report, photo)
    ) STRICT, WITHOUT ROWID;
";

/// What was being sent when the program ended is found at once, however long the queue is.
pub(crate) const V6: &str = "
    CREATE INDEX outbox_sending ON outbox (report) WHERE state = 'sending';
";

/// What a row of the outbox is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum OutboxState {
    /// Goes by itself: now, when the line is back, or at `next_attempt_at`.
    Waiting,
    /// On its way now.
    Sending,
    /// Will not go without a person.
    Failed,
}

words!(OutboxState {
    Waiting = "waiting",
    Sending = "sending",
    Failed = "failed",
});

/// What is being done with the report that is on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Photos and files are uploaded.
    Photos,
    /// The text is sent.
    Text,
    /// The portal is asked what it has: the closing check.
    Check,
}

words!(Step {
    Photos = "photos",
    Text = "text",
    Check = "check",
});

/// A report in the outbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct OutboxRow {
    /// The report.
    pub report: ReportId,
    /// Its title as it is sent.
    pub title: String,
    /// The version that is sent.
    pub version: Version,
    /// What the row is doing.
    pub state: OutboxState,
    /// Why it waits or has failed, if it was tried.
    pub reason: Option<FailReason>,
    /// How often it was tried since it was queued.
    pub attempts: u32,
    /// Not to be tried before.
    #[cfg_attr(feature = "ts", ts(type = "string | null"))]
    pub next_attempt_at: Option<Timestamp>,
    /// When it was queued.
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub queued_at: Timestamp,
    /// Photos and files that it refers to.
    pub photos_total: u32,
    /// Those of them that the portal holds.
    pub photos_sent: u32,
    /// Their bytes.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub bytes_total: u64,
    /// Bytes that the portal has confirmed.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub bytes_sent: u64,
    /// While it is sent: what is being done.
    pub current_step: Option<Step>,
}

/// The version that is to be sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Queued {
    /// Its number.
    pub version: Version,
    /// The content as it was queued.
    pub content: Content,
    /// The revision that it changes (`If-Match`); `None` for a report new to the portal (`If-None-Match: *`).
    pub base_revision: Option<u64>,
}

/// The row as the writes see it.
pub(crate) struct Kept {
    pub(crate) version: Version,
    pub(crate) content: Content,
    pub(crate) state: OutboxState,
    pub(crate) reason: Option<FailReason>,
}

pub(crate) fn get(db: &Connection, report: ReportId) -> rusqlite::Result<Option<Kept>> {
    db.prepare_cached(
        "
        SELECT version, content, state, reason
        FROM outbox
        WHERE report = ?1
        ",
    )?
    .query_row([report.to_string()], |row| {
        Ok(Kept {
            version: row.get(0)?,
            content: row.get::<_, Json<_>>(1)?.0,
            state: row.get(2)?,
            reason: row.get::<_, Option<Json<_>>>(3)?.map(|json| json.0),
        })
    })
    .optional()
}

/// Every row with its counts, oldest first. The counts come by the keys of `outbox_photo` and `upload`; the rows are
/// sorted on the spot, for an outbox holds dozens, not thousands.
pub(crate) const LIST: &str = "
    SELECT outbox.report, json_extract(outbox.content, '$.title'), outbox.version, outbox.state, outbox.reason,
        outbox.attempts, outbox.next_attempt_at, outbox.queued_at, outbox.step,
        COUNT(outbox_photo.photo), COALESCE(SUM(upload.acknowledged), 0), COALESCE(SUM(outbox_photo.bytes), 0),
        COALESCE(SUM(iif(upload.acknowledged, outbox_photo.bytes, MIN(upload.offset, outbox_photo.bytes))), 0)
    FROM outbox
    LEFT JOIN outbox_photo ON outbox_photo.report = outbox.report
    LEFT JOIN upload ON upload.photo = outbox_photo.photo
    GROUP BY outbox.report
    ORDER BY outbox.queued_at, outbox.report
";

pub(crate) fn list(db: &Connection) -> rusqlite::Result<Vec<OutboxRow>> {
    db.prepare_cached(LIST)?.query_map([], read)?.collect()
}

fn read(row: &Row<'_>) -> rusqlite::Result<OutboxRow> {
    Ok(OutboxRow {
        report: row.get::<_, Parsed<_>>(0)?.0,
        title: row.get(1)?,
        version: row.get(2)?,
        state: row.get(3)?,
        reason: row.get::<_, Option<Json<_>>>(4)?.map(|json| json.0),
        attempts: row.get(5)?,
        next_attempt_at: row.get::<_, Option<At>>(6)?.map(|at| at.0),
        queued_at: row.get::<_, At>(7)?.0,
        current_step: row.get(8)?,
        photos_total: row.get(9)?,
        photos_sent: row.get(10)?,
        bytes_total: row.get::<_, Big>(11)?.0,
        bytes_sent: row.get::<_, Big>(12)?.0,
    })
}

/// Queues a content; a row that is there gets the new content and waits again (or goes on being sent).
pub(crate) fn put(
    db: &Connection,
    report: ReportId,
    version: Version,
    content: &Content,
    now: Timestamp,
) -> rusqlite::Result<()> {
    db.prepare_cached(
        "
        INSERT INTO outbox (report, version, content, state, queued_at)
        VALUES (:report, :version, :content, 'waiting', :now)
        ON CONFLICT (report) DO UPDATE SET
            version = excluded.version,
            content = excluded.content,
            state = iif(outbox.state = 'sending', 'sending', 'waiting'),
            reason = NULL,
            attempts = 0,
            next_attempt_at = NULL,
            queued_at = excluded.queued_at
        ",
    )?
    .execute(named_params! {
        ":report": report.to_string(),
        ":version": version,
        ":content": Json(content),
        ":now": At(now),
    })?;
    list_photos(db, report, content)
}

/// Changes what is sent without changing its place in the queue: after a merge.
pub(crate) fn rewrite(
    db: &Connection,
    report: ReportId,
    version: Version,
    content: &Content,
) -> rusqlite::Result<()> {
    db.prepare_cached(
        "
        UPDATE outbox
        SET version = :version, content = :content
        WHERE report = :report
        ",
    )?
    .execute(named_params! {
        ":report": report.to_string(),
        ":version": version,
        ":content": Json(content),
    })?;
    list_photos(db, report, content)
}

fn list_photos(db: &Connection, report: ReportId, content: &Content) -> rusqlite::Result<()> {
    db.prepare_cached(
        "
        DELETE FROM outbox_photo
        WHERE report = ?1
        ",
    )?
    .execute([report.to_string()])?;
    for (photo, bytes) in value::attachments(&content.values) {
        db.prepare_cached(
            "
            INSERT INTO outbox_photo (report, photo, bytes)
            VALUES (?1, ?2, COALESCE(
                (SELECT bytes FROM photo WHERE id = ?2), (SELECT bytes FROM file WHERE id = ?2), ?3, 0
            ))
            ",
        )?
        .execute(params![report.to_string(), photo.as_str(), bytes.map(Big)])?;
    }
    Ok(())
}

/// The photos and files of a row.
pub(crate) fn photos(db: &Connection, report: ReportId) -> rusqlite::Result<Vec<PhotoId>> {
    db.prepare_cached(
        "
        SELECT photo
        FROM outbox_photo
        WHERE report = ?1
        ",
    )?
    .query_map([report.to_string()], |row| Ok(row.get::<_, Parsed<_>>(0)?.0))?
    .collect()
}

pub(crate) fn remove(db: &Connection, report: ReportId) -> rusqlite::Result<()> {
    db.prepare_cached(
        "
        DELETE FROM outbox
        WHERE report = ?1
        ",
    )?
    .execute([report.to_string()])?;
    Ok(())
}

/// An attempt begins. Tells whether there was a row.
pub(crate) fn begin(db: &Connection, report: ReportId) -> rusqlite::Result<bool> {
    let rows = db
        .prepare_cached(
            "
            UPDATE outbox
            SET state = 'sending', step = NULL, attempts = attempts + 1, next_attempt_at = NULL
            WHERE report = ?1
            ",
        )?
        .execute([report.to_string()])?;
    Ok(rows > 0)
}

pub(crate) fn set_step(db: &Connection, report: ReportId, step: Step) -> rusqlite::Result<()> {
    db.prepare_cached(
        "
        UPDATE outbox
        SET step = ?2
        WHERE report = ?1 AND state = 'sending'
        ",
    )?
    .execute(params![report.to_string(), step])?;
    Ok(())
}

/// The row rests in a state, with the reason if there is one.
pub(crate) fn rest(
    db: &Connection,
    report: ReportId,
    state: OutboxState,
    reason: Option<&FailReason>,
    next_attempt_at: Option<Timestamp>,
) -> rusqlite::Result<()> {
    db.prepare_cached(
        "
        UPDATE outbox
        SET state = :state, step = NULL, reason = :reason, next_attempt_at = :next_attempt_at
        WHERE report = :report
        ",
    )?
    .execute(named_params! {
        ":report": report.to_string(),
        ":state": state,
        ":reason": reason.map(Json),
        ":next_attempt_at": next_attempt_at.map(At),
    })?;
    Ok(())
}

/// What was on its way when the program was killed waits again.
pub(crate) fn wake(db: &Connection) -> rusqlite::Result<()> {
    db.execute(WAKE, [])?;
    Ok(())
}

const WAKE: &str = "
    UPDATE outbox
    SET state = 'waiting', step = NULL
    WHERE state = 'sending'
";

#[cfg(test)]
mod tests {
    use super::WAKE;
    use rusqlite::Connection;

    #[test]
    fn what_was_being_sent_is_found_without_walking_through_the_queue() {
        let mut db = Connection::open_in_memory().unwrap();
        crate::migrations::run(&mut db).unwrap();
        let plan: String = db
            .query_row(&format!("EXPLAIN QUERY PLAN {WAKE}"), [], |row| row.get(3))
            .unwrap();
        assert!(plan.contains("outbox_sending"), "{plan}");
    }
}
