//! What the portal says.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod support;

use report::{Catalogue, FieldId, State};
use serde_json::json;
use store::{Applied, FailReason, Heard, Origin, OutboxState, Standing, Store, StoreError};
use support::{at, content, field, id, on_portal, open, receipt, title};
use tempfile::TempDir;

/// A report that the portal has as revision 1.
fn sent(store: &mut Store) -> report::Content {
    let written = content("Дорога", &[("a", json!("1")), ("b", json!("1"))]);
    store.create(id(1), &written, at(0)).unwrap();
    store.queue(id(1), at(1)).unwrap();
    store
        .record_received(id(1), 1, &receipt(id(1), 1, &written), &written)
        .unwrap();
    written
}

fn hear(store: &mut Store, revision: u64, content: &report::Content) -> Applied {
    let report = on_portal(id(1), revision, State::InReview, content);
    store.apply_remote(&report, Origin::Mine, at(50)).unwrap()
}

#[test]
fn report_of_another_author_comes_and_is_brought_up_to_date() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    let first = on_portal(id(1), 1, State::InReview, &content("Чужий", &[("a", json!("1"))]));
    assert_eq!(
        store.apply_remote(&first, Origin::Others, at(1)).unwrap(),
        Applied::New
    );
    let row = store.row(id(1)).unwrap().unwrap();
    assert_eq!((row.origin, row.standing), (Origin::Others, Standing::InReview));
    assert_eq!(row.author_name.as_deref(), Some("Коваль Олена Іванівна"));
    assert!(!row.unsent_changes);

    let mut second = on_portal(id(1), 2, State::Published, &content("Чужий, новий", &[]));
    second.published_at = Some(at(700));
    second.public_url = Some("https://zvit.example.ua/1".into());
    assert_eq!(
        store.apply_remote(&second, Origin::Others, at(2)).unwrap(),
        Applied::Updated
    );
    assert_eq!(
        store.apply_remote(&first, Origin::Others, at(3)).unwrap(),
        Applied::Stale
    );
    let report = store.report(id(1)).unwrap().unwrap();
    assert_eq!(report.content, second.content);
    assert_eq!(report.standing, Standing::Published);
    assert_eq!(report.remote.unwrap().published_at, Some(at(700)));
}

#[test]
fn own_report_without_unsent_changes_follows_the_portal() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    sent(&mut store);
    let newer = content("Дорога і міст", &[("a", json!("1"))]);
    assert_eq!(hear(&mut store, 2, &newer), Applied::Updated);
    let report = store.report(id(1)).unwrap().unwrap();
    assert_eq!(report.content, newer);
    assert_eq!(report.sent_version, Some(report.version));
}

#[test]
fn changes_of_both_sides_to_different_fields_are_joined() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    sent(&mut store);
    store.save(id(1), &field("a", json!("ours")), at(10)).unwrap();
    store.queue(id(1), at(11)).unwrap();
    store.record_attempt(id(1)).unwrap();
    store
        .failed(id(1), &FailReason::Conflict { revision: 2 }, None)
        .unwrap();
    let theirs = content("Дорога", &[("a", json!("1")), ("b", json!("theirs"))]);
    assert_eq!(hear(&mut store, 2, &theirs), Applied::Merged);

    let both = content("Дорога", &[("a", json!("ours")), ("b", json!("theirs"))]);
    let report = store.report(id(1)).unwrap().unwrap();
    assert_eq!(report.content, both);
    assert_eq!(report.base.unwrap().content, theirs);
    // What is sent is the joined content, over the revision it was joined with, by itself.
    let queued = store.queued(id(1)).unwrap().unwrap();
    assert_eq!(
        (queued.content, queued.version, queued.base_revision),
        (both.clone(), report.version, Some(2))
    );
    assert_eq!(store.outbox().unwrap()[0].state, OutboxState::Waiting);
    store
        .record_received(id(1), queued.version, &receipt(id(1), 3, &both), &both)
        .unwrap();
    assert!(!store.row(id(1)).unwrap().unwrap().unsent_changes);
}

#[test]
fn changes_of_both_sides_to_one_field_are_both_kept_and_nothing_is_sent() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    sent(&mut store);
    store.save(id(1), &field("a", json!("ours")), at(10)).unwrap();
    store.queue(id(1), at(11)).unwrap();
    let theirs = content("Їхня", &[("a", json!("theirs")), ("b", json!("1"))]);
    assert_eq!(hear(&mut store, 2, &theirs), Applied::Conflict);

    let report = store.report(id(1)).unwrap().unwrap();
    assert_eq!(report.standing, Standing::Conflict);
    assert_eq!(report.content.values[&FieldId::from("a")], json!("ours"));
    assert_eq!(report.content.title, "Їхня");
    let conflict = report.conflict.unwrap();
    assert_eq!(
        (conflict.fields, conflict.theirs),
        (vec![FieldId::from("a")], theirs)
    );
    assert_eq!(
        store.outbox().unwrap()[0].reason,
        Some(FailReason::Conflict { revision: 2 })
    );
    assert!(matches!(
        store.queue(id(1), at(12)).unwrap_err(),
        StoreError::InConflict(_)
    ));

    // A further revision that leaves the field alone does not settle it.
    let later = content("Їхня", &[("a", json!("theirs")), ("b", json!("2"))]);
    assert_eq!(hear(&mut store, 3, &later), Applied::Conflict);

    store.save(id(1), &field("a", json!("both")), at(13)).unwrap();
    store.settle(id(1)).unwrap();
    let row = store.row(id(1)).unwrap().unwrap();
    assert_eq!((row.standing, row.unsent_changes), (Standing::InReview, true));
    store.queue(id(1), at(14)).unwrap();
    let queued = store.queued(id(1)).unwrap().unwrap();
    assert_eq!(queued.base_revision, Some(3));
    assert_eq!(
        queued.content,
        content("Їхня", &[("a", json!("both")), ("b", json!("2"))])
    );
}

#[test]
fn report_whose_receipt_was_lost_is_known_again_by_its_content() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    let written = content("Дорога", &[]);
    store.create(id(1), &written, at(0)).unwrap();
    store.queue(id(1), at(1)).unwrap();
    store.record_attempt(id(1)).unwrap();
    store.save(id(1), &title("Дорога, далі"), at(2)).unwrap();
    assert_eq!(hear(&mut store, 1, &written), Applied::Noted);
    let report = store.report(id(1)).unwrap().unwrap();
    assert_eq!((report.sent_version, report.version), (Some(1), 2));
    assert_eq!(report.content.title, "Дорога, далі");
    assert_eq!(report.base.unwrap().revision, 1);
}

#[test]
fn contents_without_a_common_ground_contradict_each_other() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    store.create(id(1), &content("Наша", &[]), at(0)).unwrap();
    assert_eq!(hear(&mut store, 1, &content("Їхня", &[])), Applied::Conflict);
    assert_eq!(
        store
            .report(id(1))
            .unwrap()
            .unwrap()
            .conflict
            .unwrap()
            .theirs
            .title,
        "Їхня"
    );
}

#[test]
fn draft_in_the_bin_comes_back_when_the_portal_turns_out_to_have_it() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    let written = content("Дорога", &[]);
    store.create(id(1), &written, at(0)).unwrap();
    store.delete(id(1), at(1)).unwrap();
    assert_eq!(hear(&mut store, 1, &written), Applied::Noted);
    assert_eq!(store.list().unwrap()[0].standing, Standing::InReview);
}

#[test]
fn queue_that_the_portal_has_overtaken_is_dropped() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    let written = content("Дорога", &[]);
    let returned = on_portal(id(1), 1, State::Returned, &written);
    store.apply_remote(&returned, Origin::Mine, at(0)).unwrap();
    store.queue(id(1), at(1)).unwrap();
    assert_eq!(hear(&mut store, 2, &content("Новіша", &[])), Applied::Updated);
    assert!(store.outbox().unwrap().is_empty());
}

#[test]
fn news_of_the_feed_is_kept_and_what_is_not_here_is_asked_for() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    sent(&mut store);
    let mut news =
        |report, revision, state| store.record_state(report, revision, state, at(9), None).unwrap();
    assert_eq!(news(id(2), 1, State::InReview), Heard::Unknown);
    assert_eq!(news(id(1), 1, State::Receiving), Heard::Noted);
    assert_eq!(news(id(1), 1, State::Published), Heard::Noted);
    assert_eq!(news(id(1), 2, State::Receiving), Heard::ContentMissing);
    assert_eq!(news(id(1), 1, State::Returned), Heard::Stale);
    let row = store.row(id(1)).unwrap().unwrap();
    assert_eq!(
        (row.standing, row.published_at),
        (Standing::Received, Some(at(9)))
    );
}

#[test]
fn late_entry_of_a_revision_s_beginning_takes_nothing_back() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    sent(&mut store);
    store
        .record_state(id(1), 1, State::Receiving, at(9), None)
        .unwrap();
    assert_eq!(store.row(id(1)).unwrap().unwrap().standing, Standing::InReview);
}

#[test]
fn catalogue_stays_with_its_etag() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    assert_eq!(store.catalogue().unwrap(), None);
    let catalogue = Catalogue {
        city: report::Label {
            uk: "Кривий Ріг".into(),
            en: None,
        },
        ..Catalogue::default()
    };
    store.set_catalogue(&catalogue, Some("\"7\""), at(0)).unwrap();
    drop(store);
    assert_eq!(
        open(&temp).catalogue().unwrap(),
        Some((catalogue, Some("\"7\"".to_owned())))
    );
}

#[test]
fn own_content_whose_answer_was_lost_is_no_conflict_with_what_was_queued_since() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    let first = content("Дорога", &[]);
    store.create(id(1), &first, at(0)).unwrap();
    store.queue(id(1), at(1)).unwrap();
    store.record_attempt(id(1)).unwrap();
    store.failed(id(1), &FailReason::Offline, Some(at(2))).unwrap();
    store.save(id(1), &title("Дорога і міст"), at(3)).unwrap();
    store.queue(id(1), at(4)).unwrap();
    drop(store);

    let mut store = open(&temp);
    assert_eq!(hear(&mut store, 1, &first), Applied::Noted);
    let queued = store.queued(id(1)).unwrap().unwrap();
    assert_eq!(
        (queued.content.title.as_str(), queued.base_revision),
        ("Дорога і міст", Some(1))
    );
    // The newer text waits in the outbox: nothing is left behind.
    let row = store.row(id(1)).unwrap().unwrap();
    assert_eq!((row.standing, row.unsent_changes), (Standing::Queued, false));
}
