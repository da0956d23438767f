//! What the portal says of a report.

use crate::sql::{At, Big, StateWord, whole_micros};
use jiff::Timestamp;
use report::{DepartmentId, Login, ReportId, State};
use rusqlite::{Connection, OptionalExtension, named_params};
use serde::{Deserialize, Serialize};

pub(crate) const V1: &str = "
    CREATE TABLE report_remote (
        report TEXT PRIMARY KEY REFERENCES report (id) ON DELETE CASCADE,
        revision INTEGER NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('receiving', 'in_review', 'returned', 'published')),
        received_at INTEGER NOT NULL,
        published_at INTEGER,
        approved_by TEXT,
        public_url TEXT,
        author TEXT NOT NULL,
        author_name TEXT NOT NULL,
        department TEXT NOT NULL
    ) STRICT;
";

/// What the portal says of a report: its newest revision there and where that stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Remote {
    /// The newest revision.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub revision: u64,
    /// Where it stands.
    pub state: State,
    /// When it came, by the portal's clock.
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub received_at: Timestamp,
    /// When the report was last published; an older revision stays public while a newer one is in review.
    #[cfg_attr(feature = "ts", ts(type = "string | null"))]
    pub published_at: Option<Timestamp>,
    /// Who approved it.
    pub approved_by: Option<String>,
    /// The public page's address.
    pub public_url: Option<String>,
    /// Who wrote the newest revision.
    pub author: Login,
    /// Their name.
    pub author_name: String,
    /// Their department.
    pub department: DepartmentId,
}

impl From<&portal_api::Report> for Remote {
    fn from(report: &portal_api::Report) -> Self {
        Self {
            revision: report.revision,
            state: report.state,
            received_at: whole_micros(report.received_at),
            published_at: report.published_at.map(whole_micros),
            approved_by: report.approved_by.clone(),
            public_url: report.public_url.clone(),
            author: report.author.clone(),
            author_name: report.author_name.clone(),
            department: report.department.clone(),
        }
    }
}

pub(crate) fn get(db: &Connection, report: ReportId) -> rusqlite::Result<Option<Remote>> {
    db.prepare_cached(
        "
        SELECT revision, state, received_at, published_at, approved_by, public_url, author, author_name, department
        FROM report_remote
        WHERE report = ?1
        ",
    )?
    .query_row([report.to_string()], |row| {
        Ok(Remote {
            revision: row.get::<_, Big>(0)?.0,
            state: row.get::<_, StateWord>(1)?.into(),
            received_at: row.get::<_, At>(2)?.0,
            published_at: row.get::<_, Option<At>>(3)?.map(|at| at.0),
            approved_by: row.get(4)?,
            public_url: row.get(5)?,
            author: Login(row.get(6)?),
            author_name: row.get(7)?,
            department: DepartmentId(row.get(8)?),
        })
    })
    .optional()
}

pub(crate) fn put(db: &Connection, report: ReportId, remote: &Remote) -> rusqlite::Result<()> {
    db.prepare_cached(
        "
        INSERT INTO report_remote (
            report, revision, state, received_at, published_at, approved_by, public_url, author, author_name,
            department
        )
        VALUES (
            :report, :revision, :state, :received_at, :published_at, :approved_by, :public_url, :author, :author_name,
            :department
        )
        ON CONFLICT (report) DO UPDATE SET
            revision = excluded.revision,
            state = excluded.state,
            received_at = excluded.received_at,
            published_at = excluded.published_at,
            approved_by = excluded.approved_by,
            public_url = excluded.public_url,
            author = excluded.author,
            author_name = excluded.author_name,
            department = excluded.department
        ",
    )?
    .execute(named_params! {
        ":report": report.to_string(),
        ":revision": Big(remote.revision),
        ":state": StateWord::from(remote.state),
        ":received_at": At(remote.received_at),
        ":published_at": remote.published_at.map(At),
        ":approved_by": remote.approved_by,
        ":public_url": remote.public_url,
        ":author": remote.author.as_str(),
        ":author_name": remote.author_name,
        ":department": remote.department.as_str(),
    })?;
    Ok(())
}

/// When the portal last confirmed a revision of a report written here.
pub(crate) fn last_received(db: &Connection) -> rusqlite::Result<Option<Timestamp>> {
    // The index is walked from its end until one of ours: `MAX` would look at every report.
    let last: Option<At> = db
        .prepare_cached(
            "
            SELECT report_remote.received_at
            FROM report_remote
            CROSS JOIN report ON report.id = report_remote.report
            WHERE report.origin = 'mine'
            ORDER BY report_remote.received_at DESC
            LIMIT 1
            ",
        )?
        .query_row([], |row| row.get(0))
        .optional()?;
    Ok(last.map(|at| at.0))
}
