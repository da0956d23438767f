//! Reports as lists show them: one query over what the tables know of each. Thousands may lie here: what a list does not
//! show is not read.

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
use rusqlite::{Connection, OptionalExtension, Row, Statement, ToSql};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A section's list, what needs a person, and what has arrived, each without walking through all reports.
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

/// Which reports a list is to show. By default: all that are not in the bin.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Of this section only.
    pub section: Option<SectionId>,
    /// Of this heap only.
    pub heap: Option<Heap>,
    /// Whose title or author has every one of these words, in any case.
    pub words: String,
    /// The sections whose reports this person approves; what [`Heap::Needing`] holds depends on it.
    pub approves: Vec<SectionId>,
}

/// A part of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The part's rows, the last changed first.
    pub rows: Vec<ReportRow>,
    /// How many the whole list has.
    pub total: u32,
}

/// Everything that a row of a list shows, from whichever reports `which` chooses.
macro_rules! rows_sql {
    ($($which:tt)+) => {
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
            $($which)+
        )
    };
}

/// What is needed of the tables to tell a report's heap, but not to show it.
macro_rules! count_sql {
    ($($which:tt)+) => {
        concat!(
            "
            SELECT COUNT(*)
            FROM report
            LEFT JOIN report_remote ON report_remote.report = report.id
            LEFT JOIN outbox ON outbox.report = report.id
            LEFT JOIN report_conflict ON report_conflict.report = report.id
            ",
            $($which)+
        )
    };
}

/// The heaps in SQL; a test holds them to [`standing`].
macro_rules! in_heap {
    () => {
        "
        AND CASE :heap
            WHEN 'drafts' THEN
                report_conflict.report IS NULL AND outbox.state IS NULL AND report_remote.state IS NULL
            WHEN 'public' THEN
                report_conflict.report IS NULL AND outbox.state IS NULL AND report_remote.state IS 'published'
            WHEN 'moving' THEN
                report_conflict.report IS NOT NULL OR outbox.state IS NOT NULL OR report_remote.state <> 'published'
            ELSE TRUE
        END
        "
    };
}

macro_rules! newest_first {
    () => {
        "
        ORDER BY report.updated_at DESC, report.id DESC
        LIMIT :take OFFSET :skip
        "
    };
}

macro_rules! all {
    () => {
        concat!("WHERE report.deleted_at IS NULL", in_heap!())
    };
}

macro_rules! of_section {
    () => {
        concat!(
            "WHERE report.deleted_at IS NULL AND report.section = :section",
            in_heap!()
        )
    };
}

/// Few of many: found by the indexes of what can make a report need somebody, then looked at closely.
macro_rules! needing {
    () => {
        "
        WHERE report.id IN (
            SELECT report FROM report_conflict
            UNION ALL
            SELECT report FROM outbox WHERE state = 'failed'
            UNION ALL
            SELECT report FROM report_remote WHERE state = 'returned'
            UNION ALL
            SELECT report FROM report_remote WHERE state = 'in_review' AND :approves <> '[]'
        )
        AND report.deleted_at IS NULL
        AND (:section IS NULL OR report.section = :section)
        AND CASE
            WHEN report_conflict.report IS NOT NULL OR outbox.state = 'failed' THEN report.origin = 'mine'
            WHEN outbox.state IS NOT NULL THEN FALSE
            WHEN report_remote.state = 'returned' THEN report.origin = 'mine'
            WHEN report_remote.state = 'in_review' THEN
                report.section IN (SELECT value FROM json_each(:approves))
            ELSE FALSE
        END
        "
    };
}

const ALL: [&str; 2] = [rows_sql!(all!(), newest_first!()), count_sql!(all!())];
const OF_SECTION: [&str; 2] = [
    rows_sql!(of_section!(), newest_first!()),
    count_sql!(of_section!()),
];
const NEEDING: [&str; 2] = [rows_sql!(needing!(), newest_first!()), count_sql!(needing!())];

const BY_SECTION: &str = "
    SELECT section, COUNT(*)
    FROM report
    WHERE deleted_at IS NULL
    GROUP BY section
";

const RECEIVED: &str = rows_sql!(
    "
    WHERE report_remote.received_at > ?1 AND report.deleted_at IS NULL AND report.origin = 'mine'
    ORDER BY report_remote.received_at DESC
    "
);

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

/// Part of a list: `take` rows after the first `skip`.
pub(crate) fn page(db: &Connection, wanted: &Wanted, skip: u32, take: u32) -> rusqlite::Result<Page> {
    let [rows_sql, count_sql] = match (wanted.heap, &wanted.section) {
        (Some(Heap::Needing), _) => NEEDING,
        (_, Some(_)) => OF_SECTION,
        (_, None) => ALL,
    };
    let mut statement = db.prepare_cached(rows_sql)?;
    let words: Vec<String> = wanted.words.split_whitespace().map(fold).collect();
    if words.is_empty() {
        bind(&mut statement, wanted, skip, take)?;
        let rows = statement.raw_query().mapped(read_row).collect::<Result<_, _>>()?;
        let mut counted = db.prepare_cached(count_sql)?;
        bind(&mut counted, wanted, skip, take)?;
        let total = counted.raw_query().next()?.map_or(Ok(0), |row| row.get(0))?;
        return Ok(Page { rows, total });
    }
    // SQLite knows no lower case of Ukrainian letters: what is searched by words is walked through, and only what is
    // to be shown is read whole.
    bind(&mut statement, wanted, 0, u32::MAX)?;
    let mut walk = statement.raw_query();
    let mut found = Page {
        rows: Vec::new(),
        total: 0,
    };
    while let Some(row) = walk.next()? {
        let (title, author): (String, Option<String>) = (row.get(2)?, row.get(14)?);
        let said = fold(&format!("{title} {}", author.unwrap_or_default()));
        if words.iter().all(|word| said.contains(word)) {
            if found.total >= skip && found.total - skip < take {
                found.rows.push(read_row(row)?);
            }
            found.total += 1;
        }
    }
    Ok(found)
}

/// Binds what the statement asks for; each list asks for its own.
fn bind(statement: &mut Statement<'_>, wanted: &Wanted, skip: u32, take: u32) -> rusqlite::Result<()> {
    let heap = match wanted.heap {
        Some(Heap::Drafts) => Some("drafts"),
        Some(Heap::Moving) => Some("moving"),
        Some(Heap::Public) => Some("public"),
        Some(Heap::Needing) | None => None,
    };
    let values: [(&str, &dyn ToSql); 5] = [
        (":section", &wanted.section.as_ref().map(SectionId::as_str)),
        (":heap", &heap),
        (":approves", &Json(&wanted.approves)),
        (":skip", &skip),
        (":take", &take),
    ];
    for (name, value) in values {
        if let Some(index) = statement.parameter_index(name)? {
            statement.raw_bind_parameter(index, value)?;
        }
    }
    Ok(())
}

/// Lower case, and the apostrophes that keyboards differ in as one.
fn fold(text: &str) -> String {
    text.to_lowercase().replace(['\'', 'ʼ', '`'], "’")
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
mod tests;
