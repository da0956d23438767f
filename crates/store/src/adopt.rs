//! Drafts made without signing in move into the account's folder at sign-in.
//!
//! In this order, so that a crash anywhere leaves every draft whole on at least one side and a repeat finishes the
//! move: photos and files are copied; the rows come over in one transaction; the drafts leave the other side in one transaction;
//! its photos and files go. A draft that was edited between a crash and the repeat is told by the version at which it first came.

use crate::{
    desk::head_of,
    error::{Result, StoreError},
    folder::{FILES, file_path, hex_sha256, original_path, thumbnail_path},
    history,
    open::Store,
    photos::{keep_files, keep_whole, read_checked, remove_files, remove_whole},
    table::{
        self,
        report::{Head, Origin},
    },
};
use report::{Content, PhotoId, ReportId};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use std::{fs, path::Path};

/// What has moved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Adopted {
    /// Drafts.
    pub reports: u32,
    /// Photos.
    pub photos: u32,
}

impl Store {
    /// Moves every draft of `other` with its photos and files here, the bin too. May be repeated after a crash at any point. A
    /// photo or file whose bytes have gone or was changed does not come over: sending the draft then names it.
    ///
    /// # Errors
    /// [`StoreError`] of either disk; what has come over by then is found again by the repeat.
    pub fn adopt(&mut self, other: &mut Self) -> Result<Adopted> {
        let photos = copy_photos(self, other)?;
        copy_files(self, other)?;
        let reports = take_rows(self, other)?;
        leave(other)?;
        Ok(Adopted { reports, photos })
    }
}

fn copy_photos(to: &mut Store, from: &Store) -> Result<u32> {
    for id in table::photo::ids(&from.db)? {
        lay_photo(to.folder(), from, &id)?;
    }
    let copied = note_photos(to, from)?;
    copy_originals(to, from)?;
    copy_made(to, from)?;
    Ok(copied)
}

/// Puts a photo's bytes into their place in another folder.
pub(crate) fn lay_photo(folder: &Path, from: &Store, id: &PhotoId) -> Result<()> {
    let jpeg = match read_checked(&from.photo_path(id), id) {
        Err(StoreError::PhotoMissing(_) | StoreError::PhotoCorrupt(_)) => return Ok(()),
        read => read?,
    };
    // A thumbnail that has gone is stood in for by the picture itself.
    let thumbnail = fs::read(thumbnail_path(from.folder(), id)).unwrap_or_else(|_| jpeg.clone());
    keep_files(folder, id, &jpeg, &thumbnail)
}

/// Writes the rows of the photos that were laid down.
pub(crate) fn note_photos(to: &Store, from: &Store) -> Result<u32> {
    let mut noted = 0;
    for row in table::photo::all(&from.db)? {
        if to.photo_path(&row.id).exists() {
            table::photo::put(&to.db, &row)?;
            noted += 1;
        }
    }
    Ok(noted)
}

/// One that has gone or was changed does not come over: editing its photo then starts from the picture as it is sent.
fn copy_originals(to: &mut Store, from: &Store) -> Result<()> {
    for id in table::original::ids(&from.db)? {
        if let Some(bytes) = from.shelves().original(&id)? {
            to.add_original(&id, &bytes, table::original::added_at(&from.db, &id)?)?;
        }
    }
    Ok(())
}

/// What photos were made of, look like and how good they are.
pub(crate) fn copy_made(to: &Store, from: &Store) -> Result<()> {
    for photo in table::photo::ids(&to.db)? {
        if let Some(made) = table::original::made(&from.db, &photo)? {
            table::original::put_made(&to.db, &photo, &made)?;
        }
        if let Some(likeness) = table::original::likeness(&from.db, &photo)? {
            table::original::put_likeness(&to.db, &photo, likeness)?;
        }
        if let Some(quality) = table::original::quality(&from.db, &photo)? {
            table::original::put_quality(&to.db, &photo, quality)?;
        }
    }
    Ok(())
}

fn copy_files(to: &Store, from: &Store) -> Result<()> {
    for id in table::file::ids(&from.db)? {
        lay_file(to.folder(), from, &id)?;
    }
    note_files(to, from)
}

/// Puts an attached file's bytes into their place in another folder.
pub(crate) fn lay_file(folder: &Path, from: &Store, id: &PhotoId) -> Result<()> {
    match read_checked(&from.file_path(id), id) {
        Err(StoreError::PhotoMissing(_) | StoreError::PhotoCorrupt(_)) => Ok(()),
        read => keep_whole(&folder.join(FILES), &file_path(folder, id), id, &read?),
    }
}

/// Writes the rows of the files that were laid down.
pub(crate) fn note_files(to: &Store, from: &Store) -> Result<()> {
    for row in table::file::all(&from.db)? {
        if to.file_path(&row.id).exists() {
            table::file::put(&to.db, &row)?;
        }
    }
    Ok(())
}

fn take_rows(to: &mut Store, from: &Store) -> Result<u32> {
    let tx = to.db.transaction()?;
    let mut taken = 0;
    for id in table::report::ids(&from.db)? {
        let head = head_of(&from.db, id)?;
        let content = table::report::content(&from.db, id, &head)?;
        take_one(&tx, &from.db, id, &head, &content)?;
        taken += 1;
    }
    tx.commit()?;
    Ok(taken)
}

fn take_one(to: &Connection, from: &Connection, id: ReportId, head: &Head, content: &Content) -> Result<()> {
    let Some(here) = table::report::head(to, id)? else {
        insert(to, from, id, head, content)?;
        return history::bring(to, id, from, id, head.updated_at);
    };
    let came_at = table::adopted::get(to, id)?;
    if came_at.is_some_and(|version| head.version <= version)
        || table::report::content(to, id, &here)? == *content
    {
        // It came over before; only leaving the other side was cut short.
        return Ok(());
    }
    if came_at == Some(here.version) {
        history::bring(to, id, from, id, head.updated_at)?;
        table::report::replace(to, id, content, head.updated_at)?;
        table::report::set_history(to, id, head)?;
        return Ok(table::adopted::put(to, id, head.version)?);
    }
    // Edited on both sides since: both are kept, this one under an id of its own, the same at each repeat.
    let twin = twin_id(id, head, content)?;
    if table::report::head(to, twin)?.is_none() {
        insert(to, from, twin, head, content)?;
        history::bring(to, twin, from, id, head.updated_at)?;
    }
    Ok(())
}

fn insert(to: &Connection, from: &Connection, id: ReportId, head: &Head, content: &Content) -> Result<()> {
    table::report::insert(to, id, Origin::Mine, content, head.created_at)?;
    table::report::set_history(to, id, head)?;
    table::adopted::put(to, id, head.version)?;
    if let Some(row) = table::outbox::get(from, id)? {
        table::outbox::put(to, id, row.version, &row.content, head.updated_at)?;
    }
    Ok(())
}

/// A UUIDv7 made of what the draft is.
fn twin_id(id: ReportId, head: &Head, content: &Content) -> Result<ReportId> {
    let digest = hex_sha256(format!("{id}{}", serde_json::to_string(content)?).as_bytes());
    let mut tail = [0; 10];
    for (byte, digit) in tail.iter_mut().zip(digest.bytes()) {
        *byte = digit;
    }
    let millis = u64::try_from(head.created_at.as_millisecond()).unwrap_or_default();
    Ok(ReportId(
        uuid::Builder::from_unix_timestamp_millis(millis, &tail).into_uuid(),
    ))
}

fn leave(from: &mut Store) -> Result<()> {
    let tx = from.db.transaction()?;
    for id in table::report::ids(&tx)? {
        table::report::remove(&tx, id)?;
    }
    tx.commit()?;
    for photo in table::photo::all(&from.db)? {
        remove_files(from.folder(), &photo.id)?;
    }
    table::photo::remove_all(&from.db)?;
    for original in table::original::ids(&from.db)? {
        remove_whole(&original_path(from.folder(), &original))?;
    }
    table::original::remove_all(&from.db)?;
    for file in table::file::all(&from.db)? {
        remove_whole(&from.file_path(&file.id))?;
    }
    table::file::remove_all(&from.db)?;
    Ok(())
}

#[cfg(test)]
mod tests;
