//! The power goes while one types in the real app and adds photos: what is lost is less than a second old, and every
//! photo that a report names is whole.
//!
//! The kernel's log of every change and flush of the app's process is kept meanwhile. Afterwards the account's folder is
//! built as a disk may have left it at each of many moments, only what had been flushed being sure, and opened.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a journey that cannot go on says so by failing"
)]

#[path = "../crates/store/tests/power_cut/disk.rs"]
#[allow(dead_code, unreachable_pub, reason = "each test uses its own part")]
mod disk;
mod support;
#[path = "../crates/store/tests/power_cut/trace.rs"]
#[allow(unreachable_pub, reason = "each test uses its own part")]
mod trace;

use disk::Disk;
use fastrand::Rng;
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    thread,
    time::{Duration, SystemTime},
};
use store::{DATABASE, Store};
use support::{
    App, Journey,
    journal::{Journal, milliseconds, picture},
    until,
    work::AUTHOR,
};

/// What is promised in the README.
const PROMISED_MS: f64 = 1_000.0;

/// How long one types, in key presses.
const KEYS: u32 = 120;

#[test]
#[ignore = "needs a virtual display and the built programs: cargo xtask test"]
fn what_a_power_cut_takes_is_younger_than_a_second() {
    let cuts = number("ZVITNYK_CUTS").unwrap_or(60);
    let seed = number("ZVITNYK_SEED").unwrap_or_else(|| fastrand::u64(..));
    println!("{cuts} cuts, ZVITNYK_SEED={seed}");
    let mut rng = Rng::with_seed(seed);
    let mut journey = Journey::begin("power_cut");
    let portal = journey.portal();
    let mut olena = journey.app("olena", &portal);
    let log = journey.folder().join("kernel.log");

    journey.step("Вхід і чернетка", || {
        olena.sign_in(AUTHOR);
        olena.begin_report();
        olena.fill("title", "Початок");
        olena.wait_until_saved();
    });
    let folder = account(olena.data());
    let (mut watcher, mut disk) = journey.step("За диском стежать", || {
        let watcher = watch(&olena, &log);
        // What is on its way settles.
        thread::sleep(Duration::from_secs(1));
        (watcher, Disk::of(&folder))
    });
    let from = milliseconds(SystemTime::now());
    let journal = journey.step("Набір і світлини", || {
        let mut journal = Journal::begin(&olena, "title");
        for key in 0..KEYS {
            if key == KEYS / 2 {
                olena.drop_files(&[1, 2].map(|n| picture(olena.data(), seed.wrapping_add(n))));
                olena.run("document.querySelector('[data-test=title]').focus()");
            }
            journal.press_something(&olena, &mut rng);
            let pause = if rng.u8(0..12) == 0 { 700 } else { rng.u64(0..90) };
            thread::sleep(Duration::from_millis(pause));
        }
        olena.wait_for_photos(2);
        journal
    });
    olena.dies();
    watcher.wait().unwrap();

    journey.step("Кожне вимкнення: папку відкрито й порівняно", || {
        let events = trace::read(&log, &folder);
        let first = events
            .iter()
            .position(|event| event.at * 1_000.0 > from)
            .unwrap();
        let mut moments: Vec<usize> = (0..cuts).map(|_| rng.usize(first..events.len() - 1)).collect();
        moments.sort_unstable();
        let mut lost = Vec::new();
        let mut photos = 0;
        let temp = tempfile::TempDir::new().unwrap();
        for (event, next) in (0..events.len()).zip(1..) {
            disk.apply(event, &events[event].deed);
            while moments.first() == Some(&event) {
                moments.remove(0);
                let image = temp.path().join("image");
                disk.cut(&mut rng, &image);
                let (title, whole) = open(&image);
                photos = photos.max(whole);
                // The latest moment at which the disk was so: just before what came next.
                let stopped = events[next].at * 1_000.0;
                lost.push(journal.age_of_lost(&title, stopped));
                assert!(lost.last().unwrap() < &PROMISED_MS, "{lost:?}, at event {event}");
                fs::remove_dir_all(&image).unwrap();
            }
        }
        lost.sort_by(f64::total_cmp);
        println!(
            "  {} cuts over {} changes: lost at most {:.0} ms, median {:.0} ms; up to {photos} photos, each whole",
            lost.len(),
            events.len() - first,
            lost[lost.len() - 1],
            lost[lost.len() / 2]
        );
        assert!(photos > 0, "no cut came after a photo");
    });
}

/// The title of the one report that a cut left, and how many photos the report names, each of them whole.
fn open(image: &Path) -> (String, usize) {
    let store = Store::open(image).unwrap();
    let row = store.list().unwrap().remove(0);
    let content = store.report(row.id).unwrap().unwrap().content;
    let named: Vec<_> = content
        .values
        .values()
        .filter_map(|value| value.as_array())
        .flatten()
        .filter_map(|used| used.get("photo")?.as_str()?.parse().ok())
        .collect();
    for photo in &named {
        store.read_photo(photo).unwrap();
    }
    (
        content.title.replace('\u{a0}', " ").trim_end().to_owned(),
        named.len(),
    )
}

/// Starts to log what the app's process does to files; it goes on until the app ends.
fn watch(app: &App, log: &Path) -> std::process::Child {
    let pid = app.pid();
    let mut watcher = Command::new("strace")
        .args(trace::tracing(log))
        .args(["-p", &pid.to_string()])
        .spawn()
        .expect("strace is needed: `cargo xtask test setup` installs it");
    until("the kernel's log to begin", || {
        // Some systems let nobody but root look at a process that is not their own child.
        let ended = watcher.try_wait().unwrap();
        assert!(
            ended.is_none(),
            "strace may not look at the app: be root, or set kernel.yama.ptrace_scope to 0"
        );
        let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
        status.lines().any(|line| {
            line.strip_prefix("TracerPid:")
                .is_some_and(|tracer| tracer.trim() != "0")
        })
    });
    watcher
}

/// The folder of the one account below this one.
fn account(data: &Path) -> PathBuf {
    let mut folders = vec![data.to_path_buf()];
    while let Some(folder) = folders.pop() {
        if folder.join(DATABASE).exists() && !folder.ends_with("local") {
            return folder;
        }
        let below = fs::read_dir(&folder).unwrap().flatten().map(|entry| entry.path());
        folders.extend(below.filter(|path| path.is_dir()));
    }
    panic!("no account's folder under {}", data.display());
}

fn number(name: &str) -> Option<u64> {
    env::var(name).ok().map(|text| text.parse().unwrap())
}
