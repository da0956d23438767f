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
    /// What the picture shows, for who does not see it; empty: the caption says it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<String>", optional))]
    pub alt: String,
    /// Who took it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<String>", optional))]
    pub author: String,
    /// Where it comes from, if not from the author: a paper, an archive.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<String>", optional))]
    pub source: String,
    /// The picture of the same after the work; this one shows it before. One that is not in the field is passed over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub pair: Option<PhotoId>,
    /// It stands for the report in lists.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(feature = "ts", ts(as = "Option<bool>", optional))]
    pub cover: bool,
    /// Role, one of the field's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub role: Option<String>,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

impl PhotoUse {
    /// A picture of which nothing is said yet.
    #[must_use]
    pub const fn of(photo: PhotoId, width: u32, height: u32) -> Self {
        Self {
            photo,
            caption: String::new(),
            alt: String::new(),
            author: String::new(),
            source: String::new(),
            pair: None,
            cover: false,
            role: None,
            width,
            height,
        }
    }
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
