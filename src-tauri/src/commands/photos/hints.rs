//! What an author may be told of the photos of a report while it is being written: hints, and walls where its form says so.

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
    Content, FieldKind, Form, Problem, ReportId,
    form::PhotoWall,
    place::{Geometry, Place, Position, metres_between},
    validate::ProblemCode,
    value::{Period, PhotoUse},
};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use store::{Alike, PhotoQuality, Store};
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
        let min_side = match form.field(&args.field).map(|field| &field.kind) {
            Some(FieldKind::Photos { min_side, .. }) => *min_side,
            _ => None,
        };
        Seen::of(store, args.report, form, &content).hints(&album.photos, min_side)
    })
    .await
}

/// What keeps a report from being sent because its form says of a hint that it does. How large a photo is, is judged with all the rest
/// that needs no file.
pub(crate) fn walls(
    store: &Store,
    report: ReportId,
    form: &Form,
    content: &Content,
) -> Result<Vec<Problem>, AppError> {
    let mut problems = Vec::new();
    for field in form.fields() {
        let FieldKind::Photos { blocks, .. } = &field.kind else {
            continue;
        };
        let photos = content.values.get(&field.id).map(Vec::<PhotoUse>::deserialize);
        let Some(Ok(photos)) = photos.filter(|_| blocks.iter().any(|wall| *wall != PhotoWall::TooSmall))
        else {
            continue;
        };
        let hints = Seen::of(store, report, form, content).hints(&photos, None)?;
        for (row, hints) in (0..).zip(&hints) {
            let told = blocks.iter().filter_map(|wall| of_wall(*wall, hints));
            problems.extend(told.map(|code| Problem {
                field: field.id.clone(),
                row: Some(row),
                column: None,
                code,
            }));
        }
    }
    Ok(problems)
}

fn of_wall(wall: PhotoWall, hints: &PhotoHints) -> Option<ProblemCode> {
    match wall {
        PhotoWall::TooSmall => None,
        PhotoWall::Blurred => hints.blurred.then_some(ProblemCode::PhotoBlurred),
        PhotoWall::Dark => hints.dark.then_some(ProblemCode::PhotoDark),
        PhotoWall::Twice => {
            let twice = !hints.same.is_empty() || !hints.published.is_empty();
            twice.then_some(ProblemCode::PhotoTwice)
        }
        PhotoWall::Far => hints.far.map(|metres| ProblemCode::PhotoFar { metres }),
        PhotoWall::OutsidePeriod => hints.outside_period.then_some(ProblemCode::PhotoOutsidePeriod),
    }
}

/// What photos are compared with.
struct Seen<'a> {
    store: &'a Store,
    report: ReportId,
    place: Option<Place>,
    period: Option<Period>,
}

impl<'a> Seen<'a> {
    fn of(store: &'a Store, report: ReportId, form: &Form, content: &Content) -> Self {
        Self {
            store,
            report,
            place: place_of(form, content),
            period: period_of(form, content),
        }
    }

    fn hints(&self, photos: &[PhotoUse], min_side: Option<u32>) -> Result<Vec<PhotoHints>, AppError> {
        let store = self.store;
        let mut all = Vec::new();
        for photo in photos {
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
                far: at.zip(self.place.as_ref()).and_then(|(at, place)| far(at, place)),
                outside_period: taken_at.zip(self.period.as_ref()).is_some_and(|(at, period)| {
                    let day = at.date();
                    day < period.from || day > period.to
                }),
                too_small: too_small(photo, min_side),
                blurred: quality.is_some_and(Quality::is_blurred),
                dark: quality.is_some_and(Quality::is_dark),
                same: alike
                    .iter()
                    .map(|other| &other.photo)
                    .filter(|other| **other != photo.photo && photos.iter().any(|one| one.photo == **other))
                    .cloned()
                    .collect(),
                published: twins(&alike, self.report),
            });
        }
        Ok(all)
    }
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
    use super::{far, too_small, walls};
    use crate::commands::photos::sha256;
    use jiff::Timestamp;
    use report::{
        Content, Form, PhotoId, ReportId,
        place::{Geometry, Place, PlaceSource},
        validate::ProblemCode,
        value::PhotoUse,
    };
    use serde_json::json;
    use store::{NewPhoto, PhotoQuality, Store};
    use tempfile::TempDir;

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

    /// A photo taken on the Dnipro's bank in May, by how sharp and bright it is and what it looks like.
    fn add(store: &mut Store, jpeg: &[u8], measure: f32, likeness: u64) -> PhotoId {
        let id = sha256(jpeg).unwrap();
        let photo = NewPhoto {
            id: &id,
            jpeg,
            thumbnail: b"small",
            width: 800,
            height: 600,
            name: "",
            taken_at: Some("2026-05-01T10:20:30".parse().unwrap()),
            lat: Some(47.91),
            lon: Some(33.39),
            author: None,
        };
        store.add_photo(photo, Timestamp::UNIX_EPOCH).unwrap();
        let quality = PhotoQuality {
            sharpness: measure,
            brightness: measure,
        };
        store.note_quality(&id, quality).unwrap();
        store.note_likeness(&id, likeness).unwrap();
        id
    }

    #[test]
    fn what_is_worth_a_look_keeps_a_report_back_only_where_its_form_says_so() {
        let temp = TempDir::new().unwrap();
        let mut store = Store::open(temp.path()).unwrap();
        let good = add(&mut store, b"good", 1.0, 0);
        let bad = add(&mut store, b"bad", 0.0, 0xFFFF_0000_FFFF_0000);
        let twin = add(&mut store, b"twin", 1.0, 0xFFFF_0000_FFFF_0001);
        let report = ReportId(uuid::Uuid::nil());
        let form = |blocks: &[&str]| -> Form {
            let fields = [
                json!({"id": "place", "label": {"uk": "x"}, "kind": "place", "shapes": ["point"]}),
                json!({"id": "period", "label": {"uk": "x"}, "kind": "period"}),
                json!({"id": "photos", "label": {"uk": "x"}, "kind": "photos", "blocks": blocks}),
            ];
            let group = json!({"id": "all", "label": {"uk": "x"}, "fields": fields});
            serde_json::from_value(json!({"version": 1, "groups": [group]})).unwrap()
        };
        let content = |photos: &[&PhotoId], lat: f64, to: &str| {
            let uses: Vec<_> = photos
                .iter()
                .map(|photo| PhotoUse::of((*photo).clone(), 800, 600))
                .collect();
            let place = json!({"geometry": {"type": "Point", "coordinates": [33.39, lat]}, "source": "map"});
            Content {
                section: "works".into(),
                form_version: 1,
                title: String::new(),
                values: [
                    ("photos".into(), json!(uses)),
                    ("place".into(), place),
                    ("period".into(), json!({"from": "2026-01-01", "to": to})),
                ]
                .into(),
            }
        };
        let told = |blocks: &[&str], content: &Content| -> Vec<(u32, ProblemCode)> {
            let problems = walls(&store, report, &form(blocks), content).unwrap();
            problems
                .into_iter()
                .map(|problem| (problem.row.unwrap(), problem.code))
                .collect()
        };
        let all = ["blurred", "dark", "twice", "far", "outside_period"];
        let fine = content(&[&good], 47.91, "2026-06-30");
        assert_eq!(told(&all, &fine), []);

        let worst = content(&[&good, &bad, &twin], 47.955, "2026-03-31");
        assert_eq!(told(&[], &worst), []);
        assert_eq!(told(&["too_small"], &worst), []);
        let each = |code: ProblemCode| -> Vec<_> { (0..3).map(|row| (row, code.clone())).collect() };
        assert_eq!(told(&["blurred"], &worst), [(1, ProblemCode::PhotoBlurred)]);
        assert_eq!(told(&["dark"], &worst), [(1, ProblemCode::PhotoDark)]);
        assert_eq!(
            told(&["twice"], &worst),
            [(1, ProblemCode::PhotoTwice), (2, ProblemCode::PhotoTwice)]
        );
        assert_eq!(
            told(&["far"], &worst),
            each(ProblemCode::PhotoFar { metres: 5004 })
        );
        assert_eq!(
            told(&["outside_period"], &worst),
            each(ProblemCode::PhotoOutsidePeriod)
        );
    }
}
