//! Returning a report with remarks.

use crate::city::{City, Official, code, content, new_report, three_photos};
use portal_api::{Report, remarks::REMARK_MAX_CHARS, remarks::REMARKS_MAX};
use report::State;
use reqwest::Response;
use serde_json::{Value, json};

async fn give_back(who: &Official, id: &str, revision: u64, remarks: &Value) -> Response {
    who.request("POST", &format!("/api/v1/reports/{id}/return"))
        .header("If-Match", format!("\"{revision}\""))
        .json(&json!({ "remarks": remarks }))
        .send()
        .await
        .unwrap()
}

async fn read(who: &Official, id: &str) -> Report {
    let answer = who.get(&format!("/api/v1/reports/{id}")).await;
    answer.json().await.unwrap()
}

fn two() -> Value {
    json!([
        {"field": "place", "text": "Позначте саме ділянку вулиці"},
        {"text": "  Немає фото після робіт\r\nДодайте  "},
    ])
}

/// A report that waits for approval.
async fn sent(city: &City, title: &str) -> String {
    let (olena, id, photos) = (city.sign_in("olena").await, new_report(), three_photos());
    olena.send(&id, &content(title, &photos), &photos).await;
    id
}

#[tokio::test]
async fn returned_report_reaches_its_author_with_the_remarks() {
    let city = City::start().await;
    let (olena, petro) = (city.sign_in("olena").await, city.sign_in("petro").await);
    let id = sent(&city, "Ремонт").await;
    city.clock.advance(60);
    let returned: Report = give_back(&petro, &id, 1, &two()).await.json().await.unwrap();
    assert_eq!((returned.state, returned.revision), (State::Returned, 1));
    assert_eq!(olena.feed().await, ["received 1", "completed 1", "returned 1"]);
    let told = read(&olena, &id).await;
    assert_eq!(told, returned);
    let texts: Vec<_> = told
        .remarks
        .iter()
        .map(|remark| {
            (
                remark.field.as_ref().map(|field| field.as_str()),
                remark.text.as_str(),
            )
        })
        .collect();
    assert_eq!(
        texts,
        [
            (Some("place"), "Позначте саме ділянку вулиці"),
            (None, "Немає фото після робіт\nДодайте"),
        ]
    );
    let first = &told.remarks[0];
    assert_eq!((first.revision, first.by.as_str()), (1, "petro"));
    assert!(!first.by_name.is_empty());
    assert_eq!(first.at.to_string(), "2026-11-22T10:01:00Z");
}

#[tokio::test]
async fn same_remarks_again_are_the_same_answer_and_others_a_conflict() {
    let city = City::start().await;
    let petro = city.sign_in("petro").await;
    let id = sent(&city, "Ремонт").await;
    let first: Value = give_back(&petro, &id, 1, &two()).await.json().await.unwrap();
    city.clock.advance(100);
    let again: Value = give_back(&petro, &id, 1, &two()).await.json().await.unwrap();
    assert_eq!(first, again);
    assert_eq!(petro.feed().await, ["completed 1", "returned 1"]);
    let other = give_back(&petro, &id, 1, &json!([{"text": "Інше"}])).await;
    assert_eq!(other.status(), 409);
    assert_eq!(code(other).await, "conflict");
    assert_eq!(code(petro.approve(&id, 1).await).await, "wrong_state");
    assert_eq!(read(&petro, &id).await.remarks.len(), 2);
}

#[tokio::test]
async fn only_the_head_of_the_department_returns_and_only_what_waits() {
    let city = City::start().await;
    let (olena, petro) = (city.sign_in("olena").await, city.sign_in("petro").await);
    let (halyna, mayor) = (city.sign_in("halyna").await, city.sign_in("deputy-mayor").await);
    let id = sent(&city, "Ремонт").await;
    assert_eq!(code(give_back(&olena, &id, 1, &two()).await).await, "forbidden");
    assert_eq!(code(give_back(&mayor, &id, 1, &two()).await).await, "forbidden");
    assert_eq!(code(give_back(&halyna, &id, 1, &two()).await).await, "not_found");
    assert_eq!(
        code(give_back(&petro, &id, 2, &two()).await).await,
        "precondition_failed"
    );
    assert_eq!(
        code(give_back(&petro, &new_report(), 1, &two()).await).await,
        "not_found"
    );
    let untold = petro
        .request("POST", &format!("/api/v1/reports/{id}/return"))
        .json(&json!({ "remarks": two() }))
        .send()
        .await
        .unwrap();
    assert_eq!(code(untold).await, "precondition_required");
    assert_eq!(petro.approve(&id, 1).await.status(), 200);
    assert_eq!(code(give_back(&petro, &id, 1, &two()).await).await, "wrong_state");
    // Seen by all once it is public, but no other department's head judges it.
    assert_eq!(code(give_back(&halyna, &id, 1, &two()).await).await, "forbidden");
    assert!(read(&petro, &id).await.remarks.is_empty());
}

#[tokio::test]
async fn remarks_are_bounded_plain_text_on_fields_that_are_there() {
    let city = City::start().await;
    let petro = city.sign_in("petro").await;
    let id = sent(&city, "Ремонт").await;
    let longest = "я".repeat(REMARK_MAX_CHARS);
    let most: Vec<Value> = vec![json!({"field": "title", "text": longest}); REMARKS_MAX];
    for bad in [
        json!([]),
        json!([{"text": " \n "}]),
        json!([{"text": format!("{longest}я")}]),
        json!([{"text": "рядок\u{0}"}]),
        json!([{"field": "немає", "text": "Так"}]),
        json!([{"field": "place"}]),
        Value::Array([most.clone(), vec![json!({"text": "Ще"})]].concat()),
    ] {
        let answer = give_back(&petro, &id, 1, &bad).await;
        assert_eq!(code(answer).await, "bad_request", "{}", bad.to_string().len());
    }
    assert_eq!(read(&petro, &id).await.state, State::InReview);
    assert_eq!(give_back(&petro, &id, 1, &Value::Array(most)).await.status(), 200);
}

#[tokio::test]
async fn newly_sent_report_is_approved_and_no_page_tells_what_was_remarked() {
    let city = City::start().await;
    let (olena, petro) = (city.sign_in("olena").await, city.sign_in("petro").await);
    let (id, photos) = (sent(&city, "Ремонт").await, three_photos());
    assert_eq!(give_back(&petro, &id, 1, &two()).await.status(), 200);
    assert_eq!(city.page(&format!("/r/{id}")).await.0, 404);
    let again = olena
        .put(&id, ("If-Match", "\"1\""), &content("Ремонт вулиці", &photos))
        .await;
    assert_eq!(again.status(), 200);
    let waiting = read(&olena, &id).await;
    assert_eq!((waiting.state, waiting.revision), (State::InReview, 2));
    let returns = waiting.remarks.iter().map(|remark| remark.revision);
    assert_eq!(returns.collect::<Vec<_>>(), [1, 1]);
    assert_eq!(petro.approve(&id, 2).await.status(), 200);

    let (_, page) = city.page(&format!("/r/{id}")).await;
    assert!(page.contains("Ремонт вулиці"));
    for address in ["/", "/s/council-work", &format!("/r/{id}")] {
        let (_, page) = city.page(address).await;
        assert!(
            !page.contains("Позначте саме") && !page.contains("Немає фото"),
            "{address}"
        );
    }
    // Who may read what is public, and no more, reads no remark either.
    for (who, sees) in [
        ("olena", 2),
        ("petro", 2),
        ("deputy-mayor", 2),
        ("ivan", 0),
        ("halyna", 0),
    ] {
        let who = (city.sign_in(who).await, who);
        assert_eq!(read(&who.0, &id).await.remarks.len(), sees, "{}", who.1);
    }
}

#[tokio::test]
async fn published_revision_stays_public_while_its_change_is_returned() {
    let city = City::start().await;
    let (olena, petro) = (city.sign_in("olena").await, city.sign_in("petro").await);
    let (id, photos) = (sent(&city, "Перша редакція").await, three_photos());
    assert_eq!(petro.approve(&id, 1).await.status(), 200);
    olena
        .put(&id, ("If-Match", "\"1\""), &content("Друга редакція", &photos))
        .await;
    assert_eq!(give_back(&petro, &id, 2, &two()).await.status(), 200);
    let page = city.page(&format!("/r/{id}")).await.1;
    assert!(page.contains("Перша редакція") && !page.contains("Друга редакція"));
}
