//! All of an account as one file: everything comes out of it again, and what is not ours is refused.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod support;

use serde_json::json;
use std::{
    fs::{self, File},
    io::{Read, Write},
    ops::ControlFlow,
    path::{Path, PathBuf},
};
use store::{ArchiveError, Arriving, NewPhoto, Store, StoreError, TakenIn};
use support::{at, content, field, hash, id, open, title};
use tempfile::TempDir;
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

fn on(_: u64, _: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

const JPEG: &[u8] = b"not really a picture";

fn filled(temp: &TempDir) -> Store {
    let mut store = open(temp);
    let photo = hash(JPEG);
    store
        .add_photo(
            NewPhoto {
                id: &photo,
                jpeg: JPEG,
                thumbnail: b"small",
                width: 20,
                height: 10,
                name: "двір.jpg",
                taken_at: None,
                lat: None,
                lon: None,
                author: None,
            },
            at(0),
        )
        .unwrap();
    store
        .add_file(&hash(b"a file"), b"a file", "Рішення.pdf", at(0))
        .unwrap();
    let values = [(
        "photos",
        json!([{ "photo": photo.as_str(), "caption": "Двір", "width": 20, "height": 10 }]),
    )];
    store.create(id(1), &content("З фото", &values), at(0)).unwrap();
    for number in 2..20 {
        store
            .create(id(number), &content(&format!("Звіт {number}"), &[]), at(0))
            .unwrap();
    }
    store
        .save(id(2), &field("summary", json!("Готово")), at(5000))
        .unwrap();
    store.save(id(2), &title("Звіт 2, далі"), at(9000)).unwrap();
    store.queue(id(3), at(9500)).unwrap();
    store
}

fn archived(store: &Store, temp: &TempDir) -> PathBuf {
    let target = temp.path().join("Усе.zip");
    let reader = store.reader().unwrap().unwrap();
    let archived = reader.archive(&target, at(10_000), &mut on).unwrap();
    assert_eq!((archived.reports, archived.photos), (19, 1));
    assert_eq!(archived.bytes, fs::metadata(&target).unwrap().len());
    target
}

fn take(store: &mut Store, path: &Path) -> TakenIn {
    let mut arriving = Arriving::unpack(path, store.folder(), &mut on).unwrap();
    arriving.lay(&store.shelves(), &mut on).unwrap();
    let mut taken = TakenIn::default();
    while store.take_in(&mut arriving, 7, at(20_000), &mut taken).unwrap() > 0 {}
    taken
}

#[test]
fn everything_comes_out_in_an_empty_account_elsewhere() {
    let (here, there) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let from = filled(&here);
    let path = archived(&from, &here);
    let mut to = open(&there);
    let taken = take(&mut to, &path);
    assert_eq!(
        (taken.new.len(), taken.same, taken.both.len(), taken.photos),
        (19, 0, 0, 1)
    );
    for row in from.list().unwrap() {
        let (one, two) = (from.report(row.id).unwrap(), to.report(row.id).unwrap());
        assert_eq!(one, two);
        let numbers = |store: &Store| store.versions(row.id).unwrap().len();
        assert_eq!(numbers(&from), numbers(&to));
    }
    assert_eq!(to.read_photo(&hash(JPEG)).unwrap(), JPEG);
    assert_eq!(to.read_attachment(&hash(b"a file")).unwrap().bytes(), b"a file");
    assert_eq!(to.outbox().unwrap().len(), 1);
    let again = take(&mut to, &path);
    assert_eq!((again.new.len(), again.same, again.both.len()), (0, 19, 0));
    // Nothing half-made stays.
    let left = fs::read_dir(to.folder()).unwrap().flatten();
    assert!(
        left.into_iter()
            .all(|entry| !entry.file_name().to_string_lossy().starts_with(".unfinished"))
    );
}

#[test]
fn report_that_was_changed_on_both_sides_keeps_both_contents() {
    let (here, there) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let mut from = filled(&here);
    let mut to = open(&there);
    take(&mut to, &archived(&from, &here));
    from.save(id(5), &title("Як удома"), at(30_000)).unwrap();
    to.save(id(5), &title("Як на роботі"), at(31_000)).unwrap();
    let taken = take(&mut to, &archived(&from, &here));
    assert_eq!(taken.both, [(id(5), "Як удома".to_owned())]);
    assert_eq!(to.report(id(5)).unwrap().unwrap().content.title, "Як на роботі");
    let versions = to.versions(id(5)).unwrap();
    let kept = versions
        .iter()
        .map(|version| to.version(id(5), version.number).unwrap().title);
    assert!(kept.into_iter().any(|title| title == "Як удома"));
}

#[test]
fn stopped_archive_leaves_the_earlier_one() {
    let temp = TempDir::new().unwrap();
    let store = filled(&temp);
    let target = temp.path().join("Усе.zip");
    fs::write(&target, "earlier").unwrap();
    let mut looks = 0;
    for stop_at in 1.. {
        looks = 0;
        let mut furthest = 0;
        let archived = store
            .reader()
            .unwrap()
            .unwrap()
            .archive(&target, at(0), &mut |done, total| {
                looks += 1;
                assert!(furthest <= done * 1000 / total, "the bar goes back");
                furthest = done * 1000 / total;
                if looks == stop_at {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            });
        if archived.is_ok() {
            break;
        }
        assert!(matches!(archived, Err(StoreError::Stopped)));
        assert_eq!(fs::read(&target).unwrap(), b"earlier");
        assert_eq!(
            fs::read_dir(temp.path())
                .unwrap()
                .filter(|entry| {
                    entry
                        .as_ref()
                        .unwrap()
                        .file_name()
                        .to_string_lossy()
                        .starts_with(".unfinished")
                })
                .count(),
            0
        );
    }
    assert!(looks > 4, "it is looked at whether to stop only {looks} times");
}

#[test]
fn import_stopped_at_any_moment_leaves_nothing_half_unpacked() {
    let (here, there) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let archive = archived(&filled(&here), &here);
    drop(open(&there));
    let entries = || fs::read_dir(there.path()).unwrap().count();
    let before = entries();
    let mut looks = 0;
    for stop_at in 1.. {
        looks = 0;
        let unpacked = Arriving::unpack(&archive, there.path(), &mut |done, total| {
            looks += 1;
            assert!(done <= total);
            if looks == stop_at {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        if unpacked.is_ok() {
            break;
        }
        assert!(matches!(unpacked, Err(ArchiveError::Store(StoreError::Stopped))));
        assert_eq!(entries(), before);
    }
    assert!(looks > 3, "it is looked at whether to stop only {looks} times");
}

/// The archive written anew with other parts.
fn rewritten(path: &Path, change: impl Fn(&str, Vec<u8>) -> Vec<(String, Vec<u8>)>) {
    let mut from = ZipArchive::new(File::open(path).unwrap()).unwrap();
    let beside = path.with_extension("new");
    let mut to = ZipWriter::new(File::create(&beside).unwrap());
    for at in 0..from.len() {
        let mut part = from.by_index(at).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        let name = part.name().unwrap().into_owned();
        for (name, bytes) in change(&name, bytes) {
            to.start_file(name, SimpleFileOptions::default()).unwrap();
            to.write_all(&bytes).unwrap();
        }
    }
    to.finish().unwrap();
    // Windows replaces no file that is open.
    drop(from);
    fs::rename(beside, path).unwrap();
}

fn edited(name: &str, bytes: Vec<u8>, edit: impl Fn(&mut serde_json::Value)) -> Vec<(String, Vec<u8>)> {
    if name != "manifest.json" {
        return vec![(name.to_owned(), bytes)];
    }
    let mut manifest = serde_json::from_slice(&bytes).unwrap();
    edit(&mut manifest);
    vec![(name.to_owned(), serde_json::to_vec(&manifest).unwrap())]
}

#[test]
fn hostile_and_broken_archives_are_refused_and_leave_nothing() {
    type Way = fn(&str, Vec<u8>) -> Vec<(String, Vec<u8>)>;
    type Refusal = fn(&ArchiveError) -> bool;
    let ways: [(&str, Way, Refusal); 7] = [
        (
            "a path out of the folder",
            |name, bytes| {
                let mut parts = edited(name, bytes, |list| {
                    list["parts"]
                        .as_array_mut()
                        .unwrap()
                        .push(json!({ "path": "../../evil", "bytes": 4, "sha256": hash(b"evil").as_str() }));
                });
                if name == "manifest.json" {
                    parts.push(("../../evil".to_owned(), b"evil".to_vec()));
                }
                parts
            },
            |error| matches!(error, ArchiveError::Unsafe),
        ),
        (
            "a part that the list does not name",
            |name, bytes| {
                let extra = (name == "manifest.json").then(|| ("more.exe".to_owned(), b"MZ".to_vec()));
                [(name.to_owned(), bytes)].into_iter().chain(extra).collect()
            },
            |error| matches!(error, ArchiveError::Unsafe),
        ),
        (
            "a part larger than the list says",
            |name, bytes| edited(name, bytes, |list| list["parts"][0]["bytes"] = json!(100)),
            |error| matches!(error, ArchiveError::Unsafe),
        ),
        (
            "a list that promises a bomb",
            |name, bytes| edited(name, bytes, |list| list["parts"][0]["bytes"] = json!(1_u64 << 50)),
            |error| matches!(error, ArchiveError::Unsafe),
        ),
        (
            "a changed photo",
            |name, bytes| {
                let changed = if name.ends_with("thumb.jpg") {
                    b"smell".to_vec()
                } else {
                    bytes
                };
                vec![(name.to_owned(), changed)]
            },
            |error| matches!(error, ArchiveError::Damaged),
        ),
        (
            "a newer archive",
            |name, bytes| edited(name, bytes, |list| list["version"] = json!(9)),
            |error| matches!(error, ArchiveError::TooNew),
        ),
        (
            "another zip",
            |name, bytes| {
                if name == "manifest.json" {
                    Vec::new()
                } else {
                    vec![(name.to_owned(), bytes)]
                }
            },
            |error| matches!(error, ArchiveError::NotAnArchive),
        ),
    ];
    let (here, there) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let from = filled(&here);
    let to = open(&there);
    let before = support::files(to.folder());
    for (way, change, wanted) in ways {
        let path = archived(&from, &here);
        rewritten(&path, change);
        let refusal = Arriving::unpack(&path, to.folder(), &mut on).unwrap_err();
        assert!(wanted(&refusal), "{way}: {refusal:?}");
        assert!(support::files(to.folder()) == before, "{way}");
    }
    let text = here.path().join("лист.zip");
    fs::write(&text, "Це не архів").unwrap();
    let refusal = Arriving::unpack(&text, to.folder(), &mut on).unwrap_err();
    assert!(matches!(refusal, ArchiveError::NotAnArchive), "{refusal:?}");
}

#[test]
fn database_of_a_newer_program_in_an_archive_is_refused() {
    let (here, there) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let from = filled(&here);
    let path = archived(&from, &here);
    let made = std::cell::RefCell::new(String::new());
    let size = std::cell::Cell::new(0);
    rewritten(&path, |name, bytes| {
        if name != store::DATABASE {
            return edited(name, bytes, |list| {
                list["parts"][0]["sha256"] = json!(*made.borrow());
                list["parts"][0]["bytes"] = json!(size.get());
            });
        }
        let file = here.path().join("newer.sqlite");
        fs::write(&file, bytes).unwrap();
        rusqlite::Connection::open(&file)
            .unwrap()
            .pragma_update(None, "user_version", 99)
            .unwrap();
        let bytes = fs::read(&file).unwrap();
        hash(&bytes).as_str().clone_into(&mut made.borrow_mut());
        size.set(bytes.len());
        vec![(name.to_owned(), bytes)]
    });
    let to = open(&there);
    let refusal = Arriving::unpack(&path, to.folder(), &mut on).unwrap_err();
    assert!(matches!(refusal, ArchiveError::TooNew), "{refusal:?}");
}

#[test]
fn report_that_lies_in_the_bin_here_comes_out_of_it() {
    let (here, there) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let from = filled(&here);
    let path = archived(&from, &here);
    let mut to = open(&there);
    take(&mut to, &path);
    to.delete(id(5), at(30_000)).unwrap();
    to.save(id(6), &title("Інакше"), at(30_000)).unwrap();
    to.delete(id(6), at(30_001)).unwrap();
    let taken = take(&mut to, &path);
    let back: Vec<_> = taken.new.into_iter().map(|(id, _)| id).collect();
    assert_eq!((back, taken.both.len(), taken.same), (vec![id(5)], 1, 17));
    assert!(to.bin().unwrap().is_empty());
    assert_eq!(to.report(id(6)).unwrap().unwrap().content.title, "Інакше");
}
