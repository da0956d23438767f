//! Photos in the account's folder. Bytes first: written beside their place, flushed, renamed, the folder flushed; the
//! row last. So a row never speaks of a file that a power cut took, and a file without a row does no harm.

use crate::{
    error::{Result, StoreError},
    folder::{PHOTOS, hex_sha256, make_folder, photo_path, sync_folder, thumbnail_path},
    open::{Store, UNFINISHED},
    table::{self, photo::PhotoRow},
};
use jiff::{Timestamp, civil::DateTime};
use report::PhotoId;
use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

/// A photo to be kept.
#[derive(Clone, Copy, Debug)]
pub struct NewPhoto<'a> {
    /// SHA-256 of `jpeg`; checked.
    pub id: &'a PhotoId,
    /// The picture as it is sent.
    pub jpeg: &'a [u8],
    /// A small picture for the screen, JPEG.
    pub thumbnail: &'a [u8],
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// The original file's name; empty for a photo from the portal.
    pub name: &'a str,
    /// When it was taken, by the camera's clock.
    pub taken_at: Option<DateTime>,
    /// Latitude, degrees WGS 84.
    pub lat: Option<f64>,
    /// Longitude, degrees WGS 84.
    pub lon: Option<f64>,
    /// The author's name as the camera wrote it.
    pub author: Option<&'a str>,
}

impl Store {
    /// Keeps a photo: files on the disk, then the row. Adding it again does nothing, or heals a file that was lost.
    ///
    /// # Errors
    /// [`StoreError::PhotoCorrupt`] if the bytes are not those of the id, [`StoreError::DiskFull`], [`StoreError::Io`].
    pub fn add_photo(&mut self, photo: NewPhoto<'_>, now: Timestamp) -> Result<()> {
        if hex_sha256(photo.jpeg) != photo.id.as_str() {
            return Err(StoreError::PhotoCorrupt(photo.id.clone()));
        }
        keep_files(self.folder(), photo.id, photo.jpeg, photo.thumbnail)?;
        let bytes = u64::try_from(photo.jpeg.len()).unwrap_or(u64::MAX);
        table::photo::put(
            &self.db,
            &PhotoRow {
                id: photo.id.clone(),
                bytes,
                width: photo.width,
                height: photo.height,
                name: photo.name.to_owned(),
                taken_at: photo.taken_at,
                lat: photo.lat,
                lon: photo.lon,
                author: photo.author.map(str::to_owned),
                added_at: now,
            },
        )?;
        Ok(())
    }

    /// What is known of a photo; `None` if it is not kept here.
    ///
    /// # Errors
    /// [`StoreError`] of the disk.
    pub fn photo(&self, id: &PhotoId) -> Result<Option<PhotoRow>> {
        Ok(table::photo::get(&self.db, id)?)
    }

    /// Where the photo's bytes lie, if they are here.
    #[must_use]
    pub fn photo_path(&self, id: &PhotoId) -> PathBuf {
        photo_path(self.folder(), id)
    }

    /// Where the photo's thumbnail lies, if it is here.
    #[must_use]
    pub fn thumbnail_path(&self, id: &PhotoId) -> PathBuf {
        thumbnail_path(self.folder(), id)
    }

    /// The photo's bytes, checked against its id.
    ///
    /// # Errors
    /// [`StoreError::NoSuchPhoto`] if it was never added, [`StoreError::PhotoMissing`] if its file has gone,
    /// [`StoreError::PhotoCorrupt`] if the file was changed.
    pub fn read_photo(&self, id: &PhotoId) -> Result<Vec<u8>> {
        if table::photo::get(&self.db, id)?.is_none() {
            return Err(StoreError::NoSuchPhoto(id.clone()));
        }
        read_checked(&self.photo_path(id), id)
    }
}

pub(crate) fn read_checked(path: &Path, id: &PhotoId) -> Result<Vec<u8>> {
    let bytes = fs::read(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => StoreError::PhotoMissing(id.clone()),
        _ => StoreError::io(path, error),
    })?;
    if hex_sha256(&bytes) == id.as_str() {
        Ok(bytes)
    } else {
        Err(StoreError::PhotoCorrupt(id.clone()))
    }
}

/// Puts both files of a photo into their places, the picture last.
pub(crate) fn keep_files(folder: &Path, id: &PhotoId, jpeg: &[u8], thumbnail: &[u8]) -> Result<()> {
    let photos = folder.join(PHOTOS);
    let small = thumbnail_path(folder, id);
    if fs::read(&small).ok().as_deref() != Some(thumbnail) {
        write_whole(&photos, &small, thumbnail)?;
    }
    keep_whole(&photos, &photo_path(folder, id), id, jpeg)
}

/// Puts bytes into their place below a subfolder, unless they lie there whole; on the disk when it returns.
pub(crate) fn keep_whole(subfolder: &Path, to: &Path, id: &PhotoId, bytes: &[u8]) -> Result<()> {
    if read_checked(to, id).is_err() {
        write_whole(subfolder, to, bytes)?;
    }
    for changed in [to.parent().unwrap_or(subfolder), subfolder] {
        sync_folder(changed).map_err(|e| StoreError::io(changed, e))?;
    }
    Ok(())
}

pub(crate) fn write_whole(beside: &Path, to: &Path, bytes: &[u8]) -> Result<()> {
    let written = || -> io::Result<()> {
        make_folder(to.parent().unwrap_or(beside))?;
        let mut file = tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(beside)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        file.persist(to).map_err(|refused| refused.error)?;
        Ok(())
    };
    written().map_err(|e| StoreError::io(to, e))
}

/// Removes both files of a photo; one that is not there is no fault.
pub(crate) fn remove_files(folder: &Path, id: &PhotoId) -> Result<()> {
    remove_whole(&photo_path(folder, id))?;
    remove_whole(&thumbnail_path(folder, id))
}

/// Removes a file; one that is not there is no fault.
pub(crate) fn remove_whole(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(StoreError::io(path, error)),
        _ => Ok(()),
    }
}
