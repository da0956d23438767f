//! Lines that break, in the places where they hurt: what was acknowledged is not sent again, and nothing is there twice.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod support;

use portal::storage::Storage;
use report::State;
use std::{collections::BTreeMap, sync::Arc};
use store::{FailReason, OutboxState, Standing};
use support::{
    Town,
    clerk::Clerk,
    later,
    line::{Line, Mood},
    papers::{bytes_of, id, indicators, large_photos, one_large_photo, small_photos, title},
};
use sync::{Event, Line as Connection, PortalError};

/// One part of a photo, in bytes: what a cut may cost.
const PART: u64 = 256 * 1024;

fn complete(town: &Town, report: report::ReportId) -> bool {
    town.storage
        .head(report)
        .unwrap()
        .is_some_and(|head| head.state == State::InReview)
}

#[tokio::test]
async fn photo_cut_in_the_middle_goes_on_from_the_last_acknowledged_byte() {
    let town = Town::new().await;
    let line = Line::to(town.port).await;
    let olena = Clerk::sign_in("olena", &line.address()).await;
    let photos = one_large_photo(&mut olena.store(), 1);
    let needed = bytes_of(&olena.store(), &photos);
    assert!(needed > 4 * PART, "{needed}");
    let report = olena.send_measure(1, &photos);

    let before = line.bytes_up();
    line.is(Mood::CutAfter(3 * PART));
    let error = olena.round().await.unwrap_err();
    assert!(matches!(error, PortalError::NoAnswer), "{error:?}");
    assert_eq!(olena.engine.line(), Connection::Offline);
    let row = olena.row(report);
    assert_eq!(
        (row.state, row.reason),
        (OutboxState::Waiting, Some(FailReason::Offline))
    );
    assert_eq!(row.photos_sent, 2, "small photos go first");
    let acknowledged = olena.store().upload(&photos[1]).unwrap().unwrap().offset;
    assert!(acknowledged >= PART);

    line.offsets();
    olena.round().await.unwrap();
    assert!(complete(&town, report));
    assert_eq!(olena.standing(report), Standing::InReview);
    let offsets = line.offsets();
    assert!(
        offsets[0] >= acknowledged && offsets.is_sorted(),
        "{offsets:?} after {acknowledged}"
    );
    let sent = line.bytes_up() - before;
    assert!(sent <= needed + needed / 20 + PART, "{sent} for {needed}");
}

#[tokio::test]
async fn photo_goes_on_after_the_program_and_the_portal_were_restarted() {
    let mut town = Town::new().await;
    let line = Line::to(town.port).await;
    let olena = Clerk::sign_in("olena", &line.address()).await;
    let photos = one_large_photo(&mut olena.store(), 1);
    let needed = bytes_of(&olena.store(), &photos);
    let report = olena.send_measure(1, &photos);
    let before = line.bytes_up();
    line.is(Mood::CutAfter(3 * PART));
    olena.round().await.unwrap_err();

    town.stop().await;
    let olena = olena.restart(&line.address());
    assert!(matches!(olena.round().await.unwrap_err(), PortalError::NoAnswer));
    assert_eq!(olena.row(report).photos_sent, 2);
    town.start().await;
    line.offsets();
    olena.round().await.unwrap();
    assert!(complete(&town, report));
    assert!(line.offsets()[0] >= PART);
    let sent = line.bytes_up() - before;
    assert!(sent <= needed + needed / 20 + PART, "{sent} for {needed}");
    assert_eq!(town.received().len(), 1);
}

#[tokio::test]
async fn line_that_breaks_every_400_kilobytes_still_brings_everything_and_wastes_little() {
    let town = Town::new().await;
    let line = Line::to(town.port).await;
    let olena = Clerk::sign_in("olena", &line.address()).await;
    let photos = large_photos(&mut olena.store(), 1);
    let needed = bytes_of(&olena.store(), &photos);
    let report = olena.send_measure(1, &photos);
    let before = line.bytes_up();
    line.is(Mood::CutEvery(400_000));
    let mut rounds = 0;
    while !olena.outbox().is_empty() {
        let _ = olena.round().await;
        rounds += 1;
        assert!(rounds < 60, "{:?}", olena.row(report));
        later(60);
    }
    assert!(complete(&town, report));
    let (sent, cuts) = (line.bytes_up() - before, u64::from(line.cuts()));
    assert!(cuts > 5);
    assert!(
        sent <= needed + needed / 20 + PART * cuts,
        "{sent} for {needed} with {cuts} cuts"
    );
    assert_eq!(town.received().len(), 1);
}

#[tokio::test]
async fn lost_answers_lose_nothing_and_double_nothing() {
    for seed in [7, 20_261_122, 4_000_000_007] {
        let town = Town::new().await;
        let line = Line::to(town.port).await;
        let olena = Clerk::sign_in("olena", &line.address()).await;
        let mut sent = Vec::new();
        for number in 1..=8 {
            olena.send(id(number), &indicators(&format!("Показники {number}")));
            sent.push(id(number));
        }
        for number in 9..=11 {
            let photos = small_photos(&mut olena.store(), number.try_into().unwrap());
            sent.push(olena.send_measure(number, &photos));
        }
        line.is(Mood::LoseAnswers { percent: 30, seed });
        let mut rounds = 0;
        while !olena.outbox().is_empty() {
            let _ = olena.round().await;
            later(30);
            rounds += 1;
            assert!(rounds < 1000, "seed {seed}: {:#?}", olena.outbox());
        }
        assert!(line.lost() > 10, "seed {seed}: only {} lost", line.lost());
        let mut there = BTreeMap::new();
        for change in town.received() {
            *there.entry(change.report).or_insert(0) += 1;
        }
        assert_eq!(
            there,
            sent.iter().map(|report| (*report, 1)).collect(),
            "seed {seed}"
        );
        assert!(sent.iter().all(|report| complete(&town, *report)));

        line.is(Mood::Honest);
        olena.round().await.unwrap();
        assert!(
            sent.iter()
                .all(|report| olena.standing(*report) == Standing::InReview)
        );
        assert_eq!(olena.store().list().unwrap().len(), sent.len());
    }
}

#[tokio::test]
async fn answer_cut_in_its_middle_is_a_bad_line_and_not_a_stranger() {
    let town = Town::new().await;
    let line = Line::to(town.port).await;
    let olena = Clerk::sign_in("olena", &line.address()).await;
    olena.send(id(1), &indicators("Показники"));
    line.is(Mood::CutAnswers);
    let error = olena.round().await.unwrap_err();
    assert!(matches!(error, PortalError::NoAnswer), "{error:?}");
    assert_eq!(olena.engine.line(), Connection::Offline);
    assert_eq!(olena.row(id(1)).reason, Some(FailReason::Offline));
}

#[tokio::test]
async fn upload_that_expired_on_the_portal_begins_anew() {
    let town = Town::new().await;
    let line = Line::to(town.port).await;
    let olena = Clerk::sign_in("olena", &line.address()).await;
    let photos = one_large_photo(&mut olena.store(), 1);
    let report = olena.send_measure(1, &photos);
    line.is(Mood::CutAfter(3 * PART));
    olena.round().await.unwrap_err();
    // A long week-end without electricity.
    later(3 * 24 * 3600);
    line.offsets();
    olena.round().await.unwrap();
    assert!(complete(&town, report));
    assert_eq!(line.offsets()[0], 0);
}

#[tokio::test]
async fn upload_that_the_portal_never_heard_of_begins_anew() {
    let town = Town::new().await;
    let olena = Clerk::sign_in("olena", &town.address()).await;
    let photos = one_large_photo(&mut olena.store(), 1);
    let report = olena.send_measure(1, &photos);
    for (url, offset) in [
        ("/api/v1/uploads/0199a1b2-0000-4000-8000-000000000000", PART),
        ("/nowhere", PART),
    ] {
        let url = Some(format!("{}{url}", town.address()));
        let upload = store::Upload {
            url,
            offset,
            length: 5 * PART,
            acknowledged: false,
        };
        olena.store().record_upload(&photos[1], &upload).unwrap();
    }
    olena.round().await.unwrap();
    assert!(complete(&town, report));
}

#[tokio::test]
async fn typing_error_mended_while_photos_are_still_on_their_way_is_no_conflict() {
    let town = Town::new().await;
    let line = Line::to(town.port).await;
    let olena = Clerk::sign_in("olena", &line.address()).await;
    let photos = one_large_photo(&mut olena.store(), 1);
    let report = olena.send_measure(1, &photos);
    line.is(Mood::CutAfter(3 * PART));
    olena.round().await.unwrap_err();
    olena.send_again(report, &title("Сквер на вулиці Миру, 12"));
    olena.round().await.unwrap();
    assert_eq!(olena.standing(report), Standing::InReview);
    let there = town.storage.report(report).unwrap().unwrap();
    assert_eq!(
        (there.content.title.as_str(), there.head.revision),
        ("Сквер на вулиці Миру, 12", 2)
    );
}

#[tokio::test]
async fn report_sent_again_with_changes_after_a_lost_answer_is_no_conflict() {
    let town = Town::new().await;
    let line = Line::to(town.port).await;
    let olena = Clerk::sign_in("olena", &line.address()).await;
    olena.round().await.unwrap();
    olena.send(id(1), &indicators("Показники"));
    line.is(Mood::LoseAnswersTo("PUT"));
    olena.round().await.unwrap_err();
    line.is(Mood::Honest);
    assert_eq!(town.received().len(), 1);
    olena.send_again(id(1), &title("Показники за рік"));
    olena.round().await.unwrap();
    assert_eq!(olena.standing(id(1)), Standing::InReview);
    let there = town.storage.report(id(1)).unwrap().unwrap();
    assert_eq!(
        (there.content.title.as_str(), there.head.revision),
        ("Показники за рік", 2)
    );
}

#[tokio::test]
async fn program_killed_while_sending_goes_on_at_the_next_start() {
    let town = Town::new().await;
    let olena = Clerk::sign_in("olena", &town.address()).await;
    let photos = large_photos(&mut olena.store(), 1);
    let report = olena.send_measure(1, &photos);
    let task = tokio::spawn(Arc::clone(&olena.engine).run());
    while !olena
        .heard()
        .iter()
        .any(|event| matches!(event, Event::Progress { bytes_sent: 1.., .. }))
    {
        tokio::task::yield_now().await;
    }
    task.abort();
    assert!(task.await.unwrap_err().is_cancelled());
    assert_eq!(olena.standing(report), Standing::Sending);
    let olena = olena.restart(&town.address());
    assert_eq!(olena.standing(report), Standing::Queued);
    olena.round().await.unwrap();
    assert!(complete(&town, report));
    assert_eq!(town.received().len(), 1);
}
