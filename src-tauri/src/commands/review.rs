//! What the head decides upon a report, and the public page.

use super::reports::at_desk;
use crate::{
    ipc::{
        error::AppError,
        review::{ApproveArgs, RemarksArgs, ReturnArgs},
        types::{OpenReport, ReportArgs, TextArgs},
    },
    office::Office,
};
use jiff::Timestamp;
use portal_api::ReturnReport;
use store::Origin;
use tauri::{AppHandle, Emitter, Manager};
use tauri_plugin_opener::OpenerExt;

/// Approval needs the line: it is the portal that publishes, and only the revision that was read here.
pub(crate) async fn approve(app: AppHandle, args: ApproveArgs) -> Result<OpenReport, AppError> {
    let engine = app.state::<Office>().engine().ok_or(AppError::SessionEnded)?;
    let approved = engine
        .session()
        .call(|access| {
            let client = engine.client();
            async move { client.approve(&access, args.id, args.revision).await }
        })
        .await
        .map_err(|error| AppError::of_portal(error, &engine.client().portal().host()))?;
    decided(&app, approved).await
}

/// So does a return: who has a report back must have the remarks too. They stay kept here until the portal has them.
pub(crate) async fn give_back(app: AppHandle, args: ReturnArgs) -> Result<OpenReport, AppError> {
    let engine = app.state::<Office>().engine().ok_or(AppError::SessionEnded)?;
    let remarks = ReturnReport {
        remarks: args.remarks,
    };
    let returned = engine
        .session()
        .call(|access| {
            let (client, remarks) = (engine.client(), &remarks);
            async move { client.give_back(&access, args.id, args.revision, remarks).await }
        })
        .await
        .map_err(|error| AppError::of_portal(error, &engine.client().portal().host()))?;
    decided(&app, returned).await
}

/// Takes the portal's answer to a decision, and shows the report as it is now.
async fn decided(app: &AppHandle, report: portal_api::Report) -> Result<OpenReport, AppError> {
    let open = at_desk(app, move |store, eyes| {
        store.apply_remote(&report, Origin::Others, Timestamp::now())?;
        store.keep_remark_drafts(report.id, &[])?;
        eyes.open(store, report.id)
    })
    .await?;
    let _ = app.emit("reports_changed", ());
    Ok(open)
}

/// Keeps what the head is writing, as everything else that is typed.
pub(crate) async fn keep_remarks(app: AppHandle, args: RemarksArgs) -> Result<(), AppError> {
    at_desk(&app, move |store, _| {
        Ok(store.keep_remark_drafts(args.id, &args.remarks)?)
    })
    .await
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
