//! A disk that keeps what was flushed, and of the rest whatever it likes.
//!
//! What POSIX promises and nothing more: bytes are kept once the file was flushed, names once their folder was. Of what
//! was not flushed any part may be there: single sectors of 512 bytes, later ones without earlier ones, a length
//! without its bytes, a name without its file's bytes.

use super::trace::{Deed, Place};
use fastrand::Rng;
use std::{
    collections::BTreeMap,
    ffi::{OsStr, OsString},
    fs,
    path::{Component, Path, PathBuf},
};

const SECTOR: usize = 512;

/// The folder on such a disk.
#[derive(Debug)]
pub struct Disk {
    root: PathBuf,
    /// The first is the root.
    nodes: Vec<Node>,
}

#[derive(Debug)]
enum Node {
    File(FileNode),
    Folder(FolderNode),
}

#[derive(Debug, Default)]
struct FileNode {
    synced: Vec<u8>,
    /// Since the last flush, with the number of the event.
    pending: Vec<(usize, Change)>,
}

#[derive(Debug)]
enum Change {
    Write(usize, Vec<u8>),
    Resize(usize),
}

#[derive(Debug, Default)]
struct FolderNode {
    /// As the running programs see it.
    live: Entries,
    synced: Entries,
    pending: Vec<(usize, Entry)>,
}

type Entries = BTreeMap<OsString, usize>;

#[derive(Clone, Debug)]
enum Entry {
    Put(OsString, usize),
    Drop(OsString),
    /// Within one folder a renaming is whole or not at all.
    Move(OsString, OsString, usize),
}

impl Disk {
    /// A folder whose present contents are all on the disk.
    pub fn of(root: &Path) -> Self {
        let mut disk = Self {
            root: root.to_owned(),
            nodes: Vec::new(),
        };
        disk.take(root);
        disk
    }

    fn take(&mut self, path: &Path) -> usize {
        let number = self.nodes.len();
        if path.is_dir() {
            self.nodes.push(Node::Folder(FolderNode::default()));
            let entries: Entries = fs::read_dir(path)
                .unwrap()
                .map(|entry| {
                    let entry = entry.unwrap();
                    (entry.file_name(), self.take(&entry.path()))
                })
                .collect();
            *self.folder(number) = FolderNode {
                live: entries.clone(),
                synced: entries,
                pending: Vec::new(),
            };
        } else {
            let synced = fs::read(path).unwrap();
            self.nodes.push(Node::File(FileNode {
                synced,
                pending: Vec::new(),
            }));
        }
        number
    }

    /// Does what the process did; `number` counts the events.
    pub fn apply(&mut self, number: usize, deed: &Deed) {
        match deed {
            Deed::MakeFolder(path) => {
                self.put(number, path, Node::Folder(FolderNode::default()));
            }
            Deed::MakeFile(path) => {
                if self.find(path).is_none() {
                    self.put(number, path, Node::File(FileNode::default()));
                }
            }
            Deed::Resize(path, length) => {
                let length = usize::try_from(*length).unwrap();
                if self.file(path).length() != length {
                    self.file(path).pending.push((number, Change::Resize(length)));
                }
            }
            Deed::Write(path, place, bytes) => {
                let file = self.file(path);
                let at = match place {
                    Place::At(at) => usize::try_from(*at).unwrap(),
                    Place::End => file.length(),
                };
                file.pending.push((number, Change::Write(at, bytes.clone())));
            }
            Deed::Copy((from, from_at), (to, to_at), length) => {
                let [from_at, to_at, length] = [from_at, to_at, length].map(|n| usize::try_from(*n).unwrap());
                let bytes = self.file(from).live()[from_at..from_at + length].to_vec();
                self.file(to).pending.push((number, Change::Write(to_at, bytes)));
            }
            Deed::Sync(path, before) => {
                let node = self.find(path).unwrap_or_else(|| panic!("{}", path.display()));
                self.nodes[node].sync(*before);
            }
            Deed::Rename(from, to) => self.rename(number, from, to),
            Deed::Link(from, to) => {
                let node = self.find(from).unwrap();
                let (folder, name) = self.place(to);
                self.folder(folder).put(number, name, node);
            }
            Deed::Remove(path) => {
                let (folder, name) = self.place(path);
                let folder = self.folder(folder);
                folder.live.remove(&name);
                folder.pending.push((number, Entry::Drop(name)));
            }
            Deed::Said(_) => {}
        }
    }

    fn put(&mut self, number: usize, path: &Path, node: Node) {
        let new = self.nodes.len();
        self.nodes.push(node);
        let (folder, name) = self.place(path);
        self.folder(folder).put(number, name, new);
    }

    fn rename(&mut self, number: usize, from: &Path, to: &Path) {
        let ((old, from), (new, to)) = (self.place(from), self.place(to));
        let node = self.folder(old).live.remove(&from).unwrap();
        if old == new {
            self.folder(old).live.insert(to.clone(), node);
            self.folder(old)
                .pending
                .push((number, Entry::Move(from, to, node)));
        } else {
            self.folder(old).pending.push((number, Entry::Drop(from)));
            self.folder(new).put(number, to, node);
        }
    }

    /// What is not flushed yet, by path: for the promise that nothing acknowledged waits.
    pub fn unflushed(&self) -> Vec<PathBuf> {
        let mut found = Vec::new();
        self.unflushed_in(0, &self.root, &mut found);
        found
    }

    fn unflushed_in(&self, number: usize, path: &Path, found: &mut Vec<PathBuf>) {
        match &self.nodes[number] {
            Node::File(file) if !file.pending.is_empty() => found.push(path.to_owned()),
            Node::File(_) => {}
            Node::Folder(folder) => {
                if !folder.pending.is_empty() {
                    found.push(path.to_owned());
                }
                for (name, node) in &folder.live {
                    self.unflushed_in(*node, &path.join(name), found);
                }
            }
        }
    }

    /// Writes the folder as it could be found after the power went.
    pub fn cut(&self, rng: &mut Rng, to: &Path) {
        // Everything that was not flushed is lost, nothing is, or some.
        let kept = match rng.u8(0..4) {
            0 => 0.0,
            1 => 1.0,
            _ => rng.f64(),
        };
        fs::create_dir_all(to).unwrap();
        self.cut_folder(0, rng, kept, to, &mut BTreeMap::new());
    }

    /// A file of two names has one content: `written` is where it lies already.
    fn cut_folder(
        &self,
        number: usize,
        rng: &mut Rng,
        kept: f64,
        to: &Path,
        written: &mut BTreeMap<usize, PathBuf>,
    ) {
        let Node::Folder(folder) = &self.nodes[number] else {
            panic!("no folder")
        };
        for (name, node) in folder.cut(rng, kept) {
            let path = to.join(&name);
            match &self.nodes[node] {
                Node::Folder(_) => {
                    fs::create_dir(&path).unwrap();
                    self.cut_folder(node, rng, kept, &path, written);
                }
                // Written through memory, which the log does not show: anything may be in it.
                Node::File(_) if name.to_string_lossy().ends_with("-shm") => {
                    let garbage: Vec<u8> = (0..32768).map(|_| rng.u8(..)).collect();
                    fs::write(&path, garbage).unwrap();
                }
                Node::File(file) => {
                    match written.get(&node) {
                        Some(first) => fs::hard_link(first, &path).unwrap(),
                        None => fs::write(&path, file.cut(rng, kept)).unwrap(),
                    }
                    written.insert(node, path);
                }
            }
        }
    }

    fn find(&self, path: &Path) -> Option<usize> {
        let below = path.strip_prefix(&self.root).unwrap();
        below
            .components()
            .try_fold(0, |number, part| match (&self.nodes[number], part) {
                (Node::Folder(folder), Component::Normal(name)) => folder.live.get(name).copied(),
                _ => None,
            })
    }

    fn place(&self, path: &Path) -> (usize, OsString) {
        let folder = path.parent().unwrap();
        let number = self
            .find(folder)
            .unwrap_or_else(|| panic!("no {}", folder.display()));
        (number, path.file_name().map(OsStr::to_owned).unwrap())
    }

    fn folder(&mut self, number: usize) -> &mut FolderNode {
        match &mut self.nodes[number] {
            Node::Folder(folder) => folder,
            Node::File(_) => panic!("no folder"),
        }
    }

    fn file(&mut self, path: &Path) -> &mut FileNode {
        let number = self.find(path).unwrap_or_else(|| panic!("no {}", path.display()));
        match &mut self.nodes[number] {
            Node::File(file) => file,
            Node::Folder(_) => panic!("no file"),
        }
    }
}

impl Node {
    fn sync(&mut self, before: usize) {
        match self {
            Self::File(file) => {
                let flushed = file
                    .pending
                    .iter()
                    .take_while(|(number, _)| *number < before)
                    .count();
                for (_, change) in file.pending.drain(..flushed) {
                    change.apply(&mut file.synced);
                }
            }
            Self::Folder(folder) => {
                let flushed = folder
                    .pending
                    .iter()
                    .take_while(|(number, _)| *number < before)
                    .count();
                for (_, entry) in folder.pending.drain(..flushed) {
                    entry.apply(&mut folder.synced);
                }
            }
        }
    }
}

impl FileNode {
    /// As the running programs see it.
    fn live(&self) -> Vec<u8> {
        let mut bytes = self.synced.clone();
        for (_, change) in &self.pending {
            change.apply(&mut bytes);
        }
        bytes
    }

    fn length(&self) -> usize {
        self.pending
            .iter()
            .fold(self.synced.len(), |length, (_, change)| match change {
                Change::Write(at, bytes) => length.max(at + bytes.len()),
                Change::Resize(length) => *length,
            })
    }

    fn cut(&self, rng: &mut Rng, kept: f64) -> Vec<u8> {
        let mut bytes = self.synced.clone();
        for (_, change) in &self.pending {
            match change {
                Change::Resize(_) if rng.f64() < kept => change.apply(&mut bytes),
                Change::Resize(_) => {}
                Change::Write(at, new) => {
                    let end = at + new.len();
                    let mut start = *at;
                    while start < end {
                        let stop = (start / SECTOR * SECTOR + SECTOR).min(end);
                        if rng.f64() < kept {
                            let sector = new[start - at..stop - at].to_vec();
                            Change::Write(start, sector).apply(&mut bytes);
                        }
                        start = stop;
                    }
                }
            }
        }
        bytes
    }
}

impl Change {
    fn apply(&self, file: &mut Vec<u8>) {
        match self {
            Self::Resize(length) => file.resize(*length, 0),
            Self::Write(at, bytes) => {
                if file.len() < at + bytes.len() {
                    file.resize(at + bytes.len(), 0);
                }
                file[*at..at + bytes.len()].copy_from_slice(bytes);
            }
        }
    }
}

impl FolderNode {
    fn put(&mut self, number: usize, name: OsString, node: usize) {
        self.live.insert(name.clone(), node);
        self.pending.push((number, Entry::Put(name, node)));
    }

    fn cut(&self, rng: &mut Rng, kept: f64) -> Entries {
        let mut entries = self.synced.clone();
        // Most file systems keep names in the order in which they changed; not all must.
        let in_order = rng.bool();
        for (_, entry) in &self.pending {
            if rng.f64() < kept {
                entry.clone().apply(&mut entries);
            } else if in_order {
                break;
            }
        }
        entries
    }
}

impl Entry {
    fn apply(self, entries: &mut Entries) {
        match self {
            Self::Put(name, node) => {
                entries.insert(name, node);
            }
            Self::Drop(name) => {
                entries.remove(&name);
            }
            Self::Move(from, to, node) => {
                entries.remove(&from);
                entries.insert(to, node);
            }
        }
    }
}
