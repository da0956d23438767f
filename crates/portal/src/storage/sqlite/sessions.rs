//! Tables `session`, `access_token` and `refresh_token`.

use super::{
    accounts,
    rows::{millis, time, uuid},
};
use crate::storage::{
    Rotation, StorageError, TokenHash, TokenPair,
    rules::{self, KnownRefresh, RotationDecision},
};
use jiff::Timestamp;
use portal_api::Account;
use report::Login;
use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

pub(super) fn open(
    db: &Connection,
    id: Uuid,
    login: &Login,
    device: &str,
    now: Timestamp,
    pair: &TokenPair,
) -> Result<(), StorageError> {
    db.execute(
        "INSERT INTO session (id, login, device, opened_at) VALUES (?1, ?2, ?3, ?4)",
        (id.as_bytes(), login.as_str(), device, millis(now)),
    )?;
    keep_pair(db, id, None, pair)
}

fn keep_pair(
    db: &Connection,
    session: Uuid,
    parent: Option<&TokenHash>,
    pair: &TokenPair,
) -> Result<(), StorageError> {
    db.execute(
        "INSERT INTO access_token (hash, session, until_at) VALUES (?1, ?2, ?3)",
        (pair.access, session.as_bytes(), millis(pair.access_until)),
    )?;
    db.execute(
        "INSERT INTO refresh_token (hash, session, parent, until_at) VALUES (?1, ?2, ?3, ?4)",
        (
            pair.refresh,
            session.as_bytes(),
            parent,
            millis(pair.refresh_until),
        ),
    )?;
    Ok(())
}

pub(super) fn of(
    db: &Connection,
    access: &TokenHash,
    now: Timestamp,
) -> Result<Option<(Uuid, Account)>, StorageError> {
    let found = db
        .prepare_cached(
            "SELECT session.id, session.login
             FROM access_token JOIN session ON session.id = access_token.session
             WHERE access_token.hash = ?1 AND access_token.until_at > ?2 AND session.ended_at IS NULL",
        )?
        .query_row((access, millis(now)), |row| {
            Ok((uuid(row.get(0)?), Login(row.get(1)?)))
        })
        .optional()?;
    let Some((session, login)) = found else {
        return Ok(None);
    };
    Ok(accounts::account(db, &login)?.map(|stored| (session, stored.account)))
}

pub(super) fn rotate(
    db: &Connection,
    old: &TokenHash,
    pair: &TokenPair,
    now: Timestamp,
) -> Result<Rotation, StorageError> {
    let found = db
        .query_row(
            "SELECT session.id, session.login, token.until_at, session.ended_at, token.used_at,
                    EXISTS (SELECT 1 FROM refresh_token AS next
                            WHERE (next.parent = token.hash OR (next.parent = token.parent AND next.hash <> token.hash))
                              AND next.used_at IS NOT NULL)
             FROM refresh_token AS token JOIN session ON session.id = token.session
             WHERE token.hash = ?1",
            [old],
            |row| {
                Ok((
                    uuid(row.get(0)?),
                    Login(row.get(1)?),
                    row.get::<_, i64>(2)?,
                    row.get::<_, Option<i64>>(3)?,
                    row.get::<_, Option<i64>>(4)?,
                    row.get::<_, bool>(5)?,
                ))
            },
        )
        .optional()?;
    let Some((session, login, until, ended, used, successor_used)) = found else {
        return Ok(Rotation::Ended);
    };
    let known = KnownRefresh {
        until: time("until_at", until)?,
        session_ended: ended.map(|at| time("ended_at", at)).transpose()?,
        used_at: used.map(|at| time("used_at", at)).transpose()?,
        successor_used,
    };
    match rules::rotation(&known, now) {
        RotationDecision::Ended => Ok(Rotation::Ended),
        RotationDecision::Revoke => {
            end(db, session, now)?;
            Ok(Rotation::Reused(login))
        }
        RotationDecision::Rotate => {
            db.execute(
                "UPDATE refresh_token SET used_at = coalesce(used_at, ?2) WHERE hash = ?1",
                (old, millis(now)),
            )?;
            keep_pair(db, session, Some(old), pair)?;
            Ok(Rotation::Rotated(login))
        }
    }
}

pub(super) fn end(db: &Connection, session: Uuid, now: Timestamp) -> Result<(), StorageError> {
    db.execute(
        "UPDATE session SET ended_at = ?2 WHERE id = ?1 AND ended_at IS NULL",
        (session.as_bytes(), millis(now)),
    )?;
    Ok(())
}

/// Access tokens that are over are forgotten at once; refresh tokens when they would have ended anyway, because until
/// then a second use must be noticed.
pub(super) fn forget(db: &Connection, now: Timestamp) -> Result<(), StorageError> {
    db.execute("DELETE FROM access_token WHERE until_at <= ?1", [millis(now)])?;
    db.execute("DELETE FROM refresh_token WHERE until_at <= ?1", [millis(now)])?;
    Ok(())
}
