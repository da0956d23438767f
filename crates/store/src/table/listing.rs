//! Reports as lists show them. Hundreds of thousands may lie here: which they are and in which order tells `facet`, read by its
//! indexes; what a row shows is read of those that are shown.

use crate::{
    reason::FailReason,
    sql::{At, Json, Parsed, StateWord},
    standing::{Facts, Standing, standing},
    table::{
        outbox::OutboxState,
        report::{Origin, Version},
    },
};
use jiff::{Timestamp, civil::Date};
use report::{DepartmentId, ReportId, SectionId, State};
use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A section's list, what needs a person, and what has arrived, each without walking through all reports; lists are read by
/// `facet` since version 6.
pub(crate) const V3: &str = "
    CREATE INDEX report_by_section ON report (section, updated_at DESC, id DESC, deleted_at) WHERE deleted_at IS NULL;
    CREATE INDEX report_remote_by_state ON report_remote (state);
    CREATE INDEX report_remote_by_receipt ON report_remote (received_at);
";

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
    /// What it was returned with, while it is returned.
    pub remarked: Option<Remarked>,
}

/// The remarks that stand open on a report, as its row tells of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Remarked {
    /// How many.
    pub count: u32,
    /// The beginning of the first.
    pub first: String,
}

/// The heaps that people sort reports into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Heap {
    /// Goes no further without the person at this screen: returned, failed, in two versions, to be approved.
    Needing,
    /// Not sent yet.
    Drafts,
    /// With somebody else, or on its way.
    Moving,
    /// Public.
    Public,
}

/// Which reports a list is to show. By default: all that are not in the bin. What is not named does not narrow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Of one of these sections.
    pub sections: Vec<SectionId>,
    /// Of this heap.
    pub heap: Option<Heap>,
    /// With one of these standings.
    pub standings: Vec<Standing>,
    /// Of this programme.
    pub programme: Option<String>,
    /// Of this district.
    pub district: Option<String>,
    /// By this author, by name.
    pub author: Option<String>,
    /// Of this day or later.
    pub from: Option<Date>,
    /// Of this day or earlier.
    pub to: Option<Date>,
    /// In which this is found, as people type it.
    pub text: String,
    /// The sections whose reports this person approves; what [`Heap::Needing`] holds depends on it.
    pub approves: Vec<SectionId>,
}

/// By what a list is ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The last changed first.
    #[default]
    Updated,
    /// By the alphabet.
    Title,
    /// The newest day that a report tells of first.
    Day,
    /// By where they stand.
    Standing,
    /// By section.
    Section,
}

/// By what a list is grouped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Section.
    Section,
    /// Where they stand.
    Standing,
    /// Programme.
    Programme,
    /// District.
    District,
    /// Author.
    Author,
    /// Month of the day.
    Month,
}

/// How a list is laid out. A search comes best first whatever is asked for here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// Its order.
    pub order: Order,
    /// Whether the order goes the other way.
    pub turned: bool,
    /// Its groups.
    pub group: Option<Group>,
}

/// A part of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// The part's rows.
    pub rows: Vec<ReportRow>,
    /// How many the whole list has.
    pub total: u32,
    /// All groups in their order, with how many each has; `None`: those that have no such value. A month is `2026-11`.
    pub groups: Vec<(Option<String>, u32)>,
    /// What was looked for as it was understood; `None` where nothing was.
    pub query: Option<search::Query>,
    /// What was typed as it was read on the other keyboard layout, if that found something.
    pub read_as: Option<String>,
}

/// How many reports of a list each value would leave, the most frequent first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// By where they stand.
    pub standings: Vec<(String, u32)>,
    /// By programme.
    pub programmes: Vec<(String, u32)>,
    /// By district.
    pub districts: Vec<(String, u32)>,
    /// By author.
    pub authors: Vec<(String, u32)>,
}

/// Everything that a row of a list shows, of the reports that `$from` gives, chosen and ordered by `$which`.
macro_rules! rows_sql {
    (from $from:literal, $which:literal) => {
        concat!(
            "
            SELECT report.id, report.section, report.title, report.origin, report.version, report.sent_version,
                report.photos, report.created_at, report.updated_at, report.deleted_at, report_remote.state,
                report_remote.received_at, report_remote.published_at, report_remote.public_url,
                report_remote.author_name, report_remote.department, outbox.state, outbox.reason,
                report_conflict.report IS NOT NULL, outbox.version,
                CASE report_remote.state WHEN 'returned' THEN (
                    SELECT COUNT(*) FROM report_remark
                    WHERE report_remark.report = report.id AND report_remark.revision = report_remote.revision
                ) END,
                CASE report_remote.state WHEN 'returned' THEN (
                    SELECT substr(report_remark.text, 1, 200) FROM report_remark
                    WHERE report_remark.report = report.id AND report_remark.revision = report_remote.revision
                    ORDER BY report_remark.position LIMIT 1
                ) END
            FROM ",
            $from,
            "
            LEFT JOIN report_remote ON report_remote.report = report.id
            LEFT JOIN outbox ON outbox.report = report.id
            LEFT JOIN report_conflict ON report_conflict.report = report.id
            ",
            $which
        )
    };
    ($which:literal) => {
        rows_sql!(from "report", $which)
    };
}

const BY_SECTION: &str = "
    SELECT section, COUNT(*)
    FROM facet
    GROUP BY section
";

const RECEIVED: &str = rows_sql!(
    "
    WHERE report_remote.received_at > ?1 AND report.deleted_at IS NULL AND report.origin = 'mine'
    ORDER BY report_remote.received_at DESC
    "
);

pub(crate) const LIST: &str = rows_sql!(
    from "facet CROSS JOIN report ON report.id = facet.report",
    "ORDER BY facet.updated_at DESC, facet.doc DESC"
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

/// How many reports each section has.
pub(crate) fn by_section(db: &Connection) -> rusqlite::Result<BTreeMap<SectionId, u32>> {
    db.prepare_cached(BY_SECTION)?
        .query_map([], |row| Ok((SectionId(row.get(0)?), row.get(1)?)))?
        .collect()
}

/// Own reports whose newest revision the portal got after a time, the last first.
pub(crate) fn received(db: &Connection, after: Timestamp) -> rusqlite::Result<Vec<ReportRow>> {
    db.prepare_cached(RECEIVED)?
        .query_map([At(after)], read_row)?
        .collect()
}

pub(crate) const OF_DOCS: &str = rows_sql!(
    from "json_each(?1) AS wanted
        CROSS JOIN facet ON facet.doc = wanted.value
        CROSS JOIN report ON report.id = facet.report",
    "ORDER BY wanted.key"
);

/// The rows of these docs, in this order.
pub(crate) fn of_docs(db: &Connection, docs: &[i64]) -> rusqlite::Result<Vec<ReportRow>> {
    db.prepare_cached(OF_DOCS)?
        .query_map([Json(docs)], read_row)?
        .collect()
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
        remarked: match (row.get(20)?, row.get(21)?) {
            (Some(count), Some(first)) => Some(Remarked { count, first }),
            _ => None,
        },
    })
}

mod page;
pub(crate) use page::{facets, page};

#[cfg(test)]
mod tests;
