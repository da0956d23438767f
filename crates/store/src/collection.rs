//! What goes for good: drafts that lay in the bin for 30 days; photos, files and photos' originals that nothing has referred to for
//! 30 days.
//!
//! Whether a photo is referred to is told by its id standing anywhere in what is kept: reports, the bin, versions, what waits to
//! be sent, the portal's versions. Reading all of that takes long, so a [`Reader`] does it, and what it found counts only if
//! nothing was written meanwhile. And since a clock set forward by years must not empty the bin, nothing goes until the clock has
//! gone on for [`CALM`] from where it stands.

use crate::{
    backup::Reader,
    error::Result,
    folder::original_path,
    open::Store,
    photos::{remove_files, remove_whole},
    table,
};
use jiff::{SignedDuration, Timestamp};
use report::{PhotoId, ReportId};
use std::collections::HashSet;

/// How long the bin keeps a draft, and the folder a photo that nothing refers to.
pub const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

/// A clock that jumped is believed after so long: what was noted under a clock that was years behind looks years old, and is
/// kept for as long as if it were noted at the jump.
const CALM: SignedDuration = KEPT;

/// A step of the clock greater than this is a jump, or a long absence: which of them nobody can tell.
const JUMP: SignedDuration = SignedDuration::from_hours(7 * 24);

const LAST_SEEN: &str = "clock.last_seen";
const CALM_SINCE: &str = "clock.calm_since";

/// So many photos go in one go: a few milliseconds.
const AT_ONCE: u32 = 20;

/// The photos and files that something refers to, as of a state of the file.
#[derive(Debug)]
pub struct Used {
    ids: HashSet<PhotoId>,
    changes: u64,
}

/// A look at what is used, begun at a known state of the file.
#[derive(Debug)]
pub struct Looking {
    reader: Reader,
    changes: u64,
}

impl Looking {
    /// Reads everything that may refer to a photo or file.
    ///
    /// # Errors
    /// [`crate::StoreError`] of the disk.
    pub fn look(self) -> Result<Used> {
        let mut ids = HashSet::new();
        let db = self.reader.db();
        table::unused::texts(db, |text| find_ids(text, &mut ids))?;
        ids.extend(table::history::photos(db)?);
        // An original is needed until what was made of it is published.
        let mut unpublished = HashSet::new();
        table::original::unpublished(db, |text| find_ids(text, &mut unpublished))?;
        for photo in &unpublished {
            ids.extend(table::original::source_of(db, photo)?);
        }
        Ok(Used {
            ids,
            changes: self.changes,
        })
    }
}

impl Store {
    /// Notes the time, to know a clock that jumps. Tells whether it has gone on long enough that things may be thrown away.
    ///
    /// # Errors
    /// [`crate::StoreError`] of the disk.
    pub fn clock_is_calm(&mut self, now: Timestamp) -> Result<bool> {
        let tx = self.db.transaction()?;
        let read = |key| -> Result<Option<Timestamp>> {
            Ok(table::setting::get(&tx, key)?.and_then(|text| text.parse().ok()))
        };
        let (last, calm) = (read(LAST_SEEN)?, read(CALM_SINCE)?);
        let jumped = last.is_none_or(|last| {
            let step = now.duration_since(last);
            step > JUMP || step < -SignedDuration::from_hours(24)
        });
        let calm = calm.filter(|calm| !jumped && *calm <= now).unwrap_or(now);
        table::setting::put(&tx, CALM_SINCE, &calm.to_string())?;
        table::setting::put(&tx, LAST_SEEN, &now.to_string())?;
        tx.commit()?;
        Ok(now.duration_since(calm) >= CALM)
    }

    /// Throws away at most `most` drafts that lay in the bin for [`KEPT`]; tells whether there are more.
    ///
    /// # Errors
    /// [`crate::StoreError`] of the disk.
    pub fn empty_bin(&mut self, now: Timestamp, most: u32) -> Result<bool> {
        let tx = self.db.transaction()?;
        table::report::binned_by(&tx, now)?;
        let old = table::report::binned_before(&tx, earlier(now), most)?;
        for id in &old {
            table::report::remove(&tx, *id)?;
        }
        tx.commit()?;
        Ok(u32::try_from(old.len()).is_ok_and(|gone| gone == most))
    }

    /// Throws drafts of the bin away for good; one that is not in the bin stays.
    ///
    /// # Errors
    /// [`crate::StoreError`] of the disk.
    pub fn remove_from_bin(&mut self, ids: &[ReportId]) -> Result<()> {
        let tx = self.db.transaction()?;
        for id in ids {
            if table::report::head(&tx, *id)?.is_some_and(|head| head.deleted_at.is_some()) {
                table::report::remove(&tx, *id)?;
            }
        }
        Ok(tx.commit()?)
    }

    /// Begins to look for photos and files that nothing refers to; `None` where nobody else may read the file.
    ///
    /// # Errors
    /// [`crate::StoreError`] of the disk.
    pub fn look_for_unused(&self) -> Result<Option<Looking>> {
        let Some(reader) = self.reader()? else {
            return Ok(None);
        };
        reader.pin()?;
        Ok(Some(Looking {
            reader,
            changes: self.db.total_changes(),
        }))
    }

    /// Notes what nothing refers to, and throws away a few that nothing has referred to for [`KEPT`], unless something waits to
    /// be sent. Does nothing when something was written since the look began. Answers how many have gone; 0 when done.
    ///
    /// # Errors
    /// [`crate::StoreError`] of the disk.
    pub fn collect(&mut self, used: &mut Used, now: Timestamp) -> Result<u32> {
        if self.db.total_changes() != used.changes {
            return Ok(0);
        }
        let tx = self.db.transaction()?;
        let known = table::photo::ids(&tx)?.into_iter().chain(table::file::ids(&tx)?);
        let known = known.chain(table::original::ids(&tx)?);
        let known: HashSet<PhotoId> = known.collect();
        for id in table::unused::all(&tx)? {
            if used.ids.contains(&id) || !known.contains(&id) {
                table::unused::remove(&tx, &id)?;
            }
        }
        for id in known.difference(&used.ids) {
            table::unused::put(&tx, id, now)?;
        }
        let sending = !table::outbox::list(&tx)?.is_empty();
        let old = if sending {
            Vec::new()
        } else {
            table::unused::old(&tx, earlier(now), AT_ONCE)?
        };
        for id in &old {
            table::photo::remove(&tx, id)?;
            table::file::remove(&tx, id)?;
            table::original::remove(&tx, id)?;
            table::unused::remove(&tx, id)?;
        }
        tx.commit()?;
        // The rows first: a row is a promise that the file is there.
        for id in &old {
            remove_files(self.folder(), id)?;
            remove_whole(&self.file_path(id))?;
            remove_whole(&original_path(self.folder(), id))?;
        }
        used.changes = self.db.total_changes();
        Ok(u32::try_from(old.len()).unwrap_or(u32::MAX))
    }
}

fn earlier(now: Timestamp) -> Timestamp {
    now.checked_sub(KEPT).unwrap_or(Timestamp::MIN)
}

/// Every run of exactly 64 hexadecimal digits.
fn find_ids(text: &str, found: &mut HashSet<PhotoId>) {
    for run in text.split(|c: char| !c.is_ascii_hexdigit()) {
        if run.len() == 64
            && let Ok(id) = run.parse()
        {
            found.insert(id);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{migrations, table};
    use rusqlite::Connection;

    #[test]
    fn what_is_old_is_found_by_its_index() {
        let mut db = Connection::open_in_memory().unwrap();
        migrations::run(&mut db).unwrap();
        for (query, wanted) in [
            (table::unused::OLD, "COVERING INDEX unused_by_age (since<?)"),
            (table::report::BINNED_BEFORE, "INDEX report_in_bin (deleted_at"),
            (table::report::BINNED_BY, "INDEX report_in_bin (deleted_at>"),
        ] {
            let mut explained = db.prepare(&format!("EXPLAIN QUERY PLAN {query}")).unwrap();
            let steps = explained.raw_query().mapped(|row| row.get::<_, String>(3));
            let plan = steps.collect::<Result<Vec<_>, _>>().unwrap().join("\n");
            assert!(plan.contains(wanted), "{plan}");
            assert!(!plan.contains("TEMP B-TREE"), "{plan}");
        }
    }
}
