//! What a new report begins with: an earlier report, a copy, a template; and what an earlier one can add to a report
//! that was begun already.
//!
//! **Invariant.** A value is taken over only where it is still of the field's kind and the catalogue still has what it
//! refers to, whatever version of the form it was written by. Values that are right in kind and wrong otherwise (too
//! long, too many) come along: their author sees the problem at the field.

use crate::{
    catalogue::{Catalogue, Template},
    form::{Column, Field, FieldKind, Form, RefList},
    report::{Content, Values},
    validate::{Problem, ProblemCode, field_problems, is_blank},
};
use serde_json::Value;

/// A report that continues an earlier one of the same section: its title, which authors like to change by a word, and
/// the values of the fields that repeat ([`Field::repeats`]).
#[must_use]
pub fn from_previous(previous: &Content, form: &Form, catalogue: &Catalogue) -> Content {
    Content {
        title: previous.title.clone(),
        values: repeating(&previous.values, form, catalogue, |_| true),
        ..Content::empty(previous.section.clone(), form)
    }
}

/// A report that begins with everything that is in another one of the same section, its photos too.
#[must_use]
pub fn copy(content: &Content, form: &Form, catalogue: &Catalogue) -> Content {
    Content {
        title: content.title.clone(),
        values: taken_over(&content.values, form, catalogue, |_| true),
        ..Content::empty(content.section.clone(), form)
    }
}

/// A report that begins as a template of its section says.
#[must_use]
pub fn from_template(template: &Template, form: &Form, catalogue: &Catalogue) -> Content {
    Content {
        title: template.title.clone(),
        values: taken_over(&template.values, form, catalogue, |_| true),
        ..Content::empty(template.section.clone(), form)
    }
}

/// The values that an earlier report adds to one that was begun: those of the fields that repeat and are empty there. The
/// place of another measure or programme is another place.
#[must_use]
pub fn fill_empty(into: &Content, previous: &Content, form: &Form, catalogue: &Catalogue) -> Values {
    let empty = |field: &Field| {
        into.values
            .get(&field.id)
            .is_none_or(|value| is_blank(field, value))
    };
    let other_measure = form.fields().any(|field| {
        let names_it = matches!(
            field.kind,
            FieldKind::Reference {
                list: RefList::Measures | RefList::Programmes,
                ..
            }
        );
        names_it && !empty(field) && into.values.get(&field.id) != previous.values.get(&field.id)
    });
    let wanted =
        |field: &Field| empty(field) && !(other_measure && matches!(field.kind, FieldKind::Place { .. }));
    // As it will be: a measure has to fit the programme that is already there.
    let mut filled = previous.values.clone();
    for field in form.fields().filter(|field| !empty(field)) {
        if let Some(value) = into.values.get(&field.id) {
            filled.insert(field.id.clone(), value.clone());
        }
    }
    repeating(&filled, form, catalogue, wanted)
}

/// The values of the wanted fields that repeat; of a table's rows only the cells of columns that do.
fn repeating(values: &Values, form: &Form, catalogue: &Catalogue, wanted: impl Fn(&Field) -> bool) -> Values {
    let mut values = taken_over(values, form, catalogue, |field| field.repeats() && wanted(field));
    for field in form.fields() {
        if let FieldKind::Table { columns, .. } = &field.kind
            && let Some(Value::Array(rows)) = values.get_mut(&field.id)
        {
            for row in rows.iter_mut().filter_map(Value::as_object_mut) {
                let own = |column: &&Column| column.repeats == Some(false);
                columns.iter().filter(own).for_each(|column| {
                    row.remove(&column.id);
                });
            }
            // A row that said nothing but its own is not worth a row.
            rows.retain(|row| row.as_object().is_some_and(|row| !row.is_empty()));
            if rows.is_empty() {
                values.remove(&field.id);
            }
        }
    }
    values
}

fn taken_over(
    values: &Values,
    form: &Form,
    catalogue: &Catalogue,
    wanted: impl Fn(&Field) -> bool,
) -> Values {
    form.fields()
        .filter(|field| wanted(field))
        .filter_map(|field| {
            let value = still_fits(field, values.get(&field.id)?, values, catalogue)?;
            Some((field.id.clone(), value))
        })
        .collect()
}

/// The value without the rows, cells and roles that do not fit (any more); `None` where nothing is left to take over.
fn still_fits(field: &Field, value: &Value, values: &Values, catalogue: &Catalogue) -> Option<Value> {
    let mut value = value.clone();
    let problems = field_problems(field, &value, values, catalogue);
    // From the last row to the first, so that the numbers of the rows stay true.
    for problem in problems.iter().rev().filter(|problem| is_unfit(&problem.code)) {
        take_out(&mut value, problem)?;
    }
    (!is_blank(field, &value)).then_some(value)
}

const fn is_unfit(code: &ProblemCode) -> bool {
    matches!(
        code,
        ProblemCode::WrongKind
            | ProblemCode::NotANumber
            | ProblemCode::NotADate
            | ProblemCode::UnknownChoice
            | ProblemCode::UnknownReference
            | ProblemCode::OtherProgramme
            | ProblemCode::BadGeometry
            | ProblemCode::WrongShape
            | ProblemCode::BadRichText
            | ProblemCode::UnknownField
    )
}

/// Takes out what the problem speaks of; `None` if that is the whole value.
fn take_out(value: &mut Value, problem: &Problem) -> Option<()> {
    let rows = value.as_array_mut()?;
    let row = usize::try_from(problem.row?).ok()?;
    let part = match (&problem.column, &problem.code) {
        (Some(column), _) => column.as_str(),
        // A photo is itself without its role.
        (None, ProblemCode::UnknownChoice) => "role",
        (None, _) => {
            if row < rows.len() {
                rows.remove(row);
            }
            return Some(());
        }
    };
    rows.get_mut(row)?.as_object_mut()?.remove(part);
    Some(())
}
