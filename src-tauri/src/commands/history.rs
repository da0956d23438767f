//! The history of a report: its versions, two of them compared, one put back.

use super::reports::{Eyes, at_desk};
use crate::ipc::{
    error::AppError,
    events::ReportChanged,
    history::{
        History, HistoryCompareArgs, HistoryComparison, HistoryRestoreArgs, HistoryRestored, HistoryVersion,
    },
    types::ReportArgs,
};
use jiff::Timestamp;
use report::{Content, Form, compare};
use std::time::{Duration, Instant};
use store::{Origin, Store, StoreError};
use tauri::{AppHandle, Emitter};

/// Comparing takes no longer; what is left then is compared coarsely.
const PATIENCE: Duration = Duration::from_millis(300);

pub(crate) async fn history(app: AppHandle, args: ReportArgs) -> Result<History, AppError> {
    at_desk(&app, move |store, _| of(store, &args)).await
}

fn of(store: &Store, args: &ReportArgs) -> Result<History, AppError> {
    let report = store.report(args.id)?.ok_or(AppError::NotFound)?;
    let kept = store.versions(args.id)?;
    let last = match kept.first().map(|last| store.version(args.id, last.number)) {
        // The list must not fail because of a version that cannot be shown.
        None | Some(Err(StoreError::VersionCorrupt(..))) => None,
        Some(last) => Some(last?),
    };
    let empty = Content {
        title: String::new(),
        values: report::Values::new(),
        ..report.content.clone()
    };
    let changed = compare::changed(last.as_ref().unwrap_or(&empty), &report.content);
    Ok(History {
        present_at: report.updated_at,
        present: kept
            .first()
            .filter(|_| last.is_some() && changed.is_empty())
            .map(|last| last.number),
        present_changed: changed.into_iter().collect(),
        restorable: report.origin == Origin::Mine && report.deleted_at.is_none(),
        versions: kept
            .into_iter()
            .map(|version| HistoryVersion {
                number: version.number,
                kind: version.kind,
                at: version.at,
                by: version.by,
                changed: version.changed.into_iter().collect(),
            })
            .collect(),
    })
}

pub(crate) async fn compare(app: AppHandle, args: HistoryCompareArgs) -> Result<HistoryComparison, AppError> {
    let (before, after, form) = at_desk(&app, move |store, eyes| contents(store, eyes, &args)).await?;
    // The file is free again: comparing long texts must not keep a save waiting.
    crate::office::blocking(move || {
        let deadline = Instant::now() + PATIENCE;
        Ok(HistoryComparison {
            changes: compare::compare(&before, &after, &form, Some(deadline)),
            before,
            after,
        })
    })
    .await
}

fn contents(
    store: &Store,
    eyes: &Eyes,
    args: &HistoryCompareArgs,
) -> Result<(Content, Content, Form), AppError> {
    let before = store.version(args.id, args.from)?;
    let after = match args.to {
        Some(number) => store.version(args.id, number)?,
        None => store.report(args.id)?.ok_or(AppError::NotFound)?.content,
    };
    let catalogue = eyes.catalogue.as_ref();
    let section = catalogue.and_then(|catalogue| catalogue.section(&after.section));
    let form = section.map(|section| section.form.clone()).unwrap_or_default();
    Ok((before, after, form))
}

pub(crate) async fn restore(app: AppHandle, args: HistoryRestoreArgs) -> Result<HistoryRestored, AppError> {
    let id = args.id;
    let restored = at_desk(&app, move |store, _| {
        Ok(store.restore_version(id, args.number, Timestamp::now())?)
    })
    .await?;
    let _ = app.emit("report_changed", ReportChanged { id });
    let _ = app.emit("reports_changed", ());
    Ok(HistoryRestored {
        before: restored.before,
    })
}
