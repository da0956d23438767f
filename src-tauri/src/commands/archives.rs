//! All of an account as one file: written, and taken in from another computer.

use crate::ipc::{
    error::AppError,
    safekeeping::{ArchiveAnswer, ImportAnswer},
};
use tauri::AppHandle;

pub(crate) async fn export(_app: AppHandle) -> Result<Option<ArchiveAnswer>, AppError> {
    Err(AppError::NoSeat)
}
pub(crate) async fn import(_app: AppHandle) -> Result<Option<ImportAnswer>, AppError> {
    Err(AppError::NoSeat)
}
pub(crate) async fn show(_app: AppHandle) -> Result<(), AppError> {
    Err(AppError::NotFound)
}
