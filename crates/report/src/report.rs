//! A report: what is written, and where in the portal it belongs.

use crate::{
    form::{FieldKind, Form},
    ids::{FieldId, PhotoId, SectionId},
    value::{FileUse, PhotoUse},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, HashSet};

/// The values of a form, by field. An empty field is absent (or `null`).
pub type Values = BTreeMap<FieldId, serde_json::Value>;

/// Everything that an author writes in one report; what travels to the portal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Content {
    /// The section it belongs to.
    pub section: SectionId,
    /// The version of the section's form that it was filled by.
    pub form_version: u32,
    /// Title, plain text.
    pub title: String,
    /// The fields.
    #[cfg_attr(feature = "ts", ts(type = "Record<string, unknown>"))]
    #[cfg_attr(feature = "openapi", schema(value_type = std::collections::BTreeMap<String, serde_json::Value>))]
    pub values: Values,
}

/// The most characters of a title.
pub const TITLE_MAX_CHARS: usize = 300;

impl Content {
    /// An empty report of a section.
    #[must_use]
    pub fn empty(section: SectionId, form: &Form) -> Self {
        Self {
            section,
            form_version: form.version,
            title: String::new(),
            values: Values::new(),
        }
    }

    /// Every photo and file the report refers to, once each, in the form's order. Malformed values are passed over:
    /// [`crate::validate`] speaks of them.
    #[must_use]
    pub fn attachments(&self, form: &Form) -> Vec<PhotoId> {
        let mut found = Vec::new();
        for field in form.fields() {
            let Some(value) = self.values.get(&field.id) else {
                continue;
            };
            let ids: Vec<PhotoId> = match field.kind {
                FieldKind::Photos { .. } => Vec::<PhotoUse>::deserialize(value)
                    .map(|uses| uses.into_iter().map(|one| one.photo).collect())
                    .unwrap_or_default(),
                FieldKind::File { .. } => FileUse::deserialize(value)
                    .map(|one| vec![one.file])
                    .unwrap_or_default(),
                _ => Vec::new(),
            };
            for id in ids {
                if !found.contains(&id) {
                    found.push(id);
                }
            }
        }
        found
    }

    /// Takes those photos and files out, where the report refers to them.
    pub fn detach(&mut self, form: &Form, gone: &HashSet<PhotoId>) {
        for field in form.fields() {
            let Some(value) = self.values.get_mut(&field.id) else {
                continue;
            };
            let is_gone = |value: &Value, key: &str| {
                let id = value.get(key).and_then(|id| PhotoId::deserialize(id).ok());
                id.is_some_and(|id| gone.contains(&id))
            };
            let empty = match (&field.kind, &mut *value) {
                (FieldKind::Photos { .. }, Value::Array(photos)) => {
                    photos.retain(|photo| !is_gone(photo, "photo"));
                    photos.is_empty()
                }
                (FieldKind::File { .. }, file) => is_gone(file, "file"),
                _ => false,
            };
            if empty {
                self.values.remove(&field.id);
            }
        }
    }
}
