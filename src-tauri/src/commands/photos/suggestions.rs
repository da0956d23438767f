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

#[cfg(test)]
mod tests {
    use super::suggested;
    use crate::ipc::photos::PhotoSuggestions;
    use jiff::Timestamp;
    use report::{Content, Form, PhotoId, value::PhotoUse};
    use serde_json::{Value, json};
    use store::PhotoRow;

    const CITY: [f64; 4] = [33.2, 47.7, 33.8, 48.2];

    fn form(fields: &[&str]) -> Form {
        let fields: Vec<Value> = fields
            .iter()
            .map(|kind| match *kind {
                "place" => json!({"id": "place", "label": {"uk": "x"}, "kind": "place", "shapes": ["point"]}),
                kind => json!({"id": kind, "label": {"uk": "x"}, "kind": kind}),
            })
            .collect();
        let group = json!({"id": "all", "label": {"uk": "x"}, "fields": fields});
        serde_json::from_value(json!({"version": 1, "groups": [group]})).unwrap()
    }

    fn content(values: &[(&str, Value)]) -> Content {
        Content {
            section: "works".into(),
            form_version: 1,
            title: String::new(),
            values: values
                .iter()
                .map(|(id, value)| ((*id).into(), value.clone()))
                .collect(),
        }
    }

    fn photo(
        digit: char,
        taken_at: Option<&str>,
        at: Option<(f64, f64)>,
        author: Option<&str>,
    ) -> (PhotoUse, PhotoRow) {
        let id: PhotoId = digit.to_string().repeat(64).parse().unwrap();
        let row = PhotoRow {
            id: id.clone(),
            bytes: 1,
            width: 800,
            height: 600,
            name: String::new(),
            taken_at: taken_at.map(|at| at.parse().unwrap()),
            lat: at.map(|(lat, _)| lat),
            lon: at.map(|(_, lon)| lon),
            author: author.map(str::to_owned),
            added_at: Timestamp::UNIX_EPOCH,
        };
        (PhotoUse::of(id, 800, 600), row)
    }

    fn place(suggestions: &PhotoSuggestions) -> Option<(f64, f64)> {
        suggestions.place.as_ref().map(|place| (place.lat, place.lon))
    }

    #[test]
    fn place_is_where_most_photos_were_taken_and_one_of_another_town_is_told() {
        let photos = [
            photo('1', None, Some((47.910, 33.390)), None),
            photo('2', None, Some((47.911, 33.391)), None),
            photo('3', None, Some((48.1, 33.7)), None),
            photo('4', None, Some((50.45, 30.52)), None),
        ];
        let with = |city| suggested(&form(&["place"]), &content(&[]), &photos, city);
        let told = with(Some(CITY));
        assert_eq!(place(&told), Some((47.911, 33.391)));
        assert_eq!(told.outside, [photos[3].0.photo.clone()]);
        // Without a map of the city nothing is known to be elsewhere.
        let told = with(None);
        assert!(place(&told).is_some() && told.outside.is_empty());
    }

    #[test]
    fn photos_that_do_not_tell_where_they_were_taken_offer_no_place_with_a_map_or_without() {
        let photos = [photo('1', None, None, None), photo('2', None, None, None)];
        for city in [None, Some(CITY)] {
            let told = suggested(&form(&["place"]), &content(&[]), &photos, city);
            assert_eq!((place(&told), told.outside.len()), (None, 0));
        }
    }

    #[test]
    fn period_reaches_from_the_first_day_to_the_last_and_a_form_without_one_gets_the_last_day() {
        let photos = [
            photo('1', Some("2026-05-14T09:31:07"), None, None),
            photo('2', Some("2026-05-02T23:59:59"), None, None),
            photo('3', None, None, None),
        ];
        let told = suggested(&form(&["date", "period"]), &content(&[]), &photos, None);
        let period = told.period.unwrap().period;
        assert_eq!(
            (period.from.to_string(), period.to.to_string()),
            ("2026-05-02".into(), "2026-05-14".into())
        );
        assert!(told.day.is_none());
        let told = suggested(&form(&["date"]), &content(&[]), &photos, None);
        assert_eq!(told.day.unwrap().day.to_string(), "2026-05-14");
        let undated = suggested(&form(&["date", "period"]), &content(&[]), &photos[2..], None);
        assert!(undated.day.is_none() && undated.period.is_none());
    }

    #[test]
    fn what_the_report_says_already_is_not_suggested() {
        let mut photos = [photo(
            '1',
            Some("2026-05-14T09:31:07"),
            Some((47.91, 33.39)),
            Some("Олена Коваль"),
        )];
        let form = form(&["place", "period"]);
        let told = suggested(&form, &content(&[]), &photos, None);
        assert!(told.place.is_some() && told.period.is_some());
        assert_eq!(told.authors[0].author, "Олена Коваль");
        let filled = content(&[("place", json!({})), ("period", json!({"from": "2026-01-01"}))]);
        photos[0].0.author = "Петро Сірко".to_owned();
        let told = suggested(&form, &filled, &photos, None);
        assert!(told.place.is_none() && told.period.is_none() && told.authors.is_empty());
        // An emptied field is empty.
        let emptied = content(&[("place", Value::Null)]);
        assert!(suggested(&form, &emptied, &photos, None).place.is_some());
    }
}
