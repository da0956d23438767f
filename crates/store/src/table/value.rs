//! The fields of the reports, a row each, so that a save writes only what was changed.

use crate::sql::{Json, Parsed};
use report::{FieldId, PhotoId, ReportId, Values, value::FileUse, value::PhotoUse};
use rusqlite::{Connection, named_params, params};
use serde::Deserialize;
use serde_json::Value;

pub(crate) const V1: &str = "
    CREATE TABLE report_value (
        report TEXT NOT NULL REFERENCES report (id) ON DELETE CASCADE,
        field TEXT NOT NULL,
        value TEXT NOT NULL,
        photos INTEGER NOT NULL,
        PRIMARY KEY (report, field)
    ) STRICT;
";

pub(crate) fn all(db: &Connection, report: ReportId) -> rusqlite::Result<Values> {
    db.prepare_cached(
        "
        SELECT field, value
        FROM report_value
        WHERE report = ?1
        ",
    )?
    .query_map([report.to_string()], |row| {
        Ok((FieldId(row.get(0)?), row.get::<_, Json<Value>>(1)?.0))
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
        SELECT report.id, report_value.field, report_value.value
        FROM report
        CROSS JOIN json_each(?1) AS wanted
        CROSS JOIN report_value ON report_value.report = report.id AND report_value.field = wanted.value
        WHERE report.deleted_at IS NULL
        ORDER BY report.updated_at DESC, report.id DESC
        ",
    )?
    .query_map([Json(fields)], |row| {
        let id = row.get::<_, Parsed<_>>(0)?.0;
        Ok((id, FieldId(row.get(1)?), row.get::<_, Json<Value>>(2)?.0))
    })?
    .collect()
}

/// Writes one field; `None` and `null` empty it. Tells whether anything changed.
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
            WHERE report_value.value <> excluded.value
            ",
        )?
        .execute(named_params! {
            ":report": report.to_string(),
            ":field": field.as_str(),
            ":value": Json(value),
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
