//! All of an account as one file: its database, photos and files, with a list of what is in it and the SHA-256 of each part. No
//! password and no token is in it, for none is in the database; addresses of uploads under way are left out.

use crate::{
    arriving::{file_name, photo_name, thumbnail_name},
    backup::{Copied, Progress, Reader, share},
    error::{Result, StoreError},
    folder::{DATABASE, file_path, photo_path, sync_folder, thumbnail_path},
    open::{Store, UNFINISHED, for_sqlite, size_of},
    table,
};
use jiff::Timestamp;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::{
    fs::File,
    io::{self, Read, Write},
    ops::ControlFlow,
    path::Path,
};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

pub(crate) const MANIFEST: &str = "manifest.json";
pub(crate) const FORMAT: &str = "zvitnyk-archive";
pub(crate) const VERSION: u32 = 1;

/// Read and packed at once, between two looks at whether to go on.
pub(crate) const PIECE: usize = 1 << 18;

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Manifest {
    format: String,
    version: u32,
    made_at: Timestamp,
    pub(crate) parts: Vec<Part>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Part {
    pub(crate) path: String,
    pub(crate) bytes: u64,
    pub(crate) sha256: String,
}

/// How much of the whole work the copy of the database is, in hundredths.
pub const COPIED: u64 = 25;

/// An archive that is whole and on the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Archived {
    /// Its size.
    pub bytes: u64,
    /// Reports in it, without the bin.
    pub reports: u32,
    /// Photos in it.
    pub photos: u32,
}

impl Reader {
    /// Writes everything of the account to one file. At `target` stands the old file or the whole new one.
    ///
    /// # Errors
    /// [`StoreError::Stopped`], [`StoreError::DiskFull`], [`StoreError::Io`].
    pub fn archive(&self, target: &Path, now: Timestamp, progress: Progress<'_>) -> Result<Archived> {
        self.pin()?;
        let copied = Copied::of(self.folder(), self.db(), &mut share(progress, 0, COPIED));
        self.db().execute_batch("ROLLBACK")?;
        copied?.archive(target, now, progress)
    }
}

impl Store {
    /// As [`Reader::archive`], for who has the store to themselves.
    ///
    /// # Errors
    /// As [`Reader::archive`].
    pub fn archive(&self, target: &Path, now: Timestamp, progress: Progress<'_>) -> Result<Archived> {
        let copied = self.copied(&mut share(progress, 0, COPIED))?;
        copied.archive(target, now, progress)
    }
}

impl Copied {
    /// As [`Reader::archive`], of this copy.
    ///
    /// # Errors
    /// As [`Reader::archive`].
    pub fn archive(self, target: &Path, now: Timestamp, progress: Progress<'_>) -> Result<Archived> {
        write(&self, target, now, progress)
    }
}

fn write(copy: &Copied, target: &Path, now: Timestamp, progress: Progress<'_>) -> Result<Archived> {
    let io = |source| StoreError::io(target, source);
    let folder = copy.folder();
    let copied = Connection::open(for_sqlite(copy.path()))?;
    copied.pragma_update(None, "secure_delete", true)?;
    copied.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))?;
    table::upload::remove_all(&copied)?;
    let reports = table::report::count(&copied)?;
    let photos = table::photo::ids(&copied)?;
    let files = table::file::ids(&copied)?;
    drop(copied);

    let of_target = target.parent().filter(|parent| !parent.as_os_str().is_empty());
    let of_target = of_target.unwrap_or(Path::new("."));
    let beside = tempfile::Builder::new()
        .prefix(UNFINISHED)
        .tempfile_in(of_target)
        .map_err(io)?;
    let mut parts = vec![(DATABASE.to_owned(), copy.path().to_owned())];
    let mut had = 0;
    for id in &photos {
        // A photo that has gone from the disk is missing here as it is there.
        let path = photo_path(folder, id);
        had += u32::from(path.exists());
        parts.push((photo_name(id), path));
        parts.push((thumbnail_name(id), thumbnail_path(folder, id)));
    }
    parts.extend(files.iter().map(|id| (file_name(id), file_path(folder, id))));
    parts.retain(|(_, path)| path.exists());
    let total = parts.iter().filter_map(|(_, path)| size_of(path).ok()).sum();

    let mut packing = share(progress, COPIED, 100);
    let mut packed = Packing {
        zip: ZipWriter::new(beside.as_file()),
        parts: Vec::new(),
    };
    let mut done = 0;
    for (name, path) in parts {
        let going_on = packed
            .add(name, &path, &mut |bytes| {
                done += bytes;
                packing(done, total)
            })
            .map_err(io)?;
        if going_on.is_break() {
            return Err(StoreError::Stopped);
        }
    }
    packed.close(now).map_err(io)?;
    beside.as_file().sync_all().map_err(io)?;
    let bytes = beside.as_file().metadata().map_err(io)?.len();
    beside.persist(target).map_err(|refused| io(refused.error))?;
    sync_folder(of_target).map_err(io)?;
    Ok(Archived {
        bytes,
        reports,
        photos: had,
    })
}

struct Packing<'a> {
    zip: ZipWriter<&'a File>,
    parts: Vec<Part>,
}

impl Packing<'_> {
    /// Told the bytes of each piece; stops when told to.
    fn add(
        &mut self,
        name: String,
        path: &Path,
        told: &mut dyn FnMut(u64) -> ControlFlow<()>,
    ) -> io::Result<ControlFlow<()>> {
        let method = if name == DATABASE {
            CompressionMethod::Deflated
        } else {
            CompressionMethod::Stored
        };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .large_file(true);
        self.zip
            .start_file(name.as_str(), options)
            .map_err(io::Error::other)?;
        let mut from = File::open(path)?;
        let mut digest = Sha256::new();
        let mut bytes = 0;
        let mut piece = vec![0; PIECE];
        loop {
            let read = from.read(&mut piece)?;
            let Some(read) = piece.get(..read).filter(|read| !read.is_empty()) else {
                break;
            };
            self.zip.write_all(read)?;
            digest.update(read);
            let read = u64::try_from(read.len()).unwrap_or_default();
            bytes += read;
            if told(read).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        self.parts.push(Part {
            path: name,
            bytes,
            sha256: hex(&digest.finalize()),
        });
        Ok(ControlFlow::Continue(()))
    }

    fn close(mut self, now: Timestamp) -> io::Result<()> {
        let manifest = Manifest {
            format: FORMAT.to_owned(),
            version: VERSION,
            made_at: now,
            parts: self.parts,
        };
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        self.zip.start_file(MANIFEST, options).map_err(io::Error::other)?;
        serde_json::to_writer(&mut self.zip, &manifest)?;
        self.zip.finish().map_err(io::Error::other)?;
        Ok(())
    }
}

pub(crate) fn hex(digest: &[u8]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
