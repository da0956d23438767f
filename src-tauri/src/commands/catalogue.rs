//! The catalogue, and looking entries up in its lists as one types.

use crate::{
    ipc::{
        desk::CatalogueExtract,
        error::AppError,
        types::{Entry, EntryArgs, LookUpArgs},
    },
    office::Office,
};
use report::{Catalogue, Label, form::RefList};
use tauri::{AppHandle, Manager};

/// As many as a list under a field can show with some scrolling.
const MOST: usize = 50;

pub(crate) async fn catalogue(app: AppHandle) -> Result<Option<CatalogueExtract>, AppError> {
    let catalogue = app.state::<Office>().catalogue()?;
    Ok(catalogue.map(|catalogue| CatalogueExtract {
        city: catalogue.city.clone(),
        departments: catalogue.departments.clone(),
        sections: catalogue.sections.clone(),
        services: catalogue.services.clone(),
    }))
}

pub(crate) async fn look_up(app: AppHandle, args: LookUpArgs) -> Result<Vec<Entry>, AppError> {
    let Some(catalogue) = app.state::<Office>().catalogue()? else {
        return Ok(Vec::new());
    };
    let words: Vec<String> = args.text.split_whitespace().map(fold).collect();
    let mut found: Vec<(bool, Entry)> = entries(&catalogue, args.list)
        .filter(|(entry, programme)| {
            args.programme
                .as_ref()
                .is_none_or(|wanted| programme.is_none_or(|has| has == wanted.as_str()))
                && words
                    .iter()
                    .all(|word| fold(&entry.label.uk).contains(word) || detail_has(entry, word))
        })
        .map(|(entry, _)| {
            (
                words
                    .first()
                    .is_some_and(|word| fold(&entry.label.uk).starts_with(word)),
                entry,
            )
        })
        .collect();
    // What begins with the typed word goes first; otherwise the catalogue's own order stays.
    found.sort_by_key(|(begins, _)| !begins);
    Ok(found.into_iter().map(|(_, entry)| entry).take(MOST).collect())
}

pub(crate) async fn entry(app: AppHandle, args: EntryArgs) -> Result<Option<Entry>, AppError> {
    let Some(catalogue) = app.state::<Office>().catalogue()? else {
        return Ok(None);
    };
    Ok(entries(&catalogue, args.list)
        .map(|(entry, _)| entry)
        .find(|entry| entry.id == args.id))
}

/// Lower case, and the apostrophes that keyboards differ in as one.
fn fold(text: &str) -> String {
    text.to_lowercase().replace(['\'', 'ʼ', '`'], "’")
}

fn detail_has(entry: &Entry, word: &str) -> bool {
    entry
        .detail
        .as_ref()
        .is_some_and(|detail| fold(&detail.uk).contains(word))
}

/// The entries of a list, each with the programme that it belongs to, if it does to one.
pub(crate) fn entries(
    catalogue: &Catalogue,
    list: RefList,
) -> Box<dyn Iterator<Item = (Entry, Option<&str>)> + '_> {
    let plain = |id: &str, label: &Label| {
        (
            Entry {
                id: id.to_owned(),
                label: label.clone(),
                detail: None,
            },
            None,
        )
    };
    match list {
        RefList::Programmes => Box::new(
            catalogue
                .programmes
                .iter()
                .map(move |one| plain(one.id.as_str(), &one.name)),
        ),
        RefList::Measures => Box::new(catalogue.measures.iter().map(|one| {
            let programme = catalogue
                .programmes
                .iter()
                .find(|programme| programme.id == one.programme);
            let detail = programme.map(|programme| programme.name.clone());
            let entry = Entry {
                id: one.id.0.clone(),
                label: one.name.clone(),
                detail,
            };
            (entry, Some(one.programme.as_str()))
        })),
        RefList::Departments => Box::new(
            catalogue
                .departments
                .iter()
                .map(move |one| plain(one.id.as_str(), &one.name)),
        ),
        RefList::Services => Box::new(
            catalogue
                .services
                .iter()
                .map(move |one| plain(&one.id, &one.name)),
        ),
        RefList::Officials | RefList::Deputies => Box::new(
            catalogue
                .officials
                .iter()
                .filter(move |one| list == RefList::Officials || one.deputy)
                .map(|one| {
                    let detail = Some(one.office.clone());
                    (
                        Entry {
                            id: one.id.clone(),
                            label: one.name.clone(),
                            detail,
                        },
                        None,
                    )
                }),
        ),
        RefList::Districts => Box::new(
            catalogue
                .districts
                .iter()
                .map(move |one| plain(&one.code, &one.name)),
        ),
    }
}
