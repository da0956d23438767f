//! Refusals as answers: problem details (RFC 9457), and the one place where a fault of the portal becomes one.

use crate::{
    clock::NoRandomness,
    password::PasswordError,
    storage::{Refusal, StorageError},
};
use axum::{
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use portal_api::{Code, Problem, problem::MEDIA_TYPE};
use std::io;

/// A refusal on its way out.
#[derive(Clone, Debug)]
pub struct ApiError {
    problem: Box<Problem>,
    headers: Vec<(HeaderName, HeaderValue)>,
}

impl ApiError {
    /// A refusal of that kind.
    #[must_use]
    pub fn new(code: Code) -> Self {
        let mut error = Self {
            problem: Box::new(Problem::new(code)),
            headers: Vec::new(),
        };
        match code {
            Code::Unauthenticated => error = error.with_header(header::WWW_AUTHENTICATE, "Bearer"),
            Code::Unavailable => error = error.with_retry_after(30),
            _ => {}
        }
        error
    }

    /// Says what was wrong with this very request.
    #[must_use]
    pub fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.problem.detail = Some(detail.into());
        self
    }

    /// Says what is wrong field by field.
    #[must_use]
    pub fn with_problems(mut self, problems: Vec<report::Problem>) -> Self {
        self.problem.problems = problems;
        self
    }

    /// Says which revision the portal holds.
    #[must_use]
    pub fn with_revision(mut self, revision: Option<u64>) -> Self {
        self.problem.revision = revision;
        self
    }

    /// Says when to try again, seconds.
    #[must_use]
    pub fn with_retry_after(mut self, seconds: i64) -> Self {
        self.headers
            .push((header::RETRY_AFTER, HeaderValue::from(seconds)));
        self
    }

    /// Adds a header.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: &'static str) -> Self {
        self.headers.push((name, HeaderValue::from_static(value)));
        self
    }

    /// The kind.
    #[must_use]
    pub const fn code(&self) -> Code {
        self.problem.code
    }
}

impl From<Code> for ApiError {
    fn from(code: Code) -> Self {
        Self::new(code)
    }
}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NotFound => Self::new(Code::NotFound),
            Refusal::NotYours => Self::new(Code::Forbidden).with_detail("the report is another department's"),
            Refusal::Conflict(revision) => Self::new(Code::Conflict).with_revision(Some(revision)),
            Refusal::NotNewest(revision) => Self::new(Code::PreconditionFailed).with_revision(revision),
            Refusal::WrongState(revision) => Self::new(Code::WrongState).with_revision(Some(revision)),
        }
    }
}

/// Logs the whole chain of causes and tells the caller none of it. A full disk is not a fault but a time to wait.
fn fault(error: &(dyn std::error::Error + 'static)) -> ApiError {
    let mut text = error.to_string();
    let mut full = false;
    let mut next = Some(error);
    while let Some(cause) = next {
        full |= cause.downcast_ref::<io::Error>().is_some_and(|io| {
            matches!(
                io.kind(),
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded
            )
        });
        full |= matches!(
            cause
                .downcast_ref::<rusqlite::Error>()
                .and_then(rusqlite::Error::sqlite_error_code),
            Some(rusqlite::ErrorCode::DiskFull | rusqlite::ErrorCode::DatabaseBusy)
        );
        next = cause.source();
        if let Some(cause) = next {
            text = format!("{text}: {cause}");
        }
    }
    tracing::error!("{text}");
    ApiError::new(if full { Code::Unavailable } else { Code::Internal })
}

impl From<StorageError> for ApiError {
    fn from(error: StorageError) -> Self {
        fault(&error)
    }
}

impl From<PasswordError> for ApiError {
    fn from(error: PasswordError) -> Self {
        fault(&error)
    }
}

impl From<NoRandomness> for ApiError {
    fn from(error: NoRandomness) -> Self {
        fault(&error)
    }
}

impl From<tokio::task::JoinError> for ApiError {
    fn from(error: tokio::task::JoinError) -> Self {
        fault(&error)
    }
}

impl From<serde_json::Error> for ApiError {
    fn from(error: serde_json::Error) -> Self {
        fault(&error)
    }
}

impl From<map::PackError> for ApiError {
    fn from(error: map::PackError) -> Self {
        fault(&error)
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_vec(&self.problem).unwrap_or_default();
        let mut response = (status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        for (name, value) in self.headers {
            headers.insert(name, value);
        }
        response
    }
}
