//! Commands that take bytes: they travel as they are, as the body of the call; what they belong to travels beside them,
//! as JSON in the header `args`.

use super::error::AppError;
use report::{FieldId, ReportId};
use serde::{Deserialize, de::DeserializeOwned};
use tauri::ipc::{InvokeBody, Request};
use ts_rs::TS;

/// A picture that is in no file: pasted, or taken out of a document.
#[derive(Clone, Debug, Deserialize, TS)]
pub(crate) struct AddPhotoBytesArgs {
    pub report: ReportId,
    pub field: FieldId,
    /// What the picture is called where it is spoken of.
    pub name: String,
}

/// What a call with bytes holds.
///
/// # Errors
/// [`AppError::Fault`]: the interface called it otherwise than it should.
pub(super) fn read<T: DeserializeOwned>(request: &Request<'_>) -> Result<(T, Vec<u8>), AppError> {
    let args = request.headers().get("args");
    let args = args.and_then(|json| serde_json::from_slice(json.as_bytes()).ok());
    match (args, request.body()) {
        (Some(args), InvokeBody::Raw(bytes)) => Ok((args, bytes.clone())),
        _ => Err(AppError::Fault),
    }
}
