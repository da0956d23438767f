//! Numbered migrations, forward only. A file's number is SQLite's `user_version`.

use crate::{
    open::{APPLICATION_ID, Telling, Upgrade},
    table,
};
use rusqlite::{Connection, TransactionBehavior};

/// The steps: each is the tables' own statements. Step 1 stands at index 0. A step that has been released is never
/// changed.
const STEPS: &[&[&str]] = &[
    &[
        table::account::V1,
        table::catalogue::V1,
        table::setting::V1,
        table::feed::V1,
        table::report::V1,
        table::value::V1,
        table::base::V1,
        table::remote::V1,
        table::conflict::V1,
        table::photo::V1,
        table::upload::V1,
        table::outbox::V1,
        table::adopted::V1,
    ],
    &[table::attempt::V2],
    &[table::listing::V3],
    &[table::file::V4],
    &[table::history::V5],
    &[table::facet::V6, table::saved_filter::V6, table::outbox::V6],
    &[table::search::V7],
    &[table::unused::V8],
    &[table::remark::V9],
    &[table::original::V10],
    &[table::published::V11],
];

/// What a step does to rows before its statements, where statements alone cannot.
fn rows(step: u32, db: &Connection, tell: Telling<'_>) -> rusqlite::Result<()> {
    match step {
        6 => table::value::move_to_v6(db, &mut |done, total| tell(Upgrade::Tables, done, total)),
        _ => Ok(()),
    }
}

/// The newest version.
pub(crate) fn known() -> u32 {
    u32::try_from(STEPS.len()).unwrap_or(u32::MAX)
}

/// Brings the file to the newest version: every step whole or not at all.
pub(crate) fn run(db: &mut Connection) -> rusqlite::Result<()> {
    run_told(db, &mut |_, _, _| {})
}

/// As [`run`], and tells how far it is.
pub(crate) fn run_told(db: &mut Connection, tell: Telling<'_>) -> rusqlite::Result<()> {
    make(db, STEPS, tell)
}

fn make(db: &mut Connection, steps: &[&[&str]], tell: Telling<'_>) -> rusqlite::Result<()> {
    let at: u32 = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
    for (number, step) in (1_u32..).zip(steps).skip_while(|(number, _)| *number <= at) {
        let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        rows(number, &tx, tell)?;
        // In a new file there is nothing to wait for.
        if at > 0 {
            tell(Upgrade::Lists, 0, 0);
        }
        for statements in *step {
            tx.execute_batch(statements)?;
        }
        tx.pragma_update(None, "application_id", APPLICATION_ID)?;
        tx.pragma_update(None, "user_version", number)?;
        tx.commit()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{attempt, outbox, report::Origin};
    use jiff::Timestamp;
    use report::{Content, ReportId, SectionId};

    #[test]
    fn report_queued_in_a_file_of_version_1_sets_out_in_version_2() {
        let mut db = Connection::open_in_memory().unwrap();
        make(&mut db, &STEPS[..1], &mut |_, _, _| {}).unwrap();
        let id = ReportId(uuid::Uuid::from_u128(1));
        let content = Content {
            section: SectionId::from("council-work"),
            form_version: 1,
            title: "Дорога".into(),
            values: report::Values::new(),
        };
        table::report::insert(&db, id, Origin::Mine, &content, Timestamp::UNIX_EPOCH).unwrap();
        outbox::put(&db, id, 1, &content, Timestamp::UNIX_EPOCH).unwrap();
        run(&mut db).unwrap();
        run(&mut db).unwrap();
        assert_eq!(outbox::list(&db).unwrap()[0].title, "Дорога");
        attempt::begin(&db, id).unwrap();
        assert_eq!(attempt::get(&db, id).unwrap().unwrap().content, content);
    }

    /// Not a test: makes the files that `tests/schemas.rs` opens. A version that was released is never made again; run once for
    /// a new one, with its number in `SCHEMAS`.
    #[test]
    #[ignore = "writes tests/fixtures"]
    fn files_of_the_versions_are_made() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
        for schema in std::env::var("SCHEMAS").unwrap().split(' ') {
            let file = folder.join(format!("schema-{schema}.sqlite"));
            assert!(!file.exists(), "{} is there", file.display());
            let mut db = Connection::open(&file).unwrap();
            make(&mut db, &STEPS[..schema.parse().unwrap()], &mut |_, _, _| {}).unwrap();
            db.execute_batch(include_str!("../tests/fixtures/rows.sql"))
                .unwrap();
            db.execute_batch("VACUUM").unwrap();
        }
    }
}
