//! Uploads by tus 1.0.0.

use crate::city::{City, Official, code, content, jpeg, location, new_report, number, sha256, three_photos};
use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

async fn begun(olena: &Official, bytes: &[u8]) -> String {
    let created = olena
        .create_upload(&new_report(), bytes.len(), &sha256(bytes))
        .await;
    assert_eq!(created.status(), 201);
    location(&created)
}

#[tokio::test]
async fn options_tell_what_is_offered() {
    let city = City::start().await;
    let answer = city
        .http
        .request("OPTIONS".parse().unwrap(), city.url("/api/v1/uploads"))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 204);
    for (name, value) in [
        ("tus-version", "1.0.0"),
        ("tus-resumable", "1.0.0"),
        ("tus-extension", "creation,checksum,expiration,termination"),
        ("tus-checksum-algorithm", "sha256"),
        ("tus-max-size", "67108864"),
    ] {
        assert_eq!(answer.headers()[name], value);
    }
}

#[tokio::test]
async fn bytes_with_another_checksum_are_thrown_away_and_can_be_sent_again() {
    let city = City::start().await;
    let olena = city.sign_in("olena").await;
    let photo = jpeg(64, 64, [9, 9, 9]);
    let upload = begun(&olena, &photo).await;
    let patch = |checksum: &[u8]| {
        olena
            .tus("PATCH", &upload)
            .header("Content-Type", "application/offset+octet-stream")
            .header("Upload-Offset", "0")
            .header(
                "Upload-Checksum",
                format!("sha256 {}", STANDARD.encode(Sha256::digest(checksum))),
            )
            .body(photo.clone())
            .send()
    };
    let refused = patch(b"other").await.unwrap();
    assert_eq!(refused.status().as_u16(), 460);
    assert_eq!(refused.headers()["tus-resumable"], "1.0.0");
    assert_eq!(code(refused).await, "checksum_mismatch");
    assert_eq!(
        number(olena.head_upload(&upload).await.headers(), "upload-offset"),
        0
    );
    assert_eq!(patch(&photo).await.unwrap().status(), 204);
}

#[tokio::test]
async fn file_with_another_hash_than_promised_is_refused() {
    let city = City::start().await;
    let olena = city.sign_in("olena").await;
    let photo = jpeg(64, 64, [9, 9, 9]);
    let created = olena
        .create_upload(&new_report(), photo.len(), &sha256(b"another"))
        .await;
    let upload = location(&created);
    assert_eq!(
        code(olena.patch(&upload, 0, &photo).await).await,
        "checksum_mismatch"
    );
    assert_eq!(olena.head_upload(&upload).await.status(), 410);
}

#[tokio::test]
async fn what_is_no_photo_is_refused() {
    let city = City::start().await;
    let olena = city.sign_in("olena").await;
    let whole = jpeg(640, 480, [9, 9, 9]);
    let mut cut = whole[..whole.len() / 2].to_vec();
    let mut bomb = whole.clone();
    let frame = bomb.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    bomb[frame + 5..frame + 9].copy_from_slice(&[0xEA, 0x60, 0xEA, 0x60]);
    for bytes in [b"<!doctype html><p>no photo".to_vec(), cut.clone(), bomb] {
        let upload = begun(&olena, &bytes).await;
        assert_eq!(code(olena.patch(&upload, 0, &bytes).await).await, "not_a_photo");
    }
    let mut told = whole.clone();
    told.splice(2..2, *b"\xFF\xE1\x00\x08Exif\0\0");
    let upload = begun(&olena, &told).await;
    assert_eq!(code(olena.patch(&upload, 0, &told).await).await, "not_a_photo");
    cut.extend([0xFF, 0xD9]);
    let upload = begun(&olena, &cut).await;
    assert_eq!(code(olena.patch(&upload, 0, &cut).await).await, "not_a_photo");
}

#[tokio::test]
async fn photo_that_the_portal_has_is_not_sent_again() {
    let city = City::start().await;
    let olena = city.sign_in("olena").await;
    let photo = jpeg(64, 64, [9, 9, 9]);
    olena.upload(&new_report(), &photo).await;
    let created = olena
        .create_upload(&new_report(), photo.len(), &sha256(&photo))
        .await;
    assert_eq!(number(created.headers(), "upload-offset"), photo.len());
    let told = olena.head_upload(&location(&created)).await;
    assert_eq!(number(told.headers(), "upload-offset"), photo.len());
}

#[tokio::test]
async fn photos_may_come_before_the_report() {
    let city = City::start().await;
    let olena = city.sign_in("olena").await;
    let (id, photos) = (new_report(), three_photos());
    for photo in &photos {
        olena.upload(&id, photo).await;
    }
    olena
        .put(&id, ("If-None-Match", "*"), &content("Ремонт", &photos))
        .await;
    assert_eq!(olena.feed().await, ["received 1", "completed 1"]);
}

#[tokio::test]
async fn bytes_must_start_where_the_portals_end_and_not_go_beyond_the_length() {
    let city = City::start().await;
    let olena = city.sign_in("olena").await;
    let photo = jpeg(64, 64, [9, 9, 9]);
    let upload = begun(&olena, &photo).await;
    assert_eq!(olena.patch(&upload, 0, &photo[..100]).await.status(), 204);
    for offset in [0, 99, 101] {
        assert_eq!(
            code(olena.patch(&upload, offset, &photo[100..]).await).await,
            "offset_mismatch"
        );
    }
    let mut more = photo[100..].to_vec();
    more.push(0);
    assert_eq!(code(olena.patch(&upload, 100, &more).await).await, "too_large");
    assert_eq!(olena.patch(&upload, 100, &photo[100..]).await.status(), 204);
    assert_eq!(
        olena.patch(&upload, photo.len(), &[]).await.status(),
        204,
        "the last answer may be lost too"
    );
}

#[tokio::test]
async fn expired_upload_is_gone_and_its_bytes_with_it() {
    let city = City::start().await;
    let olena = city.sign_in("olena").await;
    let photo = jpeg(64, 64, [9, 9, 9]);
    let upload = begun(&olena, &photo).await;
    let expires = olena.head_upload(&upload).await.headers()["upload-expires"].clone();
    assert_eq!(expires, "Mon, 23 Nov 2026 10:00:00 GMT");
    city.clock.advance(24 * 3600);
    let olena = city.sign_in("olena").await;
    assert_eq!(code(olena.patch(&upload, 0, &photo).await).await, "upload_gone");
}

#[tokio::test]
async fn upload_can_be_given_up_by_its_owner_only() {
    let city = City::start().await;
    let (olena, petro) = (city.sign_in("olena").await, city.sign_in("petro").await);
    let upload = begun(&olena, &jpeg(64, 64, [9, 9, 9])).await;
    let delete = async |who: &Official| who.tus("DELETE", &upload).send().await.unwrap();
    assert_eq!(code(delete(&petro).await).await, "not_found");
    assert_eq!(petro.head_upload(&upload).await.status(), 404);
    assert_eq!(delete(&olena).await.status(), 204);
    assert_eq!(code(delete(&olena).await).await, "upload_gone");
    assert_eq!(
        std::fs::read_dir(city.data.path().join("uploads"))
            .unwrap()
            .count(),
        0
    );
}

#[tokio::test]
async fn another_version_of_tus_is_refused() {
    let city = City::start().await;
    let olena = city.sign_in("olena").await;
    let answer = olena
        .request("POST", "/api/v1/uploads")
        .header("Tus-Resumable", "0.2.2")
        .send()
        .await
        .unwrap();
    assert_eq!(answer.headers()["tus-version"], "1.0.0");
    assert_eq!(code(answer).await, "unsupported_tus");
}

#[tokio::test]
async fn attached_file_need_not_be_a_photo() {
    let city = City::start().await;
    let olena = city.sign_in("olena").await;
    let bytes = b"deputy;vote\n".to_vec();
    let metadata = format!(
        "{},kind {}",
        crate::city::metadata(&new_report(), &sha256(&bytes)),
        STANDARD.encode("file")
    );
    let created = olena
        .tus("POST", "/api/v1/uploads")
        .header("Upload-Length", bytes.len())
        .header("Upload-Metadata", metadata)
        .send()
        .await
        .unwrap();
    assert_eq!(olena.patch(&location(&created), 0, &bytes).await.status(), 204);
    // Held as a file, it still is no photo.
    let upload = begun(&olena, &bytes).await;
    assert_eq!(code(olena.patch(&upload, 0, &bytes).await).await, "not_a_photo");
}
