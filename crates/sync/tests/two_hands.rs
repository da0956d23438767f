//! What others wrote meanwhile: joined where it can be, asked about where it cannot, and nobody's words overwritten.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod support;

use portal::storage::Storage;
use portal_api::{Code, Problem, PutReport};
use report::{Content, FieldId, ReportId};
use serde_json::json;
use store::{FailReason, OutboxState, Standing};
use support::{
    Town,
    clerk::Clerk,
    later,
    line::{Line, Mood, answer},
    now,
    papers::{field, id, indicators, title},
};

/// Somebody of the same department changes the report on the portal.
async fn another_changes(petro: &Clerk, report: ReportId, base: u64, content: &Content) {
    let body = PutReport {
        content: content.clone(),
    };
    let body = &body;
    let session = petro.engine.session();
    session
        .call(|access| async move {
            session
                .client()
                .put_report(&access, report, body, Some(base))
                .await
        })
        .await
        .unwrap();
}

fn with(content: &Content, field: &str, value: serde_json::Value) -> Content {
    let mut content = content.clone();
    content.values.insert(FieldId::from(field), value);
    content
}

#[tokio::test]
async fn changes_of_two_people_to_different_fields_are_joined_and_go_out_by_themselves() {
    let town = Town::new().await;
    let line = Line::to(town.port).await;
    let olena = Clerk::sign_in("olena", &line.address()).await;
    let petro = Clerk::sign_in("petro", &town.address()).await;
    let written = indicators("Показники");
    olena.send(id(1), &written);
    olena.round().await.unwrap();
    another_changes(&petro, id(1), 1, &with(&written, "department", json!("ecology"))).await;
    olena.send_again(id(1), &title("Показники за рік"));
    olena.round().await.unwrap();

    let both = with(
        &Content {
            title: "Показники за рік".into(),
            ..written
        },
        "department",
        json!("ecology"),
    );
    let there = town.storage.report(id(1)).unwrap().unwrap();
    assert_eq!((there.content, there.head.revision), (both.clone(), 3));
    assert_eq!(olena.store().report(id(1)).unwrap().unwrap().content, both);
    assert!(olena.outbox().is_empty());
}

#[tokio::test]
async fn change_that_comes_between_the_feed_and_the_sending_is_joined_too() {
    let town = Town::new().await;
    let line = Line::to(town.port).await;
    let olena = Clerk::sign_in("olena", &line.address()).await;
    let petro = Clerk::sign_in("petro", &town.address()).await;
    let written = indicators("Показники");
    olena.send(id(1), &written);
    olena.round().await.unwrap();
    another_changes(&petro, id(1), 1, &with(&written, "department", json!("ecology"))).await;
    olena.send_again(id(1), &title("Показники за рік"));
    // The feed does not tell of it yet.
    let silent = answer(
        "200 OK",
        "application/json",
        "{\"changes\":[],\"cursor\":0,\"more\":false}",
    );
    line.is(Mood::Instead {
        of: "GET /api/v1/changes",
        answer: silent,
    });
    olena.round().await.unwrap();
    let there = town.storage.report(id(1)).unwrap().unwrap();
    assert_eq!(
        (there.content.title.as_str(), there.head.revision),
        ("Показники за рік", 3)
    );
    assert_eq!(there.content.values[&FieldId::from("department")], "ecology");
    assert!(olena.outbox().is_empty());
}

#[tokio::test]
async fn changes_of_two_people_to_one_field_are_both_kept_and_nothing_is_overwritten() {
    let town = Town::new().await;
    let olena = Clerk::sign_in("olena", &town.address()).await;
    let petro = Clerk::sign_in("petro", &town.address()).await;
    let written = indicators("Показники");
    olena.send(id(1), &written);
    olena.round().await.unwrap();
    let theirs = with(&written, "sphere", json!("Звернення громадян"));
    another_changes(&petro, id(1), 1, &theirs).await;
    olena.send_again(id(1), &field("sphere", json!("Відкриті дані")));
    olena.send(id(2), &indicators("Інший"));
    for _ in 0..3 {
        olena.round().await.unwrap();
        later(3600);
    }
    assert_eq!(town.storage.report(id(1)).unwrap().unwrap().content, theirs);
    let here = olena.store().report(id(1)).unwrap().unwrap();
    assert_eq!(here.standing, Standing::Conflict);
    assert_eq!(here.content.values[&FieldId::from("sphere")], "Відкриті дані");
    assert_eq!(here.conflict.unwrap().theirs, theirs);
    assert_eq!(
        olena.row(id(1)).reason,
        Some(FailReason::Conflict { revision: 2 })
    );
    assert_eq!(olena.standing(id(2)), Standing::InReview);

    olena.store().settle(id(1)).unwrap();
    olena.store().queue(id(1), now()).unwrap();
    olena.round().await.unwrap();
    let there = town.storage.report(id(1)).unwrap().unwrap();
    assert_eq!(
        (
            there.head.revision,
            &there.content.values[&FieldId::from("sphere")]
        ),
        (3, &json!("Відкриті дані"))
    );
}

#[tokio::test]
async fn report_that_the_portal_no_longer_has_asks_a_person_and_does_not_call_for_ever() {
    let town = Town::new().await;
    let line = Line::to(town.port).await;
    let olena = Clerk::sign_in("olena", &line.address()).await;
    olena.send(id(1), &indicators("Показники"));
    olena.round().await.unwrap();
    olena.send_again(id(1), &title("Показники за рік"));
    let problem = |code| serde_json::to_string(&Problem::new(code)).unwrap();
    let gone = answer(
        "412 Gone",
        "application/problem+json",
        &problem(Code::PreconditionFailed),
    );
    line.is(Mood::Instead {
        of: "PUT",
        answer: gone,
    });
    line.requests();
    olena.round().await.unwrap();
    let row = olena.row(id(1));
    let refused = FailReason::Other {
        problem: Code::PreconditionFailed,
    };
    assert_eq!((row.state, row.reason), (OutboxState::Failed, Some(refused)));
    assert_eq!(
        line.requests()
            .iter()
            .filter(|head| head.starts_with("PUT"))
            .count(),
        1
    );
}
