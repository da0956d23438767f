//! Documents to import: chosen, looked at, held until the interface has read them. One at a time.

use crate::{
    ipc::{
        document::{DocumentAnswer, DocumentArgs, DocumentPathArgs},
        error::AppError,
    },
    office::{blocking, lock},
};
use docfile::{DocumentRefusal, MAX_BYTES};
use std::{
    fs::File,
    io::Read,
    path::{Path, PathBuf},
    sync::Mutex,
};
use tauri::{AppHandle, Manager};
use tauri_plugin_dialog::DialogExt;

/// The document that is being imported.
#[derive(Default)]
pub(crate) struct OpenDocument(Mutex<Held>);

#[derive(Default)]
struct Held {
    token: u32,
    bytes: Vec<u8>,
}

impl OpenDocument {
    /// Hands the bytes of the open document out, once; none when it was closed or another one was opened.
    pub(crate) fn take(&self, token: u32) -> Option<Vec<u8>> {
        let mut held = lock(&self.0);
        (held.token == token && !held.bytes.is_empty()).then(|| std::mem::take(&mut held.bytes))
    }

    fn hold(&self, bytes: Vec<u8>) -> u32 {
        let mut held = lock(&self.0);
        held.token = held.token.wrapping_add(1);
        held.bytes = bytes;
        held.token
    }
}

/// Asks for a file with the system's own window; its path.
pub(crate) async fn pick(app: AppHandle) -> Result<Option<String>, AppError> {
    let (chosen, answer) = tokio::sync::oneshot::channel();
    app.dialog()
        .file()
        .add_filter("Word", &["docx", "docm"])
        .pick_file(move |file| {
            let _ = chosen.send(file);
        });
    let path = answer.await.ok().flatten().and_then(|file| file.into_path().ok());
    Ok(path.map(|path| path.to_string_lossy().into_owned()))
}

pub(crate) async fn close(app: AppHandle, args: DocumentArgs) -> Result<(), AppError> {
    app.state::<OpenDocument>().take(args.token);
    Ok(())
}

pub(crate) async fn open(app: AppHandle, args: DocumentPathArgs) -> Result<DocumentAnswer, AppError> {
    let path = PathBuf::from(args.path);
    let name = path.file_name().map_or_else(
        || path.to_string_lossy().into_owned(),
        |name| name.to_string_lossy().into_owned(),
    );
    let looked = blocking(move || {
        Ok(read(&path).and_then(|bytes| docfile::check(&bytes).map(|document| (bytes, document))))
    })
    .await?;
    Ok(match looked {
        Ok((bytes, document)) => DocumentAnswer::Opened {
            bytes: bytes.len() as u64,
            token: app.state::<OpenDocument>().hold(bytes),
            name,
            title: document.title,
            besides: document.besides,
        },
        Err(reason) => DocumentAnswer::Refused { name, reason },
    })
}

fn read(path: &Path) -> Result<Vec<u8>, DocumentRefusal> {
    let file = File::open(path).map_err(|_| DocumentRefusal::Unreadable)?;
    if file.metadata().is_ok_and(|file| file.len() > MAX_BYTES) {
        return Err(DocumentRefusal::TooLarge { max_bytes: MAX_BYTES });
    }
    let mut bytes = Vec::new();
    file.take(MAX_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|_| DocumentRefusal::Unreadable)?;
    Ok(bytes)
}
