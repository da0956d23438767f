//! The photos whose bytes lie in the folder. A row is written after its file is on the disk, so a row is a promise.

use crate::sql::{At, Big, Parsed};
use jiff::{Timestamp, civil::DateTime};
use report::PhotoId;
use rusqlite::{Connection, OptionalExtension, named_params};
use serde::{Deserialize, Serialize};

pub(crate) const V1: &str = "
    CREATE TABLE photo (
        id TEXT PRIMARY KEY,
        bytes INTEGER NOT NULL,
        width INTEGER NOT NULL,
        height INTEGER NOT NULL,
        name TEXT NOT NULL,
        taken_at TEXT,
        lat REAL,
        lon REAL,
        author TEXT,
        added_at INTEGER NOT NULL
    ) STRICT;
";

/// A photo kept here: the picture as it is sent, and what its original told before that was taken out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct PhotoRow {
    /// SHA-256 of the bytes.
    pub id: PhotoId,
    /// Size in bytes.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub bytes: u64,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// The original file's name; empty for a photo that came from the portal.
    pub name: String,
    /// When it was taken, by the camera's clock, which tells no zone.
    #[cfg_attr(feature = "ts", ts(type = "string | null"))]
    pub taken_at: Option<DateTime>,
    /// Where it was taken: latitude, degrees WGS 84.
    pub lat: Option<f64>,
    /// Where it was taken: longitude, degrees WGS 84.
    pub lon: Option<f64>,
    /// The author's name as the camera wrote it.
    pub author: Option<String>,
    /// When it was added here.
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub added_at: Timestamp,
}

const COLUMNS: &str = "id, bytes, width, height, name, taken_at, lat, lon, author, added_at";

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<PhotoRow> {
    Ok(PhotoRow {
        id: row.get::<_, Parsed<_>>(0)?.0,
        bytes: row.get::<_, Big>(1)?.0,
        width: row.get(2)?,
        height: row.get(3)?,
        name: row.get(4)?,
        taken_at: row.get::<_, Option<Parsed<_>>>(5)?.map(|taken| taken.0),
        lat: row.get(6)?,
        lon: row.get(7)?,
        author: row.get(8)?,
        added_at: row.get::<_, At>(9)?.0,
    })
}

pub(crate) fn get(db: &Connection, photo: &PhotoId) -> rusqlite::Result<Option<PhotoRow>> {
    db.prepare_cached(&format!(
        "
        SELECT {COLUMNS}
        FROM photo
        WHERE id = ?1
        "
    ))?
    .query_row([photo.as_str()], read)
    .optional()
}

pub(crate) fn all(db: &Connection) -> rusqlite::Result<Vec<PhotoRow>> {
    db.prepare_cached(&format!(
        "
        SELECT {COLUMNS}
        FROM photo
        ORDER BY id
        "
    ))?
    .query_map([], read)?
    .collect()
}

/// Writes the row unless there is one: the first name and place stay.
pub(crate) fn put(db: &Connection, photo: &PhotoRow) -> rusqlite::Result<()> {
    db.prepare_cached(
        "
        INSERT INTO photo (id, bytes, width, height, name, taken_at, lat, lon, author, added_at)
        VALUES (:id, :bytes, :width, :height, :name, :taken_at, :lat, :lon, :author, :added_at)
        ON CONFLICT (id) DO NOTHING
        ",
    )?
    .execute(named_params! {
        ":id": photo.id.as_str(),
        ":bytes": Big(photo.bytes),
        ":width": photo.width,
        ":height": photo.height,
        ":name": photo.name,
        ":taken_at": photo.taken_at.map(|taken| taken.to_string()),
        ":lat": photo.lat,
        ":lon": photo.lon,
        ":author": photo.author,
        ":added_at": At(photo.added_at),
    })?;
    Ok(())
}

pub(crate) fn remove_all(db: &Connection) -> rusqlite::Result<()> {
    db.execute("DELETE FROM photo", [])?;
    Ok(())
}

/// The ids of all of them.
pub(crate) fn ids(db: &Connection) -> rusqlite::Result<Vec<PhotoId>> {
    db.prepare_cached("SELECT id FROM photo")?
        .query_map([], |row| Ok(row.get::<_, Parsed<_>>(0)?.0))?
        .collect()
}

/// Forgets one.
pub(crate) fn remove(db: &Connection, id: &PhotoId) -> rusqlite::Result<()> {
    db.prepare_cached(
        "
        DELETE FROM photo
        WHERE id = ?1
        ",
    )?
    .execute([id.as_str()])?;
    Ok(())
}
