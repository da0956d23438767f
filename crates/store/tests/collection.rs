//! Photos that nothing refers to: kept for 30 days, and for as long as anything could need them.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "tests")]

mod support;

use jiff::Timestamp;
use report::PhotoId;
use serde_json::json;
use store::Store;
use support::{add_photo, at, content, field, id, open, photo_use, title};
use tempfile::TempDir;

const DAY: i64 = 24 * 3600;

fn sweep(store: &mut Store, now: Timestamp) -> u32 {
    let mut used = store.look_for_unused().unwrap().unwrap().look().unwrap();
    let mut gone = 0;
    loop {
        match store.collect(&mut used, now).unwrap() {
            0 => return gone,
            some => gone += some,
        }
    }
}

fn is_here(store: &Store, photo: &PhotoId) -> bool {
    store.read_photo(photo).is_ok()
}

#[test]
fn photo_that_nothing_refers_to_goes_after_thirty_days_and_no_sooner() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    let unused = add_photo(&mut store, b"unused");
    let used = add_photo(&mut store, b"used");
    store
        .add_file(&support::hash(b"old file"), b"old file", "a.pdf", at(0))
        .unwrap();
    store
        .create(
            id(1),
            &content("Звіт", &[("photos", json!([photo_use(&used)]))]),
            at(0),
        )
        .unwrap();
    assert_eq!(sweep(&mut store, at(0)), 0);
    assert_eq!(sweep(&mut store, at(29 * DAY)), 0);
    assert!(is_here(&store, &unused));
    assert_eq!(sweep(&mut store, at(30 * DAY)), 2);
    assert!(!is_here(&store, &unused) && is_here(&store, &used));
    assert!(!store.photo_path(&unused).exists() && !store.thumbnail_path(&unused).exists());
    assert!(!store.file_path(&support::hash(b"old file")).exists());
}

#[test]
fn photo_of_the_bin_of_a_version_and_of_the_outbox_stays() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    let binned = add_photo(&mut store, b"in the bin");
    let earlier = add_photo(&mut store, b"of an earlier version");
    let sent = add_photo(&mut store, b"on its way");
    let with = |photo: &PhotoId| content("Звіт", &[("photos", json!([photo_use(photo)]))]);
    store.create(id(1), &with(&binned), at(0)).unwrap();
    store.delete(id(1), at(1)).unwrap();
    store.create(id(2), &with(&earlier), at(0)).unwrap();
    store.save(id(2), &title("Через день"), at(DAY)).unwrap();
    store
        .save(id(2), &field("photos", json!([])), at(2 * DAY))
        .unwrap();
    store.create(id(3), &with(&sent), at(0)).unwrap();
    store.queue(id(3), at(10)).unwrap();
    store.save(id(3), &field("photos", json!([])), at(20)).unwrap();
    sweep(&mut store, at(0));
    assert_eq!(sweep(&mut store, at(400 * DAY)), 0);
    for photo in [binned, earlier, sent] {
        assert!(is_here(&store, &photo));
    }
}

#[test]
fn nothing_goes_while_anything_is_being_sent() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    let unused = add_photo(&mut store, b"unused");
    store.create(id(1), &content("Звіт", &[]), at(0)).unwrap();
    sweep(&mut store, at(0));
    store.queue(id(1), at(0)).unwrap();
    assert_eq!(sweep(&mut store, at(60 * DAY)), 0);
    assert!(is_here(&store, &unused));
}

#[test]
fn photo_used_again_begins_its_thirty_days_anew() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    let photo = add_photo(&mut store, b"put back");
    store.create(id(1), &content("Звіт", &[]), at(0)).unwrap();
    sweep(&mut store, at(0));
    store
        .save(id(1), &field("photos", json!([photo_use(&photo)])), at(DAY))
        .unwrap();
    assert_eq!(sweep(&mut store, at(40 * DAY)), 0);
    store.delete(id(1), at(41 * DAY)).unwrap();
    store.remove_from_bin(&[id(1)]).unwrap();
    assert_eq!(sweep(&mut store, at(41 * DAY)), 0);
    assert_eq!(sweep(&mut store, at(70 * DAY)), 0);
    assert_eq!(sweep(&mut store, at(71 * DAY)), 1);
    assert!(!is_here(&store, &photo));
}

#[test]
fn what_was_found_before_a_write_counts_for_nothing() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    let photo = add_photo(&mut store, b"put back at the last moment");
    store.create(id(1), &content("Звіт", &[]), at(0)).unwrap();
    sweep(&mut store, at(0));
    let mut used = store.look_for_unused().unwrap().unwrap().look().unwrap();
    store
        .save(id(1), &field("photos", json!([photo_use(&photo)])), at(40 * DAY))
        .unwrap();
    assert_eq!(store.collect(&mut used, at(40 * DAY)).unwrap(), 0);
    assert!(is_here(&store, &photo));
}

#[test]
fn original_stays_until_what_was_made_of_it_is_published_and_thirty_days_longer() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    let photo = add_photo(&mut store, b"as it is sent");
    let original = support::hash(b"as it was taken");
    store.add_original(&original, b"as it was taken", at(0)).unwrap();
    let made = store::PhotoMade {
        source: original.clone(),
        edit: String::new(),
    };
    store.note_made(&photo, &made).unwrap();
    let report = content("Звіт", &[("photos", json!([photo_use(&photo)]))]);
    store.create(id(1), &report, at(0)).unwrap();
    assert_eq!(sweep(&mut store, at(90 * DAY)), 0);
    let is_there = |store: &Store| store.shelves().original(&original).unwrap().is_some();
    assert!(is_there(&store), "the draft may still be edited");

    store.queue(id(1), at(90 * DAY)).unwrap();
    let receipt = support::receipt(id(1), 1, &report);
    store.record_received(id(1), 1, &receipt, &report).unwrap();
    assert_eq!(sweep(&mut store, at(125 * DAY)), 0);
    assert!(is_there(&store), "the head may still return it");

    store
        .record_state(id(1), 1, report::State::Published, at(126 * DAY), None)
        .unwrap();
    assert_eq!(sweep(&mut store, at(126 * DAY)), 0);
    assert_eq!(sweep(&mut store, at(155 * DAY)), 0);
    assert!(is_there(&store) && store.has_original(&original).unwrap());
    assert_eq!(sweep(&mut store, at(156 * DAY)), 1);
    assert!(!is_there(&store) && !store.has_original(&original).unwrap());
    assert!(is_here(&store, &photo), "what is shown stays");
}

#[test]
fn picture_from_before_an_edit_stays_while_a_version_shows_it_and_so_does_what_the_edited_one_was_made_of() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    let (before, after) = (
        add_photo(&mut store, b"as it was added"),
        add_photo(&mut store, b"cropped"),
    );
    let original = support::hash(b"as it was taken");
    store.add_original(&original, b"as it was taken", at(0)).unwrap();
    for (photo, edit) in [(&before, ""), (&after, "{}")] {
        let made = store::PhotoMade {
            source: original.clone(),
            edit: edit.to_owned(),
        };
        store.note_made(photo, &made).unwrap();
    }
    let report = content("Звіт", &[("photos", json!([photo_use(&before)]))]);
    store.create(id(1), &report, at(0)).unwrap();
    store.queue(id(1), at(1)).unwrap();
    let receipt = support::receipt(id(1), 1, &report);
    store.record_received(id(1), 1, &receipt, &report).unwrap();
    let edited = store::Patch {
        values: [("photos".into(), Some(json!([photo_use(&after)])))].into(),
        ..store::Patch::default()
    };
    store.save(id(1), &edited, at(DAY)).unwrap();

    for day in [1, 32, 64, 96] {
        assert_eq!(sweep(&mut store, at(day * DAY)), 0, "day {day}");
    }
    assert!(is_here(&store, &before), "the version that was sent shows it");
    assert!(is_here(&store, &after));
    assert!(store.shelves().original(&original).unwrap().is_some());
    assert_eq!(
        store.shelves().photo(&before).unwrap().unwrap(),
        b"as it was added"
    );
}
