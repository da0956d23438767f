//! The files that photos were made of, and what was made of them. The bytes lie in the folder before the row, so a row is a
//! promise. An original never leaves this computer.

use crate::{
    sql::{At, Big, Parsed},
    table::value,
};
use jiff::Timestamp;
use report::PhotoId;
use rusqlite::{Connection, OptionalExtension, named_params, params};

/// `photo_made` tells of a photo what it was made of (an original, or a photo as it was sent) and how; `likeness_part` cuts what
/// a photo looks like into parts, so that photos that look nearly alike have one in common and are found by it. `photo_quality` holds how sharp and bright a photo is.
pub(crate) const V10: &str = "
    CREATE TABLE original (
        id TEXT PRIMARY KEY,
        bytes INTEGER NOT NULL,
        added_at INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE photo_made (
        photo TEXT PRIMARY KEY REFERENCES photo (id) ON DELETE CASCADE,
        source TEXT NOT NULL,
        edit TEXT NOT NULL
    ) STRICT;
    CREATE TABLE photo_quality (
        photo TEXT PRIMARY KEY REFERENCES photo (id) ON DELETE CASCADE,
        sharpness REAL NOT NULL,
        brightness REAL NOT NULL
    ) STRICT;
    CREATE TABLE likeness_part (
        part INTEGER NOT NULL,
        photo TEXT NOT NULL REFERENCES photo (id) ON DELETE CASCADE,
        likeness INTEGER NOT NULL,
        PRIMARY KEY (part, photo)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX likeness_part_by_photo ON likeness_part (photo);
";

/// What a photo was made of, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhotoMade {
    /// SHA-256 of the file that it was made of: an original, or a photo as it was sent.
    pub source: PhotoId,
    /// What was done to it, as its maker writes that; empty: nothing.
    pub edit: String,
}

pub(crate) fn put(db: &Connection, id: &PhotoId, bytes: u64, now: Timestamp) -> rusqlite::Result<()> {
    db.prepare_cached(
        "
        INSERT INTO original (id, bytes, added_at)
        VALUES (?1, ?2, ?3)
        ON CONFLICT (id) DO NOTHING
        ",
    )?
    .execute(params![id.as_str(), Big(bytes), At(now)])?;
    Ok(())
}

pub(crate) fn is_kept(db: &Connection, id: &PhotoId) -> rusqlite::Result<bool> {
    db.prepare_cached("SELECT 1 FROM original WHERE id = ?1")?
        .exists([id.as_str()])
}

pub(crate) fn added_at(db: &Connection, id: &PhotoId) -> rusqlite::Result<Timestamp> {
    db.prepare_cached("SELECT added_at FROM original WHERE id = ?1")?
        .query_row([id.as_str()], |row| Ok(row.get::<_, At>(0)?.0))
}

/// The ids of all of them.
pub(crate) fn ids(db: &Connection) -> rusqlite::Result<Vec<PhotoId>> {
    db.prepare_cached("SELECT id FROM original")?
        .query_map([], |row| Ok(row.get::<_, Parsed<_>>(0)?.0))?
        .collect()
}

pub(crate) fn remove(db: &Connection, id: &PhotoId) -> rusqlite::Result<()> {
    db.prepare_cached("DELETE FROM original WHERE id = ?1")?
        .execute([id.as_str()])?;
    Ok(())
}

pub(crate) fn remove_all(db: &Connection) -> rusqlite::Result<()> {
    db.execute("DELETE FROM original", [])?;
    Ok(())
}

/// Writes what a photo was made of; what was written last counts.
pub(crate) fn put_made(db: &Connection, photo: &PhotoId, made: &PhotoMade) -> rusqlite::Result<()> {
    db.prepare_cached(
        "
        INSERT INTO photo_made (photo, source, edit)
        VALUES (:photo, :source, :edit)
        ON CONFLICT (photo) DO UPDATE
        SET source = excluded.source, edit = excluded.edit
        ",
    )?
    .execute(named_params! {
        ":photo": photo.as_str(),
        ":source": made.source.as_str(),
        ":edit": made.edit,
    })?;
    Ok(())
}

pub(crate) fn made(db: &Connection, photo: &PhotoId) -> rusqlite::Result<Option<PhotoMade>> {
    db.prepare_cached(
        "
        SELECT source, edit
        FROM photo_made
        WHERE photo = ?1
        ",
    )?
    .query_row([photo.as_str()], |row| {
        Ok(PhotoMade {
            source: row.get::<_, Parsed<_>>(0)?.0,
            edit: row.get(1)?,
        })
    })
    .optional()
}

/// How sharp and bright a photo is, by the measures of who judged it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PhotoQuality {
    /// 0 (blurred) to 1.
    pub sharpness: f32,
    /// 0 (black) to 1 (white).
    pub brightness: f32,
}

/// Writes how good a photo is; what was written last counts.
pub(crate) fn put_quality(db: &Connection, photo: &PhotoId, quality: PhotoQuality) -> rusqlite::Result<()> {
    db.prepare_cached(
        "
        INSERT INTO photo_quality (photo, sharpness, brightness)
        VALUES (:photo, :sharpness, :brightness)
        ON CONFLICT (photo) DO UPDATE
        SET sharpness = excluded.sharpness, brightness = excluded.brightness
        ",
    )?
    .execute(named_params! {
        ":photo": photo.as_str(),
        ":sharpness": quality.sharpness,
        ":brightness": quality.brightness,
    })?;
    Ok(())
}

const QUALITY: &str = "
    SELECT sharpness, brightness
    FROM photo_quality
    WHERE photo = ?1
";

pub(crate) fn quality(db: &Connection, photo: &PhotoId) -> rusqlite::Result<Option<PhotoQuality>> {
    db.prepare_cached(QUALITY)?
        .query_row([photo.as_str()], |row| {
            Ok(PhotoQuality {
                sharpness: row.get(0)?,
                brightness: row.get(1)?,
            })
        })
        .optional()
}

/// How many parts a likeness of 64 bits is cut into, each of so many bits. Two that differ in fewer bits than there are parts
/// have a part in common.
const PARTS: u32 = 8;

/// The parts, each made a number of its own by its place.
fn parts(likeness: u64) -> impl Iterator<Item = u64> {
    likeness
        .to_le_bytes()
        .into_iter()
        .zip(0_u64..)
        .map(|(bits, place)| place << 8 | u64::from(bits))
}

/// Writes what a photo looks like, unless that is written.
pub(crate) fn put_likeness(db: &Connection, photo: &PhotoId, likeness: u64) -> rusqlite::Result<()> {
    let mut statement = db.prepare_cached(
        "
        INSERT INTO likeness_part (part, photo, likeness)
        VALUES (?1, ?2, ?3)
        ON CONFLICT (part, photo) DO NOTHING
        ",
    )?;
    for part in parts(likeness) {
        statement.execute(params![Big(part), photo.as_str(), likeness.cast_signed()])?;
    }
    Ok(())
}

/// What a photo looks like, if that was written.
pub(crate) fn likeness(db: &Connection, photo: &PhotoId) -> rusqlite::Result<Option<u64>> {
    db.prepare_cached(
        "
        SELECT likeness
        FROM likeness_part
        WHERE photo = ?1
        LIMIT 1
        ",
    )?
    .query_row([photo.as_str()], |row| Ok(row.get::<_, i64>(0)?.cast_unsigned()))
    .optional()
}

/// The photos of one part of a likeness.
pub(crate) const OF_PART: &str = "
    SELECT photo, likeness
    FROM likeness_part
    WHERE part = ?1
";

/// The photos whose likeness differs in at most `most` bits, with how many; all of them where `most` is less than [`PARTS`].
pub(crate) fn alike(db: &Connection, likeness: u64, most: u32) -> rusqlite::Result<Vec<(PhotoId, u32)>> {
    debug_assert!(most < PARTS, "photos would be missed");
    let mut statement = db.prepare_cached(OF_PART)?;
    let mut found = Vec::new();
    for part in parts(likeness) {
        let mut rows = statement.query([Big(part)])?;
        while let Some(row) = rows.next()? {
            let other = row.get::<_, i64>(1)?.cast_unsigned();
            let distance = (other ^ likeness).count_ones();
            if distance <= most {
                let id: PhotoId = row.get::<_, Parsed<_>>(0)?.0;
                if !found.iter().any(|(known, _)| *known == id) {
                    found.push((id, distance));
                }
            }
        }
    }
    found.sort_by(|one, other| {
        one.1
            .cmp(&other.1)
            .then_with(|| one.0.as_str().cmp(other.0.as_str()))
    });
    Ok(found)
}

/// The texts that name photos of reports that are not published as they stand here.
const UNPUBLISHED: [&str; 3] = [
    "
    SELECT report_value.value
    FROM report_value
    JOIN report ON report.id = report_value.report
    LEFT JOIN report_remote ON report_remote.report = report.id
    WHERE report_remote.state IS NOT 'published' OR report.version IS NOT report.sent_version
    ",
    "SELECT content FROM outbox",
    "SELECT content FROM attempt",
];

/// Passes on each text that names photos of a report that is not published as it stands here.
pub(crate) fn unpublished(db: &Connection, mut take: impl FnMut(&str)) -> rusqlite::Result<()> {
    for query in UNPUBLISHED {
        let mut statement = db.prepare(query)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            take(&value::text(row.get_ref(0)?)?);
        }
    }
    Ok(())
}

/// What a photo was made of.
pub(crate) fn source_of(db: &Connection, photo: &PhotoId) -> rusqlite::Result<Option<PhotoId>> {
    db.prepare_cached("SELECT source FROM photo_made WHERE photo = ?1")?
        .query_row([photo.as_str()], |row| Ok(row.get::<_, Parsed<_>>(0)?.0))
        .optional()
}

#[cfg(test)]
mod tests {
    use super::{OF_PART, QUALITY};
    use crate::migrations;
    use rusqlite::Connection;

    #[test]
    fn photos_alike_are_found_by_an_index() {
        let mut db = Connection::open_in_memory().unwrap();
        migrations::run(&mut db).unwrap();
        for query in [OF_PART, QUALITY] {
            let mut explained = db.prepare(&format!("EXPLAIN QUERY PLAN {query}")).unwrap();
            let steps = explained.raw_query().mapped(|row| row.get::<_, String>(3));
            let plan = steps.collect::<Result<Vec<_>, _>>().unwrap().join("\n");
            assert!(!plan.contains("SCAN"), "{plan}");
        }
    }
}
