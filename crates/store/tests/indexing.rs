//! A file of an earlier version is taken in, however often the program dies over it.
// In wine the server of the invented Windows loses its client here; what is tested knows no system.
#![cfg(not(windows))]
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

#[path = "support/earlier_files.rs"]
mod earlier_files;
mod support;

use earlier_files::{of_schema, told};
use jiff::Timestamp;
use rusqlite::Connection;
use std::{
    env,
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};
use store::{DATABASE, Store};
use support::{at, content, id, open, title};
use tempfile::TempDir;

const FOLDER: &str = "STORE_TEST_FOLDER";
const REPORTS: u128 = 600;
const BATCH: u32 = 20;

/// A file of schema 4 with many reports.
fn many(temp: &TempDir) -> PathBuf {
    let folder = of_schema(temp, 4);
    let mut db = Connection::open(folder.join(DATABASE)).unwrap();
    let tx = db.transaction().unwrap();
    for number in 100..100 + REPORTS {
        let key = id(number).to_string();
        tx.execute(
            "INSERT INTO report (id, origin, section, form_version, title, version, created_at, updated_at)
            VALUES (?1, 'mine', 'council-work', 1, ?2, 1, ?3, ?3)",
            (
                &key,
                format!("Ремонт двору № {number}"),
                at(number as i64).as_microsecond(),
            ),
        )
        .unwrap();
        let text = "На виконання програми оновлено покриття проїздів і сходи. ".repeat(20);
        tx.execute(
            "INSERT INTO report_value VALUES (?1, 'text', json_quote(?2), 0)",
            (&key, text),
        )
        .unwrap();
    }
    tx.commit().unwrap();
    folder
}

/// Not a test: what the test below starts as a process of its own and kills. Opens the file, which brings it to the newest
/// version, and takes the reports in, batch by batch.
#[test]
#[ignore = "started by another test"]
fn program_taking_in() {
    let Some(folder) = env::var_os(FOLDER).map(PathBuf::from) else {
        return;
    };
    let mut out = std::io::stdout();
    writeln!(out, "\nopens").unwrap();
    out.flush().unwrap();
    let mut store = Store::open(&folder).unwrap();
    loop {
        store.index_some(None, None, BATCH).unwrap();
        let remaining = store.indexing().unwrap().remaining;
        writeln!(out, "\nremaining {remaining}").unwrap();
        out.flush().unwrap();
        if remaining == 0 {
            return;
        }
    }
}

fn start(folder: &Path) -> Child {
    Command::new(env::current_exe().unwrap())
        .args(["--exact", "program_taking_in", "--ignored", "--nocapture"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

#[test]
fn taking_in_that_is_killed_goes_on_and_ends_the_same() {
    let undisturbed = TempDir::new().unwrap();
    let expected = {
        let folder = many(&undisturbed);
        let mut store = Store::open(&folder).unwrap();
        while store.index_some(None, None, BATCH).unwrap() > 0 {}
        drop(store);
        told(&folder)
    };
    let temp = TempDir::new().unwrap();
    let folder = many(&temp);
    let mut random = fastrand::Rng::with_seed(7);
    let (mut last, mut kills) = (u32::MAX, 0);
    loop {
        let mut child = start(&folder);
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        // The first ones die within the steps of the migration or before the first batch, the others after a few batches.
        let patience = if kills < 4 { 0 } else { random.u32(1..4) };
        let mut batches = 0;
        while let Some(Ok(line)) = lines.next() {
            let died = match line.split_once(' ') {
                None if line == "opens" => patience == 0,
                Some(("remaining", remaining)) => {
                    let remaining = remaining.parse().unwrap();
                    assert!(
                        remaining <= last,
                        "what was taken in stays so: {remaining} > {last}"
                    );
                    last = remaining;
                    batches += 1;
                    batches == patience
                }
                _ => false,
            };
            if died {
                thread::sleep(Duration::from_micros(random.u64(0..30_000)));
                child.kill().unwrap();
            }
        }
        if child.wait().unwrap().success() {
            break;
        }
        kills += 1;
        assert!(kills < 100, "it never ends");
    }
    assert!(kills >= 4, "it was hardly killed: {kills}");
    assert_eq!(last, 0);
    drop(Store::open(&folder).unwrap());
    assert_eq!(told(&folder), expected);
    assert!(expected.len() > REPORTS as usize * 100);
}

/// Some saves are taken in before others, and some reports go: what is known at the end is what a file says that was
/// taken in at once.
#[test]
fn index_follows_whatever_is_written() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    let mut random = fastrand::Rng::with_seed(3);
    for number in 1..=60 {
        store
            .create(id(number), &content("Двір", &[]), at(number as i64))
            .unwrap();
    }
    for second in 100..400 {
        let one = id(random.u128(1..=60));
        match random.u8(0..10) {
            0 => store.delete(one, at(second)).unwrap(),
            1 => store.restore(one).unwrap(),
            2..=4 => {
                store.index_some(None, None, random.u32(1..30)).unwrap();
            }
            _ if store.report(one).unwrap().unwrap().deleted_at.is_none() => {
                store
                    .save(one, &title(&format!("Сквер {second} роки")), at(second))
                    .unwrap();
            }
            _ => {}
        }
    }
    while store.index_some(None, None, 7).unwrap() > 0 {}
    let folder = store.folder().to_owned();
    drop(store);
    let by_and_by = told(&folder);
    let db = Connection::open(folder.join(DATABASE)).unwrap();
    db.execute_batch(
        "INSERT INTO search (search) VALUES ('delete-all');
        INSERT INTO search_title (search_title) VALUES ('delete-all');
        UPDATE facet SET title = '', programme = NULL, district = NULL, day = NULL;
        INSERT INTO stale SELECT report FROM facet",
    )
    .unwrap();
    drop(db);
    let mut store = Store::open(&folder).unwrap();
    while store.index_some(None, None, 1_000).unwrap() > 0 {}
    drop(store);
    assert_eq!(told(&folder), by_and_by);
}

/// What is written while one types waits until the hand rests, but not for ever when the clock goes wrong.
#[test]
fn reports_changed_just_now_wait() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    for (number, second) in [(1, 0), (2, 100), (3, 1_000_000)] {
        store
            .create(id(number), &content("Двір", &[]), at(second))
            .unwrap();
    }
    let mut taken = |calm: Option<Timestamp>| store.index_some(None, calm, 10).unwrap();
    assert_eq!(taken(Some(at(50))), 2, "the one of second 100 waits");
    assert_eq!(taken(Some(at(50))), 0);
    assert_eq!(taken(None), 1);
}

/// Who types in the report that was the last changed one moves it nowhere, so its lists are not rewritten; the time is put right
/// when its turn comes, and at once where the order hangs on it.
#[test]
fn lists_stand_in_the_order_of_the_last_changes_at_any_moment() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    for number in 1..=3 {
        store.create(id(number), &content("Двір", &[]), at(1)).unwrap();
    }
    let order = |store: &Store| -> Vec<u128> {
        let rows = store.list().unwrap();
        rows.iter().map(|row| row.id.0.as_u128()).collect()
    };
    for (second, changed, expected) in [
        (2, 2, [2, 3, 1]),
        (3, 2, [2, 3, 1]),
        (400, 2, [2, 3, 1]),
        (401, 1, [1, 2, 3]),
        (402, 1, [1, 2, 3]),
        (403, 2, [2, 1, 3]),
        // A clock that was set back.
        (10, 2, [1, 2, 3]),
    ] {
        store
            .save(id(changed), &title(&format!("Двір {second}")), at(second))
            .unwrap();
        let expected: Vec<u128> = expected.iter().map(|number| id(*number).0.as_u128()).collect();
        assert_eq!(order(&store), expected, "second {second}");
        if second % 2 == 0 {
            while store.index_some(None, None, 10).unwrap() > 0 {}
            assert_eq!(order(&store), expected, "second {second}, taken in");
        }
    }
}
