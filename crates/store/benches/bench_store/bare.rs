//! The rival: what the store answers, asked of SQLite by hand over the same tables.

use rusqlite::{Connection, types::Value};
use std::path::Path;
use std::time::Duration;
use zstd::bulk::Decompressor;

const ROWS: &str = "
    SELECT report.id, report.section, report.title, report.origin, report.version, report.sent_version, report.photos,
        report.created_at, report.updated_at, report.deleted_at, report_remote.state, report_remote.received_at,
        report_remote.published_at, report_remote.public_url, report_remote.author_name, report_remote.department,
        outbox.state, outbox.reason, report_conflict.report IS NOT NULL, outbox.version
    FROM (SELECT report AS id FROM facet $list) AS wanted
    CROSS JOIN report ON report.id = wanted.id
    LEFT JOIN report_remote ON report_remote.report = report.id
    LEFT JOIN outbox ON outbox.report = report.id
    LEFT JOIN report_conflict ON report_conflict.report = report.id
";

/// Opens a file as the store does.
pub(crate) fn open(file: &Path) -> Connection {
    let db = Connection::open(file).unwrap();
    db.busy_timeout(Duration::from_secs(5)).unwrap();
    db.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))
        .unwrap();
    db.pragma_update(None, "synchronous", "FULL").unwrap();
    db
}

/// Tells on standard error which tables and indexes take the most of the file, and how much of their pages stands empty.
pub(crate) fn tell_sizes(db: &Connection) {
    let sql = "SELECT name, SUM(pgsize), SUM(unused) FROM dbstat GROUP BY name ORDER BY 2 DESC LIMIT 20";
    for row in read(db, sql, &[]) {
        if let [Value::Text(name), Value::Integer(bytes), Value::Integer(unused)] = &row[..] {
            let (bytes, unused) = (*bytes as f64 / 1e6, *unused as f64 / 1e6);
            eprintln!("size {name:35} {bytes:8.2} MB, {unused:.2} of it empty");
        }
    }
}

/// The rows of a list and their number in all; gives the ids.
pub(crate) fn page(db: &Connection, condition: &str, order: &str, skip: u32) -> (Vec<String>, u32) {
    let list = format!("{condition} ORDER BY {order} LIMIT 100 OFFSET {skip}");
    let rows = read(db, &ROWS.replace("$list", &list), &[]);
    let count = db
        .prepare_cached(&format!("SELECT COUNT(*) FROM facet {condition}"))
        .unwrap()
        .query_row([], |row| row.get(0))
        .unwrap();
    let ids = rows.into_iter().map(|mut row| match row.swap_remove(0) {
        Value::Text(id) => id,
        other => panic!("{other:?}"),
    });
    (ids.collect(), count)
}

/// One report with all that is known of it, its values as they are read by an interface.
pub(crate) fn report(db: &Connection, unpacker: &mut Decompressor<'_>, id: &str) -> usize {
    let mut seen = 0;
    for sql in [
        "SELECT * FROM report WHERE id = ?1",
        "SELECT * FROM report_remote WHERE report = ?1",
        "SELECT * FROM report_conflict WHERE report = ?1",
        "SELECT * FROM outbox WHERE report = ?1",
        "SELECT * FROM report_base WHERE report = ?1",
    ] {
        seen += read(db, sql, &[id]).len();
    }
    for row in read(
        db,
        "SELECT field, value FROM report_value WHERE report = ?1",
        &[id],
    ) {
        let value: serde_json::Result<serde_json::Value> = match &row[1] {
            Value::Text(text) => serde_json::from_str(text),
            Value::Blob(packed) => serde_json::from_slice(&unpacker.decompress(packed, 1 << 20).unwrap()),
            other => panic!("{other:?}"),
        };
        seen += usize::from(value.is_ok());
    }
    seen
}

fn read(db: &Connection, sql: &str, bound: &[&str]) -> Vec<Vec<Value>> {
    let mut statement = db.prepare_cached(sql).unwrap();
    let columns = statement.column_count();
    statement
        .query_map(rusqlite::params_from_iter(bound), |row| {
            (0..columns).map(|column| row.get(column)).collect()
        })
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap()
}
