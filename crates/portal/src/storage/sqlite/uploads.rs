//! Tables `upload`, `file` and `holder`.

use super::{
    SqliteStorage, reports,
    rows::{
        HEAD_COLUMNS, HEAD_FROM, head, kind, kind_word, millis, photo_id, signed, time, unsigned,
        upload_state, upload_word, uuid,
    },
};
use crate::{
    jpeg::{NotAPhoto, Size},
    storage::{AttachmentKind, Finish, ReportHead, StorageError, Upload, UploadState, folder::Checked},
};
use jiff::{SignedDuration, Timestamp};
use report::{DepartmentId, Login, PhotoId, ReportId};
use rusqlite::{Connection, OptionalExtension, Row};
use uuid::Uuid;

/// Hours for which an ended upload is remembered, so that its client hears "gone" and not "never was".
const REMEMBERED_HOURS: i64 = 24 * 30;

/// A department holds what it sent itself, and what was public when it named it: to know a file's hash is not to have it.
/// `attachment.bytes` is the length that the report tells of a file.
pub(super) const V3: &str = "
    CREATE TABLE holder (
        sha256     TEXT NOT NULL REFERENCES file (sha256),
        department TEXT NOT NULL,
        PRIMARY KEY (sha256, department)
    ) STRICT, WITHOUT ROWID;
    INSERT OR IGNORE INTO holder (sha256, department)
        SELECT file.sha256, account.department FROM upload
        JOIN file ON file.sha256 = upload.sha256
        JOIN account ON account.login = upload.login
        WHERE upload.state = 'done';
    INSERT OR IGNORE INTO holder (sha256, department)
        SELECT file.sha256, report.department FROM attachment
        JOIN file ON file.sha256 = attachment.sha256
        JOIN report ON report.id = attachment.report;
    ALTER TABLE attachment ADD COLUMN bytes INTEGER;
";

/// The size that the report tells of a photo; of a revision that came before this, nothing is known.
pub(super) const V4: &str = "
    ALTER TABLE attachment ADD COLUMN width INTEGER;
    ALTER TABLE attachment ADD COLUMN height INTEGER;
";

/// Keeps an upload; one that is done already, because its department may have the file without sending it, makes that
/// department a holder of it.
pub(super) fn create(db: &Connection, upload: &Upload, now: Timestamp) -> Result<(), StorageError> {
    db.execute(
        "INSERT INTO upload (id, login, report, sha256, kind, length, expires_at, state)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        (
            upload.id.as_bytes(),
            upload.login.as_str(),
            upload.report.0.as_bytes(),
            upload.sha256.as_str(),
            kind_word(upload.kind),
            signed(upload.length),
            millis(upload.expires_at),
            upload_word(upload.state),
        ),
    )?;
    if upload.state == UploadState::Done {
        hold(db, upload)?;
        reports::file_came(db, &upload.sha256, now, &upload.login)?;
    }
    Ok(())
}

fn hold(db: &Connection, upload: &Upload) -> Result<(), StorageError> {
    db.execute(
        "INSERT INTO holder (sha256, department) SELECT ?1, department FROM account WHERE login = ?2
         ON CONFLICT DO NOTHING",
        (upload.sha256.as_str(), upload.login.as_str()),
    )?;
    Ok(())
}

pub(super) fn one(db: &Connection, id: Uuid) -> Result<Option<Upload>, StorageError> {
    let mut statement = db.prepare_cached(
        "SELECT login, report, sha256, kind, length, expires_at, state FROM upload WHERE id = ?1",
    )?;
    let mut rows = statement.query([id.as_bytes()])?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    Ok(Some(Upload {
        id,
        login: Login(row.get(0)?),
        report: ReportId(uuid(row.get(1)?)),
        sha256: photo_id(row.get(2)?)?,
        kind: kind(&row.get::<_, String>(3)?)?,
        length: unsigned("length", row.get(4)?)?,
        expires_at: time("expires_at", row.get(5)?)?,
        state: upload_state(&row.get::<_, String>(6)?)?,
    }))
}

/// Checks the whole file, gives it its name, and only then tells the database: a crash in between leaves a file too
/// many, never a row without its file.
pub(super) fn finish(
    storage: &SqliteStorage,
    upload: &Upload,
    now: Timestamp,
) -> Result<Finish, StorageError> {
    let told = told_size(&storage.read(), upload.report, &upload.sha256)?;
    let picture = match storage.folder.check(upload.id, &upload.sha256, upload.kind)? {
        Checked::Good(Some(picture)) if told.is_some_and(|told| told != picture.size) => {
            let Size { width, height } = picture.size;
            storage.write(|db| mark_gone(db, upload.id))?;
            storage.folder.remove(upload.id)?;
            return Ok(Finish::NotAPhoto(NotAPhoto::OtherSize { width, height }));
        }
        Checked::Good(picture) => picture,
        Checked::Bad(why) => {
            storage.write(|db| mark_gone(db, upload.id))?;
            storage.folder.remove(upload.id)?;
            return Ok(why);
        }
    };
    storage.folder.keep(upload.id, &upload.sha256, picture.as_ref())?;
    let size = picture.map(|picture| picture.size);
    storage.write(|db| {
        db.execute(
            "INSERT INTO file (sha256, bytes, width, height, held_at) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (sha256) DO NOTHING",
            (
                upload.sha256.as_str(),
                signed(upload.length),
                size.map(|size| size.width),
                size.map(|size| size.height),
                millis(now),
            ),
        )?;
        db.execute(
            "UPDATE upload SET state = 'done' WHERE id = ?1",
            [upload.id.as_bytes()],
        )?;
        hold(db, upload)?;
        reports::file_came(db, &upload.sha256, now, &upload.login)
    })?;
    Ok(Finish::Held)
}

pub(super) fn mark_gone(db: &Connection, id: Uuid) -> Result<(), StorageError> {
    db.execute("UPDATE upload SET state = 'gone' WHERE id = ?1", [id.as_bytes()])?;
    Ok(())
}

pub(super) fn expired(db: &Connection, now: Timestamp) -> Result<Vec<Uuid>, StorageError> {
    let mut statement =
        db.prepare_cached("SELECT id FROM upload WHERE expires_at <= ?1 AND state <> 'gone'")?;
    let ids = statement
        .query_map([millis(now)], |row| Ok(uuid(row.get(0)?)))?
        .collect::<Result<_, _>>()?;
    Ok(ids)
}

pub(super) fn forget(db: &Connection, now: Timestamp) -> Result<(), StorageError> {
    let before = now
        .saturating_sub(SignedDuration::from_hours(REMEMBERED_HOURS))
        .unwrap_or(now);
    db.execute(
        "DELETE FROM upload WHERE expires_at <= ?1 AND state = 'gone'",
        [millis(before)],
    )?;
    Ok(())
}

pub(super) fn held(
    db: &Connection,
    sha256: &PhotoId,
    kind: AttachmentKind,
    department: &DepartmentId,
) -> Result<Option<u64>, StorageError> {
    let bytes: Option<i64> = db
        .prepare_cached(
            "SELECT bytes FROM file
             WHERE sha256 = ?1 AND (?2 = 'file' OR width IS NOT NULL)
               AND (EXISTS (SELECT 1 FROM holder WHERE holder.sha256 = ?1 AND department = ?3)
                    OR EXISTS (SELECT 1 FROM attachment
                               JOIN report ON report.id = attachment.report
                                          AND report.published_revision = attachment.revision
                               WHERE attachment.sha256 = ?1))",
        )?
        .query_row((sha256.as_str(), kind_word(kind), department.as_str()), |row| {
            row.get(0)
        })
        .optional()?;
    bytes.map(|bytes| unsigned("bytes", bytes)).transpose()
}

pub(super) fn photo_size(db: &Connection, sha256: &PhotoId) -> Result<Option<Size>, StorageError> {
    Ok(db
        .prepare_cached("SELECT width, height FROM file WHERE sha256 = ?1 AND width IS NOT NULL")?
        .query_row([sha256.as_str()], size)
        .optional()?)
}

fn size(row: &Row<'_>) -> rusqlite::Result<Size> {
    Ok(Size {
        width: row.get(0)?,
        height: row.get(1)?,
    })
}

pub(super) fn told_size(
    db: &Connection,
    report: ReportId,
    sha256: &PhotoId,
) -> Result<Option<Size>, StorageError> {
    Ok(db
        .prepare_cached(
            "SELECT attachment.width, attachment.height FROM report
             JOIN attachment ON attachment.report = report.id AND attachment.revision = report.revision
             WHERE report.id = ?1 AND attachment.sha256 = ?2 AND attachment.width IS NOT NULL",
        )?
        .query_row((report.0.as_bytes(), sha256.as_str()), size)
        .optional()?)
}

pub(super) fn told_length(
    db: &Connection,
    report: ReportId,
    sha256: &PhotoId,
) -> Result<Option<u64>, StorageError> {
    let bytes: Option<i64> = db
        .prepare_cached(
            "SELECT attachment.bytes FROM report
             JOIN attachment ON attachment.report = report.id AND attachment.revision = report.revision
             WHERE report.id = ?1 AND attachment.sha256 = ?2",
        )?
        .query_row((report.0.as_bytes(), sha256.as_str()), |row| row.get(0))
        .optional()?
        .flatten();
    bytes.map(|bytes| unsigned("bytes", bytes)).transpose()
}

pub(super) fn uses(db: &Connection, sha256: &PhotoId) -> Result<Vec<ReportHead>, StorageError> {
    let sql = format!(
        "SELECT {HEAD_COLUMNS} FROM {HEAD_FROM}
         WHERE EXISTS (SELECT 1 FROM attachment
                       WHERE attachment.sha256 = ?1 AND attachment.report = report.id
                         AND attachment.revision = report.revision)
           AND EXISTS (SELECT 1 FROM holder
                       WHERE holder.sha256 = ?1 AND holder.department = report.department)"
    );
    let mut statement = db.prepare_cached(&sql)?;
    let mut rows = statement.query([sha256.as_str()])?;
    let mut reports = Vec::new();
    while let Some(row) = rows.next()? {
        reports.push(head(row)?);
    }
    Ok(reports)
}
