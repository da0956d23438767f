//! The catalogue as it last came: one row.

use crate::sql::{At, Json};
use jiff::Timestamp;
use report::Catalogue;
use rusqlite::{Connection, OptionalExtension, named_params};

pub(crate) const V1: &str = "
    CREATE TABLE catalogue (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        etag TEXT,
        fetched_at INTEGER NOT NULL,
        body TEXT NOT NULL
    ) STRICT;
";

/// The catalogue. One that an older version of the program kept and this one cannot read counts as absent: it is to be
/// fetched again.
pub(crate) fn get(db: &Connection) -> rusqlite::Result<Option<(Catalogue, Option<String>)>> {
    let kept: Option<(String, Option<String>)> = db
        .prepare_cached(
            "
        SELECT body, etag
        FROM catalogue
        WHERE id = 1
        ",
        )?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(kept.and_then(|(body, etag)| Some((serde_json::from_str(&body).ok()?, etag))))
}

pub(crate) fn put(
    db: &Connection,
    catalogue: &Catalogue,
    etag: Option<&str>,
    now: Timestamp,
) -> rusqlite::Result<()> {
    db.prepare_cached(
        "
        INSERT INTO catalogue (id, etag, fetched_at, body)
        VALUES (1, :etag, :now, :body)
        ON CONFLICT (id) DO UPDATE SET
            etag = excluded.etag,
            fetched_at = excluded.fetched_at,
            body = excluded.body
        ",
    )?
    .execute(named_params! { ":etag": etag, ":now": At(now), ":body": Json(catalogue) })?;
    Ok(())
}
