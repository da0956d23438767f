//! Identifiers. Ids of the catalogue are short words chosen by the portal's administrator; ids of reports are
//! made by the editor (UUIDv7), so that a report exists before the portal has heard of it; a photo's id is the
//! SHA-256 of its bytes.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

macro_rules! word_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(type = "string"))]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String))]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The id as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(word: &str) -> Self {
                Self(word.to_owned())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(&self.0)
            }
        }
    };
}

word_id!(
    /// A section of the portal, for example `council-work`.
    SectionId
);
word_id!(
    /// A department of the city.
    DepartmentId
);
word_id!(
    /// A city target programme (міська цільова програма).
    ProgrammeId
);
word_id!(
    /// A measure (захід) of a programme.
    MeasureId
);
word_id!(
    /// A field of a form; unique within the form.
    FieldId
);
word_id!(
    /// The login of a personal account.
    Login
);

/// A report's id: UUIDv7, made by the editor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(type = "string"))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = uuid::Uuid))]
#[serde(transparent)]
pub struct ReportId(pub uuid::Uuid);

impl fmt::Display for ReportId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

impl FromStr for ReportId {
    type Err = uuid::Error;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

/// The SHA-256 of a photo's (or an attached file's) bytes as they are sent: 64 lower-case hex digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(type = "string"))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, pattern = "^[0-9a-f]{64}$"))]
#[serde(try_from = "String", into = "String")]
pub struct PhotoId(String);

/// The text is not 64 lower-case hex digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a SHA-256 in lower-case hex")]
pub struct NotASha256;

impl PhotoId {
    /// The hash as 64 lower-case hex digits: safe as a file name and in an address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for PhotoId {
    type Error = NotASha256;
    fn try_from(text: String) -> Result<Self, NotASha256> {
        let hex = text.len() == 64
            && text
                .bytes()
                .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        if hex { Ok(Self(text)) } else { Err(NotASha256) }
    }
}

impl FromStr for PhotoId {
    type Err = NotASha256;
    fn from_str(text: &str) -> Result<Self, NotASha256> {
        text.to_owned().try_into()
    }
}

impl From<PhotoId> for String {
    fn from(id: PhotoId) -> Self {
        id.0
    }
}

impl fmt::Display for PhotoId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}
