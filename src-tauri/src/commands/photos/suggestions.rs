//! What the files of a report's photos told, offered where the report says nothing yet.

use super::album::Album;
use crate::{
    commands::reports::at_desk,
    ipc::{
        error::AppError,
        photos::{
            PhotoSuggestions, PhotosFieldArgs, SuggestedAuthor, SuggestedDay, SuggestedPeriod, SuggestedPlace,
        },
    },
    office::Office,
};
use report::{
    Content, FieldId, FieldKind, Form, PhotoId,
    form::Shape,
    place::{Position, metres_between},
    value::{Period, PhotoUse},
};
use store::PhotoRow;
use tauri::{AppHandle, Manager};

pub(crate) async fn suggestions(app: AppHandle, args: PhotosFieldArgs) -> Result<PhotoSuggestions, AppError> {
    let city = app.state::<Office>().pack().map(|pack| pack.info().bounds);
    at_desk(&app, move |store, eyes| {
        let album = Album::open(store, eyes, args.report, &args.field)?;
        let content = store.report(args.report)?.ok_or(AppError::NotFound)?.content;
        let catalogue = eyes.catalogue.as_ref().ok_or(AppError::NoCatalogue)?;
        let section = catalogue.section(&content.section).ok_or(AppError::NotFound)?;
        let mut known = Vec::new();
        for photo in album.photos {
            if let Some(row) = store.photo(&photo.photo)? {
                known.push((photo, row));
            }
        }
        Ok(suggested(&section.form, &content, &known, city))
    })
    .await
}

/// `city`: west, south, east and north of what the map covers, degrees.
fn suggested(
    form: &Form,
    content: &Content,
    photos: &[(PhotoUse, PhotoRow)],
    city: Option<[f64; 4]>,
) -> PhotoSuggestions {
    let days = || photos.iter().filter_map(|(_, row)| Some(row.taken_at?.date()));
    let (inside, outside): (Vec<_>, Vec<_>) = photos
        .iter()
        .filter_map(|(photo, row)| Some((&photo.photo, [row.lon?, row.lat?])))
        .partition(|(_, at)| city.is_none_or(|bounds| is_within(*at, bounds)));
    let period = field(form, |kind| matches!(kind, FieldKind::Period {}));
    let day = field(form, |kind| matches!(kind, FieldKind::Date {})).filter(|_| period.is_none());
    let place = field(
        form,
        |kind| matches!(kind, FieldKind::Place { shapes } if shapes.contains(&Shape::Point)),
    );
    let empty = |field: Option<&FieldId>| {
        field
            .filter(|field| content.values.get(*field).is_none_or(serde_json::Value::is_null))
            .cloned()
    };
    PhotoSuggestions {
        period: empty(period)
            .zip(days().min().zip(days().max()))
            .map(|(field, (from, to))| SuggestedPeriod {
                field,
                period: Period { from, to },
            }),
        day: empty(day)
            .zip(days().max())
            .map(|(field, day)| SuggestedDay { field, day }),
        place: empty(place)
            .zip(amidst(&inside))
            .map(|(field, (photo, [lon, lat]))| SuggestedPlace {
                field,
                lon,
                lat,
                photo,
            }),
        outside: outside.into_iter().map(|(photo, _)| photo.clone()).collect(),
        authors: photos
            .iter()
            .filter(|(photo, _)| photo.author.is_empty())
            .filter_map(|(photo, row)| {
                Some(SuggestedAuthor {
                    photo: photo.photo.clone(),
                    author: row.author.clone()?,
                })
            })
            .collect(),
    }
}

/// The form's first field that `wanted` picks.
fn field(form: &Form, wanted: impl Fn(&FieldKind) -> bool) -> Option<&FieldId> {
    form.fields()
        .find(|field| wanted(&field.kind))
        .map(|field| &field.id)
}

fn is_within([lon, lat]: Position, [west, south, east, north]: [f64; 4]) -> bool {
    (west..=east).contains(&lon) && (south..=north).contains(&lat)
}

/// The photo from which the ways to all others are shortest: a place where someone really stood, which one photo taken elsewhere
/// does not move.
fn amidst(photos: &[(&PhotoId, Position)]) -> Option<(PhotoId, Position)> {
    let ways = |at: Position| -> f64 { photos.iter().map(|(_, other)| metres_between(at, *other)).sum() };
    photos
        .iter()
        .min_by(|(_, one), (_, other)| ways(*one).total_cmp(&ways(*other)))
        .map(|(photo, at)| ((*photo).clone(), *at))
}
