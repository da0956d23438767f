//! What was dropped becomes a list of pictures: a folder gives its files, and those of its folders; a ZIP gives what is in it. Within
//! those, what is hidden or no picture is passed over and counted; a file that one named oneself is never passed over.

use super::picture::{FILE_MAX, Picture, Place, file_name, of_disk, of_zip, open, open_zip};
use crate::ipc::photos::{PhotoRefusal, RefusedPhoto};
use std::{
    fs,
    io::Read,
    path::{Path, PathBuf},
};

/// Most files of folders and ZIPs that are looked at in one go.
const FILES_MAX: u32 = 5_000;

/// How deep folders are walked into.
const DEPTH_MAX: u32 = 12;

/// So much of a file tells what it is.
const HEAD: u64 = 4096;

/// What pictures' names end with: such a file is named if it is none, and not passed over.
const ENDINGS: [&str; 15] = [
    "jpg", "jpeg", "jpe", "jfif", "png", "webp", "gif", "bmp", "tif", "tiff", "heic", "heif", "hif", "avif",
    "dng",
];

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub(super) pictures: Vec<Picture>,
    pub(super) refused: Vec<RefusedPhoto>,
    /// Files passed over: hidden, or no pictures.
    pub(super) skipped: u32,
    looked_at: u32,
}

impl Gathered {
    pub(super) fn of(pictures: Vec<Picture>) -> Self {
        Self {
            pictures,
            ..Self::default()
        }
    }
}

/// Looks through what was dropped or chosen.
pub(super) fn gather(paths: Vec<PathBuf>) -> Gathered {
    let mut all = Gathered::default();
    for path in paths {
        match fs::metadata(&path) {
            Ok(known) if known.is_dir() => all.walk(&path, 0),
            Ok(_) if is_zip(&path) => all.unpack(&path),
            // What cannot be read is told when it is read.
            _ => all.pictures.push(Picture::of_file(path)),
        }
    }
    all
}

impl Gathered {
    fn refuse(&mut self, name: String, reason: PhotoRefusal) {
        self.refused.push(RefusedPhoto {
            name,
            reason,
            partial: None,
        });
    }

    /// Counts a file; tells once, by the name of what holds it, that there are too many.
    fn may_look(&mut self, within: &Path) -> bool {
        self.looked_at = self.looked_at.saturating_add(1);
        if self.looked_at == FILES_MAX + 1 {
            self.refuse(file_name(within), PhotoRefusal::TooManyFiles { max: FILES_MAX });
        }
        self.looked_at <= FILES_MAX
    }

    fn walk(&mut self, folder: &Path, depth: u32) {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => return self.refuse(file_name(folder), of_disk(&error)),
        };
        let mut found = Vec::new();
        for entry in entries.flatten() {
            if !self.may_look(folder) {
                break;
            }
            // A link may lead anywhere, round in circles too.
            match entry.file_type() {
                Ok(kind) if !kind.is_symlink() => found.push((kind.is_dir(), entry.path())),
                _ => self.skipped += 1,
            }
        }
        // Files first, and by name, as a window of files shows them.
        found.sort_by_cached_key(|(is_dir, path)| (*is_dir, file_name(path).to_lowercase()));
        for (is_dir, path) in found {
            let hidden = is_hidden(&file_name(&path));
            if is_dir && !hidden && depth < DEPTH_MAX {
                self.walk(&path, depth + 1);
            } else if !is_dir && !hidden && is_wanted(&path) {
                self.pictures.push(Picture::of_file(path));
            } else {
                self.skipped += 1;
            }
        }
    }

    fn unpack(&mut self, path: &Path) {
        let mut zip = match open_zip(path) {
            Ok(zip) => zip,
            Err(reason) => return self.refuse(file_name(path), reason),
        };
        // A document of Word and the like: its pictures are not what was meant.
        if zip.index_for_name("[Content_Types].xml").is_some() {
            return self.refuse(file_name(path), PhotoRefusal::NotAnImage);
        }
        let mut found = Vec::new();
        for number in 0..zip.len() {
            if !self.may_look(path) {
                break;
            }
            let Ok(entry) = zip.by_index_raw(number) else {
                self.skipped += 1;
                continue;
            };
            if entry.is_dir() {
                continue;
            }
            let full = entry_name(entry.name_raw());
            let hidden = full.split(['/', '\\']).any(is_hidden);
            let name = full.rsplit(['/', '\\']).next().unwrap_or(&full).to_owned();
            let (locked, size) = (entry.encrypted(), entry.size());
            drop(entry);
            if hidden {
                self.skipped += 1;
            } else if locked {
                self.refuse(name, PhotoRefusal::Encrypted);
            } else if size > FILE_MAX {
                self.refuse(name, PhotoRefusal::TooLarge { max_bytes: FILE_MAX });
            } else {
                found.push((full, name, number));
            }
        }
        found.sort_by_cached_key(|(full, ..)| full.to_lowercase());
        for (_, name, number) in found {
            let mut head = Vec::new();
            let read = zip
                .by_index(number)
                .map_err(|error| of_zip(&error))
                .and_then(|entry| {
                    entry
                        .take(HEAD)
                        .read_to_end(&mut head)
                        .map_err(|_| PhotoRefusal::BadZip)
                });
            match read {
                Err(reason) => self.refuse(name, reason),
                Ok(_) if ends_like_a_picture(&name) || photo::is_picture(&head) => {
                    let path = path.to_owned();
                    self.pictures.push(Picture {
                        name,
                        place: Place::Zip { path, entry: number },
                    });
                }
                Ok(_) => self.skipped += 1,
            }
        }
    }
}

fn is_hidden(name: &str) -> bool {
    name.starts_with('.') || name == "__MACOSX" || name.eq_ignore_ascii_case("thumbs.db")
}

fn ends_like_a_picture(name: &str) -> bool {
    name.rsplit_once('.')
        .is_some_and(|(_, end)| ENDINGS.iter().any(|known| end.eq_ignore_ascii_case(known)))
}

/// Whether a file of a folder is a picture, or should be one by its name.
fn is_wanted(path: &Path) -> bool {
    ends_like_a_picture(&file_name(path)) || photo::is_picture(&head(path))
}

fn is_zip(path: &Path) -> bool {
    let zip = |ending: &std::ffi::OsStr| ending.eq_ignore_ascii_case("zip");
    head(path).starts_with(b"PK\x03\x04") || path.extension().is_some_and(zip)
}

/// How a file begins; nothing of one that cannot be read.
fn head(path: &Path) -> Vec<u8> {
    let mut head = Vec::new();
    if let Ok(file) = open_any_size(path) {
        let _ = file.take(HEAD).read_to_end(&mut head);
    }
    head
}

fn open_any_size(path: &Path) -> Result<fs::File, PhotoRefusal> {
    match open(path) {
        Err(PhotoRefusal::TooLarge { .. }) => fs::File::open(path).map_err(|error| of_disk(&error)),
        opened => opened,
    }
}

/// The name of a file in a ZIP: UTF-8, or what Windows' own packer wrote in Ukraine before it learned that.
fn entry_name(raw: &[u8]) -> String {
    match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) => encoding_rs::IBM866
            .decode_without_bom_handling(raw)
            .0
            .into_owned(),
    }
}

#[cfg(test)]
mod tests;
