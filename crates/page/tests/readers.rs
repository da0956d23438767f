//! What the readers of a report see, field by field.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a page that cannot be made fails its test"
)]

use html5ever::{ParseOpts, parse_document, tendril::TendrilSink};
use markup5ever_rcdom::RcDom;
use page::{Frame, ReportPage};
use report::{Catalogue, Content, ReportId};
use serde_json::{Value, json};

const PHOTO: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
const HOSTILE: &str = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>&amp;";

/// The page of a record with one field `f` of that kind.
fn page_of(title: &str, kind: &Value, value: &Value) -> String {
    let mut field = kind.clone();
    field["id"] = json!("f");
    field["label"] = json!({"uk": "Поле"});
    let catalogue: Catalogue = serde_json::from_value(json!({
        "city": {"uk": "Місто"}, "services": [], "officials": [], "districts": [],
        "departments": [{"id": "it", "name": {"uk": "Управління ІКТ"}}],
        "programmes": [{"id": "parks", "name": {"uk": "Зелене місто"}}], "measures": [],
        "sections": [{
            "id": "s", "name": {"uk": "Діяльність"}, "about": {"uk": ""}, "department": "it",
            "rule": "as_needed",
            "form": {"version": 1, "groups": [
                {"id": "g", "label": {"uk": "Група"}, "fields": [field]},
                {"id": "empty", "label": {"uk": "Порожня група"}, "fields": []},
            ]},
        }],
    }))
    .unwrap();
    let content: Content = serde_json::from_value(json!({
        "section": "s", "form_version": 1, "title": title, "values": {"f": value},
    }))
    .unwrap();
    let frame = Frame {
        city: "Місто".to_owned(),
        title: String::new(),
        site: "https://zvit.example".to_owned(),
        has_map: true,
        has_map_style: true,
        script: None,
    };
    let (section, department) = (&catalogue.sections[0], &catalogue.departments[0].id);
    let day = "2026-11-22".parse().unwrap();
    let id = ReportId(uuid::Uuid::nil());
    let html = ReportPage::new(frame, id, &content, section, &catalogue, department, day)
        .html()
        .unwrap();
    assert_eq!(faults(&html), Vec::<String>::new(), "{html}");
    html
}

/// What an HTML5 parser finds wrong with a page.
fn faults(page: &str) -> Vec<String> {
    let mut options = ParseOpts::default();
    options.tokenizer.exact_errors = true;
    options.tree_builder.exact_errors = true;
    let document = parse_document(RcDom::default(), options).one(page);
    document.errors.borrow().iter().map(ToString::to_string).collect()
}

/// What stands in the field `f`, no-break spaces as plain ones; `None` when the page does not show it.
fn shown(kind: &Value, value: &Value) -> Option<String> {
    let page = page_of("Назва", kind, value);
    let (_, rest) = page.split_once("<dt>Поле</dt>\n<dd>")?;
    let (value, _) = rest.rsplit_once("</dd>\n</div>\n</dl>")?;
    Some(value.trim().replace('\u{a0}', " "))
}

fn rich(blocks: Value) -> Value {
    json!({"v": 2, "doc": {"type": "doc", "content": blocks}})
}

fn paragraph(text: &str) -> Value {
    json!({"type": "paragraph", "content": [{"type": "text", "text": text}]})
}

#[test]
fn page_says_who_published_what_when_and_in_which_section() {
    let page = page_of("Сквер «Мрія»", &json!({"kind": "text"}), &json!("Є"));
    for part in [
        "<title>Сквер «Мрія» · Місто</title>",
        "<h1>Сквер «Мрія»</h1>",
        "<p class=\"meta\">Управління ІКТ</p>",
        "<time datetime=\"2026-11-22\">22\u{a0}листопада 2026</time>",
        "<a href=\"/s/s\">Діяльність</a>",
        "<h2>Група</h2>",
    ] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
    assert!(!page.contains("Порожня група"));
}

#[test]
fn plain_values_are_written_as_ukrainian_writes_them() {
    let options = json!([{"id": "done", "label": {"uk": "Виконано"}}]);
    for (kind, value, text) in [
        (
            json!({"kind": "text", "multiline": true}),
            json!("Один\n\nДва"),
            "<p>Один</p><p>Два</p>",
        ),
        (
            json!({"kind": "number", "unit": {"uk": "м²"}, "decimals": 1}),
            json!("1234.5"),
            "<p>1 234,5 м²</p>",
        ),
        (
            json!({"kind": "money"}),
            json!("1234.5"),
            "<p>1 234,5 тис. грн</p>",
        ),
        (
            json!({"kind": "date"}),
            json!("2026-11-22"),
            "<p>22 листопада 2026</p>",
        ),
        (
            json!({"kind": "period"}),
            json!({"from": "2026-01-01", "to": "2026-03-31"}),
            "<p>1 січня – 31 березня 2026</p>",
        ),
        (
            json!({"kind": "choice", "options": options}),
            json!("done"),
            "<p>Виконано</p>",
        ),
        (
            json!({"kind": "reference", "list": "programmes"}),
            json!("parks"),
            "<p>Зелене місто</p>",
        ),
        (
            json!({"kind": "reference", "list": "programmes"}),
            json!("gone"),
            "<p>gone</p>",
        ),
    ] {
        assert_eq!(shown(&kind, &value).as_deref(), Some(text), "{kind}");
    }
}

#[test]
fn people_links_and_files_are_shown_with_their_addresses() {
    let person = json!({"surname": "Коваль", "name": "Олена", "patronymic": "Іванівна", "email": "o@example.org", "phone": "067"});
    let person = shown(&json!({"kind": "person"}), &person).unwrap();
    assert!(person.contains("Коваль Олена Іванівна") && person.contains("href=\"mailto:o@example.org\""));
    let link = shown(&json!({"kind": "link"}), &json!("https://example.org/a?b=1&c=2")).unwrap();
    assert!(
        link.starts_with("<a href=\"https://example.org/a?b=1&#38;c=2\" rel=\"noopener nofollow\">"),
        "{link}"
    );
    let file = json!({"file": PHOTO, "name": "кошторис.pdf", "bytes": 1_572_864});
    let file = shown(&json!({"kind": "file", "max_bytes": 9_000_000}), &file).unwrap();
    assert!(
        file.contains(&format!("href=\"/files/{PHOTO}\" download=\"кошторис.pdf\""))
            && file.contains("1,5 МБ")
    );
}

#[test]
fn photos_keep_their_order_their_roles_and_their_proportions() {
    let kind = json!({"kind": "photos", "roles": [{"id": "before", "label": {"uk": "До"}}]});
    let photo = |caption: &str| json!({"photo": PHOTO, "caption": caption, "role": "before", "width": 2048, "height": 1536});
    let photos = shown(&kind, &json!([photo("Двір"), photo("")])).unwrap();
    for part in [
        format!(
            "<a href=\"/photos/{PHOTO}.jpg\"><img src=\"/photos/{PHOTO}-640.jpg\" width=\"640\" height=\"480\" alt=\"Двір\""
        ),
        "<span class=\"role\">До</span> Двір".to_owned(),
        "alt=\"Фото 2: Назва\"".to_owned(),
    ] {
        assert!(photos.contains(&part), "{part} is not in {photos}");
    }
    assert!(photos.find("Двір") < photos.find("Фото 2"));
}

#[test]
fn photo_after_the_work_stands_beside_the_one_before_it() {
    let kind = json!({"kind": "photos"});
    let [before, other, after] = ["1", "2", "3"].map(|digit| digit.repeat(64));
    let photos = shown(
        &kind,
        &json!([
            {"photo": before, "caption": "Двір улітку", "pair": after, "width": 4, "height": 3},
            {"photo": other, "caption": "Техніка", "width": 4, "height": 3},
            {"photo": after, "caption": "Двір восени", "width": 4, "height": 3},
        ]),
    )
    .unwrap();
    let at = |text: &str| photos.find(text).unwrap();
    let opened = at("<div class=\"pair\" role=\"group\" aria-label=\"До і після\">");
    assert!(
        opened < at("Двір улітку") && at("Двір улітку") < at("Двір восени"),
        "{photos}"
    );
    assert!(at("Двір восени") < at("Техніка"), "{photos}");
    assert_eq!(photos.matches("class=\"pair\"").count(), 1);
}

#[test]
fn pair_is_two_pictures_that_a_script_of_the_page_lays_over_one_another() {
    let (kind, after) = (json!({"kind": "photos"}), "f".repeat(64));
    let photo = |pair: Option<&str>| json!({"photo": PHOTO, "caption": "Двір", "pair": pair, "width": 4, "height": 3});
    let partner = json!({"photo": after, "caption": "Після", "width": 4, "height": 3});
    let script = "<script type=\"module\" src=\"/static/pairs.js\"></script>";
    let page = page_of("Назва", &kind, &json!([photo(Some(&after)), partner]));
    assert!(page.contains(script), "{page}");
    // Whole pictures: the slider is as wide as the page.
    for whole in [PHOTO, &after] {
        assert!(
            page.contains(&format!("<img src=\"/photos/{whole}.jpg\"")),
            "{page}"
        );
    }
    let page = page_of("Назва", &kind, &json!([photo(None), partner]));
    assert!(!page.contains(script), "{page}");
}

#[test]
fn cover_stands_under_the_title_and_is_not_shown_twice() {
    let kind = json!({"kind": "photos"});
    let cover = "a".repeat(64);
    let chosen = json!({
        "photo": cover, "caption": "Обкладинка", "author": "Олена Коваль", "cover": true, "width": 2048, "height": 1536,
    });
    let other = json!({"photo": PHOTO, "caption": "Перше", "width": 4, "height": 3});
    let page = page_of("Назва", &kind, &json!([other, chosen]));
    let lead = format!(
        "</header>\n<figure class=\"cover\">\n<a href=\"/photos/{cover}.jpg\"><img src=\"/photos/{cover}.jpg\" width=\"2048\" height=\"1536\" alt=\"Обкладинка\"></a>\n\
         <figcaption>Обкладинка <span class=\"credit\">Фото: Олена Коваль</span></figcaption>\n</figure>"
    );
    assert!(page.contains(&lead), "{lead} is not in {page}");
    assert_eq!(page.matches("<figure").count(), 2, "{page}");
    assert_eq!(page.matches(">Перше<").count(), 1, "{page}");
    // Where it was the only one, its field has nothing more to show.
    let page = page_of("Назва", &kind, &json!([chosen]));
    assert!(page.contains(&lead) && !page.contains("<dt>Поле</dt>"), "{page}");
    assert!(!page.contains("<h2>Група</h2>"), "{page}");
    // Nobody chose one: the first stays where it is.
    let page = page_of("Назва", &kind, &json!([other]));
    assert!(!page.contains("class=\"cover\""), "{page}");
}

#[test]
fn cover_of_a_pair_stands_under_the_title_and_its_pair_comes_first() {
    let kind = json!({"kind": "photos"});
    let (before, after) = ("a".repeat(64), "b".repeat(64));
    for is_cover_after in [false, true] {
        let value = json!([
            {"photo": PHOTO, "caption": "Перше", "width": 4, "height": 3},
            {"photo": before, "caption": "Двір улітку", "pair": after, "cover": !is_cover_after, "width": 4, "height": 3},
            {"photo": after, "caption": "Двір восени", "cover": is_cover_after, "width": 4, "height": 3},
        ]);
        let photos = shown(&kind, &value).unwrap();
        let at = |text: &str| photos.find(&format!(">{text}")).unwrap();
        assert!(at("Двір улітку") < at("Двір восени"), "{photos}");
        assert!(at("Двір восени") < at("Перше"), "{photos}");
        let cover = if is_cover_after { &after } else { &before };
        assert!(
            page_of("Назва", &kind, &value).contains(&format!(
                "<figure class=\"cover\">\n<a href=\"/photos/{cover}.jpg\">"
            )),
            "{photos}"
        );
    }
}

#[test]
fn link_to_the_page_is_shown_with_its_cover() {
    let kind = json!({"kind": "photos"});
    let photo = json!([{"photo": PHOTO, "caption": "Двір \"Мрія\"", "width": 2048, "height": 1536}]);
    let page = page_of("Назва", &kind, &photo);
    for part in [
        format!("<meta property=\"og:image\" content=\"https://zvit.example/photos/{PHOTO}.jpg\">"),
        "<meta property=\"og:image:alt\" content=\"Двір &#34;Мрія&#34;\">".to_owned(),
        "<meta property=\"og:title\" content=\"Назва\">".to_owned(),
    ] {
        assert!(page.contains(&part), "{part} is not in {page}");
    }
    assert!(!page_of("Назва", &kind, &json!([])).contains("og:image"));
}

#[test]
fn photo_without_its_partner_stands_alone() {
    let kind = json!({"kind": "photos"});
    let gone = "1".repeat(64);
    for pair in [gone.as_str(), PHOTO] {
        let photo = json!([{"photo": PHOTO, "caption": "Двір", "pair": pair, "width": 4, "height": 3}]);
        let photos = shown(&kind, &photo).unwrap();
        assert!(
            photos.contains("Двір") && !photos.contains("class=\"pair\""),
            "{photos}"
        );
    }
}

#[test]
fn photo_says_what_it_shows_apart_from_its_caption_and_who_took_it() {
    let kind = json!({"kind": "photos"});
    let photo = json!([{
        "photo": PHOTO, "caption": "Двір", "alt": "Лавки й молоді липи", "author": "Олена Коваль",
        "source": "архів школи", "width": 4, "height": 3,
    }]);
    let photos = shown(&kind, &photo).unwrap();
    assert!(photos.contains("alt=\"Лавки й молоді липи\""), "{photos}");
    assert!(
        photos.contains("Двір <span class=\"credit\">Фото: Олена Коваль. Джерело: архів школи</span>"),
        "{photos}"
    );
}

#[test]
fn cover_is_the_photo_that_was_chosen_else_the_first() {
    let form: report::Form = serde_json::from_value(json!({"version": 1, "groups": [{
        "id": "g", "label": {"uk": "Г"}, "fields": [{"id": "f", "label": {"uk": "Ф"}, "kind": "photos"}],
    }]}))
    .unwrap();
    let chosen = "1".repeat(64);
    let cover = |is_cover: bool| {
        let content: Content = serde_json::from_value(
            json!({"section": "s", "form_version": 1, "title": "Т", "values": {"f": [
                {"photo": PHOTO, "caption": "", "width": 4, "height": 3},
                {"photo": chosen, "caption": "", "cover": is_cover, "width": 4, "height": 3},
            ]}}),
        )
        .unwrap();
        page::view::cover(&content, &form).unwrap().photo.to_string()
    };
    assert_eq!((cover(true), cover(false)), (chosen.clone(), PHOTO.to_owned()));
}

#[test]
fn place_has_its_address_its_coordinates_and_a_map() {
    let kind = json!({"kind": "place", "shapes": ["point"]});
    let place = json!({"geometry": {"type": "Point", "coordinates": [33.3912, 47.9105]}, "address": "вул. Садова, 5", "source": "map"});
    let place = shown(&kind, &place).unwrap();
    assert!(place.contains("<p class=\"address\">вул. Садова, 5</p>"));
    assert!(place.contains("47,91050° пн. ш., 33,39120° сх. д."));
    assert!(
        place.contains("data-info=\"/tiles.json\"") && place.contains("&#34;lon&#34;:33.3912"),
        "{place}"
    );
}

#[test]
fn table_shows_its_rows_and_what_is_computed_of_them() {
    let kind = json!({
        "kind": "table",
        "columns": [
            {"id": "who", "label": {"uk": "Хто"}, "kind": "text"},
            {"id": "vote", "label": {"uk": "Голос"}, "kind": "choice", "options": [{"id": "yes", "label": {"uk": "За"}}]},
            {"id": "sum", "label": {"uk": "Сума"}, "kind": "money"},
            {"id": "plan", "label": {"uk": "План"}, "kind": "number", "decimals": 1},
        ],
        "totals": [
            {"label": {"uk": "За"}, "column": "vote", "how": "count", "choice": "yes"},
            {"label": {"uk": "Разом"}, "column": "sum", "how": "sum"},
            {"label": {"uk": "Разом"}, "column": "plan", "how": "sum"},
        ],
    });
    let rows = json!([{"who": "А", "vote": "yes", "sum": "1000", "plan": "0.1"}, {"who": "Б", "sum": "234.5", "plan": "0.2"}]);
    let table = shown(&kind, &rows).unwrap();
    assert!(table.contains("<th scope=\"col\" class=\"figure\">Сума</th>"));
    assert!(table.contains("<tr><td>Б</td><td>–</td><td class=\"figure\">234,5 тис. грн</td><td class=\"figure\">0,2</td></tr>"), "{table}");
    assert!(table.contains("<dt>За</dt><dd>1</dd>"));
    assert!(
        table.contains("<dt>Разом, Сума</dt><dd>1 234,5 тис. грн</dd>"),
        "{table}"
    );
    assert!(table.contains("<dt>Разом, План</dt><dd>0,3</dd>"));
}

#[test]
fn formatted_text_keeps_its_tables() {
    let cell = |kind: &str, text: &str| json!({"type": kind, "content": [paragraph(text)]});
    let row = |kind: &str, text: &str| json!({"type": "tableRow", "content": [cell(kind, text), cell(kind, "2026")]});
    let table = json!({"type": "table", "content": [row("tableHeader", "Рік"), row("tableCell", "Факт")]});
    let text = shown(
        &json!({"kind": "rich_text"}),
        &rich(json!([paragraph("Дивіться:"), table])),
    )
    .unwrap();
    assert!(
        text.starts_with("<div class=\"prose\"><p>Дивіться:</p><table>"),
        "{text}"
    );
    assert!(
        text.contains("<th scope=\"col\"><p>Рік</p></th>") && text.contains("<td><p>Факт</p></td>"),
        "{text}"
    );
}

#[test]
fn what_is_empty_is_not_shown() {
    for (kind, value) in [
        (json!({"kind": "text"}), json!(" \n ")),
        (json!({"kind": "money"}), json!("")),
        (json!({"kind": "date"}), json!(null)),
        (json!({"kind": "person"}), json!({"surname": ""})),
        (json!({"kind": "rich_text"}), rich(json!([{"type": "paragraph"}]))),
        (json!({"kind": "photos"}), json!([])),
        (json!({"kind": "table", "columns": []}), json!([])),
        (json!({"kind": "signature"}), json!("x")),
        // Nor is what could not be read.
        (
            json!({"kind": "place", "shapes": ["point"]}),
            json!("вул. Садова"),
        ),
        (json!({"kind": "date"}), json!("учора")),
        (json!({"kind": "link"}), json!("javascript:alert(1)")),
    ] {
        let page = page_of("Назва", &kind, &value);
        assert!(
            !page.contains("Поле") && !page.contains("Група"),
            "{kind}: {page}"
        );
    }
}

#[test]
fn hostile_text_stays_text_wherever_it_stands() {
    let column = json!({"id": "c", "label": {"uk": HOSTILE}, "kind": "text"});
    let photo = json!([{"photo": PHOTO, "caption": HOSTILE, "role": HOSTILE, "width": 0, "height": 0}]);
    let place = json!({"geometry": {"type": "Point", "coordinates": [33.0, 47.0]}, "address": HOSTILE, "source": "map"});
    for (kind, value) in [
        (json!({"kind": "text"}), json!(HOSTILE)),
        (json!({"kind": "number", "unit": {"uk": HOSTILE}}), json!(HOSTILE)),
        (json!({"kind": "choice", "options": []}), json!(HOSTILE)),
        (
            json!({"kind": "person"}),
            json!({"surname": HOSTILE, "email": HOSTILE, "phone": HOSTILE}),
        ),
        (
            json!({"kind": "link"}),
            json!(format!("https://example.org/{HOSTILE}")),
        ),
        (
            json!({"kind": "file", "max_bytes": 1}),
            json!({"file": PHOTO, "name": HOSTILE, "bytes": 1}),
        ),
        (json!({"kind": "photos"}), photo),
        (json!({"kind": "place", "shapes": ["point"]}), place),
        (
            json!({"kind": "table", "columns": [column]}),
            json!([{"c": HOSTILE}]),
        ),
        (json!({"kind": "rich_text"}), rich(json!([paragraph(HOSTILE)]))),
    ] {
        let page = page_of(HOSTILE, &kind, &value);
        assert!(page.contains("Поле"), "{kind} is not shown");
        // The page's own two: the map's script, and the pictures of photos.
        assert_eq!(page.matches("<script").count(), 1, "{kind}: {page}");
        assert!(
            !page.contains("<img src=x") && !page.contains("\"'>"),
            "{kind}: {page}"
        );
    }
}

#[test]
fn every_file_that_a_page_names_is_there() {
    let after = "f".repeat(64);
    let pair = json!([
        {"photo": PHOTO, "pair": after, "width": 4, "height": 3},
        {"photo": after, "width": 4, "height": 3},
    ]);
    let page = page_of("Назва", &json!({"kind": "photos"}), &pair);
    assert!(page.contains("/static/pairs.js"));
    let named = page
        .split("\"/static/")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap());
    let style = page::asset("site.css").unwrap();
    let style = str::from_utf8(style.bytes).unwrap();
    let fonts = style
        .split("url(\"/static/")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap());
    for name in named.chain(fonts) {
        assert!(
            page::asset(name).is_some_and(|asset| !asset.bytes.is_empty()),
            "{name}"
        );
    }
    assert!(page::asset("../Cargo.toml").is_none());
}
