//! No malformed request is the portal's fault: each gets 4xx with a code.

use crate::city::{City, metadata, new_report, sha256};
use reqwest::header::{HeaderName, HeaderValue};
use serde_json::{Value, json};

/// Bodies that are nothing, not JSON, not the right JSON, or hostile.
fn bodies() -> Vec<Vec<u8>> {
    let mut all: Vec<Vec<u8>> = [
        "", " ", "null", "[]", "{}", "1", "\"text\"", "{", "{\"content\":", "{\"content\":{}}", "{\"login\":1}",
        "{\"remarks\":[{}]}", "{\"remarks\":[{\"text\":\"\\u0000\"}]}", "{\"login\":\"\",\"password\":\"\",\"device\":\"\"}", "{\"refresh_token\":null}", "{\"refresh_token\":\"x\"}",
        "{\"content\":{\"section\":\"council-work\",\"form_version\":-1,\"title\":\"\",\"values\":{}}}",
        "{\"content\":{\"section\":\"council-work\",\"form_version\":1,\"title\":\"\",\"values\":{}}}",
        "{\"content\":{\"section\":\"council-work\",\"form_version\":1,\"title\":\"\\u0000\",\"values\":{\"photos\":{},\"place\":[],\"period\":1e999}}}",
        "{\"content\":{\"section\":\"council-work\",\"form_version\":99999999999,\"title\":\"x\",\"values\":[]}}",
        "{\"content\":{\"section\":\"\\ud800\",\"form_version\":1,\"title\":\"x\",\"values\":{}}}",
    ]
    .into_iter()
    .map(Vec::from)
    .collect();
    all.push(vec![0xFF, 0xFE, 0x00, 0xD8]);
    all.push("[".repeat(100_000).into_bytes());
    all.push(format!("{{\"content\":{}1{}}}", "{\"a\":".repeat(500), "}".repeat(500)).into_bytes());
    all.push(vec![b' '; 2 * 1024 * 1024]);
    all
}

#[tokio::test]
async fn malformed_requests_get_4xx_with_a_code() {
    let city = City::start().await;
    let olena = city.sign_in("olena").await;
    let id = new_report();
    let addresses = [
        "/api/v1/portal",
        "/api/v1/openapi.json",
        "/api/v1/session",
        "/api/v1/session/refresh",
        "/api/v1/catalogue",
        &format!("/api/v1/reports/{id}"),
        &format!("/api/v1/reports/{id}/receipt"),
        &format!("/api/v1/reports/{id}/approve"),
        &format!("/api/v1/reports/{id}/return"),
        "/api/v1/reports/x",
        "/api/v1/reports/%FF/receipt",
        "/api/v1/reports/..%2f..%2fetc",
        "/api/v1/changes",
        "/api/v1/changes?after=-1",
        "/api/v1/changes?limit=0",
        "/api/v1/changes?limit=99999999999999999999",
        "/api/v1/changes?after=1&after=2",
        "/api/v1/changes?after=%FF",
        "/api/v1/changes?after=18446744073709551615",
        "/api/v1/photos/x",
        "/api/v1/photos/%00",
        "/api/v1/uploads",
        "/api/v1/uploads/x",
        &format!("/api/v1/uploads/{id}"),
        "/api/v1/nothing",
        "/api/v2/portal",
        "/api/v1/",
    ];
    let mut asked = 0;
    for address in addresses {
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "BREW"] {
            for (number, body) in bodies().into_iter().enumerate() {
                // The whole table of bodies where a body is read; elsewhere one is enough.
                if number > 0 && !matches!(method, "POST" | "PUT") {
                    continue;
                }
                // Signing out would end the session that the rest needs.
                if method == "DELETE" && address == "/api/v1/session" {
                    continue;
                }
                let precondition = if number.is_multiple_of(2) {
                    "If-None-Match"
                } else {
                    "If-Match"
                };
                let answer = olena
                    .request(method, address)
                    .header("Content-Type", "application/json")
                    .header(precondition, if number.is_multiple_of(2) { "*" } else { "\"1\"" })
                    .body(body)
                    .send()
                    .await
                    .unwrap();
                refused_well(&format!("{method} {address} body {number}"), answer).await;
                asked += 1;
            }
        }
    }
    assert!(asked > 1000, "{asked}");
}

async fn refused_well(what: &str, answer: reqwest::Response) {
    let status = answer.status().as_u16();
    assert!(status < 500, "{what}: {status}");
    if status >= 400 {
        assert_eq!(
            answer.headers()["content-type"],
            "application/problem+json",
            "{what}: {status}"
        );
        let problem: Value = answer.json().await.unwrap();
        assert_eq!(problem["status"], status, "{what}");
        assert!(!problem["code"].as_str().unwrap().is_empty(), "{what}");
    }
}

#[tokio::test]
async fn malformed_headers_get_4xx_with_a_code() {
    let city = City::start().await;
    let olena = city.sign_in("olena").await;
    let values: [&[u8]; 14] = [
        b"",
        b" ",
        b"-1",
        b"+1",
        b"1.5",
        b"0x10",
        b"18446744073709551616",
        b"\"",
        b"\"1",
        b"W/",
        b"*, *",
        b"\xFF\xFE",
        b"sha256 !!!!",
        b"sha256 AAAA,sha256 AAAA,report",
    ];
    let names = [
        "authorization",
        "if-match",
        "if-none-match",
        "content-type",
        "tus-resumable",
        "upload-length",
        "upload-metadata",
        "upload-offset",
        "upload-checksum",
        "upload-defer-length",
    ];
    let created = olena.create_upload(&new_report(), 10, &sha256(b"x")).await;
    let upload = crate::city::location(&created);
    let report = format!("/api/v1/reports/{}", new_report());
    for name in names {
        for value in values {
            for (method, address) in [
                ("POST", "/api/v1/uploads"),
                ("PATCH", upload.as_str()),
                ("PUT", report.as_str()),
            ] {
                let mut request = olena
                    .request(method, address)
                    .header("Tus-Resumable", "1.0.0")
                    .header("Upload-Offset", "0")
                    .header("Upload-Length", "10")
                    .header("Upload-Metadata", metadata(&new_report(), &sha256(b"x")))
                    .header("Content-Type", "application/offset+octet-stream")
                    .body("0123456789ABCDEF")
                    .build()
                    .unwrap();
                let name = HeaderName::from_static(name);
                request
                    .headers_mut()
                    .insert(&name, HeaderValue::from_bytes(value).unwrap());
                let what = format!("{method} {name}: {value:?}");
                refused_well(
                    &what,
                    city.http.execute(request.try_clone().unwrap()).await.unwrap(),
                )
                .await;
                request
                    .headers_mut()
                    .append(&name, HeaderValue::from_bytes(value).unwrap());
                refused_well(&what, city.http.execute(request).await.unwrap()).await;
            }
        }
    }
}

#[tokio::test]
async fn wrong_media_type_size_and_method_have_codes_of_their_own() {
    let city = City::start().await;
    let session = city.url("/api/v1/session");
    let body = json!({"login": "olena", "password": "x", "device": "x"}).to_string();
    let text = city
        .http
        .post(&session)
        .header("Content-Type", "text/plain")
        .body(body)
        .send()
        .await
        .unwrap();
    assert_eq!(crate::city::code(text).await, "unsupported_media_type");
    let large = city
        .http
        .post(&session)
        .json(&json!({"login": "x".repeat(2_000_000)}))
        .send()
        .await
        .unwrap();
    assert_eq!(crate::city::code(large).await, "too_large");
    let method = city.http.put(&session).send().await.unwrap();
    assert_eq!(crate::city::code(method).await, "method_not_allowed");
    let nothing = city.http.get(city.url("/api/v1/nothing")).send().await.unwrap();
    assert_eq!(crate::city::code(nothing).await, "not_found");
    let nobody = city.http.get(city.url("/api/v1/changes")).send().await.unwrap();
    assert_eq!(crate::city::code(nobody).await, "unauthenticated");
}
