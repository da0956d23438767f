//! What a disk changes within a value, where the file's own structure stays sound.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod support;

use serde_json::json;
use std::ops::ControlFlow;
use store::{Broken, DATABASE, Layout, OpenError, Store, StoreError, Wanted};
use support::{at, awkward_folder, content, id, open};
use tempfile::TempDir;

/// Three reports; of the second a copy was made and a value changed by the disk since, while the program worked.
fn flipped(temp: &TempDir) -> Store {
    let mut store = open(temp);
    for number in 1..=3 {
        let values = [("summary", json!("Відремонтовано")), ("kind", json!("done"))];
        store
            .create(id(number), &content(&format!("Звіт {number}"), &values), at(0))
            .unwrap();
    }
    store
        .back_up(at(1), &mut |_, _| ControlFlow::Continue(()))
        .unwrap();
    let db = rusqlite::Connection::open(awkward_folder(temp).join(DATABASE)).unwrap();
    let changed = db
        .execute(
            "UPDATE report_value SET value = '#' || substr(value, 2) WHERE report = ?1 AND field = 'summary'",
            [id(2).to_string()],
        )
        .unwrap();
    assert_eq!(changed, 1);
    store
}

#[test]
fn one_report_that_cannot_be_read_keeps_no_other_from_being_found() {
    let temp = TempDir::new().unwrap();
    let mut store = flipped(&temp);
    assert!(store.report(id(2)).is_err());
    store.index_some(None, None, 10).unwrap();
    assert_eq!(store.indexing().unwrap().remaining, 0);
    let found = |text: &str| {
        let wanted = Wanted {
            text: text.into(),
            ..Wanted::default()
        };
        store
            .page(&wanted, Layout::default(), at(1), 0, 10)
            .unwrap()
            .total
    };
    assert_eq!(found("відремонтовано"), 2);
    // Its title was read.
    assert_eq!(found("звіт"), 3);
}

#[test]
fn it_is_found_by_who_looks_the_file_through_and_the_rest_is_recovered() {
    let temp = TempDir::new().unwrap();
    let store = flipped(&temp);
    assert!(matches!(
        store.reader().unwrap().unwrap().check(),
        Err(StoreError::Damaged)
    ));
    // No copy of such a file pushes a good one out.
    let refused = store.back_up(at(100_000), &mut |_, _| ControlFlow::Continue(()));
    assert!(matches!(refused, Err(StoreError::Damaged)), "{refused:?}");
    assert_eq!(store.backups().unwrap().len(), 1);
    drop(store);
    let folder = awkward_folder(&temp);
    assert!(matches!(Store::open(&folder), Err(OpenError::Damaged { .. })));
    let recovered = Broken::hold(&folder, None)
        .unwrap()
        .recover(at(9), &mut |_, _| ControlFlow::Continue(()))
        .unwrap();
    assert_eq!(recovered.whole.len(), 2);
    assert_eq!(recovered.partial[0].id, id(2));
    let store = Store::open(&folder).unwrap();
    let saved = store.report(id(2)).unwrap().unwrap().content;
    assert_eq!(saved.values.len(), 1);
    assert_eq!(saved.title, "Звіт 2");
}
