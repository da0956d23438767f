//! Tables, photos, places, people, files.
use crate::fixtures::{PHOTO, catalogue, filled, form, found, kinds, only};
use report::{ProblemCode, place::MAX_POSITIONS, validate};
use serde_json::{Value, json};

#[test]
fn table_tells_row_and_column() {
    let kind = &kinds()[9];
    let good = json!({"who": "mayor", "sum": "1.5", "share": "0.5", "day": "2026-01-01", "vote": "for"});
    assert_eq!(found(kind, &json!([good])), []);
    let bad = json!({"who": "nobody", "sum": "-1", "share": "0.55", "vote": "against", "note": 5, "link": "x", "odd": 1});
    let at = |column: &str, code| (Some(1), Some(column.to_owned()), code);
    assert_eq!(
        found(kind, &json!([good, bad])),
        [
            at("who", ProblemCode::UnknownReference),
            at("sum", ProblemCode::TooSmall { min: "0".into() }),
            at("share", ProblemCode::TooPrecise { decimals: 1 }),
            at("day", ProblemCode::Required),
            at("vote", ProblemCode::UnknownChoice),
            at("note", ProblemCode::WrongKind),
            at("link", ProblemCode::BadLink),
            at("odd", ProblemCode::UnknownField),
        ]
    );
    assert_eq!(
        found(kind, &json!([good, good, good])),
        only(ProblemCode::TooManyRows { max: 2, actual: 3 })
    );
    assert_eq!(
        found(kind, &json!(["рядок"])),
        [(Some(0), None, ProblemCode::WrongKind)]
    );
}

#[test]
fn small_photo_is_a_wall_only_where_the_form_says_so() {
    let photo = |hash: &str, width: u32| json!({"photo": hash.repeat(64), "width": width, "height": 900});
    let photos = json!([photo("a", 1600), photo("b", 1599), photo("c", 1600)]);
    let kind = |blocks: serde_json::Value| {
        serde_json::from_value(json!({"kind": "photos", "min_side": 1600, "blocks": blocks})).unwrap()
    };
    let small = ProblemCode::PhotoTooSmall {
        min_side: 1600,
        actual: 1599,
    };
    assert_eq!(
        found(&kind(json!(["too_small"])), &photos),
        [(Some(1), None, small)]
    );
    assert_eq!(found(&kind(json!([])), &photos), []);
}

#[test]
fn photos_are_counted_and_each_one_checked() {
    let kind = &kinds()[10];
    let photo = json!({"photo": PHOTO, "caption": "Лави", "role": "before", "width": 2048, "height": 1536});
    let mut another = photo.clone();
    another["photo"] = json!("a".repeat(64));
    assert_eq!(found(kind, &json!([photo, another])), []);
    for one in [json!([photo]), json!([photo, photo])] {
        let few = only(ProblemCode::TooFewPhotos { min: 2, actual: 1 });
        assert_eq!(found(kind, &one), few, "the same photo twice is one");
    }
    let four = json!([photo, another, photo, photo]);
    assert_eq!(
        found(kind, &four),
        only(ProblemCode::TooManyPhotos { max: 3, actual: 4 })
    );
    let (mut wordy, mut stray, mut unhashed) = (photo.clone(), photo.clone(), photo.clone());
    wordy["caption"] = json!("я".repeat(501));
    stray["role"] = json!("after");
    unhashed["photo"] = json!("../../etc/passwd");
    assert_eq!(
        found(kind, &json!([wordy, stray, unhashed])),
        [
            (
                Some(0),
                None,
                ProblemCode::TooLong {
                    max: 500,
                    actual: 501
                }
            ),
            (Some(1), None, ProblemCode::UnknownChoice),
            (Some(2), None, ProblemCode::WrongKind),
        ]
    );
    let (mut wordy, mut its_own) = (photo.clone(), another.clone());
    wordy["author"] = json!("я".repeat(201));
    its_own["pair"] = its_own["photo"].clone();
    assert_eq!(
        found(kind, &json!([wordy, its_own])),
        [
            (
                Some(0),
                None,
                ProblemCode::TooLong {
                    max: 200,
                    actual: 201
                }
            ),
            (Some(1), None, ProblemCode::WrongKind),
        ]
    );
    let optional = validate(
        &filled("Назва", &json!({"f": [photo]})),
        &form(kind, false),
        &catalogue(),
    );
    assert_eq!(optional, [], "the least number holds for required photos");
}

#[test]
fn place_is_of_an_allowed_shape_and_on_the_globe() {
    let place = |kind: &str, coordinates: Value| json!({"geometry": {"type": kind, "coordinates": coordinates}, "source": "map", "address": "вул. Миру, 1"});
    let any = json!({"kind": "place", "shapes": ["point", "line", "area"]});
    assert_eq!(found(&any, &place("Point", json!([33.39, 47.91]))), []);
    assert_eq!(
        found(&any, &place("LineString", json!([[33.39, 47.91], [33.4, 47.9]]))),
        []
    );
    let ring = json!([[[33.0, 47.0], [33.1, 47.0], [33.1, 47.1], [33.0, 47.0]]]);
    assert_eq!(found(&any, &place("Polygon", ring)), []);
    let bad = only(ProblemCode::BadGeometry);
    assert_eq!(found(&any, &place("Point", json!([181, 47.91]))), bad);
    assert_eq!(found(&any, &place("LineString", json!([[33.39, 47.91]]))), bad);
    assert_eq!(
        found(
            &any,
            &place("Polygon", json!([[[33.0, 47.0], [33.1, 47.0], [33.1, 47.1]]]))
        ),
        bad
    );
    let long = |positions: usize| place("LineString", Value::from(vec![json!([33.39, 47.91]); positions]));
    assert_eq!(found(&any, &long(MAX_POSITIONS)), []);
    assert_eq!(found(&any, &long(MAX_POSITIONS + 1)), bad);
    let rings = |rings: usize| {
        let ring = json!([[33.0, 47.0], [33.1, 47.0], [33.1, 47.1], [33.0, 47.0]]);
        place("Polygon", Value::from(vec![ring; rings]))
    };
    assert_eq!(found(&any, &rings(MAX_POSITIONS / 4)), []);
    assert_eq!(found(&any, &rings(MAX_POSITIONS / 4 + 1)), bad);
    let pin = json!({"kind": "place", "shapes": ["point"]});
    let line = place("LineString", json!([[33.39, 47.91], [33.4, 47.9]]));
    assert_eq!(found(&pin, &line), only(ProblemCode::WrongShape));
    assert_eq!(
        found(&pin, &place("Circle", json!([0, 0]))),
        only(ProblemCode::WrongKind)
    );
}

#[test]
fn person_has_surname_and_name_and_an_address_that_can_be_one() {
    let kind = json!({"kind": "person"});
    let part = |part: &str, code| vec![(None, Some(part.to_owned()), code)];
    let person = |email: &str| json!({"surname": "Коваль", "name": "Олена", "email": email});
    for good in [
        "",
        "o.koval@example.org",
        "o'koval+1@ex-ample.gov.ua",
        "коваль@приклад.укр",
    ] {
        assert_eq!(found(&kind, &person(good)), [], "{good}");
    }
    for bad in [
        "koval",
        "@example.org",
        "a@b",
        "a@@b.org",
        "a b@c.org",
        "a@b..org",
        ".a@b.org",
        "a@-b.org",
        "a@b.org,",
    ] {
        assert_eq!(
            found(&kind, &person(bad)),
            part("email", ProblemCode::BadEmail),
            "{bad}"
        );
    }
    assert_eq!(
        found(&kind, &json!({"name": "Олена"})),
        part("surname", ProblemCode::Required)
    );
    let long = json!({"surname": "Коваль", "name": "О".repeat(201)});
    assert_eq!(
        found(&kind, &long),
        part(
            "name",
            ProblemCode::TooLong {
                max: 200,
                actual: 201
            }
        )
    );
}

#[test]
fn file_has_its_size() {
    let kind = json!({"kind": "file", "max_bytes": 1000});
    let file = |bytes: u64| json!({"file": PHOTO, "name": "голосування.csv", "bytes": bytes});
    assert_eq!(found(&kind, &file(1000)), []);
    assert_eq!(
        found(&kind, &file(u64::MAX)),
        only(ProblemCode::FileTooLarge { max_bytes: 1000 })
    );
}
