//! Whether the files of a catalogue agree with each other, and whether its forms can be filled in.

mod templates;

use super::CatalogueFileError;
use report::{
    Catalogue, Column, ColumnKind, DepartmentId, Field, FieldId, FieldKind, Form, Label, Total, TotalKind,
    form::{Choice, PhotoWall, RefList},
    validate::TITLE,
};
use std::collections::HashSet;

pub use templates::TemplateFault;

/// What is wrong with a part of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FormFault {
    /// An id that is not made of lower-case Latin letters, digits, `-` and `_`.
    #[error("cannot be an id")]
    BadId,
    /// The same id twice among groups, fields, columns or answers.
    #[error("stands twice")]
    DuplicateId,
    /// A field called `title`, as the title itself is.
    #[error("is the name of the report's title, which every form has without saying so")]
    ReservedId,
    /// A label without Ukrainian text.
    #[error("has no Ukrainian name")]
    NoName,
    /// A choice without answers, a table without columns, a place without shapes.
    #[error("leaves nothing to choose from")]
    Nothing,
    /// A least value above the greatest.
    #[error("asks for more than it allows")]
    MinAboveMax,
    /// A wall of photos without the measure that it goes by.
    #[error("keeps small photos back and does not say how small")]
    NoMeasure,
    /// `within` does not name a field of the same form that refers to programmes, or the field is no measure.
    #[error("is within a field that holds no programme")]
    WithinNoProgramme,
    /// A total of a column that the table does not have, a sum of one that holds no numbers, or a count of an answer
    /// that is none of its column's.
    #[error("cannot be totalled like that")]
    NoTotal,
    /// `fill` does not name a column of references.
    #[error("cannot be filled from a list")]
    NoFill,
}

/// `sections` are the files of the catalogue's sections, in the same order.
pub(super) fn catalogue(catalogue: &Catalogue, sections: &[String]) -> Result<(), CatalogueFileError> {
    let departments = catalogue
        .departments
        .iter()
        .map(|one| (one.id.as_str(), &one.name));
    entries("departments.json", departments)?;
    entries(
        "services.json",
        catalogue.services.iter().map(|one| (one.id.as_str(), &one.name)),
    )?;
    entries(
        "programmes.json",
        catalogue
            .programmes
            .iter()
            .map(|one| (one.id.as_str(), &one.name)),
    )?;
    entries(
        "measures.json",
        catalogue.measures.iter().map(|one| (one.id.as_str(), &one.name)),
    )?;
    entries(
        "officials.json",
        catalogue.officials.iter().map(|one| (one.id.as_str(), &one.name)),
    )?;
    entries(
        "districts.json",
        catalogue
            .districts
            .iter()
            .map(|one| (one.code.as_str(), &one.name)),
    )?;

    for service in &catalogue.services {
        department_known(catalogue, "services.json", &service.id, &service.department)?;
    }
    for measure in &catalogue.measures {
        if catalogue.programme(&measure.programme).is_none() {
            return Err(CatalogueFileError::UnknownProgramme {
                file: "measures.json".to_owned(),
                measure: measure.id.to_string(),
                programme: measure.programme.to_string(),
            });
        }
    }
    let mut seen = HashSet::new();
    for (section, file) in catalogue.sections.iter().zip(sections) {
        entry(file, section.id.as_str(), &section.name, &mut seen)?;
        department_known(catalogue, file, section.id.as_str(), &section.department)?;
        form(&section.form).map_err(|(place, fault)| CatalogueFileError::Form {
            file: file.clone(),
            place,
            fault,
        })?;
    }
    templates::check(catalogue)
}

fn entries<'a>(
    file: &str,
    entries: impl Iterator<Item = (&'a str, &'a Label)>,
) -> Result<(), CatalogueFileError> {
    let mut seen = HashSet::new();
    for (id, name) in entries {
        entry(file, id, name, &mut seen)?;
    }
    Ok(())
}

fn entry<'a>(
    file: &str,
    id: &'a str,
    name: &Label,
    seen: &mut HashSet<&'a str>,
) -> Result<(), CatalogueFileError> {
    let (file, id_there) = (file.to_owned(), id.to_owned());
    if !is_id(&id.to_ascii_lowercase()) {
        Err(CatalogueFileError::BadId { file, id: id_there })
    } else if !seen.insert(id) {
        Err(CatalogueFileError::DuplicateId { file, id: id_there })
    } else if name.uk.trim().is_empty() {
        Err(CatalogueFileError::NoName { file, id: id_there })
    } else {
        Ok(())
    }
}

/// Ids stand in addresses, in file names and in the interface's element ids.
fn is_id(id: &str) -> bool {
    !id.is_empty()
        && id
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-' || byte == b'_')
}

fn department_known(
    catalogue: &Catalogue,
    file: &str,
    id: &str,
    department: &DepartmentId,
) -> Result<(), CatalogueFileError> {
    match catalogue.department(department) {
        Some(_) => Ok(()),
        None => Err(CatalogueFileError::UnknownDepartment {
            file: file.to_owned(),
            id: id.to_owned(),
            department: department.to_string(),
        }),
    }
}

type Faulty = (String, FormFault);

fn form(form: &Form) -> Result<(), Faulty> {
    let (mut groups, mut fields) = (HashSet::new(), HashSet::new());
    for group in &form.groups {
        part(&group.id, &group.label, &mut groups).map_err(|fault| (group.id.clone(), fault))?;
    }
    for field in form.fields() {
        let at_field = |fault| (field.id.to_string(), fault);
        if field.id.as_str() == TITLE {
            return Err(at_field(FormFault::ReservedId));
        }
        part(field.id.as_str(), &field.label, &mut fields).map_err(at_field)?;
        kind(field, form)?;
    }
    Ok(())
}

fn part<'a>(id: &'a str, label: &Label, seen: &mut HashSet<&'a str>) -> Result<(), FormFault> {
    if !is_id(id) {
        Err(FormFault::BadId)
    } else if !seen.insert(id) {
        Err(FormFault::DuplicateId)
    } else if label.uk.trim().is_empty() {
        Err(FormFault::NoName)
    } else {
        Ok(())
    }
}

fn kind(field: &Field, form: &Form) -> Result<(), Faulty> {
    let fault = match &field.kind {
        FieldKind::Number {
            min: Some(min),
            max: Some(max),
            ..
        } if min > max => Some(FormFault::MinAboveMax),
        FieldKind::Photos {
            min: Some(min),
            max: Some(max),
            ..
        } if min > max => Some(FormFault::MinAboveMax),
        FieldKind::Photos {
            min_side: None,
            blocks,
            ..
        } if blocks.contains(&PhotoWall::TooSmall) => Some(FormFault::NoMeasure),
        FieldKind::Photos { roles, .. } if !roles.is_empty() => answers(roles).err(),
        FieldKind::Choice { options } => answers(options).err(),
        FieldKind::Place { shapes } if shapes.is_empty() => Some(FormFault::Nothing),
        FieldKind::Table {
            columns,
            totals,
            fill,
            ..
        } => {
            table(field, columns)?;
            let at_part = |part: &str, fault| (format!("{}.{part}", field.id), fault);
            for total in totals {
                if total.label.uk.trim().is_empty() {
                    return Err(at_part(&total.column, FormFault::NoName));
                }
                if !can_be_totalled(columns, total) {
                    return Err(at_part(&total.column, FormFault::NoTotal));
                }
            }
            return match fill {
                Some(fill) if !is_reference(columns, fill) => Err(at_part(fill, FormFault::NoFill)),
                _ => Ok(()),
            };
        }
        FieldKind::Reference {
            list,
            within: Some(within),
        } => {
            let fits = *list == RefList::Measures && holds_programme(form, within);
            (!fits).then_some(FormFault::WithinNoProgramme)
        }
        _ => None,
    };
    fault.map_or(Ok(()), |fault| Err((field.id.to_string(), fault)))
}

fn holds_programme(form: &Form, field: &FieldId) -> bool {
    let kind = form.field(field).map(|field| &field.kind);
    matches!(
        kind,
        Some(FieldKind::Reference {
            list: RefList::Programmes,
            ..
        })
    )
}

fn answers(options: &[Choice]) -> Result<(), FormFault> {
    if options.is_empty() {
        return Err(FormFault::Nothing);
    }
    let mut seen = HashSet::new();
    options
        .iter()
        .try_for_each(|option| part(&option.id, &option.label, &mut seen))
}

fn can_be_totalled(columns: &[Column], total: &Total) -> bool {
    let kind = columns
        .iter()
        .find(|column| column.id == total.column)
        .map(|column| &column.kind);
    match (&total.how, kind) {
        (TotalKind::Sum {}, Some(ColumnKind::Number { .. } | ColumnKind::Money {})) => true,
        (TotalKind::Count { choice }, Some(ColumnKind::Choice { options })) => {
            options.iter().any(|option| option.id == *choice)
        }
        _ => false,
    }
}

fn is_reference(columns: &[Column], id: &str) -> bool {
    columns
        .iter()
        .any(|column| column.id == id && matches!(column.kind, ColumnKind::Reference { .. }))
}

fn table(field: &Field, columns: &[Column]) -> Result<(), Faulty> {
    if columns.is_empty() {
        return Err((field.id.to_string(), FormFault::Nothing));
    }
    let mut seen = HashSet::new();
    for column in columns {
        let at_column = |fault| (format!("{}.{}", field.id, column.id), fault);
        part(&column.id, &column.label, &mut seen).map_err(at_column)?;
        if let ColumnKind::Choice { options } = &column.kind {
            answers(options).map_err(at_column)?;
        }
    }
    Ok(())
}
