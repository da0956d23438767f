//! The history of a report.

use crate::ipc::{
    error::AppError,
    history::{History, HistoryCompareArgs, HistoryComparison, HistoryRestoreArgs, HistoryRestored},
    types::ReportArgs,
};
use tauri::AppHandle;

pub(crate) async fn history(_app: AppHandle, _args: ReportArgs) -> Result<History, AppError> {
    Err(AppError::Fault)
}

pub(crate) async fn compare(_app: AppHandle, _args: HistoryCompareArgs) -> Result<HistoryComparison, AppError> {
    Err(AppError::Fault)
}

pub(crate) async fn restore(_app: AppHandle, _args: HistoryRestoreArgs) -> Result<HistoryRestored, AppError> {
    Err(AppError::Fault)
}
