//! What is done beside the work, a little at a time: signs of life to other computers, the daily copy, looking the file through,
//! what goes for good. The file is never held for longer than a person would notice.

use crate::{
    ipc::types::StoreTrouble,
    office::{Office, blocking, lock},
};
use jiff::{SignedDuration, Timestamp};
use std::{
    ops::ControlFlow,
    sync::{Arc, Mutex},
    time::Duration,
};
use store::{Store, StoreError};
use tauri::{AppHandle, Manager};

/// Between two signs of life: another computer takes the folder after two minutes without.
const BEAT: Duration = Duration::from_secs(20);

/// The first round waits until the start is over.
const FIRST_ROUND: u32 = 3;

/// Beats between two rounds: ten minutes.
const ROUND: u32 = 30;

/// Drafts or versions that go at once.
const AT_ONCE: u32 = 10;

/// A breath between two small works.
const BREATH: Duration = Duration::from_millis(50);

const CHECKED_AT: &str = "safekeeping.checked_at";
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// Begins; it goes on until the program ends.
pub(crate) fn begin(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let mut beats: u32 = 0;
        loop {
            tokio::time::sleep(BEAT).await;
            beats = beats.wrapping_add(1);
            let Ok(store) = app.state::<Office>().store() else {
                continue;
            };
            let due = beats % ROUND == FIRST_ROUND % ROUND;
            let done = blocking(move || Ok(turn(&store, due))).await;
            match done {
                Ok(Err(StoreError::TakenElsewhere)) => lose(&app, |path| StoreTrouble::InUse { path }),
                Ok(Err(StoreError::Damaged)) => lose(&app, |path| StoreTrouble::Damaged { path }),
                Ok(Err(error)) => tracing::warn!(%error, "housekeeping is put off"),
                _ => {}
            }
        }
    });
}

fn lose(app: &AppHandle, trouble: impl FnOnce(String) -> StoreTrouble) {
    let office = app.state::<Office>();
    if let Ok(folder) = office.folder() {
        tracing::error!(folder = %folder.display(), "the account's file may not be worked with any more");
        office.lose(app, trouble(folder.display().to_string()));
    }
}

fn turn(store: &Arc<Mutex<Store>>, due: bool) -> Result<(), StoreError> {
    lock(store).beat()?;
    if !due {
        return Ok(());
    }
    let now = Timestamp::now();
    let mut beat = beating(store);
    back_up(store, now, &mut beat)?;
    check(store, now)?;
    while lock(store).thin(now, AT_ONCE)? {
        std::thread::sleep(BREATH);
    }
    if lock(store).clock_is_calm(now)? {
        while lock(store).empty_bin(now, AT_ONCE)? {
            std::thread::sleep(BREATH);
        }
        collect(store, now)?;
    }
    Ok(())
}

/// Signs of life during what takes long.
fn beating(store: &Arc<Mutex<Store>>) -> impl FnMut(u64, u64) -> ControlFlow<()> {
    let store = Arc::clone(store);
    let mut last = std::time::Instant::now();
    move |_, _| {
        if last.elapsed() >= BEAT {
            last = std::time::Instant::now();
            if lock(&store).beat().is_err() {
                return ControlFlow::Break(());
            }
        }
        // Who works comes first.
        std::thread::sleep(Duration::from_millis(2));
        ControlFlow::Continue(())
    }
}

fn back_up(
    store: &Arc<Mutex<Store>>,
    now: Timestamp,
    beat: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
) -> Result<(), StoreError> {
    let (backups, reader, empty) = {
        let store = lock(store);
        (store.backups()?, store.reader()?, store.count()? == 0)
    };
    if empty || !store::backup_is_due(&backups, now) {
        return Ok(());
    }
    let made = match reader {
        Some(reader) => reader.back_up(now, beat)?,
        // A network drive: one connection only.
        None => lock(store).back_up(now, &mut |_, _| ControlFlow::Continue(()))?,
    };
    tracing::info!(number = made.number, reports = made.reports, "a copy was made");
    Ok(())
}

/// Reads the whole file through once a day.
fn check(store: &Arc<Mutex<Store>>, now: Timestamp) -> Result<(), StoreError> {
    let reader = {
        let store = lock(store);
        let last: Option<Timestamp> = store.setting(CHECKED_AT)?.and_then(|text| text.parse().ok());
        if last.is_some_and(|last| now.duration_since(last).abs() < DAY) {
            return Ok(());
        }
        store.reader()?
    };
    if let Some(reader) = reader {
        reader.check()?;
        lock(store).set_setting(CHECKED_AT, &now.to_string())?;
    }
    Ok(())
}

fn collect(store: &Arc<Mutex<Store>>, now: Timestamp) -> Result<(), StoreError> {
    let Some(looking) = lock(store).look_for_unused()? else {
        return Ok(());
    };
    let mut used = looking.look()?;
    while lock(store).collect(&mut used, now)? > 0 {
        std::thread::sleep(BREATH);
    }
    Ok(())
}
