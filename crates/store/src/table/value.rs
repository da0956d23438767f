//! The fields of the reports, a row each, so that a save writes only what was changed.

use crate::sql::{Big, Json, Parsed};
use packed::{json_of, pack};
use report::{FieldId, PhotoId, ReportId, Values, value::FileUse, value::PhotoUse};
use rusqlite::{Connection, named_params, params, types::ValueRef};
use serde::{Deserialize, de::IgnoredAny};
use serde_json::Value;

mod packed;
pub(crate) use packed::{Unpacked, packed, text};

pub(crate) const V1: &str = "
    CREATE TABLE report_value (
        report TEXT NOT NULL REFERENCES report (id) ON DELETE CASCADE,
        field TEXT NOT NULL,
        value TEXT NOT NULL,
        photos INTEGER NOT NULL,
        PRIMARY KEY (report, field)
    ) STRICT;
";

/// Values are packed since version 6 (packed.rs), which a column of text would not take.
const V6: &str = "
    ALTER TABLE report_value RENAME TO report_value_plain;
    CREATE TABLE report_value (
        report TEXT NOT NULL REFERENCES report (id) ON DELETE CASCADE,
        field TEXT NOT NULL,
        value ANY NOT NULL,
        photos INTEGER NOT NULL,
        PRIMARY KEY (report, field)
    ) STRICT;
";

/// Makes the table of version 6 and moves the rows into it, packed: some at a time, so that those which come take the place of
/// those which went and the file does not grow.
pub(crate) fn move_to_v6(db: &Connection, tell: &mut dyn FnMut(u64, u64)) -> rusqlite::Result<()> {
    db.execute_batch(V6)?;
    let count = |row: &rusqlite::Row<'_>| row.get::<_, Big>(0);
    let Big(total) = db.query_row("SELECT COUNT(*) FROM report_value_plain", [], count)?;
    let mut done = 0;
    {
        let mut read = db.prepare(
            "SELECT rowid, report, field, value, photos FROM report_value_plain ORDER BY rowid LIMIT 256",
        )?;
        let mut write =
            db.prepare("INSERT INTO report_value (report, field, value, photos) VALUES (?1, ?2, ?3, ?4)")?;
        let mut remove = db.prepare("DELETE FROM report_value_plain WHERE rowid <= ?1")?;
        loop {
            let mut last: Option<i64> = None;
            let mut rows = read.query([])?;
            while let Some(row) = rows.next()? {
                let value = pack(row.get(3)?)?;
                write.execute(params![
                    row.get_ref(1)?.as_str()?,
                    row.get_ref(2)?.as_str()?,
                    value,
                    row.get::<_, i64>(4)?,
                ])?;
                last = Some(row.get(0)?);
                done += 1;
            }
            drop(rows);
            let Some(last) = last else { break };
            tell(done, total);
            remove.execute([last])?;
        }
    }
    db.execute_batch("DROP TABLE report_value_plain")
}

pub(crate) fn all(db: &Connection, report: ReportId) -> rusqlite::Result<Values> {
    db.prepare_cached(
        "
        SELECT field, value
        FROM report_value
        WHERE report = ?1
        ",
    )?
    .query_map([report.to_string()], |row| {
        Ok((FieldId(row.get(0)?), row.get::<_, Unpacked<Value>>(1)?.0))
    })?
    .collect()
}

/// These fields of every report that is not in the bin, the last changed report first.
pub(crate) fn of_fields(
    db: &Connection,
    fields: &[FieldId],
) -> rusqlite::Result<Vec<(ReportId, FieldId, Value)>> {
    db.prepare_cached(
        "
        SELECT report_value.report, report_value.field, report_value.value
        FROM facet
        CROSS JOIN json_each(?1) AS wanted
        CROSS JOIN report_value ON report_value.report = facet.report AND report_value.field = wanted.value
        ORDER BY facet.updated_at DESC, facet.doc DESC
        ",
    )?
    .query_map([Json(fields)], |row| {
        let id = row.get::<_, Parsed<_>>(0)?.0;
        Ok((id, FieldId(row.get(1)?), row.get::<_, Unpacked<Value>>(2)?.0))
    })?
    .collect()
}

/// Whether every value that lies here can be read. Reads them all.
pub(crate) fn all_sound(db: &Connection) -> rusqlite::Result<bool> {
    let mut statement = db.prepare("SELECT value FROM report_value")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if !is_sound(row.get_ref(0)?) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether that is a value as the column keeps it.
pub(crate) fn is_sound(kept: ValueRef<'_>) -> bool {
    text(kept).is_ok_and(|text| serde_json::from_str::<IgnoredAny>(&text).is_ok())
}

/// Writes one field; `None` and `null` empty it. Tells whether anything changed: the same text is packed to the same bytes.
pub(crate) fn put(
    db: &Connection,
    report: ReportId,
    field: &FieldId,
    value: Option<&Value>,
) -> rusqlite::Result<bool> {
    let Some(value) = value.filter(|value| !value.is_null()) else {
        let removed = db
            .prepare_cached(
                "
                DELETE FROM report_value
                WHERE report = ?1 AND field = ?2
                ",
            )?
            .execute(params![report.to_string(), field.as_str()])?;
        return Ok(removed > 0);
    };
    let shown = u32::try_from(photos(value).len()).unwrap_or(u32::MAX);
    let written = db
        .prepare_cached(
            "
            INSERT INTO report_value (report, field, value, photos)
            VALUES (:report, :field, :value, :photos)
            ON CONFLICT (report, field) DO UPDATE SET
                value = excluded.value,
                photos = excluded.photos
            WHERE value <> excluded.value
            ",
        )?
        .execute(named_params! {
            ":report": report.to_string(),
            ":field": field.as_str(),
            ":value": pack(json_of(value)?)?,
            ":photos": shown,
        })?;
    Ok(written > 0)
}

/// How many photos the report shows.
pub(crate) fn photo_count(db: &Connection, report: ReportId) -> rusqlite::Result<u32> {
    db.prepare_cached(
        "
        SELECT COALESCE(SUM(photos), 0)
        FROM report_value
        WHERE report = ?1
        ",
    )?
    .query_row([report.to_string()], |row| row.get(0))
}

/// The photos of a value, recognised by their shape: the store must not depend on the form being at hand.
fn photos(value: &Value) -> Vec<PhotoId> {
    Vec::<PhotoUse>::deserialize(value)
        .map(|uses| uses.into_iter().map(|one| one.photo).collect())
        .unwrap_or_default()
}

/// Every photo and file that the values refer to, once each, with the size that a file's value tells.
pub(crate) fn attachments(values: &Values) -> Vec<(PhotoId, Option<u64>)> {
    let mut found: Vec<(PhotoId, Option<u64>)> = Vec::new();
    for value in values.values() {
        let file = FileUse::deserialize(value).map(|file| (file.file, Some(file.bytes)));
        let each = photos(value).into_iter().map(|photo| (photo, None)).chain(file);
        for (id, bytes) in each {
            if !found.iter().any(|(known, _)| *known == id) {
                found.push((id, bytes));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{V1, all, all_sound, move_to_v6};
    use report::ReportId;
    use rusqlite::{Connection, params};
    use serde_json::json;
    use uuid::Uuid;

    #[test]
    fn values_of_an_earlier_version_are_all_there_in_a_file_that_has_not_grown() {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch("CREATE TABLE report (id TEXT PRIMARY KEY) STRICT")
            .unwrap();
        db.execute_batch(V1).unwrap();
        let id = |number: u32| ReportId(Uuid::from_u128(u128::from(number)));
        let text = |number: u32| format!("Замінено асфальт, дільниця {number}. ").repeat(40);
        for number in 0..1_000 {
            let key = id(number).to_string();
            db.execute("INSERT INTO report VALUES (?1)", [&key]).unwrap();
            for (field, value) in [("text", json!(text(number))), ("day", json!("2026-11-22"))] {
                db.execute(
                    "INSERT INTO report_value VALUES (?1, ?2, ?3, 0)",
                    params![key, field, value.to_string()],
                )
                .unwrap();
            }
        }
        let pages = || -> u32 {
            db.pragma_query_value(None, "page_count", |row| row.get(0))
                .unwrap()
        };
        let before = pages();
        let mut told = (0, 0);
        move_to_v6(&db, &mut |done, total| told = (done, total)).unwrap();
        assert_eq!(told, (2_000, 2_000));
        // What one batch takes before the first goes.
        assert!(pages() <= before + 64, "{before} pages became {}", pages());
        assert!(all_sound(&db).unwrap());
        for number in 0..1_000 {
            let values = all(&db, id(number)).unwrap();
            assert_eq!(values.len(), 2);
            assert_eq!(values[&"text".into()], json!(text(number)));
        }
    }
}
