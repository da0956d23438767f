//! Searching through the store: what is written is found, by its names too, and only as it is now.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod support;

use report::{Catalogue, ReportId};
use serde_json::json;
use store::{DATABASE, Layout, Store, Wanted};
use support::{at, awkward_folder, content, id, open, title};
use tempfile::TempDir;

fn find(store: &mut Store, typed: &str) -> Vec<ReportId> {
    store.index_some(None, None, 1_000).unwrap();
    found(store, typed)
}

fn found(store: &Store, typed: &str) -> Vec<ReportId> {
    let wanted = Wanted {
        text: typed.to_owned(),
        ..Wanted::default()
    };
    let page = store.page(&wanted, Layout::default(), at(10), 0, 50).unwrap();
    page.rows.iter().map(|row| row.id).collect()
}

#[test]
fn report_is_found_as_it_is_now_and_not_from_the_bin() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    store
        .create(
            id(1),
            &content("Капітальний ремонт дороги", &[("text", json!("Об’їзна вулиця"))]),
            at(0),
        )
        .unwrap();
    store.create(id(2), &content("Сквер", &[]), at(1)).unwrap();
    assert_eq!(find(&mut store, "доріг "), [id(1)]);
    assert_eq!(find(&mut store, "обїзній "), [id(1)]);
    assert_eq!(find(&mut store, "crdth"), [id(2)], "the keyboard's layout");
    store.save(id(1), &title("Нові світлофори"), at(2)).unwrap();
    assert_eq!(find(&mut store, "дорога "), []);
    assert_eq!(find(&mut store, "світлофор"), [id(1)]);
    store.delete(id(1), at(3)).unwrap();
    assert_eq!(find(&mut store, "світлофор"), []);
    store.restore(id(1)).unwrap();
    assert_eq!(find(&mut store, "світлофор"), [id(1)]);
}

#[test]
fn names_that_only_the_catalogue_tells_are_found() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    let catalogue: Catalogue = serde_json::from_value(json!({
        "city": { "uk": "Місто" }, "departments": [], "services": [], "measures": [], "officials": [], "districts": [],
        "programmes": [{ "id": "p1", "name": { "uk": "Програма озеленення міста" } }],
        "sections": [{
            "id": "council-work", "name": { "uk": "Діяльність" }, "about": { "uk": "" }, "department": "d",
            "rule": "as_needed",
            "form": { "version": 1, "groups": [{ "id": "g", "label": { "uk": "Г" }, "fields": [
                { "id": "programme", "label": { "uk": "Програма" }, "required": false, "kind": "reference", "list": "programmes" }
            ] }] }
        }]
    }))
    .unwrap();
    store
        .create(id(1), &content("Липи", &[("programme", json!("p1"))]), at(0))
        .unwrap();
    store.index_some(Some(&catalogue), None, 10).unwrap();
    assert_eq!(found(&store, "озелененням "), [id(1)]);
    let query = search::Query::parse("озелененням ");
    let hit = store.hit(id(1), Some(&catalogue), &query).unwrap();
    assert_eq!(hit.snippet.unwrap().text, "Програма озеленення міста");
}

#[test]
fn words_made_by_other_rules_are_made_anew() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    store.create(id(1), &content("Сквер", &[]), at(0)).unwrap();
    store.index_some(None, None, 10).unwrap();
    drop(store);
    let store = open(&temp);
    assert_eq!(store.indexing().unwrap().remaining, 0);
    drop(store);
    let db = rusqlite::Connection::open(awkward_folder(&temp).join(DATABASE)).unwrap();
    db.execute_batch("UPDATE search_rules SET rules = 0; DELETE FROM search")
        .unwrap();
    drop(db);
    let mut store = open(&temp);
    assert_eq!(store.indexing().unwrap().remaining, 1);
    assert_eq!(find(&mut store, "сквери "), [id(1)]);
}
