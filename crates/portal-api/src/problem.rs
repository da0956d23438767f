//! Problem details (RFC 9457): every answer of 400 and above is one of these.

use report::Problem as FieldProblem;
use serde::{Deserialize, Serialize};

/// The media type of a [`Problem`].
pub const MEDIA_TYPE: &str = "application/problem+json";

/// Why a request was refused, for people (`title`, `detail`) and for the program (`code`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// An address that names the kind: `urn:zvitnyk:problem:<code>`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The kind in a few English words.
    pub title: String,
    /// The HTTP status again.
    pub status: u16,
    /// The kind, for the program. A code that a newer portal made up reads as [`Code::Unknown`].
    pub code: Code,
    /// What was wrong with this very request, English, for the log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// With [`Code::InvalidReport`]: what is wrong, field by field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<FieldProblem>,
    /// With [`Code::Conflict`] and [`Code::PreconditionFailed`]: the revision that the portal holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision: Option<u64>,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $word:literal, $status:literal, $title:literal;)*) => {
        /// The kinds of refusal.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum Code {
            $($(#[$doc])* $name,)*
            /// A code that this version does not know.
            #[serde(other)]
            Unknown,
        }

        impl Code {
            /// Every code that the portal sends.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The code as it is written in JSON.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)* Self::Unknown => "unknown" }
            }

            /// The HTTP status it comes with.
            #[must_use]
            pub const fn status(self) -> u16 {
                match self { $(Self::$name => $status,)* Self::Unknown => 500 }
            }

            /// A few English words.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)* Self::Unknown => "Unknown problem" }
            }
        }
    };
}

codes! {
    /// The request is not what the contract says: body, header, parameter.
    BadRequest = "bad_request", 400, "The request is malformed";
    /// Login or password is wrong.
    WrongPassword = "wrong_password", 401, "Login or password is wrong";
    /// No access token, or one that is not (any longer) valid: refresh.
    Unauthenticated = "unauthenticated", 401, "No valid access token";
    /// The refresh token is expired, revoked or was used twice: sign in again.
    SessionEnded = "session_ended", 401, "The session has ended";
    /// The account has no right to do this.
    Forbidden = "forbidden", 403, "The account may not do this";
    /// Nothing there, or nothing that the account may know of.
    NotFound = "not_found", 404, "Not found";
    /// This address does not answer to this method.
    MethodNotAllowed = "method_not_allowed", 405, "Method not allowed";
    /// The id exists with other content.
    Conflict = "conflict", 409, "The id exists with other content";
    /// The report is not in a state in which this can be done.
    WrongState = "wrong_state", 409, "Not possible in the report's state";
    /// The bytes of the upload do not start where the portal's end.
    OffsetMismatch = "offset_mismatch", 409, "The upload's offset is another";
    /// The upload has expired: begin it again.
    UploadGone = "upload_gone", 410, "The upload has expired";
    /// `If-Match` names a revision that is no longer the newest.
    PreconditionFailed = "precondition_failed", 412, "The revision is not the newest";
    /// The version of tus is not spoken here.
    UnsupportedTus = "unsupported_tus", 412, "This version of tus is not supported";
    /// Body or upload larger than allowed.
    TooLarge = "too_large", 413, "Too large";
    /// The body's media type is not the one expected.
    UnsupportedMediaType = "unsupported_media_type", 415, "Media type not supported";
    /// The report breaks its form's rules; `problems` says where.
    InvalidReport = "invalid_report", 422, "The report breaks the rules of its form";
    /// The finished upload is not a JPEG, or larger in pixels than allowed.
    NotAPhoto = "not_a_photo", 422, "The upload is not an acceptable photo";
    /// A write without `If-Match` or `If-None-Match`.
    PreconditionRequired = "precondition_required", 428, "If-Match or If-None-Match is required";
    /// Too many requests, or too many wrong passwords; `Retry-After` says how long to wait.
    TooManyRequests = "too_many_requests", 429, "Too many requests";
    /// The bytes do not have the checksum that came with them (tus).
    ChecksumMismatch = "checksum_mismatch", 460, "The checksum does not match";
    /// A fault of the portal.
    Internal = "internal", 500, "The portal has a fault";
    /// The portal cannot answer now; `Retry-After` says when to try again.
    Unavailable = "unavailable", 503, "The portal cannot answer now";
}

impl Problem {
    /// A problem of that kind, without particulars.
    #[must_use]
    pub fn new(code: Code) -> Self {
        Self {
            kind: format!("urn:zvitnyk:problem:{}", code.word()),
            title: code.title().to_owned(),
            status: code.status(),
            code,
            detail: None,
            problems: Vec::new(),
            revision: None,
        }
    }
}
