//! Opening an account's folder: what may not be touched is not touched.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod support;

use report::Login;
use rusqlite::Connection;
use std::{
    fs,
    path::{Path, PathBuf},
};
use store::{DATABASE, OpenError, Store, folder_for, local_folder};
use support::{at, awkward_folder, content, files, id, open, title};
use tempfile::TempDir;

/// A folder with a few hundred reports, closed as it should be.
fn filled(temp: &TempDir) -> PathBuf {
    let mut store = open(temp);
    for number in 0..300 {
        let text = format!("Звіт {number} {}", "про ремонт дороги ".repeat(20));
        store.create(id(number), &content(&text, &[]), at(0)).unwrap();
    }
    awkward_folder(temp)
}

/// What a power cut leaves: the file and its journal, not joined.
fn cut_off(temp: &TempDir) -> PathBuf {
    let mut store = open(temp);
    for number in 0..100 {
        store.create(id(number), &content("Звіт", &[]), at(0)).unwrap();
    }
    let crashed = temp.path().join("після збою");
    fs::create_dir(&crashed).unwrap();
    for ending in ["", "-wal"] {
        let name = format!("{DATABASE}{ending}");
        fs::copy(store.folder().join(&name), crashed.join(&name)).unwrap();
    }
    crashed
}

fn refused_untouched(folder: &Path) -> OpenError {
    let before = files(folder);
    let refusal = Store::open(folder).unwrap_err();
    assert!(before == files(folder), "the folder was touched");
    refusal
}

fn set_pragma(folder: &Path, name: &str, value: u32) {
    let db = Connection::open(folder.join(DATABASE)).unwrap();
    db.pragma_update(None, name, value).unwrap();
}

#[test]
fn folder_with_cyrillic_and_spaces_opens_again_with_everything_in_it() {
    let temp = TempDir::new().unwrap();
    let folder = filled(&temp);
    let store = Store::open(&folder).unwrap();
    assert_eq!(store.list().unwrap().len(), 300);
    assert!(folder.join("photos").is_dir());
}

#[test]
fn file_of_a_newer_version_is_refused_untouched() {
    let temp = TempDir::new().unwrap();
    let folder = filled(&temp);
    set_pragma(&folder, "user_version", 99);
    let refusal = refused_untouched(&folder);
    assert!(
        matches!(refusal, OpenError::TooNew { found: 99, known } if known < 99),
        "{refusal:?}"
    );
}

#[test]
fn file_of_a_newer_version_with_a_journal_is_refused_untouched() {
    let temp = TempDir::new().unwrap();
    let folder = cut_off(&temp);
    // Joins the journal, then leaves a new one that tells the version.
    let db = Connection::open(folder.join(DATABASE)).unwrap();
    db.pragma_update(None, "user_version", 99).unwrap();
    let crashed = temp.path().join("новіша");
    fs::create_dir(&crashed).unwrap();
    for ending in ["", "-wal"] {
        let name = format!("{DATABASE}{ending}");
        fs::copy(folder.join(&name), crashed.join(&name)).unwrap();
    }
    let refusal = refused_untouched(&crashed);
    assert!(
        matches!(refusal, OpenError::TooNew { found: 99, .. }),
        "{refusal:?}"
    );
}

#[test]
fn database_of_another_program_is_refused_untouched() {
    let temp = TempDir::new().unwrap();
    let folder = filled(&temp);
    set_pragma(&folder, "application_id", 0x4321);
    let refusal = refused_untouched(&folder);
    assert!(
        matches!(refusal, OpenError::NotOurs { found: 0x4321 }),
        "{refusal:?}"
    );
}

#[test]
fn damaged_file_is_refused_untouched() {
    type Damage = fn(&mut Vec<u8>);
    let ways: [(&str, Damage); 4] = [
        ("a text", |bytes| *bytes = "Це не база".repeat(50).into_bytes()),
        ("a lost header", |bytes| bytes[..100].fill(0)),
        ("a lost end", |bytes| bytes.truncate(bytes.len() / 2)),
        ("lost pages", |bytes| bytes[4096..16 * 4096].fill(0x5A)),
    ];
    for (way, damage) in ways {
        let temp = TempDir::new().unwrap();
        let folder = filled(&temp);
        let mut bytes = fs::read(folder.join(DATABASE)).unwrap();
        damage(&mut bytes);
        fs::write(folder.join(DATABASE), bytes).unwrap();
        let refusal = refused_untouched(&folder);
        assert!(matches!(refusal, OpenError::Damaged { .. }), "{way}: {refusal:?}");
    }
}

#[test]
fn file_cut_off_with_its_journal_opens_whole() {
    let temp = TempDir::new().unwrap();
    let crashed = cut_off(&temp);
    assert!(
        fs::metadata(crashed.join(format!("{DATABASE}-wal")))
            .unwrap()
            .len()
            > 0
    );
    assert_eq!(Store::open(&crashed).unwrap().list().unwrap().len(), 100);
}

#[test]
fn page_torn_in_the_file_but_whole_in_the_journal_is_no_damage() {
    let temp = TempDir::new().unwrap();
    let crashed = cut_off(&temp);
    let wal = fs::read(crashed.join(format!("{DATABASE}-wal"))).unwrap();
    let mut bytes = fs::read(crashed.join(DATABASE)).unwrap();
    // <https://www.sqlite.org/fileformat2.html#walformat>: 32 bytes, then a page number at the head of each frame.
    let torn = usize::try_from(u32::from_be_bytes(wal[32..36].try_into().unwrap())).unwrap();
    bytes[(torn - 1) * 4096 + 100..torn * 4096].fill(0);
    fs::write(crashed.join(DATABASE), &bytes).unwrap();
    assert_eq!(Store::open(&crashed).unwrap().list().unwrap().len(), 100);
}

#[test]
fn empty_file_of_an_interrupted_first_start_becomes_a_store() {
    let temp = TempDir::new().unwrap();
    let folder = awkward_folder(&temp);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(DATABASE), b"").unwrap();
    assert!(open(&temp).list().unwrap().is_empty());
}

#[test]
fn second_opening_waits_for_the_first_to_end() {
    let temp = TempDir::new().unwrap();
    let first = open(&temp);
    assert!(matches!(
        Store::open(first.folder()).unwrap_err(),
        OpenError::Locked
    ));
    drop(first);
    open(&temp);
}

#[test]
fn leftovers_of_a_crash_are_swept() {
    let temp = TempDir::new().unwrap();
    let folder = filled(&temp);
    let leftover = folder.join(".unfinished-Ab3");
    fs::create_dir(&leftover).unwrap();
    fs::write(leftover.join(DATABASE), b"half").unwrap();
    let photo = folder.join("photos").join(".unfinished-Cd4");
    fs::write(&photo, b"half").unwrap();
    open(&temp);
    assert!(!leftover.exists() && !photo.exists());
}

#[test]
fn each_portal_and_login_has_its_own_folder_for_ever() {
    let root = Path::new("дані");
    let of = |url: &str, login: &str| folder_for(root, url, &Login::from(login));
    assert_eq!(
        of("https://Zvit.Example.ua/", "коваль"),
        of("https://zvit.example.ua", "коваль")
    );
    assert_ne!(
        of("https://zvit.example.ua", "a.b"),
        of("https://zvit.example.ua", "a/b")
    );
    assert_ne!(
        of("https://zvit.example.ua", "koval"),
        of("http://zvit.example.ua", "koval")
    );
    assert_ne!(of("https://zvit.example.ua", "koval"), local_folder(root));

    let odd = of("http://127.0.0.1:8080/портал", "../CON: <звіт>?*|\\");
    let name = odd.strip_prefix(root).unwrap().to_str().unwrap();
    assert!(
        !name.contains(['/', '\\', ':', '<', '>', '?', '*', '|', '.', ' ']),
        "{name}"
    );
    // Read by a person, and the same in every version of the program.
    let name = of("https://zvit.example.ua", "koval");
    assert_eq!(name, root.join("zvit-example-ua_koval_c1d1056c8cdd"));
}

#[test]
fn settings_stay() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    assert_eq!(store.setting("language").unwrap(), None);
    store.set_setting("language", "en").unwrap();
    store.set_setting("language", "uk").unwrap();
    store.create(id(1), &content("Звіт", &[]), at(0)).unwrap();
    store.save(id(1), &title("Інший"), at(1)).unwrap();
    drop(store);
    assert_eq!(open(&temp).setting("language").unwrap().as_deref(), Some("uk"));
}

#[test]
fn what_a_disk_changed_behind_the_files_back_is_found_when_it_is_read_through() {
    let temp = TempDir::new().unwrap();
    let folder = filled(&temp);
    let path = folder.join(DATABASE);
    let time = fs::metadata(&path).unwrap().modified().unwrap();
    let mut bytes = fs::read(&path).unwrap();
    let last = bytes.len() - 4096;
    bytes[last - 8 * 4096..last].fill(0x5A);
    fs::write(&path, bytes).unwrap();
    let file = fs::File::options().write(true).open(&path).unwrap();
    file.set_modified(time).unwrap();
    // Neither size nor time tells: it opens without being read through.
    let store = Store::open(&folder).unwrap();
    let found = store.reader().unwrap().unwrap().check();
    assert!(matches!(found, Err(store::StoreError::Damaged)), "{found:?}");
    drop(store);
    // Closing marks it anew, and what was found must not be forgotten.
    let refusal = refused_untouched(&folder);
    assert!(matches!(refusal, OpenError::Damaged { .. }), "{refusal:?}");
}

#[test]
fn store_closed_at_the_end_of_the_program_opens_without_a_journal() {
    let temp = TempDir::new().unwrap();
    let folder = awkward_folder(&temp);
    let mut store = open(&temp);
    store.create(id(1), &content("Звіт", &[]), at(0)).unwrap();
    store.close();
    assert!(store.list().is_err());
    assert!(!folder.join(format!("{DATABASE}-wal")).exists());
    assert!(folder.join("closed.json").exists());
}
