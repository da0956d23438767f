//! What the public may see: the published revisions.

use super::rows::{kind_word, time, unsigned, uuid};
use crate::storage::{AttachmentKind, PublishedQuery, PublishedReport, StorageError};
use report::{DepartmentId, PhotoId, ReportId, SectionId};
use rusqlite::{Connection, Row};

const COLUMNS: &str = "report.id, report.department, report.published_at, revision.content";
const FROM: &str = "report JOIN revision
    ON revision.report = report.id AND revision.revision = report.published_revision";

fn read(row: &Row<'_>) -> Result<PublishedReport, StorageError> {
    Ok(PublishedReport {
        id: ReportId(uuid(row.get(0)?)),
        department: DepartmentId(row.get(1)?),
        published_at: time("published_at", row.get(2)?)?,
        content: serde_json::from_str(&row.get::<_, String>(3)?)?,
    })
}

pub(super) fn list(db: &Connection, query: &PublishedQuery) -> Result<Vec<PublishedReport>, StorageError> {
    let section = match query.section {
        Some(_) => "report.section = ?1 AND",
        None => "?1 IS NULL AND",
    };
    let sql = format!(
        "SELECT {COLUMNS} FROM {FROM} WHERE {section} report.published_revision IS NOT NULL
         ORDER BY report.published_at DESC, report.id DESC LIMIT ?2 OFFSET ?3"
    );
    let mut statement = db.prepare_cached(&sql)?;
    let mut rows = statement.query((
        query.section.as_ref().map(SectionId::as_str),
        query.take,
        query.skip,
    ))?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(read(row)?);
    }
    Ok(all)
}

pub(super) fn one(db: &Connection, id: ReportId) -> Result<Option<PublishedReport>, StorageError> {
    let sql = format!("SELECT {COLUMNS} FROM {FROM} WHERE report.id = ?1");
    let mut statement = db.prepare_cached(&sql)?;
    let mut rows = statement.query([id.0.as_bytes()])?;
    rows.next()?.map(read).transpose()
}

pub(super) fn counts(db: &Connection) -> Result<Vec<(SectionId, u64)>, StorageError> {
    let mut statement = db.prepare_cached(
        "SELECT section, count(*) FROM report WHERE published_revision IS NOT NULL GROUP BY section",
    )?;
    let mut rows = statement.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push((SectionId(row.get(0)?), unsigned("count", row.get(1)?)?));
    }
    Ok(all)
}

pub(super) fn uses_file(
    db: &Connection,
    sha256: &PhotoId,
    kind: AttachmentKind,
) -> Result<bool, StorageError> {
    Ok(db
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM attachment
             JOIN report ON report.id = attachment.report
                        AND report.published_revision = attachment.revision
             WHERE attachment.sha256 = ?1 AND attachment.kind = ?2)",
        )?
        .query_row((sha256.as_str(), kind_word(kind)), |row| row.get(0))?)
}
