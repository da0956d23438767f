//! The change feed.

use super::extract::{ApiQuery, Caller};
use crate::{portal::Portal, problem::ApiError, sight::sight};
use axum::{Json, extract::State};
use portal_api::{Changes, Code, Problem, path};
use serde::Deserialize;
use std::sync::Arc;
use utoipa::IntoParams;

/// Entries per page, where the request does not say.
const PAGE: u32 = 100;
/// Entries per page at most.
const PAGE_MAX: u32 = 500;

const fn page() -> u32 {
    PAGE
}

/// Where to go on, and how far.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Page {
    /// The cursor of the former page; 0 or nothing: from the beginning.
    #[serde(default)]
    after: u64,
    /// Entries at most, 1 to 500.
    #[serde(default = "page")]
    #[param(minimum = 1, maximum = 500, default = 100)]
    limit: u32,
}

/// What happened after a cursor, as far as the account may see it.
#[utoipa::path(get, path = path::CHANGES, tag = "reports", params(Page), security(("bearer" = [])),
    responses(
        (status = 200, description = "A page of the feed", body = Changes),
        (status = 400, description = "Malformed", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "No valid access token", body = Problem, content_type = "application/problem+json"),
    ))]
pub(super) async fn changes(
    State(portal): State<Arc<Portal>>,
    caller: Caller,
    ApiQuery(Page { after, limit }): ApiQuery<Page>,
) -> Result<Json<Changes>, ApiError> {
    if !(1..=PAGE_MAX).contains(&limit) {
        return Err(ApiError::new(Code::BadRequest).with_detail("limit is 1 to 500"));
    }
    let sight = sight(&caller.account);
    let mut changes = portal
        .stored(move |storage| storage.changes(&sight, after, limit + 1))
        .await?;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = changes.len() > limit;
    changes.truncate(limit);
    let cursor = changes.last().map_or(after, |last| last.seq);
    Ok(Json(Changes {
        changes,
        cursor,
        more,
    }))
}
