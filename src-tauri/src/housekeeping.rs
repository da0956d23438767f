//! What is done beside the work, a little at a time: signs of life to other computers, the daily copy, looking the file through,
//! what goes for good. The file is never held for longer than a person would notice.

use crate::{
    commands::safekeeping::Safekeeping,
    ipc::{error::AppError, types::StoreTrouble},
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
const FIRST_ROUND: Duration = Duration::from_secs(60);

/// Between two rounds.
const ROUND: Duration = Duration::from_secs(600);

/// Drafts or versions that go at once.
const AT_ONCE: u32 = 10;

/// A breath between two small works.
const BREATH: Duration = Duration::from_millis(50);

const CHECKED_AT: &str = "safekeeping.checked_at";
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// Begins; it goes on until the program ends.
pub(crate) fn begin(app: &AppHandle) {
    let beating = app.clone();
    tauri::async_runtime::spawn(async move {
        loop {
            tokio::time::sleep(BEAT).await;
            // Whoever works with the store for long delays no sign of life.
            let Some((pulse, store)) = beating.state::<Office>().pulse() else {
                continue;
            };
            let beat = blocking(move || {
                let beat = pulse.beat();
                drop(store);
                Ok(beat)
            });
            heed(&beating, beat.await);
        }
    });
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(FIRST_ROUND).await;
        loop {
            with_store(&app, |store, reading| {
                let _alone = lock(reading);
                round(store)
            })
            .await;
            tokio::time::sleep(ROUND).await;
        }
    });
}

async fn with_store(
    app: &AppHandle,
    work: impl FnOnce(&Arc<Mutex<Store>>, &Mutex<()>) -> Result<(), StoreError> + Send + 'static,
) {
    let Ok(store) = app.state::<Office>().store() else {
        return;
    };
    let reading = Arc::clone(&app.state::<Safekeeping>().reading);
    heed(app, blocking(move || Ok(work(&store, &reading))).await);
}

fn heed(app: &AppHandle, done: Result<Result<(), StoreError>, AppError>) {
    match done {
        Ok(Err(StoreError::TakenElsewhere)) => lose(app),
        Ok(Err(StoreError::Damaged | StoreError::Broken(_))) => {
            app.state::<Office>().lose_to_damage(app);
        }
        Ok(Err(error)) => tracing::warn!(%error, "housekeeping is put off"),
        _ => {}
    }
}

fn lose(app: &AppHandle) {
    let office = app.state::<Office>();
    if let Ok(folder) = office.folder() {
        let path = folder.join(store::DATABASE).display().to_string();
        tracing::error!(path, "another computer has taken the account's file");
        office.lose(app, StoreTrouble::InUse { path });
    }
}

fn round(store: &Arc<Mutex<Store>>) -> Result<(), StoreError> {
    let now = Timestamp::now();
    back_up(store, now)?;
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

fn back_up(store: &Arc<Mutex<Store>>, now: Timestamp) -> Result<(), StoreError> {
    let (backups, reader, empty) = {
        let store = lock(store);
        (store.backups()?, store.reader()?, store.count()? == 0)
    };
    if empty || !store::backup_is_due(&backups, now) {
        return Ok(());
    }
    let made = match reader {
        Some(reader) => reader.back_up(now, &mut |_, _| {
            // Who works comes first.
            std::thread::sleep(Duration::from_millis(2));
            ControlFlow::Continue(())
        })?,
        // A network drive: one connection only, which is held while the copy is made and let go while it is looked through.
        None => {
            let copied = lock(store).copied(&mut |_, _| ControlFlow::Continue(()))?;
            copied.keep_as_backup(now)?
        }
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
