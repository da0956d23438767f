//! Whose folder this is: one row.

use crate::sql::{Json, Parsed};
use portal_api::Account;
use report::{DepartmentId, Login};
use rusqlite::{Connection, OptionalExtension, named_params};
use uuid::Uuid;

pub(crate) const V1: &str = "
    CREATE TABLE account (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        login TEXT NOT NULL,
        name TEXT NOT NULL,
        position TEXT NOT NULL,
        department TEXT NOT NULL,
        rights TEXT NOT NULL,
        portal_url TEXT NOT NULL,
        portal TEXT NOT NULL,
        epoch TEXT NOT NULL
    ) STRICT;
";

/// The account that signed in, and the portal it signed in to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// The account with its rights.
    pub account: Account,
    /// The portal's base address.
    pub portal_url: String,
    /// Which portal that is: see [`portal_api::PortalInfo::portal`].
    pub portal: Uuid,
    /// Which life of its data: see [`portal_api::PortalInfo::epoch`].
    pub epoch: Uuid,
}

pub(crate) fn get(db: &Connection) -> rusqlite::Result<Option<SignedIn>> {
    db.prepare_cached(
        "
        SELECT login, name, position, department, rights, portal_url, portal, epoch
        FROM account
        WHERE id = 1
        ",
    )?
    .query_row([], |row| {
        Ok(SignedIn {
            account: Account {
                login: Login(row.get(0)?),
                name: row.get(1)?,
                position: row.get(2)?,
                department: DepartmentId(row.get(3)?),
                rights: row.get::<_, Json<_>>(4)?.0,
            },
            portal_url: row.get(5)?,
            portal: row.get::<_, Parsed<_>>(6)?.0,
            epoch: row.get::<_, Parsed<_>>(7)?.0,
        })
    })
    .optional()
}

pub(crate) fn put(db: &Connection, signed_in: &SignedIn) -> rusqlite::Result<()> {
    let account = &signed_in.account;
    db.prepare_cached(
        "
        INSERT INTO account (id, login, name, position, department, rights, portal_url, portal, epoch)
        VALUES (1, :login, :name, :position, :department, :rights, :portal_url, :portal, :epoch)
        ON CONFLICT (id) DO UPDATE SET
            login = excluded.login,
            name = excluded.name,
            position = excluded.position,
            department = excluded.department,
            rights = excluded.rights,
            portal_url = excluded.portal_url,
            portal = excluded.portal,
            epoch = excluded.epoch
        ",
    )?
    .execute(named_params! {
        ":login": account.login.as_str(),
        ":name": account.name,
        ":position": account.position,
        ":department": account.department.as_str(),
        ":rights": Json(&account.rights),
        ":portal_url": signed_in.portal_url,
        ":portal": signed_in.portal.to_string(),
        ":epoch": signed_in.epoch.to_string(),
    })?;
    Ok(())
}
