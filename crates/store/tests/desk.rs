//! The author's desk.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod support;

use report::{FieldId, State};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use store::{Origin, Patch, Standing, StoreError};
use support::{add_photo, at, content, field, id, on_portal, open, photo_use, receipt, title};
use tempfile::TempDir;

#[test]
fn save_keeps_what_it_does_not_name() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    store
        .create(
            id(1),
            &content(
                "Дорога",
                &[("funding", json!("120.50")), ("status", json!("done"))],
            ),
            at(0),
        )
        .unwrap();
    let saved = store.save(id(1), &field("funding", json!("99")), at(5)).unwrap();
    assert_eq!(saved.version, 2);

    let report = store.report(id(1)).unwrap().unwrap();
    assert_eq!(
        report.content,
        content("Дорога", &[("funding", json!("99")), ("status", json!("done"))])
    );
    assert_eq!((report.created_at, report.updated_at), (at(0), at(5)));
    assert_eq!((report.origin, report.standing), (Origin::Mine, Standing::Draft));
}

#[test]
fn null_empties_a_field() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    store
        .create(
            id(1),
            &content("Дорога", &[("a", json!("1")), ("b", json!("2"))]),
            at(0),
        )
        .unwrap();
    let patch: Patch = serde_json::from_value(json!({ "values": { "a": null } })).unwrap();
    store.save(id(1), &patch, at(1)).unwrap();
    store.save(id(1), &field("b", Value::Null), at(2)).unwrap();
    assert_eq!(
        store.report(id(1)).unwrap().unwrap().content,
        content("Дорога", &[])
    );
}

#[test]
fn save_that_changes_nothing_is_no_new_version() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    store
        .create(id(1), &content("Дорога", &[("a", json!({ "x": 1 }))]), at(0))
        .unwrap();
    let patch = Patch {
        title: Some("Дорога".into()),
        form_version: Some(1),
        values: BTreeMap::from([
            (FieldId::from("a"), Some(json!({ "x": 1 }))),
            (FieldId::from("b"), None),
        ]),
    };
    assert_eq!(store.save(id(1), &patch, at(9)).unwrap().version, 1);
    assert_eq!(store.report(id(1)).unwrap().unwrap().updated_at, at(0));
}

#[test]
fn coordinates_come_back_as_the_very_numbers_that_were_written() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    // Numbers of 17 digits, as the map's arithmetic makes them.
    let exact: Vec<f64> = (0..500)
        .map(|n| 33.391_783_000_000_01 + f64::from(n) / 7.0 * 1e-9)
        .collect();
    store
        .create(id(1), &content("", &[("place", json!(exact))]), at(0))
        .unwrap();
    assert_eq!(
        store.report(id(1)).unwrap().unwrap().content.values[&FieldId::from("place")],
        json!(exact)
    );
}

#[test]
fn creating_again_does_nothing_and_another_content_is_refused() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    store.create(id(1), &content("Дорога", &[]), at(0)).unwrap();
    store.create(id(1), &content("Дорога", &[]), at(1)).unwrap();
    assert_eq!(store.list().unwrap().len(), 1);
    let refusal = store.create(id(1), &content("Міст", &[]), at(2)).unwrap_err();
    assert!(matches!(refusal, StoreError::Exists(_)));
}

#[test]
fn list_shows_the_last_changed_first_with_its_photos() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    let photo = add_photo(&mut store, b"one");
    let other = add_photo(&mut store, b"two");
    for number in 1..=3 {
        store
            .create(id(number), &content(&format!("Звіт {number}"), &[]), at(0))
            .unwrap();
    }
    store
        .save(
            id(2),
            &field("photos", json!([photo_use(&photo), photo_use(&other)])),
            at(7),
        )
        .unwrap();
    let rows = store.list().unwrap();
    let told: Vec<_> = rows.iter().map(|row| (row.title.as_str(), row.photos)).collect();
    assert_eq!(told, [("Звіт 2", 2), ("Звіт 3", 0), ("Звіт 1", 0)]);
    assert_eq!(store.row(id(2)).unwrap().as_ref(), rows.first());
}

#[test]
fn draft_put_into_the_bin_comes_back_whole() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    let written = content("Дорога", &[("a", json!("1"))]);
    store.create(id(1), &written, at(0)).unwrap();
    store.delete(id(1), at(3)).unwrap();
    assert!(store.list().unwrap().is_empty());
    assert_eq!(store.bin().unwrap()[0].deleted_at, Some(at(3)));
    assert!(matches!(
        store.save(id(1), &title("x"), at(4)).unwrap_err(),
        StoreError::InBin(_)
    ));
    store.restore(id(1)).unwrap();
    assert_eq!(store.report(id(1)).unwrap().unwrap().content, written);
    assert!(store.bin().unwrap().is_empty());
}

#[test]
fn report_that_the_portal_has_cannot_be_binned() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    let sent = content("Дорога", &[]);
    store.create(id(1), &sent, at(0)).unwrap();
    store.queue(id(1), at(1)).unwrap();
    assert!(matches!(
        store.delete(id(1), at(2)).unwrap_err(),
        StoreError::OnThePortal(_)
    ));
    store
        .record_received(id(1), 1, &receipt(id(1), 1, &sent), &sent)
        .unwrap();
    assert!(matches!(
        store.delete(id(1), at(3)).unwrap_err(),
        StoreError::OnThePortal(_)
    ));
}

#[test]
fn report_of_another_author_cannot_be_written() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    let theirs = on_portal(id(1), 1, State::InReview, &content("Чужий", &[]));
    store.apply_remote(&theirs, Origin::Others, at(0)).unwrap();
    assert!(matches!(
        store.save(id(1), &title("x"), at(1)).unwrap_err(),
        StoreError::NotMine(_)
    ));
    assert!(matches!(
        store.queue(id(1), at(1)).unwrap_err(),
        StoreError::NotMine(_)
    ));
    assert!(matches!(
        store.save(id(2), &title("x"), at(1)).unwrap_err(),
        StoreError::NoSuchReport(_)
    ));
}
