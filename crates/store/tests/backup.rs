//! Copies of the account's file: made while one writes, sound, five of them, put back.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod support;

use jiff::{SignedDuration, Timestamp};
use std::{fs, ops::ControlFlow};
use store::{BIN_KEEPS, Store, StoreError, backup_is_due, backups_folder, checked_copy};
use support::{at, content, id, open, title};
use tempfile::TempDir;

fn on(_: u64, _: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn filled(temp: &TempDir) -> Store {
    let mut store = open(temp);
    for number in 0..50 {
        store
            .create(id(number), &content(&format!("Звіт {number}"), &[]), at(0))
            .unwrap();
    }
    store
}

#[test]
fn copy_made_while_one_writes_is_the_state_at_its_beginning() {
    let temp = TempDir::new().unwrap();
    let mut store = filled(&temp);
    let reader = store.reader().unwrap().unwrap();
    let mut number = 100;
    let made = reader
        .back_up(at(10), &mut |_, _| {
            number += 1;
            store
                .create(id(number), &content("Під час копії", &[]), at(11))
                .unwrap();
            ControlFlow::Continue(())
        })
        .unwrap();
    assert_eq!((made.number, made.reports, made.made_at), (1, 50, at(10)));
    assert!(store.count().unwrap() > 50);
    assert_eq!(store.backups().unwrap(), [made]);
}

#[test]
fn stopped_copy_leaves_nothing() {
    let temp = TempDir::new().unwrap();
    let store = filled(&temp);
    let stopped = store
        .reader()
        .unwrap()
        .unwrap()
        .back_up(at(1), &mut |_, _| ControlFlow::Break(()));
    assert!(matches!(stopped, Err(StoreError::Stopped)));
    assert!(store.backups().unwrap().is_empty());
    assert!(!backups_folder(store.folder()).exists());
    let mut left = fs::read_dir(store.folder()).unwrap().flatten();
    assert!(!left.any(|entry| entry.file_name().to_string_lossy().starts_with(".unfinished")));
}

#[test]
fn five_are_kept_and_a_day_of_many_does_not_push_the_older_days_out() {
    let temp = TempDir::new().unwrap();
    let store = filled(&temp);
    let reader = store.reader().unwrap().unwrap();
    let day = 24 * 3600;
    for made in [0, day, 2 * day, 3 * day] {
        reader.back_up(at(made), &mut on).unwrap();
    }
    for minute in 0..6 {
        reader.back_up(at(4 * day + minute * 60), &mut on).unwrap();
    }
    let kept: Vec<Timestamp> = store.backups().unwrap().iter().map(|kept| kept.made_at).collect();
    assert_eq!(
        kept,
        [at(4 * day + 300), at(3 * day), at(2 * day), at(day), at(0)]
    );
    assert_eq!(fs::read_dir(backups_folder(store.folder())).unwrap().count(), 10);
}

#[test]
fn clock_set_by_years_neither_stops_nor_floods() {
    let temp = TempDir::new().unwrap();
    let store = filled(&temp);
    let reader = store.reader().unwrap().unwrap();
    let years = 5 * 365 * 24 * 3600;
    for clock in [0, years, -years, 0] {
        assert!(backup_is_due(&store.backups().unwrap(), at(clock)));
        reader.back_up(at(clock), &mut on).unwrap();
        for hour in 0..23 {
            assert!(!backup_is_due(&store.backups().unwrap(), at(clock + hour * 3600)));
        }
    }
}

#[test]
fn copy_is_put_back_and_the_present_file_set_aside() {
    let temp = TempDir::new().unwrap();
    let mut store = filled(&temp);
    let made = store.reader().unwrap().unwrap().back_up(at(10), &mut on).unwrap();
    store.save(id(1), &title("Пізніший"), at(20)).unwrap();
    store.create(id(99), &content("Новий", &[]), at(30)).unwrap();
    let copy = checked_copy(store.folder(), made.number, &mut on).unwrap();
    // What is written while the copy is looked through is set aside with the rest.
    store.save(id(1), &title("Ще пізніший"), at(35)).unwrap();
    let aside = store.restore_backup(&copy, at(40)).unwrap();
    assert_eq!(store.count().unwrap(), 50);
    assert_eq!(store.report(id(1)).unwrap().unwrap().content.title, "Звіт 1");
    // The store goes on working, and what was set aside is whole.
    store.save(id(2), &title("Після повернення"), at(50)).unwrap();
    let db = rusqlite::Connection::open(aside).unwrap();
    let titles: u32 = db
        .query_row(
            "SELECT COUNT(*) FROM report WHERE title IN ('Ще пізніший', 'Новий')",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(titles, 2);
    let folder = store.folder().to_owned();
    drop(store);
    assert_eq!(
        Store::open(&folder)
            .unwrap()
            .report(id(2))
            .unwrap()
            .unwrap()
            .content
            .title,
        "Після повернення"
    );
}

#[test]
fn damaged_copy_is_not_put_back() {
    let temp = TempDir::new().unwrap();
    let mut store = filled(&temp);
    let made = store.reader().unwrap().unwrap().back_up(at(10), &mut on).unwrap();
    let path = backups_folder(store.folder()).join(format!("{:06}.sqlite", made.number));
    let mut bytes = fs::read(&path).unwrap();
    bytes[2 * 4096..4 * 4096].fill(0x5A);
    fs::write(&path, bytes).unwrap();
    assert!(matches!(
        checked_copy(store.folder(), made.number, &mut on),
        Err(StoreError::Damaged)
    ));
    store.save(id(1), &title("Далі"), at(30)).unwrap();
}

#[test]
fn draft_goes_from_the_bin_after_thirty_days_of_a_clock_that_did_not_jump() {
    let temp = TempDir::new().unwrap();
    let mut store = filled(&temp);
    store.delete(id(1), at(0)).unwrap();
    let day = |days: i64| at(0) + SignedDuration::from_hours(24 * days);
    for days in 0..=32 {
        assert_eq!(store.clock_is_calm(day(days)).unwrap(), days >= 30, "day {days}");
    }
    // Set forward by years: nothing goes before it has gone on from there for thirty days.
    assert!(!store.clock_is_calm(day(2000)).unwrap());
    assert!(!store.clock_is_calm(day(5)).unwrap());
    assert!(!store.empty_bin(at(-1) + BIN_KEEPS, 10).unwrap());
    assert_eq!(store.bin().unwrap().len(), 1);
    store.empty_bin(at(0) + BIN_KEEPS, 10).unwrap();
    assert!(store.bin().unwrap().is_empty());
    assert_eq!(store.count().unwrap(), 49);
}

#[test]
fn draft_binned_under_a_clock_that_was_wrong_by_years_has_its_thirty_days_too() {
    let temp = TempDir::new().unwrap();
    let mut store = filled(&temp);
    let day = |days: i64| at(0) + SignedDuration::from_hours(24 * days);
    // The clock is behind by years, is put right, and goes on.
    store.clock_is_calm(day(-2000)).unwrap();
    store.delete(id(1), day(-2000)).unwrap();
    let mut went = None;
    for days in 0..40 {
        if store.clock_is_calm(day(days)).unwrap() {
            store.empty_bin(day(days), 10).unwrap();
        }
        if went.is_none() && store.bin().unwrap().is_empty() {
            went = Some(days);
        }
    }
    assert_eq!(went, Some(30));
    // It was ahead by years: the draft does not lie there for years.
    store.delete(id(2), day(9000)).unwrap();
    store.empty_bin(day(40), 10).unwrap();
    assert_eq!(store.bin().unwrap()[0].deleted_at, Some(day(40)));
    store.empty_bin(day(70), 10).unwrap();
    assert!(store.bin().unwrap().is_empty());
}
