//! A report begun: empty, from an earlier one, as a copy, from a template, from a document; and an earlier one's values
//! put into a report that was begun already.

use super::reports::{Eyes, at_desk};
use crate::ipc::{
    error::AppError,
    start::{CreateArgs, FillArgs, Filled, StartChoices, StartChoicesArgs, StartFrom},
    types::{ReportArgs, ReportRow},
};
use jiff::Timestamp;
use report::{
    Catalogue, Content, FieldKind, Form, ReportId, SectionId, Values,
    form::RefList,
    start::{copy, fill_empty, from_previous, from_template},
    validate::is_text_character,
};
use serde_json::Value;
use std::collections::HashSet;
use store::{Layout, Origin, Patch, Report, Store, Wanted};
use tauri::{AppHandle, Emitter};
use uuid::Uuid;

/// So many earlier reports are offered to start from.
const OFFERED: usize = 5;

/// So many of the last reports are looked at to find those that can be offered.
const LOOKED_AT: u32 = 50;

pub(crate) async fn create(app: AppHandle, args: CreateArgs) -> Result<ReportRow, AppError> {
    let row = at_desk(&app, move |store, eyes| {
        let content = begun(store, eyes, args)?;
        let id = ReportId(Uuid::now_v7());
        store.create(id, &content, Timestamp::now())?;
        Ok(eyes.open(store, id)?.row)
    })
    .await?;
    let _ = app.emit("reports_changed", ());
    Ok(row)
}

pub(crate) async fn choices(app: AppHandle, args: StartChoicesArgs) -> Result<StartChoices, AppError> {
    at_desk(&app, move |store, eyes| {
        let (catalogue, _) = form_of(eyes, &args.section)?;
        let mut latest = latest(store, &args.section)?;
        // The sort is stable: inside each half the last changed stays first.
        latest.sort_by_key(|row| row.origin != Origin::Mine);
        latest.truncate(OFFERED);
        let mut previous = Vec::new();
        for row in latest {
            let content = store.report(row.id)?.map(|report| report.content);
            previous.push(eyes.row(row, content.as_ref()));
        }
        let templates = catalogue.templates.iter().filter(|template| {
            template.section == args.section
                && template
                    .department
                    .as_ref()
                    .is_none_or(|department| eyes.is_of(department))
        });
        Ok(StartChoices {
            previous,
            templates: templates.cloned().collect(),
        })
    })
    .await
}

/// The last report of the same measure, else of the same section, that has something for an empty field of this one.
pub(crate) async fn previous(app: AppHandle, args: ReportArgs) -> Result<Option<ReportRow>, AppError> {
    at_desk(&app, move |store, eyes| {
        let begun = readable(store, args.id)?;
        let (catalogue, form) = form_of(eyes, &begun.content.section)?;
        let mut candidates = of_same_measure(store, &begun.content, form)?;
        candidates.extend(
            latest(store, &begun.content.section)?
                .into_iter()
                .map(|row| row.id),
        );
        let mut seen = HashSet::from([args.id]);
        for id in candidates {
            if !seen.insert(id) {
                continue;
            }
            let earlier = readable(store, id)?.content;
            if !fill_empty(&begun.content, &earlier, form, catalogue).is_empty() {
                let row = store.row(id)?.ok_or(AppError::NotFound)?;
                return Ok(Some(eyes.row(row, Some(&earlier))));
            }
        }
        Ok(None)
    })
    .await
}

pub(crate) async fn fill_from(app: AppHandle, args: FillArgs) -> Result<Filled, AppError> {
    at_desk(&app, move |store, eyes| {
        let begun = readable(store, args.id)?.content;
        let earlier = of_section(store, args.from, &begun.section)?;
        let (catalogue, form) = form_of(eyes, &begun.section)?;
        let values = fill_empty(&begun, &earlier, form, catalogue);
        let fields = values.keys().cloned().collect();
        let patch = Patch {
            title: None,
            form_version: Some(form.version),
            values: values
                .into_iter()
                .map(|(field, value)| (field, Some(value)))
                .collect(),
        };
        store.save(args.id, &patch, Timestamp::now())?;
        Ok(Filled {
            open: eyes.open(store, args.id)?,
            fields,
        })
    })
    .await
}

fn begun(store: &Store, eyes: &Eyes, args: CreateArgs) -> Result<Content, AppError> {
    let (catalogue, form) = form_of(eyes, &args.section)?;
    Ok(match args.from {
        StartFrom::Blank => Content::empty(args.section, form),
        StartFrom::Previous { report } => {
            from_previous(&of_section(store, report, &args.section)?, form, catalogue)
        }
        StartFrom::Copy { report } => {
            let mut copied = copy(&of_section(store, report, &args.section)?, form, catalogue);
            leave_out_what_is_not_here(store, &mut copied, form)?;
            copied
        }
        StartFrom::Template { template } => {
            let known = catalogue
                .templates
                .iter()
                .find(|one| one.id == template && one.section == args.section);
            from_template(known.ok_or(AppError::NotFound)?, form, catalogue)
        }
        StartFrom::Content { title, values } => Content {
            title: visible(&title),
            values: from_outside(values, form)?,
            ..Content::empty(args.section, form)
        },
    })
}

/// Values for a new report, as a save would take them, without the characters that nobody sees: documents are full of
/// them, and their author did not put them there.
fn from_outside(mut values: Values, form: &Form) -> Result<Values, AppError> {
    values.retain(|_, value| !value.is_null());
    values.values_mut().for_each(make_visible);
    let typed = |id| {
        form.field(id)
            .is_some_and(|field| !matches!(field.kind, FieldKind::Photos { .. } | FieldKind::File { .. }))
    };
    if values.keys().all(typed) {
        Ok(values)
    } else {
        Err(AppError::Fault)
    }
}

fn make_visible(value: &mut Value) {
    match value {
        Value::String(text) => *text = visible(text),
        Value::Array(items) => items.iter_mut().for_each(make_visible),
        Value::Object(parts) => parts.values_mut().for_each(make_visible),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

pub(super) fn visible(text: &str) -> String {
    text.chars().filter(|c| is_text_character(*c)).collect()
}

/// Another author's photos and files may not have come to this computer; a report that names them could never be sent.
fn leave_out_what_is_not_here(store: &Store, content: &mut Content, form: &Form) -> Result<(), AppError> {
    let mut missing = HashSet::new();
    for id in content.attachments(form) {
        if !store.has_attachment(&id)? {
            missing.insert(id);
        }
    }
    content.detach(form, &missing);
    Ok(())
}

fn form_of<'a>(eyes: &'a Eyes, section: &SectionId) -> Result<(&'a Catalogue, &'a Form), AppError> {
    let catalogue = eyes.catalogue.as_deref().ok_or(AppError::NoCatalogue)?;
    let section = catalogue.section(section).ok_or(AppError::NotFound)?;
    Ok((catalogue, &section.form))
}

/// A report that is not in the bin.
fn readable(store: &Store, id: ReportId) -> Result<Report, AppError> {
    let report = store.report(id)?.filter(|report| report.deleted_at.is_none());
    report.ok_or(AppError::NotFound)
}

fn of_section(store: &Store, id: ReportId, section: &SectionId) -> Result<Content, AppError> {
    let content = readable(store, id)?.content;
    if content.section == *section {
        Ok(content)
    } else {
        Err(AppError::NotFound)
    }
}

fn latest(store: &Store, section: &SectionId) -> Result<Vec<store::ReportRow>, AppError> {
    let wanted = Wanted {
        sections: vec![section.clone()],
        ..Wanted::default()
    };
    let page = store.page(&wanted, Layout::default(), Timestamp::now(), 0, LOOKED_AT)?;
    Ok(page.rows)
}

fn of_same_measure(store: &Store, content: &Content, form: &Form) -> Result<Vec<ReportId>, AppError> {
    let mut found = Vec::new();
    for field in form.fields() {
        if let FieldKind::Reference {
            list: RefList::Measures,
            ..
        } = field.kind
            && let Some(measure) = content.values.get(&field.id)
        {
            found.extend(store.holding(&content.section, &field.id, measure, LOOKED_AT)?);
        }
    }
    Ok(found)
}
