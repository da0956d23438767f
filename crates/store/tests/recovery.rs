//! A damaged file: what is claimed to be recovered is what was there, and what is lost is told.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod support;

use report::{Content, ReportId};
use serde_json::json;
use std::{collections::BTreeMap, fs, ops::ControlFlow, path::Path};
use store::{Broken, DATABASE, Recovered, Store, StoreError};
use support::{at, awkward_folder, content, field, id, open, title};
use tempfile::TempDir;

const PAGE: usize = 4096;

fn on(_: u64, _: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// Reports of several fields, edited, some queued; closed as it should be.
fn filled(temp: &TempDir) -> BTreeMap<ReportId, Content> {
    let mut store = open(temp);
    for number in 0..200_u32 {
        let text = format!(
            "Підсумки {number}: {}",
            "ремонт дороги, ".repeat(number as usize % 40)
        );
        let values = [
            ("summary", json!(text)),
            ("kind", json!("done")),
            ("amount", json!(number)),
        ];
        store
            .create(
                id(u128::from(number)),
                &content(&format!("Звіт {number}"), &values),
                at(0),
            )
            .unwrap();
    }
    for number in 0..30 {
        store
            .save(
                id(number),
                &field("summary", json!(format!("Змінено {number}"))),
                at(4000),
            )
            .unwrap();
        store
            .save(
                id(number),
                &title(&format!("Звіт {number}, другий раз")),
                at(9000),
            )
            .unwrap();
    }
    for number in 40..45 {
        store.queue(id(number), at(9500)).unwrap();
    }
    let ids = store.list().unwrap().into_iter().map(|row| row.id);
    ids.map(|id| (id, store.report(id).unwrap().unwrap().content))
        .collect()
}

fn recover(folder: &Path) -> Result<Recovered, StoreError> {
    Broken::hold(folder, None).unwrap().recover(at(20_000), &mut on)
}

/// Everything that is claimed holds.
fn assert_true(
    way: &str,
    recovered: &Recovered,
    before: &BTreeMap<ReportId, Content>,
    folder: &Path,
    damaged: &[u8],
) {
    assert!(
        fs::read(&recovered.set_aside).unwrap() == damaged,
        "{way}: set aside as it was"
    );
    let store = Store::open(folder).unwrap();
    for (id, title) in &recovered.whole {
        let now = store.report(*id).unwrap().unwrap().content;
        assert_eq!(Some(&now), before.get(id), "{way}");
        assert_eq!(*title, now.title, "{way}");
    }
    let here = store.list().unwrap().len();
    assert_eq!(here, recovered.whole.len() + recovered.partial.len(), "{way}");
    let lost = before.len() - here;
    let told = recovered.lost_reports as usize;
    assert!(
        told == lost || (recovered.unknown && told <= lost),
        "{way}: {told} of {lost} lost"
    );
    let queued = store.outbox().unwrap().len();
    assert!(
        recovered.unknown || queued + recovered.lost_queue as usize == 5,
        "{way}"
    );
}

#[test]
#[cfg_attr(windows, ignore = "takes many minutes in wine")]
fn pages_zeroed_at_random_cost_what_is_told_and_nothing_else() {
    let temp = TempDir::new().unwrap();
    let before = filled(&temp);
    let folder = awkward_folder(&temp);
    let sound = fs::read(folder.join(DATABASE)).unwrap();
    let mut random = fastrand::Rng::with_seed(0x5A76);
    let (mut some, mut nothing) = (0, 0);
    for round in 0..16 {
        let mut bytes = sound.clone();
        let pages = bytes.len() / PAGE;
        for _ in 0..=round % 4 {
            let page = random.usize(1..pages);
            match random.u8(0..3) {
                0 => bytes[page * PAGE..(page + 1) * PAGE].fill(0),
                1 => bytes[page * PAGE..(page + 1) * PAGE].fill(0x5A),
                _ => bytes[page * PAGE..page * PAGE + 512].fill(0xFF),
            }
        }
        fs::write(folder.join(DATABASE), &bytes).unwrap();
        match recover(&folder) {
            Ok(recovered) => {
                assert_true(&format!("round {round}"), &recovered, &before, &folder, &bytes);
                some += recovered.whole.len();
            }
            Err(StoreError::Damaged) => nothing += 1,
            Err(other) => panic!("round {round}: {other:?}"),
        }
    }
    assert!(nothing < 5, "nothing was read in {nothing} of 16");
    assert!(some > 10 * 100, "{some} reports in 16 rounds");
}

#[test]
fn cut_off_file_gives_what_lies_before_the_cut() {
    let temp = TempDir::new().unwrap();
    let before = filled(&temp);
    let folder = awkward_folder(&temp);
    let sound = fs::read(folder.join(DATABASE)).unwrap();
    let mut random = fastrand::Rng::with_seed(7);
    for round in 0..5 {
        let cut = random.usize(sound.len() / 4..sound.len());
        fs::write(folder.join(DATABASE), &sound[..cut]).unwrap();
        match recover(&folder) {
            Ok(recovered) => assert_true(
                &format!("cut at {cut}"),
                &recovered,
                &before,
                &folder,
                &sound[..cut],
            ),
            Err(StoreError::Damaged) => {}
            Err(other) => panic!("round {round}: {other:?}"),
        }
    }
}

#[test]
fn lost_header_costs_nothing() {
    let temp = TempDir::new().unwrap();
    let before = filled(&temp);
    let folder = awkward_folder(&temp);
    let mut bytes = fs::read(folder.join(DATABASE)).unwrap();
    bytes[..100].fill(0);
    fs::write(folder.join(DATABASE), &bytes).unwrap();
    let recovered = recover(&folder).unwrap();
    assert_true("header", &recovered, &before, &folder, &bytes);
    assert_eq!(recovered.whole.len(), before.len());
    assert!(!recovered.unknown);
}

#[test]
fn sound_file_is_recovered_whole() {
    let temp = TempDir::new().unwrap();
    let before = filled(&temp);
    let folder = awkward_folder(&temp);
    let bytes = fs::read(folder.join(DATABASE)).unwrap();
    let recovered = recover(&folder).unwrap();
    assert_true("sound", &recovered, &before, &folder, &bytes);
    assert_eq!((recovered.whole.len(), recovered.lost_queue), (before.len(), 0));
    assert!(recovered.partial.is_empty() && !recovered.unknown);
}

#[test]
fn what_is_no_database_at_all_is_left_as_it_is() {
    let temp = TempDir::new().unwrap();
    filled(&temp);
    let folder = awkward_folder(&temp);
    let text = "Це не база".repeat(2000);
    fs::write(folder.join(DATABASE), &text).unwrap();
    assert!(matches!(recover(&folder), Err(StoreError::Damaged)));
    assert_eq!(fs::read_to_string(folder.join(DATABASE)).unwrap(), text);
    let aside = Broken::hold(&folder, None).unwrap().begin_anew(at(1)).unwrap();
    assert_eq!(fs::read_to_string(aside).unwrap(), text);
    assert!(Store::open(&folder).unwrap().list().unwrap().is_empty());
}

#[test]
fn lost_tables_are_told_by_a_file_that_was_made_by_the_same_steps() {
    let temp = TempDir::new().unwrap();
    let before = filled(&temp);
    let folder = awkward_folder(&temp);
    let schema: Vec<usize> = {
        let db = rusqlite::Connection::open(folder.join(DATABASE)).unwrap();
        let mut pages = db
            .prepare("SELECT pageno FROM dbstat WHERE name = 'sqlite_schema' AND pageno > 1")
            .unwrap();
        let pages = pages.query_map([], |row| row.get::<_, i64>(0)).unwrap();
        pages
            .map(|page| usize::try_from(page.unwrap()).unwrap())
            .collect()
    };
    assert!(!schema.is_empty());
    let mut bytes = fs::read(folder.join(DATABASE)).unwrap();
    for page in schema {
        bytes[(page - 1) * PAGE..page * PAGE].fill(0xA5);
    }
    fs::write(folder.join(DATABASE), &bytes).unwrap();
    let recovered = recover(&folder).unwrap();
    assert_true("schema", &recovered, &before, &folder, &bytes);
    assert_eq!(recovered.whole.len(), before.len());
}

#[test]
fn file_that_came_through_several_versions_is_read_although_its_tables_are_lost() {
    let temp = TempDir::new().unwrap();
    let folder = awkward_folder(&temp);
    fs::create_dir_all(&folder).unwrap();
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/schema-4.sqlite");
    fs::copy(fixture, folder.join(DATABASE)).unwrap();
    let mut store = open(&temp);
    for number in 100..300_u32 {
        let values = [("summary", json!("ремонт дороги, ".repeat(number as usize % 40)))];
        let content = content(&format!("Звіт {number}"), &values);
        store.create(id(u128::from(number)), &content, at(0)).unwrap();
    }
    drop(store);
    let mut bytes = fs::read(folder.join(DATABASE)).unwrap();
    for page in (4..bytes.len() / PAGE).step_by(3) {
        bytes[page * PAGE..(page + 1) * PAGE].fill(0x5A);
    }
    fs::write(folder.join(DATABASE), &bytes).unwrap();
    let recovered = recover(&folder).unwrap();
    assert!(fs::read(&recovered.set_aside).unwrap() == bytes);
    let here = recovered.whole.len() + recovered.partial.len();
    assert!(here > 20, "{here} reports");
    assert!(recovered.unknown || recovered.lost_reports > 0);
    // One of the fixture's lies in the bin.
    let store = Store::open(&folder).unwrap();
    assert_eq!(store.list().unwrap().len() + store.bin().unwrap().len(), here);
}
