//! What the portal refuses, puts off or breaks on: one report's trouble is never another's.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod support;

use portal::storage::Storage;
use portal_api::{Code, Problem};
use report::{FieldId, State};
use serde_json::json;
use std::fs;
use store::{FailReason, OutboxState, Standing, StoreError};
use support::{
    Town,
    clerk::Clerk,
    later,
    line::{Line, Mood, answer},
    now,
    papers::{field, id, indicators, of_others, one_large_photo, small_photos},
};
use sync::{Event, PortalError};

#[tokio::test]
async fn report_that_one_may_not_send_does_not_hold_up_the_next() {
    let town = Town::new().await;
    let olena = Clerk::sign_in("olena", &town.address()).await;
    olena.send(id(1), &of_others("Чужий розділ"));
    later(1);
    olena.send(id(2), &indicators("Показники"));
    olena.round().await.unwrap();
    let row = olena.row(id(1));
    assert_eq!(
        (row.state, row.reason),
        (OutboxState::Failed, Some(FailReason::Forbidden))
    );
    assert_eq!(olena.standing(id(2)), Standing::InReview);
    // It does not go by itself, and goes on being no hindrance.
    later(3600);
    olena.round().await.unwrap();
    assert_eq!(olena.row(id(1)).attempts, 1);
    assert_eq!(town.received().len(), 1);
}

#[tokio::test]
async fn report_against_its_form_keeps_what_the_portal_found_and_goes_out_when_mended() {
    let town = Town::new().await;
    let olena = Clerk::sign_in("olena", &town.address()).await;
    let mut written = indicators("Показники");
    written.values.remove(&FieldId::from("sphere"));
    olena.send(id(1), &written);
    olena.round().await.unwrap();
    let row = olena.row(id(1));
    assert_eq!(row.state, OutboxState::Failed);
    let Some(FailReason::Invalid { problems }) = row.reason else {
        panic!("{:?}", row.reason)
    };
    assert_eq!(
        problems
            .iter()
            .map(|problem| problem.field.as_str())
            .collect::<Vec<_>>(),
        ["sphere"]
    );
    olena.send_again(id(1), &field("sphere", json!("Звернення")));
    olena.round().await.unwrap();
    assert_eq!(olena.standing(id(1)), Standing::InReview);
}

#[tokio::test]
async fn photo_whose_file_has_gone_is_named_and_the_other_reports_go_on() {
    let town = Town::new().await;
    let olena = Clerk::sign_in("olena", &town.address()).await;
    let lost = small_photos(&mut olena.store(), 1);
    let spoilt = small_photos(&mut olena.store(), 2);
    let whole = small_photos(&mut olena.store(), 3);
    let unknown = small_photos(&mut Clerk::sign_in("olena", &town.address()).await.store(), 4);
    fs::remove_file(olena.store().photo_path(&lost[1])).unwrap();
    fs::write(olena.store().photo_path(&spoilt[2]), "не фото").unwrap();
    for (number, photos) in [(1, &lost), (2, &spoilt), (3, &unknown), (4, &whole)] {
        olena.send_measure(number, photos);
        later(1);
    }
    olena.round().await.unwrap();
    let reason = |number| olena.row(id(number)).reason;
    assert_eq!(
        reason(1),
        Some(FailReason::PhotoMissing {
            photo: lost[1].clone()
        })
    );
    assert_eq!(
        reason(2),
        Some(FailReason::PhotoMissing {
            photo: spoilt[2].clone()
        })
    );
    assert!(matches!(reason(3), Some(FailReason::PhotoMissing { photo }) if unknown.contains(&photo)));
    assert!(olena.outbox().iter().all(|row| row.state == OutboxState::Failed));
    assert_eq!(olena.standing(id(4)), Standing::InReview);
    assert!(matches!(
        olena.store().read_photo(&lost[1]),
        Err(StoreError::PhotoMissing(_))
    ));
}

#[tokio::test]
async fn portal_that_asks_to_wait_is_not_asked_again_before_and_others_keep_their_turn() {
    let town = Town::new().await;
    let line = Line::to(town.port).await;
    let olena = Clerk::sign_in("olena", &line.address()).await;
    olena.send(id(1), &indicators("Показники"));
    let busy = serde_json::to_string(&Problem::new(Code::Unavailable)).unwrap();
    let busy = answer("503 Busy\r\nRetry-After: 120", "application/problem+json", &busy);
    line.is(Mood::Instead {
        of: "PUT",
        answer: busy,
    });
    olena.round().await.unwrap();
    let row = olena.row(id(1));
    assert_eq!(
        (row.state, row.reason),
        (
            OutboxState::Waiting,
            Some(FailReason::PortalFault { status: 503 })
        )
    );
    assert_eq!(
        row.next_attempt_at,
        Some(now() + jiff::SignedDuration::from_secs(120))
    );
    later(60);
    line.is(Mood::Closing);
    olena.round().await.unwrap_err();
    assert_eq!(
        olena.row(id(1)).next_attempt_at,
        row.next_attempt_at,
        "a bad line does not call earlier"
    );
    line.is(Mood::Honest);
    olena.round().await.unwrap();
    assert!(town.received().is_empty());
    later(60);
    olena.round().await.unwrap();
    assert_eq!(olena.standing(id(1)), Standing::InReview);
}

#[tokio::test]
async fn fault_of_the_portal_is_tried_again_later_and_less_and_less_often() {
    let town = Town::new().await;
    let line = Line::to(town.port).await;
    let olena = Clerk::sign_in("olena", &line.address()).await;
    olena.send(id(1), &indicators("Показники"));
    line.is(Mood::Instead {
        of: "PUT",
        answer: answer("500 Oops", "text/html", ""),
    });
    let mut waits = Vec::new();
    for _ in 0..5 {
        olena.round().await.unwrap();
        let row = olena.row(id(1));
        assert_eq!(row.reason, Some(FailReason::PortalFault { status: 500 }));
        let wait = row.next_attempt_at.unwrap().duration_since(now()).as_secs();
        later(wait);
        waits.push(wait);
    }
    for (wait, least) in waits.iter().zip([5, 25, 125, 625, 625]) {
        assert!((least..=2 * least).contains(wait), "{waits:?}");
    }
    line.is(Mood::Honest);
    olena.round().await.unwrap();
    assert_eq!(olena.standing(id(1)), Standing::InReview);
}

#[tokio::test]
async fn mended_version_queued_while_the_old_one_is_refused_is_not_blamed_for_it() {
    let town = Town::new().await;
    let line = Line::to(town.port).await;
    let olena = Clerk::sign_in("olena", &line.address()).await;
    let mut written = indicators("Показники");
    written.values.remove(&FieldId::from("sphere"));
    olena.send(id(1), &written);
    line.is(Mood::SlowAnswersTo("PUT"));
    let mended = async {
        while !line.holds() {
            tokio::task::yield_now().await;
        }
        olena.send_again(id(1), &field("sphere", json!("Звернення")));
        line.is(Mood::Honest);
    };
    let (round, ()) = tokio::join!(olena.round(), mended);
    round.unwrap();
    assert_eq!(olena.row(id(1)).state, OutboxState::Waiting);
    olena.round().await.unwrap();
    assert_eq!(olena.standing(id(1)), Standing::InReview);
}

#[tokio::test]
async fn report_taken_back_while_it_is_sent_stops_and_may_be_sent_again() {
    let town = Town::new().await;
    let olena = Clerk::sign_in("olena", &town.address()).await;
    let photos = one_large_photo(&mut olena.store(), 1);
    let report = olena.send_measure(1, &photos);
    let takes_back = async {
        while !olena
            .heard()
            .iter()
            .any(|event| matches!(event, Event::Progress { .. }))
        {
            tokio::task::yield_now().await;
        }
        olena.store().unqueue(report).unwrap();
    };
    let (round, ()) = tokio::join!(olena.round(), takes_back);
    round.unwrap();
    assert!(olena.outbox().is_empty());
    assert_eq!(olena.standing(report), Standing::Received);
    assert_eq!(
        town.storage.head(report).unwrap().unwrap().state,
        State::Receiving
    );
    olena.store().queue(report, now()).unwrap();
    olena.round().await.unwrap();
    assert_eq!(olena.standing(report), Standing::InReview);
}

#[tokio::test]
async fn proxy_that_takes_no_large_bodies_is_told_from_a_stranger() {
    let town = Town::new().await;
    let line = Line::to(town.port).await;
    let olena = Clerk::sign_in("olena", &line.address()).await;
    let photos = small_photos(&mut olena.store(), 1);
    let report = olena.send_measure(1, &photos);
    line.is(Mood::Instead {
        of: "PATCH",
        answer: answer("413 Too Large", "text/html", "nginx"),
    });
    olena.round().await.unwrap();
    assert_eq!(olena.row(report).reason, Some(FailReason::TooLarge));
    line.is(Mood::Instead {
        of: "",
        answer: answer("429 Too Many", "text/html", "nginx"),
    });
    let error = olena.round().await.unwrap_err();
    assert!(matches!(error, PortalError::Fault { status: 429 }), "{error:?}");
}
