//! What differs between two versions of a report.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

use proptest::prelude::*;
use report::{
    Content, Form,
    compare::{Change, FieldChange, LineShape, PlaceChange, Run, Side, TableChange, changed, compare},
};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

fn form() -> Form {
    serde_json::from_value(
        json!({ "version": 1, "groups": [{ "id": "all", "label": { "uk": "Усе" }, "fields": [
        { "id": "summary", "label": { "uk": "Коротко" }, "kind": "text", "multiline": true },
        { "id": "description", "label": { "uk": "Опис" }, "kind": "rich_text" },
        { "id": "cost", "label": { "uk": "Вартість" }, "kind": "money" },
        { "id": "place", "label": { "uk": "Місце" }, "kind": "place", "shapes": ["point", "line"] },
        { "id": "photos", "label": { "uk": "Фото" }, "kind": "photos" },
        { "id": "votes", "label": { "uk": "Голоси" }, "kind": "table", "columns": [
            { "id": "deputy", "label": { "uk": "Депутат" }, "kind": "reference", "list": "deputies" },
            { "id": "vote", "label": { "uk": "Голос" }, "kind": "choice", "options": [] },
            { "id": "note", "label": { "uk": "Примітка" }, "kind": "text", "required": false }
        ] },
        { "id": "figures", "label": { "uk": "Показники" }, "kind": "table", "columns": [
            { "id": "name", "label": { "uk": "Назва" }, "kind": "text" },
            { "id": "year", "label": { "uk": "Рік" }, "kind": "number" },
            { "id": "value", "label": { "uk": "Значення" }, "kind": "number" }
        ] }
    ] }] }),
    )
    .unwrap()
}

fn content(title: &str, values: Value) -> Content {
    serde_json::from_value(json!({
        "section": "council-work", "form_version": 1, "title": title, "values": values
    }))
    .unwrap()
}

fn changes(before: Value, after: Value) -> Vec<FieldChange> {
    compare(&content("Звіт", before), &content("Звіт", after), &form(), None)
}

fn one(before: Value, after: Value) -> Change {
    let mut changes = changes(before, after);
    assert_eq!(changes.len(), 1, "{changes:?}");
    changes.remove(0).change
}

/// Runs as one line: `[-taken out-]`, `{+put in+}`.
fn drawn(runs: &[Run]) -> String {
    runs.iter()
        .map(|run| match run.side {
            Side::Both => run.text.clone(),
            Side::Before => format!("[-{}-]", run.text),
            Side::After => format!("{{+{}+}}", run.text),
        })
        .collect()
}

fn text(before: &str, after: &str) -> String {
    match one(json!({ "summary": before }), json!({ "summary": after })) {
        Change::Text { runs } => drawn(&runs),
        other => panic!("{other:?}"),
    }
}

fn rich(blocks: Value) -> Value {
    json!({ "description": { "v": 2, "doc": { "type": "doc", "content": blocks } } })
}

fn said(text: &str) -> Value {
    json!([{ "type": "text", "text": text }])
}

fn paragraph(text: &str) -> Value {
    json!({ "type": "paragraph", "content": said(text) })
}

fn lines(before: Value, after: Value) -> Vec<String> {
    let Change::RichText { lines } = one(rich(before), rich(after)) else {
        panic!();
    };
    lines
        .iter()
        .map(|line| {
            let shape = |shape: Option<LineShape>| match shape {
                None => "–".to_owned(),
                Some(LineShape::Paragraph) => "p".to_owned(),
                Some(LineShape::Heading { level }) => format!("h{level}"),
                Some(LineShape::Item { ordered, depth }) => {
                    format!("{}{depth}", if ordered { "n" } else { "i" })
                }
                Some(LineShape::Quote) => "q".to_owned(),
                Some(LineShape::Row { heading }) => (if heading { "head" } else { "row" }).to_owned(),
            };
            let format = if line.reformatted { "*" } else { "" };
            format!(
                "{}>{}{format} {}",
                shape(line.before),
                shape(line.after),
                drawn(&line.runs)
            )
        })
        .collect()
}

#[test]
fn equal_contents_differ_in_nothing_however_emptiness_is_said() {
    let full = json!({ "summary": "Текст", "cost": "12.5" });
    assert_eq!(changes(full.clone(), full), []);
    assert_eq!(
        changes(json!({ "summary": "", "photos": [] }), json!({ "cost": null })),
        []
    );
}

#[test]
fn words_are_told_not_letters() {
    assert_eq!(
        text(
            "Відремонтовано стару дорогу в селі.",
            "Відремонтовано нову дорогу в місті."
        ),
        "Відремонтовано [-стару-]{+нову+} дорогу в [-селі-]{+місті+}."
    );
    assert_eq!(
        text("Огляд об’єкта завершено", "Огляд об’єктів завершено"),
        "Огляд [-об’єкта-]{+об’єктів+} завершено"
    );
    assert_eq!(
        text(
            "по вулиці Шевченка триває ремонт",
            "на проспекті Миру триває ремонт"
        ),
        "[-по вулиці Шевченка-]{+на проспекті Миру+} триває ремонт"
    );
    assert_eq!(text("", "Уперше"), "{+Уперше+}");
    assert_eq!(
        text(
            "Було зовсім інше речення тут",
            "Нічого спільного тепер немає взагалі"
        ),
        "[-Було зовсім інше речення тут-]{+Нічого спільного тепер немає взагалі+}"
    );
}

#[test]
fn title_comes_first_then_the_forms_order_then_what_the_form_lacks() {
    let before = content("Старий звіт", json!({ "cost": "1", "gone": "x", "summary": "а" }));
    let after = content("Новий звіт", json!({ "cost": "2", "summary": "б" }));
    let found = compare(&before, &after, &form(), None);
    let fields: Vec<&str> = found.iter().map(|change| change.field.as_str()).collect();
    assert_eq!(fields, ["title", "summary", "cost", "gone"]);
    assert_eq!(
        found[2].change,
        Change::Value {
            before: json!("1"),
            after: json!("2")
        }
    );
    assert_eq!(
        found[3].change,
        Change::Value {
            before: json!("x"),
            after: Value::Null
        }
    );
    assert_eq!(changed(&before, &after).len(), 4);
}

#[test]
fn formatted_text_is_told_line_by_line() {
    let before = json!([
        { "type": "heading", "attrs": { "level": 2 }, "content": said("Стан робіт") },
        paragraph("Покладено асфальт на двох вулицях міста."),
        paragraph("Цей рядок вилучать."),
        { "type": "bulletList", "content": [
            { "type": "listItem", "content": [paragraph("перше")] },
            { "type": "listItem", "content": [paragraph("друге")] }
        ] }
    ]);
    let after = json!([
        { "type": "heading", "attrs": { "level": 3 }, "content": said("Стан робіт") },
        paragraph("Покладено асфальт на трьох вулицях міста."),
        { "type": "orderedList", "content": [
            { "type": "listItem", "content": [paragraph("перше")] },
            { "type": "listItem", "content": [{ "type": "paragraph", "content": [
                { "type": "text", "text": "друге", "marks": [{ "type": "bold" }] }
            ] }] }
        ] },
        { "type": "blockquote", "content": [paragraph("Сказав мер")] }
    ]);
    assert_eq!(
        lines(before, after),
        [
            "h2>h3 Стан робіт",
            "p>p Покладено асфальт на [-двох-]{+трьох+} вулицях міста.",
            "p>– [-Цей рядок вилучать.-]",
            "i1>n1 перше",
            "i1>n1* друге",
            "–>q {+Сказав мер+}",
        ]
    );
}

#[test]
fn table_in_a_text_is_told_row_by_row() {
    let row = |kind: &str, cells: &[&str]| {
        let cells: Vec<Value> = cells
            .iter()
            .map(|cell| json!({ "type": kind, "content": [paragraph(cell)] }))
            .collect();
        json!({ "type": "tableRow", "content": cells })
    };
    let table = |rows: Vec<Value>| json!([{ "type": "table", "content": rows }]);
    let head = || row("tableHeader", &["Вулиця", "Метрів"]);
    assert_eq!(
        lines(
            table(vec![head(), row("tableCell", &["Шевченка", "120"])]),
            table(vec![
                head(),
                row("tableCell", &["Шевченка", "150"]),
                row("tableCell", &["Миру", "40"])
            ])
        ),
        [
            "head>head Вулиця\tМетрів",
            "row>row Шевченка\t[-120-]{+150+}",
            "–>row {+Миру\t40+}"
        ]
    );
}

fn photo(number: u8, caption: &str) -> Value {
    json!({ "photo": format!("{number:02x}").repeat(32), "caption": caption, "width": 4, "height": 3 })
}

#[test]
fn photos_are_told_by_what_they_show() {
    let before = json!({ "photos": [photo(1, "Початок"), photo(2, "Міст до"), photo(3, ""), photo(4, "")] });
    let after =
        json!({ "photos": [photo(4, ""), photo(1, "Початок"), photo(2, "Міст після"), photo(5, "Нове")] });
    let Change::Photos { photos } = one(before, after) else {
        panic!();
    };
    let told: Vec<_> = photos
        .iter()
        .map(|photo| {
            let place = |at: &Option<report::compare::PhotoAt>| at.as_ref().map_or(0, |at| at.place);
            let number = u8::from_str_radix(&photo.photo.as_str()[..2], 16).unwrap();
            (
                number,
                place(&photo.before),
                place(&photo.after),
                photo.moved,
                drawn(&photo.caption),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (4, 4, 1, true, String::new()),
            (1, 1, 2, false, "Початок".into()),
            (2, 2, 3, false, "Міст [-до-]{+після+}".into()),
            (3, 3, 0, false, String::new()),
            (5, 0, 4, false, "{+Нове+}".into()),
        ]
    );
}

fn place(before: Value, after: Value) -> PlaceChange {
    match one(json!({ "place": before }), json!({ "place": after })) {
        Change::Place(change) => change,
        other => panic!("{other:?}"),
    }
}

#[test]
fn place_tells_how_far_it_moved() {
    let point = |lon: f64, lat: f64, address: &str| {
        json!({
            "geometry": { "type": "Point", "coordinates": [lon, lat] }, "address": address, "source": "map"
        })
    };
    // A minute of latitude is a nautical mile.
    let moved = place(
        point(33.39, 47.9, "вул. Миру, 1"),
        point(33.39, 47.9 + 1.0 / 60.0, "вул. Миру, 2"),
    );
    assert!((moved.metres.unwrap() - 1853.0).abs() < 2.0, "{:?}", moved.metres);
    assert!(moved.redrawn);
    assert_eq!(drawn(&moved.address), "вул. Миру, [-1-]{+2+}");

    let renamed = place(
        point(33.39, 47.9, "вул. Миру, 1"),
        point(33.39, 47.9, "вул. Миру, 1а"),
    );
    assert_eq!((renamed.metres, renamed.redrawn), (Some(0.0), false));

    let first = place(Value::Null, point(33.39, 47.9, ""));
    assert_eq!((first.metres, first.redrawn, first.before), (None, true, None));
}

fn votes(before: Value, after: Value) -> TableChange {
    match one(json!({ "votes": before }), json!({ "votes": after })) {
        Change::Table(change) => change,
        other => panic!("{other:?}"),
    }
}

#[test]
fn rows_are_known_by_the_name_in_them() {
    let vote = |deputy: &str, vote: &str| json!({ "deputy": deputy, "vote": vote });
    let change = votes(
        json!([
            vote("a", "for"),
            vote("b", "for"),
            vote("c", "against"),
            vote("d", "for")
        ]),
        json!([
            vote("d", "for"),
            vote("a", "for"),
            vote("c", "for"),
            vote("e", "absent")
        ]),
    );
    let told: Vec<_> = change
        .rows
        .iter()
        .map(|row| (row.before, row.after, row.moved, row.changed.clone()))
        .collect();
    assert_eq!(change.same, 1);
    assert_eq!(
        told,
        [
            (Some(4), Some(1), true, vec![]),
            (Some(2), None, false, vec![]),
            (Some(3), Some(3), false, vec!["vote".to_owned()]),
            (None, Some(4), false, vec![]),
        ]
    );
    assert_eq!(change.rows[2].was["vote"], "against");
    assert_eq!(change.rows[2].is["vote"], "for");
}

#[test]
fn rows_without_a_name_of_their_own_are_known_by_what_is_alike() {
    let figure = |name: &str, year: &str, value: &str| json!({ "name": name, "year": year, "value": value });
    let before = json!({ "figures": [
        figure("Відвідувачі", "2018", "28.4"), figure("Відвідувачі", "2019", "30"), figure("Звернення", "2019", "5.2")
    ] });
    let after = json!({ "figures": [
        figure("Відвідувачі", "2017", "22"), figure("Відвідувачі", "2018", "28.4"),
        figure("Відвідувачі", "2019", "30.1"), figure("Звернення", "2019", "5.2")
    ] });
    let Change::Table(change) = one(before, after) else {
        panic!();
    };
    let told: Vec<_> = change
        .rows
        .iter()
        .map(|row| (row.before, row.after, row.changed.clone()))
        .collect();
    assert_eq!(
        told,
        [
            (None, Some(1), vec![]),
            (Some(2), Some(3), vec!["value".to_owned()])
        ]
    );
    assert_eq!(change.same, 2);
}

#[test]
fn corrected_name_is_one_row_not_two() {
    let vote = |deputy: &str| json!({ "deputy": deputy, "vote": "for", "note": "дистанційно" });
    let change = votes(json!([vote("a"), vote("b")]), json!([vote("a"), vote("c")]));
    assert_eq!(change.rows.len(), 1, "{:?}", change.rows);
    assert_eq!(change.rows[0].changed, ["deputy"]);
}

#[test]
fn malformed_values_are_shown_as_they_are_kept() {
    for field in ["summary", "description", "place", "photos", "votes"] {
        let change = one(json!({ field: 7 }), json!({ field: { "a": 1 } }));
        assert_eq!(
            change,
            Change::Value {
                before: json!(7),
                after: json!({ "a": 1 })
            }
        );
    }
}

/// A text of some twenty pages.
fn pages(seed: u64) -> Vec<Value> {
    let mut state = seed;
    let mut next = |below: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    (0..100)
        .map(|_| {
            let words: Vec<String> = (0..60).map(|_| format!("слово{}", next(500))).collect();
            paragraph(&words.join(" "))
        })
        .collect()
}

#[test]
fn twenty_pages_written_anew_are_compared_within_the_deadline() {
    let (before, after) = (pages(1), pages(2));
    let begun = Instant::now();
    let patience = Duration::from_millis(300);
    let found = compare(
        &content("Звіт", rich(json!(before))),
        &content("Звіт", rich(json!(after))),
        &form(),
        Some(begun + patience),
    );
    let took = begun.elapsed();
    println!("twenty pages against twenty others: {took:?}");
    assert_eq!(found.len(), 1);
    // Far above what it takes: it is the runaway that must fail, not a busy machine.
    assert!(took < Duration::from_secs(10), "{took:?}");
}

proptest! {
    #[test]
    fn nothing_of_either_text_is_lost(before in "[аб в,.\n]{0,40}", after in "[аб в,.\n]{0,40}") {
        prop_assume!(before != after && !before.is_empty() && !after.is_empty());
        let Change::Text { runs } = one(json!({ "summary": before }), json!({ "summary": after })) else {
            panic!();
        };
        let side = |gone: Side| -> String {
            runs.iter().filter(|run| run.side != gone).map(|run| run.text.as_str()).collect()
        };
        prop_assert_eq!(side(Side::After), before);
        prop_assert_eq!(side(Side::Before), after);
    }

    #[test]
    fn nothing_of_either_formatted_text_is_lost(
        before in proptest::collection::vec("[аб в]{1,8}", 0..9),
        after in proptest::collection::vec("[аб в]{1,8}", 0..9),
    ) {
        prop_assume!(before != after);
        let blocks = |texts: &[String]| rich(texts.iter().map(|text| paragraph(text)).collect());
        let Change::RichText { lines } = one(blocks(&before), blocks(&after)) else {
            panic!();
        };
        let side = |gone: Side| -> Vec<String> {
            let there = lines.iter().filter(|line| match gone {
                Side::Before => line.after.is_some(),
                _ => line.before.is_some(),
            });
            let text = |runs: &[Run]| runs.iter().filter(|run| run.side != gone).map(|run| run.text.as_str()).collect();
            there.map(|line| text(&line.runs)).collect()
        };
        prop_assert_eq!(side(Side::After), before);
        prop_assert_eq!(side(Side::Before), after);
    }

    #[test]
    fn every_row_of_both_tables_is_met_once(
        before in proptest::collection::vec((0_u8..6, 0_u8..3), 0..8),
        after in proptest::collection::vec((0_u8..6, 0_u8..3), 0..8),
    ) {
        prop_assume!(before != after);
        let rows = |rows: &[(u8, u8)]| -> Value {
            rows.iter().map(|(name, vote)| json!({ "deputy": name.to_string(), "vote": vote.to_string() })).collect()
        };
        let change = votes(rows(&before), rows(&after));
        let was = change.rows.iter().filter(|row| row.before.is_some()).count();
        let is = change.rows.iter().filter(|row| row.after.is_some()).count();
        let same = usize::try_from(change.same).unwrap();
        prop_assert_eq!(was + same, before.len());
        prop_assert_eq!(is + same, after.len());
    }
}
