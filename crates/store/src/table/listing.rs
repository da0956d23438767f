//! Reports as lists show them: one query over what the tables know of each.

use crate::{
    reason::FailReason,
    sql::{At, Json, Parsed, StateWord},
    standing::{Facts, Standing, standing},
    table::{
        outbox::OutboxState,
        report::{Origin, Version},
    },
};
use jiff::Timestamp;
use report::{DepartmentId, ReportId, SectionId, State};
use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};

/// A report in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ReportRow {
    /// Its id.
    pub id: ReportId,
    /// Its section.
    pub section: SectionId,
    /// Its title; may be empty.
    pub title: String,
    /// Whose it is.
    pub origin: Origin,
    /// Where it stands.
    pub standing: Standing,
    /// Whether it was changed here since the version that the portal has or that is on its way there. Never for a
    /// draft that was neither sent nor queued.
    pub unsent_changes: bool,
    /// The version here.
    pub version: Version,
    /// How many photos it shows.
    pub photos: u32,
    /// When it was begun (or first came).
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub created_at: Timestamp,
    /// When its content was last changed here (or came).
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub updated_at: Timestamp,
    /// When it was put into the bin.
    #[cfg_attr(feature = "ts", ts(type = "string | null"))]
    pub deleted_at: Option<Timestamp>,
    /// When the portal got its newest revision.
    #[cfg_attr(feature = "ts", ts(type = "string | null"))]
    pub received_at: Option<Timestamp>,
    /// When it was last published.
    #[cfg_attr(feature = "ts", ts(type = "string | null"))]
    pub published_at: Option<Timestamp>,
    /// The public page's address.
    pub public_url: Option<String>,
    /// Who wrote the newest revision on the portal.
    pub author_name: Option<String>,
    /// That author's department.
    pub department: Option<DepartmentId>,
    /// Why it has not gone out, if it waits or has failed.
    pub reason: Option<FailReason>,
}

/// Everything that a row of a list shows, from whichever reports `which` chooses.
macro_rules! rows_sql {
    ($which:literal) => {
        concat!(
            "
            SELECT report.id, report.section, report.title, report.origin, report.version, report.sent_version,
                report.photos, report.created_at, report.updated_at, report.deleted_at, report_remote.state,
                report_remote.received_at, report_remote.published_at, report_remote.public_url,
                report_remote.author_name, report_remote.department, outbox.state, outbox.reason,
                report_conflict.report IS NOT NULL, outbox.version
            FROM report
            LEFT JOIN report_remote ON report_remote.report = report.id
            LEFT JOIN outbox ON outbox.report = report.id
            LEFT JOIN report_conflict ON report_conflict.report = report.id
            ",
            $which
        )
    };
}

pub(crate) const LIST: &str = rows_sql!(
    "
    WHERE report.deleted_at IS NULL
    ORDER BY report.updated_at DESC, report.id DESC
    "
);

pub(crate) const BIN: &str = rows_sql!(
    "
    WHERE report.deleted_at IS NOT NULL
    ORDER BY report.deleted_at DESC, report.id DESC
    "
);

pub(crate) fn list(db: &Connection, sql: &str) -> rusqlite::Result<Vec<ReportRow>> {
    db.prepare_cached(sql)?.query_map([], read_row)?.collect()
}

pub(crate) fn row(db: &Connection, id: ReportId) -> rusqlite::Result<Option<ReportRow>> {
    db.prepare_cached(rows_sql!(
        "
        WHERE report.id = ?1
        "
    ))?
    .query_row([id.to_string()], read_row)
    .optional()
}

fn read_row(row: &Row<'_>) -> rusqlite::Result<ReportRow> {
    let origin = row.get(3)?;
    let version: Version = row.get(4)?;
    let sent_version: Option<Version> = row.get(5)?;
    // What is queued goes out as it was queued: only what was changed after that is not on its way.
    let on_its_way = sent_version.max(row.get(19)?);
    let remote: Option<StateWord> = row.get(10)?;
    let outbox: Option<OutboxState> = row.get(16)?;
    Ok(ReportRow {
        id: row.get::<_, Parsed<_>>(0)?.0,
        section: SectionId(row.get(1)?),
        title: row.get(2)?,
        origin,
        standing: standing(Facts {
            conflict: row.get(18)?,
            outbox,
            remote: remote.map(State::from),
        }),
        unsent_changes: origin == Origin::Mine && on_its_way.is_some_and(|sent| version > sent),
        version,
        photos: row.get(6)?,
        created_at: row.get::<_, At>(7)?.0,
        updated_at: row.get::<_, At>(8)?.0,
        deleted_at: row.get::<_, Option<At>>(9)?.map(|at| at.0),
        received_at: row.get::<_, Option<At>>(11)?.map(|at| at.0),
        published_at: row.get::<_, Option<At>>(12)?.map(|at| at.0),
        public_url: row.get(13)?,
        author_name: row.get(14)?,
        department: row.get::<_, Option<String>>(15)?.map(DepartmentId),
        reason: row.get::<_, Option<Json<_>>>(17)?.map(|json| json.0),
    })
}

#[cfg(test)]
mod tests {
    use super::{BIN, LIST};
    use crate::migrations;
    use rusqlite::Connection;

    fn plan(sql: &str) -> String {
        let mut db = Connection::open_in_memory().unwrap();
        migrations::run(&mut db).unwrap();
        let mut explained = db.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        let steps = explained
            .query_map([], |row| row.get::<_, String>(3))
            .unwrap()
            .map(Result::unwrap);
        steps.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn lists_are_read_in_the_order_of_an_index_without_sorting() {
        for (sql, index) in [(LIST, "report_by_update"), (BIN, "report_in_bin")] {
            let plan = plan(sql);
            assert!(plan.contains(&format!("USING INDEX {index}")), "{plan}");
            assert!(!plan.contains("TEMP B-TREE"), "{plan}");
            assert!(
                plan.lines().skip(1).all(|step| step.starts_with("SEARCH")),
                "{plan}"
            );
        }
    }
}
