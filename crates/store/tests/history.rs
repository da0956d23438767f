//! Versions of a report: when they are kept, what they cost, how they come back.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod support;

use report::{Content, FieldId, ReportId, State};
use rusqlite::Connection;
use serde_json::json;
use store::{DATABASE, KeptVersion, Origin, Standing, Store, StoreError, VersionKind};
use support::{
    add_photo, at, awkward_folder, content, field, id, on_portal, open, photo_use, receipt, title,
};
use tempfile::TempDir;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

fn kinds(store: &Store, id: ReportId) -> Vec<VersionKind> {
    let versions = store.versions(id).unwrap();
    versions.iter().rev().map(|version| version.kind).collect()
}

/// The titles of the versions, the first first.
fn titles(store: &Store, id: ReportId) -> Vec<String> {
    let versions = store.versions(id).unwrap();
    let title = |version: &KeptVersion| store.version(id, version.number).unwrap().title;
    versions.iter().rev().map(title).collect()
}

fn begin(temp: &TempDir) -> Store {
    let mut store = open(temp);
    store.create(id(1), &content("", &[]), at(0)).unwrap();
    store
}

fn now_in(store: &Store) -> Content {
    store.report(id(1)).unwrap().unwrap().content
}

#[test]
fn what_stood_before_a_pause_is_kept_by_the_save_after_it() {
    let temp = TempDir::new().unwrap();
    let mut store = begin(&temp);
    for (second, text) in [(1, "Д"), (2, "До"), (3, "Дорога")] {
        store.save(id(1), &title(text), at(second)).unwrap();
    }
    assert!(store.versions(id(1)).unwrap().is_empty());
    // Nothing is changed after the pause: nothing is kept.
    store.save(id(1), &title("Дорога"), at(200)).unwrap();
    assert!(store.versions(id(1)).unwrap().is_empty());
    store.save(id(1), &title("Дорога і міст"), at(201)).unwrap();
    store.save(id(1), &title("Дорога, міст"), at(202)).unwrap();
    let versions = store.versions(id(1)).unwrap();
    assert_eq!(versions.len(), 1);
    assert_eq!((versions[0].kind, versions[0].at), (VersionKind::Paused, at(3)));
    assert_eq!(store.version(id(1), 1).unwrap().title, "Дорога");
    store
        .save(id(1), &field("description", json!("Текст")), at(400))
        .unwrap();
    assert_eq!(titles(&store, id(1)), ["Дорога", "Дорога, міст"]);
    let changed = &store.versions(id(1)).unwrap()[0].changed;
    assert_eq!(changed.iter().map(FieldId::as_str).collect::<Vec<_>>(), ["title"]);
}

#[test]
fn writing_without_a_pause_is_kept_every_ten_minutes() {
    let temp = TempDir::new().unwrap();
    let mut store = begin(&temp);
    for second in 1..=HOUR {
        if second % 10 == 0 {
            store
                .save(id(1), &title(&format!("Слово {second}")), at(second))
                .unwrap();
        }
    }
    let kept = store.versions(id(1)).unwrap().len();
    assert!((5..=6).contains(&kept), "{kept}");
}

#[test]
fn clock_set_back_by_years_neither_stops_nor_floods_the_history() {
    let temp = TempDir::new().unwrap();
    let mut store = begin(&temp);
    store.save(id(1), &title("Раз"), at(10)).unwrap();
    let back = -10 * 365 * DAY;
    for second in 0..20 {
        store
            .save(id(1), &title(&format!("Два {second}")), at(back + second))
            .unwrap();
    }
    assert_eq!(titles(&store, id(1)), ["Раз"]);
    store.save(id(1), &title("Три"), at(500)).unwrap();
    assert_eq!(titles(&store, id(1)), ["Раз", "Два 19"]);
    let numbers: Vec<u32> = store
        .versions(id(1))
        .unwrap()
        .iter()
        .map(|one| one.number)
        .collect();
    assert_eq!(numbers, [2, 1], "the later one is first, whatever the clock said");
}

#[test]
fn what_a_report_begins_with_is_kept() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    let imported = content(
        "Звіт за квартал",
        &[("description", json!("Перенесено з документа"))],
    );
    store.create(id(1), &imported, at(0)).unwrap();
    store.save(id(1), &title("Звіт"), at(1)).unwrap();
    assert_eq!(kinds(&store, id(1)), [VersionKind::Begun]);
    assert_eq!(store.version(id(1), 1).unwrap(), imported);
}

#[test]
fn sent_returned_and_published_are_kept_with_who_and_when() {
    let temp = TempDir::new().unwrap();
    let mut store = begin(&temp);
    store.save(id(1), &title("Дорога"), at(1)).unwrap();
    let sent = now_in(&store);
    store.queue(id(1), at(2)).unwrap();
    store.queue(id(1), at(3)).unwrap();
    store.record_attempt(id(1)).unwrap();
    let version = store.report(id(1)).unwrap().unwrap().version;
    store
        .record_received(id(1), version, &receipt(id(1), 1, &sent), &sent)
        .unwrap();
    store
        .record_state(id(1), 1, State::Returned, at(50), None)
        .unwrap();
    let returned = on_portal(id(1), 1, State::Returned, &sent);
    store.apply_remote(&returned, Origin::Mine, at(51)).unwrap();
    assert_eq!(kinds(&store, id(1)), [VersionKind::Sent, VersionKind::Returned]);

    store.save(id(1), &title("Дорога, ремонт"), at(60)).unwrap();
    store.queue(id(1), at(61)).unwrap();
    let second = now_in(&store);
    let version = store.report(id(1)).unwrap().unwrap().version;
    store
        .record_received(id(1), version, &receipt(id(1), 2, &second), &second)
        .unwrap();
    let mut published = on_portal(id(1), 2, State::Published, &second);
    published.published_at = Some(at(70));
    published.approved_by = Some("Петренко Іван".into());
    for _ in 0..2 {
        store.apply_remote(&published, Origin::Mine, at(71)).unwrap();
    }
    assert_eq!(
        kinds(&store, id(1)),
        [
            VersionKind::Sent,
            VersionKind::Returned,
            VersionKind::Sent,
            VersionKind::Published
        ]
    );
    let last = &store.versions(id(1)).unwrap()[0];
    assert_eq!((last.at, last.by.as_deref()), (at(70), Some("Петренко Іван")));
    assert!(last.changed.is_empty());
}

#[test]
fn report_that_came_from_the_portal_begins_its_history_with_the_first_change_here() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    let mut theirs = on_portal(id(1), 3, State::Published, &content("Дорога", &[]));
    store.apply_remote(&theirs, Origin::Mine, at(1)).unwrap();
    store
        .record_state(id(1), 3, State::Published, at(2), None)
        .unwrap();
    assert!(
        store.versions(id(1)).unwrap().is_empty(),
        "thousands of reports come to a new computer"
    );
    store.save(id(1), &title("Дорога і міст"), at(3)).unwrap();
    theirs.revision = 4;
    theirs.content = now_in(&store);
    store.apply_remote(&theirs, Origin::Mine, at(4)).unwrap();
    assert_eq!(titles(&store, id(1)), ["Дорога", "Дорога і міст"]);
    assert_eq!(
        kinds(&store, id(1)),
        [VersionKind::Portal, VersionKind::Published]
    );
}

#[test]
fn what_was_taken_back_before_it_set_out_was_not_sent() {
    let temp = TempDir::new().unwrap();
    let mut store = begin(&temp);
    store.save(id(1), &title("Дорога"), at(1)).unwrap();
    store.queue(id(1), at(2)).unwrap();
    store.unqueue(id(1)).unwrap();
    assert_eq!(kinds(&store, id(1)), [VersionKind::Paused]);
    store.queue(id(1), at(3)).unwrap();
    assert_eq!(kinds(&store, id(1)), [VersionKind::Sent]);
    store.record_attempt(id(1)).unwrap();
    store.unqueue(id(1)).unwrap();
    assert_eq!(kinds(&store, id(1)), [VersionKind::Sent]);
}

#[test]
fn both_sides_of_a_conflict_are_kept() {
    let temp = TempDir::new().unwrap();
    let mut store = begin(&temp);
    store.save(id(1), &title("Дорога"), at(1)).unwrap();
    let ground = now_in(&store);
    store
        .apply_remote(
            &on_portal(id(1), 1, State::InReview, &ground),
            Origin::Mine,
            at(2),
        )
        .unwrap();
    store.save(id(1), &title("Наш міст"), at(3)).unwrap();
    let theirs = Content {
        title: "Їхній міст".into(),
        ..ground
    };
    store
        .apply_remote(
            &on_portal(id(1), 2, State::InReview, &theirs),
            Origin::Mine,
            at(4),
        )
        .unwrap();
    store.settle(id(1)).unwrap();
    assert_eq!(titles(&store, id(1)), ["Наш міст", "Їхній міст"]);
    assert_eq!(kinds(&store, id(1)), [VersionKind::Replaced, VersionKind::Portal]);
    let by = store.versions(id(1)).unwrap()[0].by.clone();
    assert_eq!(by.as_deref(), Some("Коваль Олена Іванівна"));
}

#[test]
fn older_version_is_put_back_as_the_newest_and_that_can_be_undone() {
    let temp = TempDir::new().unwrap();
    let mut store = begin(&temp);
    let photo = add_photo(&mut store, b"a picture");
    let mut patch = field("photos", json!([photo_use(&photo)]));
    patch.title = Some("Дорога".into());
    store.save(id(1), &patch, at(1)).unwrap();
    let old = now_in(&store);
    let mut patch = field("description", json!("Новий опис"));
    patch.title = Some("Міст".into());
    patch.values.insert(FieldId::from("photos"), None);
    store.save(id(1), &patch, at(100)).unwrap();
    let present = now_in(&store);

    let restored = store.restore_version(id(1), 1, at(200)).unwrap();
    assert_eq!(now_in(&store), old);
    assert_eq!(store.row(id(1)).unwrap().unwrap().photos, 1);
    assert_eq!(store.version(id(1), restored.before).unwrap(), present);
    assert_eq!(
        kinds(&store, id(1)),
        [VersionKind::Paused, VersionKind::Replaced, VersionKind::Restored]
    );
    store.restore_version(id(1), restored.before, at(201)).unwrap();
    assert_eq!(now_in(&store), present);
    // Putting back what stands there already changes nothing.
    let count = store.versions(id(1)).unwrap().len();
    let again = store.restore_version(id(1), restored.before, at(202)).unwrap();
    assert_eq!(again.version, store.report(id(1)).unwrap().unwrap().version);
    assert_eq!(store.versions(id(1)).unwrap().len(), count);
}

#[test]
fn version_put_back_into_a_sent_report_is_an_unsent_change() {
    let temp = TempDir::new().unwrap();
    let mut store = begin(&temp);
    store.save(id(1), &title("Дорога"), at(1)).unwrap();
    store.save(id(1), &title("Міст"), at(100)).unwrap();
    store.queue(id(1), at(101)).unwrap();
    let sent = now_in(&store);
    let version = store.report(id(1)).unwrap().unwrap().version;
    store
        .record_received(id(1), version, &receipt(id(1), 1, &sent), &sent)
        .unwrap();
    store.restore_version(id(1), 1, at(200)).unwrap();
    let row = store.row(id(1)).unwrap().unwrap();
    assert_eq!((row.standing, row.unsent_changes), (Standing::InReview, true));
    assert_eq!(row.title, "Дорога");
}

#[test]
fn reports_of_others_in_the_bin_and_versions_that_are_not_there_are_refused() {
    let temp = TempDir::new().unwrap();
    let mut store = begin(&temp);
    store.save(id(1), &title("Дорога"), at(1)).unwrap();
    store.save(id(1), &title("Міст"), at(100)).unwrap();
    assert!(matches!(
        store.restore_version(id(1), 7, at(101)),
        Err(StoreError::NoSuchVersion(_, 7))
    ));
    store.delete(id(1), at(102)).unwrap();
    assert!(matches!(
        store.restore_version(id(1), 1, at(103)),
        Err(StoreError::InBin(_))
    ));
    assert_eq!(titles(&store, id(1)), ["Дорога"], "the bin keeps the history");

    let theirs = on_portal(id(2), 1, State::Published, &content("Чужий", &[]));
    store.apply_remote(&theirs, Origin::Others, at(1)).unwrap();
    let theirs = on_portal(id(2), 2, State::Published, &content("Чужий новий", &[]));
    store.apply_remote(&theirs, Origin::Others, at(2)).unwrap();
    assert_eq!(
        titles(&store, id(2)),
        ["Чужий"],
        "what another's report was is still there to compare"
    );
    assert!(matches!(
        store.restore_version(id(2), 1, at(103)),
        Err(StoreError::NotMine(_))
    ));
    assert!(matches!(store.versions(id(3)), Err(StoreError::NoSuchReport(_))));
}

#[test]
fn drafts_bring_their_history_into_the_account() {
    let (local, account) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let mut local = begin(&local);
    for step in 1..=5 {
        local
            .save(id(1), &title(&format!("Крок {step}")), at(step * 100))
            .unwrap();
    }
    let before = local.versions(id(1)).unwrap();
    assert_eq!(before.len(), 4);
    let mut account = open(&account);
    account.adopt(&mut local).unwrap();
    assert_eq!(account.versions(id(1)).unwrap(), before);
    assert_eq!(titles(&account, id(1)), ["Крок 1", "Крок 2", "Крок 3", "Крок 4"]);
    account.save(id(1), &title("Крок 6"), at(1000)).unwrap();
    assert_eq!(titles(&account, id(1)).last().unwrap(), "Крок 5");
}

#[test]
fn damaged_version_is_named_and_stops_neither_its_neighbours_nor_saving() {
    let temp = TempDir::new().unwrap();
    let mut store = begin(&temp);
    for step in 1..=4 {
        let text = json!(format!("Текст {step} ").repeat(200));
        store
            .save(id(1), &field("description", text), at(step * 100))
            .unwrap();
    }
    assert_eq!(store.versions(id(1)).unwrap().len(), 3);
    drop(store);
    let db = Connection::open(awkward_folder(&temp).join(DATABASE)).unwrap();
    db.execute(
        "UPDATE history_version SET content = zeroblob(40) WHERE number = 3",
        [],
    )
    .unwrap();
    drop(db);
    let mut store = open(&temp);
    assert!(matches!(
        store.version(id(1), 3),
        Err(StoreError::VersionCorrupt(_, 3))
    ));
    assert!(store.version(id(1), 2).is_ok());
    assert!(matches!(
        store.restore_version(id(1), 3, at(900)),
        Err(StoreError::VersionCorrupt(..))
    ));
    store.save(id(1), &title("Далі"), at(1000)).unwrap();
    assert_eq!(store.versions(id(1)).unwrap().len(), 4);
    assert!(store.version(id(1), 4).is_ok());
    assert!(store.restore_version(id(1), 2, at(1001)).is_ok());
}

#[test]
fn thinning_ends_where_versions_cannot_be_read() {
    let temp = TempDir::new().unwrap();
    let mut store = begin(&temp);
    for step in 1..=60 {
        let text = json!(format!("Текст {step} ").repeat(20));
        store
            .save(id(1), &field("description", text), at(step * 100))
            .unwrap();
    }
    drop(store);
    let db = Connection::open(awkward_folder(&temp).join(DATABASE)).unwrap();
    db.execute(
        "UPDATE history_version SET content = zeroblob(40) WHERE number BETWEEN 5 AND 8",
        [],
    )
    .unwrap();
    drop(db);
    let mut store = open(&temp);
    let mut rounds = 0;
    while store.thin(at(400 * DAY), 2).unwrap() {
        rounds += 1;
        assert!(rounds < 100);
    }
    let numbers: Vec<u32> = store
        .versions(id(1))
        .unwrap()
        .iter()
        .map(|one| one.number)
        .collect();
    assert!(numbers.contains(&8) && !numbers.contains(&2), "{numbers:?}");
}
