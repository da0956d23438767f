//! The bin: what lies in it, taken out, thrown away for good.

use super::reports::at_desk;
use crate::ipc::{
    error::AppError,
    safekeeping::{BinArgs, BinRow},
};
use tauri::{AppHandle, Emitter};

pub(crate) async fn bin(app: AppHandle) -> Result<Vec<BinRow>, AppError> {
    at_desk(&app, |store, eyes| {
        let mut rows = Vec::new();
        for row in store.bin()? {
            let Some(deleted_at) = row.deleted_at else {
                continue;
            };
            let goes_at = deleted_at.checked_add(store::BIN_KEEPS).unwrap_or(deleted_at);
            rows.push(BinRow {
                row: eyes.row(row, None),
                deleted_at,
                goes_at,
            });
        }
        Ok(rows)
    })
    .await
}

pub(crate) async fn restore(app: AppHandle, args: BinArgs) -> Result<(), AppError> {
    at_desk(&app, move |store, _| {
        for id in args.ids {
            store.restore(id)?;
        }
        Ok(())
    })
    .await?;
    let _ = app.emit("reports_changed", ());
    Ok(())
}

pub(crate) async fn remove(app: AppHandle, args: BinArgs) -> Result<(), AppError> {
    at_desk(&app, move |store, _| Ok(store.remove_from_bin(&args.ids)?)).await
}
