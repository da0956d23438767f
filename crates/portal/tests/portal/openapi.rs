//! The committed document is the one that the code makes.

use crate::city::City;
use serde_json::Value;
use std::path::Path;

#[test]
fn committed_document_is_fresh() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/portal-api/openapi.json");
    let fresh = portal::api::openapi_json().unwrap();
    if std::env::var_os("ZVITNYK_REGENERATE").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &fresh).unwrap();
    }
    let committed = std::fs::read_to_string(&path)
        .unwrap_or_default()
        .replace("\r\n", "\n");
    assert!(
        committed == fresh,
        "docs/portal-api/openapi.json is stale: ZVITNYK_REGENERATE=1 cargo test -p portal --test portal openapi"
    );
}

#[test]
fn every_address_of_the_contract_is_described() {
    let document: Value = serde_json::from_str(&portal::api::openapi_json().unwrap()).unwrap();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    use portal_api::path;
    for (address, methods) in [
        (path::PORTAL, &["get"][..]),
        (path::OPENAPI, &["get"]),
        (path::SESSION, &["post", "delete"]),
        (path::SESSION_REFRESH, &["post"]),
        (path::CATALOGUE, &["get"]),
        (path::REPORT, &["get", "put"]),
        (path::RECEIPT, &["get"]),
        (path::APPROVE, &["post"]),
        (path::CHANGES, &["get"]),
        (path::PHOTO, &["get"]),
        (path::UPLOADS, &["options", "post"]),
        (path::UPLOAD, &["head", "patch", "delete"]),
    ] {
        for method in methods {
            assert!(
                document["paths"][address][method].is_object(),
                "{method} {address}"
            );
        }
    }
}

#[tokio::test]
async fn document_is_served() {
    let city = City::start().await;
    let (status, text) = city.page("/api/v1/openapi.json").await;
    assert_eq!(status, 200);
    assert_eq!(text, portal::api::openapi_json().unwrap());
}
