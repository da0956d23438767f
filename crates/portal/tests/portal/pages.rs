//! The public pages.

use crate::city::{City, content, new_report, three_photos};
use html5ever::{ParseOpts, parse_document, tendril::TendrilSink};
use markup5ever_rcdom::RcDom;
use std::path::Path;

/// What an HTML5 parser finds wrong with a page.
fn faults(page: &str) -> Vec<String> {
    let mut options = ParseOpts::default();
    options.tokenizer.exact_errors = true;
    options.tree_builder.exact_errors = true;
    let document = parse_document(RcDom::default(), options).one(page);
    document.errors.borrow().iter().map(ToString::to_string).collect()
}

#[tokio::test]
async fn empty_portal_shows_its_sections_and_says_that_nothing_is_published() {
    let city = City::start().await;
    let (status, page) = city.page("/").await;
    assert_eq!(status, 200);
    assert!(page.starts_with("<!doctype html>\n<html lang=\"uk\">"));
    assert!(page.contains("Діяльність міської ради") && page.contains("Ще нічого не опубліковано"));
    assert_eq!(city.page("/s/council-work").await.0, 200);
    assert_eq!(city.page("/map").await.0, 200);
}

#[tokio::test]
async fn address_with_nothing_behind_it_gets_a_page_that_says_so() {
    let city = City::start().await;
    for path in [
        "/nothing",
        "/s/nothing",
        "/s/%FF",
        "/s/council-work?page=0",
        "/s/council-work?page=x",
        "/r/x",
        "/s/council-work?page=99",
    ] {
        let (status, page) = city.page(path).await;
        assert_eq!(status, 404, "{path}");
        assert!(page.contains("Сторінку не знайдено"), "{path}");
    }
    for path in [
        "/photos/x.jpg",
        "/photos/../portal.sqlite",
        "/assets/..%2Fportal.sqlite",
        "/assets/x.js",
        "/static/x",
        "/tiles/1/1/1",
    ] {
        assert_eq!(city.page(path).await.0, 404, "{path}");
    }
}

#[tokio::test]
async fn pages_forbid_everything_from_elsewhere() {
    let city = City::start().await;
    for path in ["/", "/nothing", "/api/v1/portal", "/static/site.css"] {
        let answer = city.http.get(city.url(path)).send().await.unwrap();
        let policy = answer.headers()["content-security-policy"].to_str().unwrap();
        assert!(
            policy.contains("default-src 'none'") && !policy.contains("unsafe"),
            "{path}"
        );
        assert_eq!(answer.headers()["x-content-type-options"], "nosniff");
    }
    let page = city.page("/").await.1;
    assert!(!page.contains("style=") && !page.contains("<script"));
}

#[tokio::test]
async fn long_section_is_paged() {
    let city = City::start().await;
    let (olena, petro) = (city.sign_in("olena").await, city.sign_in("petro").await);
    let photos = three_photos();
    for number in 0..21 {
        let id = new_report();
        olena
            .send(&id, &content(&format!("Звіт № {number}."), &photos), &photos)
            .await;
        petro.approve(&id, 1).await;
        city.clock.advance(1);
    }
    let first = city.page("/s/council-work").await.1;
    assert!(first.contains("Звіт № 20.") && !first.contains("Звіт № 0."));
    assert!(first.contains("href=\"/s/council-work?page=2\"") && first.contains("21\u{a0}звіт<"));
    let second = city.page("/s/council-work?page=2").await.1;
    assert!(second.contains("Звіт № 0.") && !second.contains("rel=\"next\""));
    let home = city.page("/").await.1;
    assert!(home.contains("Звіт № 20.") && !home.contains("Звіт № 3."));
}

#[tokio::test]
async fn map_has_tiles_a_list_and_a_pin() {
    let folder = tempfile::TempDir::new().unwrap();
    let pack = folder.path().join("demo.zmap");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../map/demo/quarter.geojson");
    map::build(&source, &pack, &map::BuildOptions::default()).unwrap();
    std::fs::write(folder.path().join("portal-map.js"), "export {};").unwrap();
    let pack = map::Pack::open(&pack).unwrap();
    let (info, [lon, lat]) = (pack.info().clone(), pack.info().center);
    let city = City::start_with(Some(pack), Some(folder.path().to_owned())).await;
    let (olena, petro) = (city.sign_in("olena").await, city.sign_in("petro").await);
    let (id, photos) = (new_report(), three_photos());
    olena
        .send(&id, &content("Сквер «Мрія» & \"Co\"", &photos), &photos)
        .await;
    petro.approve(&id, 1).await;

    let told: map::PackInfo = city
        .http
        .get(city.url("/tiles.json"))
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(told, info);
    let (x, y) = map::mercator::tile_at(lon, lat, info.max_zoom);
    let tile = city
        .http
        .get(city.url(&format!("/tiles/{}/{x}/{y}", info.max_zoom)))
        .send()
        .await
        .unwrap();
    assert_eq!(
        tile.headers()["content-type"],
        "application/vnd.mapbox-vector-tile"
    );
    assert!(!tile.bytes().await.unwrap().is_empty());
    assert_eq!(city.page("/tiles/16/0/0").await.0, 204);
    assert_eq!(city.page("/tiles/300/0/0").await.0, 400);

    for path in ["/", "/map", "/s/council-work", "/nothing", &format!("/r/{id}")] {
        assert_eq!(faults(&city.page(path).await.1), Vec::<String>::new(), "{path}");
    }
    for path in ["/map".to_owned(), format!("/r/{id}")] {
        let page = city.page(&path).await.1;
        assert!(
            page.contains("<script type=\"module\" src=\"/assets/portal-map.js\"></script>"),
            "{path}"
        );
        assert!(page.contains("data-tiles=\"/tiles/{z}/{x}/{y}\""), "{path}");
        let places = page
            .split("data-places=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap();
        let places = places
            .replace("&#34;", "\"")
            .replace("&quot;", "\"")
            .replace("&#38;", "&")
            .replace("&amp;", "&");
        let places: serde_json::Value = serde_json::from_str(&places).unwrap();
        assert_eq!(places[0]["lon"], 33.3912);
        assert_eq!(places[0]["lat"], 47.9105);
        assert_eq!(places[0]["title"], "Сквер «Мрія» & \"Co\"");
        assert_eq!(places[0]["href"], format!("/r/{id}"));
    }
    assert_eq!(
        city.page("/assets/portal-map.js").await,
        (reqwest::StatusCode::OK, "export {};".to_owned())
    );
}
