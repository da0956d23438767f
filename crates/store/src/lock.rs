//! Who holds an account's folder.
//!
//! On one computer an operating system's lock tells, which a killed program loses. A profile that lies on a network drive, or
//! roams, is reached by several computers, between which such locks often do not work. So the holder also leaves a file with
//! its computer's name, and renews it ([`Pulse::beat`]); a file that was not renewed for [`STALE`] is a dead program's. Both times
//! that are compared are the folder's own: the clocks of two computers need not agree.

use crate::{
    error::{OpenError, Result, StoreError},
    open::{Store, io_at},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::{
    fs::{self, File, TryLockError},
    io::{self, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, SystemTime},
};
use uuid::Uuid;

const LOCK: &str = "zvitnyk.lock";
const OWNER: &str = "zvitnyk-owner.lock";

/// A holder that gave no sign of life for so long is dead.
const STALE: Duration = Duration::from_secs(120);

/// Who opens a folder, told to other computers.
#[derive(Clone, Debug)]
pub struct Holder {
    /// The computer's name, as its people know it.
    pub computer: String,
    /// Now.
    pub since: Timestamp,
    /// This run of the program; any id that no other run has.
    pub run: Uuid,
}

/// What lies in the owner's file.
#[derive(Debug, Serialize, Deserialize)]
struct Owner {
    computer: String,
    since: Timestamp,
    run: Uuid,
}

/// The folder is held for as long as this lives.
#[derive(Debug)]
pub(crate) struct Held {
    pulse: Pulse,
    /// Let go of last.
    _lock: File,
}

/// The signs of life of who holds a folder. They need no store: whoever works with it for long delays none. To be given only
/// while the store lives.
#[derive(Clone, Debug)]
pub struct Pulse {
    folder: PathBuf,
    owner: Option<(PathBuf, Uuid)>,
    beat: Arc<AtomicBool>,
}

impl Held {
    /// Takes the folder.
    pub(crate) fn take(folder: &Path, holder: Option<&Holder>) -> Result<Self, OpenError> {
        let path = folder.join(OWNER);
        let lock = match os_lock(&folder.join(LOCK)) {
            // A lock that reaches across the network says who has it by the owner's file.
            Err(OpenError::Locked) => return Err(elsewhere(&path, holder).unwrap_or(OpenError::Locked)),
            taken => taken?,
        };
        let held = |owner| Self {
            pulse: Pulse {
                folder: folder.to_owned(),
                owner,
                beat: Arc::default(),
            },
            _lock: lock,
        };
        let Some(holder) = holder else {
            return Ok(held(None));
        };
        if let Some(refusal) = elsewhere(&path, Some(holder))
            && !is_stale(folder, &path).map_err(|e| io_at(&path, e))?
        {
            return Err(refusal);
        }
        // Whose program is dead. Of two computers that find it so at once, one makes the new file.
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(io_at(&path, error)),
            _ => {}
        }
        match write_new(&path, holder) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                return Err(elsewhere(&path, Some(holder)).unwrap_or(OpenError::Locked));
            }
            written => written.map_err(|e| io_at(&path, e))?,
        }
        Ok(held(Some((path, holder.run))))
    }
}

impl Pulse {
    /// Tells other computers that this program still holds the folder; to be called every [`STALE`] / 4 or oftener.
    ///
    /// # Errors
    /// [`StoreError::TakenElsewhere`] if another computer has taken it, as it may when this one slept: nothing may be written
    /// any more. [`StoreError::Io`] if the folder does not answer.
    pub fn beat(&self) -> Result<()> {
        match self.renew() {
            Ok(true) => Ok(()),
            Ok(false) => Err(StoreError::TakenElsewhere),
            Err(source) => Err(StoreError::io(&self.folder, source)),
        }
    }

    /// `false` if another computer has taken the folder meanwhile.
    fn renew(&self) -> io::Result<bool> {
        let Some((path, run)) = &self.owner else {
            return Ok(true);
        };
        if read(path).is_none_or(|owner| owner.run != *run) {
            return Ok(false);
        }
        // A byte changes, not the file's length: whoever reads it meanwhile reads it whole.
        let mut file = File::options().write(true).open(path)?;
        file.seek(SeekFrom::End(-1))?;
        let blank = if self.beat.fetch_xor(true, Ordering::Relaxed) {
            b" "
        } else {
            b"\n"
        };
        file.write_all(blank)?;
        file.sync_all()?;
        Ok(true)
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        if let Some((path, run)) = &self.pulse.owner
            && read(path).is_some_and(|owner| owner.run == *run)
        {
            // What stays behind is taken for a dead program's in two minutes.
            let _ = fs::remove_file(path);
        }
    }
}

impl Store {
    /// The signs of life to other computers, for as long as this store is open.
    #[must_use]
    pub fn pulse(&self) -> Pulse {
        self.held.pulse.clone()
    }
}

fn os_lock(path: &Path) -> Result<File, OpenError> {
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)
        .map_err(|e| io_at(path, e))?;
    match file.try_lock() {
        // A file system without locks: the owner's file alone tells.
        Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => Ok(file),
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(OpenError::Locked),
        Err(TryLockError::Error(source)) => Err(io_at(path, source)),
    }
}

fn read(path: &Path) -> Option<Owner> {
    serde_json::from_slice(&fs::read(path).ok()?).ok()
}

/// Another computer that holds the folder, or did until it died.
fn elsewhere(path: &Path, holder: Option<&Holder>) -> Option<OpenError> {
    let owner = read(path)?;
    (owner.computer != holder?.computer).then_some(OpenError::OpenElsewhere {
        computer: owner.computer,
        since: owner.since,
    })
}

fn is_stale(folder: &Path, path: &Path) -> io::Result<bool> {
    let probe = tempfile::Builder::new()
        .prefix(crate::open::UNFINISHED)
        .tempfile_in(folder)?;
    probe.as_file().write_all(b" ")?;
    probe.as_file().sync_all()?;
    let now: SystemTime = probe.as_file().metadata()?.modified()?;
    let beat = match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(true),
        found => found?.modified()?,
    };
    Ok(now.duration_since(beat).is_ok_and(|since| since >= STALE))
}

fn write_new(path: &Path, holder: &Holder) -> io::Result<()> {
    let owner = Owner {
        computer: holder.computer.clone(),
        since: holder.since,
        run: holder.run,
    };
    let mut bytes = serde_json::to_vec(&owner)?;
    bytes.push(b' ');
    let mut file = File::options().create_new(true).write(true).open(path)?;
    file.write_all(&bytes)?;
    file.sync_all()
}
