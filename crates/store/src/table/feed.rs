//! How far the portal's change feed has been read: one row.

use crate::sql::Big;
use rusqlite::{Connection, OptionalExtension};

pub(crate) const V1: &str = "
    CREATE TABLE feed (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        cursor INTEGER NOT NULL
    ) STRICT;
";

/// The cursor; 0 before the first page.
pub(crate) fn cursor(db: &Connection) -> rusqlite::Result<u64> {
    let cursor = db
        .prepare_cached(
            "
            SELECT cursor
            FROM feed
            WHERE id = 1
            ",
        )?
        .query_row([], |row| row.get::<_, Big>(0))
        .optional()?;
    Ok(cursor.map_or(0, |big| big.0))
}

pub(crate) fn set_cursor(db: &Connection, cursor: u64) -> rusqlite::Result<()> {
    db.prepare_cached(
        "
        INSERT INTO feed (id, cursor)
        VALUES (1, ?1)
        ON CONFLICT (id) DO UPDATE SET cursor = excluded.cursor
        ",
    )?
    .execute([Big(cursor)])?;
    Ok(())
}
