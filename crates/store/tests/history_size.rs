//! What versions of a report cost.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod support;

use report::{Content, FieldId, ReportId};
use rusqlite::Connection;
use serde_json::{Value, json};
use store::{DATABASE, KeptVersion, Patch, Store, StoreError, VersionKind};
use support::{add_photo, at, awkward_folder, content, field, id, open, photo_use, title};
use tempfile::TempDir;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// The titles of the versions, the first first.
fn titles(store: &Store, id: ReportId) -> Vec<String> {
    let versions = store.versions(id).unwrap();
    let title = |version: &KeptVersion| store.version(id, version.number).unwrap().title;
    versions.iter().rev().map(title).collect()
}

fn begin(temp: &TempDir) -> Store {
    let mut store = open(temp);
    store.create(id(1), &content("", &[]), at(0)).unwrap();
    store
}

fn now_in(store: &Store) -> Content {
    store.report(id(1)).unwrap().unwrap().content
}

/// Forty thousand characters in paragraphs and headings: some twenty pages.
fn twenty_pages(random: &mut fastrand::Rng) -> Vec<Value> {
    let mut blocks = Vec::new();
    let mut characters = 0;
    while characters < 40_000 {
        let text = sentence(random, 60);
        characters += text.chars().count();
        if blocks.len() % 8 == 0 {
            blocks.push(json!({ "type": "heading", "attrs": { "level": 2 }, "content": [{ "type": "text", "text": sentence(random, 5) }] }));
        }
        blocks.push(paragraph(&text));
    }
    blocks
}

fn paragraph(text: &str) -> Value {
    json!({ "type": "paragraph", "content": [{ "type": "text", "text": text }] })
}

/// Words of made-up Ukrainian letters: no text compresses worse by what it repeats.
fn sentence(random: &mut fastrand::Rng, words: usize) -> String {
    let letters: Vec<char> = "оаниіврекстлмупядзбьгчхцюжшйфєщїґ".chars().collect();
    let mut text = String::new();
    for word in 0..words {
        if word > 0 {
            text.push(' ');
        }
        for _ in 0..random.usize(2..11) {
            // The first letters of the row are the most frequent ones.
            let at = random.usize(0..letters.len()).min(random.usize(0..letters.len()));
            text.push(letters[at]);
        }
    }
    text + "."
}

fn document(blocks: &[Value]) -> Value {
    json!({ "v": 2, "doc": { "type": "doc", "content": blocks } })
}

fn pages_of_history(temp: &TempDir) -> i64 {
    let db = Connection::open(awkward_folder(temp).join(DATABASE)).unwrap();
    let sum = "SELECT SUM(pgsize) FROM dbstat WHERE name LIKE '%history%'";
    db.query_row(sum, [], |row| row.get(0)).unwrap()
}

#[test]
fn thousand_versions_of_twenty_pages_cost_no_more_than_five_times_one() {
    let temp = TempDir::new().unwrap();
    let mut random = fastrand::Rng::with_seed(1);
    let mut blocks = twenty_pages(&mut random);
    let mut store = open(&temp);
    let photo = add_photo(&mut store, b"a picture");
    let begun = content(
        "Звіт",
        &[
            ("description", document(&blocks)),
            ("photos", json!([photo_use(&photo)])),
        ],
    );
    store.create(id(1), &begun, at(0)).unwrap();
    let mut written = vec![begun];
    while written.len() <= 1000 {
        let step = i64::try_from(written.len()).unwrap();
        // Between two pauses a sentence or two are written, and now and then a paragraph is moved or struck.
        let place = random.usize(0..blocks.len());
        match random.u8(0..10) {
            0 => {
                let moved = blocks.remove(place);
                blocks.insert(random.usize(0..=blocks.len()), moved);
            }
            1 if blocks.len() > 80 => drop(blocks.remove(place)),
            _ => {
                let sentences = sentence(&mut random, 12);
                let text = blocks[place]["content"][0]["text"].as_str().unwrap();
                let half: String = text.chars().take(600).collect();
                blocks[place]["content"][0]["text"] = json!(format!("{half} {sentences}"));
            }
        }
        let mut present = written.last().unwrap().clone();
        present
            .values
            .insert(FieldId::from("description"), document(&blocks));
        if written.last() != Some(&present) {
            store
                .save(id(1), &field("description", document(&blocks)), at(step * 61))
                .unwrap();
            written.push(present);
        }
    }
    let versions = store.versions(id(1)).unwrap();
    assert_eq!(versions.len(), 1000);
    for version in versions.iter().step_by(9) {
        let number = usize::try_from(version.number).unwrap();
        assert_eq!(store.version(id(1), version.number).unwrap(), written[number - 1]);
    }
    drop(store);
    let one = i64::try_from(serde_json::to_vec(written.last().unwrap()).unwrap().len()).unwrap();
    let all = pages_of_history(&temp);
    #[expect(clippy::cast_precision_loss, reason = "a ratio for people")]
    let ratio = all as f64 / one as f64;
    println!("one version: {one} bytes of JSON; 1,000 versions: {all} bytes of pages; {ratio:.2} times one");
    assert!(all <= 5 * one, "{ratio:.2}");
}

/// Saving with versions beside a bare commit of the same bytes; times of one machine are no test, the figures are for people.
#[test]
fn thinned_history_keeps_every_content_it_names_and_the_photos_of_it() {
    let temp = TempDir::new().unwrap();
    let mut random = fastrand::Rng::with_seed(2);
    let mut store = begin(&temp);
    let photos: Vec<_> = (0..3_u8).map(|byte| add_photo(&mut store, &[byte; 9])).collect();
    let mut second = 0;
    let mut written = Vec::new();
    for step in 0..400 {
        second += match random.u8(0..20) {
            0 => DAY,
            1..=4 => HOUR,
            _ => 5 * MINUTE,
        };
        let mut patch = title(&sentence(&mut random, 9));
        let photo = &photos[if step < 100 { 0 } else { 1 + step % 2 }];
        patch
            .values
            .insert(FieldId::from("photos"), Some(json!([photo_use(photo)])));
        store.save(id(1), &patch, at(second)).unwrap();
        written.push(now_in(&store));
        if step % 50 == 49 {
            store.queue(id(1), at(second + 1)).unwrap();
            store.unqueue(id(1)).unwrap();
            store.queue(id(1), at(second + 1)).unwrap();
            store.record_attempt(id(1)).unwrap();
            store.unqueue(id(1)).unwrap();
        }
    }
    let before = store.versions(id(1)).unwrap();
    let contents: Vec<Content> = before
        .iter()
        .map(|version| store.version(id(1), version.number).unwrap())
        .collect();
    let mut rounds = 0;
    while store.thin(at(second + 200 * DAY), 10).unwrap() {
        rounds += 1;
    }
    let after = store.versions(id(1)).unwrap();
    // As it grew it was thinned by the saves themselves; what the sweep leaves are events, the last ones, one a month.
    assert!(before.len() < 200, "{}", before.len());
    assert!(after.len() <= 32, "{} of {}", after.len(), before.len());
    assert!(rounds > 1, "{rounds}");
    assert!(contents.iter().all(|content| written.contains(content)));
    assert_eq!(after.first(), before.first());
    for (version, content) in before.iter().zip(&contents) {
        let left = after.iter().find(|left| left.number == version.number);
        assert!(
            left.is_some() || version.kind == VersionKind::Paused,
            "{version:?}"
        );
        match left {
            Some(left) => {
                assert_eq!(store.version(id(1), left.number).unwrap(), *content);
                assert!(left.changed.is_superset(&version.changed));
            }
            None => assert!(matches!(
                store.version(id(1), version.number),
                Err(StoreError::NoSuchVersion(..))
            )),
        }
    }
    // Writing goes on over what is left.
    store.save(id(1), &title("Далі"), at(second + 201 * DAY)).unwrap();
    store
        .save(id(1), &title("Ще далі"), at(second + 202 * DAY))
        .unwrap();
    assert_eq!(titles(&store, id(1)).last().unwrap(), "Далі");
    drop(store);
    let db = Connection::open(awkward_folder(&temp).join(DATABASE)).unwrap();
    let referred: u32 = db
        .query_row("SELECT COUNT(*) FROM history_photo", [], |row| row.get(0))
        .unwrap();
    assert_eq!(referred, 3);
}

#[test]
#[ignore = "measures; run it alone with --nocapture"]
fn save_beside_a_bare_commit() {
    let temp = TempDir::new().unwrap();
    let mut random = fastrand::Rng::with_seed(3);
    let mut store = open(&temp);
    let blocks = twenty_pages(&mut random);
    store
        .create(
            id(1),
            &content("Звіт", &[("description", document(&blocks))]),
            at(0),
        )
        .unwrap();
    let bare = Connection::open(temp.path().join("bare.sqlite")).unwrap();
    bare.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT)")
        .unwrap();
    let (mut saves, mut commits, mut pauses) = (Vec::new(), Vec::new(), Vec::new());
    let mut second = 1;
    for step in 0..2000_i64 {
        let text = sentence(&mut random, 40);
        let pause = step % 100 == 99;
        second += if pause { 90 } else { 1 };
        let patch: Patch = field("note", json!(text));
        let begun = std::time::Instant::now();
        store.save(id(1), &patch, at(second)).unwrap();
        if pause { &mut pauses } else { &mut saves }.push(begun.elapsed());
        let begun = std::time::Instant::now();
        bare.execute("INSERT OR REPLACE INTO note (id, text) VALUES (1, ?1)", [&text])
            .unwrap();
        commits.push(begun.elapsed());
    }
    for times in [&mut saves, &mut commits, &mut pauses] {
        times.sort_unstable();
    }
    let at = |times: &[std::time::Duration], percent: usize| {
        times[(times.len() * percent / 100).min(times.len() - 1)]
    };
    println!(
        "median: save {:?}, commit {:?}; p99: save {:?}, commit {:?}; saves that keep a version: median {:?}, most {:?}",
        at(&saves, 50),
        at(&commits, 50),
        at(&saves, 99),
        at(&commits, 99),
        at(&pauses, 50),
        at(&pauses, 100)
    );
}
