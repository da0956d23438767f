//! A record's values as its readers see them, drawn from the section's form: groups of fields, each with a view. What
//! is empty is not there.

use crate::{locale, places};
use report::{
    Catalogue, Column, ColumnKind, Content, Field, FieldKind, Label, PhotoId, Total,
    form::{Choice, RefList},
    place::Place,
    rich::{Document, RichText},
    value::{FileUse, Period, Person, PhotoUse},
};
use serde::Deserialize;
use serde_json::Value;

/// A group with something in it.
#[derive(Clone, Debug)]
pub struct Group {
    /// Heading.
    pub label: String,
    /// Its fields, in the form's order; never empty.
    pub fields: Vec<Shown>,
}

/// A field with something in it.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Label.
    pub label: String,
    /// What is in it.
    pub value: View,
}

impl Shown {
    /// Whether it takes the page's whole width.
    #[must_use]
    pub const fn is_wide(&self) -> bool {
        !matches!(
            self.value,
            View::Text(_) | View::Link(_) | View::File(_) | View::Person(_)
        )
    }
}

/// How a value is shown.
#[derive(Clone, Debug)]
pub enum View {
    /// Lines of plain text; never empty.
    Text(Vec<String>),
    /// Formatted text; its HTML is [`Document::to_html`].
    Rich(Document),
    /// An address on the web, http or https.
    Link(String),
    /// Photos; never empty.
    Photos(Vec<Photo>),
    /// A place.
    Place(PlaceView),
    /// A table.
    Table(Table),
    /// An attached file.
    File(File),
    /// A person.
    Person(Person),
}

/// A table with its rows.
#[derive(Clone, Debug)]
pub struct Table {
    /// The columns' headings.
    pub head: Vec<Cell>,
    /// The rows, each with a cell for every column; never empty.
    pub rows: Vec<Vec<Cell>>,
    /// What is computed of the rows, in the form's order; may be empty.
    pub totals: Vec<TotalView>,
}

/// What is computed of a table's rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TotalView {
    /// Its name; with the column's where several totals have the same.
    pub label: String,
    /// The figure, with its unit.
    pub text: String,
}

/// A cell of a table.
#[derive(Clone, Debug)]
pub struct Cell {
    /// What is written in it; a dash where nothing is.
    pub text: String,
    /// Figures stand under each other.
    pub is_figure: bool,
}

/// A photo of the page.
#[derive(Clone, Debug)]
pub struct Photo {
    /// The picture.
    pub photo: PhotoId,
    /// Width of the whole picture in pixels.
    pub width: u32,
    /// Height of the whole picture in pixels.
    pub height: u32,
    /// What is said instead of the picture; never empty.
    pub alt: String,
    /// Caption; may be empty.
    pub caption: String,
    /// Role: «До», «Після»; may be empty.
    pub role: String,
    /// Who took it and where it comes from; may be empty.
    pub credit: String,
    /// Whether it is shown side by side with another.
    pub pairing: Pairing,
    /// It was chosen to stand for the record: it comes first among its field's, and large; a public page has it under the title.
    pub is_cover: bool,
}

/// A photo's part in a pair; the two follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pairing {
    /// It stands alone.
    Alone,
    /// The same before the work; the next photo shows it after.
    Before,
    /// The same after the work.
    After,
}

impl Photo {
    /// The whole picture.
    #[must_use]
    pub fn href(&self) -> String {
        format!("/photos/{}.jpg", self.photo)
    }

    /// The small picture.
    #[must_use]
    pub fn thumbnail(&self) -> String {
        format!("/photos/{}-640.jpg", self.photo)
    }

    /// Whether it is shown over the page's whole width: the cover, and the two of a pair.
    #[must_use]
    pub fn is_large(&self) -> bool {
        self.is_cover || self.pairing != Pairing::Alone
    }

    /// Width of the small picture.
    #[must_use]
    pub fn thumbnail_width(&self) -> u32 {
        self.fitted(self.width)
    }

    /// Height of the small picture.
    #[must_use]
    pub fn thumbnail_height(&self) -> u32 {
        self.fitted(self.height)
    }

    fn fitted(&self, side: u32) -> u32 {
        let long = self.width.max(self.height).max(1);
        let side = u64::from(side) * u64::from(THUMBNAIL_SIDE.min(long)) / u64::from(long);
        u32::try_from(side.max(1)).unwrap_or(THUMBNAIL_SIDE)
    }
}

/// A place of the page.
#[derive(Clone, Debug)]
pub struct PlaceView {
    /// The place itself.
    pub place: Place,
    /// Address; may be empty.
    pub address: String,
    /// What the shape is called; empty for a point.
    pub shape: &'static str,
    /// «47,91050° пн. ш., 33,39120° сх. д.»
    pub coordinates: String,
    /// For the map's script.
    pub json: String,
}

/// An attached file.
#[derive(Clone, Debug)]
pub struct File {
    /// SHA-256 of its bytes.
    pub file: PhotoId,
    /// Its name.
    pub name: String,
    /// «1,5 МБ».
    pub size: String,
}

impl File {
    /// Where it is downloaded from.
    #[must_use]
    pub fn href(&self) -> String {
        format!("/files/{}", self.file)
    }
}

/// Everything that a record shows, in the form's order; `href` is the address of its page, for the map.
#[must_use]
pub fn groups(content: &Content, form: &report::Form, catalogue: &Catalogue, href: &str) -> Vec<Group> {
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
            .filter(|document| !document.is_blank())
            .map(View::Rich),
        FieldKind::Number { unit, decimals, .. } => line(match unit {
            Some(unit) => locale::with_unit(text()?, &unit.uk),
            None if *decimals == 0 => locale::whole_number(text()?),
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
        FieldKind::Table { columns, totals, .. } => table(columns, totals, value, catalogue),
        FieldKind::Photos { roles, .. } => {
            let photos = photos(value, roles, &content.title);
            (!photos.is_empty()).then_some(View::Photos(photos))
        }
        FieldKind::Place { .. } => {
            let place = Place::deserialize(value).ok()?;
            let [longitude, latitude] = place.geometry.middle()?;
            let json = places::json(&[places::Pin::new(&place, &content.title, href)?]);
            Some(View::Place(PlaceView {
                address: place.address.clone().unwrap_or_default(),
                shape: places::shape_word(&place.geometry),
                coordinates: locale::coordinates(longitude, latitude),
                json,
                place,
            }))
        }
        FieldKind::File { .. } => {
            let file = FileUse::deserialize(value).ok()?;
            Some(View::File(File {
                file: file.file,
                name: file.name,
                size: locale::bytes(file.bytes),
            }))
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
#[must_use]
pub fn reference(catalogue: &Catalogue, list: RefList, id: &str) -> String {
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
        RefList::Officials | RefList::Deputies => catalogue
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

fn table(columns: &[Column], totals: &[Total], value: &Value, catalogue: &Catalogue) -> Option<View> {
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
    (!rows.is_empty()).then(|| {
        View::Table(Table {
            head,
            rows,
            totals: totals
                .iter()
                .map(|total| total_view(total, totals, columns, value))
                .collect(),
        })
    })
}

fn total_view(total: &Total, all: &[Total], columns: &[Column], rows: &Value) -> TotalView {
    let column = columns.iter().find(|column| column.id == total.column);
    let shares_its_name = all.iter().filter(|other| other.label == total.label).count() > 1;
    let figure = report::total(rows, total).to_string();
    TotalView {
        label: match column {
            Some(column) if shares_its_name => format!("{}, {}", total.label.uk, column.label.uk),
            _ => total.label.uk.clone(),
        },
        text: match column.map(|column| &column.kind) {
            Some(ColumnKind::Money {}) => locale::money(&figure),
            _ => locale::number(&figure),
        },
    }
}

fn cell(column: &Column, value: Option<&str>, catalogue: &Catalogue) -> String {
    let Some(text) = value.filter(|text| !text.is_empty()) else {
        return "–".to_owned();
    };
    match &column.kind {
        ColumnKind::Text {} | ColumnKind::Link {} => text.to_owned(),
        ColumnKind::Number { decimals: 0 } => locale::whole_number(text),
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
    let mut uses = paired(uses);
    cover_first(&mut uses);
    (1..)
        .zip(uses)
        .map(|(number, (photo, pairing))| Photo {
            width: photo.width,
            height: photo.height,
            alt: match (photo.alt.trim(), photo.caption.trim(), several) {
                ("", "", true) => format!("Фото {number}: {title}"),
                ("", "", false) => format!("Фото: {title}"),
                ("", caption, _) => caption.to_owned(),
                (alt, ..) => alt.to_owned(),
            },
            role: photo
                .role
                .as_deref()
                .map(|role| choice(roles, role))
                .unwrap_or_default(),
            credit: credit(&photo),
            pairing,
            is_cover: photo.cover,
            caption: photo.caption,
            photo: photo.photo,
        })
        .collect()
}

/// Photos in their order, each that shows something after the work right behind the one that shows it before.
fn paired(uses: Vec<PhotoUse>) -> Vec<(PhotoUse, Pairing)> {
    let mut partner: Vec<Option<usize>> = vec![None; uses.len()];
    let mut is_after = vec![false; uses.len()];
    for (at, photo) in uses.iter().enumerate() {
        let after = photo
            .pair
            .as_ref()
            .and_then(|pair| uses.iter().position(|one| one.photo == *pair));
        let free = |at: usize| partner.get(at) == Some(&None) && is_after.get(at) == Some(&false);
        if let Some(after) = after.filter(|after| *after != at && free(*after) && free(at)) {
            partner.get_mut(at).into_iter().for_each(|of| *of = Some(after));
            is_after.get_mut(after).into_iter().for_each(|is| *is = true);
        }
    }
    let mut ordered = Vec::with_capacity(uses.len());
    for (at, photo) in uses.iter().enumerate() {
        match partner
            .get(at)
            .copied()
            .flatten()
            .and_then(|after| uses.get(after))
        {
            Some(after) => {
                ordered.push((photo.clone(), Pairing::Before));
                ordered.push((after.clone(), Pairing::After));
            }
            None if is_after.get(at) == Some(&true) => {}
            None => ordered.push((photo.clone(), Pairing::Alone)),
        }
    }
    ordered
}

/// Puts the chosen photo in front, with its partner where it has one.
fn cover_first(photos: &mut [(PhotoUse, Pairing)]) {
    let Some(at) = photos.iter().position(|(photo, _)| photo.cover) else {
        return;
    };
    let (from, length) = match photos.get(at).map(|(_, pairing)| pairing) {
        Some(Pairing::Before) => (at, 2),
        Some(Pairing::After) => (at.saturating_sub(1), 2),
        _ => (at, 1),
    };
    if let Some(until_there) = photos.get_mut(..from + length) {
        until_there.rotate_right(length);
    }
}

/// The photo that was chosen to stand for the record, taken out of its field to be shown under the title. One of a pair stays in its
/// field as well, for it is half of what the two show.
pub(crate) fn take_lead(groups: &mut Vec<Group>) -> Option<Photo> {
    let mut lead = None;
    for group in groups.iter_mut() {
        group.fields.retain_mut(|field| {
            let View::Photos(photos) = &mut field.value else {
                return true;
            };
            let chosen = photos.iter().position(|photo| photo.is_cover);
            let Some(at) = chosen.filter(|_| lead.is_none()) else {
                return true;
            };
            lead = photos.get(at).cloned();
            if lead.as_ref().is_some_and(|photo| photo.pairing == Pairing::Alone) {
                photos.remove(at);
            }
            !photos.is_empty()
        });
    }
    groups.retain(|group| !group.fields.is_empty());
    lead
}

/// «Фото: Олена Коваль. Джерело: архів школи».
fn credit(photo: &PhotoUse) -> String {
    match (photo.author.trim(), photo.source.trim()) {
        ("", "") => String::new(),
        (author, "") => format!("Фото: {author}"),
        ("", source) => format!("Джерело: {source}"),
        (author, source) => format!("Фото: {author}. Джерело: {source}"),
    }
}

/// The photo that stands for a record in lists: the one marked so, else the first.
#[must_use]
pub fn cover(content: &Content, form: &report::Form) -> Option<Photo> {
    let fields = || {
        form.fields().filter_map(|field| {
            matches!(field.kind, FieldKind::Photos { .. }).then(|| content.values.get(&field.id))?
        })
    };
    let marked = fields().find_map(|value| {
        Vec::<PhotoUse>::deserialize(value)
            .ok()?
            .into_iter()
            .find(|photo| photo.cover)
    });
    let all = fields().flat_map(|value| photos(value, &[], &content.title));
    match marked {
        Some(marked) => all.into_iter().find(|photo| photo.photo == marked.photo),
        None => all.into_iter().next(),
    }
}
