//! The OpenAPI 3.1 document, made from the handlers.

use crate::{portal::Portal, problem::ApiError};
use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use portal_api::path;
use std::sync::Arc;
use utoipa::{
    Modify, OpenApi,
    openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
};

/// What the handlers do not say themselves.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Zvitnyk portal",
        version = "1",
        description = "The contract between the report editor and the city's portal. Every answer of 400 and above is a \
                       problem detail (RFC 9457) with a code. Every request can be repeated after a lost answer.",
        license(name = "MIT OR Apache-2.0")
    ),
    components(schemas(portal_api::Problem)),
    modifiers(&Bearer),
)]
pub(super) struct Contract;

struct Bearer;

impl Modify for Bearer {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let bearer = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("The access token of a session."))
            .build();
        document
            .components
            .get_or_insert_default()
            .add_security_scheme("bearer", SecurityScheme::Http(bearer));
    }
}

/// This document.
#[utoipa::path(get, path = path::OPENAPI, tag = "portal",
    responses((status = 200, description = "OpenAPI 3.1", content_type = "application/json")))]
pub(super) async fn document(State(_): State<Arc<Portal>>) -> Result<Response, ApiError> {
    Ok((
        [(header::CONTENT_TYPE, "application/json")],
        super::openapi_json()?,
    )
        .into_response())
}
