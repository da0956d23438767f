//! Copies of the account's file, and what can be done about a damaged one.

use crate::{
    ipc::{
        error::AppError,
        safekeeping::{
            Backup, BackupArgs, Backups, Begun, ImportedReport, PartialReport, Recovered, RecoveryLook,
            Restored, SafekeepingProgress, SafekeepingWork,
        },
    },
    office::{Office, blocking, lock, open_to_mend, refused, trouble},
};
use jiff::Timestamp;
use std::{
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};
use store::StoreError;
use tauri::{AppHandle, Emitter, Manager};
use tauri_plugin_opener::OpenerExt;

/// What the works of safekeeping share: whether the one under way is to stop, and where the last archive went.
#[derive(Default)]
pub(crate) struct Safekeeping {
    stopped: AtomicBool,
    /// Held by who reads the whole file over a connection of its own: until then the file is not replaced.
    pub(crate) reading: Arc<Mutex<()>>,
    pub(super) archive: Mutex<Option<PathBuf>>,
}

/// Words are not given oftener than this.
const BETWEEN_WORDS: Duration = Duration::from_millis(100);

/// Says how far a work is, and whether it is to go on.
pub(super) fn progress(
    app: &AppHandle,
    work: SafekeepingWork,
) -> impl FnMut(u64, u64) -> ControlFlow<()> + use<> {
    app.state::<Safekeeping>().stopped.store(false, Ordering::Relaxed);
    let app = app.clone();
    let mut said: Option<Instant> = None;
    move |done, total| {
        if said.is_none_or(|said| said.elapsed() >= BETWEEN_WORDS) {
            said = Some(Instant::now());
            let _ = app.emit("safekeeping_progress", SafekeepingProgress { work, done, total });
        }
        if app.state::<Safekeeping>().stopped.load(Ordering::Relaxed) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }
}

/// `None` when the person has stopped it.
pub(super) fn unless_stopped<T>(done: Result<T, StoreError>) -> Result<Option<T>, AppError> {
    match done {
        Err(StoreError::Stopped) => Ok(None),
        other => Ok(Some(other?)),
    }
}

pub(crate) async fn backups(app: AppHandle) -> Result<Backups, AppError> {
    let folder = app.state::<Office>().folder()?;
    let open = app.state::<Office>().store().ok();
    blocking(move || {
        let backups = store::backups_of(&folder)?;
        Ok(Backups {
            last_good_at: backups.iter().find(|one| one.good).map(|one| one.made_at),
            backups: backups.into_iter().map(Backup::from).collect(),
            reports: open.and_then(|store| lock(&store).count().ok()),
            folder: store::backups_folder(&folder).display().to_string(),
        })
    })
    .await
}

pub(crate) async fn backup_now(app: AppHandle) -> Result<Option<Backup>, AppError> {
    let store = app.state::<Office>().store()?;
    let mut progress = progress(&app, SafekeepingWork::Backup);
    blocking(move || {
        let reader = lock(&store).reader()?;
        let made = match reader {
            Some(reader) => reader.back_up(Timestamp::now(), &mut progress),
            None => {
                let copied = lock(&store).copied(&mut progress);
                copied.and_then(|copied| copied.keep_as_backup(Timestamp::now()))
            }
        };
        Ok(unless_stopped(made)?.map(Backup::from))
    })
    .await
}

pub(crate) async fn restore(app: AppHandle, args: BackupArgs) -> Result<Option<Restored>, AppError> {
    let number: u32 = args.id.parse().map_err(|_| AppError::NotFound)?;
    let office = app.state::<Office>();
    let folder = office.folder()?;
    let open = office.store().ok();
    let reading = Arc::clone(&app.state::<Safekeeping>().reading);
    let mut progress = progress(&app, SafekeepingWork::Restore);
    let losing = app.clone();
    let restored = blocking(move || {
        let _alone = lock(&reading);
        let now = Timestamp::now();
        let reports = reports_of(&folder, number)?;
        let aside = match open {
            // Looked through first, and only then is the file held: who works meanwhile waits for the exchange alone.
            Some(store) => match store::checked_copy(&folder, number, &mut progress)
                .and_then(|copy| lock(&store).restore_backup(&copy, now))
            {
                Err(StoreError::NotOpen(error)) => {
                    let refused = refused(&folder, *error);
                    if let Some(trouble) = trouble(&refused) {
                        losing.state::<Office>().lose(&losing, trouble);
                    }
                    return Err(refused);
                }
                other => other,
            },
            None => open_to_mend(&folder)?.restore(number, now, &mut progress),
        };
        Ok(unless_stopped(aside)?.map(|aside| Restored {
            reports,
            set_aside: aside.display().to_string(),
        }))
    })
    .await?;
    if restored.is_some() {
        other_file(&app);
    }
    Ok(restored)
}

pub(crate) async fn look(app: AppHandle) -> Result<RecoveryLook, AppError> {
    let folder = app.state::<Office>().folder()?;
    blocking(move || {
        let broken = open_to_mend(&folder)?;
        let backups = broken.backups()?.into_iter().filter(|one| one.good);
        Ok(RecoveryLook {
            path: folder.join(store::DATABASE).display().to_string(),
            bytes: broken.bytes(),
            backups: backups.map(Backup::from).collect(),
        })
    })
    .await
}

pub(crate) async fn recover(app: AppHandle) -> Result<Option<Recovered>, AppError> {
    let folder = app.state::<Office>().folder()?;
    let mut progress = progress(&app, SafekeepingWork::Recovery);
    blocking(move || {
        let recovered = open_to_mend(&folder)?.recover(Timestamp::now(), &mut progress);
        Ok(unless_stopped(recovered)?.map(Recovered::from))
    })
    .await
}

pub(crate) async fn begin_anew(app: AppHandle) -> Result<Option<Begun>, AppError> {
    let folder = app.state::<Office>().folder()?;
    let set_aside = blocking(move || Ok(open_to_mend(&folder)?.begin_anew(Timestamp::now())?)).await?;
    other_file(&app);
    Ok(Some(Begun {
        set_aside: set_aside.display().to_string(),
    }))
}

/// Shows the account's folder in the system's file manager.
pub(crate) async fn show_folder(app: AppHandle) -> Result<(), AppError> {
    let folder = app.state::<Office>().folder()?;
    app.opener()
        .open_path(folder.to_string_lossy(), None::<&str>)
        .map_err(|_| AppError::NotFound)
}

pub(crate) async fn cancel(app: AppHandle) -> Result<(), AppError> {
    app.state::<Safekeeping>().stopped.store(true, Ordering::Relaxed);
    Ok(())
}

/// Another file lies in the account's folder now.
fn other_file(app: &AppHandle) {
    let office = app.state::<Office>();
    if office.is_in_trouble() {
        office.resume(app);
    }
    office.forget_catalogue();
    let _ = app.emit("reports_changed", ());
}

fn reports_of(folder: &Path, number: u32) -> Result<u32, AppError> {
    let backups = store::backups_of(folder)?;
    let found = backups.into_iter().find(|one| one.number == number);
    Ok(found.ok_or(AppError::NotFound)?.reports)
}

impl From<store::Backup> for Backup {
    fn from(made: store::Backup) -> Self {
        Self {
            id: made.number.to_string(),
            made_at: made.made_at,
            bytes: made.bytes,
            reports: made.reports,
            good: made.good,
        }
    }
}

impl From<store::Recovered> for Recovered {
    fn from(recovered: store::Recovered) -> Self {
        let whole = recovered.whole.into_iter();
        let partial = recovered.partial.into_iter();
        Self {
            whole: whole.map(|(id, title)| ImportedReport { id, title }).collect(),
            partial: partial
                .map(|one| PartialReport {
                    id: one.id,
                    title: one.title,
                    photos: one.photos,
                })
                .collect(),
            lost_reports: recovered.lost_reports,
            lost_photos: recovered.lost_photos,
            lost_queue: recovered.lost_queue,
            unknown: recovered.unknown,
            set_aside: recovered.set_aside.display().to_string(),
        }
    }
}
