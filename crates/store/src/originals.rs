//! The originals of photos: the files that they were made of, kept until what was made of them is published, so that a photo can be
//! edited again without loss. They never leave this computer: no report names them, and archives hold only what is sent.

use crate::{
    error::{Result, StoreError},
    folder::{ORIGINALS, hex_sha256, original_path, photo_path},
    open::Store,
    photos::{keep_files, keep_whole, read_checked},
    table::{
        self,
        original::{PhotoMade, PhotoQuality},
    },
};
use jiff::Timestamp;
use report::{PhotoId, ReportId};
use std::path::{Path, PathBuf};

/// A photo that looks nearly like another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alike {
    /// The photo.
    pub photo: PhotoId,
    /// In how many bits of 64 the two differ.
    pub distance: u32,
    /// The published reports that show it, with their titles.
    pub published: Vec<(ReportId, String)>,
}

/// The folders of photos and originals, to be written and read while others work with the database.
#[derive(Clone, Debug)]
pub struct Shelves {
    folder: PathBuf,
}

impl Shelves {
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Puts a photo's two files into their places; on the disk when it returns. [`Store::add_photo`] then has only the row to write.
    ///
    /// # Errors
    /// [`StoreError::DiskFull`], [`StoreError::Io`].
    pub fn lay(&self, id: &PhotoId, jpeg: &[u8], thumbnail: &[u8]) -> Result<()> {
        keep_files(&self.folder, id, jpeg, thumbnail)
    }

    /// Puts the file of an original into its place; on the disk when it returns.
    ///
    /// # Errors
    /// [`StoreError::DiskFull`], [`StoreError::Io`].
    pub fn lay_original(&self, id: &PhotoId, bytes: &[u8]) -> Result<()> {
        let to = original_path(&self.folder, id);
        keep_whole(&self.folder.join(ORIGINALS), &to, id, bytes)
    }

    /// The bytes of an original; `None` where they have gone or were changed.
    ///
    /// # Errors
    /// [`StoreError`] of the disk.
    pub fn original(&self, id: &PhotoId) -> Result<Option<Vec<u8>>> {
        if_whole(&original_path(&self.folder, id), id)
    }

    /// The bytes of a photo as it is sent; `None` where they have gone or were changed.
    ///
    /// # Errors
    /// [`StoreError`] of the disk.
    pub fn photo(&self, id: &PhotoId) -> Result<Option<Vec<u8>>> {
        if_whole(&photo_path(&self.folder, id), id)
    }
}

fn if_whole(path: &Path, id: &PhotoId) -> Result<Option<Vec<u8>>> {
    match read_checked(path, id) {
        Err(StoreError::PhotoMissing(_) | StoreError::PhotoCorrupt(_)) => Ok(None),
        read => read.map(Some),
    }
}

impl Store {
    /// The folders of photos and originals.
    #[must_use]
    pub fn shelves(&self) -> Shelves {
        Shelves {
            folder: self.folder().to_owned(),
        }
    }

    /// Keeps the file that photos are made of: its bytes on the disk, then the row.
    ///
    /// # Errors
    /// [`StoreError::PhotoCorrupt`] if the bytes are not those of the id, [`StoreError::DiskFull`], [`StoreError::Io`].
    pub fn add_original(&mut self, id: &PhotoId, bytes: &[u8], now: Timestamp) -> Result<()> {
        if hex_sha256(bytes) != id.as_str() {
            return Err(StoreError::PhotoCorrupt(id.clone()));
        }
        self.shelves().lay_original(id, bytes)?;
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        Ok(table::original::put(&self.db, id, size, now)?)
    }

    /// Whether an original was kept here and has not been thrown away.
    ///
    /// # Errors
    /// [`StoreError`] of the disk.
    pub fn has_original(&self, id: &PhotoId) -> Result<bool> {
        Ok(table::original::is_kept(&self.db, id)?)
    }

    /// Notes what a photo that is kept here was made of.
    ///
    /// # Errors
    /// [`StoreError`] of the disk.
    pub fn note_made(&mut self, photo: &PhotoId, made: &PhotoMade) -> Result<()> {
        Ok(table::original::put_made(&self.db, photo, made)?)
    }

    /// Notes what a photo that is kept here looks like: 64 bits, of which those that look alike differ in few.
    ///
    /// # Errors
    /// [`StoreError`] of the disk.
    pub fn note_likeness(&mut self, photo: &PhotoId, likeness: u64) -> Result<()> {
        let tx = self.db.transaction()?;
        table::original::put_likeness(&tx, photo, likeness)?;
        Ok(tx.commit()?)
    }

    /// Notes how good a photo that is kept here is.
    ///
    /// # Errors
    /// [`StoreError`] of the disk.
    pub fn note_quality(&mut self, photo: &PhotoId, quality: PhotoQuality) -> Result<()> {
        Ok(table::original::put_quality(&self.db, photo, quality)?)
    }

    /// How good a photo is; `None` where that was not judged.
    ///
    /// # Errors
    /// [`StoreError`] of the disk.
    pub fn photo_quality(&self, photo: &PhotoId) -> Result<Option<PhotoQuality>> {
        Ok(table::original::quality(&self.db, photo)?)
    }

    /// What a photo was made of; `None` for one that came from the portal or from an earlier version of the program.
    ///
    /// # Errors
    /// [`StoreError`] of the disk.
    pub fn photo_made(&self, photo: &PhotoId) -> Result<Option<PhotoMade>> {
        Ok(table::original::made(&self.db, photo)?)
    }

    /// The photos kept here that look like `photo`, itself among them, in at most `most` of 64 bits otherwise; the nearest first.
    ///
    /// # Errors
    /// [`StoreError`] of the disk.
    pub fn photos_alike(&self, photo: &PhotoId, most: u32) -> Result<Vec<Alike>> {
        let Some(likeness) = table::original::likeness(&self.db, photo)? else {
            return Ok(Vec::new());
        };
        table::original::alike(&self.db, likeness, most)?
            .into_iter()
            .map(|(photo, distance)| {
                Ok(Alike {
                    published: table::published::shown_in(&self.db, &photo)?,
                    photo,
                    distance,
                })
            })
            .collect()
    }
}
