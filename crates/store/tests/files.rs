//! Attached files beside the database.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod support;

use serde_json::json;
use std::fs;
use store::{Attachment, StoreError};
use support::{add_photo, at, content, hash, id, open};
use tempfile::TempDir;

#[test]
fn file_lies_by_its_hash_without_an_ending_and_is_read_back_checked() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    let file = hash(b"a;b\n");
    store.add_file(&file, b"a;b\n", "Голоси.csv", at(0)).unwrap();
    store.add_file(&file, b"a;b\n", "Копія.csv", at(1)).unwrap();
    let shelf = store.folder().join("files").join(&file.as_str()[..2]);
    assert_eq!(store.file_path(&file), shelf.join(file.as_str()));
    assert!(store.has_attachment(&file).unwrap());
    assert_eq!(
        store.read_attachment(&file).unwrap(),
        Attachment::File(b"a;b\n".to_vec())
    );
    // Kept once, and nothing half-made is left.
    assert_eq!(support::files(&store.folder().join("files")).len(), 1);
    drop(store);
    assert_eq!(open(&temp).read_attachment(&file).unwrap().bytes(), b"a;b\n");
}

#[test]
fn lost_and_changed_files_are_named_and_healed_by_adding_again() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    let file = hash(b"a;b\n");
    store.add_file(&file, b"a;b\n", "Голоси.csv", at(0)).unwrap();
    fs::write(store.file_path(&file), b"a;c\n").unwrap();
    assert!(
        matches!(store.read_attachment(&file).unwrap_err(), StoreError::PhotoCorrupt(bad) if bad == file)
    );
    store.add_file(&file, b"a;b\n", "Голоси.csv", at(1)).unwrap();
    assert_eq!(store.read_attachment(&file).unwrap().bytes(), b"a;b\n");
    fs::remove_file(store.file_path(&file)).unwrap();
    assert!(
        matches!(store.read_attachment(&file).unwrap_err(), StoreError::PhotoMissing(gone) if gone == file)
    );
    store.add_file(&file, b"a;b\n", "Голоси.csv", at(2)).unwrap();
    assert_eq!(store.read_attachment(&file).unwrap().bytes(), b"a;b\n");
}

#[test]
fn file_under_a_wrong_hash_is_refused_and_one_never_added_is_not_here() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    let wrong = hash(b"another");
    let refused = store.add_file(&wrong, b"a;b\n", "Голоси.csv", at(0)).unwrap_err();
    assert!(matches!(refused, StoreError::PhotoCorrupt(_)));
    assert!(!store.has_attachment(&wrong).unwrap() && !store.file_path(&wrong).exists());
    assert!(matches!(
        store.read_attachment(&wrong).unwrap_err(),
        StoreError::NoSuchPhoto(_)
    ));
}

#[test]
fn picture_kept_both_as_photo_and_as_file_is_read_as_a_photo() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    let picture = hash(b"jpeg");
    store.add_file(&picture, b"jpeg", "Скан.jpg", at(0)).unwrap();
    assert_eq!(
        store.read_attachment(&picture).unwrap(),
        Attachment::File(b"jpeg".to_vec())
    );
    assert_eq!(add_photo(&mut store, b"jpeg"), picture);
    assert_eq!(
        store.read_attachment(&picture).unwrap(),
        Attachment::Photo(b"jpeg".to_vec())
    );
}

#[test]
fn outbox_counts_a_file_by_the_bytes_that_are_kept() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    let file = hash(b"a;b\n");
    store.add_file(&file, b"a;b\n", "Голоси.csv", at(0)).unwrap();
    // What the value tells of its size is not believed where the bytes are at hand.
    let attached = json!({ "file": file, "name": "Голоси.csv", "bytes": 900 });
    store
        .create(id(1), &content("Голосування", &[("hall_file", attached)]), at(0))
        .unwrap();
    store.queue(id(1), at(1)).unwrap();
    let row = &store.outbox().unwrap()[0];
    assert_eq!((row.photos_total, row.bytes_total, row.bytes_sent), (1, 4, 0));
    store.record_photo_held(&file).unwrap();
    let row = &store.outbox().unwrap()[0];
    assert_eq!((row.photos_sent, row.bytes_sent), (1, 4));
    assert_eq!(store.upload(&file).unwrap().unwrap().length, 4);
}

#[test]
fn half_written_file_is_swept_at_the_next_opening() {
    let temp = TempDir::new().unwrap();
    let folder = open(&temp).folder().to_owned();
    let half = folder.join("files").join(".unfinished-Cd4");
    fs::write(&half, "half").unwrap();
    drop(open(&temp));
    assert!(!half.exists());
}
