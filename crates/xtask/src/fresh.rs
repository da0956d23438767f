//! Skips a step whose inputs have not changed since it last ended well.
//!
//! Compared by content, not by date: a checkout or a pull touches dates of files that are the same, and an
//! interface built again for nothing would make Tauri build again too.

use std::collections::BTreeSet;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::shell;

/// Folders that no step reads: what tools fetch or make.
const SKIPPED: [&str; 4] = ["node_modules", "dist", ".svelte-kit", "coverage"];

/// A mark that a step leaves when it has ended well, holding a digest of what it read.
pub(crate) struct Mark {
    file: PathBuf,
    digest: String,
}

impl Mark {
    /// Reads the inputs (files and folders below the root) of the step `name`.
    ///
    /// # Errors
    /// [`Failure::File`] when an input cannot be read.
    pub(crate) fn of(name: &str, inputs: &[&str]) -> Result<Self, Failure> {
        let mut files = BTreeSet::new();
        for input in inputs {
            collect(&shell::root().join(input), &mut files)?;
        }
        let mut hasher = DefaultHasher::new();
        for file in &files {
            file.hash(&mut hasher);
            fs::read(file)
                .map_err(|source| Failure::File {
                    path: file.clone(),
                    source,
                })?
                .hash(&mut hasher);
        }
        let file = shell::target().join("xtask").join(format!("{name}.mark"));
        Ok(Self {
            file,
            digest: format!("{:016x}", hasher.finish()),
        })
    }

    /// True when the step ended well on exactly these inputs and everything it makes is still there.
    pub(crate) fn holds(&self, outputs: &[PathBuf]) -> bool {
        fs::read_to_string(&self.file).is_ok_and(|digest| digest == self.digest)
            && outputs.iter().all(|output| output.exists())
    }

    /// Remembers that the step ended well.
    ///
    /// # Errors
    /// [`Failure::File`] when the mark cannot be written.
    pub(crate) fn set(&self) -> Result<(), Failure> {
        if let Some(folder) = self.file.parent() {
            create_folder(folder)?;
        }
        fs::write(&self.file, &self.digest).map_err(|source| Failure::File {
            path: self.file.clone(),
            source,
        })
    }
}

/// Makes a folder with all the folders above it.
///
/// # Errors
/// [`Failure::File`] when the system refuses.
pub(crate) fn create_folder(folder: &Path) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(|source| Failure::File {
        path: folder.to_path_buf(),
        source,
    })
}

fn collect(path: &Path, files: &mut BTreeSet<PathBuf>) -> Result<(), Failure> {
    if !path.is_dir() {
        if path.exists() {
            files.insert(path.to_path_buf());
        }
        return Ok(());
    }
    let fail = |source| Failure::File {
        path: path.to_path_buf(),
        source,
    };
    for entry in fs::read_dir(path).map_err(fail)? {
        let entry = entry.map_err(fail)?;
        if SKIPPED.iter().all(|skipped| entry.file_name() != *skipped) {
            collect(&entry.path(), files)?;
        }
    }
    Ok(())
}
