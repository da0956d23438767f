//! Requests that are well made and want what they may not have.

use crate::city::{City, Official, code, content, location, new_report, number, sha256, three_photos};
use base64::{Engine, engine::general_purpose::STANDARD};
use portal_api::Receipt;
use report::State;
use reqwest::Response;
use serde_json::{Value, json};
use std::time::Duration;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

const NEW: (&str, &str) = ("If-None-Match", "*");

#[tokio::test]
async fn who_knows_a_photos_hash_gets_neither_the_photo_nor_a_report_with_it() {
    let city = City::start().await;
    let (olena, ivan) = (city.sign_in("olena").await, city.sign_in("ivan").await);
    let photos = three_photos();
    olena
        .send(&new_report(), &content("Не для чужих", &photos), &photos)
        .await;
    let (id, hash) = (new_report(), sha256(&photos[0]));
    let receipt: Receipt = ivan
        .put(&id, NEW, &content("Чуже фото", &photos))
        .await
        .json()
        .await
        .unwrap();
    assert!(receipt.photos.iter().all(|photo| !photo.held));
    assert_eq!(receipt.state, State::Receiving);
    let address = format!("/api/v1/photos/{hash}");
    assert_eq!(code(ivan.get(&address).await).await, "not_found");
    // Nor does the portal tell whether it has it: any length may be begun, and every byte is to be sent.
    let guessed = ivan.create_upload(&new_report(), 10, &hash).await;
    assert_eq!(guessed.status(), 201);
    let created = ivan.create_upload(&id, photos[0].len(), &hash).await;
    assert_eq!(number(created.headers(), "upload-offset"), 0);
    assert_eq!(ivan.patch(&location(&created), 0, &photos[0]).await.status(), 204);
    assert_eq!(ivan.get(&address).await.status(), 200);
}

#[tokio::test]
async fn public_photo_is_used_by_another_department_without_being_sent_again() {
    let city = City::start().await;
    let (olena, ivan, petro) = (
        city.sign_in("olena").await,
        city.sign_in("ivan").await,
        city.sign_in("petro").await,
    );
    let (first, second, photos) = (new_report(), new_report(), three_photos());
    olena.send(&first, &content("Відкрито", &photos), &photos).await;
    assert_eq!(petro.approve(&first, 1).await.status(), 200);
    assert_eq!(
        ivan.put(&second, NEW, &content("Те саме", &photos))
            .await
            .status(),
        201
    );
    for photo in &photos {
        let created = ivan.create_upload(&second, photo.len(), &sha256(photo)).await;
        assert_eq!(number(created.headers(), "upload-offset"), photo.len());
    }
    assert_eq!(ivan.receipt(&second).await.state, State::InReview);
}

#[tokio::test]
async fn colleague_does_not_write_over_what_is_still_being_received() {
    let city = City::start().await;
    let (olena, petro) = (city.sign_in("olena").await, city.sign_in("petro").await);
    let (id, photos) = (new_report(), three_photos());
    olena.put(&id, NEW, &content("Мій звіт", &photos)).await;
    let over = content("Чужий звіт", &photos);
    let refused = petro.put(&id, ("If-Match", "\"1\""), &over).await;
    assert_eq!(code(refused).await, "wrong_state");
    for photo in &photos {
        olena.upload(&id, photo).await;
    }
    assert_eq!(olena.receipt(&id).await.state, State::InReview);
    // Once it can be read, it can be written on.
    assert_eq!(petro.put(&id, ("If-Match", "\"1\""), &over).await.status(), 200);
}

async fn refused(olena: &Official, report: &Value) -> Value {
    let answer = olena.put(&new_report(), NEW, report).await;
    assert_eq!(answer.status(), 422, "{report}");
    answer.json().await.unwrap()
}

#[tokio::test]
async fn version_of_a_form_that_never_was_is_refused() {
    let city = City::start().await;
    let olena = city.sign_in("olena").await;
    let good = content("Ремонт", &three_photos());
    let newest = good["form_version"].as_u64().unwrap();
    for version in [0, newest + 1, u64::from(u32::MAX)] {
        let mut bad = good.clone();
        bad["form_version"] = json!(version);
        assert_eq!(refused(&olena, &bad).await["code"], "invalid_report");
    }
}

#[tokio::test]
async fn shape_of_endless_positions_is_refused() {
    let city = City::start().await;
    let olena = city.sign_in("olena").await;
    let mut bad = content("Ремонт", &three_photos());
    for positions in [report::place::MAX_POSITIONS, report::place::MAX_POSITIONS + 1] {
        let line = vec![[33.39, 47.91]; positions];
        bad["values"]["place"]["geometry"] = json!({"type": "LineString", "coordinates": line});
        let answer = olena.put(&new_report(), NEW, &bad).await;
        let fits = positions == report::place::MAX_POSITIONS;
        assert_eq!(answer.status(), if fits { 201 } else { 422 }, "{positions}");
    }
}

#[tokio::test]
async fn characters_that_turn_or_break_a_text_are_refused() {
    let city = City::start().await;
    let olena = city.sign_in("olena").await;
    for character in ['\u{0}', '\u{1b}', '\u{202e}', '\u{2066}', '\u{fffe}'] {
        let text = format!("Ремонт{character}gpj.exe");
        let mut title = content("Ремонт", &three_photos());
        title["title"] = json!(text);
        let mut caption = content("Ремонт", &three_photos());
        caption["values"]["photos"][0]["caption"] = json!(text);
        let mut address = content("Ремонт", &three_photos());
        address["values"]["place"]["address"] = json!(text);
        for (bad, field) in [(title, "title"), (caption, "photos"), (address, "place")] {
            let problem = refused(&olena, &bad).await;
            assert_eq!(problem["problems"][0]["field"], field, "{character:?}");
            assert_eq!(problem["problems"][0]["code"], "bad_characters");
        }
    }
}

/// A consultation with a protocol, and the length that it tells of it.
fn consultation(bytes: &[u8], told: usize) -> Value {
    let catalogue = portal::catalogue_files::load_embedded().unwrap();
    let section = report::SectionId::from("consultations");
    json!({
        "section": section,
        "form_version": catalogue.section(&section).unwrap().form.version,
        "title": "Зелені зони",
        "values": {
            "form": "survey",
            "period": {"from": "2026-01-01", "to": "2026-03-31"},
            "question": {"v": 1, "doc": {"type": "doc", "content": [
                {"type": "paragraph", "content": [{"type": "text", "text": "Де садити дерева?"}]},
            ]}},
            "protocol": {"file": sha256(bytes), "name": "протокол.csv", "bytes": told},
        },
    })
}

async fn file_upload(olena: &Official, report: &str, bytes: &[u8]) -> Response {
    let metadata = format!(
        "{},kind {}",
        crate::city::metadata(report, &sha256(bytes)),
        STANDARD.encode("file")
    );
    olena
        .tus("POST", "/api/v1/uploads")
        .header("Upload-Length", bytes.len())
        .header("Upload-Metadata", metadata)
        .send()
        .await
        .unwrap()
}

#[tokio::test]
async fn file_of_another_length_than_the_report_tells_is_refused() {
    let city = City::start().await;
    let zoia = city.sign_in("zoia").await;
    let (id, bytes) = (new_report(), b"deputy;vote\n");
    let lie = consultation(bytes, 5);
    assert_eq!(zoia.put(&id, NEW, &lie).await.status(), 201);
    assert_eq!(code(file_upload(&zoia, &id, bytes).await).await, "bad_request");
    // What came before the report, or for another one, does not make it complete either.
    let created = file_upload(&zoia, &new_report(), bytes).await;
    assert_eq!(zoia.patch(&location(&created), 0, bytes).await.status(), 204);
    assert_eq!(zoia.receipt(&id).await.state, State::Receiving);
    assert_eq!(
        refused(&zoia, &consultation(bytes, 6)).await["code"],
        "invalid_report"
    );
    let honest = consultation(bytes, bytes.len());
    assert_eq!(zoia.put(&id, ("If-Match", "\"1\""), &honest).await.status(), 200);
    assert_eq!(zoia.receipt(&id).await.state, State::InReview);
}

#[tokio::test]
async fn photo_of_another_size_than_the_report_tells_is_refused() {
    let city = City::start().await;
    let olena = city.sign_in("olena").await;
    let (id, photos) = (new_report(), three_photos());
    let honest = content("Ремонт", &photos);
    let mut lie = honest.clone();
    lie["values"]["photos"][1]["height"] = json!(6000);
    assert_eq!(olena.put(&id, NEW, &lie).await.status(), 201);
    olena.upload(&id, &photos[0]).await;
    olena.upload(&id, &photos[2]).await;
    let second = &photos[1];
    let hash = sha256(second);
    let begin = || olena.create_upload(&id, second.len(), &hash);
    let refused_upload = olena.patch(&location(&begin().await), 0, second).await;
    assert_eq!(refused_upload.status(), 422);
    let problem: Value = refused_upload.json().await.unwrap();
    assert_eq!(problem["code"], "not_a_photo");
    assert!(
        problem["detail"].as_str().unwrap().contains("800 × 600"),
        "{problem}"
    );

    // What came for another report does not make it complete either.
    olena.upload(&new_report(), second).await;
    assert_eq!(olena.receipt(&id).await.state, State::Receiving);
    assert_eq!(code(begin().await).await, "bad_request");
    assert_eq!(refused(&olena, &lie).await["code"], "invalid_report");
    assert_eq!(olena.put(&id, ("If-Match", "\"1\""), &honest).await.status(), 200);
    assert_eq!(olena.receipt(&id).await.state, State::InReview);
}

#[tokio::test]
async fn requests_that_stand_still_are_hung_up_on() {
    let city = City::start().await;
    let token = city.sign_in("olena").await.tokens.access_token;
    let head = format!(
        "POST /api/v1/session HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {}\r\nContent-Type: application/json\r\n",
        token.expose()
    );
    let body = format!("{head}Content-Length: 100\r\n\r\n{{");
    let mut open = Vec::new();
    for beginning in ["", head.as_str(), body.as_str()] {
        let mut stream = TcpStream::connect(city.address).await.unwrap();
        stream.write_all(beginning.as_bytes()).await.unwrap();
        open.push(stream);
    }
    // From here on time passes as fast as nothing else is left to do.
    tokio::time::pause();
    let mut answers = Vec::new();
    for mut stream in open {
        let mut answer = String::new();
        tokio::time::timeout(Duration::from_secs(180), stream.read_to_string(&mut answer))
            .await
            .expect("the portal still waits")
            .unwrap();
        answers.push(answer);
    }
    assert!(answers[2].starts_with("HTTP/1.1 400"), "{answers:?}");
    assert!(answers[2].contains("bad_request"), "{answers:?}");
}
