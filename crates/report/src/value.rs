//! The structured values of form fields (the plain ones are JSON strings; see [`crate::FieldKind`]).

use crate::ids::PhotoId;
use serde::{Deserialize, Serialize};

/// A period, both days included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Period {
    /// First day.
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub from: jiff::civil::Date,
    /// Last day.
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub to: jiff::civil::Date,
}

/// A person (відповідальна особа, підписант).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default)]
pub struct Person {
    /// Прізвище.
    pub surname: String,
    /// Ім'я.
    pub name: String,
    /// По батькові.
    pub patronymic: String,
    /// E-mail.
    pub email: String,
    /// Phone.
    pub phone: String,
}

impl Person {
    /// Whether nothing is said of the person.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        let parts = [
            &self.surname,
            &self.name,
            &self.patronymic,
            &self.email,
            &self.phone,
        ];
        parts.iter().all(|part| part.trim().is_empty())
    }
}

/// One photo of a photos field, in its place in the order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct PhotoUse {
    /// The picture as it is sent.
    pub photo: PhotoId,
    /// Caption, shown under the picture.
    #[serde(default)]
    pub caption: String,
    /// Role, one of the field's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub role: Option<String>,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// An attached file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct FileUse {
    /// SHA-256 of its bytes.
    pub file: PhotoId,
    /// Its name, for people.
    pub name: String,
    /// Size in bytes.
    pub bytes: u64,
}
