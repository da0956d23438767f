//! A record's values as the public page shows them, drawn from the section's form.

use super::{locale, places};
use report::{
    Catalogue, Column, ColumnKind, Content, Field, FieldKind, Label,
    form::{Choice, RefList},
    place::Place,
    rich::RichText,
    value::{FileUse, Period, Person, PhotoUse},
};
use serde::Deserialize;
use serde_json::Value;

/// A group with something in it.
pub(super) struct Group {
    pub(super) label: String,
    pub(super) fields: Vec<Shown>,
}

/// A field with something in it.
pub(super) struct Shown {
    pub(super) label: String,
    pub(super) value: View,
}

impl Shown {
    /// Whether it takes the page's whole width.
    pub(super) const fn is_wide(&self) -> bool {
        !matches!(
            self.value,
            View::Text(_) | View::Link(_) | View::File { .. } | View::Person(_)
        )
    }
}

/// How a value is shown.
pub(super) enum View {
    /// Lines of plain text.
    Text(Vec<String>),
    /// HTML made by `report::rich`, safe as it is.
    Html(String),
    /// An address on the web.
    Link(String),
    /// Photos.
    Photos(Vec<Photo>),
    /// A place.
    Place(PlaceView),
    /// A table.
    Table { head: Vec<Cell>, rows: Vec<Vec<Cell>> },
    /// An attached file.
    File {
        href: String,
        name: String,
        size: String,
    },
    /// A person.
    Person(Person),
}

/// A cell of a table.
pub(super) struct Cell {
    pub(super) text: String,
    /// Figures stand under each other.
    pub(super) is_figure: bool,
}

/// A photo of the page.
pub(super) struct Photo {
    pub(super) href: String,
    pub(super) thumbnail: String,
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) alt: String,
    pub(super) caption: String,
    pub(super) role: String,
}

/// A place of the page.
pub(super) struct PlaceView {
    pub(super) address: String,
    pub(super) shape: &'static str,
    pub(super) coordinates: String,
    /// For the map's script.
    pub(super) json: String,
}

/// Everything that a record shows, in the form's order.
pub(super) fn groups(
    content: &Content,
    form: &report::Form,
    catalogue: &Catalogue,
    href: &str,
) -> Vec<Group> {
    let mut groups = Vec::new();
    for group in &form.groups {
        let fields: Vec<Shown> = group
            .fields
            .iter()
            .filter_map(|field| {
                let value = content.values.get(&field.id).filter(|value| !value.is_null())?;
                let value = view(field, value, content, catalogue, href)?;
                Some(Shown {
                    label: field.label.uk.clone(),
                    value,
                })
            })
            .collect();
        if !fields.is_empty() {
            groups.push(Group {
                label: group.label.uk.clone(),
                fields,
            });
        }
    }
    groups
}

fn view(field: &Field, value: &Value, content: &Content, catalogue: &Catalogue, href: &str) -> Option<View> {
    let text = || value.as_str().filter(|text| !text.trim().is_empty());
    let line = |text: String| Some(View::Text(vec![text]));
    match &field.kind {
        FieldKind::Text { .. } => Some(View::Text(
            text()?
                .lines()
                .filter(|line| !line.trim().is_empty())
                .map(str::to_owned)
                .collect(),
        )),
        FieldKind::RichText { .. } => RichText::parse(value)
            .ok()
            .map(|document| document.to_html())
            .filter(|html| !html.is_empty())
            .map(View::Html),
        FieldKind::Number { unit, .. } => line(match unit {
            Some(unit) => locale::with_unit(text()?, &unit.uk),
            None => locale::number(text()?),
        }),
        FieldKind::Money {} => line(locale::money(text()?)),
        FieldKind::Date {} => line(locale::date(text()?.parse().ok()?)),
        FieldKind::Period {} => {
            let Period { from, to } = Period::deserialize(value).ok()?;
            line(locale::period(from, to))
        }
        FieldKind::Choice { options } => line(choice(options, text()?)),
        FieldKind::Reference { list, .. } => line(reference(catalogue, *list, text()?)),
        FieldKind::Person {} => {
            let person = Person::deserialize(value).ok()?;
            (person != Person::default()).then_some(View::Person(person))
        }
        FieldKind::Table { columns, .. } => table(columns, value, catalogue),
        FieldKind::Photos { roles, .. } => {
            let photos = photos(value, roles, &content.title);
            (!photos.is_empty()).then_some(View::Photos(photos))
        }
        FieldKind::Place { .. } => {
            let place = Place::deserialize(value).ok()?;
            let [longitude, latitude] = places::point_of(&place.geometry)?;
            let json = places::json(&[places::Pin::new(&place, &content.title, href)?]);
            Some(View::Place(PlaceView {
                address: place.address.unwrap_or_default(),
                shape: places::shape_word(&place.geometry),
                coordinates: locale::coordinates(longitude, latitude),
                json,
            }))
        }
        FieldKind::File { .. } => {
            let file = FileUse::deserialize(value).ok()?;
            Some(View::File {
                href: format!("/files/{}", file.file),
                name: file.name,
                size: locale::bytes(file.bytes),
            })
        }
        FieldKind::Link {} => Some(View::Link(web_address(text()?)?.to_owned())),
        FieldKind::Signature {} => None,
    }
}

/// Only what `report::validate` lets through; looked at again because it becomes an `href`.
fn web_address(text: &str) -> Option<&str> {
    (text.starts_with("https://") || text.starts_with("http://")).then_some(text)
}

fn choice(options: &[Choice], id: &str) -> String {
    options
        .iter()
        .find(|option| option.id == id)
        .map_or_else(|| id.to_owned(), |option| option.label.uk.clone())
}

/// The name of a list's entry; the id where the catalogue has forgotten it.
pub(super) fn reference(catalogue: &Catalogue, list: RefList, id: &str) -> String {
    let name: Option<&Label> = match list {
        RefList::Programmes => catalogue
            .programmes
            .iter()
            .find(|one| one.id.0 == id)
            .map(|one| &one.name),
        RefList::Measures => catalogue
            .measures
            .iter()
            .find(|one| one.id.0 == id)
            .map(|one| &one.name),
        RefList::Departments => catalogue
            .departments
            .iter()
            .find(|one| one.id.0 == id)
            .map(|one| &one.name),
        RefList::Services => catalogue
            .services
            .iter()
            .find(|one| one.id == id)
            .map(|one| &one.name),
        RefList::Officials => catalogue
            .officials
            .iter()
            .find(|one| one.id == id)
            .map(|one| &one.name),
        RefList::Districts => catalogue
            .districts
            .iter()
            .find(|one| one.code == id)
            .map(|one| &one.name),
    };
    name.map_or_else(|| id.to_owned(), |name| name.uk.clone())
}

fn table(columns: &[Column], value: &Value, catalogue: &Catalogue) -> Option<View> {
    let is_figure = |column: &Column| matches!(column.kind, ColumnKind::Number { .. } | ColumnKind::Money {});
    let rows: Vec<Vec<Cell>> = value
        .as_array()?
        .iter()
        .map(|row| {
            columns
                .iter()
                .map(|column| Cell {
                    text: cell(column, row.get(&column.id).and_then(Value::as_str), catalogue),
                    is_figure: is_figure(column),
                })
                .collect()
        })
        .collect();
    let head = columns
        .iter()
        .map(|column| Cell {
            text: column.label.uk.clone(),
            is_figure: is_figure(column),
        })
        .collect();
    (!rows.is_empty()).then_some(View::Table { head, rows })
}

fn cell(column: &Column, value: Option<&str>, catalogue: &Catalogue) -> String {
    let Some(text) = value.filter(|text| !text.is_empty()) else {
        return "–".to_owned();
    };
    match &column.kind {
        ColumnKind::Text {} | ColumnKind::Link {} => text.to_owned(),
        ColumnKind::Number { .. } => locale::number(text),
        ColumnKind::Money {} => locale::money(text),
        ColumnKind::Date {} => text.parse().map_or_else(|_| text.to_owned(), locale::date),
        ColumnKind::Choice { options } => choice(options, text),
        ColumnKind::Reference { list } => reference(catalogue, *list, text),
    }
}

/// The longest side of a thumbnail as it lies on disk; only the proportions matter to the page.
const THUMBNAIL_SIDE: u32 = 640;

fn photos(value: &Value, roles: &[Choice], title: &str) -> Vec<Photo> {
    let uses = Vec::<PhotoUse>::deserialize(value).unwrap_or_default();
    let several = uses.len() > 1;
    (1..)
        .zip(uses)
        .map(|(number, photo)| {
            let long = photo.width.max(photo.height).max(1);
            let fitted = |side: u32| {
                let side = u64::from(side) * u64::from(THUMBNAIL_SIDE.min(long)) / u64::from(long);
                u32::try_from(side.max(1)).unwrap_or(THUMBNAIL_SIDE)
            };
            Photo {
                href: format!("/photos/{}.jpg", photo.photo),
                thumbnail: format!("/photos/{}-640.jpg", photo.photo),
                width: fitted(photo.width),
                height: fitted(photo.height),
                alt: match (photo.caption.trim(), several) {
                    ("", true) => format!("Фото {number}: {title}"),
                    ("", false) => format!("Фото: {title}"),
                    (caption, _) => caption.to_owned(),
                },
                role: photo
                    .role
                    .as_deref()
                    .map(|role| choice(roles, role))
                    .unwrap_or_default(),
                caption: photo.caption,
            }
        })
        .collect()
}

/// The first photo of a record, for lists.
pub(super) fn cover(content: &Content, form: &report::Form) -> Option<Photo> {
    form.fields()
        .filter(|field| matches!(field.kind, FieldKind::Photos { .. }))
        .find_map(|field| {
            photos(content.values.get(&field.id)?, &[], &content.title)
                .into_iter()
                .next()
        })
}
