//! What a profile of somebody who has worked for years is made of: the example catalogue with thousands of measures,
//! photos, long texts.

use jiff::Timestamp;
use report::{Catalogue, PhotoId};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;
use store::{NewPhoto, Store};

const MEASURES: usize = 3_000;

/// The profile's file, with the catalogue in it and a seat at which nobody has to sign in.
pub(crate) fn open(data: &Path) -> Store {
    let seat = json!({ "language": "uk", "last_seat": "local" });
    fs::write(data.join("preferences.json"), seat.to_string()).unwrap();
    let mut store = Store::open(&store::local_folder(data)).unwrap();
    store.set_catalogue(&catalogue(), None, Timestamp::now()).unwrap();
    store
}

/// Keeps one of the photos for tests, and gives it as a photos field holds it. Those of another `mark` are other photos.
pub(crate) fn photo(store: &mut Store, name: &str, mark: u32) -> Value {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/photos")
        .join(name);
    let made = photo::prepare(&fs::read(file).unwrap(), &photo::Recipe::default()).unwrap();
    // A comment after the picture's end changes its hash and nothing that is seen.
    let jpeg = [made.jpeg, mark.to_be_bytes().to_vec()].concat();
    let hex: String = Sha256::digest(&jpeg)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let id: PhotoId = hex.parse().unwrap();
    let kept = NewPhoto {
        id: &id,
        jpeg: &jpeg,
        thumbnail: &made.thumbnail,
        width: made.width,
        height: made.height,
        name,
        taken_at: None,
        lat: None,
        lon: None,
        author: None,
    };
    store.add_photo(kept, Timestamp::now()).unwrap();
    json!({ "photo": id, "caption": format!("Двір після ремонту, вигляд {mark}"), "width": made.width, "height": made.height })
}

/// Formatted text of so many paragraphs, each of five lines or so, under headings, with a list and a table now and then.
pub(crate) fn text(paragraphs: usize) -> Value {
    const SAID: &str = "На виконання програми розвитку благоустрою роботи проведено на п’яти прибудинкових територіях: \
         оновлено покриття проїздів, відремонтовано сходи та пандуси, встановлено освітлення і лавки. Мешканців \
         повідомлено про графік робіт заздалегідь, зауваження враховано; гарантійний строк на покриття становить п’ять \
         років, а залишок коштів спрямовано на озеленення двору та догляд за деревами.";
    let words = |text: &str| json!({ "type": "text", "text": text });
    let paragraph = |text: &str| json!({ "type": "paragraph", "content": [words(text)] });
    let mut content = Vec::new();
    for number in 0..paragraphs {
        if number % 6 == 5 {
            content.push(json!({
                "type": "heading", "attrs": { "level": 2 }, "content": [words("Хід робіт і витрати")]
            }));
        }
        content.push(paragraph(SAID));
        if number % 10 == 9 {
            let item = |text: &str| json!({ "type": "listItem", "content": [paragraph(text)] });
            content.push(json!({
                "type": "bulletList",
                "content": [item("асфальтування проїзду"), item("ремонт сходів"), item("освітлення")]
            }));
        }
        if number % 20 == 19 {
            let cell = |text: &str| json!({ "type": "tableCell", "content": [paragraph(text)] });
            let row = |number: usize| json!({ "type": "tableRow", "content": [cell(&format!("Двір {number}")), cell("1 250,50"), cell("виконано")] });
            content.push(json!({ "type": "table", "content": (1..=8).map(row).collect::<Vec<_>>() }));
        }
    }
    json!({ "v": 2, "doc": { "type": "doc", "content": content } })
}

/// The example catalogue, with as many measures as a large city has.
fn catalogue() -> Catalogue {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/portal/catalogue");
    let read = |name: &str| -> Value {
        let text = fs::read_to_string(folder.join(name)).unwrap();
        serde_json::from_str(&text).unwrap()
    };
    let mut names: Vec<_> = fs::read_dir(folder.join("sections"))
        .unwrap()
        .map(|entry| format!("sections/{}", entry.unwrap().file_name().to_string_lossy()))
        .collect();
    names.sort();
    let mut catalogue: Catalogue = serde_json::from_value(json!({
        "city": read("city.json"),
        "departments": read("departments.json"),
        "sections": names.iter().map(|name| read(name)).collect::<Vec<_>>(),
        "services": read("services.json"),
        "programmes": read("programmes.json"),
        "measures": read("measures.json"),
        "officials": read("officials.json"),
        "districts": read("districts.json"),
        "templates": read("templates.json"),
    }))
    .unwrap();
    let known = catalogue.measures.clone();
    for (number, measure) in (0..MEASURES).zip(known.iter().cycle()) {
        let mut another = measure.clone();
        another.id.0 = format!("{}-{number}", measure.id.0);
        catalogue.measures.push(another);
    }
    catalogue
}
