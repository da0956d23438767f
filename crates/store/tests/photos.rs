//! Photos beside the database.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod support;

use std::fs;
use store::{NewPhoto, StoreError};
use support::{add_photo, at, hash, open};
use tempfile::TempDir;

#[test]
fn photo_lies_by_its_hash_and_is_read_back_checked() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    let id = add_photo(&mut store, b"jpeg");
    let shelf = store.folder().join("photos").join(&id.as_str()[..2]);
    assert_eq!(store.photo_path(&id), shelf.join(format!("{id}.jpg")));
    assert_eq!(store.thumbnail_path(&id), shelf.join(format!("{id}.thumb.jpg")));
    assert_eq!(store.read_photo(&id).unwrap(), b"jpeg");
    assert_eq!(fs::read(store.thumbnail_path(&id)).unwrap(), b"small");
    let row = store.photo(&id).unwrap().unwrap();
    assert_eq!((row.bytes, row.width, row.name.as_str()), (4, 2048, "Фото 1.jpg"));
    assert_eq!(row.taken_at, Some("2026-05-01T10:20:30".parse().unwrap()));
    assert_eq!((row.lat, row.lon), (Some(47.910_483), Some(33.391_783)));
    // Nothing half-made is left.
    assert_eq!(fs::read_dir(shelf).unwrap().count(), 2);
}

#[test]
fn photo_added_twice_is_kept_once() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    let id = add_photo(&mut store, b"jpeg");
    assert_eq!(add_photo(&mut store, b"jpeg"), id);
    assert_eq!(support::files(&store.folder().join("photos")).len(), 2);
}

#[test]
fn lost_and_changed_files_are_named_and_healed_by_adding_again() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    let id = add_photo(&mut store, b"jpeg");
    fs::write(store.photo_path(&id), b"jpeh").unwrap();
    assert!(matches!(store.read_photo(&id).unwrap_err(), StoreError::PhotoCorrupt(bad) if bad == id));
    add_photo(&mut store, b"jpeg");
    assert_eq!(store.read_photo(&id).unwrap(), b"jpeg");
    fs::remove_file(store.photo_path(&id)).unwrap();
    assert!(matches!(store.read_photo(&id).unwrap_err(), StoreError::PhotoMissing(gone) if gone == id));
    add_photo(&mut store, b"jpeg");
    assert_eq!(store.read_photo(&id).unwrap(), b"jpeg");
}

#[test]
fn bytes_under_a_wrong_hash_are_refused() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    let wrong = hash(b"another");
    let photo = NewPhoto {
        id: &wrong,
        jpeg: b"jpeg",
        thumbnail: b"small",
        width: 1,
        height: 1,
        name: "",
        taken_at: None,
        lat: None,
        lon: None,
        author: None,
    };
    assert!(matches!(
        store.add_photo(photo, at(0)).unwrap_err(),
        StoreError::PhotoCorrupt(_)
    ));
    assert!(matches!(
        store.read_photo(&wrong).unwrap_err(),
        StoreError::NoSuchPhoto(_)
    ));
    assert!(!store.photo_path(&wrong).exists());
}
