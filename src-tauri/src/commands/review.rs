//! The head's approval, and the public page.

use super::reports::{Eyes, at_desk};
use crate::{
    ipc::{
        error::AppError,
        types::{ApproveArgs, OpenReport, ReportArgs, TextArgs},
    },
    office::{Office, blocking, lock},
};
use jiff::Timestamp;
use store::Origin;
use tauri::{AppHandle, Emitter, Manager};
use tauri_plugin_opener::OpenerExt;

/// Approval needs the line: it is the portal that publishes, and only the revision that was read here.
pub(crate) async fn approve(app: AppHandle, args: ApproveArgs) -> Result<OpenReport, AppError> {
    let office = app.state::<Office>();
    let engine = office.engine().ok_or(AppError::SessionEnded)?;
    let approved = engine
        .session()
        .call(|access| {
            let client = engine.client();
            async move { client.approve(&access, args.id, args.revision).await }
        })
        .await
        .map_err(|error| AppError::of_portal(error, &engine.client().portal().host()))?;
    let (store, eyes) = (office.store()?, Eyes::of(&office)?);
    let open = blocking(move || {
        let mut store = lock(&store);
        store.apply_remote(&approved, Origin::Others, Timestamp::now())?;
        eyes.open(&store, args.id)
    })
    .await?;
    let _ = app.emit("reports_changed", ());
    Ok(open)
}

pub(crate) async fn open_public(app: AppHandle, args: ReportArgs) -> Result<(), AppError> {
    let open = at_desk(&app, move |store, eyes| eyes.open(store, args.id)).await?;
    let address = open
        .remote
        .and_then(|remote| remote.public_url)
        .ok_or(AppError::NotFound)?;
    open_address(&app, address)
}

pub(crate) async fn open_link(app: AppHandle, args: TextArgs) -> Result<(), AppError> {
    open_address(&app, args.text)
}

/// The address comes from a portal or from a report: nothing but a web page or a letter may be opened with it.
fn open_address(app: &AppHandle, address: String) -> Result<(), AppError> {
    let harmless = ["https://", "http://", "mailto:", "tel:"];
    if !harmless.iter().any(|scheme| address.starts_with(scheme)) {
        return Err(AppError::BadAddress { address });
    }
    app.opener()
        .open_url(address, None::<&str>)
        .map_err(|_| AppError::Fault)
}
