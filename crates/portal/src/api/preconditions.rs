//! `If-Match` and `If-None-Match` (RFC 9110 §13.1). The entity tag of a report is its revision in quotes.

use super::extract::one;
use crate::{problem::ApiError, storage::Precondition};
use axum::http::{HeaderMap, HeaderValue, header};
use portal_api::{Code, Revision};

/// The entity tag of a revision.
pub(crate) fn etag(revision: Revision) -> HeaderValue {
    HeaderValue::try_from(format!("\"{revision}\"")).unwrap_or_else(|_| HeaderValue::from_static("\"0\""))
}

fn bad(detail: &'static str) -> ApiError {
    ApiError::new(Code::BadRequest).with_detail(detail)
}

/// What a write starts from: one of the two headers.
pub(crate) fn precondition(headers: &HeaderMap) -> Result<Precondition, ApiError> {
    match (
        one(headers, &header::IF_MATCH)?,
        one(headers, &header::IF_NONE_MATCH)?,
    ) {
        (None, None) => Err(Code::PreconditionRequired.into()),
        (Some(_), Some(_)) => Err(bad("If-Match and If-None-Match exclude each other")),
        (None, Some(tag)) if tag.trim() == "*" => Ok(Precondition::New),
        (None, Some(_)) => Err(bad("If-None-Match of a write is *")),
        (Some(tags), None) => Ok(Precondition::Revision(revisions(tags)?)),
    }
}

/// What an approval or a return starts from: `If-Match`.
pub(crate) fn if_match(headers: &HeaderMap) -> Result<Precondition, ApiError> {
    match precondition(headers)? {
        Precondition::New => Err(bad("If-Match names the revision that was read")),
        revision @ Precondition::Revision(_) => Ok(revision),
    }
}

/// The revisions of a list of entity tags. Comparison is strong, so weak tags match nothing; neither do tags that are
/// no revision.
fn revisions(tags: &str) -> Result<Vec<Revision>, ApiError> {
    let mut found = Vec::new();
    for tag in tags.split(',').map(str::trim) {
        let strong = tag.strip_prefix("W/").unwrap_or(tag);
        let inner = strong
            .strip_prefix('"')
            .and_then(|rest| rest.strip_suffix('"'))
            .filter(|inner| !inner.contains('"'))
            .ok_or_else(|| bad("If-Match is a revision in quotes"))?;
        // «+6» is a number to Rust, but no tag of ours.
        if strong.len() == tag.len()
            && inner.bytes().all(|byte| byte.is_ascii_digit())
            && let Ok(revision) = inner.parse()
        {
            found.push(revision);
        }
    }
    Ok(found)
}

/// Whether `If-None-Match` of a read names this tag (weak comparison).
pub(crate) fn unchanged(headers: &HeaderMap, tag: &str) -> bool {
    headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .any(|named| named == "*" || named.strip_prefix("W/").unwrap_or(named) == tag)
}
