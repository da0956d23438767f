//! Who answers, and the catalogue.

use super::preconditions::unchanged;
use crate::portal::Portal;
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use portal_api::{PortalInfo, path, session::PORTAL_KIND};
use std::sync::Arc;

/// Who answers at this address.
#[utoipa::path(get, path = path::PORTAL, tag = "portal",
    responses((status = 200, description = "A portal", body = PortalInfo)))]
pub(super) async fn portal(State(portal): State<Arc<Portal>>) -> Json<PortalInfo> {
    Json(PortalInfo {
        kind: PORTAL_KIND.to_owned(),
        portal: portal.identity.portal,
        epoch: portal.identity.epoch,
        city: portal.catalogue.city.uk.clone(),
        versions: vec![1],
        time: portal.now(),
    })
}

/// Everything that the editor needs to work without a network. Forms are no secret: it needs no session.
#[utoipa::path(get, path = path::CATALOGUE, tag = "portal",
    params(("If-None-Match" = Option<String>, Header, description = "The ETag of the catalogue that the editor has")),
    responses(
        (status = 200, description = "The catalogue", body = report::Catalogue,
            headers(("ETag" = String, description = "Changes with the catalogue"))),
        (status = 304, description = "The editor has the newest"),
    ))]
pub(super) async fn catalogue(State(portal): State<Arc<Portal>>, headers: HeaderMap) -> Response {
    let tag = [
        (header::ETAG, portal.catalogue_etag.clone()),
        (header::CACHE_CONTROL, "public, no-cache".to_owned()),
    ];
    if unchanged(&headers, &portal.catalogue_etag) {
        return (StatusCode::NOT_MODIFIED, tag).into_response();
    }
    let body = portal.catalogue_json.clone();
    (tag, [(header::CONTENT_TYPE, "application/json")], body).into_response()
}
