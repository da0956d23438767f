//! Where an account's folder lies.

use report::{Login, PhotoId};
use sha2::{Digest, Sha256};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// The database's file name in an account's folder.
pub const DATABASE: &str = "zvitnyk.sqlite";

/// The photos' subfolder of an account's folder.
pub(crate) const PHOTOS: &str = "photos";

/// The attached files' subfolder of an account's folder.
pub(crate) const FILES: &str = "files";

/// The subfolder of the files that photos were made of.
pub(crate) const ORIGINALS: &str = "originals";

/// The most characters of each readable part of a folder's name: the whole path must stay below Windows' 260.
const READABLE_CHARS: usize = 24;

/// The folder of one account: a name that a person can read, made safe for every file system, and a short hash that
/// keeps apart what the readable part cannot. The same portal and login give the same folder for ever; a trailing
/// slash of the address and the case of its host do not matter.
#[must_use]
pub fn folder_for(root: &Path, portal_url: &str, login: &Login) -> PathBuf {
    let trimmed = portal_url.trim().trim_end_matches('/');
    let (scheme, rest) = trimmed.split_once("://").unwrap_or(("https", trimmed));
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let (scheme, host) = (scheme.to_lowercase(), host.to_lowercase());
    let digest = hex_sha256(format!("{scheme}://{host}{path}\n{login}").as_bytes());
    let short: String = digest.chars().take(12).collect();
    root.join(format!(
        "{}_{}_{short}",
        readable(&host),
        readable(login.as_str())
    ))
}

/// The folder of the drafts made without signing in.
#[must_use]
pub fn local_folder(root: &Path) -> PathBuf {
    root.join("local")
}

fn readable(text: &str) -> String {
    text.chars()
        .take(READABLE_CHARS)
        .map(|c| if c.is_alphanumeric() { c } else { '-' })
        .collect()
}

/// Lower-case hex of the SHA-256 of some bytes.
pub(crate) fn hex_sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

/// Where a photo's bytes lie in an account's folder: `photos/ab/<sha256>.jpg`.
#[must_use]
pub fn photo_path(folder: &Path, photo: &PhotoId) -> PathBuf {
    shelf(&folder.join(PHOTOS), photo).join(format!("{photo}.jpg"))
}

/// Where a photo's thumbnail lies in an account's folder: `photos/ab/<sha256>.thumb.jpg`.
#[must_use]
pub fn thumbnail_path(folder: &Path, photo: &PhotoId) -> PathBuf {
    shelf(&folder.join(PHOTOS), photo).join(format!("{photo}.thumb.jpg"))
}

/// Where an attached file's bytes lie in an account's folder: `files/ab/<sha256>`. Without an ending, so that nothing
/// there is opened or run by mistake.
pub(crate) fn file_path(folder: &Path, file: &PhotoId) -> PathBuf {
    shelf(&folder.join(FILES), file).join(file.as_str())
}

/// Where the file that a photo was made of lies in an account's folder: `originals/ab/<sha256>`.
pub(crate) fn original_path(folder: &Path, original: &PhotoId) -> PathBuf {
    shelf(&folder.join(ORIGINALS), original).join(original.as_str())
}

/// The subfolder of a photo or file: by the first two digits, since folders of many thousand files are slow on some disks.
pub(crate) fn shelf(subfolder: &Path, id: &PhotoId) -> PathBuf {
    let digits: String = id.as_str().chars().take(2).collect();
    subfolder.join(digits)
}

/// Makes a folder with its parents, readable by its owner alone where the system has such rights. Each that was made is on
/// the disk when it returns: what is flushed within a folder is lost all the same if the folder's own name is.
pub(crate) fn make_folder(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    if let Some(parent) = parent {
        make_folder(parent)?;
    }
    #[cfg_attr(not(unix), expect(unused_mut, reason = "rights are of Unix"))]
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    match builder.create(path) {
        // Somebody else was faster.
        Err(_) if path.is_dir() => {}
        made => made?,
    }
    sync_folder(parent.unwrap_or(Path::new(".")))
}

/// Waits until the folder's entries are on the disk. Windows journals them by itself and cannot open a folder.
pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    if cfg!(unix) {
        fs::File::open(path)?.sync_all()?;
    }
    Ok(())
}
