//! Whether templates begin reports of sections that exist, with values that fit their forms.

use super::{CatalogueFileError, department_known, entry};
use report::{Catalogue, Content, FieldKind, ProblemCode, Template, validate};
use std::collections::HashSet;

const FILE: &str = "templates.json";

/// What is wrong with a template.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TemplateFault {
    /// Of a section that there is not.
    #[error("there is no section {section:?}")]
    UnknownSection {
        /// The section.
        section: String,
    },
    /// A photo or a file: the catalogue carries neither.
    #[error("{field:?} holds a photo or a file, which a template cannot")]
    Attachment {
        /// The field.
        field: String,
    },
    /// A value that is wrong in another way than that it is not filled in yet.
    #[error("{field:?} does not fit the form: {code:?}")]
    Value {
        /// The field.
        field: String,
        /// What is wrong with it.
        code: ProblemCode,
    },
}

pub(super) fn check(catalogue: &Catalogue) -> Result<(), CatalogueFileError> {
    let mut seen = HashSet::new();
    for template in &catalogue.templates {
        entry(FILE, &template.id, &template.name, &mut seen)?;
        if let Some(department) = &template.department {
            department_known(catalogue, FILE, &template.id, department)?;
        }
        values(catalogue, template).map_err(|fault| CatalogueFileError::Template {
            file: FILE.to_owned(),
            id: template.id.clone(),
            fault,
        })?;
    }
    Ok(())
}

fn values(catalogue: &Catalogue, template: &Template) -> Result<(), TemplateFault> {
    let Some(section) = catalogue.section(&template.section) else {
        return Err(TemplateFault::UnknownSection {
            section: template.section.to_string(),
        });
    };
    let attachment = section.form.fields().find(|field| {
        matches!(field.kind, FieldKind::Photos { .. } | FieldKind::File { .. })
            && template.values.contains_key(&field.id)
    });
    if let Some(field) = attachment {
        return Err(TemplateFault::Attachment {
            field: field.id.to_string(),
        });
    }
    let content = Content {
        title: template.title.clone(),
        values: template.values.clone(),
        ..Content::empty(section.id.clone(), &section.form)
    };
    let problems = validate(&content, &section.form, catalogue);
    match problems
        .into_iter()
        .find(|problem| problem.code != ProblemCode::Required)
    {
        Some(problem) => Err(TemplateFault::Value {
            field: problem.field.to_string(),
            code: problem.code,
        }),
        None => Ok(()),
    }
}
