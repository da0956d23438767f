//! Attached files in the account's folder, kept as photos are: bytes first, the row last, by their SHA-256.

use crate::{
    error::{Result, StoreError},
    folder::{FILES, file_path, hex_sha256},
    open::Store,
    photos::{keep_whole, read_checked},
    table::{self, file::FileRow},
};
use jiff::Timestamp;
use report::PhotoId;
use std::path::PathBuf;

/// The bytes of what a report refers to, checked against their hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attachment {
    /// A photo, JPEG.
    Photo(Vec<u8>),
    /// A file of any kind.
    File(Vec<u8>),
}

impl Attachment {
    /// The bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        let (Self::Photo(bytes) | Self::File(bytes)) = self;
        bytes
    }

    /// The bytes, to be kept.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        let (Self::Photo(bytes) | Self::File(bytes)) = self;
        bytes
    }
}

impl Store {
    /// Keeps a file: bytes on the disk, then the row. Adding it again does nothing, or heals bytes that were lost; the
    /// first name stays in the row, while each report calls the file as it was attached there.
    ///
    /// # Errors
    /// [`StoreError::PhotoCorrupt`] if the bytes are not those of the id, [`StoreError::DiskFull`], [`StoreError::Io`].
    pub fn add_file(&mut self, id: &PhotoId, bytes: &[u8], name: &str, now: Timestamp) -> Result<()> {
        if hex_sha256(bytes) != id.as_str() {
            return Err(StoreError::PhotoCorrupt(id.clone()));
        }
        keep_whole(&self.folder().join(FILES), &self.file_path(id), id, bytes)?;
        table::file::put(
            &self.db,
            &FileRow {
                id: id.clone(),
                bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
                name: name.to_owned(),
                added_at: now,
            },
        )?;
        Ok(())
    }

    /// Whether the photo or file was kept here.
    ///
    /// # Errors
    /// [`StoreError`] of the disk.
    pub fn has_attachment(&self, id: &PhotoId) -> Result<bool> {
        Ok(table::photo::get(&self.db, id)?.is_some() || table::file::get(&self.db, id)?.is_some())
    }

    /// Where the file's bytes lie, if they are here.
    #[must_use]
    pub fn file_path(&self, id: &PhotoId) -> PathBuf {
        file_path(self.folder(), id)
    }

    /// The bytes of a photo or file, checked against its id. What is kept as both is a photo: those bytes are fit for
    /// either.
    ///
    /// # Errors
    /// [`StoreError::NoSuchPhoto`] if it was never added, [`StoreError::PhotoMissing`] if its bytes have gone,
    /// [`StoreError::PhotoCorrupt`] if they were changed.
    pub fn read_attachment(&self, id: &PhotoId) -> Result<Attachment> {
        if table::photo::get(&self.db, id)?.is_some() {
            return self.read_photo(id).map(Attachment::Photo);
        }
        if table::file::get(&self.db, id)?.is_none() {
            return Err(StoreError::NoSuchPhoto(id.clone()));
        }
        read_checked(&self.file_path(id), id).map(Attachment::File)
    }
}
