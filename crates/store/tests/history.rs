//! Versions of a report: when they are kept, what they cost, how they come back.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod support;

use report::{Content, FieldId, ReportId, State};
use rusqlite::Connection;
use serde_json::{Value, json};
use store::{DATABASE, KeptVersion, Origin, Patch, Standing, Store, StoreError, VersionKind};
use support::{
    add_photo, at, awkward_folder, content, field, id, on_portal, open, photo_use, receipt, title,
};
use tempfile::TempDir;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

fn kinds(store: &Store, id: ReportId) -> Vec<VersionKind> {
    let versions = store.versions(id).unwrap();
    versions.iter().rev().map(|version| version.kind).collect()
}

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

#[test]
fn what_stood_before_a_pause_is_kept_by_the_save_after_it() {
    let temp = TempDir::new().unwrap();
    let mut store = begin(&temp);
    for (second, text) in [(1, "Д"), (2, "До"), (3, "Дорога")] {
        store.save(id(1), &title(text), at(second)).unwrap();
    }
    assert!(store.versions(id(1)).unwrap().is_empty());
    // Nothing is changed after the pause: nothing is kept.
    store.save(id(1), &title("Дорога"), at(200)).unwrap();
    assert!(store.versions(id(1)).unwrap().is_empty());
    store.save(id(1), &title("Дорога і міст"), at(201)).unwrap();
    store.save(id(1), &title("Дорога, міст"), at(202)).unwrap();
    let versions = store.versions(id(1)).unwrap();
    assert_eq!(versions.len(), 1);
    assert_eq!((versions[0].kind, versions[0].at), (VersionKind::Paused, at(3)));
    assert_eq!(store.version(id(1), 1).unwrap().title, "Дорога");
    store
        .save(id(1), &field("description", json!("Текст")), at(400))
        .unwrap();
    assert_eq!(titles(&store, id(1)), ["Дорога", "Дорога, міст"]);
    let changed = &store.versions(id(1)).unwrap()[0].changed;
    assert_eq!(changed.iter().map(FieldId::as_str).collect::<Vec<_>>(), ["title"]);
}

#[test]
fn writing_without_a_pause_is_kept_every_ten_minutes() {
    let temp = TempDir::new().unwrap();
    let mut store = begin(&temp);
    for second in 1..=HOUR {
        if second % 10 == 0 {
            store
                .save(id(1), &title(&format!("Слово {second}")), at(second))
                .unwrap();
        }
    }
    let kept = store.versions(id(1)).unwrap().len();
    assert!((5..=6).contains(&kept), "{kept}");
}

#[test]
fn clock_set_back_by_years_neither_stops_nor_floods_the_history() {
    let temp = TempDir::new().unwrap();
    let mut store = begin(&temp);
    store.save(id(1), &title("Раз"), at(10)).unwrap();
    let back = -10 * 365 * DAY;
    for second in 0..20 {
        store
            .save(id(1), &title(&format!("Два {second}")), at(back + second))
            .unwrap();
    }
    assert_eq!(titles(&store, id(1)), ["Раз"]);
    store.save(id(1), &title("Три"), at(500)).unwrap();
    assert_eq!(titles(&store, id(1)), ["Раз", "Два 19"]);
    let numbers: Vec<u32> = store
        .versions(id(1))
        .unwrap()
        .iter()
        .map(|one| one.number)
        .collect();
    assert_eq!(numbers, [2, 1], "the later one is first, whatever the clock said");
}

#[test]
fn what_a_report_begins_with_is_kept() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    let imported = content(
        "Звіт за квартал",
        &[("description", json!("Перенесено з документа"))],
    );
    store.create(id(1), &imported, at(0)).unwrap();
    store.save(id(1), &title("Звіт"), at(1)).unwrap();
    assert_eq!(kinds(&store, id(1)), [VersionKind::Begun]);
    assert_eq!(store.version(id(1), 1).unwrap(), imported);
}

#[test]
fn sent_returned_and_published_are_kept_with_who_and_when() {
    let temp = TempDir::new().unwrap();
    let mut store = begin(&temp);
    store.save(id(1), &title("Дорога"), at(1)).unwrap();
    let sent = now_in(&store);
    store.queue(id(1), at(2)).unwrap();
    store.queue(id(1), at(3)).unwrap();
    store.record_attempt(id(1)).unwrap();
    let version = store.report(id(1)).unwrap().unwrap().version;
    store
        .record_received(id(1), version, &receipt(id(1), 1, &sent), &sent)
        .unwrap();
    store
        .record_state(id(1), 1, State::Returned, at(50), None)
        .unwrap();
    let returned = on_portal(id(1), 1, State::Returned, &sent);
    store.apply_remote(&returned, Origin::Mine, at(51)).unwrap();
    assert_eq!(kinds(&store, id(1)), [VersionKind::Sent, VersionKind::Returned]);

    store.save(id(1), &title("Дорога, ремонт"), at(60)).unwrap();
    store.queue(id(1), at(61)).unwrap();
    let second = now_in(&store);
    let version = store.report(id(1)).unwrap().unwrap().version;
    store
        .record_received(id(1), version, &receipt(id(1), 2, &second), &second)
        .unwrap();
    let mut published = on_portal(id(1), 2, State::Published, &second);
    published.published_at = Some(at(70));
    published.approved_by = Some("Петренко Іван".into());
    for _ in 0..2 {
        store.apply_remote(&published, Origin::Mine, at(71)).unwrap();
    }
    assert_eq!(
        kinds(&store, id(1)),
        [
            VersionKind::Sent,
            VersionKind::Returned,
            VersionKind::Sent,
            VersionKind::Published
        ]
    );
    let last = &store.versions(id(1)).unwrap()[0];
    assert_eq!((last.at, last.by.as_deref()), (at(70), Some("Петренко Іван")));
    assert!(last.changed.is_empty());
}

#[test]
fn report_that_came_from_the_portal_begins_its_history_with_the_first_change_here() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    let mut theirs = on_portal(id(1), 3, State::Published, &content("Дорога", &[]));
    store.apply_remote(&theirs, Origin::Mine, at(1)).unwrap();
    store
        .record_state(id(1), 3, State::Published, at(2), None)
        .unwrap();
    assert!(
        store.versions(id(1)).unwrap().is_empty(),
        "thousands of reports come to a new computer"
    );
    store.save(id(1), &title("Дорога і міст"), at(3)).unwrap();
    theirs.revision = 4;
    theirs.content = now_in(&store);
    store.apply_remote(&theirs, Origin::Mine, at(4)).unwrap();
    assert_eq!(titles(&store, id(1)), ["Дорога", "Дорога і міст"]);
    assert_eq!(
        kinds(&store, id(1)),
        [VersionKind::Portal, VersionKind::Published]
    );
}

#[test]
fn what_was_taken_back_before_it_set_out_was_not_sent() {
    let temp = TempDir::new().unwrap();
    let mut store = begin(&temp);
    store.save(id(1), &title("Дорога"), at(1)).unwrap();
    store.queue(id(1), at(2)).unwrap();
    store.unqueue(id(1)).unwrap();
    assert_eq!(kinds(&store, id(1)), [VersionKind::Paused]);
    store.queue(id(1), at(3)).unwrap();
    assert_eq!(kinds(&store, id(1)), [VersionKind::Sent]);
    store.record_attempt(id(1)).unwrap();
    store.unqueue(id(1)).unwrap();
    assert_eq!(kinds(&store, id(1)), [VersionKind::Sent]);
}

#[test]
fn both_sides_of_a_conflict_are_kept() {
    let temp = TempDir::new().unwrap();
    let mut store = begin(&temp);
    store.save(id(1), &title("Дорога"), at(1)).unwrap();
    let ground = now_in(&store);
    store
        .apply_remote(
            &on_portal(id(1), 1, State::InReview, &ground),
            Origin::Mine,
            at(2),
        )
        .unwrap();
    store.save(id(1), &title("Наш міст"), at(3)).unwrap();
    let theirs = Content {
        title: "Їхній міст".into(),
        ..ground
    };
    store
        .apply_remote(
            &on_portal(id(1), 2, State::InReview, &theirs),
            Origin::Mine,
            at(4),
        )
        .unwrap();
    store.settle(id(1)).unwrap();
    assert_eq!(titles(&store, id(1)), ["Наш міст", "Їхній міст"]);
    assert_eq!(kinds(&store, id(1)), [VersionKind::Replaced, VersionKind::Portal]);
    let by = store.versions(id(1)).unwrap()[0].by.clone();
    assert_eq!(by.as_deref(), Some("Коваль Олена Іванівна"));
}

#[test]
fn older_version_is_put_back_as_the_newest_and_that_can_be_undone() {
    let temp = TempDir::new().unwrap();
    let mut store = begin(&temp);
    let photo = add_photo(&mut store, b"a picture");
    let mut patch = field("photos", json!([photo_use(&photo)]));
    patch.title = Some("Дорога".into());
    store.save(id(1), &patch, at(1)).unwrap();
    let old = now_in(&store);
    let mut patch = field("description", json!("Новий опис"));
    patch.title = Some("Міст".into());
    patch.values.insert(FieldId::from("photos"), None);
    store.save(id(1), &patch, at(100)).unwrap();
    let present = now_in(&store);

    let restored = store.restore_version(id(1), 1, at(200)).unwrap();
    assert_eq!(now_in(&store), old);
    assert_eq!(store.row(id(1)).unwrap().unwrap().photos, 1);
    assert_eq!(store.version(id(1), restored.before).unwrap(), present);
    assert_eq!(
        kinds(&store, id(1)),
        [VersionKind::Paused, VersionKind::Replaced, VersionKind::Restored]
    );
    store.restore_version(id(1), restored.before, at(201)).unwrap();
    assert_eq!(now_in(&store), present);
    // Putting back what stands there already changes nothing.
    let count = store.versions(id(1)).unwrap().len();
    let again = store.restore_version(id(1), restored.before, at(202)).unwrap();
    assert_eq!(again.version, store.report(id(1)).unwrap().unwrap().version);
    assert_eq!(store.versions(id(1)).unwrap().len(), count);
}

#[test]
fn version_put_back_into_a_sent_report_is_an_unsent_change() {
    let temp = TempDir::new().unwrap();
    let mut store = begin(&temp);
    store.save(id(1), &title("Дорога"), at(1)).unwrap();
    store.save(id(1), &title("Міст"), at(100)).unwrap();
    store.queue(id(1), at(101)).unwrap();
    let sent = now_in(&store);
    let version = store.report(id(1)).unwrap().unwrap().version;
    store
        .record_received(id(1), version, &receipt(id(1), 1, &sent), &sent)
        .unwrap();
    store.restore_version(id(1), 1, at(200)).unwrap();
    let row = store.row(id(1)).unwrap().unwrap();
    assert_eq!((row.standing, row.unsent_changes), (Standing::InReview, true));
    assert_eq!(row.title, "Дорога");
}

#[test]
fn reports_of_others_in_the_bin_and_versions_that_are_not_there_are_refused() {
    let temp = TempDir::new().unwrap();
    let mut store = begin(&temp);
    store.save(id(1), &title("Дорога"), at(1)).unwrap();
    store.save(id(1), &title("Міст"), at(100)).unwrap();
    assert!(matches!(
        store.restore_version(id(1), 7, at(101)),
        Err(StoreError::NoSuchVersion(_, 7))
    ));
    store.delete(id(1), at(102)).unwrap();
    assert!(matches!(
        store.restore_version(id(1), 1, at(103)),
        Err(StoreError::InBin(_))
    ));
    assert_eq!(titles(&store, id(1)), ["Дорога"], "the bin keeps the history");

    let theirs = on_portal(id(2), 1, State::Published, &content("Чужий", &[]));
    store.apply_remote(&theirs, Origin::Others, at(1)).unwrap();
    let theirs = on_portal(id(2), 2, State::Published, &content("Чужий новий", &[]));
    store.apply_remote(&theirs, Origin::Others, at(2)).unwrap();
    assert_eq!(
        titles(&store, id(2)),
        ["Чужий"],
        "what another's report was is still there to compare"
    );
    assert!(matches!(
        store.restore_version(id(2), 1, at(103)),
        Err(StoreError::NotMine(_))
    ));
    assert!(matches!(store.versions(id(3)), Err(StoreError::NoSuchReport(_))));
}

#[test]
fn drafts_bring_their_history_into_the_account() {
    let (local, account) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let mut local = begin(&local);
    for step in 1..=5 {
        local
            .save(id(1), &title(&format!("Крок {step}")), at(step * 100))
            .unwrap();
    }
    let before = local.versions(id(1)).unwrap();
    assert_eq!(before.len(), 4);
    let mut account = open(&account);
    account.adopt(&mut local).unwrap();
    assert_eq!(account.versions(id(1)).unwrap(), before);
    assert_eq!(titles(&account, id(1)), ["Крок 1", "Крок 2", "Крок 3", "Крок 4"]);
    account.save(id(1), &title("Крок 6"), at(1000)).unwrap();
    assert_eq!(titles(&account, id(1)).last().unwrap(), "Крок 5");
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
fn damaged_version_is_named_and_stops_neither_its_neighbours_nor_saving() {
    let temp = TempDir::new().unwrap();
    let mut store = begin(&temp);
    for step in 1..=4 {
        let text = json!(format!("Текст {step} ").repeat(200));
        store
            .save(id(1), &field("description", text), at(step * 100))
            .unwrap();
    }
    assert_eq!(store.versions(id(1)).unwrap().len(), 3);
    drop(store);
    let db = Connection::open(awkward_folder(&temp).join(DATABASE)).unwrap();
    db.execute(
        "UPDATE history_version SET content = zeroblob(40) WHERE number = 3",
        [],
    )
    .unwrap();
    drop(db);
    let mut store = open(&temp);
    assert!(matches!(
        store.version(id(1), 3),
        Err(StoreError::VersionCorrupt(_, 3))
    ));
    assert!(store.version(id(1), 2).is_ok());
    assert!(matches!(
        store.restore_version(id(1), 3, at(900)),
        Err(StoreError::VersionCorrupt(..))
    ));
    store.save(id(1), &title("Далі"), at(1000)).unwrap();
    assert_eq!(store.versions(id(1)).unwrap().len(), 4);
    assert!(store.version(id(1), 4).is_ok());
    assert!(store.restore_version(id(1), 2, at(1001)).is_ok());
}

#[test]
fn thinning_ends_where_versions_cannot_be_read() {
    let temp = TempDir::new().unwrap();
    let mut store = begin(&temp);
    for step in 1..=60 {
        let text = json!(format!("Текст {step} ").repeat(20));
        store
            .save(id(1), &field("description", text), at(step * 100))
            .unwrap();
    }
    drop(store);
    let db = Connection::open(awkward_folder(&temp).join(DATABASE)).unwrap();
    db.execute(
        "UPDATE history_version SET content = zeroblob(40) WHERE number BETWEEN 5 AND 8",
        [],
    )
    .unwrap();
    drop(db);
    let mut store = open(&temp);
    let mut rounds = 0;
    while store.thin(at(400 * DAY), 2).unwrap() {
        rounds += 1;
        assert!(rounds < 100);
    }
    let numbers: Vec<u32> = store
        .versions(id(1))
        .unwrap()
        .iter()
        .map(|one| one.number)
        .collect();
    assert!(numbers.contains(&8) && !numbers.contains(&2), "{numbers:?}");
}

/// Saving with versions beside a bare commit of the same bytes; times of one machine are no test, the figures are for people.
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
