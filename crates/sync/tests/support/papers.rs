//! Reports and photos.

use jiff::Timestamp;
use photo::Recipe;
use report::{Content, FieldId, PhotoId, ReportId, SectionId};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use store::{NewPhoto, Patch, Store};

pub fn id(number: u128) -> ReportId {
    ReportId(uuid::Uuid::from_u128(
        0x0199_0000_0000_7000_8000_0000_0000_0000 + number,
    ))
}

fn content(section: &str, title: &str, values: Value) -> Content {
    let Value::Object(values) = values else {
        panic!("values are an object")
    };
    Content {
        section: SectionId::from(section),
        form_version: 1,
        title: title.to_owned(),
        values: values
            .into_iter()
            .map(|(field, value)| (FieldId(field), value))
            .collect(),
    }
}

/// A report without photos, in a section that olena fills.
pub fn indicators(title: &str) -> Content {
    let row =
        json!({ "indicator": "Звернення", "unit": "тис.", "year": "2019", "type": "fact", "value": "5.2" });
    let values = json!({ "sphere": "Електронні послуги", "department": "ict", "values": [row] });
    content("indicators", title, values)
}

/// A whole report of a measure, with its photos.
pub fn measure(title: &str, photos: &[PhotoId]) -> Content {
    let uses: Vec<Value> = photos
        .iter()
        .map(|photo| json!({ "photo": photo, "caption": "Сквер", "width": 64, "height": 48 }))
        .collect();
    let text = json!({ "type": "text", "text": "Висаджено 40 дерев." });
    let doc = json!({ "type": "doc", "content": [{ "type": "paragraph", "content": [text] }] });
    let values = json!({
        "programme": "green-city",
        "measure": "green-city-01",
        "period": { "from": "2026-01-01", "to": "2026-06-30" },
        "status": "done",
        "planned": "120.5",
        "actual": "118.25",
        "description": { "v": 1, "doc": doc },
        "photos": uses,
        "place": { "geometry": { "type": "Point", "coordinates": [33.391_783, 47.910_483] }, "source": "map" },
    });
    content("council-work", title, values)
}

/// Makes a report of a measure tell the sizes of its photos as they are; one that is not here keeps what is told of it.
pub fn tell_sizes(store: &Store, content: &mut Content) {
    let photos = content.values.get_mut(&FieldId::from("photos")).unwrap();
    for one in photos.as_array_mut().unwrap() {
        let id: PhotoId = one["photo"].as_str().unwrap().parse().unwrap();
        if let Some(row) = store.photo(&id).unwrap() {
            (one["width"], one["height"]) = (json!(row.width), json!(row.height));
        }
    }
}

/// A whole report of a vote, with the file of the hall's voting system.
pub fn roll_call(file: &PhotoId, bytes: usize) -> Content {
    let row = json!({ "deputy": "mayor", "vote": "for" });
    let values = json!({
        "session": "XLVII сесія VIII скликання",
        "date": "2026-05-20",
        "agenda_item": "Про програму «Зелене місто»",
        "draft_number": "1204",
        "outcome": "adopted",
        "votes": [row],
        "hall_file": { "file": file, "name": "Голоси зали.csv", "bytes": bytes },
    });
    content("roll-call", "Програма «Зелене місто»", values)
}

/// A report in a section that is another department's.
pub fn of_others(title: &str) -> Content {
    content("purchases", title, json!({}))
}

pub fn field(name: &str, value: Value) -> Patch {
    Patch {
        values: [(FieldId::from(name), Some(value))].into(),
        ..Patch::default()
    }
}

pub fn title(title: &str) -> Patch {
    Patch {
        title: Some(title.to_owned()),
        ..Patch::default()
    }
}

/// Noise: a picture that no encoder makes small. As a BMP, because that can be written by hand.
fn noise(seed: u32, width: u32, height: u32) -> Vec<u8> {
    let (mut state, pixels) = (seed.wrapping_mul(2_654_435_769) | 1, width * height * 3);
    let mut bmp = b"BM".to_vec();
    for word in [
        54 + pixels,
        0,
        54,
        40,
        width,
        height,
        1 | 24 << 16,
        0,
        pixels,
        2835,
        2835,
        0,
        0,
    ] {
        bmp.extend(word.to_le_bytes());
    }
    bmp.extend((0..pixels).map(|_| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state.to_le_bytes()[1]
    }));
    bmp
}

fn add(store: &mut Store, seed: u32, width: u32, height: u32) -> PhotoId {
    keep_picture(store, &noise(seed, width, height), &Recipe::default())
}

/// Keeps a picture as it is sent, made by a recipe; its id.
pub fn keep_picture(store: &mut Store, bytes: &[u8], recipe: &Recipe) -> PhotoId {
    let made = photo::prepare(bytes, recipe).unwrap();
    let hex: String = Sha256::digest(&made.jpeg)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let id: PhotoId = hex.parse().unwrap();
    let photo = NewPhoto {
        id: &id,
        jpeg: &made.jpeg,
        thumbnail: &made.thumbnail,
        width: made.width,
        height: made.height,
        name: "Фото.bmp",
        taken_at: None,
        lat: None,
        lon: None,
        author: None,
    };
    store.add_photo(photo, Timestamp::UNIX_EPOCH).unwrap();
    store.note_likeness(&id, made.likeness.0).unwrap();
    id
}

/// Keeps a file that is no picture; its id.
pub fn add_file(store: &mut Store, bytes: &[u8]) -> PhotoId {
    let hex: String = Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let id: PhotoId = hex.parse().unwrap();
    store
        .add_file(&id, bytes, "Голоси зали.csv", Timestamp::UNIX_EPOCH)
        .unwrap();
    id
}

/// Three photos of a few kilobytes; another seed, other photos.
pub fn small_photos(store: &mut Store, seed: u32) -> Vec<PhotoId> {
    (0..3)
        .map(|number| add(store, seed * 10 + number, 64, 48))
        .collect()
}

/// Three photos of which one is of several parts.
pub fn one_large_photo(store: &mut Store, seed: u32) -> Vec<PhotoId> {
    let mut photos = small_photos(store, seed);
    photos[1] = add(store, seed * 10 + 7, 1600, 1200);
    photos
}

/// Three photos of several parts each.
pub fn large_photos(store: &mut Store, seed: u32) -> Vec<PhotoId> {
    (0..3)
        .map(|number| add(store, seed * 10 + number, 1600, 1200))
        .collect()
}

pub fn bytes_of(store: &Store, photos: &[PhotoId]) -> u64 {
    photos
        .iter()
        .map(|photo| store.photo(photo).unwrap().unwrap().bytes)
        .sum()
}
