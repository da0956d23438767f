//! Table `remark`: what was remarked when a revision was returned.

use super::{
    reports,
    rows::{millis, signed, time, unsigned},
};
use crate::storage::{
    Precondition, Refusal, Returning, StorageError,
    rules::{self, ReturnDecision},
};
use jiff::Timestamp;
use portal_api::{Account, ChangeKind, NewRemark, Remark};
use report::{FieldId, Login, ReportId};
use rusqlite::Connection;

pub(super) const V2: &str = "
    CREATE TABLE remark (
        report   BLOB NOT NULL,
        revision INTEGER NOT NULL,
        position INTEGER NOT NULL,
        field    TEXT,
        text     TEXT NOT NULL,
        by_login TEXT NOT NULL REFERENCES account (login),
        at       INTEGER NOT NULL,
        PRIMARY KEY (report, revision, position),
        FOREIGN KEY (report, revision) REFERENCES revision (report, revision)
    ) STRICT, WITHOUT ROWID;
";

/// Every remark on a report, those of the earliest revision first, each revision's in their order.
pub(super) fn of(db: &Connection, id: ReportId) -> Result<Vec<Remark>, StorageError> {
    let mut statement = db.prepare_cached(
        "SELECT remark.revision, remark.field, remark.text, remark.by_login, account.name, remark.at
         FROM remark JOIN account ON account.login = remark.by_login
         WHERE remark.report = ?1 ORDER BY remark.revision, remark.position",
    )?;
    let mut rows = statement.query([id.0.as_bytes()])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(Remark {
            revision: unsigned("revision", row.get(0)?)?,
            field: row.get::<_, Option<String>>(1)?.map(FieldId),
            text: row.get(2)?,
            by: Login(row.get(3)?),
            by_name: row.get(4)?,
            at: time("at", row.get(5)?)?,
        });
    }
    Ok(all)
}

pub(super) fn give_back(
    db: &Connection,
    id: ReportId,
    precondition: &Precondition,
    remarks: &[NewRemark],
    by: &Account,
    now: Timestamp,
) -> Result<Returning, StorageError> {
    let Some(current) = reports::head(db, id)? else {
        return Ok(Returning::Refused(Refusal::NotFound));
    };
    let kept: Vec<NewRemark> = of(db, id)?
        .into_iter()
        .filter(|remark| remark.revision == current.revision)
        .map(|Remark { field, text, .. }| NewRemark { field, text })
        .collect();
    match rules::give_back(&current, precondition, remarks, &kept) {
        ReturnDecision::Refuse(refusal) => Ok(Returning::Refused(refusal)),
        ReturnDecision::Repeat => Ok(Returning::Returned(current)),
        ReturnDecision::Return(state) => {
            for (position, remark) in (0_i64..).zip(remarks) {
                db.execute(
                    "INSERT INTO remark (report, revision, position, field, text, by_login, at)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                    (
                        id.0.as_bytes(),
                        signed(current.revision),
                        position,
                        remark.field.as_ref().map(FieldId::as_str),
                        &remark.text,
                        by.login.as_str(),
                        millis(now),
                    ),
                )?;
            }
            reports::set_state(db, id, state)?;
            reports::tell(db, id, current.revision, ChangeKind::Returned, now, &by.login)?;
            let returned = reports::head(db, id)?.ok_or(StorageError::Corrupt { column: "report" })?;
            Ok(Returning::Returned(returned))
        }
    }
}
