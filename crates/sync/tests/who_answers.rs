//! Who answers, and what is said when nobody does, or somebody else: each has a reason of its own, and nothing that was
//! written is touched.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod support;

use jiff::{SignedDuration, Timestamp};
use portal_api::{Code, Secret};
use report::Content;
use std::{net::Ipv4Addr, sync::Arc, time::Duration};
use store::{FailReason, OutboxState, Standing};
use support::{
    Town, address,
    clerk::{Clerk, HASTY, Keyring, PATIENT},
    later,
    line::{Line, Mood, answer, captive_page, captive_redirect},
    now,
    papers::{id, indicators, small_photos},
};
use sync::{
    Client, Line as Connection, Patience, PortalAddress, PortalError, Session, address::BadAddress,
    client::CatalogueAnswer,
};
use tokio::net::TcpListener;

async fn sign_in(portal: &PortalAddress, password: &str, patience: Patience) -> Result<(), PortalError> {
    let client = Client::with_patience(portal.clone(), patience)?;
    client.info(now()).await?;
    let keyring = Arc::new(Keyring::default());
    Session::sign_in(client, keyring, "olena", Secret::new(password), "ПК 7")
        .await
        .map(drop)
}

async fn refused(portal: &PortalAddress) -> PortalError {
    sign_in(portal, "olena-demo", PATIENT)
        .await
        .expect_err("should not sign in")
}

#[tokio::test]
async fn wrong_password_is_said_and_after_several_one_has_to_wait() {
    let town = Town::new().await;
    for login_of_nobody in [false, true] {
        let client = Client::new(town.address()).unwrap();
        let login = if login_of_nobody { "nobody" } else { "petro" };
        let keyring = Arc::new(Keyring::default());
        let error = Session::sign_in(client, keyring, login, Secret::new("вгадую"), "ПК 7")
            .await
            .err()
            .unwrap();
        assert_eq!(error.code(), Some(Code::WrongPassword));
    }
    for _ in 0..5 {
        let error = sign_in(&town.address(), "вгадую", PATIENT).await.unwrap_err();
        assert_eq!(error.code(), Some(Code::WrongPassword));
    }
    let error = refused(&town.address()).await;
    let PortalError::Wait {
        seconds,
        code: Code::TooManyRequests,
    } = error
    else {
        panic!("{error:?}")
    };
    later(i64::from(seconds));
    sign_in(&town.address(), "olena-demo", PATIENT).await.unwrap();
}

#[tokio::test]
async fn host_that_does_not_exist_is_told_from_one_that_does_not_answer() {
    let error = refused(&PortalAddress::parse("zvit.misto.invalid").unwrap()).await;
    assert!(matches!(error, PortalError::UnknownHost), "{error:?}");

    let town = Town::new().await;
    let mut closed = Town::new().await;
    closed.stop().await;
    let error = refused(&closed.address()).await;
    assert!(matches!(error, PortalError::NoAnswer), "{error:?}");
    drop(town);
}

#[tokio::test]
async fn sign_in_page_of_a_network_and_other_strangers_are_not_the_portal() {
    let town = Town::new().await;
    let line = Line::to(town.port).await;
    let strangers = [
        captive_page(),
        captive_redirect(),
        answer("200 OK", "application/json", "{\"ok\":true}"),
        answer("200 OK", "application/json", "[[[[[["),
        answer("404 Not Found", "text/html", "<h1>404</h1>"),
        answer("511 Network Authentication Required", "text/html", "").replace("511", "401"),
        "SSH-2.0-OpenSSH_9.2\r\n".to_owned(),
    ];
    for stranger in strangers {
        line.is(Mood::Instead {
            of: "",
            answer: stranger.clone(),
        });
        let error = refused(&line.address()).await;
        assert!(
            matches!(error, PortalError::NotThePortal),
            "{stranger}: {error:?}"
        );
    }
    // Something that speaks no TLS where the portal should.
    let secure = PortalAddress::parse(&format!("https://127.0.0.1:{}", town.port)).unwrap();
    let error = refused(&secure).await;
    assert!(matches!(error, PortalError::NotThePortal), "{error:?}");
}

/// A server with a certificate that no authority has signed; the key is for this test alone.
async fn with_a_certificate_of_nobody() -> PortalAddress {
    let certificate = include_bytes!("fixtures/signed-by-nobody-known.der").as_slice();
    let key = include_bytes!("fixtures/signed-by-nobody-known.key.der").as_slice();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.into()], key.try_into().unwrap())
        .unwrap();
    let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            let _ = acceptor.accept(socket).await;
        }
    });
    PortalAddress::parse(&format!("https://localhost:{port}")).unwrap()
}

#[tokio::test]
async fn certificate_of_nobody_is_not_trusted_and_a_line_cut_while_greeting_is_only_a_bad_line() {
    let error = refused(&with_a_certificate_of_nobody().await).await;
    assert!(matches!(error, PortalError::Untrusted), "{error:?}");

    let line = Line::to(9).await;
    line.is(Mood::Closing);
    let secure = PortalAddress::parse(&format!("https://{}", line.address().host())).unwrap();
    let error = refused(&secure).await;
    assert!(matches!(error, PortalError::NoAnswer), "{error:?}");
    line.is(Mood::Silent);
    let error = sign_in(&secure, "olena-demo", HASTY).await.unwrap_err();
    assert!(
        matches!(error, PortalError::NoAnswer | PortalError::Stalled),
        "{error:?}"
    );
}

#[tokio::test]
async fn fault_silence_and_a_door_in_the_face_each_have_a_reason() {
    let town = Town::new().await;
    let line = Line::to(town.port).await;
    line.is(Mood::Instead {
        of: "",
        answer: answer("502 Bad Gateway", "text/html", "nginx"),
    });
    let error = refused(&line.address()).await;
    assert!(matches!(error, PortalError::Fault { status: 502 }), "{error:?}");
    line.is(Mood::Closing);
    let error = refused(&line.address()).await;
    assert!(matches!(error, PortalError::NoAnswer), "{error:?}");
    line.is(Mood::Silent);
    let error = sign_in(&line.address(), "olena-demo", HASTY).await.unwrap_err();
    assert!(matches!(error, PortalError::Stalled), "{error:?}");
}

#[tokio::test]
async fn what_waits_keeps_its_reason_and_goes_out_when_the_portal_is_back() {
    let town = Town::new().await;
    let line = Line::to(town.port).await;
    let patience = Patience {
        stall: Duration::from_secs(2),
        ..PATIENT
    };
    let olena = Clerk::sign_in_with("olena", &line.address(), patience).await;
    let photos = small_photos(&mut olena.store(), 1);
    let report = olena.send_measure(1, &photos);
    let written: Content = olena.store().report(report).unwrap().unwrap().content;
    let draft = indicators("Чернетка");
    olena.store().create(id(2), &draft, now()).unwrap();

    let everything = |answer: String| Mood::Instead { of: "", answer };
    let cases = [
        (Mood::Closing, Connection::Offline, FailReason::Offline),
        (Mood::Silent, Connection::Offline, FailReason::Stalled),
        (
            everything(captive_page()),
            Connection::NotThePortal,
            FailReason::NotThePortal,
        ),
        (
            everything(captive_redirect()),
            Connection::NotThePortal,
            FailReason::NotThePortal,
        ),
        (
            everything(answer("500 Oops", "text/html", "")),
            Connection::Online,
            FailReason::PortalFault { status: 500 },
        ),
    ];
    for (mood, connection, reason) in cases {
        line.is(mood.clone());
        // Twice: the second time nothing new is to be said, and still nothing may look as if it were on its way.
        for _ in 0..2 {
            olena.round().await.unwrap_err();
            let row = olena.row(report);
            assert_eq!(
                (row.state, row.reason.as_ref()),
                (OutboxState::Waiting, Some(&reason)),
                "{mood:?}"
            );
            assert_eq!(olena.engine.line(), connection, "{mood:?}");
        }
        assert_eq!(olena.store().report(report).unwrap().unwrap().content, written);
        assert_eq!(olena.store().report(id(2)).unwrap().unwrap().content, draft);
        assert!(town.received().is_empty());
    }
    line.is(Mood::Honest);
    olena.round().await.unwrap();
    assert_eq!(olena.standing(report), Standing::InReview);
    assert_eq!(olena.standing(id(2)), Standing::Draft);
}

#[tokio::test]
async fn line_that_dies_while_sending_again_and_again_leaves_nothing_on_its_way() {
    let town = Town::new().await;
    let line = Line::to(town.port).await;
    let olena = Clerk::sign_in("olena", &line.address()).await;
    olena.send(id(1), &indicators("Показники"));
    line.is(Mood::LoseAnswersTo("PUT"));
    for _ in 0..3 {
        olena.round().await.unwrap_err();
        let row = olena.row(id(1));
        assert_eq!(
            (row.state, row.reason),
            (OutboxState::Waiting, Some(FailReason::Offline))
        );
        assert_eq!(olena.standing(id(1)), Standing::Queued);
    }
    line.is(Mood::Honest);
    olena.round().await.unwrap();
    assert_eq!(town.received().len(), 1);
}

fn three_hours_late() -> Timestamp {
    now() - SignedDuration::from_hours(3)
}

#[tokio::test]
async fn wrong_clock_is_said_with_how_wrong_it_is() {
    let town = Town::new().await;
    let client = Client::new(town.address()).unwrap();
    let error = client.info(three_hours_late()).await.unwrap_err();
    assert!(
        matches!(error, PortalError::ClockWrong { minutes: 180 }),
        "{error:?}"
    );
    client.info(now() - SignedDuration::from_mins(9)).await.unwrap();
    client.info(now() + SignedDuration::from_mins(9)).await.unwrap();

    let olena = Clerk::sign_in("olena", &town.address())
        .await
        .with_clock(three_hours_late);
    olena.send(id(1), &indicators("Показники"));
    olena.round().await.unwrap_err();
    assert_eq!(olena.engine.line(), Connection::ClockWrong);
    assert_eq!(olena.row(id(1)).reason, Some(FailReason::ClockWrong));
    assert!(town.received().is_empty());
}

#[tokio::test]
async fn another_portal_at_the_address_gets_nothing_and_hears_no_token() {
    let mut town = Town::new().await;
    let line = Line::to(town.port).await;
    let olena = Clerk::sign_in("olena", &line.address()).await;
    olena.round().await.unwrap();
    olena.send(id(1), &indicators("Показники"));
    town.restart_as_another().await;
    line.requests();
    let error = olena.round().await.unwrap_err();
    assert!(matches!(error, PortalError::OtherPortal), "{error:?}");
    assert_eq!(olena.engine.line(), Connection::OtherPortal);
    assert_eq!(olena.row(id(1)).reason, Some(FailReason::NotThePortal));
    let asked = line.requests();
    assert_eq!(asked.len(), 1, "{asked:#?}");
    assert!(!asked[0].to_lowercase().contains("authorization"));
    assert!(town.received().is_empty());
}

#[tokio::test]
async fn plain_http_to_another_computer_is_refused_before_anything_is_sent() {
    for typed in [
        "http://zvit.misto.gov.ua",
        "http://192.168.0.7:8700",
        "http://localhost.misto.gov.ua",
    ] {
        assert_eq!(PortalAddress::parse(typed), Err(BadAddress::Insecure), "{typed}");
    }
}

#[tokio::test]
async fn catalogue_comes_without_signing_in_and_once() {
    let town = Town::new().await;
    let client = Client::new(address(town.port)).unwrap();
    let CatalogueAnswer::New(catalogue, etag) = client.catalogue(None).await.unwrap() else {
        panic!("none came")
    };
    assert!(catalogue.sections.len() >= 4);
    let again = client.catalogue(etag.as_deref()).await.unwrap();
    assert!(matches!(again, CatalogueAnswer::Unchanged));
}
