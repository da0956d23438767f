//! At which version a report came over from the drafts made without signing in, so that an interrupted adoption can be
//! told from one that was edited since.

use report::ReportId;
use rusqlite::{Connection, OptionalExtension, params};

pub(crate) const V1: &str = "
    CREATE TABLE adopted (
        report TEXT PRIMARY KEY REFERENCES report (id) ON DELETE CASCADE,
        version INTEGER NOT NULL
    ) STRICT;
";

pub(crate) fn get(db: &Connection, report: ReportId) -> rusqlite::Result<Option<u32>> {
    db.prepare_cached(
        "
        SELECT version
        FROM adopted
        WHERE report = ?1
        ",
    )?
    .query_row([report.to_string()], |row| row.get(0))
    .optional()
}

pub(crate) fn put(db: &Connection, report: ReportId, version: u32) -> rusqlite::Result<()> {
    db.prepare_cached(
        "
        INSERT INTO adopted (report, version)
        VALUES (?1, ?2)
        ON CONFLICT (report) DO UPDATE SET version = excluded.version
        ",
    )?
    .execute(params![report.to_string(), version])?;
    Ok(())
}
