//! Reports that were changed here and on the portal in the same fields, until a person has settled it.

use crate::sql::{Big, Json};
use report::{Content, FieldId, ReportId};
use rusqlite::{Connection, OptionalExtension, named_params};
use serde::{Deserialize, Serialize};

pub(crate) const V1: &str = "
    CREATE TABLE report_conflict (
        report TEXT PRIMARY KEY REFERENCES report (id) ON DELETE CASCADE,
        revision INTEGER NOT NULL,
        fields TEXT NOT NULL,
        theirs TEXT NOT NULL
    ) STRICT;
";

/// Two versions that contradict each other. The report itself holds ours in the fields named here, and the merge of
/// both in all others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Conflict {
    /// The portal's revision.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub revision: u64,
    /// The fields in which the two contradict each other, `title` for the title.
    pub fields: Vec<FieldId>,
    /// The portal's content, to be offered beside ours.
    pub theirs: Content,
}

pub(crate) fn get(db: &Connection, report: ReportId) -> rusqlite::Result<Option<Conflict>> {
    db.prepare_cached(
        "
        SELECT revision, fields, theirs
        FROM report_conflict
        WHERE report = ?1
        ",
    )?
    .query_row([report.to_string()], |row| {
        Ok(Conflict {
            revision: row.get::<_, Big>(0)?.0,
            fields: row.get::<_, Json<_>>(1)?.0,
            theirs: row.get::<_, Json<_>>(2)?.0,
        })
    })
    .optional()
}

pub(crate) fn put(db: &Connection, report: ReportId, conflict: &Conflict) -> rusqlite::Result<()> {
    db.prepare_cached(
        "
        INSERT INTO report_conflict (report, revision, fields, theirs)
        VALUES (:report, :revision, :fields, :theirs)
        ON CONFLICT (report) DO UPDATE SET
            revision = excluded.revision,
            fields = excluded.fields,
            theirs = excluded.theirs
        ",
    )?
    .execute(named_params! {
        ":report": report.to_string(),
        ":revision": Big(conflict.revision),
        ":fields": Json(&conflict.fields),
        ":theirs": Json(&conflict.theirs),
    })?;
    Ok(())
}

pub(crate) fn remove(db: &Connection, report: ReportId) -> rusqlite::Result<()> {
    db.prepare_cached(
        "
        DELETE FROM report_conflict
        WHERE report = ?1
        ",
    )?
    .execute([report.to_string()])?;
    Ok(())
}
