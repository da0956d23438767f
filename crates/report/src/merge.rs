//! Three-way merge of a report, field by field.
//!
//! Newest-wins loses work, and merging inside a field would make sentences that nobody wrote; so a field is merged as
//! a whole. Where both sides changed the same field differently, the author is asked ([`Merged::conflicts`]).

use crate::{ids::FieldId, report::Content, validate::TITLE};
use serde_json::Value;
use std::collections::BTreeSet;

/// What came of a merge.
#[derive(Clone, Debug, PartialEq)]
pub struct Merged {
    /// Both sides' changes; where they contradict each other, ours.
    pub content: Content,
    /// The fields in which they do, `title` first, then by id. Theirs is to be offered beside ours.
    pub conflicts: Vec<FieldId>,
}

/// Merges two changes of `base`: `ours` on this computer, `theirs` on the portal.
///
/// The same change on both sides is no conflict, and neither are two ways of saying that a field is empty. A report
/// never moves to another section, so the section is ours; the form's version is the newest that either side knows.
#[must_use]
pub fn merge(base: &Content, ours: &Content, theirs: &Content) -> Merged {
    let mut conflicts = Vec::new();

    let title = three_way(&base.title, &ours.title, &theirs.title).unwrap_or_else(|| {
        conflicts.push(FieldId::from(TITLE));
        &ours.title
    });
    let form_version = three_way(&base.form_version, &ours.form_version, &theirs.form_version)
        .copied()
        .unwrap_or_else(|| ours.form_version.max(theirs.form_version));

    let sides = [base, ours, theirs];
    let ids: BTreeSet<&FieldId> = sides.iter().flat_map(|side| side.values.keys()).collect();
    let mut content = Content {
        section: ours.section.clone(),
        form_version,
        title: title.clone(),
        values: ours.values.clone(),
    };
    for id in ids {
        let [base, ours, theirs] = sides.map(|side| side.values.get(id));
        let merged = three_way(&base, &ours, &theirs)
            .copied()
            .or_else(|| three_way(&said(base), &said(ours), &said(theirs)).copied())
            .unwrap_or_else(|| {
                conflicts.push(id.clone());
                ours
            });
        match merged {
            Some(value) => content.values.insert(id.clone(), value.clone()),
            None => content.values.remove(id),
        };
    }
    Merged { content, conflicts }
}

/// The one side that changed, or what both agree on; `None` when they contradict each other.
fn three_way<'a, T: PartialEq>(base: &'a T, ours: &'a T, theirs: &'a T) -> Option<&'a T> {
    if ours == base {
        Some(theirs)
    } else if theirs == base || ours == theirs {
        Some(ours)
    } else {
        None
    }
}

/// A value, unless it says that the field is empty.
fn said(value: Option<&Value>) -> Option<&Value> {
    value.filter(|value| match value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Bool(_) | Value::Number(_) | Value::Object(_) => true,
    })
}
