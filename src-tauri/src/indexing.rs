//! What was written is taken into the lists and the search while nobody types: a few reports at a time, so that a save never
//! waits for it. After an update of the program that is every report, and the window shows how far it is.

use crate::office::{Office, blocking, lock};
use jiff::{SignedDuration, Timestamp};
use report::Catalogue;
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};
use store::{Indexing, Store};
use tauri::{AppHandle, Emitter, Manager};

/// Between two looks for work.
const PAUSE: Duration = Duration::from_secs(2);
/// A report that was changed less long ago is still being written.
const CALM: SignedDuration = SignedDuration::from_secs(3);
/// Reports taken in at once: some ten milliseconds.
const AT_ONCE: u32 = 10;
/// A breath between two batches: who works comes first.
const BREATH: Duration = Duration::from_millis(20);
/// So many waiting are worth a word in the window.
const MANY: u32 = 200;

/// Begins; it goes on until the program ends.
pub(crate) fn begin(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        loop {
            tokio::time::sleep(PAUSE).await;
            let office = app.state::<Office>();
            let (Ok(store), Ok(catalogue)) = (office.store(), office.catalogue()) else {
                continue;
            };
            let teller = app.clone();
            let done = blocking(move || Ok(turn(&teller, &store, catalogue.as_deref()))).await;
            if let Ok(Err(error)) = done {
                tracing::warn!(%error, "taking reports in is put off");
            }
        }
    });
}

fn turn(
    app: &AppHandle,
    store: &Arc<Mutex<Store>>,
    catalogue: Option<&Catalogue>,
) -> Result<(), store::StoreError> {
    // Counted once: it takes longer than a batch does.
    let Indexing { mut remaining, total } = lock(store).indexing()?;
    if remaining == 0 {
        return Ok(());
    }
    let many = remaining > MANY;
    loop {
        let calm = Timestamp::now() - CALM;
        let taken = lock(store).index_some(catalogue, Some(calm), AT_ONCE)?;
        let before = remaining;
        remaining = before.saturating_sub(taken);
        // Those that are left are being written.
        if taken == 0 {
            break;
        }
        if many && (remaining / 100 != before / 100 || remaining == 0 && before > 0) {
            let _ = app.emit("indexing_progress", Indexing { remaining, total });
        }
        std::thread::sleep(BREATH);
    }
    // Lists narrowed or ordered by what was just taken in.
    let _ = app.emit("reports_changed", ());
    Ok(())
}
