//! The bin: what lies in it, taken out, thrown away for good.

use crate::ipc::{
    error::AppError,
    safekeeping::{BinArgs, BinRow},
};
use tauri::AppHandle;

pub(crate) async fn bin(_app: AppHandle) -> Result<Vec<BinRow>, AppError> {
    Err(AppError::NoSeat)
}
pub(crate) async fn restore(_app: AppHandle, _args: BinArgs) -> Result<(), AppError> {
    Err(AppError::NoSeat)
}
pub(crate) async fn remove(_app: AppHandle, _args: BinArgs) -> Result<(), AppError> {
    Err(AppError::NoSeat)
}
