//! Remarks with which the head returned a report.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod support;

use report::{Content, ReportId, State};
use serde_json::json;
use std::ops::ControlFlow;
use store::{
    Arriving, Heap, Layout, NewRemark, Origin, Remark, Remarked, Standing, Store, VersionKind, Wanted,
};
use support::{at, content, field, id, on_portal, open, receipt, title};
use tempfile::TempDir;

fn remark(revision: u64, field: Option<&str>, text: &str) -> Remark {
    Remark {
        revision,
        field: field.map(Into::into),
        text: text.into(),
        by: "petro".into(),
        by_name: "Петро Мельник".into(),
        at: at(60),
    }
}

fn two() -> Vec<Remark> {
    vec![
        remark(1, Some("place"), "Позначте ділянку вулиці"),
        remark(1, None, "Немає кошторису"),
    ]
}

/// A report written here that the portal has as revision 1.
fn sent(store: &mut Store) -> Content {
    let written = content("Дорога", &[("a", json!("1"))]);
    store.create(id(1), &written, at(0)).unwrap();
    store.queue(id(1), at(1)).unwrap();
    store
        .record_received(id(1), 1, &receipt(id(1), 1, &written), &written)
        .unwrap();
    written
}

fn hear(store: &mut Store, revision: u64, state: State, content: &Content, remarks: Vec<Remark>) {
    let report = portal_api::Report {
        remarks,
        ..on_portal(id(1), revision, state, content)
    };
    store.apply_remote(&report, Origin::Mine, at(70)).unwrap();
}

fn found(store: &mut Store, text: &str) -> Vec<ReportId> {
    store.index_some(None, None, 100).unwrap();
    let wanted = Wanted {
        text: text.into(),
        ..Wanted::default()
    };
    let page = store.page(&wanted, Layout::default(), at(100), 0, 10).unwrap();
    page.rows.iter().map(|row| row.id).collect()
}

#[test]
fn returned_report_needs_its_author_and_tells_what_was_remarked() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    let written = sent(&mut store);
    store.index_some(None, None, 100).unwrap();
    hear(&mut store, 1, State::Returned, &written, two());
    drop(store);
    let store = open(&temp);
    assert_eq!(store.remarks(id(1)).unwrap(), two());
    let wanted = Wanted {
        heap: Some(Heap::Needing),
        ..Wanted::default()
    };
    let page = store.page(&wanted, Layout::default(), at(100), 0, 10).unwrap();
    assert_eq!(page.rows[0].standing, Standing::Returned);
    let first = "Позначте ділянку вулиці".to_owned();
    assert_eq!(page.rows[0].remarked, Some(Remarked { count: 2, first }));
    let kept = store.versions(id(1)).unwrap();
    let returned = kept
        .iter()
        .find(|version| version.kind == VersionKind::Returned)
        .unwrap();
    assert_eq!(
        (returned.at, returned.by.as_deref()),
        (at(60), Some("Петро Мельник"))
    );
}

#[test]
fn report_is_found_by_a_word_of_a_remark_from_the_moment_it_came() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    let written = sent(&mut store);
    assert!(found(&mut store, "кошторис").is_empty());
    hear(&mut store, 1, State::Returned, &written, two());
    assert_eq!(found(&mut store, "кошториси"), [id(1)]);
    let query = search::Query::parse("ділянка");
    let hit = store.hit(id(1), None, &query).unwrap();
    assert_eq!(
        hit.snippet.unwrap().text,
        "Позначте ділянку вулиці Немає кошторису"
    );
    // What the portal no longer shows is no longer found.
    hear(&mut store, 1, State::Returned, &written, two()[..1].to_vec());
    assert!(found(&mut store, "кошторис").is_empty());
    assert_eq!(found(&mut store, "ділянка"), [id(1)]);
}

#[test]
fn remarks_stay_readable_once_the_report_is_sent_again_but_stand_open_no_longer() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    let written = sent(&mut store);
    hear(&mut store, 1, State::Returned, &written, two());
    // Changing it while it is returned leaves them open.
    store.save(id(1), &field("a", json!("2")), at(80)).unwrap();
    assert_eq!(store.row(id(1)).unwrap().unwrap().remarked.unwrap().count, 2);
    store.queue(id(1), at(81)).unwrap();
    let mended = store.report(id(1)).unwrap().unwrap().content;
    let version = store.report(id(1)).unwrap().unwrap().version;
    store
        .record_received(id(1), version, &receipt(id(1), 2, &mended), &mended)
        .unwrap();
    let row = store.row(id(1)).unwrap().unwrap();
    assert_eq!((row.standing, row.remarked), (Standing::InReview, None));
    assert_eq!(store.remarks(id(1)).unwrap(), two());
    let mut all = two();
    all.push(remark(2, Some("title"), "Уточніть назву"));
    hear(&mut store, 2, State::Returned, &mended, all.clone());
    assert_eq!(store.remarks(id(1)).unwrap(), all);
    let open = store.row(id(1)).unwrap().unwrap().remarked.unwrap();
    assert_eq!((open.count, open.first.as_str()), (1, "Уточніть назву"));
}

#[test]
fn remarks_come_along_to_another_computer() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    let written = sent(&mut store);
    hear(&mut store, 1, State::Returned, &written, two());
    let file = temp.path().join("усе.zip");
    let on = |_, _| ControlFlow::Continue(());
    store.archive(&file, at(90), &mut { on }).unwrap();
    let elsewhere = TempDir::new().unwrap();
    let mut there = open(&elsewhere);
    let mut arriving = Arriving::unpack(&file, there.folder(), &mut { on }).unwrap();
    let mut taken = store::TakenIn::default();
    while there.take_in(&mut arriving, 10, at(91), &mut taken).unwrap() > 0 {}
    assert_eq!(there.remarks(id(1)).unwrap(), two());
}

#[test]
fn unsent_changes_and_a_report_of_another_keep_their_remarks_apart() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    let written = sent(&mut store);
    store.save(id(1), &title("Дорога та міст"), at(65)).unwrap();
    hear(&mut store, 1, State::Returned, &written, two());
    let theirs = portal_api::Report {
        remarks: vec![remark(1, None, "Інше")],
        ..on_portal(id(2), 1, State::Returned, &written)
    };
    store.apply_remote(&theirs, Origin::Others, at(70)).unwrap();
    let mine = store.report(id(1)).unwrap().unwrap();
    assert_eq!(mine.content.title, "Дорога та міст");
    assert_eq!(store.remarks(id(1)).unwrap(), two());
    assert_eq!(store.remarks(id(2)).unwrap()[0].text, "Інше");
}

#[test]
fn remarks_being_written_are_there_after_a_crash_until_they_are_sent() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    let theirs = on_portal(id(2), 1, State::InReview, &content("Міст", &[]));
    store.apply_remote(&theirs, Origin::Others, at(10)).unwrap();
    let written = [NewRemark {
        field: Some("place".into()),
        text: "Позначте".into(),
    }];
    store.keep_remark_drafts(id(2), &written).unwrap();
    drop(store);
    let mut store = open(&temp);
    assert_eq!(store.remark_drafts(id(2)).unwrap(), written);
    store.keep_remark_drafts(id(2), &[]).unwrap();
    assert!(store.remark_drafts(id(2)).unwrap().is_empty());
    assert!(store.keep_remark_drafts(id(9), &written).is_err());
}
