//! What is to be sent.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod support;

use portal_api::{Account, HeldPhoto};
use report::State;
use serde_json::json;
use store::{FailReason, Origin, OutboxState, Standing, Step, Store, Upload};
use support::{add_photo, at, content, field, hash, id, on_portal, open, photo_use, receipt, title};
use tempfile::TempDir;
use uuid::Uuid;

fn standing(store: &Store) -> (Standing, bool) {
    let row = store.row(id(1)).unwrap().unwrap();
    assert_eq!(store.report(id(1)).unwrap().unwrap().standing, row.standing);
    (row.standing, row.unsent_changes)
}

#[test]
fn report_goes_from_draft_to_published_and_on() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    let written = content("Дорога", &[]);
    store.create(id(1), &written, at(0)).unwrap();
    assert_eq!(standing(&store), (Standing::Draft, false));
    assert_eq!(store.queue(id(1), at(1)).unwrap(), 1);
    assert_eq!(standing(&store), (Standing::Queued, false));
    store.record_attempt(id(1)).unwrap();
    assert_eq!(standing(&store), (Standing::Sending, false));
    let mut partial = receipt(id(1), 1, &written);
    (partial.complete, partial.state) = (false, State::Receiving);
    store.record_received(id(1), 1, &partial, &written).unwrap();
    assert_eq!(standing(&store).0, Standing::Sending);
    store
        .record_received(id(1), 1, &receipt(id(1), 1, &written), &written)
        .unwrap();
    assert_eq!(standing(&store), (Standing::InReview, false));
    assert!(store.outbox().unwrap().is_empty());
    let url = "https://zvit.example.ua/council-work/1";
    store
        .record_state(id(1), 1, State::Published, at(9), Some(url))
        .unwrap();
    assert_eq!(standing(&store), (Standing::Published, false));
    store.save(id(1), &title("Дорога і міст"), at(10)).unwrap();
    assert_eq!(standing(&store), (Standing::Published, true));
    let row = store.row(id(1)).unwrap().unwrap();
    assert_eq!(
        (row.published_at, row.public_url.as_deref()),
        (Some(at(9)), Some(url))
    );
    assert_eq!(row.received_at, Some(at(500)));
}

#[test]
fn what_is_typed_after_sending_does_not_go_out() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    let written = content("Дорога", &[]);
    store.create(id(1), &written, at(0)).unwrap();
    store.queue(id(1), at(1)).unwrap();
    store.save(id(1), &title("Дорога, ще недописа"), at(2)).unwrap();
    let queued = store.queued(id(1)).unwrap().unwrap();
    assert_eq!(
        (queued.version, &queued.content, queued.base_revision),
        (1, &written, None)
    );
    store
        .record_received(id(1), 1, &receipt(id(1), 1, &written), &written)
        .unwrap();
    assert_eq!(standing(&store), (Standing::InReview, true));
    let report = store.report(id(1)).unwrap().unwrap();
    assert_eq!(report.base.unwrap().content, written);
    assert_eq!(report.content.title, "Дорога, ще недописа");
}

#[test]
fn version_queued_while_an_older_one_is_sent_waits_for_its_turn() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    let written = content("Дорога", &[]);
    store.create(id(1), &written, at(0)).unwrap();
    store.queue(id(1), at(1)).unwrap();
    store.record_attempt(id(1)).unwrap();
    store.save(id(1), &title("Міст"), at(2)).unwrap();
    assert_eq!(store.queue(id(1), at(3)).unwrap(), 2);
    assert_eq!(standing(&store).0, Standing::Sending);
    store
        .record_received(id(1), 1, &receipt(id(1), 1, &written), &written)
        .unwrap();
    // What was changed is queued: nothing is left behind.
    assert_eq!(standing(&store), (Standing::Queued, false));
    let queued = store.queued(id(1)).unwrap().unwrap();
    assert_eq!(
        (
            queued.version,
            queued.content.title.as_str(),
            queued.base_revision
        ),
        (2, "Міст", Some(1))
    );
}

#[test]
fn queueing_twice_is_queueing_once_and_what_the_portal_has_is_not_queued() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    let written = content("Дорога", &[]);
    store.create(id(1), &written, at(0)).unwrap();
    store.queue(id(1), at(1)).unwrap();
    store.queue(id(1), at(2)).unwrap();
    assert_eq!(store.outbox().unwrap()[0].queued_at, at(1));
    store
        .record_received(id(1), 1, &receipt(id(1), 1, &written), &written)
        .unwrap();
    store.queue(id(1), at(3)).unwrap();
    assert!(store.outbox().unwrap().is_empty());
}

#[test]
fn returned_report_may_be_sent_again_unchanged() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    let returned = on_portal(id(1), 1, State::Returned, &content("Дорога", &[]));
    store.apply_remote(&returned, Origin::Mine, at(0)).unwrap();
    assert_eq!(standing(&store), (Standing::Returned, false));
    store.queue(id(1), at(1)).unwrap();
    assert_eq!(standing(&store).0, Standing::Queued);
}

#[test]
fn failure_keeps_the_report_queued_with_its_reason() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    store.create(id(1), &content("Дорога", &[]), at(0)).unwrap();
    store.queue(id(1), at(1)).unwrap();
    store.record_attempt(id(1)).unwrap();
    store.failed(id(1), &FailReason::Offline, Some(at(60))).unwrap();
    let row = &store.outbox().unwrap()[0];
    assert_eq!((row.state, row.attempts), (OutboxState::Waiting, 1));
    assert_eq!(
        (row.reason.clone(), row.next_attempt_at),
        (Some(FailReason::Offline), Some(at(60)))
    );
    store.record_attempt(id(1)).unwrap();
    store.failed(id(1), &FailReason::Forbidden, None).unwrap();
    assert_eq!(standing(&store).0, Standing::Failed);
    assert_eq!(store.list().unwrap()[0].reason, Some(FailReason::Forbidden));
    store.queue(id(1), at(99)).unwrap();
    let row = &store.outbox().unwrap()[0];
    assert_eq!(
        (row.state, row.attempts, row.reason.clone()),
        (OutboxState::Waiting, 0, None)
    );
    store.unqueue(id(1)).unwrap();
    assert_eq!(standing(&store).0, Standing::Draft);
}

#[test]
fn outbox_tells_how_much_the_portal_has() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    let photos: Vec<_> = [&[1_u8; 1000], &[2; 1000], &[3; 1000]]
        .iter()
        .map(|bytes| add_photo(&mut store, *bytes))
        .collect();
    let uses: Vec<_> = photos.iter().map(photo_use).collect();
    let file = hash(b"estimate");
    let attached = json!({ "file": file, "name": "Кошторис.pdf", "bytes": 500 });
    let written = content("Дорога", &[("photos", json!(uses)), ("estimate", attached)]);
    store.create(id(1), &written, at(0)).unwrap();
    store.queue(id(1), at(1)).unwrap();
    store.record_attempt(id(1)).unwrap();
    store.record_step(id(1), Step::Photos).unwrap();
    store.record_photo_held(&photos[0]).unwrap();
    let under_way = Upload {
        url: Some("/api/v1/uploads/7".into()),
        offset: 250,
        length: 1000,
        acknowledged: false,
    };
    store.record_upload(&photos[1], &under_way).unwrap();
    assert_eq!(store.upload(&photos[1]).unwrap(), Some(under_way));
    let row = &store.outbox().unwrap()[0];
    assert_eq!((row.photos_sent, row.photos_total), (1, 4));
    assert_eq!((row.bytes_sent, row.bytes_total), (1250, 3500));
    assert_eq!(row.current_step, Some(Step::Photos));
    assert_eq!(row.title, "Дорога");
    assert_eq!(store.queued_photos(id(1)).unwrap().len(), 4);

    // The closing check tells of the rest.
    let mut complete = receipt(id(1), 1, &written);
    complete.photos = photos
        .iter()
        .map(|photo| HeldPhoto {
            sha256: photo.clone(),
            held: true,
        })
        .collect();
    store.record_received(id(1), 1, &complete, &written).unwrap();
    assert!(store.upload(&photos[2]).unwrap().unwrap().acknowledged);
    store.forget_upload(&photos[2]).unwrap();
    assert_eq!(store.upload(&photos[2]).unwrap(), None);
}

#[test]
fn report_on_its_way_when_the_program_was_killed_waits_again() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    store.create(id(1), &content("Дорога", &[]), at(0)).unwrap();
    store.queue(id(1), at(1)).unwrap();
    store.record_attempt(id(1)).unwrap();
    store.record_step(id(1), Step::Text).unwrap();
    drop(store);
    let row = &open(&temp).outbox().unwrap()[0];
    assert_eq!((row.state, row.current_step), (OutboxState::Waiting, None));
}

#[test]
fn portal_put_back_from_a_copy_is_asked_for_everything_anew() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    let photo = add_photo(&mut store, b"jpeg");
    let account = Account {
        login: "koval".into(),
        name: "Коваль Олена Іванівна".into(),
        position: "Головний спеціаліст".into(),
        department: "housing".into(),
        rights: Vec::new(),
    };
    let (portal, first, second) = (Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(3));
    let url = "https://zvit.example.ua";
    store.set_account(&account, url, portal, first).unwrap();
    store.record_photo_held(&photo).unwrap();
    store.set_cursor(77).unwrap();
    store.set_account(&account, url, portal, first).unwrap();
    assert_eq!(store.cursor().unwrap(), 77);
    assert!(store.upload(&photo).unwrap().is_some());
    store.set_account(&account, url, portal, second).unwrap();
    assert_eq!(store.cursor().unwrap(), 0);
    assert_eq!(store.upload(&photo).unwrap(), None);
    let signed_in = store.account().unwrap().unwrap();
    assert_eq!((signed_in.account, signed_in.epoch), (account, second));
}

#[test]
fn photos_queued_before_an_edit_are_those_that_were_queued() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    let photo = add_photo(&mut store, b"jpeg");
    store
        .create(
            id(1),
            &content("Дорога", &[("photos", json!([photo_use(&photo)]))]),
            at(0),
        )
        .unwrap();
    store.queue(id(1), at(1)).unwrap();
    store.save(id(1), &field("photos", json!([])), at(2)).unwrap();
    assert_eq!(store.queued_photos(id(1)).unwrap(), [photo]);
    store.queue(id(1), at(3)).unwrap();
    assert!(store.queued_photos(id(1)).unwrap().is_empty());
}

#[test]
fn report_taken_out_of_the_outbox_while_photos_are_missing_may_be_sent_again() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    let written = content("Дорога", &[]);
    store.create(id(1), &written, at(0)).unwrap();
    store.queue(id(1), at(1)).unwrap();
    let mut partial = receipt(id(1), 1, &written);
    (partial.complete, partial.state) = (false, State::Receiving);
    store.record_received(id(1), 1, &partial, &written).unwrap();
    store.unqueue(id(1)).unwrap();
    assert_eq!(standing(&store).0, Standing::Received);
    store.queue(id(1), at(2)).unwrap();
    assert_eq!(standing(&store).0, Standing::Queued);
}

#[test]
fn trying_again_sends_what_was_queued_and_not_what_is_being_typed() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    store.create(id(1), &content("Дорога", &[]), at(0)).unwrap();
    store.queue(id(1), at(1)).unwrap();
    store.record_attempt(id(1)).unwrap();
    store.failed(id(1), &FailReason::Forbidden, None).unwrap();
    store.save(id(1), &title("Доро"), at(2)).unwrap();
    store.retry(id(1)).unwrap();
    let queued = store.queued(id(1)).unwrap().unwrap();
    assert_eq!(queued.content.title, "Дорога");
    assert_eq!(standing(&store), (Standing::Queued, true));
}
