//! The pages that tell a file's tables and where their rows lie, kept beside it whenever they change, which is at an upgrade: without
//! them nothing of a damaged file could be read, and a file that came through several versions has them where no new file does.

use crate::{
    error::{Result, StoreError},
    folder::DATABASE,
    photos::write_whole,
};
use rusqlite::Connection;
use std::{
    fs::{self, File},
    io::{Read, Seek, SeekFrom},
    ops::Range,
    path::Path,
};

const KEPT: &str = "tables.pages";

/// Of the file's header: the size of a page, the count of changes of the tables.
const TOLD_BY: [Range<usize>; 2] = [16..18, 40..44];

/// Keeps the pages of an open file, if they are not those that were kept last. Six bytes by which they are known, then each with
/// its number.
pub(crate) fn keep(folder: &Path, db: &Connection) -> Result<()> {
    let page_size: u32 = db.pragma_query_value(None, "page_size", |row| row.get(0))?;
    let changes: u32 = db.pragma_query_value(None, "schema_version", |row| row.get(0))?;
    let path = folder.join(KEPT);
    // A page of 65,536 bytes is written as 1; ours are smaller.
    let size = u16::try_from(page_size).unwrap_or(1);
    let mut kept = [&size.to_be_bytes()[..], &changes.to_be_bytes()].concat();
    if fs::read(&path).is_ok_and(|found| found.starts_with(&kept)) {
        return Ok(());
    }
    // What is read from the file below must have reached it.
    db.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?;
    let io = |source| StoreError::io(folder, source);
    let mut file = File::open(folder.join(DATABASE)).map_err(io)?;
    let mut pages = db.prepare("SELECT pageno FROM dbstat WHERE name = 'sqlite_schema'")?;
    for page in pages.query_map([], |row| row.get::<_, u32>(0))? {
        let page = page?;
        let at = u64::from(page.saturating_sub(1)) * u64::from(page_size);
        kept.extend(page.to_be_bytes());
        file.seek(SeekFrom::Start(at)).map_err(io)?;
        file.by_ref()
            .take(page_size.into())
            .read_to_end(&mut kept)
            .map_err(io)?;
    }
    write_whole(folder, &path, &kept)
}

/// Puts the kept pages over those of a damaged file; `false` if none were kept of this one.
pub(super) fn lend(folder: &Path, bytes: &mut [u8]) -> bool {
    let told: Vec<u8> = TOLD_BY
        .into_iter()
        .filter_map(|range| bytes.get(range))
        .flatten()
        .copied()
        .collect();
    let kept = fs::read(folder.join(KEPT)).unwrap_or_default();
    let (Some(pages), Some(&[high, low])) = (kept.strip_prefix(told.as_slice()), told.first_chunk::<2>())
    else {
        return false;
    };
    let page_size = u32::from(u16::from_be_bytes([high, low]));
    let each = usize::try_from(page_size).unwrap_or_default() + 4;
    for kept in pages.chunks_exact(each) {
        let Some((number, page)) = kept.split_first_chunk::<4>() else {
            continue;
        };
        let number = u32::from_be_bytes(*number);
        // The first hundred bytes are the file's own.
        let own = if number == 1 { 100 } else { 0 };
        if let (Some(there), Some(from)) = (
            place(number, page_size).and_then(|place| bytes.get_mut(place)),
            page.get(own..),
        ) && let Some(there) = there.get_mut(own..)
        {
            there.copy_from_slice(from);
        }
    }
    !pages.is_empty()
}

fn place(page: u32, size: u32) -> Option<Range<usize>> {
    let end = usize::try_from(u64::from(page) * u64::from(size)).ok()?;
    Some(end.checked_sub(usize::try_from(size).ok()?)?..end)
}
