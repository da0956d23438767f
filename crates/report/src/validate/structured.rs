//! Values of several pieces: people, tables, photos, places, files. A problem names the row and the part it is in.

use super::{Findings, ProblemCode, bad_text, count, is_email, is_empty, plain};
use crate::{
    catalogue::Catalogue,
    form::{Choice, Column, ColumnKind, Shape},
    place::{Geometry, Place},
    value::{FileUse, Person, PhotoUse},
};
use serde::Deserialize;
use serde_json::Value;
use std::collections::HashSet;

/// Most characters of a photo's caption.
pub const CAPTION_MAX_CHARS: u32 = 500;
/// Longest author or source of a photo, in characters.
pub const CREDIT_MAX_CHARS: u32 = 200;
/// Most characters of an address.
pub const ADDRESS_MAX_CHARS: u32 = 300;
/// Most characters of each part of a person's data.
pub const PERSON_PART_MAX_CHARS: u32 = 200;
/// Most characters of a file's name: what Windows and Linux keep.
pub const FILE_NAME_MAX_CHARS: u32 = 255;

pub(super) fn person(value: &Value, required: bool, found: &mut Findings<'_>) {
    // A struct may also be read from an array; only an object is a person.
    let person = match Person::deserialize(value) {
        Ok(person) if value.is_object() => person,
        _ => return found.add(ProblemCode::WrongKind),
    };
    let parts = [
        ("surname", &person.surname, required),
        ("name", &person.name, required),
        ("patronymic", &person.patronymic, false),
        ("email", &person.email, false),
        ("phone", &person.phone, false),
    ];
    if person.is_blank() {
        if required {
            found.add(ProblemCode::Required);
        }
        return;
    }
    for (part, text, needed) in parts {
        let blank = text.trim().is_empty();
        if blank && needed {
            found.add_at(None, Some(part), ProblemCode::Required);
        } else if let Some(code) = bad_text(text, PERSON_PART_MAX_CHARS) {
            found.add_at(None, Some(part), code);
        } else if part == "email" && !blank && !is_email(text.trim()) {
            found.add_at(None, Some(part), ProblemCode::BadEmail);
        }
    }
}

pub(super) fn table(
    value: &Value,
    columns: &[Column],
    max_rows: Option<u32>,
    catalogue: &Catalogue,
    found: &mut Findings<'_>,
) {
    let Some(rows) = value.as_array() else {
        return found.add(ProblemCode::WrongKind);
    };
    let actual = count(rows.len());
    if let Some(max) = max_rows.filter(|max| actual > *max) {
        found.add(ProblemCode::TooManyRows { max, actual });
    }
    for (number, row) in rows.iter().enumerate() {
        let Some(cells) = row.as_object() else {
            found.add_at(Some(number), None, ProblemCode::WrongKind);
            continue;
        };
        for column in columns {
            let cell = cells.get(&column.id).unwrap_or(&Value::Null);
            if let Some(code) = check_cell(column, cell, catalogue) {
                found.add_at(Some(number), Some(&column.id), code);
            }
        }
        for id in cells.keys() {
            if !columns.iter().any(|column| column.id == *id) {
                found.add_at(Some(number), Some(id), ProblemCode::UnknownField);
            }
        }
    }
}

fn check_cell(column: &Column, cell: &Value, catalogue: &Catalogue) -> Option<ProblemCode> {
    if is_empty(cell) {
        return column.required.then_some(ProblemCode::Required);
    }
    match &column.kind {
        ColumnKind::Text {} => plain::text(cell, None),
        ColumnKind::Number { decimals } => plain::number(cell, None, None, *decimals),
        ColumnKind::Money {} => plain::money(cell),
        ColumnKind::Date {} => plain::date(cell),
        ColumnKind::Choice { options } => plain::choice(cell, options),
        ColumnKind::Reference { list } => plain::reference(cell, *list, None, catalogue),
        ColumnKind::Link {} => plain::link(cell),
    }
}

pub(super) fn photos(value: &Value, min: u32, max: Option<u32>, roles: &[Choice], found: &mut Findings<'_>) {
    let Some(items) = value.as_array() else {
        return found.add(ProblemCode::WrongKind);
    };
    let actual = count(items.len());
    // The same photo twice is one photo to look at.
    let different = count(
        items
            .iter()
            .map(|item| item.get("photo"))
            .collect::<HashSet<_>>()
            .len(),
    );
    if different < min {
        found.add(ProblemCode::TooFewPhotos {
            min,
            actual: different,
        });
    }
    if let Some(max) = max.filter(|max| actual > *max) {
        found.add(ProblemCode::TooManyPhotos { max, actual });
    }
    for (number, item) in items.iter().enumerate() {
        let photo = match PhotoUse::deserialize(item) {
            Ok(photo) if item.is_object() => photo,
            _ => {
                found.add_at(Some(number), None, ProblemCode::WrongKind);
                continue;
            }
        };
        let texts = [
            (&photo.caption, CAPTION_MAX_CHARS),
            (&photo.alt, CAPTION_MAX_CHARS),
            (&photo.author, CREDIT_MAX_CHARS),
            (&photo.source, CREDIT_MAX_CHARS),
        ];
        if let Some(code) = texts.iter().find_map(|(text, max)| bad_text(text, *max)) {
            found.add_at(Some(number), None, code);
        }
        if photo.pair.as_ref() == Some(&photo.photo) {
            found.add_at(Some(number), None, ProblemCode::WrongKind);
        }
        if let Some(role) = &photo.role
            && !roles.iter().any(|known| known.id == *role)
        {
            found.add_at(Some(number), None, ProblemCode::UnknownChoice);
        }
    }
}

/// Photos whose longer side has fewer than `min_side` pixels.
pub(super) fn photo_sizes(value: &Value, min_side: u32, found: &mut Findings<'_>) {
    let photos = value.as_array().into_iter().flatten().map(PhotoUse::deserialize);
    for (number, photo) in photos.enumerate() {
        if let Ok(photo) = photo
            && photo.width.max(photo.height) < min_side
        {
            found.add_at(
                Some(number),
                None,
                ProblemCode::PhotoTooSmall {
                    min_side,
                    actual: photo.width.max(photo.height),
                },
            );
        }
    }
}

pub(super) fn place(value: &Value, shapes: &[Shape], found: &mut Findings<'_>) {
    let place = match Place::deserialize(value) {
        Ok(place) if value.is_object() => place,
        _ => return found.add(ProblemCode::WrongKind),
    };
    if !shapes.contains(&shape_of(&place.geometry)) {
        found.add(ProblemCode::WrongShape);
    } else if !place.geometry.is_sound() {
        found.add(ProblemCode::BadGeometry);
    }
    if let Some(code) = place
        .address
        .as_deref()
        .and_then(|text| bad_text(text, ADDRESS_MAX_CHARS))
    {
        found.add(code);
    }
}

const fn shape_of(geometry: &Geometry) -> Shape {
    match geometry {
        Geometry::Point(_) => Shape::Point,
        Geometry::LineString(_) => Shape::Line,
        Geometry::Polygon(_) => Shape::Area,
    }
}

pub(super) fn file(value: &Value, max_bytes: u32, found: &mut Findings<'_>) {
    let file = match FileUse::deserialize(value) {
        Ok(file) if value.is_object() => file,
        _ => return found.add(ProblemCode::WrongKind),
    };
    if file.bytes > u64::from(max_bytes) {
        found.add(ProblemCode::FileTooLarge { max_bytes });
    }
    if let Some(code) = bad_text(&file.name, FILE_NAME_MAX_CHARS) {
        found.add(code);
    }
}
