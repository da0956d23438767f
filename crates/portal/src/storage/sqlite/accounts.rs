//! Tables `portal`, `account` and `account_rights`.

use super::rows::uuid;
use crate::storage::{Identity, StorageError, StoredAccount};
use portal_api::Account;
use report::{DepartmentId, Login, Right, Rights, SectionId};
use rusqlite::{Connection, OptionalExtension};

pub(super) fn identity(db: &Connection) -> Result<Identity, StorageError> {
    Ok(db.query_row("SELECT id, epoch FROM portal", [], |row| {
        Ok(Identity {
            portal: uuid(row.get(0)?),
            epoch: uuid(row.get(1)?),
        })
    })?)
}

pub(super) fn account(db: &Connection, login: &Login) -> Result<Option<StoredAccount>, StorageError> {
    let found = db
        .prepare_cached("SELECT name, position, department, password_hash FROM account WHERE login = ?1")?
        .query_row([login.as_str()], |row| {
            Ok((row.get::<_, String>(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })
        .optional()?;
    let Some((name, position, department, password_hash)) = found else {
        return Ok(None);
    };
    let account = Account {
        login: login.clone(),
        name,
        position,
        department: DepartmentId(department),
        rights: rights(db, login)?,
    };
    Ok(Some(StoredAccount {
        account,
        password_hash,
    }))
}

fn rights(db: &Connection, login: &Login) -> Result<Vec<Rights>, StorageError> {
    let mut statement =
        db.prepare_cached("SELECT section, rights FROM account_rights WHERE login = ?1 ORDER BY section")?;
    let mut rows = statement.query([login.as_str()])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let rights: Vec<Right> = serde_json::from_str(&row.get::<_, String>(1)?)?;
        all.push(Rights {
            section: SectionId(row.get(0)?),
            rights,
        });
    }
    Ok(all)
}

pub(super) fn add(db: &Connection, stored: &StoredAccount) -> Result<bool, StorageError> {
    let account = &stored.account;
    let added = db.execute(
        "INSERT INTO account (login, name, position, department, password_hash)
         VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (login) DO NOTHING",
        (
            account.login.as_str(),
            &account.name,
            &account.position,
            account.department.as_str(),
            &stored.password_hash,
        ),
    )?;
    if added == 0 {
        return Ok(false);
    }
    for granted in &account.rights {
        db.execute(
            "INSERT INTO account_rights (login, section, rights) VALUES (?1, ?2, ?3)",
            (
                account.login.as_str(),
                granted.section.as_str(),
                serde_json::to_string(&granted.rights)?,
            ),
        )?;
    }
    Ok(true)
}
