//! The reports: one row each; their fields lie in `report_value`.

use crate::{
    sql::{At, Parsed, words},
    table::value,
};
use jiff::Timestamp;
use report::{Content, ReportId, SectionId};
use rusqlite::{Connection, OptionalExtension, named_params, params};
use serde::{Deserialize, Serialize};

/// The list's order is the index's, so that a desk with thousands of reports is read without sorting.
pub(crate) const V1: &str = "
    CREATE TABLE report (
        id TEXT PRIMARY KEY,
        origin TEXT NOT NULL CHECK (origin IN ('mine', 'others')),
        section TEXT NOT NULL,
        form_version INTEGER NOT NULL,
        title TEXT NOT NULL,
        photos INTEGER NOT NULL DEFAULT 0,
        version INTEGER NOT NULL,
        sent_version INTEGER,
        created_at INTEGER NOT NULL,
        updated_at INTEGER NOT NULL,
        deleted_at INTEGER
    ) STRICT;
    CREATE INDEX report_by_update ON report (updated_at DESC, id DESC) WHERE deleted_at IS NULL;
    CREATE INDEX report_in_bin ON report (deleted_at DESC, id DESC) WHERE deleted_at IS NOT NULL;
";

/// Counts the saves of one report on this computer, from 1.
pub type Version = u32;

/// Whose report it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Written under this account: may be edited here.
    Mine,
    /// Another author's, which this account may read or approve.
    Others,
}

words!(Origin {
    Mine = "mine",
    Others = "others",
});

/// The row without the fields.
pub(crate) struct Head {
    pub(crate) origin: Origin,
    pub(crate) section: SectionId,
    pub(crate) form_version: u32,
    pub(crate) title: String,
    pub(crate) version: Version,
    pub(crate) sent_version: Option<Version>,
    pub(crate) created_at: Timestamp,
    pub(crate) updated_at: Timestamp,
    pub(crate) deleted_at: Option<Timestamp>,
}

impl Head {
    /// Whether something was changed here since the version that the portal has.
    pub(crate) fn unsent(&self) -> bool {
        self.origin == Origin::Mine && self.sent_version.is_none_or(|sent| self.version > sent)
    }
}

pub(crate) fn head(db: &Connection, id: ReportId) -> rusqlite::Result<Option<Head>> {
    db.prepare_cached(
        "
        SELECT origin, section, form_version, title, version, sent_version, created_at, updated_at, deleted_at
        FROM report
        WHERE id = ?1
        ",
    )?
    .query_row([id.to_string()], |row| {
        Ok(Head {
            origin: row.get(0)?,
            section: SectionId(row.get(1)?),
            form_version: row.get(2)?,
            title: row.get(3)?,
            version: row.get(4)?,
            sent_version: row.get(5)?,
            created_at: row.get::<_, At>(6)?.0,
            updated_at: row.get::<_, At>(7)?.0,
            deleted_at: row.get::<_, Option<At>>(8)?.map(|at| at.0),
        })
    })
    .optional()
}

pub(crate) fn content(db: &Connection, id: ReportId, head: &Head) -> rusqlite::Result<Content> {
    Ok(Content {
        section: head.section.clone(),
        form_version: head.form_version,
        title: head.title.clone(),
        values: value::all(db, id)?,
    })
}

/// A new report at version 1.
pub(crate) fn insert(
    db: &Connection,
    id: ReportId,
    origin: Origin,
    content: &Content,
    now: Timestamp,
) -> rusqlite::Result<()> {
    db.prepare_cached(
        "
        INSERT INTO report (id, origin, section, form_version, title, version, created_at, updated_at)
        VALUES (:id, :origin, :section, :form_version, :title, 1, :now, :now)
        ",
    )?
    .execute(named_params! {
        ":id": id.to_string(),
        ":origin": origin,
        ":section": content.section.as_str(),
        ":form_version": content.form_version,
        ":title": content.title,
        ":now": At(now),
    })?;
    for (field, value) in &content.values {
        value::put(db, id, field, Some(value))?;
    }
    count_photos(db, id)
}

/// Writes the changed ones of title, section and form version; tells whether any was.
pub(crate) fn put_head(
    db: &Connection,
    id: ReportId,
    section: &SectionId,
    form_version: u32,
    title: &str,
) -> rusqlite::Result<bool> {
    let written = db
        .prepare_cached(
            "
            UPDATE report
            SET section = :section, form_version = :form_version, title = :title
            WHERE id = :id AND (section <> :section OR form_version <> :form_version OR title <> :title)
            ",
        )?
        .execute(named_params! {
            ":id": id.to_string(),
            ":section": section.as_str(),
            ":form_version": form_version,
            ":title": title,
        })?;
    Ok(written > 0)
}

/// Makes the content that of `content`, writing only what differs; one version more if anything did. The version now.
pub(crate) fn replace(
    db: &Connection,
    id: ReportId,
    content: &Content,
    now: Timestamp,
) -> rusqlite::Result<Version> {
    let mut changed = put_head(db, id, &content.section, content.form_version, &content.title)?;
    for field in value::all(db, id)?.keys() {
        if !content.values.contains_key(field) {
            changed |= value::put(db, id, field, None)?;
        }
    }
    for (field, value) in &content.values {
        changed |= value::put(db, id, field, Some(value))?;
    }
    if changed {
        step(db, id, now)
    } else {
        version(db, id)
    }
}

/// One version more, and the photos counted anew. The version now.
pub(crate) fn step(db: &Connection, id: ReportId, now: Timestamp) -> rusqlite::Result<Version> {
    let photos = value::photo_count(db, id)?;
    db.prepare_cached(
        "
        UPDATE report
        SET version = version + 1, updated_at = ?2, photos = ?3
        WHERE id = ?1
        RETURNING version
        ",
    )?
    .query_row(params![id.to_string(), At(now), photos], |row| row.get(0))
}

fn version(db: &Connection, id: ReportId) -> rusqlite::Result<Version> {
    db.prepare_cached(
        "
        SELECT version
        FROM report
        WHERE id = ?1
        ",
    )?
    .query_row([id.to_string()], |row| row.get(0))
}

fn count_photos(db: &Connection, id: ReportId) -> rusqlite::Result<()> {
    let photos = value::photo_count(db, id)?;
    db.prepare_cached(
        "
        UPDATE report
        SET photos = ?2
        WHERE id = ?1
        ",
    )?
    .execute(params![id.to_string(), photos])?;
    Ok(())
}

/// The portal has this version (never fewer than it was known to have).
pub(crate) fn set_sent(db: &Connection, id: ReportId, version: Version) -> rusqlite::Result<()> {
    db.prepare_cached(
        "
        UPDATE report
        SET sent_version = MAX(COALESCE(sent_version, 0), ?2)
        WHERE id = ?1
        ",
    )?
    .execute(params![id.to_string(), version])?;
    Ok(())
}

pub(crate) fn set_deleted(db: &Connection, id: ReportId, at: Option<Timestamp>) -> rusqlite::Result<()> {
    db.prepare_cached(
        "
        UPDATE report
        SET deleted_at = ?2
        WHERE id = ?1
        ",
    )?
    .execute(params![id.to_string(), at.map(At)])?;
    Ok(())
}

/// Keeps a row's numbers and times when it comes from another file.
pub(crate) fn set_history(db: &Connection, id: ReportId, head: &Head) -> rusqlite::Result<()> {
    db.prepare_cached(
        "
        UPDATE report
        SET version = :version, created_at = :created_at, updated_at = :updated_at, deleted_at = :deleted_at
        WHERE id = :id
        ",
    )?
    .execute(named_params! {
        ":id": id.to_string(),
        ":version": head.version,
        ":created_at": At(head.created_at),
        ":updated_at": At(head.updated_at),
        ":deleted_at": head.deleted_at.map(At),
    })?;
    Ok(())
}

pub(crate) fn ids(db: &Connection) -> rusqlite::Result<Vec<ReportId>> {
    db.prepare_cached(
        "
        SELECT id
        FROM report
        ORDER BY id
        ",
    )?
    .query_map([], |row| Ok(row.get::<_, Parsed<_>>(0)?.0))?
    .collect()
}

pub(crate) fn remove(db: &Connection, id: ReportId) -> rusqlite::Result<()> {
    db.prepare_cached(
        "
        DELETE FROM report
        WHERE id = ?1
        ",
    )?
    .execute([id.to_string()])?;
    Ok(())
}

/// How many reports are not in the bin.
pub(crate) fn count(db: &Connection) -> rusqlite::Result<u32> {
    db.query_row(
        "SELECT COUNT(*) FROM report WHERE deleted_at IS NULL",
        [],
        |row| row.get(0),
    )
}

/// The drafts that were put into the bin at `time` or before.
pub(crate) const BINNED_BEFORE: &str = "
    SELECT id
    FROM report
    WHERE deleted_at IS NOT NULL AND deleted_at <= ?1
    ORDER BY deleted_at
    LIMIT ?2
";

/// What was binned in the future was binned by a clock that was ahead: it counts as binned now.
pub(crate) const BINNED_BY: &str = "
    UPDATE report
    SET deleted_at = ?1
    WHERE deleted_at IS NOT NULL AND deleted_at > ?1
";

/// Nothing was binned later than now.
pub(crate) fn binned_by(db: &Connection, now: Timestamp) -> rusqlite::Result<()> {
    db.prepare_cached(BINNED_BY)?.execute([At(now)])?;
    Ok(())
}

/// At most so many drafts that were put into the bin at `time` or before.
pub(crate) fn binned_before(db: &Connection, time: Timestamp, most: u32) -> rusqlite::Result<Vec<ReportId>> {
    db.prepare_cached(BINNED_BEFORE)?
        .query_map(params![At(time), most], |row| Ok(row.get::<_, Parsed<_>>(0)?.0))?
        .collect()
}
