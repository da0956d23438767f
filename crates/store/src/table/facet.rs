//! By what lists are narrowed, ordered and grouped: one row a report that is not in the bin, narrow enough to be read by
//! the thousand.
//!
//! What the other tables know is kept right by triggers, within the transaction of each write, so that no write can forget it.
//! What only the values and the catalogue tell (programme, district, day, the title's place in the alphabet), and the words for
//! the search, are worked off later ([`crate::Store::index_some`]): `stale` names the reports whose turn it is. So is the time of a
//! change to the report that was the last changed one already: that moves it in no list, but the time stands in most of the
//! indexes, and who types would have them all rewritten with each save.

use crate::{sql::Parsed, table::listing::Order};
use jiff::Timestamp;
use report::ReportId;
use rusqlite::{Connection, OptionalExtension, named_params};

/// Where a report stands, in SQL; a test holds it to [`crate::standing()`].
macro_rules! standing_sql {
    ($report:literal) => {
        concat!(
            "CASE
                WHEN EXISTS (SELECT 1 FROM report_conflict WHERE report = ",
            $report,
            ") THEN 'conflict'
                ELSE COALESCE(
                    (SELECT iif(state = 'waiting', 'queued', state) FROM outbox WHERE report = ",
            $report,
            "),
                    (SELECT iif(state = 'receiving', 'received', state) FROM report_remote WHERE report = ",
            $report,
            "),
                    'draft'
                )
            END"
        )
    };
}

/// A trigger that writes the standing anew when a table that it hangs on changes.
macro_rules! follows {
    ($name:literal, $when:literal, $row:literal) => {
        concat!(
            "CREATE TRIGGER ",
            $name,
            " AFTER ",
            $when,
            " BEGIN
                UPDATE facet SET standing = ",
            standing_sql!($row),
            " WHERE report = ",
            $row,
            ";
            END;"
        )
    };
}

/// The standings of the reports that lie here are filled in at once; the rest, as after any other change, by and by.
pub(crate) const V6: &str = concat!(
    "
    CREATE TABLE facet (
        doc INTEGER PRIMARY KEY,
        report TEXT NOT NULL UNIQUE REFERENCES report (id) ON DELETE CASCADE,
        origin TEXT NOT NULL,
        section TEXT NOT NULL,
        standing TEXT NOT NULL,
        author TEXT,
        programme TEXT,
        district TEXT,
        day TEXT,
        title TEXT NOT NULL,
        updated_at INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE stale (
        report TEXT PRIMARY KEY
    ) STRICT, WITHOUT ROWID;
    INSERT INTO facet (report, origin, section, standing, author, title, updated_at)
        SELECT report.id, report.origin, report.section, ",
    standing_sql!("report.id"),
    ", report_remote.author_name, '', report.updated_at
        FROM report
        LEFT JOIN report_remote ON report_remote.report = report.id
        WHERE report.deleted_at IS NULL
        ORDER BY report.updated_at;
    INSERT INTO stale SELECT report FROM facet;
    CREATE INDEX facet_by_update ON facet (updated_at DESC, doc DESC);
    CREATE INDEX facet_by_section ON facet (section, updated_at DESC, doc DESC);
    CREATE INDEX facet_by_standing ON facet (standing, updated_at DESC, doc DESC);
    CREATE INDEX facet_by_author ON facet (author, updated_at DESC, doc DESC);
    CREATE INDEX facet_by_programme ON facet (programme, updated_at DESC, doc DESC);
    CREATE INDEX facet_by_district ON facet (district, updated_at DESC, doc DESC);
    CREATE INDEX facet_by_day ON facet (day DESC, doc DESC);
    CREATE INDEX facet_by_title ON facet (title, doc DESC);
    CREATE INDEX facet_values ON facet (standing, programme, district, author);
    DROP INDEX report_by_section;
    DROP INDEX report_by_update;
    CREATE TRIGGER facet_begun AFTER INSERT ON report WHEN NEW.deleted_at IS NULL BEGIN
        INSERT INTO facet (report, origin, section, standing, title, updated_at)
            VALUES (NEW.id, NEW.origin, NEW.section, 'draft', '', NEW.updated_at);
        INSERT INTO stale VALUES (NEW.id) ON CONFLICT DO NOTHING;
    END;
    CREATE TRIGGER facet_changed AFTER UPDATE OF origin, section, title, updated_at, version ON report
    WHEN NEW.deleted_at IS NULL BEGIN
        UPDATE facet SET origin = NEW.origin, section = NEW.section, updated_at = NEW.updated_at
            WHERE report = NEW.id AND (
                origin <> NEW.origin OR section <> NEW.section
                OR updated_at > NEW.updated_at OR doc <> (SELECT doc FROM facet ORDER BY updated_at DESC, doc DESC LIMIT 1)
            );
        INSERT INTO stale VALUES (NEW.id) ON CONFLICT DO NOTHING;
    END;
    CREATE TRIGGER facet_binned AFTER UPDATE OF deleted_at ON report WHEN NEW.deleted_at IS NOT NULL BEGIN
        DELETE FROM facet WHERE report = NEW.id;
        DELETE FROM stale WHERE report = NEW.id;
    END;
    CREATE TRIGGER facet_taken_out AFTER UPDATE OF deleted_at ON report
    WHEN NEW.deleted_at IS NULL AND OLD.deleted_at IS NOT NULL BEGIN
        INSERT INTO facet (report, origin, section, standing, author, title, updated_at)
            VALUES (NEW.id, NEW.origin, NEW.section, ",
    standing_sql!("NEW.id"),
    ", (SELECT author_name FROM report_remote WHERE report = NEW.id), '', NEW.updated_at);
        INSERT INTO stale VALUES (NEW.id) ON CONFLICT DO NOTHING;
    END;
    CREATE TRIGGER facet_gone AFTER DELETE ON report BEGIN
        DELETE FROM facet WHERE report = OLD.id;
        DELETE FROM stale WHERE report = OLD.id;
    END;
    CREATE TRIGGER facet_author_begun AFTER INSERT ON report_remote BEGIN
        UPDATE facet SET author = NEW.author_name WHERE report = NEW.report;
        INSERT INTO stale SELECT report FROM facet WHERE report = NEW.report ON CONFLICT DO NOTHING;
    END;
    CREATE TRIGGER facet_author_changed AFTER UPDATE OF author_name ON report_remote
    WHEN NEW.author_name <> OLD.author_name BEGIN
        UPDATE facet SET author = NEW.author_name WHERE report = NEW.report;
        INSERT INTO stale SELECT report FROM facet WHERE report = NEW.report ON CONFLICT DO NOTHING;
    END;
    ",
    follows!(
        "facet_follows_conflict",
        "INSERT ON report_conflict",
        "NEW.report"
    ),
    follows!("facet_follows_settled", "DELETE ON report_conflict", "OLD.report"),
    follows!("facet_follows_queued", "INSERT ON outbox", "NEW.report"),
    follows!("facet_follows_sending", "UPDATE OF state ON outbox", "NEW.report"),
    follows!("facet_follows_sent", "DELETE ON outbox", "OLD.report"),
    follows!("facet_follows_received", "INSERT ON report_remote", "NEW.report"),
    follows!(
        "facet_follows_moved",
        "UPDATE OF state ON report_remote",
        "NEW.report"
    ),
    follows!("facet_follows_forgotten", "DELETE ON report_remote", "OLD.report"),
);

/// A report whose words are to be taken in.
pub(crate) struct Stale {
    pub(crate) doc: i64,
    pub(crate) report: ReportId,
    pub(crate) author: Option<String>,
}

/// What only the values and the catalogue tell.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) programme: Option<String>,
    pub(crate) district: Option<String>,
    /// `2026-11-22`.
    pub(crate) day: Option<String>,
    /// The title as the alphabet orders it.
    pub(crate) title: String,
}

pub(super) const STALE: &str = "
    SELECT facet.doc, facet.report, facet.author
    FROM stale
    CROSS JOIN facet ON facet.report = stale.report
    CROSS JOIN report ON report.id = stale.report
    WHERE report.updated_at NOT BETWEEN ?1 AND ?1 + 86400000000
    LIMIT ?2
";

/// Some of the reports whose turn it is; with `calm`, none that was changed since, unless that lies in the future: a clock was
/// wrong.
pub(crate) fn stale(db: &Connection, calm: Option<Timestamp>, most: u32) -> rusqlite::Result<Vec<Stale>> {
    db.prepare_cached(STALE)?
        .query_map(
            (
                calm.map_or(i64::MAX - 86_400_000_000, Timestamp::as_microsecond),
                most,
            ),
            |row| {
                Ok(Stale {
                    doc: row.get(0)?,
                    report: row.get::<_, Parsed<_>>(1)?.0,
                    author: row.get(2)?,
                })
            },
        )?
        .collect()
}

/// Writes what was told and strikes the report from the list.
pub(crate) fn tell(db: &Connection, stale: &Stale, told: &Told) -> rusqlite::Result<()> {
    db.prepare_cached(
        "
        UPDATE facet
        SET programme = :programme, district = :district, day = :day, title = :title
        WHERE doc = :doc
        ",
    )?
    .execute(named_params! {
        ":doc": stale.doc,
        ":programme": told.programme,
        ":district": told.district,
        ":day": told.day,
        ":title": told.title,
    })?;
    db.prepare_cached(
        "
        UPDATE facet
        SET updated_at = report.updated_at
        FROM report
        WHERE facet.doc = ?1 AND report.id = facet.report AND facet.updated_at <> report.updated_at
        ",
    )?
    .execute([stale.doc])?;
    db.prepare_cached("DELETE FROM stale WHERE report = ?1")?
        .execute([stale.report.to_string()])?;
    Ok(())
}

/// The day that a report tells of.
pub(crate) fn day(db: &Connection, report: ReportId) -> rusqlite::Result<Option<String>> {
    db.prepare_cached("SELECT day FROM facet WHERE report = ?1")?
        .query_row([report.to_string()], |row| row.get(0))
        .optional()
        .map(Option::flatten)
}

/// Everything is to be told anew: the catalogue has changed.
pub(crate) fn all_stale(db: &Connection) -> rusqlite::Result<()> {
    db.execute(
        "INSERT INTO stale SELECT report FROM facet WHERE true ON CONFLICT DO NOTHING",
        [],
    )?;
    Ok(())
}

/// How many reports wait for their turn, and how many there are.
pub(crate) fn counts(db: &Connection) -> rusqlite::Result<(u32, u32)> {
    let count = |sql| db.prepare_cached(sql)?.query_row([], |row| row.get(0));
    Ok((
        count("SELECT COUNT(*) FROM stale")?,
        count("SELECT COUNT(*) FROM facet")?,
    ))
}

/// The column by which a list is ordered, as SQL.
pub(crate) const fn ordered_by(order: Order, turned: bool) -> &'static str {
    match (order, turned) {
        (Order::Updated, false) => "updated_at DESC, doc DESC",
        (Order::Updated, true) => "updated_at, doc",
        (Order::Day, false) => "day DESC, doc DESC",
        (Order::Day, true) => "day, doc",
        (Order::Title, false) => "title, doc DESC",
        (Order::Title, true) => "title DESC, doc",
        (Order::Standing, false) => "standing, updated_at DESC, doc DESC",
        (Order::Standing, true) => "standing DESC, updated_at, doc",
        (Order::Section, false) => "section, updated_at DESC, doc DESC",
        (Order::Section, true) => "section DESC, updated_at, doc",
    }
}
