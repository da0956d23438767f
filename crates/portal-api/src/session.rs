//! Who answers, and personal access (персональний доступ).

use jiff::Timestamp;
use report::{DepartmentId, Login, Rights};
use serde::{Deserialize, Serialize};
use std::fmt;
use uuid::Uuid;

/// Who answers at this address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PortalInfo {
    /// Always `"zvitnyk-portal"`: tells a portal from a captive page.
    pub kind: String,
    /// Made at the portal's first start and kept for ever.
    pub portal: Uuid,
    /// Changes when the portal's data were restored from a copy.
    pub epoch: Uuid,
    /// The city's name, Ukrainian.
    pub city: String,
    /// Versions of the contract spoken; this document is 1.
    pub versions: Vec<u32>,
    /// The portal's clock.
    pub time: Timestamp,
}

/// The value of [`PortalInfo::kind`].
pub const PORTAL_KIND: &str = "zvitnyk-portal";

/// A secret that is printed as `<redacted>`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String))]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// Wraps a secret.
    #[must_use]
    pub fn new(secret: impl Into<String>) -> Self {
        Self(secret.into())
    }

    /// The secret itself; never log it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("<redacted>")
    }
}

/// Login and password.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignIn {
    /// Personal login.
    pub login: Login,
    /// Password.
    pub password: Secret,
    /// What the session is called in the list of sessions: the computer's name.
    pub device: String,
}

/// The refresh token to change for a new pair.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Refresh {
    /// The newest refresh token of the session.
    pub refresh_token: Secret,
}

/// A pair of tokens and whose they are.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionTokens {
    /// For `Authorization: Bearer`.
    pub access_token: Secret,
    /// Seconds for which the access token is good.
    pub expires_in: u32,
    /// For [`crate::path::SESSION_REFRESH`]; good once. A lost answer may be asked for again with the former token for
    /// 60 seconds; used after that, the former token ends the whole session.
    pub refresh_token: Secret,
    /// Whose session it is.
    pub account: Account,
}

/// A personal account with its rights.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Account {
    /// Login.
    pub login: Login,
    /// Surname, name, patronymic.
    pub name: String,
    /// Position held.
    pub position: String,
    /// Department.
    pub department: DepartmentId,
    /// Rights by section.
    pub rights: Vec<Rights>,
}
