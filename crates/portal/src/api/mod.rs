//! The HTTP contract, as `portal_api` says it. One file per noun; every handler is in the OpenAPI document.

mod catalogue;
mod changes;
pub(crate) mod extract;
pub(crate) mod files;
mod openapi;
mod preconditions;
mod receive;
mod remarks;
mod reports;
mod session;
pub mod turns;
mod tus;
mod uploads;

use crate::portal::Portal;
use axum::{Router, extract::DefaultBodyLimit};
use std::sync::Arc;
use utoipa::{OpenApi, openapi::OpenApi as Document};
use utoipa_axum::{router::OpenApiRouter, routes};

/// The largest JSON body, bytes: some hundred pages of text.
pub const JSON_MAX_BYTES: usize = 1024 * 1024;

/// The contract's routes and the document that describes them.
pub fn contract() -> (Router<Arc<Portal>>, Document) {
    OpenApiRouter::with_openapi(openapi::Contract::openapi())
        .routes(routes!(catalogue::portal))
        .routes(routes!(openapi::document))
        .routes(routes!(session::sign_in, session::sign_out))
        .routes(routes!(session::refresh))
        .routes(routes!(catalogue::catalogue))
        .routes(routes!(reports::get, reports::put))
        .routes(routes!(reports::receipt))
        .routes(routes!(reports::approve))
        .routes(routes!(remarks::give_back))
        .routes(routes!(changes::changes))
        .routes(routes!(files::photo))
        .routes(routes!(uploads::options, uploads::create))
        .routes(routes!(uploads::offset, uploads::append, uploads::terminate))
        .layer(DefaultBodyLimit::max(JSON_MAX_BYTES))
        .split_for_parts()
}

/// The OpenAPI document as it is served and committed.
///
/// # Errors
/// Never for this document; the signature keeps what serde says.
pub fn openapi_json() -> Result<String, serde_json::Error> {
    serde_json::to_string_pretty(&contract().1).map(|text| text + "\n")
}
