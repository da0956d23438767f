//! Photos beside the database.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod support;

use report::State;
use serde_json::json;
use std::fs;
use store::{NewPhoto, Origin, PhotoMade, PhotoQuality, StoreError};
use support::{add_photo, at, content, hash, id, on_portal, open, photo_use};
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

#[test]
fn original_lies_apart_from_what_is_sent_and_is_read_back_checked() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    let original = hash(b"as the phone made it");
    store
        .add_original(&original, b"as the phone made it", at(0))
        .unwrap();
    let photo = add_photo(&mut store, b"jpeg");
    let made = PhotoMade {
        source: original.clone(),
        edit: String::new(),
    };
    store.note_made(&photo, &made).unwrap();
    assert_eq!(store.photo_made(&photo).unwrap(), Some(made));
    assert!(store.has_original(&original).unwrap());
    let path = store
        .folder()
        .join("originals")
        .join(&original.as_str()[..2])
        .join(original.as_str());
    assert_eq!(
        store.shelves().original(&original).unwrap().unwrap(),
        fs::read(&path).unwrap()
    );
    // It is nothing that could be sent.
    assert!(!store.has_attachment(&original).unwrap());
    assert!(matches!(
        store.read_attachment(&original).unwrap_err(),
        StoreError::NoSuchPhoto(_)
    ));
    fs::write(&path, b"changed").unwrap();
    assert_eq!(store.shelves().original(&original).unwrap(), None);
    assert!(matches!(
        store.add_original(&hash(b"other"), b"bytes", at(0)).unwrap_err(),
        StoreError::PhotoCorrupt(_)
    ));
}

#[test]
fn photos_that_look_alike_are_found_and_others_are_not() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    let one = add_photo(&mut store, b"one");
    let near = add_photo(&mut store, b"near");
    let far = add_photo(&mut store, b"far");
    let likeness = 0x0123_4567_89ab_cdef_u64;
    store.note_likeness(&one, likeness).unwrap();
    // Seven bits, each in another byte: the worst that is still found.
    store
        .note_likeness(&near, likeness ^ 0x0001_0101_0101_0101)
        .unwrap();
    store
        .note_likeness(&far, likeness ^ 0x0101_0101_0101_0101)
        .unwrap();
    let found: Vec<_> = store
        .photos_alike(&one, 7)
        .unwrap()
        .into_iter()
        .map(|alike| (alike.photo, alike.distance))
        .collect();
    assert_eq!(found, [(one, 0), (near.clone(), 7)]);
    let nearest = store.photos_alike(&near, 6).unwrap();
    assert_eq!(
        nearest.len(),
        2,
        "itself, and the one that differs by a bit: {nearest:?}"
    );
}

#[test]
fn how_good_a_photo_is_stays_known_as_long_as_the_photo_is_kept() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    let judged = add_photo(&mut store, b"judged");
    let other = add_photo(&mut store, b"other");
    let [first, second] = [0.125, 0.75].map(|sharpness| PhotoQuality {
        sharpness,
        brightness: 0.5,
    });
    store.note_quality(&judged, first).unwrap();
    store.note_quality(&judged, second).unwrap();
    drop(store);
    let mut store = open(&temp);
    assert_eq!(store.photo_quality(&judged).unwrap(), Some(second));
    assert_eq!(store.photo_quality(&other).unwrap(), None);
    // There is nothing to note of a photo that is not here.
    assert!(store.note_quality(&hash(b"gone"), first).is_err());
}

#[test]
fn photo_like_one_that_others_have_published_names_their_report() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    let public = add_photo(&mut store, b"public");
    let mine = add_photo(&mut store, b"mine");
    store.note_likeness(&public, 0x0f0f).unwrap();
    store.note_likeness(&mine, 0x0f0e).unwrap();
    let named = |store: &store::Store| -> Vec<String> {
        let alike = store.photos_alike(&mine, 7).unwrap();
        let all = alike.into_iter().flat_map(|other| other.published);
        all.map(|(_, title)| title).collect()
    };
    let other = hash(b"other");
    let showing = |title: &str, photo| content(title, &[("photos", json!([photo_use(photo)]))]);
    let apply = |store: &mut store::Store, number, revision, state, content| {
        let report = on_portal(id(number), revision, state, &content);
        store.apply_remote(&report, Origin::Others, at(1)).unwrap();
    };

    // A report is named from the day on which residents see it: whether it comes as published or is known already.
    apply(&mut store, 1, 1, State::Published, showing("Сквер", &public));
    apply(&mut store, 2, 1, State::InReview, showing("Площа", &public));
    assert_eq!(named(&store), ["Сквер"]);
    store
        .record_state(id(2), 1, State::Published, at(2), None)
        .unwrap();
    assert_eq!(named(&store), ["Сквер", "Площа"]);
    // While the next revision waits for approval, residents see the one before.
    apply(&mut store, 1, 2, State::InReview, showing("Сквер", &other));
    assert_eq!(named(&store), ["Сквер", "Площа"]);
    apply(&mut store, 1, 2, State::Published, showing("Сквер", &other));
    assert_eq!(named(&store), ["Площа"]);
}
