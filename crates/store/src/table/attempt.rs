//! What last set out for the portal. Its answer may have been lost, and more may have been queued since: a report that
//! comes from the portal with this very content is our own and no conflict.

use crate::{sql::Json, table::report::Version};
use report::{Content, ReportId};
use rusqlite::{Connection, OptionalExtension};

pub(crate) const V2: &str = "
    CREATE TABLE attempt (
        report TEXT PRIMARY KEY REFERENCES report (id) ON DELETE CASCADE,
        version INTEGER NOT NULL,
        content TEXT NOT NULL
    ) STRICT;
";

/// A version that set out.
pub(crate) struct Attempt {
    pub(crate) version: Version,
    pub(crate) content: Content,
}

pub(crate) fn get(db: &Connection, report: ReportId) -> rusqlite::Result<Option<Attempt>> {
    db.prepare_cached(
        "
        SELECT version, content
        FROM attempt
        WHERE report = ?1
        ",
    )?
    .query_row([report.to_string()], |row| {
        Ok(Attempt {
            version: row.get(0)?,
            content: row.get::<_, Json<_>>(1)?.0,
        })
    })
    .optional()
}

/// What is in the outbox sets out now.
pub(crate) fn begin(db: &Connection, report: ReportId) -> rusqlite::Result<()> {
    db.prepare_cached(
        "
        INSERT INTO attempt (report, version, content)
        SELECT report, version, content
        FROM outbox
        WHERE report = ?1
        ON CONFLICT (report) DO UPDATE SET
            version = excluded.version,
            content = excluded.content
        ",
    )?
    .execute([report.to_string()])?;
    Ok(())
}

/// The portal has answered.
pub(crate) fn remove(db: &Connection, report: ReportId) -> rusqlite::Result<()> {
    db.prepare_cached(
        "
        DELETE FROM attempt
        WHERE report = ?1
        ",
    )?
    .execute([report.to_string()])?;
    Ok(())
}
