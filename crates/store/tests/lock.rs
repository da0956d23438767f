//! Who holds a folder, on this computer and across a network.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "tests")]

mod support;

use std::{
    fs::{self, File},
    path::Path,
    time::{Duration, SystemTime},
};
use store::{Holder, OpenError, Store, StoreError};
use support::{at, awkward_folder, content, id};
use tempfile::TempDir;
use uuid::Uuid;

const OWNER: &str = "zvitnyk-owner.lock";

fn holder(computer: &str) -> Holder {
    Holder {
        computer: computer.to_owned(),
        since: at(0),
        run: Uuid::now_v7(),
    }
}

/// What another computer's program leaves where locks do not reach across: its file, so many seconds old.
fn left_by(folder: &Path, computer: &str, age: u64) {
    fs::create_dir_all(folder).unwrap();
    let text = format!(
        r#"{{"computer":"{computer}","since":"{}","run":"{}"}} "#,
        at(7),
        Uuid::now_v7()
    );
    fs::write(folder.join(OWNER), text).unwrap();
    let file = File::options().write(true).open(folder.join(OWNER)).unwrap();
    file.set_modified(SystemTime::now() - Duration::from_secs(age))
        .unwrap();
}

#[test]
fn folder_that_another_computer_holds_is_refused_with_its_name_and_time() {
    let temp = TempDir::new().unwrap();
    let folder = awkward_folder(&temp);
    left_by(&folder, "КАБІНЕТ-12", 100);
    let before = support::files(&folder);
    match Store::open_held(&folder, &holder("ДІМ"), &mut |_, _, _| {}).unwrap_err() {
        OpenError::OpenElsewhere { computer, since } => {
            assert_eq!((computer.as_str(), since), ("КАБІНЕТ-12", at(7)));
        }
        other => panic!("{other:?}"),
    }
    assert!(support::files(&folder) == before);
}

#[test]
fn folder_of_a_computer_that_died_is_taken_after_two_minutes() {
    let temp = TempDir::new().unwrap();
    let folder = awkward_folder(&temp);
    left_by(&folder, "КАБІНЕТ-12", 121);
    let store = Store::open_held(&folder, &holder("ДІМ"), &mut |_, _, _| {}).unwrap();
    assert!(fs::read_to_string(folder.join(OWNER)).unwrap().contains("ДІМ"));
    store.pulse().beat().unwrap();
    drop(store);
    assert!(!folder.join(OWNER).exists());
}

#[test]
fn own_crash_does_not_keep_one_out() {
    let temp = TempDir::new().unwrap();
    let folder = awkward_folder(&temp);
    left_by(&folder, "ДІМ", 1);
    Store::open_held(&folder, &holder("ДІМ"), &mut |_, _, _| {}).unwrap();
}

#[test]
fn beat_is_a_sign_of_life() {
    let temp = TempDir::new().unwrap();
    let folder = awkward_folder(&temp);
    let store = Store::open_held(&folder, &holder("ДІМ"), &mut |_, _, _| {}).unwrap();
    let owner = folder.join(OWNER);
    let text = fs::read_to_string(&owner).unwrap();
    let long_ago = SystemTime::now() - Duration::from_secs(1000);
    File::options()
        .write(true)
        .open(&owner)
        .unwrap()
        .set_modified(long_ago)
        .unwrap();
    for _ in 0..3 {
        store.pulse().beat().unwrap();
        assert_eq!(fs::read_to_string(&owner).unwrap().trim(), text.trim());
    }
    assert!(fs::metadata(&owner).unwrap().modified().unwrap() > long_ago + Duration::from_secs(900));
}

#[test]
fn who_lost_the_folder_while_asleep_is_told_and_does_not_take_it_back() {
    let temp = TempDir::new().unwrap();
    let folder = awkward_folder(&temp);
    let mut store = Store::open_held(&folder, &holder("ДІМ"), &mut |_, _, _| {}).unwrap();
    store.create(id(1), &content("Звіт", &[]), at(0)).unwrap();
    left_by(&folder, "КАБІНЕТ-12", 0);
    assert!(matches!(store.pulse().beat(), Err(StoreError::TakenElsewhere)));
    drop(store);
    assert!(
        fs::read_to_string(folder.join(OWNER))
            .unwrap()
            .contains("КАБІНЕТ-12")
    );
}

#[test]
fn two_programs_of_one_computer_cannot_meet() {
    let temp = TempDir::new().unwrap();
    let folder = awkward_folder(&temp);
    let first = Store::open_held(&folder, &holder("ДІМ"), &mut |_, _, _| {}).unwrap();
    assert!(matches!(
        Store::open_held(&folder, &holder("ДІМ"), &mut |_, _, _| {}),
        Err(OpenError::Locked)
    ));
    drop(first);
    Store::open_held(&folder, &holder("ДІМ"), &mut |_, _, _| {}).unwrap();
}
