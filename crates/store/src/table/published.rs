//! The photos that published reports show, so that an author is told of one that is public already. The portal's word alone fills
//! it: of one's own reports and of others'.

use crate::sql::Parsed;
use report::{PhotoId, ReportId};
use rusqlite::{Connection, params};

/// A photo need not be kept here: its hash alone tells it from others.
pub(crate) const V11: &str = "
    CREATE TABLE published_photo (
        photo TEXT NOT NULL,
        report TEXT NOT NULL REFERENCES report (id) ON DELETE CASCADE,
        PRIMARY KEY (photo, report)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX published_photo_by_report ON published_photo (report);
    INSERT INTO published_photo (photo, report)
    SELECT history_photo.photo, history.report
    FROM history_photo
    JOIN history ON history.id = history_photo.history
    JOIN report_remote ON report_remote.report = history.report
    WHERE report_remote.state = 'published';
";

/// Writes what a report shows in public; what it showed before counts no more.
pub(crate) fn put(
    db: &Connection,
    report: ReportId,
    photos: impl IntoIterator<Item = PhotoId>,
) -> rusqlite::Result<()> {
    let report = report.to_string();
    db.prepare_cached("DELETE FROM published_photo WHERE report = ?1")?
        .execute([&report])?;
    let mut statement = db.prepare_cached(
        "
        INSERT INTO published_photo (photo, report)
        VALUES (?1, ?2)
        ON CONFLICT DO NOTHING
        ",
    )?;
    for photo in photos {
        statement.execute(params![photo.as_str(), report])?;
    }
    Ok(())
}

const SHOWN_IN: &str = "
    SELECT report.id, report.title
    FROM published_photo
    JOIN report ON report.id = published_photo.report
    WHERE published_photo.photo = ?1 AND report.deleted_at IS NULL
    LIMIT 20
";

/// The published reports that show a photo, with their titles; at most 20.
pub(crate) fn shown_in(db: &Connection, photo: &PhotoId) -> rusqlite::Result<Vec<(ReportId, String)>> {
    db.prepare_cached(SHOWN_IN)?
        .query_map([photo.as_str()], |row| {
            Ok((row.get::<_, Parsed<_>>(0)?.0, row.get(1)?))
        })?
        .collect()
}

#[cfg(test)]
mod tests {
    use super::SHOWN_IN;
    use crate::migrations;
    use rusqlite::Connection;

    #[test]
    fn reports_that_show_a_photo_are_found_and_forgotten_by_indexes() {
        let mut db = Connection::open_in_memory().unwrap();
        migrations::run(&mut db).unwrap();
        for query in [SHOWN_IN, "DELETE FROM published_photo WHERE report = ?1"] {
            let mut explained = db.prepare(&format!("EXPLAIN QUERY PLAN {query}")).unwrap();
            let steps = explained.raw_query().mapped(|row| row.get::<_, String>(3));
            let plan = steps.collect::<Result<Vec<_>, _>>().unwrap().join("\n");
            assert!(!plan.contains("SCAN"), "{plan}");
        }
    }
}
