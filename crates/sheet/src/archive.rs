//! What a packed spreadsheet claims to hold, checked before anybody unpacks it.

use crate::SheetError;
use std::io::{Cursor, Read};
use std::sync::atomic::{AtomicBool, Ordering};
use zip::{ZipArchive, result::ZipError};

/// Most entries; a workbook has some dozens.
const ENTRIES_MAX: usize = 4_096;
/// Most bytes that the whole of it unpacks to: some 2,000,000 cells.
const UNPACKED_MAX: u64 = 256 * 1024 * 1024;
/// An entry larger than this …
const RATIO_FROM: u64 = 8 * 1024 * 1024;
/// … must not be packed closer than this; sheets of numbers come to 10–40.
const RATIO_MAX: u64 = 250;

/// Refuses what is encrypted, damaged, or unpacks to more than a table needs. Each entry is unpacked once, into nothing: what
/// the directory says of its size is no proof.
pub(crate) fn check(bytes: &[u8], stop: &AtomicBool) -> Result<(), SheetError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| of_zip(&error))?;
    if archive.len() > ENTRIES_MAX {
        return Err(SheetError::TooLarge);
    }
    let mut claimed = 0_u64;
    for at in 0..archive.len() {
        let entry = archive.by_index_raw(at).map_err(|error| of_zip(&error))?;
        if entry.encrypted() {
            return Err(SheetError::Encrypted);
        }
        let close = entry.size() / entry.compressed_size().max(1) > RATIO_MAX;
        claimed = claimed.saturating_add(entry.size());
        if claimed > UNPACKED_MAX || (entry.size() > RATIO_FROM && close) {
            return Err(SheetError::TooLarge);
        }
    }
    let mut left = UNPACKED_MAX;
    let mut buffer = vec![0; 64 * 1024];
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).map_err(|error| of_zip(&error))?;
        loop {
            let read = entry.read(&mut buffer).map_err(|_| SheetError::Truncated)?;
            if read == 0 {
                break;
            }
            left = left.checked_sub(read as u64).ok_or(SheetError::TooLarge)?;
            if stop.load(Ordering::Relaxed) {
                return Err(SheetError::Stopped);
            }
        }
    }
    Ok(())
}

fn of_zip(error: &ZipError) -> SheetError {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => SheetError::Encrypted,
        _ => SheetError::Truncated,
    }
}
