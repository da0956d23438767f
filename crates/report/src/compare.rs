//! What differs between two versions of a report, field by field, so that both can be shown side by side.
//!
//! Values are handed on as they are kept: how a day or a sum is written is not decided here. Texts are compared by words,
//! formatted texts by lines first and by words within a line; photos by what they show; tables by rows, and rows by the
//! column that names them where there is one.
//!
//! **Invariant.** Every piece of both sides is in the result: the runs that stand before, read one after another, are the old
//! text; those that stand after, the new one.

mod order;
mod photos;
mod place;
mod rich;
mod table;
mod words;

pub use photos::{PhotoAt, PhotoChange};
pub use place::PlaceChange;
pub use rich::{LineChange, LineShape};
pub use table::{RowChange, TableChange};
pub use words::Run;

use crate::{
    form::{FieldKind, Form},
    ids::FieldId,
    report::Content,
    validate::TITLE,
};
use serde::Serialize;
use serde_json::Value;
use std::{collections::BTreeSet, time::Instant};

/// Where a piece stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// In both versions.
    Both,
    /// In the older one only: it was taken out.
    Before,
    /// In the newer one only: it was put in.
    After,
}

/// A field whose value is another.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct FieldChange {
    /// The field; `title` for the title. One that the form does not have (any longer) is there as well.
    pub field: FieldId,
    /// How it differs.
    pub change: Change,
}

/// How two values of a field differ.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Change {
    /// Plain text.
    Text {
        /// Its pieces in reading order.
        runs: Vec<Run>,
    },
    /// Formatted text.
    RichText {
        /// Its lines in reading order.
        lines: Vec<LineChange>,
    },
    /// Photos.
    Photos {
        /// Each photo of either side once, in the newer order; those taken out where they stood.
        photos: Vec<PhotoChange>,
    },
    /// A place.
    Place(PlaceChange),
    /// A table.
    Table(TableChange),
    /// Anything that is one value: a day, a sum, a choice, a person, a file. Empty is `null`.
    Value {
        /// As it was.
        #[cfg_attr(feature = "ts", ts(type = "unknown"))]
        before: Value,
        /// As it became.
        #[cfg_attr(feature = "ts", ts(type = "unknown"))]
        after: Value,
    },
}

/// The fields in which two versions differ: the title first, then in the form's order, then those that the form does not
/// have. After `deadline` what is left is compared coarsely: correct, but with larger pieces.
#[must_use]
pub fn compare(
    before: &Content,
    after: &Content,
    form: &Form,
    deadline: Option<Instant>,
) -> Vec<FieldChange> {
    let mut changes = Vec::new();
    if before.title != after.title {
        changes.push(FieldChange {
            field: FieldId::from(TITLE),
            change: Change::Text {
                runs: words::runs(&before.title, &after.title, deadline),
            },
        });
    }
    let differing = changed_values(before, after);
    for field in form.fields().filter(|field| differing.contains(&field.id)) {
        let [before, after] = [before, after].map(|side| said(side.values.get(&field.id)));
        changes.push(FieldChange {
            field: field.id.clone(),
            change: change(&field.kind, before, after, deadline),
        });
    }
    for id in differing.into_iter().filter(|id| form.field(id).is_none()) {
        changes.push(FieldChange {
            field: id.clone(),
            change: plain(said(before.values.get(id)), said(after.values.get(id))),
        });
    }
    changes
}

/// The fields in which two versions differ, `title` among them.
#[must_use]
pub fn changed(before: &Content, after: &Content) -> BTreeSet<FieldId> {
    let mut fields: BTreeSet<FieldId> = changed_values(before, after).into_iter().cloned().collect();
    if before.title != after.title {
        fields.insert(FieldId::from(TITLE));
    }
    fields
}

fn changed_values<'a>(before: &'a Content, after: &'a Content) -> BTreeSet<&'a FieldId> {
    let ids = before.values.keys().chain(after.values.keys());
    ids.filter(|id| said(before.values.get(id)) != said(after.values.get(id)))
        .collect()
}

/// How the values of a field differ. A malformed value is shown as it is kept.
fn change(kind: &FieldKind, before: &Value, after: &Value, deadline: Option<Instant>) -> Change {
    let text = |value: &Value| match value {
        Value::Null => Some(String::new()),
        Value::String(text) => Some(text.clone()),
        _ => None,
    };
    let known = match kind {
        FieldKind::Text { .. } | FieldKind::Link {} => {
            text(before).zip(text(after)).map(|(before, after)| Change::Text {
                runs: words::runs(&before, &after, deadline),
            })
        }
        FieldKind::RichText { .. } => {
            rich::lines(before, after, deadline).map(|lines| Change::RichText { lines })
        }
        FieldKind::Photos { .. } => {
            photos::photos(before, after, deadline).map(|photos| Change::Photos { photos })
        }
        FieldKind::Place { .. } => place::place(before, after, deadline).map(Change::Place),
        FieldKind::Table { columns, .. } => table::table(columns, before, after, deadline).map(Change::Table),
        _ => None,
    };
    known.unwrap_or_else(|| plain(before, after))
}

fn plain(before: &Value, after: &Value) -> Change {
    Change::Value {
        before: before.clone(),
        after: after.clone(),
    }
}

/// A value; `null` where the field is empty, however that is said.
fn said(value: Option<&Value>) -> &Value {
    const EMPTY: &Value = &Value::Null;
    value
        .filter(|value| match value {
            Value::String(text) => !text.is_empty(),
            Value::Array(items) => !items.is_empty(),
            _ => true,
        })
        .unwrap_or(EMPTY)
}
