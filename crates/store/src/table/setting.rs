//! Choices of window and interface, by key.

use rusqlite::{Connection, OptionalExtension, params};

pub(crate) const V1: &str = "
    CREATE TABLE setting (
        key TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
";

pub(crate) fn get(db: &Connection, key: &str) -> rusqlite::Result<Option<String>> {
    db.prepare_cached(
        "
        SELECT value
        FROM setting
        WHERE key = ?1
        ",
    )?
    .query_row([key], |row| row.get(0))
    .optional()
}

pub(crate) fn put(db: &Connection, key: &str, value: &str) -> rusqlite::Result<()> {
    db.prepare_cached(
        "
        INSERT INTO setting (key, value)
        VALUES (?1, ?2)
        ON CONFLICT (key) DO UPDATE SET value = excluded.value
        ",
    )?
    .execute(params![key, value])?;
    Ok(())
}
