//! The Word document, taken apart again.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod fixture;

use fixture::{HOSTILE, full, keep, long, photo, photo_uses, photos_field, pictures, report};
use paper::{Pictures, Report, State, docx};
use quick_xml::{Reader, events::Event};
use serde_json::json;
use std::{
    collections::{BTreeMap, BTreeSet},
    io::{Cursor, Read},
};
use zip::ZipArchive;

/// An element with its attributes, or a piece of text.
#[derive(Clone, Debug, PartialEq)]
enum Node {
    Start(String, BTreeMap<String, String>),
    End(String),
    Text(String),
}

struct Opened(BTreeMap<String, Vec<u8>>);

impl Opened {
    fn of(report: &Report, pictures: &Pictures, name: &str) -> Self {
        let bytes = docx(report, pictures).unwrap();
        keep(name, &bytes);
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut parts = BTreeMap::new();
        for index in 0..archive.len() {
            let mut part = archive.by_index(index).unwrap();
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).unwrap();
            assert!(
                parts.insert(part.name().unwrap().into_owned(), bytes).is_none(),
                "a part twice"
            );
        }
        let opened = Self(parts);
        opened.check_relations();
        opened
    }

    /// The part's nodes; every part is well-formed.
    fn nodes(&self, part: &str) -> Vec<Node> {
        let xml = std::str::from_utf8(&self.0[part]).unwrap();
        let mut reader = Reader::from_str(xml);
        let mut nodes: Vec<Node> = Vec::new();
        let mut text = String::new();
        loop {
            let event = reader.read_event().unwrap();
            match &event {
                Event::Text(piece) => text.push_str(piece),
                Event::GeneralRef(entity) => text.push(match &**entity {
                    "lt" => '<',
                    "gt" => '>',
                    "amp" => '&',
                    "quot" => '"',
                    "apos" => '\'',
                    other => unreachable!("{other}"),
                }),
                _ if !text.is_empty() => nodes.push(Node::Text(std::mem::take(&mut text))),
                _ => {}
            }
            match event {
                Event::Start(start) | Event::Empty(start) => {
                    let name = start.name().as_ref().to_owned();
                    let attributes = start
                        .attributes()
                        .map(|attribute| {
                            let attribute = attribute.unwrap();
                            let value = quick_xml::escape::unescape(&attribute.value).unwrap();
                            (attribute.key.as_ref().to_owned(), value.into_owned())
                        })
                        .collect();
                    nodes.push(Node::Start(name, attributes));
                }
                Event::End(end) => {
                    let name = end.name().as_ref().to_owned();
                    nodes.push(Node::End(name));
                }
                Event::Eof => return nodes,
                _ => {}
            }
        }
    }

    fn attributes(&self, part: &str, element: &str) -> Vec<BTreeMap<String, String>> {
        self.nodes(part)
            .into_iter()
            .filter_map(|node| match node {
                Node::Start(name, attributes) if name == element => Some(attributes),
                _ => None,
            })
            .collect()
    }

    fn values(&self, part: &str, element: &str) -> Vec<String> {
        self.attributes(part, element)
            .into_iter()
            .map(|mut attributes| attributes.remove("w:val").unwrap_or_default())
            .collect()
    }

    fn text(&self, part: &str) -> String {
        let pieces: Vec<String> = self
            .nodes(part)
            .into_iter()
            .filter_map(|node| match node {
                Node::Text(text) => Some(text),
                _ => None,
            })
            .collect();
        pieces.join("|")
    }

    /// Every relation that is used exists, what it names exists, and every part has a type.
    fn check_relations(&self) {
        let relations = self.attributes("word/_rels/document.xml.rels", "Relationship");
        let ids: BTreeSet<&str> = relations.iter().map(|relation| relation["Id"].as_str()).collect();
        assert_eq!(ids.len(), relations.len(), "an id twice");
        for relation in &relations {
            if relation.get("TargetMode").is_none() {
                let target = format!("word/{}", relation["Target"]);
                assert!(self.0.contains_key(&target), "{target} is not there");
            }
        }
        for node in self.nodes("word/document.xml") {
            if let Node::Start(name, attributes) = node {
                for key in ["r:id", "r:embed"] {
                    if let Some(id) = attributes.get(key) {
                        assert!(ids.contains(id.as_str()), "{name} points at {id}");
                    }
                }
            }
        }
        let typed: BTreeSet<String> = self
            .attributes("[Content_Types].xml", "Override")
            .into_iter()
            .map(|attributes| attributes["PartName"].trim_start_matches('/').to_owned())
            .collect();
        for part in self.0.keys() {
            let by_ending =
                part.ends_with(".rels") || part.ends_with(".jpeg") || part == "[Content_Types].xml";
            assert!(by_ending || typed.contains(part), "{part} has no type");
        }
    }
}

const DOCUMENT: &str = "word/document.xml";

#[test]
fn everything_stands_in_the_forms_order_in_words_own_styles() {
    let (report, pictures) = full();
    let opened = Opened::of(&report, &pictures, "full.docx");
    let text = opened.text(DOCUMENT).replace('\u{a0}', " ");
    let mut rest = text.as_str();
    for part in [
        "Діяльність міської ради",
        "Благоустрій скверу «Мрія» на вулиці Поштовій",
        "Чернетка від 22 листопада 2026, не опубліковано. Олена Ґалаґан",
        "Захід програми",
        "Зелене місто",
        "1 234,5 тис. грн",
        "Що зроблено",
        "перша черга",
        "Двори",
        "Ліхтарі",
        "Разом",
        "До. Підпис 0",
        "Цього фото немає",
        "вул. Поштова, 12",
        "47,91050° пн. ш., 33,39120° сх. д.",
    ] {
        let found = rest.find(part);
        assert!(
            found.is_some(),
            "«{part}» is not after what stands before it in: {text}"
        );
        rest = &rest[found.unwrap() + part.len()..];
    }
    let used: BTreeSet<String> = opened.values(DOCUMENT, "w:pStyle").into_iter().collect();
    let there: BTreeSet<String> = opened
        .attributes("word/styles.xml", "w:style")
        .into_iter()
        .map(|attributes| attributes["w:styleId"].clone())
        .collect();
    for style in [
        "Title",
        "Heading1",
        "Heading2",
        "Heading3",
        "Heading4",
        "ListBullet",
        "ListNumber",
        "Quote",
        "Caption",
    ] {
        assert!(used.contains(style), "{style} is not used");
    }
    assert!(used.is_subset(&there), "{used:?} of {there:?}");
    let core = opened.text("docProps/core.xml");
    assert!(core.contains("Олена Ґалаґан") && core.contains("uk-UA"), "{core}");
    assert_eq!(
        opened.attributes("word/styles.xml", "w:lang")[0]["w:val"],
        "uk-UA"
    );
}

#[test]
fn lists_count_for_themselves() {
    let (report, pictures) = full();
    let opened = Opened::of(&report, &pictures, "lists.docx");
    let places: Vec<(String, String)> = opened
        .values(DOCUMENT, "w:numId")
        .into_iter()
        .zip(opened.values(DOCUMENT, "w:ilvl"))
        .collect();
    let places: Vec<(&str, &str)> = places
        .iter()
        .map(|(list, level)| (list.as_str(), level.as_str()))
        .collect();
    assert_eq!(
        places,
        [("1", "0"), ("2", "1"), ("2", "1"), ("1", "0"), ("3", "0")]
    );
    let lists = opened.attributes("word/numbering.xml", "w:num").len();
    assert_eq!(lists, 3);
}

#[test]
fn photos_are_jpegs_with_their_words_and_their_shape() {
    let (report, pictures) = full();
    let opened = Opened::of(&report, &pictures, "photos.docx");
    let media: Vec<&Vec<u8>> = opened
        .0
        .iter()
        .filter(|(name, _)| name.starts_with("word/media/"))
        .map(|(_, bytes)| bytes)
        .collect();
    assert_eq!(media.len(), 3);
    assert!(media.iter().all(|bytes| bytes.starts_with(b"\xff\xd8\xff")));
    let said: Vec<String> = opened
        .attributes(DOCUMENT, "wp:docPr")
        .into_iter()
        .map(|mut attributes| attributes.remove("descr").unwrap())
        .collect();
    assert_eq!(
        said,
        [
            "Підпис 0",
            "Підпис 1",
            "Фото 4: Благоустрій скверу «Мрія» на вулиці Поштовій"
        ]
    );
    let ids: BTreeSet<String> = opened
        .attributes(DOCUMENT, "wp:docPr")
        .into_iter()
        .map(|mut attributes| attributes.remove("id").unwrap())
        .collect();
    assert_eq!(ids.len(), 3, "Word repairs a document with an id twice");
    for extent in opened.attributes(DOCUMENT, "wp:extent") {
        let side = |key: &str| extent[key].parse::<f64>().unwrap();
        let shape = side("cx") / side("cy");
        assert!(
            (shape - 800.0 / 600.0).abs() < 0.01 || (shape - 500.0 / 600.0).abs() < 0.01,
            "{shape}"
        );
    }
}

#[test]
fn tables_are_grids_with_a_repeated_heading() {
    let (report, pictures) = full();
    let opened = Opened::of(&report, &pictures, "tables.docx");
    assert_eq!(opened.attributes(DOCUMENT, "w:tblHeader").len(), 2);
    assert_eq!(opened.values(DOCUMENT, "w:gridSpan"), ["2"]);
    assert_eq!(opened.values(DOCUMENT, "w:vMerge"), ["restart", ""]);
    // Every row fills its table's columns, and every cell ends with a paragraph: Word opens nothing else.
    let (mut columns, mut filled, mut last) = (0, 0, String::new());
    for node in opened.nodes(DOCUMENT) {
        match node {
            Node::Start(name, attributes) => match name.as_str() {
                "w:tblGrid" => columns = 0,
                "w:gridCol" => columns += 1,
                "w:tr" => filled = 0,
                "w:tcW" => filled += 1,
                "w:gridSpan" => filled += attributes["w:val"].parse::<usize>().unwrap() - 1,
                _ => {}
            },
            Node::End(name) => {
                match name.as_str() {
                    "w:tr" => assert_eq!(filled, columns),
                    "w:tc" => assert_eq!(last, "w:p"),
                    _ => {}
                }
                last = name;
            }
            Node::Text(_) => {}
        }
    }
}

#[test]
fn what_people_wrote_is_never_markup() {
    let fields = json!([
        {"id": "short", "label": {"uk": HOSTILE}, "kind": "text"},
        {"id": "long", "label": {"uk": "Опис"}, "kind": "rich_text"},
        photos_field(),
    ]);
    let words = format!("{HOSTILE}\u{0}\u{b}\u{ffff}");
    let values = json!({
        "short": words, "long": fixture::rich(json!([fixture::paragraph(&[fixture::text(&words)])])),
        "photos": [{"photo": photo(0), "width": 800, "height": 600, "caption": words}],
    });
    let opened = Opened::of(&report(&words, fields, values), &pictures(1), "hostile.docx");
    assert_eq!(opened.text(DOCUMENT).matches(HOSTILE).count(), 5);
    assert_eq!(opened.attributes(DOCUMENT, "wp:docPr")[0]["descr"], HOSTILE);
}

#[test]
fn what_is_not_public_says_so_in_the_header() {
    let (draft, pictures) = full();
    let opened = Opened::of(&draft, &pictures, "draft.docx");
    for header in ["word/header.xml", "word/header-first.xml"] {
        assert!(opened.text(header).contains("Чернетка, не опубліковано"));
    }
    let published = Report {
        state: State::Published {
            since: "2026-11-23".parse().unwrap(),
            address: Some("https://portal.example/r/1?a=1&b=2".to_owned()),
        },
        ..draft
    };
    let opened = Opened::of(&published, &pictures, "published.docx");
    for header in ["word/header.xml", "word/header-first.xml"] {
        assert!(!opened.text(header).contains("не опубліковано"));
    }
    let links = opened.attributes("word/_rels/document.xml.rels", "Relationship");
    assert!(
        links
            .iter()
            .any(|link| link["Target"] == "https://portal.example/r/1?a=1&b=2")
    );
}

#[test]
fn fifty_photos_and_an_empty_report_are_both_documents() {
    let (report_, pictures) = long();
    let opened = Opened::of(&report_, &pictures, "long.docx");
    let media = opened
        .0
        .keys()
        .filter(|name| name.starts_with("word/media/"))
        .count();
    assert_eq!(media, 50);
    let opened = Opened::of(
        &report("", json!([]), json!({})),
        &Pictures::default(),
        "empty.docx",
    );
    assert!(opened.text(DOCUMENT).contains("Без назви"));
}

#[test]
fn same_photo_twice_is_shown_twice() {
    let twice = json!([photo_uses(1)[0], photo_uses(1)[0]]);
    let opened = Opened::of(
        &report("Звіт", json!([photos_field()]), json!({"photos": twice})),
        &pictures(1),
        "twice.docx",
    );
    assert_eq!(opened.attributes(DOCUMENT, "wp:inline").len(), 2);
}

#[test]
fn table_of_many_columns_lies_on_a_page_of_its_own() {
    let (report, pictures) = fixture::wide();
    let opened = Opened::of(&report, &pictures, "wide.docx");
    let widths: Vec<String> = opened
        .attributes(DOCUMENT, "w:pgSz")
        .into_iter()
        .map(|mut size| size.remove("w:w").unwrap())
        .collect();
    assert_eq!(widths, ["11906", "16838", "11906"]);
    assert_eq!(opened.attributes(DOCUMENT, "w:titlePg").len(), 1);
}
