//! Returning a report to its author with remarks.

use super::{
    extract::{ApiJson, ApiPath, Caller},
    preconditions::{etag, if_match},
    reports::{may_judge, report_of, seen},
};
use crate::{portal::Portal, problem::ApiError, storage::Returning};
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use portal_api::{
    Code, NewRemark, Problem, Report, ReturnReport, path,
    remarks::{REMARK_MAX_CHARS, REMARKS_MAX},
};
use report::{
    Form, ReportId,
    validate::{TITLE, is_text_character},
};
use std::sync::Arc;

/// Return the newest revision with remarks: its author has it back. Returning it again with the same remarks is answered
/// in the same way.
#[utoipa::path(post, path = path::RETURN, tag = "reports", security(("bearer" = [])), request_body = ReturnReport,
    params(
        ("id" = ReportId, Path, description = "UUIDv7, made by the editor"),
        ("If-Match" = String, Header, description = "The revision that was read, in quotes"),
    ),
    responses(
        (status = 200, description = "It is returned", body = Report,
            headers(("ETag" = String, description = "The revision in quotes"))),
        (status = 400, description = "Malformed; no remark, too many, an empty or too long one, one on a field that the form does not have", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "No valid access token", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "No right to return it", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "None, or not for this account", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "It is returned already with other remarks, or does not wait for approval", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "Another revision is the newest", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "Larger than 1 MiB", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "Not JSON", body = Problem, content_type = "application/problem+json"),
        (status = 428, description = "No If-Match", body = Problem, content_type = "application/problem+json"),
    ))]
pub(super) async fn give_back(
    State(portal): State<Arc<Portal>>,
    caller: Caller,
    ApiPath(id): ApiPath<ReportId>,
    headers: HeaderMap,
    ApiJson(ReturnReport { remarks }): ApiJson<ReturnReport>,
) -> Result<Response, ApiError> {
    let precondition = if_match(&headers)?;
    let head = seen(&portal, &caller, id).await?;
    may_judge(&caller.account, &head)?;
    let form = portal
        .catalogue
        .section(&head.section)
        .map(|section| &section.form);
    let remarks = checked(remarks, form)?;
    let (now, by) = (portal.now(), caller.account.clone());
    let (returning, stored) = portal
        .stored(move |storage| {
            let returning = storage.give_back(id, &precondition, &remarks, &by, now)?;
            Ok((returning, storage.report(id)?))
        })
        .await?;
    match returning {
        Returning::Returned(_) => {
            let stored = stored.ok_or(Code::NotFound)?;
            let tag = etag(stored.head.revision);
            Ok((
                [(header::ETAG, tag)],
                Json(report_of(&portal, &caller.account, stored)),
            )
                .into_response())
        }
        Returning::Refused(refusal) => Err(refusal.into()),
    }
}

/// The remarks as they are kept: plain text, trimmed, within bounds, on fields that are there.
fn checked(remarks: Vec<NewRemark>, form: Option<&Form>) -> Result<Vec<NewRemark>, ApiError> {
    let bad = |detail: String| ApiError::new(Code::BadRequest).with_detail(detail);
    if remarks.is_empty() || remarks.len() > REMARKS_MAX {
        return Err(bad(format!("1 to {REMARKS_MAX} remarks")));
    }
    let mut all = Vec::with_capacity(remarks.len());
    for NewRemark { field, text } in remarks {
        let text = text.replace("\r\n", "\n").trim().to_owned();
        if text.is_empty() || text.chars().count() > REMARK_MAX_CHARS {
            return Err(bad(format!("a remark has 1 to {REMARK_MAX_CHARS} characters")));
        }
        if !text.chars().all(is_text_character) {
            return Err(bad("a remark is plain text".to_owned()));
        }
        if let Some(field) = &field
            && field.as_str() != TITLE
            && form.is_none_or(|form| form.field(field).is_none())
        {
            return Err(bad(format!("the form has no field {field}")));
        }
        all.push(NewRemark { field, text });
    }
    Ok(all)
}
