//! A report saved as a PDF or a Word document, or shown by the system's viewer to be printed: its print window is the one
//! that people know, and it is there on every system.

use super::reports::{Eyes, at_desk};
use crate::{
    ipc::{
        error::AppError,
        output::{ExportAnswer, ExportArgs, ExportFormat, ExportProgress, ExportRefusal},
        types::ReportArgs,
    },
    office::{Office, blocking, lock},
};
use page::{locale, view};
use paper::{Pictures, State, file_name};
use portal_api::Account;
use report::{PhotoId, ReportId, form::RefList};
use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
};
use store::{Standing, Store};
use tauri::{AppHandle, Emitter, Manager};
use tauri_plugin_dialog::DialogExt;
use tauri_plugin_opener::OpenerExt;
use uuid::Uuid;

/// What exports share: whether the one under way is to stop, and where the last file went.
#[derive(Default)]
pub(crate) struct Exports {
    stopped: AtomicBool,
    last: Mutex<Option<PathBuf>>,
}

impl ExportFormat {
    const fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
        }
    }
}

/// A report read for paper, and where its photos lie.
struct Source {
    report: paper::Report,
    photos: Vec<(PhotoId, PathBuf)>,
}

/// Saves a report where the person says. `None`: they thought better of it.
pub(crate) async fn export(app: AppHandle, args: ExportArgs) -> Result<Option<ExportAnswer>, AppError> {
    app.state::<Exports>().stopped.store(false, Ordering::Relaxed);
    let source = source(&app, args.id).await?;
    let name = file_name(&source.report.title, args.format.ending());
    let Some(target) = choose(&app, &name, args.format).await else {
        return Ok(None);
    };
    let Some(bytes) = make(&app, args.id, args.format, source).await? else {
        return Ok(None);
    };
    let written = blocking(move || Ok(write_whole(&target, &bytes).map(|()| target))).await?;
    Ok(Some(match written {
        Ok(target) => {
            let answer = ExportAnswer::Saved {
                path: target.display().to_string(),
                name: name_of(&target),
            };
            *lock(&app.state::<Exports>().last) = Some(target);
            answer
        }
        Err(reason) => ExportAnswer::Refused { reason },
    }))
}

/// Shows a report as a PDF in the system's viewer. `None`: it went well, or it was stopped.
pub(crate) async fn print(app: AppHandle, args: ReportArgs) -> Result<Option<ExportRefusal>, AppError> {
    app.state::<Exports>().stopped.store(false, Ordering::Relaxed);
    let source = source(&app, args.id).await?;
    let name = file_name(&source.report.title, ExportFormat::Pdf.ending());
    let Some(bytes) = make(&app, args.id, ExportFormat::Pdf, source).await? else {
        return Ok(None);
    };
    let folder = app.state::<Office>().root.join("print");
    let written = blocking(move || Ok(lay_out_for_print(&folder, &name, &bytes))).await?;
    Ok(match written {
        Err(reason) => Some(reason),
        // Where there is nobody to look at it, that it lies there is enough.
        Ok(_) if answered_folder().is_some() => None,
        Ok(path) => {
            let opened = app.opener().open_path(path.to_string_lossy(), None::<&str>);
            opened.err().map(|_| ExportRefusal::NoViewer)
        }
    })
}

/// Stops what is under way.
pub(crate) async fn cancel(app: AppHandle) -> Result<(), AppError> {
    app.state::<Exports>().stopped.store(true, Ordering::Relaxed);
    Ok(())
}

/// Shows the file saved last in its folder.
pub(crate) async fn show(app: AppHandle) -> Result<(), AppError> {
    let last = lock(&app.state::<Exports>().last)
        .clone()
        .ok_or(AppError::NotFound)?;
    app.opener()
        .reveal_item_in_dir(last)
        .map_err(|_| AppError::NotFound)
}

async fn source(app: &AppHandle, id: ReportId) -> Result<Source, AppError> {
    let account = app.state::<Office>().account();
    at_desk(app, move |store, eyes| read(store, eyes, account.as_ref(), id)).await
}

/// Reads a report for paper. What the portal has not heard of yet is the account's own.
fn read(store: &Store, eyes: &Eyes, account: Option<&Account>, id: ReportId) -> Result<Source, AppError> {
    let catalogue = eyes.catalogue.as_ref().ok_or(AppError::NoCatalogue)?;
    let report = store.report(id)?.ok_or(AppError::NotFound)?;
    let row = store.row(id)?.ok_or(AppError::NotFound)?;
    let section = catalogue
        .section(&report.content.section)
        .ok_or(AppError::NoCatalogue)?;
    let department = row
        .department
        .as_ref()
        .or(account.map(|account| &account.department))
        .unwrap_or(&section.department);
    let author = row
        .author_name
        .or_else(|| account.map(|account| account.name.clone()))
        .unwrap_or_default();
    let changed = locale::day_of(row.updated_at);
    let remote = report.remote.as_ref();
    let published_at = remote.and_then(|remote| remote.published_at);
    let state = match (row.standing, published_at) {
        _ if row.unsent_changes => State::Draft { changed },
        (Standing::Published, Some(at)) => State::Published {
            since: locale::day_of(at),
            address: remote.and_then(|remote| remote.public_url.clone()),
        },
        (Standing::InReview | Standing::Received, _) => State::InReview { changed },
        _ => State::Draft { changed },
    };
    let report = paper::Report {
        groups: view::groups(&report.content, &section.form, catalogue, ""),
        title: report.content.title,
        section: section.name.uk.clone(),
        department: view::reference(catalogue, RefList::Departments, department.as_str()),
        author,
        state,
    };
    let photos = report
        .photos()
        .into_iter()
        .map(|id| (id.clone(), store.photo_path(&id)))
        .collect();
    Ok(Source { report, photos })
}

/// Sets the report; `None` when it was stopped.
async fn make(
    app: &AppHandle,
    report: ReportId,
    format: ExportFormat,
    source: Source,
) -> Result<Option<Vec<u8>>, AppError> {
    let app = app.clone();
    blocking(move || {
        let exports = app.state::<Exports>();
        let stopped = || exports.stopped.load(Ordering::Relaxed);
        let total = u32::try_from(source.photos.len()).unwrap_or(u32::MAX);
        let tell = |done| {
            let _ = app.emit("export_progress", ExportProgress { report, done, total });
        };
        let mut pictures = Pictures::default();
        tell(0);
        for (done, (id, path)) in (1..).zip(source.photos) {
            if stopped() {
                return Ok(None);
            }
            // A photo that is not here (another's, not yet fetched) leaves a note on paper.
            if let Ok(bytes) = fs::read(path) {
                pictures.add(id, &bytes);
            }
            tell(done);
        }
        let made = match format {
            ExportFormat::Pdf => paper::pdf(&source.report, &pictures),
            ExportFormat::Docx => paper::docx(&source.report, &pictures),
        };
        let made = made.map_err(|error| {
            tracing::error!(%error, "a report cannot be set");
            AppError::Fault
        })?;
        Ok((!stopped()).then_some(made))
    })
    .await
}

/// Where files go without asking: `ZVITNYK_EXPORT_TO`, where there is nobody to ask.
pub(super) fn answered_folder() -> Option<PathBuf> {
    std::env::var_os("ZVITNYK_EXPORT_TO").map(PathBuf::from)
}

/// Asks with the system's own window.
async fn choose(app: &AppHandle, name: &str, format: ExportFormat) -> Option<PathBuf> {
    if let Some(folder) = answered_folder() {
        return Some(folder.join(name));
    }
    let (chosen, answer) = tokio::sync::oneshot::channel();
    let kind = match format {
        ExportFormat::Pdf => "PDF",
        ExportFormat::Docx => "Word",
    };
    app.dialog()
        .file()
        .add_filter(kind, &[format.ending()])
        .set_file_name(name)
        .save_file(move |file| {
            let _ = chosen.send(file);
        });
    let path = answer.await.ok()??.into_path().ok()?;
    Some(with_ending(path, format.ending()))
}

/// The path with the format's ending. What was typed without it was not asked about, so no file there is replaced.
pub(super) fn with_ending(path: PathBuf, ending: &str) -> PathBuf {
    if path
        .extension()
        .is_some_and(|found| found.eq_ignore_ascii_case(ending))
    {
        return path;
    }
    let typed = name_of(&path);
    (1..)
        .map(|number| match number {
            1 => path.with_file_name(format!("{typed}.{ending}")),
            _ => path.with_file_name(format!("{typed} ({number}).{ending}")),
        })
        .find(|free| !free.exists())
        .unwrap_or(path)
}

pub(super) fn name_of(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

fn lay_out_for_print(folder: &Path, name: &str, bytes: &[u8]) -> Result<PathBuf, ExportRefusal> {
    // What was printed before is not kept; what a viewer still holds open stays until the next time.
    let _ = fs::remove_dir_all(folder);
    let folder = folder.join(Uuid::now_v7().to_string());
    fs::create_dir_all(&folder).map_err(|error| refusal(&error, &folder))?;
    let path = folder.join(name);
    write_whole(&path, bytes)?;
    Ok(path)
}

/// Writes beside the target and puts the whole file in its place: what was there stays until then.
fn write_whole(target: &Path, bytes: &[u8]) -> Result<(), ExportRefusal> {
    let folder = target.parent().unwrap_or(target);
    let beside = target.with_file_name(format!(".zvitnyk-{}.tmp", Uuid::now_v7()));
    let written = fs::File::create_new(&beside)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .map_err(|error| refusal(&error, folder))
        .and_then(|()| fs::rename(&beside, target).map_err(|error| not_replaced(&error, target)));
    if let Err(reason) = &written {
        tracing::warn!(?reason, "an export was not written");
        let _ = fs::remove_file(&beside);
    }
    written
}

pub(super) fn refusal(error: &io::Error, folder: &Path) -> ExportRefusal {
    let folder = folder.display().to_string();
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => ExportRefusal::DiskFull,
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => ExportRefusal::NoFolder { folder },
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            ExportRefusal::NoRights { folder }
        }
        _ => ExportRefusal::Unwritable { folder },
    }
}

/// The folder could be written to a moment ago, so what is in the way is the file itself: Windows refuses to replace one
/// that a program holds open (`ERROR_ACCESS_DENIED` 5, `ERROR_SHARING_VIOLATION` 32, `ERROR_LOCK_VIOLATION` 33).
pub(super) fn not_replaced(error: &io::Error, target: &Path) -> ExportRefusal {
    if cfg!(windows) && matches!(error.raw_os_error(), Some(5 | 32 | 33)) {
        ExportRefusal::InUse {
            name: name_of(target),
        }
    } else {
        refusal(error, target.parent().unwrap_or(target))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_file_takes_the_place_of_an_earlier_one_and_leaves_nothing_beside() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("Звіт.pdf");
        fs::write(&target, "earlier").unwrap();
        write_whole(&target, b"new").unwrap();
        assert_eq!(fs::read(&target).unwrap(), b"new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_cannot_be_written_names_its_reason_and_keeps_the_earlier_file() {
        let folder = tempfile::tempdir().unwrap();
        let gone = folder.path().join("gone");
        assert_eq!(
            write_whole(&gone.join("Звіт.pdf"), b"x"),
            Err(ExportRefusal::NoFolder {
                folder: gone.display().to_string()
            })
        );
        // A folder of that name stands where the file should go.
        let taken = folder.path().join("Звіт.pdf");
        fs::create_dir(&taken).unwrap();
        fs::write(taken.join("inside"), "kept").unwrap();
        assert!(write_whole(&taken, b"x").is_err());
        assert_eq!(fs::read(taken.join("inside")).unwrap(), b"kept");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn name_typed_without_an_ending_gets_one_and_replaces_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let typed = folder.path().join("Звіт 1.2");
        assert_eq!(
            with_ending(typed.clone(), "pdf"),
            folder.path().join("Звіт 1.2.pdf")
        );
        fs::write(folder.path().join("Звіт 1.2.pdf"), "earlier").unwrap();
        assert_eq!(with_ending(typed, "pdf"), folder.path().join("Звіт 1.2 (2).pdf"));
        let whole = folder.path().join("Звіт.PDF");
        assert_eq!(with_ending(whole.clone(), "pdf"), whole);
    }
}
