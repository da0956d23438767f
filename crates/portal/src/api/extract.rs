//! Extractors whose refusals are problem details, so that no malformed request gets an answer in another shape.

use crate::{portal::Portal, problem::ApiError};
use axum::{
    extract::{
        FromRequest, FromRequestParts, Path, Query, Request,
        rejection::{JsonRejection, PathRejection, QueryRejection},
    },
    http::{HeaderMap, HeaderName, StatusCode, header, request::Parts},
};
use portal_api::{Account, Code};
use serde::de::DeserializeOwned;
use std::sync::Arc;
use uuid::Uuid;

/// A JSON body.
pub(crate) struct ApiJson<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for ApiJson<T> {
    type Rejection = ApiError;
    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let answer: Result<axum::Json<T>, JsonRejection> = axum::Json::from_request(request, state).await;
        answer.map(|axum::Json(body)| Self(body)).map_err(|refused| {
            let code = match refused.status() {
                StatusCode::UNSUPPORTED_MEDIA_TYPE => Code::UnsupportedMediaType,
                StatusCode::PAYLOAD_TOO_LARGE => Code::TooLarge,
                _ => Code::BadRequest,
            };
            ApiError::new(code).with_detail(refused.body_text())
        })
    }
}

/// A segment of the address.
pub(crate) struct ApiPath<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for ApiPath<T> {
    type Rejection = ApiError;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let answer: Result<Path<T>, PathRejection> = Path::from_request_parts(parts, state).await;
        answer
            .map(|Path(segment)| Self(segment))
            .map_err(|refused| ApiError::new(Code::BadRequest).with_detail(refused.body_text()))
    }
}

/// The query.
pub(crate) struct ApiQuery<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for ApiQuery<T> {
    type Rejection = ApiError;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let answer: Result<Query<T>, QueryRejection> = Query::from_request_parts(parts, state).await;
        answer
            .map(|Query(query)| Self(query))
            .map_err(|refused| ApiError::new(Code::BadRequest).with_detail(refused.body_text()))
    }
}

/// Who asks: the account of the access token.
pub(crate) struct Caller {
    pub(crate) session: Uuid,
    pub(crate) account: Account,
}

impl FromRequestParts<Arc<Portal>> for Caller {
    type Rejection = ApiError;
    async fn from_request_parts(parts: &mut Parts, portal: &Arc<Portal>) -> Result<Self, ApiError> {
        let token = one(&parts.headers, &header::AUTHORIZATION)?
            .and_then(|value| value.split_once(' '))
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .map(|(_, token)| token.trim())
            .ok_or(Code::Unauthenticated)?;
        let (hash, now) = (crate::password::token_hash(token), portal.now());
        let found = portal
            .stored(move |storage| storage.session_of(&hash, now))
            .await?;
        let (session, account) = found.ok_or(Code::Unauthenticated)?;
        Ok(Self { session, account })
    }
}

/// The value of a header that may stand there once.
pub(crate) fn one<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Result<Option<&'a str>, ApiError> {
    let bad = |why| ApiError::new(Code::BadRequest).with_detail(format!("{name} {why}"));
    let mut values = headers.get_all(name).iter();
    let Some(value) = values.next() else {
        return Ok(None);
    };
    if values.next().is_some() {
        return Err(bad("stands there twice"));
    }
    value.to_str().map(Some).map_err(|_| bad("is not readable"))
}

/// A header that holds a whole number.
pub(crate) fn number(headers: &HeaderMap, name: &HeaderName) -> Result<Option<u64>, ApiError> {
    one(headers, name)?
        .map(|text| {
            let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse().ok().filter(|_| digits).ok_or_else(|| {
                ApiError::new(Code::BadRequest).with_detail(format!("{name} is not a whole number"))
            })
        })
        .transpose()
}
