//! The program is killed at any moment; what it had acknowledged is there.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod support;

use report::{FieldId, PhotoId};
use serde_json::json;
use std::{
    env,
    io::{BufRead, BufReader, Write},
    path::PathBuf,
    process::{Command, Stdio},
};
use store::{Patch, Store};
use support::{add_photo, at, awkward_folder, content, id};
use tempfile::TempDir;

const FOLDER: &str = "STORE_TEST_FOLDER";

/// Not a test: what the tests below start as a process of its own and kill. Types, adds photos, sends, for ever, and
/// acknowledges each on its standard output after the store has.
#[test]
#[ignore = "started by the other tests"]
fn author_at_work() {
    let Some(folder) = env::var_os(FOLDER).map(PathBuf::from) else {
        return;
    };
    let mut store = Store::open(&folder).unwrap();
    let mut out = std::io::stdout();
    if store.report(id(1)).unwrap().is_none() {
        store.create(id(1), &content("", &[]), at(0)).unwrap();
    }
    let mut version = store.report(id(1)).unwrap().unwrap().version;
    loop {
        let patch = Patch {
            title: Some(format!("Версія {}", version + 1)),
            values: (0..3)
                .map(|n| (FieldId(format!("f{n}")), Some(json!(version + 1))))
                .collect(),
            ..Patch::default()
        };
        version = store.save(id(1), &patch, at(i64::from(version))).unwrap().version;
        writeln!(out, "\nsaved {version}").unwrap();
        if version.is_multiple_of(3) {
            let photo = add_photo(&mut store, &version.to_le_bytes().repeat(20_000));
            writeln!(out, "\nphoto {photo}").unwrap();
        }
        if version.is_multiple_of(5) {
            store.queue(id(1), at(i64::from(version))).unwrap();
            writeln!(out, "\nqueued {version}").unwrap();
        }
        out.flush().unwrap();
    }
}

#[test]
fn everything_acknowledged_outlives_a_kill_at_any_moment() {
    let temp = TempDir::new().unwrap();
    let folder = awkward_folder(&temp);
    let mut photos: Vec<PhotoId> = Vec::new();
    let (mut saved, mut queued) = (0, 0);
    for patience in [1, 2, 3, 5, 7, 11, 16, 23, 30, 41] {
        let mut child = Command::new(env::current_exe().unwrap())
            .args(["--exact", "author_at_work", "--ignored", "--nocapture"])
            .env(FOLDER, &folder)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut acknowledged = 0;
        // The child goes on working while the line is read: the kill falls wherever it then is.
        while let Some(Ok(line)) = lines.next() {
            let (what, which) = line.split_once(' ').unwrap_or_default();
            match what {
                "saved" => saved = which.parse().unwrap(),
                "photo" => photos.push(which.parse().unwrap()),
                "queued" => queued = which.parse().unwrap(),
                _ => continue,
            }
            acknowledged += 1;
            if acknowledged == patience {
                child.kill().unwrap();
            }
        }
        child.wait().unwrap();
        assert!(acknowledged >= patience, "the author stopped by itself");

        let store = Store::open(&folder).unwrap();
        let report = store.report(id(1)).unwrap().unwrap();
        assert!(report.version >= saved, "{} < {saved}", report.version);
        // A save is whole or not at all.
        assert_eq!(report.content.title, format!("Версія {}", report.version));
        for value in report.content.values.values() {
            assert_eq!(*value, json!(report.version));
        }
        for photo in &photos {
            assert_eq!(hash_len(&store, photo), 80_000);
        }
        if queued > 0 {
            assert!(store.queued(id(1)).unwrap().unwrap().version >= queued);
        }
    }
    assert!(!photos.is_empty() && queued > 0);
}

fn hash_len(store: &Store, photo: &PhotoId) -> usize {
    assert!(store.photo(photo).unwrap().is_some());
    store.read_photo(photo).unwrap().len()
}
