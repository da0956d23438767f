//! Files of earlier versions of the program, and what the lists and the search know of them.

use crate::support::awkward_folder;
use rusqlite::Connection;
use std::{
    fs,
    path::{Path, PathBuf},
};
use store::DATABASE;
use tempfile::TempDir;

/// An account's folder with the file that a program of this schema left; see `fixtures/rows.sql`.
pub(crate) fn of_schema(temp: &TempDir, schema: u32) -> PathBuf {
    let folder = awkward_folder(temp);
    fs::create_dir_all(&folder).unwrap();
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/schema-{schema}.sqlite"));
    fs::copy(file, folder.join(DATABASE)).unwrap();
    folder
}

/// Everything that was told of the reports of a closed file, row by row: their facets, how often each word stands in the
/// index, whose turn is still to come. The index is sound.
pub(crate) fn told(folder: &Path) -> Vec<String> {
    let db = Connection::open(folder.join(DATABASE)).unwrap();
    db.execute_batch(
        "
        INSERT INTO search (search) VALUES ('integrity-check');
        INSERT INTO search_title (search_title) VALUES ('integrity-check');
        CREATE VIRTUAL TABLE temp.place_of_word USING fts5vocab (main, search, instance);
        CREATE VIRTUAL TABLE temp.place_in_title USING fts5vocab (main, search_title, instance);
        ",
    )
    .unwrap();
    let mut told = Vec::new();
    for sql in [
        "SELECT concat_ws('|', doc, report, origin, section, standing, author, programme, district, day, title, updated_at)
            FROM facet ORDER BY doc",
        "SELECT concat_ws('|', term, doc, col, offset) FROM temp.place_of_word ORDER BY term, doc, col, offset",
        "SELECT concat_ws('|', term, doc, col, offset) FROM temp.place_in_title ORDER BY term, doc, col, offset",
        "SELECT report FROM stale ORDER BY report",
    ] {
        let mut rows = db.prepare(sql).unwrap();
        let rows = rows.query_map([], |row| row.get(0)).unwrap();
        told.extend(rows.map(Result::<String, _>::unwrap));
    }
    told
}
