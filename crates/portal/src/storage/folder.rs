//! Files on disk: uploads under way, and held files by their SHA-256.
//!
//! ```text
//! DATA/uploads/<upload id>       bytes as they come; the file's length is the upload's offset
//! DATA/files/ab/abcdef…          a whole file, checked against the hash that is its name
//! DATA/files/ab/abcdef….thumb    of a photo: a smaller JPEG for the public pages
//! ```
//! A file gets its name in `files/` only by a rename after its bytes are on disk, so a name there is a promise.

use super::{AttachmentKind, Finish, HeldFile, StorageError, Variant};
use crate::{
    jpeg::{self, NotAPhoto, Size},
    password::hex,
};
use photo::Recipe;
use report::PhotoId;
use sha2::{Digest, Sha256};
use std::{
    fs::{self, File, OpenOptions},
    io::{self, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};
use uuid::Uuid;

/// The folders.
#[derive(Clone, Debug)]
pub struct Folder {
    uploads: PathBuf,
    files: PathBuf,
}

/// The longest side of a public thumbnail: a column of the page at twice the density.
const THUMBNAIL_SIDE: u32 = 640;

/// A photo that passed.
pub(super) struct Picture {
    pub(super) size: Size,
    thumbnail: Vec<u8>,
}

/// A checked upload's outcome; a picture, if it is one.
pub(super) enum Checked {
    Good(Option<Picture>),
    Bad(Finish),
}

/// Reads the header first, then decodes once for the thumbnail: what does not decode would be a broken picture on a
/// public page.
fn picture(bytes: &[u8]) -> Result<Picture, NotAPhoto> {
    let size = jpeg::inspect(bytes)?;
    let recipe = Recipe {
        max_side: THUMBNAIL_SIDE,
        thumb_side: 64,
        ..Recipe::default()
    };
    let small = photo::prepare(bytes, &recipe).map_err(|_| NotAPhoto::Undecodable)?;
    Ok(Picture {
        size,
        thumbnail: small.jpeg,
    })
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> StorageError + '_ {
    move |source| StorageError::File {
        path: path.to_owned(),
        source,
    }
}

/// Brings a folder's entries to disk. On Windows a folder cannot be opened for this, and NTFS journals them.
fn sync_folder(path: &Path) -> Result<(), StorageError> {
    if cfg!(unix) {
        File::open(path)
            .and_then(|folder| folder.sync_all())
            .map_err(at(path))?;
    }
    Ok(())
}

impl Folder {
    /// Makes the folders where they are absent.
    ///
    /// # Errors
    /// [`StorageError::File`].
    pub fn open(data: &Path) -> Result<Self, StorageError> {
        let folder = Self {
            uploads: data.join("uploads"),
            files: data.join("files"),
        };
        for path in [&folder.uploads, &folder.files] {
            fs::create_dir_all(path).map_err(at(path))?;
        }
        sync_folder(data)?;
        Ok(folder)
    }

    fn upload_path(&self, id: Uuid) -> PathBuf {
        self.uploads.join(id.simple().to_string())
    }

    fn file_path(&self, sha256: &PhotoId) -> PathBuf {
        let name = sha256.as_str();
        self.files.join(name.get(..2).unwrap_or_default()).join(name)
    }

    fn thumbnail_path(&self, sha256: &PhotoId) -> PathBuf {
        self.file_path(sha256).with_extension("thumb")
    }

    pub(super) fn create(&self, id: Uuid) -> Result<(), StorageError> {
        let path = self.upload_path(id);
        File::create_new(&path)
            .and_then(|file| file.sync_all())
            .map_err(at(&path))?;
        sync_folder(&self.uploads)
    }

    pub(super) fn offset(&self, id: Uuid) -> Result<u64, StorageError> {
        let path = self.upload_path(id);
        match fs::metadata(&path) {
            Ok(meta) => Ok(meta.len()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(0),
            Err(error) => Err(at(&path)(error)),
        }
    }

    pub(super) fn append(&self, id: Uuid, offset: u64, bytes: &[u8]) -> Result<(), StorageError> {
        let path = self.upload_path(id);
        let write = || {
            let mut file = OpenOptions::new()
                .write(true)
                .create(true)
                .truncate(false)
                .open(&path)?;
            file.seek(SeekFrom::Start(offset))?;
            file.write_all(bytes)
        };
        write().map_err(at(&path))
    }

    pub(super) fn truncate(&self, id: Uuid, offset: u64) -> Result<(), StorageError> {
        let path = self.upload_path(id);
        let cut = || {
            let file = OpenOptions::new().write(true).open(&path)?;
            file.set_len(offset)?;
            file.sync_all()
        };
        cut().map_err(at(&path))
    }

    pub(super) fn sync(&self, id: Uuid) -> Result<(), StorageError> {
        let path = self.upload_path(id);
        OpenOptions::new()
            .write(true)
            .open(&path)
            .and_then(|file| file.sync_all())
            .map_err(at(&path))
    }

    pub(super) fn remove(&self, id: Uuid) -> Result<(), StorageError> {
        let path = self.upload_path(id);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(at(&path)(error)),
            _ => Ok(()),
        }
    }

    /// Checks a whole upload against its hash and kind. Uploads are bounded by the portal's greatest size, so the
    /// file is read at once.
    pub(super) fn check(
        &self,
        id: Uuid,
        sha256: &PhotoId,
        kind: AttachmentKind,
    ) -> Result<Checked, StorageError> {
        let path = self.upload_path(id);
        let bytes = fs::read(&path).map_err(at(&path))?;
        if hex(&Sha256::digest(&bytes)) != sha256.as_str() {
            return Ok(Checked::Bad(Finish::WrongHash));
        }
        Ok(match (picture(&bytes), kind) {
            (Ok(picture), _) => Checked::Good(Some(picture)),
            (Err(_), AttachmentKind::File) => Checked::Good(None),
            (Err(why), AttachmentKind::Photo) => Checked::Bad(Finish::NotAPhoto(why)),
        })
    }

    /// Gives a checked upload its name among the held files; on disk when it returns.
    pub(super) fn keep(
        &self,
        id: Uuid,
        sha256: &PhotoId,
        picture: Option<&Picture>,
    ) -> Result<(), StorageError> {
        self.sync(id)?;
        let from = self.upload_path(id);
        let to = self.file_path(sha256);
        let folder = to.parent().unwrap_or(&self.files);
        fs::create_dir_all(folder).map_err(at(folder))?;
        if let Some(picture) = picture {
            let thumbnail = self.thumbnail_path(sha256);
            File::create(&thumbnail)
                .and_then(|mut file| file.write_all(&picture.thumbnail).and_then(|()| file.sync_all()))
                .map_err(at(&thumbnail))?;
        }
        fs::rename(&from, &to).map_err(at(&to))?;
        sync_folder(folder)?;
        sync_folder(&self.files)
    }

    pub(super) fn open_file(
        &self,
        sha256: &PhotoId,
        variant: Variant,
    ) -> Result<Option<HeldFile>, StorageError> {
        let path = match variant {
            Variant::Whole => self.file_path(sha256),
            Variant::Thumbnail => self.thumbnail_path(sha256),
        };
        match File::open(&path) {
            Ok(file) => {
                let bytes = file.metadata().map_err(at(&path))?.len();
                Ok(Some(HeldFile { file, bytes }))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(at(&path)(error)),
        }
    }
}
