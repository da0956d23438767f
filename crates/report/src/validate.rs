//! What is wrong with a report, told field by field.
//!
//! **Invariants.** Nothing that JSON can say makes this panic: a value of another kind is [`ProblemCode::WrongKind`].
//! Empty (absent, `null`, blank text, an empty list, blank formatted text, a person without a word) is either
//! [`ProblemCode::Required`] or nothing at all, never a second problem.

mod plain;
mod structured;

use crate::{
    catalogue::Catalogue,
    form::{Field, FieldKind, Form, PhotoWall},
    ids::FieldId,
    report::{Content, TITLE_MAX_CHARS, Values},
    rich::{RichText, RichTextError},
    value::Person,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub(crate) use plain::decimal;
pub use plain::{LINK_MAX_CHARS, is_email, is_web_link};
pub use structured::{
    ADDRESS_MAX_CHARS, CAPTION_MAX_CHARS, CREDIT_MAX_CHARS, FILE_NAME_MAX_CHARS, PERSON_PART_MAX_CHARS,
};

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
    /// A photo is smaller than the field takes.
    PhotoTooSmall {
        /// The least length of the longer side, in pixels.
        min_side: u32,
        /// The length now.
        actual: u32,
    },
    /// A photo is blurred, and the form takes none such.
    PhotoBlurred,
    /// A photo is too dark, and the form takes none such.
    PhotoDark,
    /// A photo shows nearly the same as another one of the report or of a public one, and the form takes none such.
    PhotoTwice,
    /// A photo was taken far from the report's place, and the form takes none such.
    PhotoFar {
        /// How far, in metres.
        metres: u32,
    },
    /// A photo was taken outside the report's period, and the form takes none such.
    PhotoOutsidePeriod,
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
    /// A text with characters that nobody sees and that disturb what stands around them: see [`is_text_character`].
    BadCharacters,
    /// A file larger than allowed.
    FileTooLarge {
        /// The most, in bytes.
        max_bytes: u32,
    },
    /// The form has no such field.
    UnknownField,
}

/// The id under which problems and conflicts of the title are told.
pub const TITLE: &str = "title";

/// Everything that is wrong with `content` as a record of `form`, in the form's reading order, the title first and
/// values that the form does not know last. Empty means that it can be sent.
///
/// The parts of a person are named in [`Problem::column`] (`surname`, `name`, `email`, …), as a table's columns are.
#[must_use]
pub fn validate(content: &Content, form: &Form, catalogue: &Catalogue) -> Vec<Problem> {
    let mut problems = Vec::new();
    check_title(&content.title, &mut problems);
    for field in form.fields() {
        let mut found = Findings {
            field: &field.id,
            problems: &mut problems,
        };
        let value = content.values.get(&field.id).unwrap_or(&Value::Null);
        check_field(field, value, &content.values, catalogue, &mut found);
    }
    for id in content.values.keys() {
        if form.field(id).is_none() {
            Findings {
                field: id,
                problems: &mut problems,
            }
            .add(ProblemCode::UnknownField);
        }
    }
    problems
}

/// Everything that is wrong with one field's value; `values` are the report's, for a field that depends on another.
pub(crate) fn field_problems(
    field: &Field,
    value: &Value,
    values: &Values,
    catalogue: &Catalogue,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut found = Findings {
        field: &field.id,
        problems: &mut problems,
    };
    check_field(field, value, values, catalogue, &mut found);
    problems
}

/// Whether there is nothing in a field's value: empty, formatted text without a word, a person without a name.
#[must_use]
pub fn is_blank(field: &Field, value: &Value) -> bool {
    is_empty(value)
        || match field.kind {
            FieldKind::RichText { .. } => RichText::parse(value).is_ok_and(|document| document.is_blank()),
            FieldKind::Person {} => Person::deserialize(value).is_ok_and(|person| person.is_blank()),
            _ => false,
        }
}

/// Where the problems of one field are written down.
struct Findings<'a> {
    field: &'a FieldId,
    problems: &'a mut Vec<Problem>,
}

impl Findings<'_> {
    fn add(&mut self, code: ProblemCode) {
        self.add_at(None, None, code);
    }

    fn add_at(&mut self, row: Option<usize>, column: Option<&str>, code: ProblemCode) {
        self.problems.push(Problem {
            field: self.field.clone(),
            row: row.map(count),
            column: column.map(str::to_owned),
            code,
        });
    }
}

/// A count as problems carry it.
fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Whether a character may stand in a report: no control characters but for the tab and the ends of lines, none of
/// those that turn the direction of the text after them (UAX #9: embeddings, overrides, isolates), no noncharacters.
#[must_use]
pub fn is_text_character(c: char) -> bool {
    let code = u32::from(c);
    let noncharacter = (0xFDD0..=0xFDEF).contains(&code) || code & 0xFFFE == 0xFFFE;
    let turns = matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    !noncharacter && !turns && (!c.is_control() || matches!(c, '\t' | '\n' | '\r'))
}

/// The problem of a text that is longer than `max` or holds what a text may not hold, if it does.
fn bad_text(text: &str, max: u32) -> Option<ProblemCode> {
    bad_characters(text).or_else(|| too_long(text, max))
}

fn bad_characters(text: &str) -> Option<ProblemCode> {
    (!text.chars().all(is_text_character)).then_some(ProblemCode::BadCharacters)
}

fn too_long(text: &str, max: u32) -> Option<ProblemCode> {
    let actual = count(text.chars().count());
    (actual > max).then_some(ProblemCode::TooLong { max, actual })
}

fn check_title(title: &str, problems: &mut Vec<Problem>) {
    let field = FieldId::from(TITLE);
    let mut found = Findings {
        field: &field,
        problems,
    };
    if title.trim().is_empty() {
        found.add(ProblemCode::Required);
    } else if let Some(code) = bad_text(title, count(TITLE_MAX_CHARS)) {
        found.add(code);
    }
}

/// Whether a value says nothing, whatever the kind of its field.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Bool(_) | Value::Number(_) | Value::Object(_) => false,
    }
}

fn check_field(
    field: &Field,
    value: &Value,
    values: &Values,
    catalogue: &Catalogue,
    found: &mut Findings<'_>,
) {
    if matches!(field.kind, FieldKind::Signature {}) {
        return;
    }
    if is_empty(value) {
        if field.required {
            found.add(ProblemCode::Required);
        }
        return;
    }
    let plain = match &field.kind {
        FieldKind::Text { max_chars, .. } => plain::text(value, *max_chars),
        FieldKind::Number {
            min, max, decimals, ..
        } => plain::number(value, *min, *max, *decimals),
        FieldKind::Money {} => plain::money(value),
        FieldKind::Date {} => plain::date(value),
        FieldKind::Period {} => plain::period(value),
        FieldKind::Choice { options } => plain::choice(value, options),
        FieldKind::Reference { list, within } => {
            let within = within.as_ref().and_then(|id| values.get(id));
            plain::reference(value, *list, within, catalogue)
        }
        FieldKind::Link {} => plain::link(value),
        FieldKind::RichText { max_chars } => rich_text(field, value, *max_chars),
        FieldKind::Person {} => return structured::person(value, field.required, found),
        FieldKind::Table {
            columns, max_rows, ..
        } => {
            return structured::table(value, columns, *max_rows, catalogue, found);
        }
        FieldKind::Photos {
            min,
            max,
            min_side,
            blocks,
            roles,
        } => {
            let min = if field.required { min.unwrap_or(1) } else { 0 };
            let least_side = min_side.filter(|_| blocks.contains(&PhotoWall::TooSmall));
            structured::photos(value, min, *max, roles, found);
            return structured::photo_sizes(value, least_side.unwrap_or(0), found);
        }
        FieldKind::Place { shapes } => return structured::place(value, shapes, found),
        FieldKind::File { max_bytes } => return structured::file(value, *max_bytes, found),
        FieldKind::Signature {} => None,
    };
    if let Some(code) = plain {
        found.add(code);
    }
}

fn rich_text(field: &Field, value: &Value, max_chars: Option<u32>) -> Option<ProblemCode> {
    match RichText::parse(value) {
        Err(RichTextError::NotRichText) => Some(ProblemCode::WrongKind),
        Err(_) => Some(ProblemCode::BadRichText),
        Ok(document) if document.is_blank() => field.required.then_some(ProblemCode::Required),
        Ok(document) => {
            let actual = count(document.chars());
            let too_long = max_chars.filter(|max| actual > *max);
            bad_characters(&document.plain_text())
                .or_else(|| too_long.map(|max| ProblemCode::TooLong { max, actual }))
        }
    }
}
