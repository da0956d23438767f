//! The form language. A section's form is data: the portal describes it, the editor draws it, and the same code
//! checks what was filled in on both sides.

use crate::{catalogue::Label, ids::FieldId};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// The form of a section's records: groups of fields in reading order.
///
/// Every record has a title besides (see [`crate::Content`]); the form does not list it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Form {
    /// Raised by the administrator with every change of the form.
    pub version: u32,
    /// The groups.
    pub groups: Vec<Group>,
}

impl Form {
    /// All fields in reading order.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.groups.iter().flat_map(|group| group.fields.iter())
    }

    /// The field of that id.
    #[must_use]
    pub fn field(&self, id: &FieldId) -> Option<&Field> {
        self.fields().find(|field| field.id == *id)
    }
}

/// Fields that belong together under one heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Group {
    /// Unique within the form.
    pub id: String,
    /// Heading.
    pub label: Label,
    /// The fields.
    pub fields: Vec<Field>,
}

/// One question of the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Field {
    /// Unique within the form.
    pub id: FieldId,
    /// Label above the control.
    pub label: Label,
    /// Hint under the label.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub hint: Option<Label>,
    /// Whether a report without it can be sent. Required is the default.
    #[serde(default = "yes")]
    pub required: bool,
    /// Half the form's width, beside the next field.
    #[serde(default)]
    pub half: bool,
    /// Whether a report started from an earlier one takes this field's value over. Absent: as [`Field::repeats`] says
    /// of its kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub repeats: Option<bool>,
    /// What is asked for.
    #[serde(flatten)]
    pub kind: FieldKind,
}

impl Field {
    /// Whether a report started from an earlier one takes this field's value over: what the form says, else by its
    /// kind. Days, periods, formatted text, numbers and tables are each report's own unless the form says otherwise;
    /// photos, files and signatures always are.
    #[must_use]
    pub fn repeats(&self) -> bool {
        let by_kind = match &self.kind {
            FieldKind::Photos { .. } | FieldKind::File { .. } | FieldKind::Signature {} => return false,
            FieldKind::Text { multiline, .. } => !multiline,
            FieldKind::Choice { .. }
            | FieldKind::Reference { .. }
            | FieldKind::Person {}
            | FieldKind::Place { .. }
            | FieldKind::Link {} => true,
            FieldKind::RichText { .. }
            | FieldKind::Number { .. }
            | FieldKind::Money {}
            | FieldKind::Date {}
            | FieldKind::Period {}
            | FieldKind::Table { .. } => false,
        };
        self.repeats.unwrap_or(by_kind)
    }
}

const fn yes() -> bool {
    true
}

/// One answer of a choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Choice {
    /// Unique within the field.
    pub id: String,
    /// What is shown.
    pub label: Label,
}

/// What a reference points into: a list of the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RefList {
    /// [`crate::Catalogue::programmes`].
    Programmes,
    /// [`crate::Catalogue::measures`].
    Measures,
    /// [`crate::Catalogue::departments`].
    Departments,
    /// [`crate::Catalogue::services`].
    Services,
    /// [`crate::Catalogue::officials`].
    Officials,
    /// Those of [`crate::Catalogue::officials`] who are deputies of the council.
    Deputies,
    /// [`crate::Catalogue::districts`].
    Districts,
}

/// The shape of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// A point.
    Point,
    /// A line: a repaired street.
    Line,
    /// An area: a park.
    Area,
}

/// What may keep a report from being sent because of one of its photos. All but the size is told by the file that a photo was made
/// of, so only the editor can judge it, and only where that file was added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PhotoWall {
    /// Its longer side is less than the field's `min_side`.
    TooSmall,
    /// It is blurred.
    Blurred,
    /// It is too dark.
    Dark,
    /// It shows nearly the same as another one of the report, or of one that is public.
    Twice,
    /// It was taken far from the report's place.
    Far,
    /// It was taken outside the report's period.
    OutsidePeriod,
}

/// What a field asks for. The JSON of its value is given with each kind; an absent or `null` value is "empty".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FieldKind {
    /// Plain text; value: string.
    Text {
        /// Most characters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "ts", ts(optional))]
        max_chars: Option<u32>,
        /// More than one line.
        #[serde(default)]
        multiline: bool,
    },
    /// Formatted text; value: [`crate::rich::RichText`].
    RichText {
        /// Most characters of text.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "ts", ts(optional))]
        max_chars: Option<u32>,
    },
    /// A number; value: decimal as a string with a point, `"22.5"`.
    Number {
        /// Unit shown behind the number.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "ts", ts(optional))]
        unit: Option<Label>,
        /// Least value.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "ts", ts(optional, type = "string"))]
        #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
        min: Option<Decimal>,
        /// Greatest value.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "ts", ts(optional, type = "string"))]
        #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
        max: Option<Decimal>,
        /// Most digits behind the point.
        #[serde(default)]
        decimals: u32,
    },
    /// Money in thousands of hryvnias (тис. грн), never negative, at most 3 digits behind the point (that is, whole
    /// hryvnias); value: decimal as a string, `"1234.5"`.
    Money {},
    /// A day; value: `"2026-11-22"`.
    Date {},
    /// A period, both days included; value: `{"from": "2026-01-01", "to": "2026-03-31"}`.
    Period {},
    /// One of the answers; value: its id.
    Choice {
        /// The answers.
        options: Vec<Choice>,
    },
    /// One entry of a list of the catalogue; value: its id.
    Reference {
        /// The list.
        list: RefList,
        /// For measures: the field that holds the programme; only that programme's measures are offered.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "ts", ts(optional))]
        within: Option<FieldId>,
    },
    /// A person; value: [`crate::value::Person`].
    Person {},
    /// A table; value: array of rows, each an object of column id → cell.
    Table {
        /// The columns.
        columns: Vec<Column>,
        /// Most rows.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "ts", ts(optional))]
        max_rows: Option<u32>,
        /// What is computed of the rows and shown under them. Totals are never kept: they follow the rows.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        totals: Vec<Total>,
        /// A reference column whose whole list can be put into the table at once, a row for each entry: the deputies
        /// of a roll call.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "ts", ts(optional))]
        fill: Option<String>,
    },
    /// Photos in order; value: array of [`crate::value::PhotoUse`].
    Photos {
        /// Least number (when required; 1 where absent).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "ts", ts(optional))]
        min: Option<u32>,
        /// Most.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "ts", ts(optional))]
        max: Option<u32>,
        /// What the longer side of a photo should have, in pixels. A hint: a smaller photo is taken all the same, unless
        /// `blocks` says otherwise.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "ts", ts(optional))]
        min_side: Option<u32>,
        /// Which of what is said of photos keeps a report from being sent; empty: all are hints.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        blocks: Vec<PhotoWall>,
        /// Roles that a photo of this field may have (before, after, …); empty: none are asked for.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        roles: Vec<Choice>,
    },
    /// A place; value: [`crate::place::Place`].
    Place {
        /// Shapes allowed.
        shapes: Vec<Shape>,
    },
    /// An attached file; value: [`crate::value::FileUse`].
    File {
        /// Largest size in bytes.
        max_bytes: u32,
    },
    /// An address on the web, http or https; value: string.
    Link {},
    /// A placeholder for a qualified electronic signature (КЕП). It is set outside the editor; value: none.
    Signature {},
}

/// What is computed of a table's rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Total {
    /// Its name: «За», «Разом».
    pub label: Label,
    /// The column it is computed of.
    pub column: String,
    /// How.
    #[serde(flatten)]
    pub how: TotalKind,
}

/// How a total is computed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "how", rename_all = "snake_case")]
pub enum TotalKind {
    /// The sum of a number or money column; cells that hold no number count as nothing.
    Sum {},
    /// The number of rows whose cell is that answer of a choice column.
    Count {
        /// The answer's id.
        choice: String,
    },
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Column {
    /// Unique within the table.
    pub id: String,
    /// Heading.
    pub label: Label,
    /// Whether every row must fill it.
    #[serde(default = "yes")]
    pub required: bool,
    /// Whether its cells are taken over where the table's rows are ([`Field::repeats`]): the deputies of a roll call,
    /// not their votes. They are unless the form says `false`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub repeats: Option<bool>,
    /// What its cells hold.
    #[serde(flatten)]
    pub kind: ColumnKind,
}

/// What the cells of a column hold; values as for the field kinds of the same name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ColumnKind {
    /// Plain text.
    Text {},
    /// A number.
    Number {
        /// Most digits behind the point.
        #[serde(default)]
        decimals: u32,
    },
    /// Money in тис. грн.
    Money {},
    /// A day.
    Date {},
    /// One of the answers.
    Choice {
        /// The answers.
        options: Vec<Choice>,
    },
    /// One entry of a list of the catalogue.
    Reference {
        /// The list.
        list: RefList,
    },
    /// An address on the web.
    Link {},
}
