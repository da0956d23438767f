//! Reports: sending, the closing check, approval.

use super::{
    extract::{ApiJson, ApiPath, Caller},
    preconditions::{etag, if_match, precondition},
};
use crate::{
    jpeg,
    portal::Portal,
    problem::ApiError,
    sight::{may_see, rights_in, takes_part},
    storage::{
        Approval, Attachment, AttachmentKind, NewRevision, Put, ReportHead, Storage, StorageError,
        StoredReport,
    },
};
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use portal_api::{
    Account, Code, HeldPhoto, Problem, PutReport, Receipt, Report, path, reports::content_hash,
};
use report::{
    Content, DepartmentId, FieldKind, Form, ReportId, Right,
    state::{Action, Refused, step},
    value::{FileUse, PhotoUse},
};
use serde::Deserialize;
use std::sync::Arc;

impl From<Refused> for ApiError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::NoRight => Self::new(Code::Forbidden),
            Refused::WrongState => Self::new(Code::WrongState),
        }
    }
}

fn receipt_of(head: &ReportHead, photos: Vec<HeldPhoto>) -> Receipt {
    Receipt {
        id: head.id,
        revision: head.revision,
        content_sha256: head.content_sha256.clone(),
        complete: photos.iter().all(|photo| photo.held),
        photos,
        state: head.state,
        received_at: head.received_at,
    }
}

fn answer(status: StatusCode, head: &ReportHead, photos: Vec<HeldPhoto>) -> Response {
    (
        status,
        [(header::ETAG, etag(head.revision))],
        Json(receipt_of(head, photos)),
    )
        .into_response()
}

/// The report as that account may see it.
pub(super) fn report_of(portal: &Portal, account: &Account, stored: StoredReport) -> Report {
    let StoredReport {
        head,
        author_name,
        content,
        remarks,
    } = stored;
    Report {
        remarks: if takes_part(account, &head) {
            remarks
        } else {
            Vec::new()
        },
        id: head.id,
        revision: head.revision,
        state: head.state,
        content,
        department: head.department,
        author: head.author,
        author_name,
        received_at: head.received_at,
        approved_by: head.approved_by,
        published_at: head.published_at,
        public_url: head
            .published_revision
            .map(|_| format!("{}/r/{}", portal.public_url, head.id)),
    }
}

/// The photos and files of a content, in the form's order, each with what it must be.
fn attachments(content: &Content, form: &Form) -> Vec<Attachment> {
    let mut photo_form = form.clone();
    for group in &mut photo_form.groups {
        group
            .fields
            .retain(|field| matches!(field.kind, FieldKind::Photos { .. }));
    }
    let photos = content.attachments(&photo_form);
    let sizes: Vec<PhotoUse> = photo_form
        .fields()
        .filter_map(|field| Vec::<PhotoUse>::deserialize(content.values.get(&field.id)?).ok())
        .flatten()
        .collect();
    let files: Vec<FileUse> = form
        .fields()
        .filter(|field| matches!(field.kind, FieldKind::File { .. }))
        .filter_map(|field| FileUse::deserialize(content.values.get(&field.id)?).ok())
        .collect();
    content
        .attachments(form)
        .into_iter()
        .map(|sha256| Attachment {
            kind: if photos.contains(&sha256) {
                AttachmentKind::Photo
            } else {
                AttachmentKind::File
            },
            bytes: files.iter().find(|one| one.file == sha256).map(|one| one.bytes),
            size: sizes
                .iter()
                .find(|one| one.photo == sha256)
                .map(|one| jpeg::Size {
                    width: one.width,
                    height: one.height,
                }),
            sha256,
        })
        .collect()
}

/// What the report tells otherwise of a file or photo that the portal holds.
fn untrue(
    storage: &dyn Storage,
    attachments: &[Attachment],
    department: &DepartmentId,
) -> Result<Option<&'static str>, StorageError> {
    for one in attachments {
        let held = storage.held(&one.sha256, one.kind, department)?;
        if held.is_some() && one.bytes.is_some() && one.bytes != held {
            return Ok(Some("a file has another length"));
        }
        if held.is_some() && one.size.is_some() && one.size != storage.photo_size(&one.sha256)? {
            return Ok(Some("a photo has another size"));
        }
    }
    Ok(None)
}

/// The head of a report that the caller may see.
pub(super) async fn seen(portal: &Portal, caller: &Caller, id: ReportId) -> Result<ReportHead, ApiError> {
    let head = portal.stored(move |storage| storage.head(id)).await?;
    Ok(head
        .filter(|head| may_see(&caller.account, head))
        .ok_or(Code::NotFound)?)
}

/// Whether the account may approve a report or return it: the head of the very department.
pub(super) fn may_judge(account: &Account, head: &ReportHead) -> Result<(), ApiError> {
    let own = account.department == head.department;
    if own && rights_in(account, &head.section).contains(&Right::Approve) {
        Ok(())
    } else {
        Err(Refused::NoRight.into())
    }
}

/// A report as the portal holds it.
#[utoipa::path(get, path = path::REPORT, tag = "reports", security(("bearer" = [])),
    params(("id" = ReportId, Path, description = "UUIDv7, made by the editor")),
    responses(
        (status = 200, description = "The report", body = Report,
            headers(("ETag" = String, description = "The revision in quotes"))),
        (status = 400, description = "Malformed", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "No valid access token", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "None, or not for this account", body = Problem, content_type = "application/problem+json"),
    ))]
pub(super) async fn get(
    State(portal): State<Arc<Portal>>,
    caller: Caller,
    ApiPath(id): ApiPath<ReportId>,
) -> Result<Response, ApiError> {
    // What is judged is what is served: another revision may have come since an earlier look.
    let stored = portal
        .stored(move |storage| storage.report(id))
        .await?
        .filter(|stored| may_see(&caller.account, &stored.head))
        .ok_or(Code::NotFound)?;
    let tag = etag(stored.head.revision);
    Ok((
        [(header::ETAG, tag)],
        Json(report_of(&portal, &caller.account, stored)),
    )
        .into_response())
}

/// Send a first or a new revision. Photos may come before or after. The newest content sent again is answered with the
/// same receipt, whatever the precondition says.
#[utoipa::path(put, path = path::REPORT, tag = "reports", security(("bearer" = [])), request_body = PutReport,
    params(
        ("id" = ReportId, Path, description = "UUIDv7, made by the editor"),
        ("If-None-Match" = Option<String>, Header, description = "`*` for a new report"),
        ("If-Match" = Option<String>, Header, description = "The revision that the change starts from, in quotes"),
    ),
    responses(
        (status = 200, description = "A further revision, or the newest one again", body = Receipt,
            headers(("ETag" = String, description = "The revision in quotes"))),
        (status = 201, description = "The first revision", body = Receipt,
            headers(("ETag" = String, description = "The revision in quotes"))),
        (status = 400, description = "Malformed", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "No valid access token", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "No right to write in this section, or another department's report", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The id exists with other content, or in another section, or a colleague's revision is still being received", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "Another revision is the newest; without `revision`: the portal has none", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "Larger than 1 MiB", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "Not JSON", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "The report breaks the rules of its form", body = Problem, content_type = "application/problem+json"),
        (status = 428, description = "Neither If-Match nor If-None-Match", body = Problem, content_type = "application/problem+json"),
    ))]
pub(super) async fn put(
    State(portal): State<Arc<Portal>>,
    caller: Caller,
    ApiPath(id): ApiPath<ReportId>,
    headers: HeaderMap,
    ApiJson(PutReport { content }): ApiJson<PutReport>,
) -> Result<Response, ApiError> {
    let precondition = precondition(&headers)?;
    let current = portal.stored(move |storage| storage.head(id)).await?;
    let rights = rights_in(&caller.account, &content.section);
    let state = step(current.as_ref().map(|head| head.state), Action::Send, rights)?;
    let complete_state = step(Some(state), Action::Complete, rights)?;
    let content_sha256 = content_hash(&content)?;
    let section = portal
        .catalogue
        .section(&content.section)
        .ok_or_else(|| ApiError::new(Code::InvalidReport).with_detail("the catalogue has no such section"))?;
    // What is the newest already is not judged again: the form may have changed since.
    let repeated = current.is_some_and(|head| head.content_sha256 == content_sha256);
    if !repeated {
        let problems = report::validate(&content, &section.form, &portal.catalogue);
        if !problems.is_empty() {
            return Err(ApiError::new(Code::InvalidReport).with_problems(problems));
        }
        if !(1..=section.form.version).contains(&content.form_version) {
            return Err(ApiError::new(Code::InvalidReport).with_detail("the form has no such version"));
        }
    }
    let attachments = attachments(&content, &section.form);
    let (told, department) = (attachments.clone(), caller.account.department.clone());
    if !repeated
        && let Some(untrue) = portal
            .stored(move |storage| untrue(storage, &told, &department))
            .await?
    {
        return Err(ApiError::new(Code::InvalidReport).with_detail(untrue));
    }
    let new = NewRevision {
        id,
        attachments,
        content,
        content_sha256,
        author: caller.account.login,
        department: caller.account.department,
        at: portal.now(),
        state,
        complete_state,
    };
    let (put, held) = portal
        .stored(move |storage| Ok((storage.put(&new, &precondition)?, held(storage, id)?)))
        .await?;
    let status = match put {
        Put::Created(_) => StatusCode::CREATED,
        Put::Updated(_) | Put::Repeated(_) => StatusCode::OK,
        Put::Refused(refusal) => return Err(refusal.into()),
    };
    let (head, photos) = held.ok_or(Code::NotFound)?;
    Ok(answer(status, &head, photos))
}

/// The closing check: what the portal has of a report.
#[utoipa::path(get, path = path::RECEIPT, tag = "reports", security(("bearer" = [])),
    params(("id" = ReportId, Path, description = "UUIDv7, made by the editor")),
    responses(
        (status = 200, description = "What the portal has", body = Receipt,
            headers(("ETag" = String, description = "The revision in quotes"))),
        (status = 400, description = "Malformed", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "No valid access token", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "None, or not for this account", body = Problem, content_type = "application/problem+json"),
    ))]
pub(super) async fn receipt(
    State(portal): State<Arc<Portal>>,
    caller: Caller,
    ApiPath(id): ApiPath<ReportId>,
) -> Result<Response, ApiError> {
    let (head, photos) = portal
        .stored(move |storage| held(storage, id))
        .await?
        .filter(|(head, _)| may_see(&caller.account, head))
        .ok_or(Code::NotFound)?;
    Ok(answer(StatusCode::OK, &head, photos))
}

/// A report's head with the photos of that very revision: read again when another revision came between the two.
fn held(storage: &dyn Storage, id: ReportId) -> Result<Option<(ReportHead, Vec<HeldPhoto>)>, StorageError> {
    loop {
        let Some(before) = storage.head(id)? else {
            return Ok(None);
        };
        let photos = storage.attachments(id)?;
        let after = storage.head(id)?;
        if let Some(head) = after.filter(|after| after.revision == before.revision) {
            return Ok(Some((head, photos)));
        }
    }
}

/// Approve the newest revision: it becomes public. Approving it again is answered in the same way.
#[utoipa::path(post, path = path::APPROVE, tag = "reports", security(("bearer" = [])),
    params(
        ("id" = ReportId, Path, description = "UUIDv7, made by the editor"),
        ("If-Match" = String, Header, description = "The revision that was read, in quotes"),
    ),
    responses(
        (status = 200, description = "It is public", body = Report,
            headers(("ETag" = String, description = "The revision in quotes"))),
        (status = 400, description = "Malformed", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "No valid access token", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "No right to approve it", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "None, or not for this account", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "It does not wait for approval", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "Another revision is the newest", body = Problem, content_type = "application/problem+json"),
        (status = 428, description = "No If-Match", body = Problem, content_type = "application/problem+json"),
    ))]
pub(super) async fn approve(
    State(portal): State<Arc<Portal>>,
    caller: Caller,
    ApiPath(id): ApiPath<ReportId>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let precondition = if_match(&headers)?;
    let head = seen(&portal, &caller, id).await?;
    may_judge(&caller.account, &head)?;
    let (now, by) = (portal.now(), caller.account.clone());
    let (approval, stored) = portal
        .stored(move |storage| {
            let approval = storage.approve(id, &precondition, &by, now)?;
            Ok((approval, storage.report(id)?))
        })
        .await?;
    match approval {
        Approval::Published(_) => {
            let stored = stored.ok_or(Code::NotFound)?;
            let tag = etag(stored.head.revision);
            Ok((
                [(header::ETAG, tag)],
                Json(report_of(&portal, &caller.account, stored)),
            )
                .into_response())
        }
        Approval::Refused(refusal) => Err(refusal.into()),
    }
}
