//! Sending, repeating, conflicts and rights.

use crate::city::{City, code, content, new_report, sha256, three_photos};
use portal_api::Receipt;
use report::State;
use serde_json::{Value, json};

#[tokio::test]
async fn repeated_put_is_answered_with_the_same_receipt() {
    let city = City::start().await;
    let olena = city.sign_in("olena").await;
    let (id, content) = (new_report(), content("Ремонт", &three_photos()));
    let first: Receipt = olena
        .put(&id, ("If-None-Match", "*"), &content)
        .await
        .json()
        .await
        .unwrap();
    city.clock.advance(30);
    for precondition in [
        ("If-None-Match", "*"),
        ("If-Match", "\"1\""),
        ("If-Match", "\"0\""),
    ] {
        let again = olena.put(&id, precondition, &content).await;
        assert_eq!(again.status(), 200);
        assert_eq!(again.json::<Receipt>().await.unwrap(), first);
    }
    assert_eq!(olena.feed().await, ["received 1"]);
}

#[tokio::test]
async fn receipt_carries_the_hash_both_sides_compute() {
    let city = City::start().await;
    let olena = city.sign_in("olena").await;
    let (id, content) = (new_report(), content("Ремонт", &three_photos()));
    let receipt: Receipt = olena
        .put(&id, ("If-None-Match", "*"), &content)
        .await
        .json()
        .await
        .unwrap();
    let typed = serde_json::from_value(content).unwrap();
    assert_eq!(
        receipt.content_sha256,
        portal_api::reports::content_hash(&typed).unwrap()
    );
}

#[tokio::test]
async fn other_content_under_a_known_id_is_a_conflict_and_a_stale_change_is_refused() {
    let city = City::start().await;
    let olena = city.sign_in("olena").await;
    let (id, photos) = (new_report(), three_photos());
    olena
        .put(&id, ("If-None-Match", "*"), &content("А", &photos))
        .await;
    let answer = olena
        .put(&id, ("If-None-Match", "*"), &content("Б", &photos))
        .await;
    assert_eq!(answer.status(), 409);
    let problem: Value = answer.json().await.unwrap();
    assert_eq!(
        (&problem["code"], &problem["revision"]),
        (&json!("conflict"), &json!(1))
    );

    assert_eq!(
        olena
            .put(&id, ("If-Match", "\"1\""), &content("Б", &photos))
            .await
            .status(),
        200
    );
    for stale in ["\"1\"", "\"7\"", "W/\"2\"", "\"two\"", "\"+2\""] {
        let answer = olena.put(&id, ("If-Match", stale), &content("В", &photos)).await;
        assert_eq!(answer.status(), 412, "{stale}");
        let problem: Value = answer.json().await.unwrap();
        assert_eq!(
            (&problem["code"], &problem["revision"]),
            (&json!("precondition_failed"), &json!(2))
        );
    }
    let unknown = olena
        .put(&new_report(), ("If-Match", "\"1\""), &content("Г", &photos))
        .await;
    assert_eq!(unknown.status(), 412);
}

#[tokio::test]
async fn write_without_a_precondition_is_refused() {
    let city = City::start().await;
    let olena = city.sign_in("olena").await;
    let path = format!("/api/v1/reports/{}", new_report());
    let body = json!({"content": content("А", &three_photos())});
    assert_eq!(
        code(olena.request("PUT", &path).json(&body).send().await.unwrap()).await,
        "precondition_required"
    );
    let approve = olena
        .request("POST", &format!("{path}/approve"))
        .send()
        .await
        .unwrap();
    assert_eq!(code(approve).await, "precondition_required");
}

#[tokio::test]
async fn report_that_breaks_its_form_is_refused_field_by_field() {
    let city = City::start().await;
    let olena = city.sign_in("olena").await;
    let mut bad = content("", &three_photos()[..1]);
    bad["values"]["planned"] = json!("-5");
    let answer = olena.put(&new_report(), ("If-None-Match", "*"), &bad).await;
    assert_eq!(answer.status(), 422);
    let problem: Value = answer.json().await.unwrap();
    let fields: Vec<&str> = problem["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["field"].as_str().unwrap())
        .collect();
    assert_eq!(problem["code"], "invalid_report");
    assert_eq!(fields, ["title", "planned", "photos"]);
}

#[tokio::test]
async fn everybody_does_and_sees_only_what_they_may() {
    let city = City::start().await;
    let (id, photos) = (new_report(), three_photos());
    let olena = city.sign_in("olena").await;
    let (ivan, halyna) = (city.sign_in("ivan").await, city.sign_in("halyna").await);
    let (petro, mayor) = (city.sign_in("petro").await, city.sign_in("deputy-mayor").await);
    let report = format!("/api/v1/reports/{id}");

    olena
        .put(&id, ("If-None-Match", "*"), &content("Ремонт", &photos))
        .await;
    for other in [&ivan, &halyna, &petro, &mayor] {
        assert_eq!(code(other.get(&report).await).await, "not_found");
        assert!(other.feed().await.is_empty());
    }
    olena
        .send(&new_report(), &content("Інший звіт", &photos), &photos)
        .await;
    assert_eq!(olena.receipt(&id).await.state, State::InReview);
    for other in [&ivan, &halyna] {
        assert_eq!(code(other.get(&report).await).await, "not_found");
        assert_eq!(
            code(other.get(&format!("/api/v1/photos/{}", sha256(&photos[0]))).await).await,
            "not_found"
        );
        assert!(other.feed().await.is_empty());
    }
    for other in [&petro, &mayor] {
        assert_eq!(other.get(&report).await.status(), 200);
        assert_eq!(other.feed().await, ["completed 1", "completed 1"]);
    }
    let changed = content("Чужа зміна", &photos);
    assert_eq!(
        code(ivan.put(&id, ("If-Match", "\"1\""), &changed).await).await,
        "forbidden"
    );
    assert_eq!(
        code(mayor.put(&id, ("If-Match", "\"1\""), &changed).await).await,
        "forbidden"
    );
    assert_eq!(code(olena.approve(&id, 1).await).await, "forbidden");
    assert_eq!(code(mayor.approve(&id, 1).await).await, "forbidden");
    assert_eq!(code(halyna.approve(&id, 1).await).await, "not_found");
    assert_eq!(code(petro.approve(&id, 2).await).await, "precondition_failed");
    assert_eq!(
        code(mayor.create_upload(&id, 10, &sha256(b"x")).await).await,
        "forbidden"
    );
    assert_eq!(
        code(ivan.create_upload(&id, 10, &sha256(b"x")).await).await,
        "forbidden"
    );

    let mut elsewhere = content("Ремонт", &photos);
    elsewhere["section"] = json!("open-data");
    assert_eq!(
        code(olena.put(&new_report(), ("If-None-Match", "*"), &elsewhere).await).await,
        "forbidden"
    );
}

#[tokio::test]
async fn approval_can_be_repeated_and_needs_a_complete_report() {
    let city = City::start().await;
    let petro = city.sign_in("petro").await;
    let (id, photos) = (new_report(), three_photos());
    petro
        .put(&id, ("If-None-Match", "*"), &content("Ремонт", &photos))
        .await;
    assert_eq!(code(petro.approve(&id, 1).await).await, "wrong_state");
    for photo in &photos {
        petro.upload(&id, photo).await;
    }
    let first: Value = petro.approve(&id, 1).await.json().await.unwrap();
    city.clock.advance(100);
    let again: Value = petro.approve(&id, 1).await.json().await.unwrap();
    assert_eq!(first, again);
    assert_eq!(petro.feed().await, ["received 1", "completed 1", "published 1"]);
}

#[tokio::test]
async fn change_feed_goes_on_from_its_cursor() {
    let city = City::start().await;
    let (olena, photos) = (city.sign_in("olena").await, three_photos());
    for title in ["А", "Б", "В"] {
        olena.send(&new_report(), &content(title, &photos), &photos).await;
    }
    let mut after = 0;
    let mut pages = 0;
    loop {
        let page: portal_api::Changes = olena
            .get(&format!("/api/v1/changes?after={after}&limit=4"))
            .await
            .json()
            .await
            .unwrap();
        pages += 1;
        assert!(page.changes.iter().all(|change| change.seq > after));
        after = page.cursor;
        if !page.more {
            break;
        }
    }
    assert_eq!(pages, 2);
    let end: portal_api::Changes = olena
        .get(&format!("/api/v1/changes?after={after}"))
        .await
        .json()
        .await
        .unwrap();
    assert_eq!((end.changes.len(), end.cursor, end.more), (0, after, false));
}

#[tokio::test]
async fn catalogue_is_not_sent_twice() {
    let city = City::start().await;
    let olena = city.sign_in("olena").await;
    let first = olena.get("/api/v1/catalogue").await;
    let tag = first.headers()["etag"].to_str().unwrap().to_owned();
    let again = olena
        .request("GET", "/api/v1/catalogue")
        .header("If-None-Match", &tag)
        .send()
        .await
        .unwrap();
    assert_eq!(again.status(), 304);
    assert!(again.bytes().await.unwrap().is_empty());
}
