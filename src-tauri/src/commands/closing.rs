//! Closing the window: what was typed last is written down first. The page is asked, since only it knows what that is; a
//! page that does not even hear the question holds nobody up.

use crate::ipc::error::AppError;
use std::{
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};
use tauri::{AppHandle, Emitter, Manager, Window};

/// How long a page may take to hear the question. What it does then takes as long as it takes.
const PATIENCE: Duration = Duration::from_secs(5);

/// How often the page was asked, and the last time that it heard.
#[derive(Default)]
pub(crate) struct Closing {
    asked: AtomicU32,
    heard: AtomicU32,
}

/// Asks the page to write down what it holds and to close the window.
pub(crate) fn ask(window: &Window) {
    let asked = window.state::<Closing>().asked.fetch_add(1, Ordering::SeqCst) + 1;
    let _ = window.emit("close_asked", ());
    let window = window.clone();
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(PATIENCE).await;
        if window.state::<Closing>().heard.load(Ordering::SeqCst) < asked {
            tracing::warn!("the page does not hear that the window is to be closed");
            let _ = window.destroy();
        }
    });
}

/// The page has heard and sees to it.
pub(crate) async fn heard(app: AppHandle) -> Result<(), AppError> {
    let closing = app.state::<Closing>();
    let asked = closing.asked.load(Ordering::SeqCst);
    closing.heard.store(asked, Ordering::SeqCst);
    Ok(())
}

/// Closes the window: all is written down, or the person said to close it anyway.
pub(crate) async fn close(app: AppHandle) -> Result<(), AppError> {
    for window in app.webview_windows().into_values() {
        window.destroy().map_err(|_| AppError::Fault)?;
    }
    Ok(())
}
