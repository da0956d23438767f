//! How much of each photo and file the portal has.

use crate::sql::Big;
use report::PhotoId;
use rusqlite::{Connection, OptionalExtension, named_params};

pub(crate) const V1: &str = "
    CREATE TABLE upload (
        photo TEXT PRIMARY KEY,
        url TEXT,
        offset INTEGER NOT NULL,
        length INTEGER NOT NULL,
        acknowledged INTEGER NOT NULL CHECK (acknowledged IN (0, 1))
    ) STRICT;
";

/// How much of a photo's (or file's) bytes the portal has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// The upload's address, if one was created and not finished.
    pub url: Option<String>,
    /// Bytes that the portal has confirmed.
    pub offset: u64,
    /// Bytes in all.
    pub length: u64,
    /// Whether the portal said that it holds the whole, checked against the hash.
    pub acknowledged: bool,
}

pub(crate) fn get(db: &Connection, photo: &PhotoId) -> rusqlite::Result<Option<Upload>> {
    db.prepare_cached(
        "
        SELECT url, offset, length, acknowledged
        FROM upload
        WHERE photo = ?1
        ",
    )?
    .query_row([photo.as_str()], |row| {
        Ok(Upload {
            url: row.get(0)?,
            offset: row.get::<_, Big>(1)?.0,
            length: row.get::<_, Big>(2)?.0,
            acknowledged: row.get(3)?,
        })
    })
    .optional()
}

pub(crate) fn put(db: &Connection, photo: &PhotoId, upload: &Upload) -> rusqlite::Result<()> {
    db.prepare_cached(
        "
        INSERT INTO upload (photo, url, offset, length, acknowledged)
        VALUES (:photo, :url, :offset, :length, :acknowledged)
        ON CONFLICT (photo) DO UPDATE SET
            url = excluded.url,
            offset = excluded.offset,
            length = excluded.length,
            acknowledged = excluded.acknowledged
        ",
    )?
    .execute(named_params! {
        ":photo": photo.as_str(),
        ":url": upload.url,
        ":offset": Big(upload.offset),
        ":length": Big(upload.length),
        ":acknowledged": upload.acknowledged,
    })?;
    Ok(())
}

pub(crate) fn remove(db: &Connection, photo: &PhotoId) -> rusqlite::Result<()> {
    db.prepare_cached(
        "
        DELETE FROM upload
        WHERE photo = ?1
        ",
    )?
    .execute([photo.as_str()])?;
    Ok(())
}

/// Forgets all of them: the portal's data were put back from a copy.
pub(crate) fn remove_all(db: &Connection) -> rusqlite::Result<()> {
    db.execute("DELETE FROM upload", [])?;
    Ok(())
}
