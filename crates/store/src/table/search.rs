//! The full-text index: what stands in each report, as stems, by `facet.doc`; and what of it somebody looks for.
//!
//! The index keeps no texts (they lie in `report_value`), only which stems stand where: phrases are found, and the file
//! stays small. Titles have an index of their own too: what stands in the title of a few is found there without walking
//! through the many who say it in their text. Words are made in Rust by `search`, so the tokenizer has nothing to do but to cut at spaces.

mod rank;
mod said;

pub(crate) use rank::{Docs, matching, matching_docs};
pub use said::Hit;
pub(crate) use said::{Around, hit};

use crate::table::facet;
use report::{Catalogue, Content};
use rusqlite::{Connection, OptionalExtension, params};

/// Made of nothing but what the other tables hold.
pub(crate) const V7: &str = "
    CREATE VIRTUAL TABLE search USING fts5 (
        title, text, captions, place, names, remarks,
        content = '', contentless_delete = 1, prefix = '2', tokenize = 'unicode61 remove_diacritics 0'
    );
    CREATE VIRTUAL TABLE search_title USING fts5 (
        title,
        content = '', contentless_delete = 1, prefix = '2', tokenize = 'unicode61 remove_diacritics 0'
    );
    CREATE VIRTUAL TABLE search_word USING fts5vocab (search, row);
    CREATE TABLE search_rules (
        rules INTEGER NOT NULL
    ) STRICT;
    CREATE TRIGGER search_forgotten AFTER DELETE ON facet BEGIN
        DELETE FROM search WHERE rowid = OLD.doc;
        DELETE FROM search_title WHERE rowid = OLD.doc;
    END;
";

/// Gives every report its turn again when its words were made by other rules than those of this program.
pub(crate) fn keep_up(db: &Connection) -> rusqlite::Result<()> {
    let rules: Option<u32> = db
        .query_row("SELECT rules FROM search_rules", [], |row| row.get(0))
        .optional()?;
    if rules == Some(search::RULES) {
        return Ok(());
    }
    let tx = db.unchecked_transaction()?;
    facet::all_stale(&tx)?;
    tx.execute("DELETE FROM search_rules", [])?;
    tx.execute("INSERT INTO search_rules VALUES (?1)", [search::RULES])?;
    tx.commit()
}

/// Takes a report's words in, in place of those that it had. They go with its facet.
pub(crate) fn reindex(
    tx: &Connection,
    doc: i64,
    content: &Content,
    catalogue: Option<&Catalogue>,
    around: &Around,
) -> rusqlite::Result<()> {
    let said = said::said(content, catalogue, around);
    let [title, text, captions, place, names, remarks] = said.each(search::indexed);
    tx.prepare_cached(
        "
        INSERT OR REPLACE INTO search (rowid, title, text, captions, place, names, remarks)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        ",
    )?
    .execute(params![doc, title, text, captions, place, names, remarks])?;
    tx.prepare_cached("INSERT OR REPLACE INTO search_title (rowid, title) VALUES (?1, ?2)")?
        .execute(params![doc, title])?;
    Ok(())
}

#[cfg(test)]
mod tests;
