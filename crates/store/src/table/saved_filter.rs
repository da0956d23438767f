//! Lists that somebody gave a name to.

use rusqlite::{Connection, named_params};

pub(crate) const V6: &str = "
    CREATE TABLE saved_filter (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        wanted TEXT NOT NULL
    ) STRICT;
";

/// A list with a name. What it wants is the interface's own to read and write, as JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedFilter {
    /// Its id.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// What it wants, as JSON.
    pub wanted: String,
}

pub(crate) fn all(db: &Connection) -> rusqlite::Result<Vec<SavedFilter>> {
    db.prepare_cached("SELECT id, name, wanted FROM saved_filter ORDER BY id")?
        .query_map([], |row| {
            Ok(SavedFilter {
                id: row.get(0)?,
                name: row.get(1)?,
                wanted: row.get(2)?,
            })
        })?
        .collect()
}

/// Keeps a list under a name; one of that name gives way.
pub(crate) fn put(db: &Connection, name: &str, wanted: &str) -> rusqlite::Result<()> {
    db.prepare_cached(
        "
        INSERT INTO saved_filter (name, wanted)
        VALUES (:name, :wanted)
        ON CONFLICT (name) DO UPDATE SET wanted = excluded.wanted
        ",
    )?
    .execute(named_params! { ":name": name, ":wanted": wanted })?;
    Ok(())
}

/// Gives another name. Answers whether that was possible: it is not where another list has it.
pub(crate) fn rename(db: &Connection, id: i64, name: &str) -> rusqlite::Result<bool> {
    let renamed = db
        .prepare_cached("UPDATE OR IGNORE saved_filter SET name = ?2 WHERE id = ?1")?
        .execute((id, name))?;
    Ok(renamed > 0)
}

pub(crate) fn remove(db: &Connection, id: i64) -> rusqlite::Result<()> {
    db.prepare_cached("DELETE FROM saved_filter WHERE id = ?1")?
        .execute([id])?;
    Ok(())
}
