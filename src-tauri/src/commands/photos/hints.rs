//! What an author may be told of the photos of a report while it is being written: hints, never walls.

use super::album::Album;
use crate::{
    commands::reports::at_desk,
    ipc::{
        error::AppError,
        photos::{PhotoHints, PhotosFieldArgs, PublishedTwin},
    },
};
use photo::{Likeness, Quality};
use report::{
    Content, FieldKind, Form, ReportId,
    place::{Geometry, Place, Position, metres_between},
    value::{Period, PhotoUse},
};
use serde::de::DeserializeOwned;
use store::{Alike, PhotoQuality};
use tauri::AppHandle;

/// A photo taken nearer than this to the place is taken there: phones err by as much between houses, and a street is photographed from
/// across it. Metres.
const NEAR: f64 = 500.0;

pub(crate) async fn hints(app: AppHandle, args: PhotosFieldArgs) -> Result<Vec<PhotoHints>, AppError> {
    at_desk(&app, move |store, eyes| {
        let album = Album::open(store, eyes, args.report, &args.field)?;
        let content = store.report(args.report)?.ok_or(AppError::NotFound)?.content;
        let catalogue = eyes.catalogue.as_ref().ok_or(AppError::NoCatalogue)?;
        let form = &catalogue
            .section(&content.section)
            .ok_or(AppError::NotFound)?
            .form;
        let (place, period) = (place_of(form, &content), period_of(form, &content));
        let min_side = match form.field(&args.field).map(|field| &field.kind) {
            Some(FieldKind::Photos { min_side, .. }) => *min_side,
            _ => None,
        };
        let mut all = Vec::new();
        for photo in &album.photos {
            let row = store.photo(&photo.photo)?;
            let row = row.as_ref();
            let at = row.and_then(|row| Some([row.lon?, row.lat?]));
            let taken_at = row.and_then(|row| row.taken_at);
            let alike = store.photos_alike(&photo.photo, Likeness::ALIKE)?;
            let quality = store.photo_quality(&photo.photo)?.map(quality);
            all.push(PhotoHints {
                photo: photo.photo.clone(),
                author: row.and_then(|row| row.author.clone()),
                taken_at: taken_at.map(|at| at.to_string()),
                lon: at.map(|[lon, _]| lon),
                lat: at.map(|[_, lat]| lat),
                far: at.zip(place.as_ref()).and_then(|(at, place)| far(at, place)),
                outside_period: taken_at.zip(period.as_ref()).is_some_and(|(at, period)| {
                    let day = at.date();
                    day < period.from || day > period.to
                }),
                too_small: too_small(photo, min_side),
                blurred: quality.is_some_and(Quality::is_blurred),
                dark: quality.is_some_and(Quality::is_dark),
                same: alike
                    .iter()
                    .map(|other| &other.photo)
                    .filter(|other| {
                        **other != photo.photo && album.photos.iter().any(|one| one.photo == **other)
                    })
                    .cloned()
                    .collect(),
                published: twins(&alike, args.report),
            });
        }
        Ok(all)
    })
    .await
}

/// The longer side that a photo should have, where it has less.
fn too_small(photo: &PhotoUse, min_side: Option<u32>) -> Option<u32> {
    min_side.filter(|side| photo.width.max(photo.height) < *side)
}

fn quality(kept: PhotoQuality) -> Quality {
    Quality {
        sharpness: kept.sharpness,
        brightness: kept.brightness,
    }
}

/// The first value of a field that `wanted` picks.
fn first<T: DeserializeOwned>(
    form: &Form,
    content: &Content,
    wanted: impl Fn(&FieldKind) -> bool,
) -> Option<T> {
    form.fields()
        .filter(|field| wanted(&field.kind))
        .find_map(|field| T::deserialize(content.values.get(&field.id)?).ok())
}

/// The report's place.
fn place_of(form: &Form, content: &Content) -> Option<Place> {
    first(form, content, |kind| matches!(kind, FieldKind::Place { .. }))
}

/// The report's period.
fn period_of(form: &Form, content: &Content) -> Option<Period> {
    first(form, content, |kind| matches!(kind, FieldKind::Period {}))
}

/// How far from a place, where that is far, in metres.
fn far(at: Position, place: &Place) -> Option<u32> {
    let metres = match &place.geometry {
        Geometry::Point(point) => metres_between(at, *point),
        Geometry::LineString(line) => along(at, line),
        Geometry::Polygon(rings) => {
            if rings.first().is_some_and(|outer| is_within(at, outer)) {
                return None;
            }
            rings
                .iter()
                .map(|ring| along(at, ring))
                .fold(f64::INFINITY, f64::min)
        }
    };
    (metres.is_finite() && metres > NEAR).then_some(metres.round() as u32)
}

/// The way to the nearest point of a line, in metres.
fn along(at: Position, line: &[Position]) -> f64 {
    line.windows(2)
        .filter_map(|ends| Some(metres_between(at, nearest(at, *ends.first()?, *ends.last()?))))
        .fold(f64::INFINITY, f64::min)
}

/// The point of a segment that is nearest, as if the Earth were flat there.
fn nearest(at: Position, [from_lon, from_lat]: Position, [to_lon, to_lat]: Position) -> Position {
    // A degree of longitude is shorter than one of latitude.
    let narrow = at[1].to_radians().cos();
    let (east, north) = ((to_lon - from_lon) * narrow, to_lat - from_lat);
    let length = east * east + north * north;
    let share = if length == 0.0 {
        0.0
    } else {
        (((at[0] - from_lon) * narrow * east + (at[1] - from_lat) * north) / length).clamp(0.0, 1.0)
    };
    [
        from_lon + (to_lon - from_lon) * share,
        from_lat + (to_lat - from_lat) * share,
    ]
}

/// Whether a position lies within a ring: a ray to the east crosses it an odd number of times.
fn is_within([lon, lat]: Position, ring: &[Position]) -> bool {
    let crossed = ring.windows(2).filter(|ends| match ends {
        [[a_lon, a_lat], [b_lon, b_lat]] => {
            (*a_lat > lat) != (*b_lat > lat)
                && lon < (b_lon - a_lon) * (lat - a_lat) / (b_lat - a_lat) + a_lon
        }
        _ => false,
    });
    crossed.count() % 2 == 1
}

/// The other published reports that have shown a photo like this.
fn twins(alike: &[Alike], report: ReportId) -> Vec<PublishedTwin> {
    let mut twins: Vec<PublishedTwin> = Vec::new();
    for other in alike {
        for (id, title) in &other.published {
            if *id != report && twins.iter().all(|twin| twin.report != *id) {
                twins.push(PublishedTwin {
                    report: *id,
                    title: title.clone(),
                    photo: other.photo.clone(),
                });
            }
        }
    }
    twins
}

#[cfg(test)]
mod tests {
    use super::{far, too_small};
    use report::{
        PhotoId,
        place::{Geometry, Place, PlaceSource},
        value::PhotoUse,
    };

    #[test]
    fn photo_is_too_small_by_its_longer_side_where_the_form_asks_for_one() {
        let id: PhotoId = "0".repeat(64).parse().unwrap();
        let photo = |width, height| PhotoUse::of(id.clone(), width, height);
        assert_eq!(too_small(&photo(1199, 800), Some(1200)), Some(1200));
        assert_eq!(too_small(&photo(800, 1200), Some(1200)), None);
        assert_eq!(too_small(&photo(1, 1), None), None);
    }

    fn place(geometry: Geometry) -> Place {
        Place {
            geometry,
            address: None,
            source: PlaceSource::Map,
            pack: None,
        }
    }

    #[test]
    fn photo_beside_a_long_street_and_within_a_park_is_near() {
        let street = place(Geometry::LineString(vec![[33.30, 47.90], [33.50, 47.90]]));
        assert_eq!(far([33.40, 47.902], &street), None);
        let metres = far([33.40, 47.91], &street).unwrap();
        assert!((1_090..1_130).contains(&metres), "{metres}");
        let ring = vec![
            [33.3, 47.8],
            [33.5, 47.8],
            [33.5, 48.0],
            [33.3, 48.0],
            [33.3, 47.8],
        ];
        let park = place(Geometry::Polygon(vec![ring]));
        assert_eq!(far([33.4, 47.9], &park), None);
        assert!(far([33.6, 47.9], &park).is_some());
        let point = place(Geometry::Point([33.39, 47.91]));
        assert_eq!(far([33.393, 47.912], &point), None);
        assert_eq!(far([33.39, 47.955], &point), Some(5004));
    }
}
