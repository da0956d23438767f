//! A file of version 4 in which a whole city has worked for years.

use jiff::{SignedDuration, Timestamp};
use report::{Catalogue, FieldKind, Section, form::RefList};
use rusqlite::{Connection, params};
use serde_json::{Map, Value, json};
use std::{fs, path::Path};
use store::DATABASE;

const WRITTEN: &str = include_str!("../../tests/search/reports.tsv");
const EMPTY: &[u8] = include_bytes!("../../tests/fixtures/schema-4.sqlite");
const AUTHORS: [&str; 8] = [
    "Коваль Олена Іванівна",
    "Бондаренко Петро Ілліч",
    "Мельник Олександр Васильович",
    "Поліщук Тетяна Вікторівна",
    "Дем’янчук Роман Богданович",
    "Олійник В’ячеслав Юрійович",
    "Лук’яненко Марія Степанівна",
    "Ґалаґан Ірина Євгенівна",
];
/// Every fiftieth report is like the one that stands at its place.
const STATES: [(&str, usize); 5] = [
    ("draft", 4),
    ("in_review", 3),
    ("returned", 1),
    ("waiting", 1),
    ("published", 41),
];

/// When the last report was changed.
pub(crate) fn now() -> Timestamp {
    Timestamp::from_second(1_795_000_000).unwrap()
}

/// The id of a report of the file.
pub(crate) fn id(number: u32) -> report::ReportId {
    report::ReportId(uuid::Uuid::from_u128(
        0x0192_0000_0000_7000_9000_0000_0000_0000 + u128::from(number),
    ))
}

/// Fills a folder with so many reports; gives the bytes of their contents as JSON.
pub(crate) fn fill(folder: &Path, reports: u32, catalogue: &Catalogue) -> u64 {
    fs::create_dir_all(folder).unwrap();
    fs::write(folder.join(DATABASE), EMPTY).unwrap();
    let mut db = Connection::open(folder.join(DATABASE)).unwrap();
    db.pragma_update(None, "synchronous", "OFF").unwrap();
    db.pragma_update_and_check(None, "journal_mode", "OFF", |_| Ok(()))
        .unwrap();
    let tx = db.transaction().unwrap();
    tx.execute_batch("DELETE FROM report").unwrap();
    let mut random = fastrand::Rng::with_seed(11);
    let written: Vec<Vec<&str>> = WRITTEN
        .lines()
        .skip(1)
        .map(|line| line.split('\t').collect())
        .collect();
    let states: Vec<&str> = STATES
        .iter()
        .flat_map(|(state, times)| [*state].repeat(*times))
        .collect();
    let mut bytes = 0;
    for number in 0..reports {
        let changed = (now() - SignedDuration::from_mins(20 * i64::from(reports - number))).as_microsecond();
        let section = random.choice(&catalogue.sections).unwrap();
        let title = format!("{}, {number}", random.choice(&written).unwrap()[0]);
        let values = values(section, &written, catalogue, &mut random);
        let content = json!({
            "section": section.id, "form_version": section.form.version, "title": title, "values": values
        })
        .to_string();
        bytes += content.len() as u64;
        let key = id(number).to_string();
        let state = states[random.usize(..states.len())];
        let others = !matches!(state, "draft" | "waiting") && random.u8(0..10) < 3;
        tx.prepare_cached("INSERT INTO report VALUES (?1, ?2, ?3, ?4, ?5, 0, 1, NULL, ?6, ?6, NULL)")
            .unwrap()
            .execute(params![
                key,
                if others { "others" } else { "mine" },
                section.id.as_str(),
                section.form.version,
                title,
                changed
            ])
            .unwrap();
        for (field, value) in values {
            tx.prepare_cached("INSERT INTO report_value VALUES (?1, ?2, ?3, 0)")
                .unwrap()
                .execute(params![key, field, value.to_string()])
                .unwrap();
        }
        match state {
            "draft" => {}
            "waiting" => {
                tx.prepare_cached("INSERT INTO outbox (report, version, content, state, queued_at) VALUES (?1, 1, ?2, 'waiting', ?3)")
                    .unwrap()
                    .execute(params![key, content, changed])
                    .unwrap();
            }
            _ => {
                let author = random.usize(..AUTHORS.len());
                tx.prepare_cached(
                    "INSERT INTO report_remote VALUES (?1, 1, ?2, ?3, NULL, NULL, NULL, ?4, ?5, 'housing')",
                )
                .unwrap()
                .execute(params![
                    key,
                    state,
                    changed,
                    format!("author-{author}"),
                    AUTHORS[author]
                ])
                .unwrap();
            }
        }
    }
    tx.commit().unwrap();
    bytes
}

/// A report's values, as its form wants them.
fn values(
    section: &Section,
    written: &[Vec<&str>],
    catalogue: &Catalogue,
    random: &mut fastrand::Rng,
) -> Map<String, Value> {
    let mut values = Map::new();
    for field in section.form.fields() {
        let said = random.choice(written).unwrap();
        let value = match &field.kind {
            FieldKind::RichText { .. } => rich(written, random),
            FieldKind::Text { .. } => json!(said[0]),
            FieldKind::Money {} => json!(format!("{}.50", random.u32(1_000..900_000))),
            FieldKind::Date {} => json!(day(random)),
            FieldKind::Period {} => {
                let day = day(random);
                json!({ "from": day, "to": day })
            }
            FieldKind::Reference { list, .. } => match list {
                RefList::Programmes => json!(random.choice(&catalogue.programmes).unwrap().id),
                RefList::Districts => json!(random.choice(&catalogue.districts).unwrap().code),
                RefList::Measures => json!(random.choice(&catalogue.measures).unwrap().id),
                _ => continue,
            },
            _ => continue,
        };
        values.insert(field.id.as_str().to_owned(), value);
    }
    values
}

fn day(random: &mut fastrand::Rng) -> String {
    jiff::civil::date(random.i16(2021..2027), random.i8(1..13), random.i8(1..29)).to_string()
}

/// Formatted text of a few paragraphs.
pub(crate) fn rich(written: &[Vec<&str>], random: &mut fastrand::Rng) -> Value {
    let paragraphs: Vec<Value> = (0..random.usize(3..10))
        .map(|_| {
            let said = random.choice(written).unwrap();
            json!({ "type": "paragraph", "content": [{ "type": "text", "text": said[1] }] })
        })
        .collect();
    json!({ "v": 2, "doc": { "type": "doc", "content": paragraphs } })
}

/// The example catalogue.
pub(crate) fn catalogue() -> Catalogue {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../portal/catalogue");
    let read = |name: &str| -> Value {
        let text = fs::read_to_string(folder.join(name)).unwrap();
        serde_json::from_str(&text).unwrap()
    };
    let mut names: Vec<_> = fs::read_dir(folder.join("sections"))
        .unwrap()
        .map(|entry| format!("sections/{}", entry.unwrap().file_name().to_string_lossy()))
        .collect();
    names.sort();
    serde_json::from_value(json!({
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
    .unwrap()
}
