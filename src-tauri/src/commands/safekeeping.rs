//! Copies of the account's file, and what can be done about a damaged one.

use crate::ipc::{
    error::AppError,
    safekeeping::{Backup, BackupArgs, Backups, Begun, Recovered, RecoveryLook, Restored},
};
use tauri::AppHandle;

pub(crate) async fn backups(_app: AppHandle) -> Result<Backups, AppError> {
    Err(AppError::NoSeat)
}
pub(crate) async fn backup_now(_app: AppHandle) -> Result<Option<Backup>, AppError> {
    Err(AppError::NoSeat)
}
pub(crate) async fn restore(_app: AppHandle, _args: BackupArgs) -> Result<Option<Restored>, AppError> {
    Err(AppError::NoSeat)
}
pub(crate) async fn look(_app: AppHandle) -> Result<RecoveryLook, AppError> {
    Err(AppError::NoSeat)
}
pub(crate) async fn recover(_app: AppHandle) -> Result<Option<Recovered>, AppError> {
    Err(AppError::NoSeat)
}
pub(crate) async fn begin_anew(_app: AppHandle) -> Result<Option<Begun>, AppError> {
    Err(AppError::NoSeat)
}
pub(crate) async fn show_folder(_app: AppHandle) -> Result<(), AppError> {
    Err(AppError::NoSeat)
}
pub(crate) async fn cancel(_app: AppHandle) -> Result<(), AppError> {
    Ok(())
}
