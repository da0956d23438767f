//! What the portal last had of a report: the common ground of a merge.

use crate::sql::{Big, Json};
use report::{Content, ReportId};
use rusqlite::{Connection, OptionalExtension, named_params};
use serde::{Deserialize, Serialize};

pub(crate) const V1: &str = "
    CREATE TABLE report_base (
        report TEXT PRIMARY KEY REFERENCES report (id) ON DELETE CASCADE,
        revision INTEGER NOT NULL,
        content TEXT NOT NULL
    ) STRICT;
";

/// A content that both sides have had, and its revision on the portal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Base {
    /// The revision: what a change names in `If-Match`.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub revision: u64,
    /// The content of that revision.
    pub content: Content,
}

pub(crate) fn get(db: &Connection, report: ReportId) -> rusqlite::Result<Option<Base>> {
    db.prepare_cached(
        "
        SELECT revision, content
        FROM report_base
        WHERE report = ?1
        ",
    )?
    .query_row([report.to_string()], |row| {
        Ok(Base {
            revision: row.get::<_, Big>(0)?.0,
            content: row.get::<_, Json<_>>(1)?.0,
        })
    })
    .optional()
}

pub(crate) fn put(
    db: &Connection,
    report: ReportId,
    revision: u64,
    content: &Content,
) -> rusqlite::Result<()> {
    db.prepare_cached(
        "
        INSERT INTO report_base (report, revision, content)
        VALUES (:report, :revision, :content)
        ON CONFLICT (report) DO UPDATE SET
            revision = excluded.revision,
            content = excluded.content
        ",
    )?
    .execute(named_params! {
        ":report": report.to_string(),
        ":revision": Big(revision),
        ":content": Json(content),
    })?;
    Ok(())
}
