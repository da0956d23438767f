//! Photos and files that nothing refers to, and since when.

use crate::{
    sql::{At, Parsed},
    table::value,
};
use jiff::Timestamp;
use report::PhotoId;
use rusqlite::{Connection, params};

/// The table in version 8.
pub(crate) const V8: &str = "
    CREATE TABLE unused (
        id TEXT PRIMARY KEY,
        since INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX unused_by_age ON unused (since);
";

/// Every table with text that may name a photo or file: `SELECT` of that text.
const TEXTS: [&str; 5] = [
    "SELECT value FROM report_value",
    "SELECT theirs FROM report_conflict",
    "SELECT content FROM report_base",
    "SELECT content FROM outbox",
    "SELECT content FROM attempt",
];

/// Passes on each text that may name a photo or file.
pub(crate) fn texts(db: &Connection, mut take: impl FnMut(&str)) -> rusqlite::Result<()> {
    for query in TEXTS {
        let mut statement = db.prepare(query)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            take(&value::text(row.get_ref(0)?)?);
        }
    }
    Ok(())
}

/// Notes that nothing refers to it since now, unless it was noted before. A note of the future is the clock's fault, and is
/// taken for one of now.
pub(crate) fn put(db: &Connection, id: &PhotoId, now: Timestamp) -> rusqlite::Result<()> {
    db.prepare_cached(
        "
        INSERT INTO unused (id, since)
        VALUES (?1, ?2)
        ON CONFLICT (id) DO UPDATE SET since = MIN(since, excluded.since)
        ",
    )?
    .execute(params![id.as_str(), At(now)])?;
    Ok(())
}

/// It is referred to, or gone.
pub(crate) fn remove(db: &Connection, id: &PhotoId) -> rusqlite::Result<()> {
    db.prepare_cached(
        "
        DELETE FROM unused
        WHERE id = ?1
        ",
    )?
    .execute([id.as_str()])?;
    Ok(())
}

/// All that is noted.
pub(crate) fn all(db: &Connection) -> rusqlite::Result<Vec<PhotoId>> {
    db.prepare_cached("SELECT id FROM unused ORDER BY id")?
        .query_map([], |row| Ok(row.get::<_, Parsed<_>>(0)?.0))?
        .collect()
}

/// What nothing has referred to since `time` or longer.
pub(crate) const OLD: &str = "
    SELECT id
    FROM unused
    WHERE since <= ?1
    ORDER BY since
    LIMIT ?2
";

/// At most so many that nothing has referred to since `time` or longer.
pub(crate) fn old(db: &Connection, time: Timestamp, most: u32) -> rusqlite::Result<Vec<PhotoId>> {
    db.prepare_cached(OLD)?
        .query_map(params![At(time), most], |row| Ok(row.get::<_, Parsed<_>>(0)?.0))?
        .collect()
}
