//! The main job from the portal's side.

use crate::city::{City, content, location, new_report, number, sha256, three_photos};
use portal_api::Changes;
use report::State;
use std::time::Duration;
use tokio::{io::AsyncWriteExt, net::TcpStream};

#[tokio::test]
async fn report_sent_over_a_breaking_line_is_approved_and_shown_to_residents() {
    let city = City::start().await;
    let olena = city.sign_in("olena").await;
    let catalogue: report::Catalogue = olena.get("/api/v1/catalogue").await.json().await.unwrap();
    assert!(catalogue.section(&"council-work".into()).is_some());

    let (id, photos) = (new_report(), three_photos());
    let answer = olena
        .put(&id, ("If-None-Match", "*"), &content("Ремонт скверу", &photos))
        .await;
    assert_eq!(answer.status(), 201);
    assert_eq!(answer.headers()["etag"], "\"1\"");
    let receipt = olena.receipt(&id).await;
    assert_eq!(
        (receipt.state, receipt.complete, receipt.photos.len()),
        (State::Receiving, false, 3)
    );

    // The line breaks in the middle of the first photo.
    let first = &photos[0];
    let created = olena.create_upload(&id, first.len(), &sha256(first)).await;
    let upload = location(&created);
    let half = first.len() / 2;
    let mut line = TcpStream::connect(city.address).await.unwrap();
    let head = format!(
        "PATCH {upload} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {}\r\nTus-Resumable: 1.0.0\r\n\
         Content-Type: application/offset+octet-stream\r\nUpload-Offset: 0\r\nContent-Length: {}\r\n\r\n",
        olena.tokens.access_token.expose(),
        first.len()
    );
    line.write_all(head.as_bytes()).await.unwrap();
    line.write_all(&first[..half]).await.unwrap();
    line.flush().await.unwrap();
    let kept = arrived(&city, half).await;
    drop(line);
    assert_eq!(kept, half);

    // The editor asks where to go on, and does.
    let told = olena.head_upload(&upload).await;
    assert_eq!(number(told.headers(), "upload-offset"), half);
    assert_eq!(number(told.headers(), "upload-length"), first.len());
    let answer = olena.patch(&upload, half, &first[half..]).await;
    assert_eq!(answer.status(), 204);
    assert_eq!(number(answer.headers(), "upload-offset"), first.len());
    let receipt = olena.receipt(&id).await;
    assert_eq!((receipt.state, receipt.photos[0].held), (State::Receiving, true));
    for photo in &photos[1..] {
        olena.upload(&id, photo).await;
    }
    let receipt = olena.receipt(&id).await;
    assert_eq!((receipt.state, receipt.complete), (State::InReview, true));
    assert_eq!(olena.feed().await, ["received 1", "completed 1"]);
    assert_eq!(city.page(&format!("/r/{id}")).await.0, 404);
    assert_eq!(city.page(&format!("/photos/{}.jpg", sha256(first))).await.0, 404);

    // The head sees it, reads it, approves it.
    let petro = city.sign_in("petro").await;
    let changes: Changes = petro.get("/api/v1/changes").await.json().await.unwrap();
    assert_eq!(changes.changes[0].report.to_string(), id);
    let read = petro.get(&format!("/api/v1/reports/{id}")).await;
    assert_eq!(read.headers()["etag"], "\"1\"");
    assert_eq!(
        petro
            .get(&format!("/api/v1/photos/{}", sha256(first)))
            .await
            .bytes()
            .await
            .unwrap(),
        first
    );
    let published: portal_api::Report = petro.approve(&id, 1).await.json().await.unwrap();
    assert_eq!(published.state, State::Published);
    assert_eq!(published.approved_by.as_deref(), Some("Мельник Петро Васильович"));
    assert_eq!(
        published.public_url.as_deref(),
        Some(city.url(&format!("/r/{id}")).as_str())
    );
    assert_eq!(olena.feed().await, ["received 1", "completed 1", "published 1"]);

    // Residents see text, photos and place.
    let (status, page) = city.page(&format!("/r/{id}")).await;
    assert_eq!(status, 200);
    let page = page.replace('\u{a0}', " ");
    for text in [
        "<h1>Ремонт скверу</h1>",
        "1 234,5 тис. грн",
        "1 січня – 31 березня 2026",
        "22 листопада 2026",
        "<strong>нову плитку</strong>",
        "&lt;script&gt;alert(1)",
        "вул. Степана Тільги, 12",
        "47,91050° пн. ш., 33,39120° сх. д.",
        "Підпис 2",
    ] {
        assert!(page.contains(text), "{text} is missing from {page}");
    }
    let shown = city
        .http
        .get(city.url(&format!("/photos/{}.jpg", sha256(first))))
        .send()
        .await
        .unwrap();
    assert_eq!(shown.headers()["content-type"], "image/jpeg");
    assert!(
        shown.headers()["cache-control"]
            .to_str()
            .unwrap()
            .contains("immutable")
    );
    assert_eq!(shown.bytes().await.unwrap(), first);
    assert_eq!(
        city.page(&format!("/photos/{}-640.jpg", sha256(first))).await.0,
        200
    );
}

/// Waits until so many bytes of the only upload are in its file, and returns how many are there.
async fn arrived(city: &City, bytes: usize) -> usize {
    let folder = city.data.path().join("uploads");
    let look = || {
        let entry = std::fs::read_dir(&folder).unwrap().next().unwrap().unwrap();
        usize::try_from(entry.metadata().unwrap().len()).unwrap()
    };
    let waiting = async {
        while look() < bytes {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), waiting)
        .await
        .expect("the bytes should arrive");
    look()
}

#[tokio::test]
async fn published_revision_stays_public_while_a_newer_one_waits() {
    let city = City::start().await;
    let (olena, petro) = (city.sign_in("olena").await, city.sign_in("petro").await);
    let (id, photos) = (new_report(), three_photos());
    olena
        .send(&id, &content("Перша редакція", &photos), &photos)
        .await;
    assert_eq!(petro.approve(&id, 1).await.status(), 200);
    let answer = olena
        .put(&id, ("If-Match", "\"1\""), &content("Друга редакція", &photos))
        .await;
    assert_eq!(answer.status(), 200);
    assert_eq!(olena.receipt(&id).await.state, State::InReview);
    let page = city.page(&format!("/r/{id}")).await.1;
    assert!(page.contains("Перша редакція") && !page.contains("Друга редакція"));
    assert_eq!(petro.approve(&id, 2).await.status(), 200);
    assert!(city.page(&format!("/r/{id}")).await.1.contains("Друга редакція"));
}
