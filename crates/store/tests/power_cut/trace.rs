//! What a process did to the files below one folder, in order, as the kernel saw it: strace's log, read.
//!
//! Not a library put before libc: parts of what we stand on (rustix under tempfile) call the kernel without libc.

#![allow(dead_code, reason = "each test that includes it uses its own part")]

use std::{
    collections::HashMap,
    ffi::OsString,
    os::unix::ffi::OsStringExt,
    path::{Path, PathBuf},
    process::Command,
};

/// Everything by which a file or folder can be changed or flushed, and what moves a position in a file.
const CALLS: &str = "open,openat,openat2,creat,write,pwrite64,writev,pwritev,pwritev2,lseek,ftruncate,truncate,fallocate,\
    fsync,fdatasync,sync_file_range,rename,renameat,renameat2,unlink,unlinkat,rmdir,mkdir,mkdirat,link,linkat,symlink,\
    symlinkat,mmap,copy_file_range,sendfile,splice,dup,dup2,dup3";

/// One thing that was done.
#[derive(Debug)]
pub struct Event {
    /// Seconds since 1970 by the system's clock, when the call returned.
    pub at: f64,
    pub deed: Deed,
}

/// A change of a file or folder below the watched one, or a line on the standard output.
#[derive(Debug)]
pub enum Deed {
    MakeFolder(PathBuf),
    /// Opened for making: no change if it is there.
    MakeFile(PathBuf),
    /// The length is set.
    Resize(PathBuf, u64),
    Write(PathBuf, Place, Vec<u8>),
    /// So many bytes of one file at a place to another at a place.
    Copy((PathBuf, u64), (PathBuf, u64), u64),
    /// Flushed: how many of all events lay before the call began. What came later may not be on the disk.
    Sync(PathBuf, usize),
    Rename(PathBuf, PathBuf),
    /// A second name for the same file.
    Link(PathBuf, PathBuf),
    Remove(PathBuf),
    Said(String),
}

/// Where in a file was written.
#[derive(Clone, Copy, Debug)]
pub enum Place {
    At(u64),
    End,
}

/// A command that runs under strace and leaves its log there.
pub fn watched(program: &Path, log: &Path) -> Command {
    let mut command = Command::new("strace");
    command.args(tracing(log)).arg(program);
    command
}

/// strace's words for a complete log: the attached process is named after them.
pub fn tracing(log: &Path) -> Vec<OsString> {
    let mut words: Vec<OsString> = ["-f", "-y", "-xx", "-ttt", "-q", "-s", "40000000", "-e"]
        .map(OsString::from)
        .into();
    words.push(format!("trace={CALLS}").into());
    words.extend(["-e", "signal=none", "-o"].map(OsString::from));
    words.push(log.into());
    words
}

/// Reads a log; what is not below the folder is left out.
///
/// # Panics
/// At a call that changes files in a way that is not modelled here: it must be taught, not overlooked.
pub fn read(log: &Path, folder: &Path) -> Vec<Event> {
    let bytes = std::fs::read(log).expect("strace is needed: `cargo xtask test setup` installs it");
    let text = String::from_utf8(bytes).unwrap();
    let mut reader = Reader {
        folder,
        positions: HashMap::new(),
        events: Vec::new(),
    };
    // A call that another thread's came between is told in two parts; keyed by the thread.
    let mut begun: HashMap<&str, (&str, usize)> = HashMap::new();
    for line in text.lines() {
        let mut words = line.splitn(3, ' ').map(str::trim_start);
        let (Some(thread), Some(rest)) = (
            words.next(),
            line.split_once(' ').map(|(_, rest)| rest.trim_start()),
        ) else {
            continue;
        };
        let Some((time, call)) = rest.split_once(' ') else {
            continue;
        };
        let at: f64 = time.parse().unwrap();
        if let Some(start) = call.strip_suffix(" <unfinished ...>") {
            begun.insert(thread, (start, reader.events.len()));
        } else if call.starts_with("<... ") {
            let Some((start, before)) = begun.remove(thread) else {
                continue;
            };
            let end = call.split_once("resumed>").unwrap().1;
            reader.call(at, &format!("{start}{end}"), before);
        } else {
            reader.call(at, call, reader.events.len());
        }
    }
    reader.events
}

struct Reader<'a> {
    folder: &'a Path,
    /// The position in each open file; `None`: it is written at its end.
    positions: HashMap<i64, Option<u64>>,
    events: Vec<Event>,
}

/// An argument of a call.
#[derive(Clone, Debug)]
enum Word {
    /// A number for an open file, with its path.
    Open(i64, PathBuf),
    Text(Vec<u8>),
    Plain(String),
}

impl Reader<'_> {
    fn call(&mut self, at: f64, line: &str, before: usize) {
        let Some((name, rest)) = line.split_once('(') else {
            return;
        };
        let (words, result) = arguments(rest);
        // Refused, interrupted, or the process was killed within it.
        let Some(result) = result.filter(|number| *number >= 0) else {
            return;
        };
        let text = |number: usize| plain(&words, number);
        let path = |number: usize| path_in(&words, number);
        let opened = || match words.first() {
            Some(Word::Open(number, path)) => (*number, path.clone()),
            other => panic!("{name} on {other:?}"),
        };
        let mut did = Vec::new();
        match name {
            "open" | "openat" | "creat" => {
                let (path, flags) = if name == "openat" {
                    (path(1), text(2))
                } else {
                    (path(0), text(1))
                };
                let position = if flags.contains("O_APPEND") { None } else { Some(0) };
                self.positions.insert(result, position);
                assert!(!(self.ours(&path) && flags.contains("O_TMPFILE")), "{line}");
                if name == "creat" || flags.contains("O_CREAT") {
                    did.push(Deed::MakeFile(path.clone()));
                }
                if name == "creat" || flags.contains("O_TRUNC") {
                    did.push(Deed::Resize(path, 0));
                }
            }
            "write" | "pwrite64" => {
                let (number, path) = opened();
                let Some(Word::Text(bytes)) = words.get(1) else {
                    panic!("{line}")
                };
                let written = usize::try_from(result).unwrap();
                let bytes = bytes.get(..written).unwrap().to_vec();
                if number == 1 {
                    did.push(Deed::Said(String::from_utf8_lossy(&bytes).into_owned()));
                } else if name == "pwrite64" {
                    did.push(Deed::Write(path, Place::At(text(3).parse().unwrap()), bytes));
                } else if self.ours(&path) {
                    let position = self.positions.get_mut(&number);
                    let position = position.unwrap_or_else(|| panic!("where? {}", path.display()));
                    let place = position.map_or(Place::End, Place::At);
                    *position = position.map(|at| at + u64::try_from(result).unwrap());
                    did.push(Deed::Write(path, place, bytes));
                }
            }
            "copy_file_range" => {
                let ends = [0, 2].map(|end| match words.get(end) {
                    Some(Word::Open(number, path)) => (*number, path.clone()),
                    other => panic!("{name} on {other:?}"),
                });
                if ends.iter().any(|(_, path)| self.ours(path)) {
                    assert_eq!((text(1), text(3)), ("NULL", "NULL"), "{line}");
                    let length = u64::try_from(result).unwrap();
                    let [from, to] = ends.map(|(number, path)| {
                        let position = self.positions.get_mut(&number).and_then(Option::as_mut);
                        let position = position.unwrap_or_else(|| panic!("where? {line}"));
                        *position += length;
                        (path, *position - length)
                    });
                    did.push(Deed::Copy(from, to, length));
                }
            }
            "lseek" => {
                if let Some(position @ Some(_)) = self.positions.get_mut(&opened().0) {
                    *position = Some(u64::try_from(result).unwrap());
                }
            }
            "ftruncate" => did.push(Deed::Resize(opened().1, text(1).parse().unwrap())),
            "fsync" | "fdatasync" => did.push(Deed::Sync(opened().1, before)),
            "rename" => did.push(Deed::Rename(path(0), path(1))),
            "renameat" | "renameat2" => did.push(Deed::Rename(path(1), path(3))),
            "link" => did.push(Deed::Link(path(0), path(1))),
            "linkat" => did.push(Deed::Link(path(1), path(3))),
            "unlink" | "rmdir" => did.push(Deed::Remove(path(0))),
            "unlinkat" => did.push(Deed::Remove(path(1))),
            "mkdir" => did.push(Deed::MakeFolder(path(0))),
            "mkdirat" => did.push(Deed::MakeFolder(path(1))),
            "mmap" => {
                let (shared, written) = (text(3).contains("MAP_SHARED"), text(2).contains("PROT_WRITE"));
                if let Some(Word::Open(_, path)) = words.get(4) {
                    // The index of the WAL: made anew by whoever opens the file first.
                    let index = path.to_string_lossy().ends_with("-shm");
                    assert!(!(shared && written && self.ours(path)) || index, "{line}");
                }
            }
            _ => {
                let touched = words.iter().any(|word| match word {
                    Word::Open(_, path) => self.ours(path),
                    Word::Text(bytes) => self.ours(&PathBuf::from(OsString::from_vec(bytes.clone()))),
                    Word::Plain(_) => false,
                });
                assert!(!touched, "a call that is not modelled: {line}");
            }
        }
        for deed in did {
            if self.wanted(&deed) {
                self.events.push(Event { at, deed });
            }
        }
    }

    fn ours(&self, path: &Path) -> bool {
        path.starts_with(self.folder)
    }

    fn wanted(&self, deed: &Deed) -> bool {
        match deed {
            Deed::MakeFolder(path)
            | Deed::MakeFile(path)
            | Deed::Resize(path, _)
            | Deed::Write(path, ..)
            | Deed::Sync(path, _)
            | Deed::Remove(path) => self.ours(path),
            Deed::Rename(from, to) | Deed::Link(from, to) => {
                assert_eq!(self.ours(from), self.ours(to), "moved over the border: {deed:?}");
                self.ours(from)
            }
            Deed::Copy((from, _), (to, _), _) => {
                assert_eq!(self.ours(from), self.ours(to), "copied over the border: {deed:?}");
                self.ours(to)
            }
            Deed::Said(_) => true,
        }
    }
}

fn plain(words: &[Word], number: usize) -> &str {
    match words.get(number) {
        Some(Word::Plain(text)) => text,
        other => panic!("no plain word: {other:?}"),
    }
}

/// A path argument; a relative one begins at the folder that the argument before it names.
fn path_in(words: &[Word], number: usize) -> PathBuf {
    let Some(Word::Text(bytes)) = words.get(number) else {
        panic!("no path: {words:?}")
    };
    let path = PathBuf::from(OsString::from_vec(bytes.clone()));
    match number.checked_sub(1).and_then(|before| words.get(before)) {
        Some(Word::Open(_, folder)) => folder.join(path),
        _ => path,
    }
}

/// `3<\x2f>, "\x61", O_RDWR) = 1` → the arguments and the result.
fn arguments(line: &str) -> (Vec<Word>, Option<i64>) {
    let mut words = Vec::new();
    let mut rest = line;
    loop {
        rest = rest.trim_start_matches([',', ' ']);
        if let Some(after) = rest.strip_prefix(')') {
            let result = after.trim_start().strip_prefix("= ").map(|result| {
                let digits: String = result
                    .chars()
                    .take_while(|c| c.is_ascii_digit() || *c == '-')
                    .collect();
                // An address is of no interest; only that it is none of the errors.
                digits.parse().unwrap_or(-1)
            });
            return (words, result);
        }
        if let Some(after) = rest.strip_prefix('"') {
            let (inside, after) = after.split_once('"').unwrap();
            assert!(!after.starts_with("..."), "the log is cut short");
            words.push(Word::Text(unhex(inside)));
            rest = after;
            continue;
        }
        let end = rest.find(['<', ',', ')']).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        if let Some(after) = after.strip_prefix('<') {
            let (inside, after) = after.split_once('>').unwrap_or((after, ""));
            let number = word.parse().unwrap_or(-1);
            // A file that was removed while open is marked so; nothing can come of it.
            let gone = after.starts_with("(deleted)");
            let path = if gone { Vec::new() } else { unhex(inside) };
            words.push(Word::Open(number, PathBuf::from(OsString::from_vec(path))));
            rest = after.trim_start_matches("(deleted)");
        } else {
            if word.is_empty() && after.is_empty() {
                return (words, None);
            }
            words.push(Word::Plain(word.to_owned()));
            rest = after;
        }
    }
}

/// `\x61\x62` → `ab`; what is no such text (a pipe, a socket) is left as it is.
fn unhex(text: &str) -> Vec<u8> {
    if !text.starts_with("\\x") {
        return text.as_bytes().to_vec();
    }
    text.split("\\x")
        .skip(1)
        .map(|digits| u8::from_str_radix(digits, 16).unwrap_or_else(|_| panic!("{digits}")))
        .collect()
}
