//! Numbered, forward-only migrations. `user_version` is the number of those applied; `application_id` tells a portal's
//! database from any other.

use crate::storage::StorageError;
use rusqlite::Connection;
use std::path::Path;

/// `ZVPO` in ASCII.
const APPLICATION_ID: i64 = 0x5A56_504F;

/// The migrations, oldest first. Never edit one that was released: add another.
const MIGRATIONS: &[&str] = &[
    "
    CREATE TABLE portal (
        id      BLOB NOT NULL,
        epoch   BLOB NOT NULL
    ) STRICT;

    CREATE TABLE account (
        login         TEXT NOT NULL PRIMARY KEY,
        name          TEXT NOT NULL,
        position      TEXT NOT NULL,
        department    TEXT NOT NULL,
        password_hash TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE account_rights (
        login   TEXT NOT NULL REFERENCES account (login),
        section TEXT NOT NULL,
        rights  TEXT NOT NULL,
        PRIMARY KEY (login, section)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE session (
        id        BLOB NOT NULL PRIMARY KEY,
        login     TEXT NOT NULL REFERENCES account (login),
        device    TEXT NOT NULL,
        opened_at INTEGER NOT NULL,
        ended_at  INTEGER
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE access_token (
        hash     BLOB NOT NULL PRIMARY KEY,
        session  BLOB NOT NULL REFERENCES session (id),
        until_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE refresh_token (
        hash     BLOB NOT NULL PRIMARY KEY,
        session  BLOB NOT NULL REFERENCES session (id),
        parent   BLOB,
        until_at INTEGER NOT NULL,
        used_at  INTEGER
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX refresh_token_parent ON refresh_token (parent);

    CREATE TABLE report (
        id                 BLOB NOT NULL PRIMARY KEY,
        section            TEXT NOT NULL,
        department         TEXT NOT NULL,
        revision           INTEGER NOT NULL,
        state              TEXT NOT NULL,
        published_revision INTEGER,
        published_at       INTEGER,
        approved_by        TEXT
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX report_published ON report (section, published_at DESC, id DESC)
        WHERE published_revision IS NOT NULL;
    CREATE INDEX report_newest ON report (published_at DESC, id DESC) WHERE published_revision IS NOT NULL;

    CREATE TABLE revision (
        report         BLOB NOT NULL REFERENCES report (id),
        revision       INTEGER NOT NULL,
        content        TEXT NOT NULL,
        content_sha256 TEXT NOT NULL,
        author         TEXT NOT NULL REFERENCES account (login),
        received_at    INTEGER NOT NULL,
        PRIMARY KEY (report, revision)
    ) STRICT;

    CREATE TABLE attachment (
        report   BLOB NOT NULL,
        revision INTEGER NOT NULL,
        position INTEGER NOT NULL,
        sha256   TEXT NOT NULL,
        kind     TEXT NOT NULL,
        PRIMARY KEY (report, revision, position),
        FOREIGN KEY (report, revision) REFERENCES revision (report, revision)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX attachment_sha256 ON attachment (sha256);

    CREATE TABLE file (
        sha256  TEXT NOT NULL PRIMARY KEY,
        bytes   INTEGER NOT NULL,
        width   INTEGER,
        height  INTEGER,
        held_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE change (
        seq      INTEGER PRIMARY KEY AUTOINCREMENT,
        report   BLOB NOT NULL REFERENCES report (id),
        revision INTEGER NOT NULL,
        kind     TEXT NOT NULL,
        at       INTEGER NOT NULL,
        by_login TEXT NOT NULL
    ) STRICT;

    CREATE TABLE upload (
        id         BLOB NOT NULL PRIMARY KEY,
        login      TEXT NOT NULL,
        report     BLOB NOT NULL,
        sha256     TEXT NOT NULL,
        kind       TEXT NOT NULL,
        length     INTEGER NOT NULL,
        expires_at INTEGER NOT NULL,
        state      TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX upload_expires ON upload (expires_at);
",
    super::remarks::V2,
    super::uploads::V3,
    super::uploads::V4,
];

/// Brings the database to this version.
pub(super) fn migrate(db: &mut Connection, path: &Path) -> Result<(), StorageError> {
    let known = i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX);
    let read = |db: &Connection, name: &str| db.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let (found, application) = (read(db, "user_version")?, read(db, "application_id")?);
    let tables: i64 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if application != APPLICATION_ID && tables > 0 {
        return Err(StorageError::Foreign {
            path: path.to_owned(),
        });
    }
    if found > known {
        return Err(StorageError::TooNew {
            path: path.to_owned(),
            found,
            known,
        });
    }
    let transaction = db.transaction()?;
    let done = usize::try_from(found).unwrap_or(0);
    for migration in MIGRATIONS.iter().skip(done) {
        transaction.execute_batch(migration)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", known)?;
    transaction.commit()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_of_an_earlier_portal_stay_and_its_departments_hold_what_they_sent() {
        let mut db = Connection::open_in_memory().unwrap();
        db.execute_batch(MIGRATIONS.first().unwrap()).unwrap();
        db.execute_batch(
            "INSERT INTO report (id, section, department, revision, state) VALUES (x'01', 's', 'd', 1, 'in_review');
             INSERT INTO account (login, name, position, department, password_hash) VALUES ('l', '', '', 'e', '');
             INSERT INTO revision (report, revision, content, content_sha256, author, received_at)
             VALUES (x'01', 1, '{}', 'c', 'l', 0);
             INSERT INTO file (sha256, bytes, held_at) VALUES ('used', 1, 0), ('sent', 1, 0), ('nobodys', 1, 0);
             INSERT INTO attachment (report, revision, position, sha256, kind)
             VALUES (x'01', 1, 0, 'used', 'file'), (x'01', 1, 1, 'missing', 'file');
             INSERT INTO upload (id, login, report, sha256, kind, length, expires_at, state)
             VALUES (x'02', 'l', x'01', 'sent', 'file', 1, 0, 'done'), (x'03', 'l', x'01', 'nobodys', 'file', 1, 0, 'gone')",
        )
        .unwrap();
        db.pragma_update(None, "application_id", APPLICATION_ID).unwrap();
        db.pragma_update(None, "user_version", 1).unwrap();
        migrate(&mut db, Path::new("portal.sqlite")).unwrap();
        migrate(&mut db, Path::new("portal.sqlite")).unwrap();
        let count = |sql| db.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
        assert_eq!(count("SELECT COUNT(*) FROM report"), 1);
        assert_eq!(count("SELECT COUNT(*) FROM remark"), 0);
        let holders = "SELECT group_concat(sha256 || ' ' || department, ', ' ORDER BY sha256) FROM holder";
        let holders: String = db.query_row(holders, [], |row| row.get(0)).unwrap();
        assert_eq!(holders, "sent e, used d");
    }
}
