//! One thing done to many reports: to each by itself, so that what cannot be done to one does not keep the others back.

use super::{outbox, reports, start};
use crate::{
    ipc::{
        error::AppError,
        lists::{Bulk, BulkArgs, BulkDeed, BulkRefused, BulkUndo},
        start::{CreateArgs, StartFrom},
        types::ReportArgs,
    },
    office::{Office, lock},
};
use report::ReportId;
use tauri::{AppHandle, Manager};

pub(crate) async fn bulk(app: AppHandle, args: BulkArgs) -> Result<Bulk, AppError> {
    let mut bulk = Bulk {
        done: Vec::new(),
        refused: Vec::new(),
        undo: None,
    };
    // What there is afterwards to be taken back: the copies, not what was copied.
    let mut changed = Vec::new();
    for id in args.ids {
        match one(&app, args.deed, id).await {
            Ok(result) => {
                bulk.done.push(id);
                changed.push(result);
            }
            Err(error) => bulk.refused.push(BulkRefused {
                id,
                title: title(&app, id),
                error,
            }),
        }
    }
    let back = match args.deed {
        BulkDeed::Delete => BulkDeed::Restore,
        BulkDeed::Restore | BulkDeed::Copy => BulkDeed::Delete,
        BulkDeed::Send => BulkDeed::Unsend,
        BulkDeed::Unsend => BulkDeed::Send,
    };
    if !changed.is_empty() {
        bulk.undo = Some(BulkUndo {
            deed: back,
            ids: changed,
        });
    }
    Ok(bulk)
}

/// Does it to one. Answers the report that there is afterwards.
async fn one(app: &AppHandle, deed: BulkDeed, id: ReportId) -> Result<ReportId, AppError> {
    let (app, report) = (app.clone(), ReportArgs { id });
    match deed {
        BulkDeed::Delete => reports::delete(app, report).await?,
        BulkDeed::Restore => reports::restore(app, report).await?,
        BulkDeed::Send => drop(outbox::send(app, report).await?),
        BulkDeed::Unsend => drop(outbox::unsend(app, report).await?),
        BulkDeed::Copy => {
            let section = {
                let store = app.state::<Office>().store()?;
                let row = lock(&store).row(id)?;
                row.ok_or(AppError::NotFound)?.section
            };
            let from = StartFrom::Copy { report: id };
            return Ok(start::create(app, CreateArgs { section, from }).await?.id);
        }
    }
    Ok(id)
}

fn title(app: &AppHandle, id: ReportId) -> String {
    let row = app
        .state::<Office>()
        .store()
        .ok()
        .and_then(|store| lock(&store).row(id).ok());
    row.flatten().map(|row| row.title).unwrap_or_default()
}
