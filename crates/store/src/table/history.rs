//! The versions of a report that are kept beside its present content, each packed over another one (its base).

use crate::sql::{At, Big, Json, Parsed, words};
use jiff::Timestamp;
use report::{FieldId, PhotoId, ReportId};
use rusqlite::{Connection, OptionalExtension, Row, named_params, params};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A report has a row in `history` from its first version on; its number stands in the versions' keys, for the text of a
/// report's id would be a good part of what a version costs. `history_photo` names the first and the last version that
/// show a photo (or name a file): enough to know that it is still needed.
pub(crate) const V5: &str = "
    CREATE TABLE history (
        id INTEGER PRIMARY KEY,
        report TEXT NOT NULL UNIQUE REFERENCES report (id) ON DELETE CASCADE,
        kept_at INTEGER,
        thin_at INTEGER
    ) STRICT;
    CREATE INDEX history_to_thin ON history (thin_at) WHERE thin_at IS NOT NULL;
    CREATE TABLE history_version (
        history INTEGER NOT NULL REFERENCES history (id) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN (
            'begun', 'paused', 'sent', 'returned', 'published', 'portal', 'replaced', 'restored'
        )),
        version INTEGER NOT NULL,
        revision INTEGER,
        at INTEGER NOT NULL,
        author TEXT,
        changed TEXT NOT NULL,
        base INTEGER,
        depth INTEGER NOT NULL,
        bytes INTEGER NOT NULL,
        sha256 BLOB NOT NULL,
        content BLOB NOT NULL,
        PRIMARY KEY (history, number)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE history_photo (
        history INTEGER NOT NULL REFERENCES history (id) ON DELETE CASCADE,
        photo TEXT NOT NULL,
        first INTEGER NOT NULL,
        last INTEGER NOT NULL,
        PRIMARY KEY (history, photo)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX history_by_photo ON history_photo (photo);
";

/// Why a version was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum VersionKind {
    /// What the report began with: an imported document, a copy, a template.
    Begun,
    /// As it stood when its author paused.
    Paused,
    /// As its author ordered it to be sent.
    Sent,
    /// As the head returned it.
    Returned,
    /// As it was published.
    Published,
    /// As the portal had it, where that met changes made here.
    Portal,
    /// As it stood here before the portal's content or an older version took its place.
    Replaced,
    /// An older version that was put back.
    Restored,
}

words!(VersionKind {
    Begun = "begun",
    Paused = "paused",
    Sent = "sent",
    Returned = "returned",
    Published = "published",
    Portal = "portal",
    Replaced = "replaced",
    Restored = "restored",
});

impl VersionKind {
    /// Whether it tells of something that happened: such a version is kept for good.
    #[must_use]
    pub const fn is_event(self) -> bool {
        !matches!(self, Self::Paused)
    }
}

/// A version of a report that was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptVersion {
    /// Counts the versions of the report, from 1; the higher, the later, whatever the clock said.
    pub number: u32,
    /// Why it was kept.
    pub kind: VersionKind,
    /// When it was written, sent, returned, published, put back.
    pub at: Timestamp,
    /// Who did, where it was not this computer's author.
    pub by: Option<String>,
    /// The fields in which it differs from the version before it, `title` among them.
    pub changed: BTreeSet<FieldId>,
}

/// How a version lies in the file.
pub(crate) struct Packed {
    /// The version that it is packed over; `None` if it is whole.
    pub(crate) base: Option<u32>,
    /// How far it is from a whole one; see `history::base`.
    pub(crate) depth: u32,
    /// Size of its JSON.
    pub(crate) bytes: u64,
    /// SHA-256 of its JSON.
    pub(crate) sha256: [u8; 32],
    /// The packed JSON.
    pub(crate) content: Vec<u8>,
}

/// A version without its content.
pub(crate) struct Leaf {
    pub(crate) number: u32,
    pub(crate) kind: VersionKind,
    pub(crate) at: Timestamp,
    pub(crate) sha256: [u8; 32],
    pub(crate) base: Option<u32>,
    pub(crate) depth: u32,
}

/// What is known of a version that is to be kept.
#[derive(Clone, Copy)]
pub(crate) struct Mark<'a> {
    pub(crate) kind: VersionKind,
    /// The save of the report whose content it is (for the portal's, the one that it met).
    pub(crate) version: u32,
    /// The portal's revision.
    pub(crate) revision: Option<u64>,
    pub(crate) at: Timestamp,
    pub(crate) by: Option<&'a str>,
}

/// The number of a report's history.
pub(crate) fn of(db: &Connection, report: ReportId) -> rusqlite::Result<Option<i64>> {
    db.prepare_cached(
        "
        SELECT id
        FROM history
        WHERE report = ?1
        ",
    )?
    .query_row([report.to_string()], |row| row.get(0))
    .optional()
}

/// The number of a report's history, which begins now if it has not.
pub(crate) fn begin(db: &Connection, report: ReportId) -> rusqlite::Result<i64> {
    if let Some(history) = of(db, report)? {
        return Ok(history);
    }
    db.prepare_cached(
        "
        INSERT INTO history (report)
        VALUES (?1)
        ",
    )?
    .execute([report.to_string()])?;
    Ok(db.last_insert_rowid())
}

/// The versions, the last first.
pub(crate) fn list(db: &Connection, history: i64) -> rusqlite::Result<Vec<KeptVersion>> {
    db.prepare_cached(
        "
        SELECT number, kind, at, author, changed
        FROM history_version
        WHERE history = ?1
        ORDER BY number DESC
        ",
    )?
    .query_map([history], |row| {
        Ok(KeptVersion {
            number: row.get(0)?,
            kind: row.get(1)?,
            at: row.get::<_, At>(2)?.0,
            by: row.get(3)?,
            changed: row.get::<_, Json<_>>(4)?.0,
        })
    })?
    .collect()
}

const LEAF: &str = "number, kind, at, sha256, base, depth";

fn leaf(row: &Row<'_>) -> rusqlite::Result<Leaf> {
    Ok(Leaf {
        number: row.get(0)?,
        kind: row.get(1)?,
        at: row.get::<_, At>(2)?.0,
        sha256: row.get(3)?,
        base: row.get(4)?,
        depth: row.get(5)?,
    })
}

/// The versions, the first first.
pub(crate) fn leaves(db: &Connection, history: i64) -> rusqlite::Result<Vec<Leaf>> {
    db.prepare_cached(&format!(
        "
        SELECT {LEAF}
        FROM history_version
        WHERE history = ?1
        ORDER BY number
        "
    ))?
    .query_map([history], leaf)?
    .collect()
}

/// The last version.
pub(crate) fn last(db: &Connection, history: i64) -> rusqlite::Result<Option<Leaf>> {
    db.prepare_cached(&format!(
        "
        SELECT {LEAF}
        FROM history_version
        WHERE history = ?1
        ORDER BY number DESC
        LIMIT 1
        "
    ))?
    .query_row([history], leaf)
    .optional()
}

/// When a version of a report was last kept.
pub(crate) fn kept_at(db: &Connection, report: ReportId) -> rusqlite::Result<Option<Timestamp>> {
    let at: Option<Option<At>> = db
        .prepare_cached(
            "
            SELECT kept_at
            FROM history
            WHERE report = ?1
            ",
        )?
        .query_row([report.to_string()], |row| row.get(0))
        .optional()?;
    Ok(at.flatten().map(|at| at.0))
}

pub(crate) fn set_kept_at(db: &Connection, history: i64, at: Timestamp) -> rusqlite::Result<()> {
    db.prepare_cached(
        "
        UPDATE history
        SET kept_at = ?2
        WHERE id = ?1
        ",
    )?
    .execute(params![history, At(at)])?;
    Ok(())
}

/// One version as it lies in the file.
pub(crate) fn packed(db: &Connection, history: i64, number: u32) -> rusqlite::Result<Option<Packed>> {
    db.prepare_cached(
        "
        SELECT base, depth, bytes, sha256, content
        FROM history_version
        WHERE history = ?1 AND number = ?2
        ",
    )?
    .query_row(params![history, number], |row| {
        Ok(Packed {
            base: row.get(0)?,
            depth: row.get(1)?,
            bytes: row.get::<_, Big>(2)?.0,
            sha256: row.get(3)?,
            content: row.get(4)?,
        })
    })
    .optional()
}

/// Adds a version.
pub(crate) fn insert(
    db: &Connection,
    history: i64,
    number: u32,
    mark: &Mark<'_>,
    changed: &BTreeSet<FieldId>,
    packed: &Packed,
) -> rusqlite::Result<()> {
    db.prepare_cached(
        "
        INSERT INTO history_version (
            history, number, kind, version, revision, at, author, changed, base, depth, bytes, sha256, content
        )
        VALUES (
            :history, :number, :kind, :version, :revision, :at, :author, :changed, :base, :depth, :bytes, :sha256,
            :content
        )
        ",
    )?
    .execute(named_params! {
        ":history": history,
        ":number": number,
        ":kind": mark.kind,
        ":version": mark.version,
        ":revision": mark.revision.map(Big),
        ":at": At(mark.at),
        ":author": mark.by,
        ":changed": Json(changed),
        ":base": packed.base,
        ":depth": packed.depth,
        ":bytes": Big(packed.bytes),
        ":sha256": packed.sha256.as_slice(),
        ":content": packed.content,
    })?;
    Ok(())
}

/// The content of a version packed anew.
pub(crate) fn repack(db: &Connection, history: i64, number: u32, packed: &Packed) -> rusqlite::Result<()> {
    db.prepare_cached(
        "
        UPDATE history_version
        SET base = :base, depth = :depth, content = :content
        WHERE history = :history AND number = :number
        ",
    )?
    .execute(named_params! {
        ":history": history,
        ":number": number,
        ":base": packed.base,
        ":depth": packed.depth,
        ":content": packed.content,
    })?;
    Ok(())
}

/// More is known of a version: it was sent, published.
pub(crate) fn set_mark(db: &Connection, history: i64, number: u32, mark: &Mark<'_>) -> rusqlite::Result<()> {
    db.prepare_cached(
        "
        UPDATE history_version
        SET kind = :kind, version = :version, revision = :revision, at = :at, author = :author
        WHERE history = :history AND number = :number
        ",
    )?
    .execute(named_params! {
        ":history": history,
        ":number": number,
        ":kind": mark.kind,
        ":version": mark.version,
        ":revision": mark.revision.map(Big),
        ":at": At(mark.at),
        ":author": mark.by,
    })?;
    Ok(())
}

/// Whether a revision was kept with this mark already.
pub(crate) fn is_marked(
    db: &Connection,
    history: i64,
    kind: VersionKind,
    revision: u64,
) -> rusqlite::Result<bool> {
    db.prepare_cached(
        "
        SELECT 1
        FROM history_version
        WHERE history = ?1 AND kind = ?2 AND revision = ?3
        ",
    )?
    .exists(params![history, kind, Big(revision)])
}

/// What was ordered to be sent was taken back before it set out: it is a version like others.
pub(crate) fn take_back_sent(db: &Connection, report: ReportId, version: u32) -> rusqlite::Result<()> {
    db.prepare_cached(
        "
        UPDATE history_version
        SET kind = 'paused'
        WHERE history = (SELECT id FROM history WHERE report = ?1) AND kind = 'sent' AND version = ?2
        ",
    )?
    .execute(params![report.to_string(), version])?;
    Ok(())
}

/// Removes a version on which no other is packed; what it changed is told of the version after it.
pub(crate) fn remove(db: &Connection, history: i64, number: u32) -> rusqlite::Result<()> {
    db.prepare_cached(
        "
        UPDATE history_version
        SET changed = (
            SELECT json_group_array(DISTINCT field.value)
            FROM history_version AS gone, json_each(gone.changed) AS field
            WHERE gone.history = ?1 AND gone.number IN (?2, history_version.number)
        )
        WHERE history = ?1 AND number = (
            SELECT MIN(later.number)
            FROM history_version AS later
            WHERE later.history = ?1 AND later.number > ?2
        )
        ",
    )?
    .execute(params![history, number])?;
    db.prepare_cached(
        "
        DELETE FROM history_version
        WHERE history = ?1 AND number = ?2
        ",
    )?
    .execute(params![history, number])?;
    Ok(())
}

/// Keeps which photos and files a version refers to.
pub(crate) fn refer(
    db: &Connection,
    history: i64,
    number: u32,
    photos: impl IntoIterator<Item = PhotoId>,
) -> rusqlite::Result<()> {
    for photo in photos {
        db.prepare_cached(
            "
            INSERT INTO history_photo (history, photo, first, last)
            VALUES (?1, ?2, ?3, ?3)
            ON CONFLICT (history, photo) DO UPDATE SET last = MAX(last, excluded.last)
            ",
        )?
        .execute(params![history, photo.as_str(), number])?;
    }
    Ok(())
}

/// Forgets the photos of which every version that could show them was removed.
pub(crate) fn forget_photos(db: &Connection, history: i64) -> rusqlite::Result<()> {
    db.prepare_cached(
        "
        DELETE FROM history_photo
        WHERE history = ?1 AND NOT EXISTS (
            SELECT 1
            FROM history_version
            WHERE history_version.history = ?1
                AND history_version.number BETWEEN history_photo.first AND history_photo.last
        )
        ",
    )?
    .execute([history])?;
    Ok(())
}

/// Every photo and file that a kept version of any report refers to, once each.
pub(crate) const PHOTOS: &str = "
    SELECT DISTINCT photo
    FROM history_photo
    ORDER BY photo
";

/// Every photo and file that a kept version of any report refers to, once each: they must stay on the disk.
pub(crate) fn photos(db: &Connection) -> rusqlite::Result<Vec<PhotoId>> {
    db.prepare_cached(PHOTOS)?
        .query_map([], |row| Ok(row.get::<_, Parsed<_>>(0)?.0))?
        .collect()
}

/// When the history of a report is to be thinned next.
pub(crate) fn thin_at(db: &Connection, history: i64) -> rusqlite::Result<Option<Timestamp>> {
    let at: Option<At> = db
        .prepare_cached(
            "
            SELECT thin_at
            FROM history
            WHERE id = ?1
            ",
        )?
        .query_row([history], |row| row.get(0))?;
    Ok(at.map(|at| at.0))
}

pub(crate) fn set_thin_at(db: &Connection, history: i64, at: Option<Timestamp>) -> rusqlite::Result<()> {
    db.prepare_cached(
        "
        UPDATE history
        SET thin_at = ?2
        WHERE id = ?1
        ",
    )?
    .execute(params![history, at.map(At)])?;
    Ok(())
}

/// The history that has waited longest to be thinned.
pub(crate) const TO_THIN: &str = "
    SELECT id
    FROM history
    WHERE thin_at <= ?1
    ORDER BY thin_at
    LIMIT 1
";

/// No history waits for a day that lies further off than thinning ever puts it: the clock was ahead when it was put there.
pub(crate) const THIN_BY: &str = "
    UPDATE history
    SET thin_at = ?1
    WHERE thin_at > ?2
";

pub(crate) fn thin_by(db: &Connection, now: Timestamp, latest: Timestamp) -> rusqlite::Result<()> {
    db.prepare_cached(THIN_BY)?.execute([At(now), At(latest)])?;
    Ok(())
}

pub(crate) fn to_thin(db: &Connection, now: Timestamp) -> rusqlite::Result<Option<i64>> {
    db.prepare_cached(TO_THIN)?
        .query_row([At(now)], |row| row.get(0))
        .optional()
}

/// Brings every version of a report over from another file, as they lie there.
pub(crate) fn copy(
    to: &Connection,
    report: ReportId,
    from: &Connection,
    history: i64,
) -> rusqlite::Result<()> {
    let here = begin(to, report)?;
    for (read, write) in COPIES {
        let mut rows = from.prepare_cached(read)?;
        let mut insert = to.prepare_cached(write)?;
        let columns = rows.column_count();
        let mut found = rows.query([history])?;
        while let Some(row) = found.next()? {
            let mut values = vec![rusqlite::types::Value::Integer(here)];
            for column in 0..columns {
                values.push(row.get(column)?);
            }
            insert.execute(rusqlite::params_from_iter(values))?;
        }
    }
    set_thin_at(to, here, thin_at(from, history)?)
}

const COPIES: [(&str, &str); 2] = [
    (
        "
        SELECT number, kind, version, revision, at, author, changed, base, depth, bytes, sha256, content
        FROM history_version
        WHERE history = ?1
        ",
        "
        INSERT INTO history_version (
            history, number, kind, version, revision, at, author, changed, base, depth, bytes, sha256, content
        )
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
        ",
    ),
    (
        "
        SELECT photo, first, last
        FROM history_photo
        WHERE history = ?1
        ",
        "
        INSERT INTO history_photo (history, photo, first, last)
        VALUES (?1, ?2, ?3, ?4)
        ",
    ),
];

#[cfg(test)]
mod tests {
    use super::{PHOTOS, THIN_BY, TO_THIN};
    use crate::migrations;
    use rusqlite::Connection;

    #[test]
    fn history_is_read_by_its_indexes() {
        let mut db = Connection::open_in_memory().unwrap();
        migrations::run(&mut db).unwrap();
        for (query, wanted) in [
            (PHOTOS, "COVERING INDEX history_by_photo"),
            (TO_THIN, "history_to_thin (thin_at<?)"),
            (THIN_BY, "history_to_thin (thin_at>?)"),
        ] {
            let mut explained = db.prepare(&format!("EXPLAIN QUERY PLAN {query}")).unwrap();
            let steps = explained.raw_query().mapped(|row| row.get::<_, String>(3));
            let plan = steps.collect::<Result<Vec<_>, _>>().unwrap().join("\n");
            assert!(plan.contains(wanted), "{plan}");
            assert!(!plan.contains("TEMP B-TREE"), "{plan}");
        }
    }
}
