//! Lists that somebody gave a name to.

use super::reports::at_desk;
use crate::ipc::{
    error::AppError,
    lists::{FilterArgs, PutFilterArgs, RenameFilterArgs, SavedFilter},
};
use store::Store;
use tauri::AppHandle;

/// The longest name kept, in characters.
const NAME_MAX: usize = 60;

pub(crate) async fn all(app: AppHandle) -> Result<Vec<SavedFilter>, AppError> {
    at_desk(&app, |store, _| read(store)).await
}

pub(crate) async fn put(app: AppHandle, args: PutFilterArgs) -> Result<Vec<SavedFilter>, AppError> {
    at_desk(&app, move |store, _| {
        let wanted = serde_json::to_string(&args.wanted).map_err(|_| AppError::Fault)?;
        store.put_saved_filter(&name(&args.name), &wanted)?;
        read(store)
    })
    .await
}

pub(crate) async fn rename(app: AppHandle, args: RenameFilterArgs) -> Result<Vec<SavedFilter>, AppError> {
    at_desk(&app, move |store, _| {
        store.rename_saved_filter(args.id, &name(&args.name))?;
        read(store)
    })
    .await
}

pub(crate) async fn delete(app: AppHandle, args: FilterArgs) -> Result<Vec<SavedFilter>, AppError> {
    at_desk(&app, move |store, _| {
        store.remove_saved_filter(args.id)?;
        read(store)
    })
    .await
}

fn name(typed: &str) -> String {
    typed.trim().chars().take(NAME_MAX).collect()
}

/// One that an older or newer program wrote otherwise wants everything: its name is not lost.
fn read(store: &Store) -> Result<Vec<SavedFilter>, AppError> {
    let kept = store.saved_filters()?.into_iter();
    Ok(kept
        .map(|filter| SavedFilter {
            id: filter.id,
            name: filter.name,
            wanted: serde_json::from_str(&filter.wanted).unwrap_or_default(),
        })
        .collect())
}
