//! What the head remarked whenever a report was returned, as the portal tells it; and what a head writes here and has not
//! sent yet.

use crate::sql::{At, Big, Json, whole_micros};
use portal_api::{NewRemark, Remark};
use report::{FieldId, Login, ReportId};
use rusqlite::{Connection, OptionalExtension, named_params, params};

/// The search reads remarks too, so a report whose remarks have changed has its turn again.
pub(crate) const V9: &str = "
    CREATE TABLE report_remark (
        report TEXT NOT NULL REFERENCES report (id) ON DELETE CASCADE,
        revision INTEGER NOT NULL,
        position INTEGER NOT NULL,
        field TEXT,
        text TEXT NOT NULL,
        by_login TEXT NOT NULL,
        by_name TEXT NOT NULL,
        at INTEGER NOT NULL,
        PRIMARY KEY (report, revision, position)
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER remark_came AFTER INSERT ON report_remark BEGIN
        INSERT INTO stale SELECT report FROM facet WHERE report = NEW.report ON CONFLICT DO NOTHING;
    END;
    CREATE TRIGGER remark_gone AFTER DELETE ON report_remark BEGIN
        INSERT INTO stale SELECT report FROM facet WHERE report = OLD.report ON CONFLICT DO NOTHING;
    END;
    CREATE TABLE remark_draft (
        report TEXT PRIMARY KEY REFERENCES report (id) ON DELETE CASCADE,
        remarks TEXT NOT NULL
    ) STRICT;
";

pub(super) const OF: &str = "
    SELECT revision, field, text, by_login, by_name, at
    FROM report_remark
    WHERE report = ?1
    ORDER BY revision, position
";

/// Every remark on a report, those of the earliest return first, each return's in their order.
pub(crate) fn of(db: &Connection, report: ReportId) -> rusqlite::Result<Vec<Remark>> {
    db.prepare_cached(OF)?
        .query_map([report.to_string()], |row| {
            Ok(Remark {
                revision: row.get::<_, Big>(0)?.0,
                field: row.get::<_, Option<String>>(1)?.map(FieldId),
                text: row.get(2)?,
                by: Login(row.get(3)?),
                by_name: row.get(4)?,
                at: row.get::<_, At>(5)?.0,
            })
        })?
        .collect()
}

/// Keeps the remarks that the portal has in place of those known before.
pub(crate) fn put(db: &Connection, report: ReportId, remarks: &[Remark]) -> rusqlite::Result<()> {
    let remarks: Vec<Remark> = remarks
        .iter()
        .map(|remark| Remark {
            at: whole_micros(remark.at),
            ..remark.clone()
        })
        .collect();
    if of(db, report)? == remarks {
        return Ok(());
    }
    db.prepare_cached("DELETE FROM report_remark WHERE report = ?1")?
        .execute([report.to_string()])?;
    for (position, remark) in (0_u32..).zip(&remarks) {
        db.prepare_cached(
            "
            INSERT INTO report_remark (report, revision, position, field, text, by_login, by_name, at)
            VALUES (:report, :revision, :position, :field, :text, :by_login, :by_name, :at)
            ",
        )?
        .execute(named_params! {
            ":report": report.to_string(),
            ":revision": Big(remark.revision),
            ":position": position,
            ":field": remark.field.as_ref().map(FieldId::as_str),
            ":text": remark.text,
            ":by_login": remark.by.as_str(),
            ":by_name": remark.by_name,
            ":at": At(remark.at),
        })?;
    }
    Ok(())
}

/// What is written here as remarks on another's report and not sent yet.
pub(crate) fn drafts(db: &Connection, report: ReportId) -> rusqlite::Result<Vec<NewRemark>> {
    let kept: Option<Json<_>> = db
        .prepare_cached("SELECT remarks FROM remark_draft WHERE report = ?1")?
        .query_row([report.to_string()], |row| row.get(0))
        .optional()?;
    Ok(kept.map_or_else(Vec::new, |kept| kept.0))
}

/// Keeps them; none: forgets what was kept.
pub(crate) fn put_drafts(db: &Connection, report: ReportId, remarks: &[NewRemark]) -> rusqlite::Result<()> {
    if remarks.is_empty() {
        db.prepare_cached("DELETE FROM remark_draft WHERE report = ?1")?
            .execute([report.to_string()])?;
        return Ok(());
    }
    db.prepare_cached(
        "
        INSERT INTO remark_draft (report, remarks)
        VALUES (?1, ?2)
        ON CONFLICT (report) DO UPDATE SET remarks = excluded.remarks
        ",
    )?
    .execute(params![report.to_string(), Json(remarks)])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::OF;
    use crate::migrations;
    use rusqlite::Connection;

    #[test]
    fn remarks_of_a_report_are_read_by_its_id_without_sorting() {
        let mut db = Connection::open_in_memory().unwrap();
        migrations::run(&mut db).unwrap();
        let plan: String = db
            .query_row(&format!("EXPLAIN QUERY PLAN {OF}"), ["x"], |row| row.get(3))
            .unwrap();
        assert_eq!(plan, "SEARCH report_remark USING PRIMARY KEY (report=?)");
    }
}
