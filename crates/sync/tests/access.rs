//! Personal access: tokens that expire, are revoked, lost on the way or refused by the keyring.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod support;

use portal::storage::Storage;
use portal_api::Secret;
use report::State;
use std::sync::Arc;
use store::{FailReason, OutboxState, Standing};
use support::{
    Town,
    clerk::{Clerk, Keyring, PATIENT},
    later,
    line::{Line, Mood},
    now,
    papers::{id, indicators, large_photos},
};
use sync::{Client, Line as Connection, PortalError, Session, TokenKeeper};

/// Longer than an access token is good.
const TEA_BREAK: i64 = 16 * 60;

fn saved(clerk: &Clerk) -> u32 {
    *clerk.keyring.saved.lock().unwrap()
}

#[tokio::test]
async fn expired_access_is_renewed_without_a_word() {
    let town = Town::new().await;
    let olena = Clerk::sign_in("olena", &town.address()).await;
    olena.round().await.unwrap();
    for number in 1..4 {
        later(TEA_BREAK);
        olena.send(id(number), &indicators("Показники"));
        olena.round().await.unwrap();
        assert_eq!(olena.standing(id(number)), Standing::InReview);
    }
    assert_eq!(saved(&olena), 4);
}

#[tokio::test]
async fn access_that_expires_in_the_middle_of_a_photo_is_renewed_and_the_photo_goes_on() {
    let town = Town::new().await;
    let line = Line::to(town.port).await;
    let olena = Clerk::sign_in("olena", &line.address()).await;
    let photos = large_photos(&mut olena.store(), 1);
    let report = olena.send_measure(1, &photos);
    line.is(Mood::SlowParts {
        seconds: TEA_BREAK / 4,
    });
    olena.round().await.unwrap();
    assert_eq!(town.storage.head(report).unwrap().unwrap().state, State::InReview);
    assert!(saved(&olena) > 3, "renewed {} times", saved(&olena));
    let begun = line
        .requests()
        .iter()
        .filter(|head| head.starts_with("POST /api/v1/uploads"))
        .count();
    assert_eq!(begun, photos.len());
}

#[tokio::test]
async fn next_start_goes_on_with_the_token_of_the_keyring() {
    let town = Town::new().await;
    let olena = Clerk::sign_in("olena", &town.address()).await;
    olena.send(id(1), &indicators("Показники"));
    let olena = olena.restart(&town.address());
    olena.round().await.unwrap();
    assert_eq!(olena.standing(id(1)), Standing::InReview);
}

#[tokio::test]
async fn ended_session_says_so_and_everything_waits_until_one_signs_in_again() {
    let town = Town::new().await;
    let olena = Clerk::sign_in("olena", &town.address()).await;
    let draft = indicators("Чернетка");
    olena.store().create(id(2), &draft, now()).unwrap();
    olena.send(id(1), &indicators("Показники"));
    // Ended by the owner at another computer, or by the administrator.
    let elsewhere = Session::resume(
        Client::new(town.address()).unwrap(),
        Arc::<Keyring>::clone(&olena.keyring),
    );
    let kept = olena.keyring.load().unwrap().unwrap();
    elsewhere.sign_out().await.unwrap();
    olena.keyring.save(&kept).unwrap();

    for _ in 0..2 {
        let error = olena.round().await.unwrap_err();
        assert!(matches!(error, PortalError::SessionEnded), "{error:?}");
        assert_eq!(olena.engine.line(), Connection::SessionEnded);
        let row = olena.row(id(1));
        assert_eq!(
            (row.state, row.reason),
            (OutboxState::Waiting, Some(FailReason::SessionEnded))
        );
    }
    assert_eq!(olena.store().report(id(2)).unwrap().unwrap().content, draft);
    assert!(town.received().is_empty());

    let client = Client::with_patience(town.address(), PATIENT).unwrap();
    let keyring = Arc::<Keyring>::clone(&olena.keyring);
    Session::sign_in(client, keyring, "olena", Secret::new("olena-demo"), "ПК 7")
        .await
        .unwrap();
    let olena = olena.restart(&town.address());
    olena.round().await.unwrap();
    assert_eq!(olena.standing(id(1)), Standing::InReview);
    assert_eq!(olena.standing(id(2)), Standing::Draft);
}

#[tokio::test]
async fn lost_answer_to_a_renewal_does_not_end_the_session() {
    let town = Town::new().await;
    let line = Line::to(town.port).await;
    let olena = Clerk::sign_in("olena", &line.address()).await;
    olena.round().await.unwrap();
    later(TEA_BREAK);
    line.is(Mood::LoseAnswersTo("POST /api/v1/session/refresh"));
    assert!(matches!(olena.round().await.unwrap_err(), PortalError::NoAnswer));
    line.is(Mood::Honest);
    later(20);
    olena.round().await.unwrap();
    assert_eq!(olena.engine.line(), Connection::Online);
    later(TEA_BREAK);
    olena.round().await.unwrap();
}

#[tokio::test]
async fn calls_side_by_side_renew_once() {
    let town = Town::new().await;
    let olena = Clerk::sign_in("olena", &town.address()).await;
    olena.round().await.unwrap();
    later(TEA_BREAK);
    let before = saved(&olena);
    let session = olena.engine.session();
    let ask = || session.call(|access| async move { session.client().changes(&access, 0).await });
    let (a, b, c) = tokio::join!(ask(), ask(), ask());
    assert!(a.is_ok() && b.is_ok() && c.is_ok());
    assert_eq!(saved(&olena), before + 1);
}

#[tokio::test]
async fn locked_keyring_is_said_and_opens_again() {
    let town = Town::new().await;
    let olena = Clerk::sign_in("olena", &town.address()).await;
    olena.send(id(1), &indicators("Показники"));
    *olena.keyring.locked.lock().unwrap() = true;
    later(TEA_BREAK);
    let error = olena.round().await.unwrap_err();
    assert!(matches!(error, PortalError::Keyring), "{error:?}");
    assert_eq!(olena.engine.line(), Connection::SessionEnded);
    assert_eq!(olena.row(id(1)).reason, Some(FailReason::SessionEnded));
    *olena.keyring.locked.lock().unwrap() = false;
    olena.round().await.unwrap();
    assert_eq!(olena.standing(id(1)), Standing::InReview);
}

#[tokio::test]
async fn signing_out_ends_the_session_on_both_sides_and_works_without_a_line() {
    let mut town = Town::new().await;
    let olena = Clerk::sign_in("olena", &town.address()).await;
    let kept = olena.keyring.load().unwrap().unwrap();
    olena.engine.session().sign_out().await.unwrap();
    assert_eq!(olena.keyring.load().unwrap(), None);
    assert!(matches!(
        olena.round().await.unwrap_err(),
        PortalError::SessionEnded
    ));
    olena.keyring.save(&kept).unwrap();
    assert!(matches!(
        olena.round().await.unwrap_err(),
        PortalError::SessionEnded
    ));

    let petro = Clerk::sign_in("petro", &town.address()).await;
    town.stop().await;
    petro.engine.session().sign_out().await.unwrap();
    assert_eq!(petro.keyring.load().unwrap(), None);
}

#[tokio::test]
async fn no_error_tells_a_password_a_token_or_an_address() {
    let town = Town::new().await;
    let line = Line::to(town.port).await;
    let olena = Clerk::sign_in("olena", &line.address()).await;
    olena.send(id(1), &indicators("Показники"));
    let token = olena.keyring.load().unwrap().unwrap();
    let port = town.port.to_string();
    let secrets = [
        "olena-demo",
        token.expose(),
        "127.0.0.1",
        "localhost",
        "Bearer",
        &port,
    ];
    let moods = [
        Mood::Closing,
        Mood::CutAnswers,
        Mood::LoseAnswersTo("PUT"),
        Mood::Instead {
            of: "",
            answer: support::line::captive_page(),
        },
        Mood::Instead {
            of: "",
            answer: "SSH-2.0\r\n".to_owned(),
        },
        Mood::Instead {
            of: "PUT",
            answer: support::line::answer("500 Oops", "text/html", ""),
        },
    ];
    let mut told = Vec::new();
    for mood in moods {
        line.is(mood);
        told.extend(olena.round().await.err());
        let client = Client::with_patience(line.address(), PATIENT).unwrap();
        let keyring = Arc::new(Keyring::default());
        told.extend(
            Session::sign_in(client, keyring, "olena", Secret::new("olena-demo"), "ПК 7")
                .await
                .err(),
        );
    }
    assert!(told.len() > 6);
    for error in told {
        let text = format!("{error} {error:?}");
        assert!(secrets.iter().all(|secret| !text.contains(secret)), "{text}");
    }
    let row = format!("{:?}", olena.row(id(1)));
    assert!(secrets.iter().all(|secret| !row.contains(secret)), "{row}");
}
