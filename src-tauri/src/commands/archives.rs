//! All of an account as one file: written, and taken in from another computer.

use super::{
    output::{answered_folder, name_of, not_replaced, with_ending},
    safekeeping::{Safekeeping, progress, unless_stopped},
};
use crate::{
    ipc::{
        error::AppError,
        safekeeping::{ArchiveAnswer, ImportAnswer, ImportRefusal, ImportedReport, SafekeepingWork},
    },
    office::{Office, blocking, lock},
};
use jiff::Timestamp;
use std::{
    path::{Path, PathBuf},
    time::Duration,
};
use store::{ArchiveError, Arriving, COPIED, StoreError, TakenIn, share};
use tauri::{AppHandle, Emitter, Manager};
use tauri_plugin_dialog::DialogExt;
use tauri_plugin_opener::OpenerExt;

const ENDING: &str = "zip";

/// Reports that are taken in at once: typing waits no longer than that takes.
const AT_ONCE: usize = 10;

/// How much of the whole work unpacking is, and unpacking with laying down the photos, in hundredths.
const UNPACKED: u64 = 60;
const LAID: u64 = 80;

/// A breath between two such.
const BREATH: Duration = Duration::from_millis(2);

/// Writes everything of the account where the person says. `None`: they thought better of it.
pub(crate) async fn export(app: AppHandle) -> Result<Option<ArchiveAnswer>, AppError> {
    let store = app.state::<Office>().store()?;
    let name = format!("zvitnyk-{}.{ENDING}", Timestamp::now().strftime("%Y-%m-%d"));
    let Some(target) = choose_target(&app, &name).await else {
        return Ok(None);
    };
    let mut progress = progress(&app, SafekeepingWork::Export);
    let to = target.clone();
    let written = blocking(move || {
        let reader = lock(&store).reader()?;
        let now = Timestamp::now();
        let written = match reader {
            Some(reader) => reader.archive(&to, now, &mut progress),
            None => {
                let copied = lock(&store).copied(&mut share(&mut progress, 0, COPIED));
                copied.and_then(|copied| copied.archive(&to, now, &mut progress))
            }
        };
        match written {
            Err(StoreError::Io { source, .. }) => Ok(Some(Err(not_replaced(&source, &to)))),
            other => Ok(unless_stopped(other)?.map(Ok)),
        }
    })
    .await?;
    Ok(match written {
        None => None,
        Some(Err(reason)) => Some(ArchiveAnswer::Refused { reason }),
        Some(Ok(archived)) => {
            let answer = ArchiveAnswer::Saved {
                path: target.display().to_string(),
                name: name_of(&target),
                bytes: archived.bytes,
                reports: archived.reports,
                photos: archived.photos,
            };
            *lock(&app.state::<Safekeeping>().archive) = Some(target);
            Some(answer)
        }
    })
}

/// Takes in an archive that the person chooses. `None`: they thought better of it.
pub(crate) async fn import(app: AppHandle) -> Result<Option<ImportAnswer>, AppError> {
    let office = app.state::<Office>();
    let (store, folder) = (office.store()?, office.folder()?);
    let Some(path) = choose_source(&app).await else {
        return Ok(None);
    };
    let mut progress = progress(&app, SafekeepingWork::Import);
    let answer = blocking(move || {
        let mut arriving = match Arriving::unpack(&path, &folder, &mut share(&mut progress, 0, UNPACKED)) {
            Ok(arriving) => arriving,
            Err(error) => {
                return refused(&path, error)
                    .map(|reason| reason.map(|reason| ImportAnswer::Refused { reason }));
            }
        };
        let shelves = lock(&store).shelves();
        let laid = arriving.lay(&shelves, &mut share(&mut progress, UNPACKED, LAID));
        if unless_stopped(laid)?.is_none() {
            return Ok(None);
        }
        let mut taking = share(&mut progress, LAID, 100);
        let mut taken = TakenIn::default();
        let mut some = |taken: &mut TakenIn| -> Result<u64, AppError> {
            let left = lock(&store).take_in(&mut arriving, AT_ONCE, Timestamp::now(), taken)?;
            Ok(u64::try_from(left).unwrap_or_default())
        };
        let mut left = some(&mut taken)?;
        let all = left;
        while left > 0 && taking(all - left, all).is_continue() {
            // Who works comes first.
            std::thread::sleep(BREATH);
            left = some(&mut taken)?;
        }
        Ok(Some(ImportAnswer::Taken {
            new: taken.new.into_iter().map(named).collect(),
            same: taken.same,
            both: taken.both.into_iter().map(named).collect(),
            photos: taken.photos,
            left: u32::try_from(left).unwrap_or(u32::MAX),
        }))
    })
    .await?;
    if matches!(answer, Some(ImportAnswer::Taken { .. })) {
        app.state::<Office>().forget_catalogue();
        let _ = app.emit("reports_changed", ());
    }
    Ok(answer)
}

/// Shows the archive saved last in its folder.
pub(crate) async fn show(app: AppHandle) -> Result<(), AppError> {
    let last = lock(&app.state::<Safekeeping>().archive)
        .clone()
        .ok_or(AppError::NotFound)?;
    app.opener()
        .reveal_item_in_dir(last)
        .map_err(|_| AppError::NotFound)
}

fn named((id, title): (report::ReportId, String)) -> ImportedReport {
    ImportedReport { id, title }
}

fn refused(path: &Path, error: ArchiveError) -> Result<Option<ImportRefusal>, AppError> {
    tracing::warn!(
        error = &error as &dyn std::error::Error,
        "an archive is not taken in"
    );
    let name = name_of(path);
    Ok(Some(match error {
        ArchiveError::NotAnArchive => ImportRefusal::NotAnArchive { name },
        ArchiveError::Damaged => ImportRefusal::Damaged { name },
        ArchiveError::Unsafe => ImportRefusal::Unsafe { name },
        ArchiveError::TooNew => ImportRefusal::TooNew { name },
        ArchiveError::Unreadable(_) => ImportRefusal::Unreadable { name },
        ArchiveError::Store(StoreError::DiskFull) => ImportRefusal::DiskFull,
        ArchiveError::Store(StoreError::Stopped) => return Ok(None),
        ArchiveError::Store(error) => return Err(error.into()),
    }))
}

async fn choose_target(app: &AppHandle, name: &str) -> Option<PathBuf> {
    if let Some(folder) = answered_folder() {
        return Some(folder.join(name));
    }
    let (sender, answer) = tokio::sync::oneshot::channel();
    app.dialog()
        .file()
        .set_file_name(name)
        .add_filter("ZIP", &[ENDING])
        .save_file(move |path| {
            let _ = sender.send(path);
        });
    let path = answer.await.ok().flatten()?.into_path().ok()?;
    Some(with_ending(path, ENDING))
}

async fn choose_source(app: &AppHandle) -> Option<PathBuf> {
    if let Some(folder) = answered_folder() {
        // The newest archive there.
        let found = std::fs::read_dir(folder)
            .ok()?
            .flatten()
            .map(|entry| entry.path());
        return found
            .filter(|path| path.extension().is_some_and(|ending| ending == ENDING))
            .max();
    }
    let (sender, answer) = tokio::sync::oneshot::channel();
    app.dialog()
        .file()
        .add_filter("ZIP", &[ENDING])
        .pick_file(move |path| {
            let _ = sender.send(path);
        });
    answer.await.ok().flatten()?.into_path().ok()
}
