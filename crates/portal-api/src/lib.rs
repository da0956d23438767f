//! The HTTP contract between the editor and the portal: addresses, requests, answers and problem codes. Types only,
//! shared by both sides so that they cannot disagree. Version 1 lives under `/api/v1`.
//!
//! Rules that hold for every request:
//! - Bodies are JSON in UTF-8, times RFC 3339 in UTC. Errors are problem details ([`Problem`], RFC 9457).
//! - `Authorization: Bearer <access token>` everywhere but [`path::PORTAL`], [`path::CATALOGUE`], [`path::SESSION`]
//!   (`POST`), [`path::SESSION_REFRESH`] and [`path::OPENAPI`].
//! - Ids are made by the client and every request can be repeated after a lost answer: the same id with the same
//!   content is accepted again, with other content it is [`Code::Conflict`].
//! - Revisions are numbers that grow with each accepted content; the `ETag` is the revision in quotes.

pub mod problem;
pub mod remarks;
pub mod reports;
pub mod session;
pub mod uploads;

pub use problem::{Code, Problem};
pub use remarks::{NewRemark, Remark, ReturnReport};
pub use reports::{Change, ChangeKind, Changes, HeldPhoto, PutReport, Receipt, Report, Revision};
pub use session::{Account, PortalInfo, Refresh, Secret, SessionTokens, SignIn};

/// Addresses, relative to the portal's base address. `{id}` and the like stand for one segment.
pub mod path {
    /// `GET`: who answers ([`crate::PortalInfo`]); needs no session.
    pub const PORTAL: &str = "/api/v1/portal";
    /// `GET`: the OpenAPI 3.1 document of this contract.
    pub const OPENAPI: &str = "/api/v1/openapi.json";
    /// `POST`: sign in ([`crate::SignIn`] → [`crate::SessionTokens`]); `DELETE`: sign out, revoking the session.
    pub const SESSION: &str = "/api/v1/session";
    /// `POST`: [`crate::Refresh`] → [`crate::SessionTokens`]; the refresh token changes with each use.
    pub const SESSION_REFRESH: &str = "/api/v1/session/refresh";
    /// `GET`: [`report::Catalogue`] with an `ETag`; answers 304 to a matching `If-None-Match`. Needs no session: forms are
    /// no secret, and one who works without signing in needs them.
    pub const CATALOGUE: &str = "/api/v1/catalogue";
    /// `GET`: [`crate::Report`]; `PUT`: [`crate::PutReport`] → [`crate::Receipt`], with `If-None-Match: *` for a new
    /// report or `If-Match: "<revision>"` for a change.
    ///
    /// A `PUT` answers 201 for the first revision and 200 for a further one. The content that is the newest already is
    /// answered with 200 and its receipt whatever the precondition says. `If-Match` for a report that the portal does
    /// not have is [`crate::Code::PreconditionFailed`] without a `revision`. A report stays in its section and
    /// department.
    pub const REPORT: &str = "/api/v1/reports/{id}";
    /// `GET`: [`crate::Receipt`], the closing check.
    pub const RECEIPT: &str = "/api/v1/reports/{id}/receipt";
    /// `POST` with `If-Match`: approve that revision → [`crate::Report`].
    pub const APPROVE: &str = "/api/v1/reports/{id}/approve";
    /// `POST` with `If-Match`: return that revision to its author, [`crate::ReturnReport`] → [`crate::Report`]. The same
    /// remarks sent again are answered in the same way; others, once it is returned, are [`crate::Code::Conflict`].
    pub const RETURN: &str = "/api/v1/reports/{id}/return";
    /// `GET ?after=<cursor>&limit=<n>`: [`crate::Changes`] that the account may see.
    pub const CHANGES: &str = "/api/v1/changes";
    /// `GET`: a photo's JPEG by its SHA-256.
    pub const PHOTO: &str = "/api/v1/photos/{sha256}";
    /// tus 1.0.0: `OPTIONS`, `POST` (creation).
    pub const UPLOADS: &str = "/api/v1/uploads";
    /// tus 1.0.0: `HEAD`, `PATCH`, `DELETE` of one upload.
    pub const UPLOAD: &str = "/api/v1/uploads/{upload}";
}
