//! The power goes at any moment; what had been acknowledged is there, and every photo is whole.
//!
//! A process works on an account's folder while the kernel's log of every change and flush is kept. The folder is then built
//! as it may be found after a cut at each of many moments, and opened.
#![cfg(target_os = "linux")]
#![allow(
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

#[path = "power_cut/disk.rs"]
mod disk;
mod support;
#[path = "power_cut/trace.rs"]
mod trace;

use disk::Disk;
use fastrand::Rng;
use report::{FieldId, PhotoId};
use rusqlite::Connection;
use serde_json::json;
use std::{
    collections::BTreeSet,
    env, fs,
    io::Write,
    ops::ControlFlow,
    path::{Path, PathBuf},
    process::Stdio,
};
use store::{DATABASE, Patch, Store};
use support::{add_photo, at, content, hash, id};
use tempfile::TempDir;
use trace::{Deed, Event};

const FOLDER: &str = "STORE_TEST_FOLDER";

/// The account's folder below the one that is watched: made by the store, with its parents.
fn account(root: &Path) -> PathBuf {
    root.join("Оксана Ш. 100%").join("Звітник")
}

/// Not a test: what is watched. Types, adds photos and files, sends, closes, opens; acknowledges each on its standard output.
#[test]
#[ignore = "started by the other tests"]
fn author_at_work() {
    let Some(root) = env::var_os(FOLDER).map(PathBuf::from) else {
        return;
    };
    let mut out = std::io::stdout();
    let mut said = |what: String| {
        writeln!(out, "\n{what}").unwrap();
        out.flush().unwrap();
    };
    for _ in 0..3 {
        let mut store = Store::open(&account(&root)).unwrap();
        if store.report(id(1)).unwrap().is_none() {
            store.create(id(1), &content("", &[]), at(0)).unwrap();
            said("created".to_owned());
        }
        let mut version = store.report(id(1)).unwrap().unwrap().version;
        for _ in 0..40 {
            version = store
                .save(id(1), &patch(version + 1), at(i64::from(version)))
                .unwrap()
                .version;
            said(format!("saved {version}"));
            if version.is_multiple_of(10) {
                let photo = add_photo(&mut store, &bytes(version));
                said(format!("photo {photo}"));
            }
            if version.is_multiple_of(15) {
                let file = bytes(version + 1_000_000);
                store.add_file(&hash(&file), &file, "Акт.docx", at(0)).unwrap();
                said(format!("file {}", hash(&file)));
            }
            if version.is_multiple_of(25) {
                store.queue(id(1), at(i64::from(version))).unwrap();
                said(format!("queued {version}"));
            }
        }
        let copy = store
            .back_up(at(i64::from(version)), &mut |_, _| ControlFlow::Continue(()))
            .unwrap();
        said(format!("copied {}", copy.number));
        // A save that is regretted: the copy is put back in its place.
        store.save(id(1), &patch(version + 1), at(0)).unwrap();
        said(format!("restoring {version}"));
        let copy =
            store::checked_copy(store.folder(), copy.number, &mut |_, _| ControlFlow::Continue(())).unwrap();
        store.restore_backup(&copy, at(0)).unwrap();
        said(format!("restored {version}"));
    }
}

/// What the author writes in this version: three fields that must be of one version, one of them so long that the
/// journal is copied into the file while the author works.
fn patch(version: u32) -> Patch {
    let values = [json!(version), json!(version), json!(text(version))];
    Patch {
        title: Some(format!("Версія {version}")),
        values: (0..)
            .map(|n| FieldId(format!("f{n}")))
            .zip(values.map(Some))
            .collect(),
        ..Patch::default()
    }
}

fn text(version: u32) -> String {
    format!("Речення версії {version}. ").repeat(1_500)
}

fn bytes(seed: u32) -> Vec<u8> {
    let mut rng = Rng::with_seed(u64::from(seed));
    (0..60_000).map(|_| rng.u8(..)).collect()
}

/// Lets the author work on the folder; what the kernel saw.
fn record(root: &Path) -> Vec<Event> {
    let temp = TempDir::new().unwrap();
    let log = temp.path().join("log");
    let worked = trace::watched(&env::current_exe().unwrap(), &log)
        .args([
            "--exact",
            "author_at_work",
            "--ignored",
            "--nocapture",
            "--test-threads=1",
        ])
        .env(FOLDER, root)
        .stdout(Stdio::piped())
        .output()
        .expect("strace is needed: `cargo xtask test setup` installs it");
    assert!(
        worked.status.success(),
        "{}",
        String::from_utf8_lossy(&worked.stderr)
    );
    trace::read(&log, root)
}

/// What had been acknowledged up to some moment.
#[derive(Clone, Default)]
struct Promised {
    created: bool,
    saved: u32,
    queued: u32,
    copies: u32,
    kept: BTreeSet<PhotoId>,
}

impl Promised {
    fn hear(&mut self, said: &str) {
        for line in said.lines() {
            match line.split_once(' ').unwrap_or((line, "")) {
                ("created", _) => self.created = true,
                ("copied", _) => self.copies += 1,
                // From here on it may be the copy's version or the regretted one; then the copy's.
                ("saved" | "restoring" | "restored", version) => self.saved = version.parse().unwrap(),
                ("queued", version) => self.queued = version.parse().unwrap(),
                ("photo" | "file", id) => {
                    self.kept.insert(id.parse().unwrap());
                }
                _ => {}
            }
        }
    }

    /// Opens what the cut left and holds it against the promise.
    fn hold_against(&self, image: &Path) {
        let folder = account(image);
        let mut store = Store::open(&folder).unwrap();
        let report = store.report(id(1)).unwrap();
        assert!(report.is_some() || !self.created, "the report has gone");
        if let Some(report) = report {
            let version = report.version;
            assert!(version >= self.saved, "{version} < {}", self.saved);
            if version > 1 {
                let wanted = patch(version);
                assert_eq!(
                    Some(report.content.title),
                    wanted.title,
                    "a save is whole or not at all"
                );
                for (field, value) in wanted.values {
                    assert_eq!(report.content.values.get(&field), value.as_ref(), "{field:?}");
                }
            }
            if self.queued > 0 {
                assert!(store.queued(id(1)).unwrap().unwrap().version >= self.queued);
            }
            let good = store.backups().unwrap().iter().filter(|copy| copy.good).count();
            assert!(good >= self.copies.min(5) as usize, "a copy has gone");
            // And one works on.
            store.save(id(1), &patch(version + 1), at(9_000)).unwrap();
        }
        let db = Connection::open(folder.join(DATABASE)).unwrap();
        let verdict: String = db
            .pragma_query_value(None, "integrity_check", |row| row.get(0))
            .unwrap();
        assert_eq!(verdict, "ok");
        let mut rows = db
            .prepare("SELECT id FROM photo UNION SELECT id FROM file")
            .unwrap();
        let rows: BTreeSet<PhotoId> = rows
            .query_map([], |row| row.get::<_, String>(0))
            .unwrap()
            .map(|id| id.unwrap().parse().unwrap())
            .collect();
        assert!(rows.is_superset(&self.kept), "an acknowledged photo has no row");
        for id in &rows {
            store.read_attachment(id).unwrap();
        }
    }
}

#[test]
fn everything_acknowledged_outlives_a_power_cut_at_any_moment() {
    let cuts = number("ZVITNYK_CUTS").unwrap_or(60);
    let seed = number("ZVITNYK_SEED").unwrap_or_else(|| fastrand::u64(..));
    println!("{cuts} cuts, ZVITNYK_SEED={seed}");
    let mut rng = Rng::with_seed(seed);
    let temp = TempDir::new().unwrap();
    let mut root = temp.path().join("0");
    fs::create_dir(&root).unwrap();
    let mut promised = Promised::default();
    let mut flushed = 0;
    // The second author begins with what a cut left to the first.
    for generation in 1..=2_u64 {
        let mut disk = Disk::of(&root);
        let events = record(&root);
        flushed += events
            .iter()
            .filter(|event| matches!(event.deed, Deed::Sync(..)))
            .count();
        let mut moments: Vec<usize> = (0..cuts / 2).map(|_| rng.usize(..events.len())).collect();
        moments.sort_unstable();
        let mut left = None;
        for (number, event) in events.iter().enumerate() {
            disk.apply(number, &event.deed);
            if let Deed::Said(said) = &event.deed {
                promised.hear(said);
            }
            while moments.first() == Some(&number) {
                moments.remove(0);
                let image = temp
                    .path()
                    .join(format!("{generation}-{number}-{}", moments.len()));
                disk.cut(&mut rng, &image);
                promised.hold_against(&image);
                if generation == 1 && moments.len() == 10 {
                    // As a cut leaves it, not as the look at it did.
                    let folder = temp.path().join("left");
                    disk.cut(&mut rng, &folder);
                    left = Some((folder, promised.clone()));
                }
                fs::remove_dir_all(&image).unwrap();
            }
        }
        assert!(
            promised.saved > 100 && promised.kept.len() > 15,
            "the author did too little"
        );
        println!(
            "author {generation}: {} changes, {flushed} flushes so far",
            events.len()
        );
        if let Some(left) = left {
            (root, promised) = left;
        }
    }
}

/// `synchronous = FULL` in a WAL, taken at its word: at each acknowledgement the journal is flushed, once a save.
#[test]
fn a_save_is_flushed_once_before_it_is_acknowledged() {
    let temp = TempDir::new().unwrap();
    let mut disk = Disk::of(temp.path());
    let events = record(temp.path());
    let mut flushes = Vec::new();
    let mut since = 0;
    let mut saves = 0;
    for (number, event) in events.iter().enumerate() {
        disk.apply(number, &event.deed);
        match &event.deed {
            Deed::Sync(..) => since += 1,
            Deed::Said(said) => {
                let waiting = disk.unflushed();
                let harmless = |path: &Path| {
                    let name = path
                        .file_name()
                        .unwrap_or_default()
                        .to_string_lossy()
                        .into_owned();
                    // The index of the journal, and the lock, which holds nothing.
                    name.ends_with("-shm") || name.ends_with(".lock")
                };
                // Not what the test's own frame prints.
                let promise = [
                    "created", "saved", "photo", "file", "queued", "copied", "restored",
                ]
                .iter()
                .any(|word| said.trim_start().starts_with(word));
                assert!(
                    !promise || waiting.iter().all(|path| harmless(path)),
                    "acknowledged before it was flushed: {said}: {waiting:?}"
                );
                if said.contains("saved") {
                    saves += 1;
                    flushes.push(since);
                }
                if promise {
                    since = 0;
                }
            }
            _ => {}
        }
    }
    flushes.sort_unstable();
    println!(
        "{saves} saves; flushes of one: median {}, most {}",
        flushes[saves / 2],
        flushes[saves - 1]
    );
    assert_eq!(flushes[saves / 2], 1);
}

fn number(name: &str) -> Option<u64> {
    env::var(name).ok().map(|text| text.parse().unwrap())
}
