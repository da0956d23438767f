//! The disk, the folder or the clock is in trouble: said as what it is, nothing lost, and all works again when it is over.
#![cfg(target_os = "linux")]
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod support;

use rusqlite::Connection;
use serde_json::json;
use std::{
    env, fs,
    io::Write,
    ops::ControlFlow,
    path::{Path, PathBuf},
    process::Command,
};
use store::{DATABASE, NewPhoto, OpenError, Store, StoreError, backup_is_due};
use support::{add_photo, at, content, field, hash, id, photo_use, title};
use tempfile::TempDir;

const FOLDER: &str = "STORE_TEST_DISK";

/// A small disk of its own for one test, which is run again below it; `None` in the outer run, which only asks how it went.
/// The disk lies in a mount namespace, and goes with the process.
fn on_a_small_disk(test: &str) -> Option<PathBuf> {
    if let Some(folder) = env::var_os(FOLDER) {
        return Some(folder.into());
    }
    let temp = TempDir::new().unwrap();
    let inner = Command::new("unshare")
        // Whoever is not root becomes root in a world of their own.
        .args(["--map-root-user", "--mount", "sh", "-c"])
        .arg(r#"mount -t tmpfs -o size=3m none "$0" && exec "$@""#)
        .arg(temp.path())
        .arg(env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .env(FOLDER, temp.path())
        .output()
        .expect("unshare (util-linux)");
    assert!(
        inner.status.success(),
        "{}{}",
        String::from_utf8_lossy(&inner.stdout),
        String::from_utf8_lossy(&inner.stderr)
    );
    None
}

fn mount(options: &str, folder: &Path) {
    let done = Command::new("mount")
        .args(["-o", options])
        .arg(folder)
        .status()
        .unwrap();
    assert!(done.success(), "mount -o {options}");
}

/// Writes until nothing more fits.
fn fill(disk: &Path) -> PathBuf {
    let ballast = disk.join("ballast");
    let mut file = fs::File::create(&ballast).unwrap();
    while file.write_all(&[7; 512]).is_ok() {}
    ballast
}

/// A text that is too long for what is left over within the files.
fn long(version: u32) -> serde_json::Value {
    json!(format!("Версія {version}. ").repeat(20_000))
}

fn sound(folder: &Path) {
    let db = Connection::open(folder.join(DATABASE)).unwrap();
    let verdict: String = db
        .pragma_query_value(None, "integrity_check", |row| row.get(0))
        .unwrap();
    assert_eq!(verdict, "ok");
}

#[test]
fn a_full_disk_is_said_and_nothing_is_lost() {
    let Some(disk) = on_a_small_disk("a_full_disk_is_said_and_nothing_is_lost") else {
        return;
    };
    let folder = disk.join("Звітник");
    let mut store = Store::open(&folder).unwrap();
    store.create(id(1), &content("До", &[]), at(0)).unwrap();
    let kept = add_photo(&mut store, &[1; 50_000]);
    store
        .save(id(1), &field("photos", json!([photo_use(&kept)])), at(1))
        .unwrap();

    let ballast = fill(&disk);
    let before = store.report(id(1)).unwrap().unwrap();
    let refused = store.save(id(1), &field("text", long(1)), at(2)).unwrap_err();
    assert!(matches!(refused, StoreError::DiskFull), "{refused:?}");
    let jpeg = vec![2; 100_000];
    let photo = hash(&jpeg);
    let refused = store.add_photo(new_photo(&photo, &jpeg), at(2)).unwrap_err();
    assert!(matches!(refused, StoreError::DiskFull), "{refused:?}");
    assert_eq!(store.report(id(1)).unwrap().unwrap(), before);
    assert_eq!(store.read_photo(&kept).unwrap(), [1; 50_000]);
    assert!(matches!(
        store.read_photo(&photo),
        Err(StoreError::NoSuchPhoto(_))
    ));

    // The program is closed and started on the full disk.
    drop(store);
    match Store::open(&folder) {
        Ok(store) => assert_eq!(store.report(id(1)).unwrap().unwrap(), before),
        Err(refused) => assert!(!blames_the_file(&refused), "{refused:?}"),
    }

    fs::remove_file(ballast).unwrap();
    let mut store = Store::open(&folder).unwrap();
    assert_eq!(store.report(id(1)).unwrap().unwrap(), before);
    store.save(id(1), &field("text", long(1)), at(3)).unwrap();
    store.add_photo(new_photo(&photo, &jpeg), at(3)).unwrap();
    drop(store);
    let store = Store::open(&folder).unwrap();
    assert_eq!(
        store.report(id(1)).unwrap().unwrap().content.values[&"text".into()],
        long(1)
    );
    assert_eq!(store.read_photo(&photo).unwrap(), jpeg);
    sound(&folder);
}

#[test]
fn writing_goes_on_in_the_same_process_when_there_is_room_again() {
    let Some(disk) = on_a_small_disk("writing_goes_on_in_the_same_process_when_there_is_room_again") else {
        return;
    };
    let folder = disk.join("Звітник");
    let mut store = Store::open(&folder).unwrap();
    store.create(id(1), &content("", &[]), at(0)).unwrap();
    for round in 1..=5 {
        let before = store.report(id(1)).unwrap().unwrap();
        let ballast = fill(&disk);
        // As the window does: again and again.
        for again in 0..3 {
            let refused = store
                .save(id(1), &field("text", long(round)), at(again))
                .unwrap_err();
            assert!(matches!(refused, StoreError::DiskFull), "{refused:?}");
        }
        assert_eq!(store.report(id(1)).unwrap().unwrap(), before);
        fs::remove_file(ballast).unwrap();
        store.save(id(1), &field("text", long(round)), at(9)).unwrap();
        assert_eq!(
            store.report(id(1)).unwrap().unwrap().content.values[&"text".into()],
            long(round)
        );
    }
    drop(store);
    sound(&folder);
}

#[test]
fn a_read_only_folder_is_said_and_left_as_it_is() {
    let Some(disk) = on_a_small_disk("a_read_only_folder_is_said_and_left_as_it_is") else {
        return;
    };
    let folder = disk.join("Звітник");
    let mut store = Store::open(&folder).unwrap();
    store.create(id(1), &content("Лишиться", &[]), at(0)).unwrap();
    drop(store);
    let before = support::files(&folder);

    mount("remount,ro", &disk);
    let refused = Store::open(&folder).unwrap_err();
    assert!(!blames_the_file(&refused), "{refused:?}");
    let nowhere = Store::open(&disk.join("Нова тека")).unwrap_err();
    assert!(!blames_the_file(&nowhere), "{nowhere:?}");
    assert_eq!(support::files(&folder), before);

    mount("remount,rw", &disk);
    let mut store = Store::open(&folder).unwrap();
    store.save(id(1), &title("Знову можна"), at(1)).unwrap();
    drop(store);
    sound(&folder);
}

#[test]
fn a_file_held_by_another_program_is_said_and_free_again_afterwards() {
    let temp = TempDir::new().unwrap();
    let folder = support::awkward_folder(&temp);
    let mut store = Store::open(&folder).unwrap();
    store.create(id(1), &content("До", &[]), at(0)).unwrap();
    // Another program writes, and takes its time.
    let other = Connection::open(folder.join(DATABASE)).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let begun = std::time::Instant::now();
    let refused = store.save(id(1), &title("Під час"), at(1)).unwrap_err();
    assert!(matches!(refused, StoreError::Sqlite(_)), "{refused:?}");
    assert!(
        begun.elapsed() < std::time::Duration::from_secs(3),
        "it is said soon"
    );
    assert_eq!(store.report(id(1)).unwrap().unwrap().content.title, "До");
    other.execute_batch("ROLLBACK").unwrap();
    store.save(id(1), &title("Після"), at(2)).unwrap();
    drop(store);

    // Another program holds the whole file while ours starts.
    other
        .execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; PRAGMA user_version;")
        .unwrap();
    let refused = Store::open(&folder).unwrap_err();
    assert!(!blames_the_file(&refused), "{refused:?}");
    drop(other);
    let store = Store::open(&folder).unwrap();
    assert_eq!(store.report(id(1)).unwrap().unwrap().content.title, "Після");
}

/// Years in seconds, from the tests' own now.
const YEARS: [i64; 6] = [0, -20, 30, -40, 60, 0];

#[test]
fn a_clock_set_back_and_forward_by_years_loses_nothing() {
    let temp = TempDir::new().unwrap();
    let mut store = support::open(&temp);
    store.create(id(1), &content("", &[]), at(0)).unwrap();
    let year = 31_557_600;
    for (count, years) in (1..).zip(YEARS) {
        let now = at(years * year + i64::from(count));
        let version = store
            .save(id(1), &title(&format!("Назва {count}")), now)
            .unwrap()
            .version;
        assert_eq!(version, count + 1);
        let jpeg = vec![u8::try_from(count).unwrap(); 1_000];
        let photo = hash(&jpeg);
        store.add_photo(new_photo(&photo, &jpeg), now).unwrap();
        // A copy a day by the true clock is a copy a start by this one, and never more than are kept.
        if backup_is_due(&store.backups().unwrap(), now) {
            store.back_up(now, &mut |_, _| ControlFlow::Continue(())).unwrap();
        }
        assert!(
            !backup_is_due(&store.backups().unwrap(), now),
            "copies without end"
        );
        // What is thinned out is old by the clock; the present text is not touched by any clock.
        while store.thin(now, 50).unwrap() {}
        let report = store.report(id(1)).unwrap().unwrap();
        assert_eq!(report.content.title, format!("Назва {count}"));
        assert_eq!(store.list().unwrap().len(), 1);
        for kept in store.versions(id(1)).unwrap() {
            store.version(id(1), kept.number).unwrap();
        }
        drop(store);
        store = support::open(&temp);
        assert_eq!(store.report(id(1)).unwrap().unwrap(), report);
        assert_eq!(store.read_photo(&photo).unwrap(), jpeg);
    }
    let copies = store.backups().unwrap();
    assert!((1..=5).contains(&copies.len()), "{copies:?}");
    assert!(copies.iter().all(|copy| copy.good));
    // What was queued and binned under a wrong clock is there under the right one.
    store.queue(id(1), at(70 * year)).unwrap();
    assert!(store.queued(id(1)).unwrap().is_some());
    store
        .create(id(2), &content("У кошик", &[]), at(-70 * year))
        .unwrap();
    store.delete(id(2), at(70 * year)).unwrap();
    while store.thin(at(0), 50).unwrap() {}
    assert!(store.report(id(2)).unwrap().unwrap().deleted_at.is_some());
}

#[test]
fn a_profile_of_cyrillic_spaces_and_emoji_works() {
    let temp = TempDir::new().unwrap();
    works_in(
        &temp
            .path()
            .join("Ґанна  Їжак ’😀👩‍💼’ #1 100% ?a=b&c;'\"\\")
            .join("Мої звіти…"),
    );
}

#[test]
fn a_path_of_over_260_characters_works() {
    let temp = TempDir::new().unwrap();
    let mut folder = temp.path().to_owned();
    while folder.to_string_lossy().chars().count() < 300 {
        folder.push("Long folder of a department");
    }
    works_in(&folder);
}

#[test]
fn a_path_that_is_too_long_for_the_system_is_said() {
    let temp = TempDir::new().unwrap();
    let mut folder = temp.path().to_owned();
    while folder.as_os_str().len() < 700 {
        folder.push("Відділ економічного розвитку та інвестицій");
    }
    match Store::open(&folder) {
        Ok(store) => {
            drop(store);
            works_in(&folder);
        }
        Err(refused) => assert!(!blames_the_file(&refused), "{refused:?}"),
    }
    let refused = Store::open(&temp.path().join("і".repeat(200))).unwrap_err();
    assert!(matches!(refused, OpenError::Io { .. }), "{refused:?}");
}

fn works_in(folder: &Path) {
    let mut store = Store::open(folder).unwrap();
    if store.report(id(1)).unwrap().is_none() {
        store.create(id(1), &content("Назва", &[]), at(0)).unwrap();
    }
    let photo = add_photo(&mut store, &[3; 2_000]);
    let file = b"file".to_vec();
    store.add_file(&hash(&file), &file, "Акт.pdf", at(0)).unwrap();
    drop(store);
    let mut store = Store::open(folder).unwrap();
    store.save(id(1), &title("Інша"), at(1)).unwrap();
    assert_eq!(store.read_photo(&photo).unwrap(), [3; 2_000]);
    assert_eq!(store.read_attachment(&hash(&file)).unwrap().bytes(), b"file");
    // As a killed process leaves it: the journal is beside the file, and is looked at in a copy.
    let copy = folder.with_file_name("Копія");
    fs::create_dir(&copy).unwrap();
    for name in [DATABASE.to_owned(), format!("{DATABASE}-wal")] {
        fs::copy(folder.join(&name), copy.join(&name)).unwrap();
    }
    drop(store);
    let copied = Store::open(&copy).unwrap();
    assert_eq!(copied.report(id(1)).unwrap().unwrap().content.title, "Інша");
    drop(copied);
    sound(folder);
}

/// Whether one would be told that the file is at fault, and might throw it away.
fn blames_the_file(refused: &OpenError) -> bool {
    matches!(
        refused,
        OpenError::Damaged { .. } | OpenError::NotOurs { .. } | OpenError::TooNew { .. }
    )
}

fn new_photo<'a>(id: &'a report::PhotoId, jpeg: &'a [u8]) -> NewPhoto<'a> {
    NewPhoto {
        id,
        jpeg,
        thumbnail: b"small",
        width: 1,
        height: 1,
        name: "Фото.jpg",
        taken_at: None,
        lat: None,
        lon: None,
        author: None,
    }
}
