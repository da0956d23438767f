//! The attached files whose bytes lie in the folder. A row is written after its bytes are on the disk, so a row is a
//! promise.

use crate::sql::{At, Big, Parsed};
use jiff::Timestamp;
use report::PhotoId;
use rusqlite::{Connection, OptionalExtension, named_params};

pub(crate) const V4: &str = "
    CREATE TABLE file (
        id TEXT PRIMARY KEY,
        bytes INTEGER NOT NULL,
        name TEXT NOT NULL,
        added_at INTEGER NOT NULL
    ) STRICT;
";

/// A file kept here.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FileRow {
    /// SHA-256 of the bytes.
    pub(crate) id: PhotoId,
    /// Size in bytes.
    pub(crate) bytes: u64,
    /// The file's name when it was first added.
    pub(crate) name: String,
    pub(crate) added_at: Timestamp,
}

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<FileRow> {
    Ok(FileRow {
        id: row.get::<_, Parsed<_>>(0)?.0,
        bytes: row.get::<_, Big>(1)?.0,
        name: row.get(2)?,
        added_at: row.get::<_, At>(3)?.0,
    })
}

pub(crate) fn get(db: &Connection, file: &PhotoId) -> rusqlite::Result<Option<FileRow>> {
    db.prepare_cached(
        "
        SELECT id, bytes, name, added_at
        FROM file
        WHERE id = ?1
        ",
    )?
    .query_row([file.as_str()], read)
    .optional()
}

pub(crate) fn all(db: &Connection) -> rusqlite::Result<Vec<FileRow>> {
    db.prepare_cached(
        "
        SELECT id, bytes, name, added_at
        FROM file
        ORDER BY id
        ",
    )?
    .query_map([], read)?
    .collect()
}

/// Writes the row unless there is one.
pub(crate) fn put(db: &Connection, file: &FileRow) -> rusqlite::Result<()> {
    db.prepare_cached(
        "
        INSERT INTO file (id, bytes, name, added_at)
        VALUES (:id, :bytes, :name, :added_at)
        ON CONFLICT (id) DO NOTHING
        ",
    )?
    .execute(named_params! {
        ":id": file.id.as_str(),
        ":bytes": Big(file.bytes),
        ":name": file.name,
        ":added_at": At(file.added_at),
    })?;
    Ok(())
}

pub(crate) fn remove_all(db: &Connection) -> rusqlite::Result<()> {
    db.execute("DELETE FROM file", [])?;
    Ok(())
}

/// The ids of all of them.
pub(crate) fn ids(db: &Connection) -> rusqlite::Result<Vec<PhotoId>> {
    db.prepare_cached("SELECT id FROM file")?
        .query_map([], |row| Ok(row.get::<_, Parsed<_>>(0)?.0))?
        .collect()
}

/// Forgets one.
pub(crate) fn remove(db: &Connection, id: &PhotoId) -> rusqlite::Result<()> {
    db.prepare_cached(
        "
        DELETE FROM file
        WHERE id = ?1
        ",
    )?
    .execute([id.as_str()])?;
    Ok(())
}
