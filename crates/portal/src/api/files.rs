//! Held photos and files going out.

use super::extract::{ApiPath, Caller};
use crate::{
    portal::Portal,
    problem::ApiError,
    sight::may_see,
    storage::{AttachmentKind, HeldFile, Variant},
};
use axum::{
    body::Body,
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use portal_api::{Code, Problem, path};
use report::PhotoId;
use std::sync::Arc;
use tokio_util::io::ReaderStream;

/// A held file as a body with its length.
pub(crate) fn stream(held: HeldFile, media_type: &'static str) -> Response {
    let file = tokio::fs::File::from_std(held.file);
    let mut response = Body::from_stream(ReaderStream::with_capacity(file, 64 * 1024)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(held.bytes));
    response
}

/// A photo, or an attached file, by its SHA-256; for those who may see a report that uses it.
#[utoipa::path(get, path = path::PHOTO, tag = "photos", security(("bearer" = [])),
    params(("sha256" = PhotoId, Path, description = "SHA-256, lower-case hex")),
    responses(
        (status = 200, description = "The bytes", content_type = "image/jpeg"),
        (status = 400, description = "Malformed", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "No valid access token", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "Not held, or not for this account", body = Problem, content_type = "application/problem+json"),
    ))]
pub(super) async fn photo(
    State(portal): State<Arc<Portal>>,
    caller: Caller,
    ApiPath(sha256): ApiPath<PhotoId>,
) -> Result<Response, ApiError> {
    let wanted = sha256.clone();
    let (uses, public) = portal
        .stored(move |storage| {
            let public = storage.is_public_file(&wanted, AttachmentKind::Photo)?
                || storage.is_public_file(&wanted, AttachmentKind::File)?;
            Ok((storage.file_uses(&wanted)?, public))
        })
        .await?;
    if !public && !uses.iter().any(|head| may_see(&caller.account, head)) {
        return Err(Code::NotFound.into());
    }
    let (held, is_photo) = portal
        .stored(move |storage| {
            let is_photo = storage.photo_size(&sha256)?.is_some();
            Ok((storage.open_file(&sha256, Variant::Whole)?, is_photo))
        })
        .await?;
    let media_type = if is_photo {
        "image/jpeg"
    } else {
        "application/octet-stream"
    };
    let mut response = stream(held.ok_or(Code::NotFound)?, media_type);
    response.headers_mut().insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, max-age=31536000, immutable"),
    );
    Ok(response)
}
