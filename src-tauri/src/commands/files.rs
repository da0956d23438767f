//! A file attached to a report: kept as its bytes are, shown by the system's own program from a copy. What would run when
//! it is opened is neither taken nor opened.

use super::{
    output::answered_folder,
    photos::sha256,
    reports::{Eyes, at_desk},
    start::visible,
};
use crate::{
    ipc::{
        error::AppError,
        events::ReportChanged,
        files::{AttachFileArgs, FileAnswer, FileFieldArgs, FileRefusal},
    },
    office::{Office, blocking, cannot_write},
};
use jiff::Timestamp;
use report::{FieldId, FieldKind, ReportId, value::FileUse};
use serde::Deserialize;
use std::{
    collections::BTreeMap,
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
};
use store::{Patch, Store, StoreError};
use tauri::{AppHandle, Emitter, Manager};
use tauri_plugin_dialog::DialogExt;
use tauri_plugin_opener::OpenerExt;
use uuid::Uuid;

/// Endings of what some system runs, installs or mounts when it is opened.
const PROGRAMS: &str = "app appimage application appx bat chm cmd com command cpl deb desktop dll dmg exe gadget hta img inf \
    iso jar jnlp js jse lnk msc msi msix msp mst ocx pif pkg pl ps1 psd1 psm1 py pyw rb reg rpm run scf \
    scr sct sh sys url vb vbe vbs vhd vhdx wsc wsf wsh xll";

/// Asks for a file with the system's own window. `None`: they thought better of it.
pub(crate) async fn pick(app: AppHandle, args: FileFieldArgs) -> Result<Option<FileAnswer>, AppError> {
    let (chosen, answer) = tokio::sync::oneshot::channel();
    app.dialog().file().pick_file(move |file| {
        let _ = chosen.send(file);
    });
    let file = answer.await.ok().flatten();
    let Some(path) = file.and_then(|file| file.into_path().ok()) else {
        return Ok(None);
    };
    take_in(&app, args.report, args.field, path).await.map(Some)
}

pub(crate) async fn attach(app: AppHandle, args: AttachFileArgs) -> Result<FileAnswer, AppError> {
    take_in(&app, args.report, args.field, args.path.into()).await
}

/// Shows the file by the system's own program, from a copy that is not for writing: what would be changed in it would
/// not reach the report. `None`: it went well.
pub(crate) async fn open(app: AppHandle, args: FileFieldArgs) -> Result<Option<FileRefusal>, AppError> {
    let found = at_desk(&app, move |store, _| find(store, args.report, &args.field)).await?;
    let (name, bytes) = match found {
        Ok(found) => found,
        Err(reason) => return Ok(Some(reason)),
    };
    let folder = app.state::<Office>().root.join("opened");
    let path = blocking(move || {
        lay_out(&folder, &name, &bytes).map_err(|error| match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => AppError::DiskFull,
            _ => cannot_write(&folder),
        })
    })
    .await?;
    // Where there is nobody to look at it, that it lies there is enough.
    if answered_folder().is_some() {
        return Ok(None);
    }
    let opened = app.opener().open_path(path.to_string_lossy(), None::<&str>);
    Ok(opened.err().map(|_| FileRefusal::NoViewer))
}

async fn take_in(
    app: &AppHandle,
    report: ReportId,
    field: FieldId,
    path: PathBuf,
) -> Result<FileAnswer, AppError> {
    let name = path
        .file_name()
        .map_or_else(|| path.to_string_lossy(), |name| name.to_string_lossy());
    let name = visible(&name);
    let limit_of = field.clone();
    let max = at_desk(app, move |store, eyes| limit(store, eyes, report, &limit_of)).await?;
    let bytes = match program(&name) {
        Some(ending) => Err(FileRefusal::Program { ending }),
        None => blocking(move || Ok(read(&path, max))).await?,
    };
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(reason) => return Ok(FileAnswer::Refused { name, reason }),
    };
    let answer = at_desk(app, move |store, eyes| {
        let now = Timestamp::now();
        let file = FileUse {
            file: sha256(&bytes)?,
            name,
            bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
        };
        store.add_file(&file.file, &bytes, &file.name, now)?;
        let value = serde_json::to_value(&file).map_err(|_| AppError::Fault)?;
        let patch = Patch {
            values: BTreeMap::from([(field, Some(value))]),
            ..Patch::default()
        };
        store.save(report, &patch, now)?;
        let saved = eyes.saved(store, report, now)?;
        Ok(FileAnswer::Attached {
            file,
            saved: Box::new(saved),
        })
    })
    .await?;
    // Whoever opened the report again meanwhile sees the file.
    let _ = app.emit("report_changed", ReportChanged { id: report });
    Ok(answer)
}

/// The most bytes that the field takes.
fn limit(store: &Store, eyes: &Eyes, report: ReportId, field: &FieldId) -> Result<u32, AppError> {
    let section = store.report(report)?.ok_or(AppError::NotFound)?.content.section;
    let catalogue = eyes.catalogue.as_ref().ok_or(AppError::NoCatalogue)?;
    let form = &catalogue.section(&section).ok_or(AppError::NotFound)?.form;
    match form.field(field).map(|field| &field.kind) {
        Some(FieldKind::File { max_bytes }) => Ok(*max_bytes),
        _ => Err(AppError::NotFound),
    }
}

fn read(path: &Path, max: u32) -> Result<Vec<u8>, FileRefusal> {
    // A pipe or a device would never end.
    if !fs::metadata(path).is_ok_and(|found| found.is_file()) {
        return Err(FileRefusal::Unreadable);
    }
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(|_| FileRefusal::Unreadable)?;
    file.take(u64::from(max) + 1)
        .read_to_end(&mut bytes)
        .map_err(|_| FileRefusal::Unreadable)?;
    if bytes.is_empty() {
        return Err(FileRefusal::Empty);
    }
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > u64::from(max) {
        return Err(FileRefusal::TooLarge { max_bytes: max });
    }
    Ok(bytes)
}

/// The file of a field, by a name that every system takes. The name may have been given on another computer.
fn find(
    store: &Store,
    report: ReportId,
    field: &FieldId,
) -> Result<Result<(String, Vec<u8>), FileRefusal>, AppError> {
    let content = store.report(report)?.ok_or(AppError::NotFound)?.content;
    let value = content.values.get(field).ok_or(AppError::NotFound)?;
    let file = FileUse::deserialize(value).map_err(|_| AppError::NotFound)?;
    if let Some(ending) = program(&file.name) {
        return Ok(Err(FileRefusal::Program { ending }));
    }
    match store.read_attachment(&file.file) {
        Ok(kept) => Ok(Ok((name_on_disk(&file.name), kept.into_bytes()))),
        Err(StoreError::NoSuchPhoto(_) | StoreError::PhotoMissing(_) | StoreError::PhotoCorrupt(_)) => {
            Ok(Err(FileRefusal::NotHere))
        }
        Err(error) => Err(error.into()),
    }
}

/// A name without its ending, and the ending in small letters; Windows does not see points and spaces at the end.
fn parted(name: &str) -> (&str, String) {
    let seen = name.trim_end_matches(|c: char| !c.is_alphanumeric());
    match seen.rsplit_once('.') {
        Some((stem, ending)) => (
            stem,
            ending
                .chars()
                .filter(|c| c.is_alphanumeric())
                .flat_map(char::to_lowercase)
                .collect(),
        ),
        None => (name, String::new()),
    }
}

/// The ending of a file that runs when it is opened.
fn program(name: &str) -> Option<String> {
    let (_, ending) = parted(name);
    PROGRAMS.split(' ').any(|one| one == ending).then_some(ending)
}

fn name_on_disk(name: &str) -> String {
    let (stem, ending) = parted(name);
    paper::file_name(stem, &ending).trim_end_matches('.').to_owned()
}

fn lay_out(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<PathBuf> {
    // What was opened before is not kept; what a program still holds open stays until the next time.
    let _ = fs::remove_dir_all(folder);
    let folder = folder.join(Uuid::now_v7().to_string());
    fs::create_dir_all(&folder)?;
    let path = folder.join(name);
    fs::write(&path, bytes)?;
    let mut rights = fs::metadata(&path)?.permissions();
    rights.set_readonly(true);
    fs::set_permissions(&path, rights)?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_run_is_known_by_its_ending_however_it_is_dressed() {
        for name in [
            "setup.exe",
            "Рахунок.pdf.EXE",
            "рахунок.docx.js",
            "звіт.scr ",
            "звіт.bat. .",
            "звіт.ex\u{200b}e",
            "ярлик.lnk",
        ] {
            assert!(program(name).is_some(), "{name}");
        }
        for name in [
            "Голоси.csv",
            "exe",
            "Про exe.pdf",
            "Архів.tar.gz",
            "Кошторис.XLSX",
        ] {
            assert_eq!(program(name), None, "{name}");
        }
        assert!(PROGRAMS.split(' ').is_sorted_by(|one, next| one < next));
    }

    #[test]
    fn copy_is_named_as_the_file_and_stays_in_its_folder() {
        for (name, on_disk) in [
            ("Голоси зали.CSV", "Голоси зали.csv"),
            ("../../etc/passwd.txt", "etc passwd.txt"),
            ("рахунок.exe:схований.txt", "рахунок.exe схований.txt"),
            ("Без закінчення", "Без закінчення"),
        ] {
            assert_eq!(name_on_disk(name), on_disk, "{name}");
            assert!(!name_on_disk(name).contains(['/', '\\', ':']));
        }
    }

    #[test]
    fn copy_takes_the_place_of_the_one_before_and_is_not_for_writing() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("opened");
        let first = lay_out(&folder, "Голоси.csv", b"a;b").unwrap();
        assert!(fs::metadata(&first).unwrap().permissions().readonly());
        let second = lay_out(&folder, "Голоси.csv", b"a;c").unwrap();
        assert_eq!(fs::read(&second).unwrap(), b"a;c");
        assert!(!first.exists());
    }

    #[test]
    fn file_is_read_up_to_its_limit_and_no_folder_is_one() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("Голоси.csv");
        fs::write(&path, b"12345").unwrap();
        assert_eq!(read(&path, 5), Ok(b"12345".to_vec()));
        assert_eq!(read(&path, 4), Err(FileRefusal::TooLarge { max_bytes: 4 }));
        fs::write(&path, b"").unwrap();
        assert_eq!(read(&path, 4), Err(FileRefusal::Empty));
        assert_eq!(read(root.path(), 4), Err(FileRefusal::Unreadable));
        assert_eq!(read(&root.path().join("gone"), 4), Err(FileRefusal::Unreadable));
    }
}
