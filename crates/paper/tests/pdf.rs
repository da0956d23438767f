//! The PDF, read back by a reader of PDF.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod fixture;

use fixture::{HOSTILE, every_block, full, keep, long, photo, photo_uses, photos_field, pictures, report};
use paper::{Pictures, Report, State, pdf};
use pdf_extract::{Document, Object};
use serde_json::json;
use std::time::Instant;

fn set(report: &Report, pictures: &Pictures) -> Vec<u8> {
    pdf(report, pictures).unwrap()
}

/// The text without its spaces: where letters stand closer or wider than usual, a reader of PDF sees others.
fn words(bytes: &[u8]) -> String {
    squeezed(&pdf_extract::extract_text_from_mem(bytes).unwrap())
}

fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{ad}' | '\u{200b}'))
        .collect()
}

fn count(bytes: &[u8], part: &str) -> usize {
    words(bytes).matches(&squeezed(part)).count()
}

fn photos_in(bytes: &[u8]) -> usize {
    let document = Document::load_mem(bytes).unwrap();
    let is_photo = |object: &&Object| {
        object.as_stream().is_ok_and(|stream| {
            let named =
                |key: &[u8], name: &[u8]| stream.dict.get(key).and_then(Object::as_name).ok() == Some(name);
            named(b"Subtype", b"Image") && named(b"Filter", b"DCTDecode")
        })
    };
    document.objects.values().filter(is_photo).count()
}

fn pages(bytes: &[u8]) -> usize {
    Document::load_mem(bytes).unwrap().get_pages().len()
}

/// What the file says that it conforms to, in its XMP.
fn conforms(bytes: &[u8]) -> (bool, bool) {
    let document = Document::load_mem(bytes).unwrap();
    let xmp: String = document
        .objects
        .values()
        .filter_map(|object| object.as_stream().ok())
        .filter(|stream| stream.dict.get(b"Type").and_then(Object::as_name).ok() == Some(b"Metadata"))
        .map(|stream| String::from_utf8_lossy(&stream.content).into_owned())
        .collect();
    (
        xmp.contains("pdfaid:conformance>A<"),
        xmp.contains("pdfuaid:part>1<"),
    )
}

#[test]
fn everything_stands_in_the_forms_order() {
    let (report, pictures) = full();
    let bytes = set(&report, &pictures);
    keep("full.pdf", &bytes);
    let text = words(&bytes);
    let mut rest = text.as_str();
    for part in [
        "Діяльність міської ради",
        "Благоустрій скверу «Мрія» на вулиці Поштовій",
        "Управління інформаційно-комунікаційних технологій",
        "Чернетка від 22 листопада 2026, не опубліковано. Олена Ґалаґан",
        "Захід програми",
        "Зелене місто",
        "1 січня – 31 березня 2026",
        "1 234,5 тис. грн",
        "Ґалаґан Олена Юріївна",
        "Кошторис 2026.xlsx, 1,5 МБ",
        "Опис",
        "Що зроблено",
        "три",
        "Перелік робіт",
        "лавки",
        "перша черга",
        "знову з одиниці",
        "Дякуємо за сквер.",
        "Двори",
        "Показники",
        "Ліхтарі",
        "Разом",
        "1 042,5 тис. грн",
        "До. Підпис 0",
        "Після. Підпис 1",
        "Цього фото немає",
        "вул. Поштова, 12",
        "47,91050° пн. ш., 33,39120° сх. д.",
    ] {
        let part = squeezed(part);
        let found = rest.find(&part);
        assert!(
            found.is_some(),
            "«{part}» is not after what stands before it in: {text}"
        );
        rest = &rest[found.unwrap() + part.len()..];
    }
    assert_eq!(photos_in(&bytes), 3);
    assert_eq!(conforms(&bytes), (true, true));
}

#[test]
fn what_people_wrote_is_never_markup() {
    let fields = json!([
        {"id": "short", "label": {"uk": HOSTILE}, "kind": "text"},
        {"id": "long", "label": {"uk": "Опис"}, "kind": "rich_text"},
        {"id": "table", "label": {"uk": "Таблиця"}, "kind": "table", "columns": [{"id": "c", "label": {"uk": HOSTILE}, "kind": "text"}]},
        photos_field(),
    ]);
    let paragraph = fixture::paragraph(&[fixture::text(HOSTILE)]);
    let values = json!({
        "short": HOSTILE, "long": fixture::rich(json!([paragraph])), "table": [{"c": HOSTILE}],
        "photos": [{"photo": photo(0), "width": 800, "height": 600, "caption": HOSTILE}],
    });
    let bytes = set(&report(HOSTILE, fields, values), &pictures(1));
    keep("hostile.pdf", &bytes);
    for piece in [
        "#panic(\"x\")",
        "*жирно*",
        "$x^2$",
        "`raw`",
        "<w:p>",
        "ґ є ї і ’ Ґ Є Ї",
    ] {
        // Title, label, answer, paragraph, heading of the column, cell, caption; the header of the pages may say it too.
        assert!(count(&bytes, piece) >= 7, "{piece}: {}", words(&bytes));
    }
}

#[test]
fn what_is_not_public_says_so_on_every_page() {
    let (draft, pictures) = long();
    let bytes = set(&draft, &pictures);
    let pages = pages(&bytes);
    assert_eq!(count(&bytes, "Чернетка, не опубліковано"), pages);

    let published = Report {
        state: State::Published {
            since: "2026-11-23".parse().unwrap(),
            address: Some("https://portal.example/r/1".to_owned()),
        },
        ..draft
    };
    let bytes = set(&published, &pictures);
    assert_eq!(count(&bytes, "не опубліковано"), 0);
    assert_eq!(count(&bytes, "Опубліковано 23 листопада 2026"), 1);
    assert_eq!(count(&bytes, "https://portal.example/r/1"), 1);
}

#[test]
fn twenty_pages_with_fifty_photos_number_their_pages_and_repeat_headings() {
    let (report, pictures) = long();
    let begun = Instant::now();
    let bytes = set(&report, &pictures);
    eprintln!("set in {:?}, {} bytes", begun.elapsed(), bytes.len());
    keep("long.pdf", &bytes);
    let (pages, text) = (pages(&bytes), words(&bytes));
    assert!(pages >= 18, "{pages} pages");
    assert_eq!(photos_in(&bytes), 50);
    for page in 1..=pages {
        assert!(text.contains(&format!("стор.{page}з{pages}")), "page {page}");
    }
    assert!(
        count(&bytes, "Назва стовпця") >= 3,
        "the table’s heading stands on each of its pages"
    );
    assert_eq!(conforms(&bytes), (true, true));
}

#[test]
fn nothing_but_a_title_and_not_even_that_can_be_set() {
    let bytes = set(&report("", json!([]), json!({})), &Pictures::default());
    assert!(words(&bytes).contains("Безназви"));
    assert_eq!(pages(&bytes), 1);
}

#[test]
fn damaged_photo_leaves_a_note_with_its_caption() {
    let mut damaged = Pictures::default();
    damaged.add(photo(0), b"\xff\xd8\xff\xe0 not a picture any more");
    let values = json!({"photos": [{"photo": photo(0), "width": 8, "height": 6, "caption": "Двір"}]});
    let bytes = set(&report("Звіт", json!([photos_field()]), values), &damaged);
    let text = words(&bytes);
    assert!(text.contains("Цьогофотонемає") && text.contains("Двір"), "{text}");
    assert_eq!(photos_in(&bytes), 0);
}

#[test]
fn photos_on_paper_are_no_larger_than_a_printer_shows() {
    let mut large = Pictures::default();
    large.add(photo(0), &fixture::jpeg(4000, 3000, 1));
    let bytes = set(
        &report("Звіт", json!([photos_field()]), json!({"photos": photo_uses(1)})),
        &large,
    );
    let document = Document::load_mem(&bytes).unwrap();
    let widths: Vec<i64> = document
        .objects
        .values()
        .filter_map(|object| object.as_stream().ok())
        .filter(|stream| stream.dict.get(b"Subtype").and_then(Object::as_name).ok() == Some(b"Image"))
        .filter_map(|stream| stream.dict.get(b"Width").and_then(Object::as_i64).ok())
        .collect();
    assert_eq!(widths, [1200]);
}

/// It cannot conform to the archive's standard, and is set nevertheless.
#[test]
fn sign_that_no_font_has_does_not_stop_the_rest() {
    let fields = json!([{"id": "f", "label": {"uk": "Поле"}, "kind": "text"}]);
    let bytes = set(
        &report("Свято 🎉", fields, json!({"f": "Готово 🚀 ✅"})),
        &Pictures::default(),
    );
    assert!(words(&bytes).contains("Готово"));
    assert_eq!(conforms(&bytes), (false, false));
}

#[test]
fn same_report_gives_the_same_bytes() {
    let (report, pictures) = full();
    assert!(set(&report, &pictures) == set(&report, &pictures));
}

#[test]
fn heading_under_nothing_is_no_fault() {
    let deep = fixture::rich(json!([
        {"type": "heading", "attrs": {"level": 3}, "content": [fixture::text("Одразу третій рівень")]},
    ]));
    let fields = json!([{"id": "f", "label": {"uk": "Опис"}, "kind": "rich_text"}]);
    for value in [deep, every_block()] {
        let bytes = set(
            &report("Звіт", fields.clone(), json!({"f": value})),
            &Pictures::default(),
        );
        assert_eq!(conforms(&bytes), (true, true));
    }
}

#[test]
fn wide_table_in_a_quotation_and_an_endless_link_do_not_keep_a_report_from_paper() {
    let cell = json!({"type": "tableCell", "content": [fixture::paragraph(&[fixture::text("Поштова")])]});
    let table = json!({"type": "table", "content": [{"type": "tableRow", "content": vec![cell; 12]}]});
    let link = json!({"type": "link", "attrs": {"href": format!("https://kr.gov.ua/{}", "x".repeat(9_000))}});
    let text = fixture::rich(json!([
        {"type": "blockquote", "content": [table]},
        fixture::paragraph(&[fixture::marked("Рішення ради", link)]),
    ]));
    let fields = json!([{"id": "text", "label": {"uk": "Текст"}, "kind": "rich_text"}]);
    let report = fixture::report("Звіт", fields, json!({"text": text}));
    let words = words(&set(&report, &Pictures::default()));
    assert!(
        words.contains("Поштова") && words.contains("Рішенняради"),
        "{words}"
    );
}

#[test]
fn table_of_many_columns_lies_on_a_page_of_its_own() {
    let (report, pictures) = fixture::wide();
    let bytes = set(&report, &pictures);
    keep("wide.pdf", &bytes);
    let document = Document::load_mem(&bytes).unwrap();
    let turned: Vec<bool> = document
        .page_iter()
        .map(|page| {
            let page = document.get_dictionary(page).unwrap();
            let corner = page.get(b"MediaBox").and_then(Object::as_array).unwrap();
            corner[2].as_float().unwrap() > corner[3].as_float().unwrap()
        })
        .collect();
    assert_eq!(turned, [false, true, false]);
}
