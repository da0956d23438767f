//! Numbered migrations, forward only. A file's number is SQLite's `user_version`.

use crate::{open::APPLICATION_ID, table};
use rusqlite::{Connection, TransactionBehavior};

/// The steps: each is the tables' own statements. Step 1 stands at index 0. A step that has been released is never
/// changed.
const STEPS: &[&[&str]] = &[&[
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
]];

/// The newest version.
pub(crate) fn known() -> u32 {
    u32::try_from(STEPS.len()).unwrap_or(u32::MAX)
}

/// Brings the file to the newest version: every step whole or not at all.
pub(crate) fn run(db: &mut Connection) -> rusqlite::Result<()> {
    let at: u32 = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
    for (number, step) in (1_u32..).zip(STEPS).skip_while(|(number, _)| *number <= at) {
        let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for statements in *step {
            tx.execute_batch(statements)?;
        }
        tx.pragma_update(None, "application_id", APPLICATION_ID)?;
        tx.pragma_update(None, "user_version", number)?;
        tx.commit()?;
    }
    Ok(())
}
