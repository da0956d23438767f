//! Uploads by tus 1.0.0: core, creation, checksum, expiration, termination.

use super::{
    extract::{ApiPath, Caller, number, one},
    tus::{self, Creation, Tus, spoken},
};
use crate::{
    portal::Portal,
    problem::ApiError,
    sight::rights_in,
    storage::{Finish, Upload, UploadState},
};
use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use jiff::SignedDuration;
use portal_api::{
    Code, Problem, path,
    uploads::{
        EXPIRES_HOURS, MAX_SIZE, OFFSET_OCTET_STREAM, TUS_CHECKSUM_ALGORITHMS, TUS_EXTENSIONS, TUS_VERSION,
    },
};
use report::Right;
use std::sync::Arc;
use uuid::Uuid;

/// What is offered.
#[utoipa::path(options, path = path::UPLOADS, tag = "uploads",
    responses((status = 204, description = "tus 1.0.0",
        headers(("Tus-Version" = String), ("Tus-Extension" = String), ("Tus-Max-Size" = u64),
            ("Tus-Checksum-Algorithm" = String)))))]
pub(super) async fn options() -> Response {
    let headers = [
        (tus::TUS_VERSIONS, HeaderValue::from_static(TUS_VERSION)),
        (tus::TUS_EXTENSION, HeaderValue::from_static(TUS_EXTENSIONS)),
        (tus::TUS_MAX_SIZE, HeaderValue::from(MAX_SIZE)),
        (
            tus::TUS_CHECKSUM_ALGORITHM,
            HeaderValue::from_static(TUS_CHECKSUM_ALGORITHMS),
        ),
    ];
    spoken((StatusCode::NO_CONTENT, headers))
}

/// Begin an upload.
#[utoipa::path(post, path = path::UPLOADS, tag = "uploads", security(("bearer" = [])),
    params(
        ("Tus-Resumable" = String, Header, description = "1.0.0"),
        ("Upload-Length" = u64, Header, description = "Bytes in all"),
        ("Upload-Metadata" = String, Header, description = "sha256, report and optionally kind (photo or file), each with its value in base64"),
    ),
    responses(
        (status = 201, description = "Begun; with Upload-Offset equal to the length where the portal has the file already",
            headers(("Location" = String), ("Upload-Offset" = u64), ("Upload-Expires" = String))),
        (status = 400, description = "Malformed", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "No valid access token", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "No right to write", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "Another version of tus", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "Larger than Tus-Max-Size", body = Problem, content_type = "application/problem+json"),
    ))]
pub(super) async fn create(
    State(portal): State<Arc<Portal>>,
    tus: Result<Tus, ApiError>,
    caller: Result<Caller, ApiError>,
    headers: HeaderMap,
) -> Response {
    let answer = async {
        tus?;
        begin(&portal, caller?, tus::creation(&headers, MAX_SIZE)?).await
    };
    spoken(answer.await)
}

async fn begin(portal: &Portal, caller: Caller, creation: Creation) -> Result<Response, ApiError> {
    let Creation {
        length,
        sha256,
        report,
        kind,
    } = creation;
    let account = caller.account;
    let (wanted, department, id) = (sha256.clone(), account.department.clone(), portal.new_id()?);
    let (head, held, told, size_is_true) = portal
        .stored(move |storage| {
            let (size, told_size) = (storage.photo_size(&wanted)?, storage.told_size(report, &wanted)?);
            Ok((
                storage.head(report)?,
                storage.held(&wanted, kind, &department)?,
                storage.told_length(report, &wanted)?,
                told_size.is_none_or(|told| Some(told) == size),
            ))
        })
        .await?;
    let may_write = match &head {
        Some(head) => {
            head.department == account.department
                && rights_in(&account, &head.section).contains(&Right::Write)
        }
        // Photos may come before the text: then it is enough to be somebody who writes at all.
        None => account
            .rights
            .iter()
            .any(|granted| granted.rights.contains(&Right::Write)),
    };
    if !may_write {
        return Err(Code::Forbidden.into());
    }
    if held.is_some_and(|bytes| bytes != length) {
        return Err(ApiError::new(Code::BadRequest).with_detail("a file of that SHA-256 has another length"));
    }
    if told.is_some_and(|bytes| bytes != length) {
        return Err(
            ApiError::new(Code::BadRequest).with_detail("the report tells another length of that file")
        );
    }
    // What it has not got is measured when it is there.
    if held.is_some() && !size_is_true {
        return Err(
            ApiError::new(Code::BadRequest).with_detail("the report tells another size of that photo")
        );
    }
    let now = portal.now();
    let upload = Upload {
        id,
        login: account.login,
        report,
        sha256,
        kind,
        length,
        expires_at: now
            .saturating_add(SignedDuration::from_hours(EXPIRES_HOURS))
            .unwrap_or(now),
        state: if held.is_some() {
            UploadState::Done
        } else {
            UploadState::Open
        },
    };
    let answer = [
        (header::LOCATION, location(id)?),
        (tus::UPLOAD_OFFSET, HeaderValue::from(held.unwrap_or(0))),
        (tus::UPLOAD_EXPIRES, tus::http_date(upload.expires_at)),
    ];
    portal
        .stored(move |storage| storage.create_upload(&upload, now))
        .await?;
    Ok((StatusCode::CREATED, answer).into_response())
}

fn location(id: Uuid) -> Result<HeaderValue, ApiError> {
    HeaderValue::try_from(path::UPLOAD.replace("{upload}", &id.to_string()))
        .map_err(|_| ApiError::new(Code::Internal))
}

/// The caller's upload, unless it is over.
async fn own(portal: &Portal, caller: &Caller, id: Uuid) -> Result<Upload, ApiError> {
    let upload = portal
        .stored(move |storage| storage.upload(id))
        .await?
        .filter(|upload| upload.login == caller.account.login)
        .ok_or(Code::NotFound)?;
    if upload.state == UploadState::Gone || upload.expires_at <= portal.now() {
        return Err(Code::UploadGone.into());
    }
    Ok(upload)
}

fn progress(upload: &Upload, offset: u64) -> [(axum::http::HeaderName, HeaderValue); 2] {
    [
        (tus::UPLOAD_OFFSET, HeaderValue::from(offset)),
        (tus::UPLOAD_EXPIRES, tus::http_date(upload.expires_at)),
    ]
}

/// How many bytes the portal has.
#[utoipa::path(head, path = path::UPLOAD, tag = "uploads", security(("bearer" = [])),
    params(("upload" = Uuid, Path, description = "From the Location of the creation"),
        ("Tus-Resumable" = String, Header, description = "1.0.0")),
    responses(
        (status = 200, description = "Upload-Offset tells where to go on",
            headers(("Upload-Offset" = u64), ("Upload-Length" = u64), ("Upload-Expires" = String))),
        (status = 401, description = "No valid access token"),
        (status = 404, description = "No such upload of this account"),
        (status = 410, description = "Expired, terminated or refused: begin again"),
        (status = 412, description = "Another version of tus"),
    ))]
pub(super) async fn offset(
    State(portal): State<Arc<Portal>>,
    tus: Result<Tus, ApiError>,
    caller: Result<Caller, ApiError>,
    id: Result<ApiPath<Uuid>, ApiError>,
) -> Response {
    let answer = async {
        tus?;
        let (caller, ApiPath(id)) = (caller?, id?);
        let _turn = portal.turns.take(id).await;
        let upload = own(&portal, &caller, id).await?;
        let asked = upload.clone();
        let offset = portal
            .stored(move |storage| storage.upload_offset(&asked))
            .await?;
        if offset == upload.length && upload.state == UploadState::Open {
            // The portal stopped between the last byte and the check.
            finish(&portal, &upload).await?;
        }
        let length = [(tus::UPLOAD_LENGTH, HeaderValue::from(upload.length))];
        Ok::<_, ApiError>((StatusCode::OK, length, progress(&upload, offset)))
    };
    spoken(answer.await)
}

/// Checks a whole upload and keeps it.
async fn finish(portal: &Portal, upload: &Upload) -> Result<(), ApiError> {
    let (upload, now) = (upload.clone(), portal.now());
    let turn = Arc::clone(&portal.checking)
        .acquire_owned()
        .await
        .map_err(|_| Code::Unavailable)?;
    match portal
        .stored(move |storage| {
            let _turn = turn;
            storage.finish_upload(&upload, now)
        })
        .await?
    {
        Finish::Held => Ok(()),
        Finish::WrongHash => Err(ApiError::new(Code::ChecksumMismatch)
            .with_detail("the whole file does not have the SHA-256 that was promised; begin again")),
        Finish::NotAPhoto(why) => Err(ApiError::new(Code::NotAPhoto).with_detail(why.to_string())),
    }
}

/// Send bytes. They are kept as they arrive: when the line breaks, ask for the offset and go on.
#[utoipa::path(patch, path = path::UPLOAD, tag = "uploads", security(("bearer" = [])),
    params(("upload" = Uuid, Path, description = "From the Location of the creation"),
        ("Tus-Resumable" = String, Header, description = "1.0.0"),
        ("Upload-Offset" = u64, Header, description = "Where these bytes begin: the portal's offset"),
        ("Upload-Checksum" = Option<String>, Header, description = "`sha256 <base64>` of the bytes of this request")),
    request_body(content = Vec<u8>, content_type = "application/offset+octet-stream"),
    responses(
        (status = 204, description = "Kept; with the last bytes: checked and held", headers(("Upload-Offset" = u64), ("Upload-Expires" = String))),
        (status = 400, description = "Malformed", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "No valid access token", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such upload of this account", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The portal's offset is another", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "Expired, terminated or refused: begin again", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "Another version of tus", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "More bytes than Upload-Length", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "Not application/offset+octet-stream", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "Whole, but not an acceptable photo: begin again", body = Problem, content_type = "application/problem+json"),
        (status = 460, description = "The bytes do not have the checksum; when it is that of the whole file: begin again", body = Problem, content_type = "application/problem+json"),
    ))]
pub(super) async fn append(
    State(portal): State<Arc<Portal>>,
    tus: Result<Tus, ApiError>,
    caller: Result<Caller, ApiError>,
    id: Result<ApiPath<Uuid>, ApiError>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let answer = async {
        tus?;
        let (caller, ApiPath(id)) = (caller?, id?);
        if one(&headers, &header::CONTENT_TYPE)? != Some(OFFSET_OCTET_STREAM) {
            return Err(Code::UnsupportedMediaType.into());
        }
        let from = number(&headers, &tus::UPLOAD_OFFSET)?
            .ok_or_else(|| ApiError::new(Code::BadRequest).with_detail("Upload-Offset is missing"))?;
        let checksum = tus::checksum(&headers)?;
        let announced = number(&headers, &header::CONTENT_LENGTH)?;
        let turn = portal.turns.take(id).await;
        let upload = own(&portal, &caller, id).await?;
        let asked = upload.clone();
        let offset = portal
            .stored(move |storage| storage.upload_offset(&asked))
            .await?;
        if from != offset {
            return Err(ApiError::new(Code::OffsetMismatch).with_detail(format!("the offset is {offset}")));
        }
        if announced.is_some_and(|bytes| bytes > upload.length - offset.min(upload.length)) {
            return Err(ApiError::new(Code::TooLarge).with_detail("more bytes than Upload-Length"));
        }
        // A task of its own: a line that breaks drops the request, and the bytes on their way to disk must still be
        // waited for before the next one's turn comes.
        let receipt = Arc::clone(&portal);
        let receiving = super::receive::Receiving {
            upload: upload.clone(),
            offset,
            checksum,
        };
        let task = tokio::spawn(async move {
            let end = receiving.run(&receipt, body, &turn.stop).await?;
            if end == receiving.upload.length && receiving.upload.state == UploadState::Open {
                finish(&receipt, &receiving.upload).await?;
            }
            drop(turn);
            Ok::<_, ApiError>(end)
        });
        let end = task.await??;
        Ok((StatusCode::NO_CONTENT, progress(&upload, end)))
    };
    spoken(answer.await)
}

/// Give an upload up.
#[utoipa::path(delete, path = path::UPLOAD, tag = "uploads", security(("bearer" = [])),
    params(("upload" = Uuid, Path, description = "From the Location of the creation"),
        ("Tus-Resumable" = String, Header, description = "1.0.0")),
    responses(
        (status = 204, description = "Given up"),
        (status = 401, description = "No valid access token", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such upload of this account", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "Over already", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "Another version of tus", body = Problem, content_type = "application/problem+json"),
    ))]
pub(super) async fn terminate(
    State(portal): State<Arc<Portal>>,
    tus: Result<Tus, ApiError>,
    caller: Result<Caller, ApiError>,
    id: Result<ApiPath<Uuid>, ApiError>,
) -> Response {
    let answer = async {
        tus?;
        let (caller, ApiPath(id)) = (caller?, id?);
        let _turn = portal.turns.take(id).await;
        let upload = own(&portal, &caller, id).await?;
        portal.stored(move |storage| storage.drop_upload(&upload)).await?;
        Ok::<_, ApiError>(StatusCode::NO_CONTENT)
    };
    spoken(answer.await)
}
