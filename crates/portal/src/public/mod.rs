//! The public pages: Ukrainian, made on the server, whole without JavaScript; only the map needs it.

mod bytes;
mod pages;

use crate::portal::Portal;
use axum::{Router, routing::get};
use std::sync::Arc;

pub(crate) use pages::not_found;

/// Routes of the public pages.
pub(crate) fn routes() -> Router<Arc<Portal>> {
    Router::new()
        .route("/", get(pages::home))
        .route("/s/{section}", get(pages::section))
        .route("/r/{id}", get(pages::report))
        .route("/map", get(pages::map))
        .route("/photos/{file}", get(bytes::photo))
        .route("/files/{sha256}", get(bytes::file))
        .route("/tiles.json", get(bytes::pack))
        .route("/tiles/{z}/{x}/{y}", get(bytes::tile))
        .route("/static/{file}", get(bytes::fixed))
        .route("/assets/{file}", get(bytes::asset))
        .route("/favicon.ico", get(bytes::icon))
}
