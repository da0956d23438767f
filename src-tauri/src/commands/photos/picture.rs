//! One picture on its way in: where it lies, and its bytes, read within bounds.

use crate::ipc::photos::{PhotoRefusal, PictureAt};
use std::{
    fs::{self, File},
    io::{ErrorKind, Read},
    path::{Path, PathBuf},
};
use zip::{ZipArchive, result::ZipError};

/// A file larger than this is not read: no phone or camera makes one.
pub(super) const FILE_MAX: u64 = 256 * 1024 * 1024;

/// A file of a ZIP that unpacks to so many times its size is no picture but a trap, once it is larger than `TRAP_FROM`.
const RATIO_MAX: u64 = 200;
const TRAP_FROM: u64 = 16 * 1024 * 1024;

/// A picture on its way in.
#[derive(Debug)]
pub(super) struct Picture {
    /// What it is called where it is spoken of.
    pub(super) name: String,
    pub(super) place: Place,
}

/// Where a picture lies.
#[derive(Debug)]
pub(super) enum Place {
    File(PathBuf),
    /// A file of a ZIP, by its number.
    Zip {
        path: PathBuf,
        entry: usize,
    },
    /// In no file: it was pasted, or taken out of a document.
    Here(Vec<u8>),
}

impl Picture {
    pub(super) fn of_file(path: PathBuf) -> Self {
        Self {
            name: file_name(&path),
            place: Place::File(path),
        }
    }

    pub(super) fn of_bytes(name: String, bytes: Vec<u8>) -> Self {
        Self {
            name,
            place: Place::Here(bytes),
        }
    }

    pub(super) fn at(place: PictureAt) -> Self {
        let path = PathBuf::from(place.path);
        match place.entry {
            None => Self::of_file(path),
            Some(entry) => Self {
                name: file_name(&path),
                place: Place::Zip {
                    path,
                    entry: usize::try_from(entry).unwrap_or(usize::MAX),
                },
            },
        }
    }

    /// Where it lies, to be asked for again.
    pub(super) fn again(&self) -> Option<PictureAt> {
        match &self.place {
            Place::File(path) => Some(PictureAt {
                path: path.to_str()?.to_owned(),
                entry: None,
            }),
            Place::Zip { path, entry } => Some(PictureAt {
                path: path.to_str()?.to_owned(),
                entry: Some(u32::try_from(*entry).ok()?),
            }),
            Place::Here(_) => None,
        }
    }

    /// Its bytes.
    pub(super) fn read(self) -> Result<Vec<u8>, PhotoRefusal> {
        let bytes = match self.place {
            Place::File(path) => read_file(&path)?,
            Place::Zip { path, entry } => read_entry(&path, entry)?,
            Place::Here(bytes) => bytes,
        };
        if bytes.is_empty() {
            return Err(PhotoRefusal::Empty);
        }
        Ok(bytes)
    }
}

/// The name of a file as people read it.
pub(super) fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(
        || path.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    )
}

/// Opens a file that may be read at all: no folder, no pipe, nothing that would have to be fetched from a cloud first.
pub(super) fn open(path: &Path) -> Result<File, PhotoRefusal> {
    let known = fs::metadata(path).map_err(|error| of_disk(&error))?;
    if !known.is_file() {
        return Err(PhotoRefusal::Unreadable);
    }
    if is_elsewhere(&known) {
        return Err(PhotoRefusal::NotDownloaded);
    }
    if known.len() > FILE_MAX {
        return Err(PhotoRefusal::TooLarge { max_bytes: FILE_MAX });
    }
    File::open(path).map_err(|error| of_disk(&error))
}

/// Whether the file only seems to be here: opening it would fetch it from a cloud, or wait for that in vain.
#[cfg(windows)]
fn is_elsewhere(known: &fs::Metadata) -> bool {
    is_recalled(std::os::windows::fs::MetadataExt::file_attributes(known))
}

/// `FILE_ATTRIBUTE_OFFLINE`, `…_RECALL_ON_OPEN`, `…_RECALL_ON_DATA_ACCESS`.
#[cfg(any(windows, test))]
const fn is_recalled(attributes: u32) -> bool {
    attributes & (0x1000 | 0x0004_0000 | 0x0040_0000) != 0
}

#[cfg(not(windows))]
fn is_elsewhere(_known: &fs::Metadata) -> bool {
    false
}

fn read_file(path: &Path) -> Result<Vec<u8>, PhotoRefusal> {
    read_whole(path, open(path)?)
}

/// Reads an open file. What a drive answers that is pulled out meanwhile differs; that its file is not there any more does not.
fn read_whole(path: &Path, file: impl Read) -> Result<Vec<u8>, PhotoRefusal> {
    read_bounded(file).map_err(|reason| match reason {
        PhotoRefusal::Unreadable if fs::metadata(path).is_err() => PhotoRefusal::Vanished,
        other => other,
    })
}

fn read_entry(path: &Path, entry: usize) -> Result<Vec<u8>, PhotoRefusal> {
    let mut zip = open_zip(path)?;
    let entry = zip.by_index(entry).map_err(|error| of_zip(&error))?;
    let (size, packed) = (entry.size(), entry.compressed_size());
    if size > TRAP_FROM && size / packed.max(1) > RATIO_MAX {
        return Err(PhotoRefusal::BadZip);
    }
    read_bounded(entry)
}

/// Opens a ZIP. It may be larger than a picture: it is not read whole.
pub(super) fn open_zip(path: &Path) -> Result<ZipArchive<File>, PhotoRefusal> {
    let known = fs::metadata(path).map_err(|error| of_disk(&error))?;
    if is_elsewhere(&known) {
        return Err(PhotoRefusal::NotDownloaded);
    }
    let file = File::open(path).map_err(|error| of_disk(&error))?;
    ZipArchive::new(file).map_err(|error| of_zip(&error))
}

fn read_bounded(file: impl Read) -> Result<Vec<u8>, PhotoRefusal> {
    let mut bytes = Vec::new();
    file.take(FILE_MAX + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| of_disk(&error))?;
    if bytes.len() as u64 > FILE_MAX {
        return Err(PhotoRefusal::TooLarge { max_bytes: FILE_MAX });
    }
    Ok(bytes)
}

/// What a disk's refusal comes to.
pub(super) fn of_disk(error: &std::io::Error) -> PhotoRefusal {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::StaleNetworkFileHandle => {
            PhotoRefusal::Vanished
        }
        ErrorKind::InvalidData | ErrorKind::InvalidInput => PhotoRefusal::BadZip,
        _ => PhotoRefusal::Unreadable,
    }
}

pub(super) fn of_zip(error: &ZipError) -> PhotoRefusal {
    match error {
        ZipError::Io(error) if error.kind() != ErrorKind::UnexpectedEof => of_disk(error),
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => PhotoRefusal::Encrypted,
        _ => PhotoRefusal::BadZip,
    }
}

#[cfg(test)]
mod tests {
    use super::{is_recalled, read_whole};
    use crate::ipc::photos::PhotoRefusal;
    use std::{
        fs,
        io::{self, Read},
    };
    use tempfile::TempDir;

    /// A drive that gives the beginning of a file and is then pulled out.
    struct PulledOut(&'static [u8]);

    impl Read for PulledOut {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            if self.0.is_empty() {
                return Err(io::Error::other("no such device"));
            }
            self.0.read(into)
        }
    }

    #[test]
    fn file_that_goes_while_it_is_read_says_so_and_nothing_of_it_is_taken() {
        let temp = TempDir::new().unwrap();
        let path = temp.path().join("IMG_0001.jpg");
        let read = || read_whole(&path, PulledOut(b"\xFF\xD8\xFF\xE0"));
        assert_eq!(read(), Err(PhotoRefusal::Vanished));
        // A bad spot of a disk that is still there is another matter.
        fs::write(&path, b"whole").unwrap();
        assert_eq!(read(), Err(PhotoRefusal::Unreadable));
    }

    #[test]
    fn file_that_lies_in_a_cloud_is_known_by_its_marks() {
        // Plain, archived, compressed, pinned here; offline, and recalled in either way.
        for here in [0x80, 0x20, 0x800, 0x0008_0020] {
            assert!(!is_recalled(here), "{here:#x}");
        }
        for elsewhere in [0x1020, 0x0040_0020, 0x0044_1620] {
            assert!(is_recalled(elsewhere), "{elsewhere:#x}");
        }
    }
}
