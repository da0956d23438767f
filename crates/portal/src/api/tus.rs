//! The headers of tus 1.0.0.

use super::extract::{number, one};
use crate::{problem::ApiError, storage::AttachmentKind};
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderName, HeaderValue, request::Parts},
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use jiff::{Timestamp, fmt::rfc2822};
use portal_api::{
    Code,
    uploads::{KIND_FILE, KIND_PHOTO, METADATA_KIND, METADATA_REPORT, METADATA_SHA256, TUS_VERSION},
};
use report::{PhotoId, ReportId};
use std::{collections::HashMap, str::FromStr};

pub(super) const TUS_RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
pub(super) const TUS_VERSIONS: HeaderName = HeaderName::from_static("tus-version");
pub(super) const TUS_EXTENSION: HeaderName = HeaderName::from_static("tus-extension");
pub(super) const TUS_MAX_SIZE: HeaderName = HeaderName::from_static("tus-max-size");
pub(super) const TUS_CHECKSUM_ALGORITHM: HeaderName = HeaderName::from_static("tus-checksum-algorithm");
pub(super) const UPLOAD_OFFSET: HeaderName = HeaderName::from_static("upload-offset");
pub(super) const UPLOAD_LENGTH: HeaderName = HeaderName::from_static("upload-length");
pub(super) const UPLOAD_EXPIRES: HeaderName = HeaderName::from_static("upload-expires");
const UPLOAD_METADATA: HeaderName = HeaderName::from_static("upload-metadata");
const UPLOAD_DEFER_LENGTH: HeaderName = HeaderName::from_static("upload-defer-length");
const UPLOAD_CHECKSUM: HeaderName = HeaderName::from_static("upload-checksum");

fn bad(detail: impl Into<String>) -> ApiError {
    ApiError::new(Code::BadRequest).with_detail(detail)
}

/// The request speaks our version of tus. Answers, refusals too, are wrapped in [`spoken`].
pub(super) struct Tus;

impl<S: Send + Sync> FromRequestParts<S> for Tus {
    type Rejection = ApiError;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        match one(&parts.headers, &TUS_RESUMABLE)? {
            Some(TUS_VERSION) => Ok(Self),
            _ => Err(ApiError::new(Code::UnsupportedTus).with_header(TUS_VERSIONS, TUS_VERSION)),
        }
    }
}

/// Adds the headers that every answer of tus carries.
pub(super) fn spoken(answer: impl IntoResponse) -> Response {
    let mut response = answer.into_response();
    let headers = response.headers_mut();
    headers.insert(TUS_RESUMABLE, HeaderValue::from_static(TUS_VERSION));
    headers.insert(
        axum::http::header::CACHE_CONTROL,
        HeaderValue::from_static("no-store"),
    );
    response
}

/// When an upload is forgotten, as tus writes times (RFC 9110 §5.6.7).
pub(super) fn http_date(time: Timestamp) -> HeaderValue {
    rfc2822::DateTimePrinter::new()
        .timestamp_to_rfc9110_string(&time)
        .ok()
        .and_then(|text| HeaderValue::try_from(text).ok())
        .unwrap_or_else(|| HeaderValue::from_static("Thu, 01 Jan 1970 00:00:00 GMT"))
}

/// What a creation asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Creation {
    pub(super) length: u64,
    pub(super) sha256: PhotoId,
    pub(super) report: ReportId,
    pub(super) kind: AttachmentKind,
}

/// Reads the headers of a creation.
pub(super) fn creation(headers: &HeaderMap, max: u64) -> Result<Creation, ApiError> {
    if headers.contains_key(UPLOAD_DEFER_LENGTH) {
        return Err(bad("Upload-Defer-Length is not offered"));
    }
    let length = number(headers, &UPLOAD_LENGTH)?.ok_or_else(|| bad("Upload-Length is missing"))?;
    if length == 0 {
        return Err(bad("Upload-Length is 0"));
    }
    if length > max {
        return Err(ApiError::new(Code::TooLarge).with_detail(format!("at most {max} bytes")));
    }
    let metadata = metadata(one(headers, &UPLOAD_METADATA)?.unwrap_or_default())?;
    let kind = match metadata.get(METADATA_KIND).map(String::as_str) {
        None | Some(KIND_PHOTO) => AttachmentKind::Photo,
        Some(KIND_FILE) => AttachmentKind::File,
        Some(_) => return Err(bad(format!("Upload-Metadata: {METADATA_KIND} is photo or file"))),
    };
    Ok(Creation {
        length,
        sha256: entry(&metadata, METADATA_SHA256)?,
        report: entry(&metadata, METADATA_REPORT)?,
        kind,
    })
}

fn entry<T: FromStr>(metadata: &HashMap<&str, String>, key: &str) -> Result<T, ApiError> {
    metadata
        .get(key)
        .and_then(|value| value.parse().ok())
        .ok_or_else(|| bad(format!("Upload-Metadata: {key} is missing or malformed")))
}

/// `key base64,key base64`; every key once, values UTF-8.
fn metadata(text: &str) -> Result<HashMap<&str, String>, ApiError> {
    let mut all = HashMap::new();
    for pair in text.split(',').map(str::trim).filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once(' ').unwrap_or((pair, ""));
        let value = STANDARD
            .decode(value.trim())
            .ok()
            .and_then(|bytes| String::from_utf8(bytes).ok())
            .ok_or_else(|| bad("Upload-Metadata: a value is not base64 of text"))?;
        if all.insert(key, value).is_some() {
            return Err(bad("Upload-Metadata: a key stands there twice"));
        }
    }
    Ok(all)
}

/// `Upload-Checksum: sha256 <base64>`.
pub(super) fn checksum(headers: &HeaderMap) -> Result<Option<[u8; 32]>, ApiError> {
    let Some(text) = one(headers, &UPLOAD_CHECKSUM)? else {
        return Ok(None);
    };
    match text.split_once(' ') {
        Some(("sha256", value)) => STANDARD
            .decode(value.trim())
            .ok()
            .and_then(|bytes| <[u8; 32]>::try_from(bytes).ok())
            .map(Some)
            .ok_or_else(|| bad("Upload-Checksum is not the base64 of a SHA-256")),
        _ => Err(bad("Upload-Checksum: only sha256 is offered")),
    }
}
