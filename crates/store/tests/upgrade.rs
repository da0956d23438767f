//! A large file of the first version is brought to the newest: it says how far it is, may be killed at any moment, and goes on.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

#[path = "support/earlier_files.rs"]
#[expect(dead_code, reason = "of other tests as well")]
mod earlier_files;
mod support;

use earlier_files::of_schema;
use jiff::Timestamp;
use report::FieldId;
use rusqlite::Connection;
use serde_json::json;
use std::{
    env, fs,
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};
use store::{DATABASE, Holder, Store, Upgrade};
use support::id;
use tempfile::TempDir;

const FOLDER: &str = "STORE_TEST_UPGRADE";

/// Reports beside the six of the fixture, five of which are not in the bin.
const MORE: u32 = 4000;

/// A file of the first version that takes a while.
fn large(temp: &TempDir) -> PathBuf {
    let folder = of_schema(temp, 1);
    let db = Connection::open(folder.join(DATABASE)).unwrap();
    db.execute_batch(&format!(
        "
        BEGIN;
        CREATE TEMP TABLE n AS WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {MORE}) SELECT n FROM n;
        INSERT INTO report (id, origin, section, form_version, title, photos, version, sent_version, created_at, updated_at, deleted_at)
            SELECT printf('01990000-0000-7000-9000-%012x', n), 'mine', 'council-work', 1, 'Звіт ' || n, 0, 1, NULL,
                1795000000000000 + n, 1795000000000000 + n, NULL FROM temp.n;
        INSERT INTO report_value SELECT printf('01990000-0000-7000-9000-%012x', n), 'text', json_quote('Текст ' || n), 0 FROM temp.n;
        INSERT INTO report_value SELECT printf('01990000-0000-7000-9000-%012x', n), 'more',
            json_quote(replace(hex(zeroblob(200)), '0', 'я')), 0 FROM temp.n;
        COMMIT;
        "
    ))
    .unwrap();
    folder
}

fn holder() -> Holder {
    Holder {
        computer: "ТУТ".to_owned(),
        since: Timestamp::UNIX_EPOCH,
        run: uuid::Uuid::from_u128(1),
    }
}

/// Not a test: what the test below starts as a process of its own and kills.
#[test]
#[ignore = "started by the other test"]
fn program_that_opens() {
    let Some(folder) = env::var_os(FOLDER).map(PathBuf::from) else {
        return;
    };
    let mut out = std::io::stdout();
    Store::open_held(&folder, &holder(), &mut |step, done, total| {
        writeln!(out, "\nstep {step:?} {done} {total}").unwrap();
        out.flush().unwrap();
    })
    .unwrap();
}

/// Opens in a process that is killed after so many words; how many it said.
fn killed_after(folder: &Path, most: usize) -> usize {
    let mut child = Command::new(env::current_exe().unwrap())
        .args(["--exact", "program_that_opens", "--ignored", "--nocapture"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = 0;
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        said += usize::from(line.is_ok_and(|line| line.starts_with("step ")));
        if said == most {
            child.kill().unwrap();
        }
    }
    child.wait().unwrap();
    said
}

fn whole(folder: &Path) {
    let store = Store::open(folder).unwrap();
    assert_eq!(store.count().unwrap(), MORE + 5);
    for row in store.list().unwrap() {
        let report = store.report(row.id).unwrap().unwrap();
        if let Some(number) = report.content.title.strip_prefix("Звіт ") {
            assert_eq!(
                report.content.values[&FieldId::from("text")],
                json!(format!("Текст {number}"))
            );
            assert_eq!(report.content.values.len(), 2);
        }
    }
    assert_eq!(
        store.queued(id(2)).unwrap().unwrap().content.title,
        "Нові тролейбуси"
    );
    store.reader().unwrap().unwrap().check().unwrap();
}

fn copy_of(folder: &Path, to: &Path) -> PathBuf {
    let copy = to.join("Копія");
    fs::create_dir(&copy).unwrap();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        if entry.file_name().to_string_lossy().starts_with(DATABASE) {
            fs::copy(entry.path(), copy.join(entry.file_name())).unwrap();
        }
    }
    copy
}

#[test]
fn every_report_is_there_however_often_the_upgrade_is_killed() {
    let temp = TempDir::new().unwrap();
    let folder = large(&temp);
    let mut random = fastrand::Rng::with_seed(0x5A76);
    for most in [
        1,
        2,
        3,
        4,
        9,
        random.usize(10..20),
        random.usize(20..30),
        34,
        36,
        38,
    ] {
        let said = killed_after(&folder, most);
        let after = TempDir::new().unwrap();
        whole(&copy_of(&folder, after.path()));
        if said < most {
            break;
        }
    }
    whole(&folder);
}

#[test]
fn each_step_says_how_far_it_is() {
    let temp = TempDir::new().unwrap();
    let folder = large(&temp);
    let mut heard = Vec::new();
    Store::open_held(&folder, &holder(), &mut |step, done, total| {
        assert!(done <= total);
        heard.push((step, done));
    })
    .unwrap();
    let of = |wanted| heard.iter().filter(move |(step, _)| *step == wanted);
    assert!(of(Upgrade::Copy).count() > 0 && of(Upgrade::Lists).count() > 0);
    let moved: Vec<u64> = of(Upgrade::Tables).map(|(_, done)| *done).collect();
    assert!(moved.len() > 20 && moved.is_sorted(), "{moved:?}");
    heard.clear();
    Store::open_held(&folder, &holder(), &mut |step, done, _| heard.push((step, done))).unwrap();
    assert!(heard.is_empty(), "it was new already: {heard:?}");
}
