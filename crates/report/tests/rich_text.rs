//! Formatted text: what is let in, and what HTML comes out.
#![expect(clippy::panic, clippy::indexing_slicing, reason = "tests")]

use proptest::prelude::*;
use report::rich::{
    Block, Cell, CellKind, Document, MAX_DEPTH, MAX_NODES, MAX_TABLE_CELLS, MAX_TABLE_COLUMNS,
    RICH_TEXT_VERSION, RichText, RichTextError, Table,
};
use serde_json::{Value, json};

fn parse(content: &Value) -> Result<Document, RichTextError> {
    RichText::parse(&json!({"v": RICH_TEXT_VERSION, "doc": {"type": "doc", "content": content}}))
}

fn paragraph(text: &str) -> Value {
    json!({"type": "paragraph", "content": [{"type": "text", "text": text}]})
}

fn link(href: &str) -> Value {
    json!([{"type": "paragraph", "content": [{"type": "text", "text": "тут", "marks": [
        {"type": "link", "attrs": {"href": href, "target": "_blank", "rel": "noopener", "class": null}}]}]}])
}

#[test]
fn everything_that_the_editor_offers_becomes_html() {
    let document = parse(&json!([
        {"type": "heading", "attrs": {"level": 2, "textAlign": null}, "content": [{"type": "text", "text": "Сквер"}]},
        {"type": "heading", "attrs": {"level": 3}, "content": [{"type": "text", "text": "Перша черга"}]},
        {"type": "paragraph", "content": [
            {"type": "text", "text": "Висаджено "},
            {"type": "text", "text": "120", "marks": [{"type": "bold"}, {"type": "italic"}]},
            {"type": "text", "text": " лип,", "marks": [{"type": "italic"}]},
            {"type": "hardBreak"},
            {"type": "text", "text": "див. "},
            {"type": "text", "text": "сайт", "marks": [{"type": "bold"},
                {"type": "link", "attrs": {"href": "https://example.org/?a=1&b=\"2\"", "target": "_blank"}}]},
        ]},
        {"type": "bulletList", "content": [
            {"type": "listItem", "content": [paragraph("лави"), {"type": "orderedList",
                "attrs": {"start": 3, "type": null}, "content": [{"type": "listItem", "content": [paragraph("дубові")]}]}]},
            {"type": "listItem", "content": [paragraph("ліхтарі")]},
        ]},
        {"type": "blockquote", "content": [paragraph("Дякуємо!")]},
        {"type": "paragraph"},
    ]))
    .unwrap();
    assert_eq!(
        document.to_html(),
        "<h2>Сквер</h2><h3>Перша черга</h3>\
         <p>Висаджено <strong><em>120</em></strong><em> лип,</em><br>див. \
         <a href=\"https://example.org/?a=1&amp;b=%222%22\" rel=\"noopener nofollow\"><strong>сайт</strong></a></p>\
         <ul><li><p>лави</p><ol><li><p>дубові</p></li></ol></li><li><p>ліхтарі</p></li></ul>\
         <blockquote><p>Дякуємо!</p></blockquote><p></p>"
    );
    assert_eq!(
        document.plain_text(),
        "Сквер\nПерша черга\nВисаджено 120 лип,\nдив. сайт\nлави\nдубові\nліхтарі\nДякуємо!\n"
    );
    assert!(!document.is_blank());
}

#[test]
fn markup_typed_as_text_stays_text() {
    let document = parse(&json!([paragraph(
        "<script>alert('x')</script> & \"так\"\u{0}\u{fffe}"
    )]))
    .unwrap();
    assert_eq!(
        document.to_html(),
        "<p>&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;так&quot;</p>"
    );
}

#[test]
fn only_addresses_of_the_four_schemes_are_let_in() {
    for href in [
        "http://example.org",
        "https://приклад.укр/сквер",
        "mailto:kancelyaria@example.org",
        "tel:+380560000000",
    ] {
        assert!(parse(&link(href)).is_ok(), "{href}");
    }
    for href in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " java\nscript:alert(1)",
        "\u{1}javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "/сторінка",
        "example.org",
        "",
    ] {
        assert_eq!(parse(&link(href)), Err(RichTextError::LinkNotAllowed), "{href:?}");
    }
}

#[test]
fn nodes_and_marks_that_reports_may_not_hold_are_refused() {
    let with_mark = |mark: &str| {
        parse(
            &json!([{"type": "paragraph", "content": [{"type": "text", "text": "x", "marks": [{"type": mark}]}]}]),
        )
    };
    for mark in ["code", "strike", "underline", "textStyle"] {
        assert_eq!(
            with_mark(mark),
            Err(RichTextError::MarkNotAllowed {
                mark: mark.to_owned()
            })
        );
    }
    for node in [
        "image",
        "codeBlock",
        "horizontalRule",
        "tableRow",
        "tableCell",
        "text",
        "listItem",
        "doc",
        "iframe",
    ] {
        let found = parse(&json!([{"type": node, "text": "x"}]));
        assert_eq!(
            found,
            Err(RichTextError::NodeNotAllowed {
                node: node.to_owned()
            })
        );
    }
    for level in [json!(1), json!(4), json!("2"), json!(null)] {
        let found = parse(&json!([{"type": "heading", "attrs": {"level": level}}]));
        assert_eq!(found, Err(RichTextError::HeadingLevel));
    }
    for broken in [
        json!(null),
        json!({}),
        json!({"type": 5}),
        json!({"type": "paragraph", "content": {}}),
    ] {
        assert_eq!(parse(&json!([broken])), Err(RichTextError::MalformedNode));
    }
    assert_eq!(
        RichText::parse(&json!("<p>x</p>")),
        Err(RichTextError::NotRichText)
    );
    for version in [0, 3, u64::MAX] {
        assert_eq!(
            RichText::parse(&json!({"v": version, "doc": {"type": "doc"}})),
            Err(RichTextError::UnknownVersion { version })
        );
    }
}

#[test]
fn nesting_and_size_have_limits() {
    let nested = |levels: usize| {
        (0..levels).fold(
            paragraph("дно"),
            |inner, _| json!({"type": "blockquote", "content": [inner]}),
        )
    };
    // The document, the paragraph and its text are three levels.
    assert!(parse(&json!([nested(MAX_DEPTH - 3)])).is_ok());
    assert_eq!(
        parse(&json!([nested(MAX_DEPTH - 2)])),
        Err(RichTextError::TooDeep)
    );
    let many = |count: usize| Value::from(vec![json!({"type": "paragraph"}); count]);
    assert!(parse(&many(MAX_NODES - 1)).is_ok());
    assert_eq!(parse(&many(MAX_NODES)), Err(RichTextError::TooManyNodes));
}

fn cell(kind: &str, columns: u64, rows: u64, text: &str) -> Value {
    json!({"type": kind, "attrs": {"colspan": columns, "rowspan": rows, "colwidth": null}, "content": [paragraph(text)]})
}

fn row(cells: &[Value]) -> Value {
    json!({"type": "tableRow", "content": cells})
}

fn table(rows: &[Value]) -> Value {
    json!([{"type": "table", "content": rows}])
}

fn read_table(rows: &[Value]) -> Result<Table, RichTextError> {
    match parse(&table(rows))?.blocks.as_slice() {
        [Block::Table(table)] => Ok(table.clone()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn table_becomes_a_table_with_its_head() {
    let rows = [
        row(&[
            cell("tableHeader", 1, 1, "Рік"),
            cell("tableHeader", 2, 1, "Звернень, тис."),
        ]),
        row(&[
            cell("tableHeader", 1, 2, "2025"),
            cell("tableCell", 1, 1, "4,1"),
            cell("tableCell", 1, 1, "<b>"),
        ]),
        row(&[cell("tableCell", 2, 1, "усього")]),
    ];
    let document = parse(&table(&rows)).unwrap();
    assert_eq!(
        document.to_html(),
        "<table><thead><tr><th scope=\"col\"><p>Рік</p></th><th scope=\"col\" colspan=\"2\"><p>Звернень, тис.</p></th>\
         </tr></thead><tbody><tr><th scope=\"row\" rowspan=\"2\"><p>2025</p></th><td><p>4,1</p></td>\
         <td><p>&lt;b&gt;</p></td></tr><tr><td colspan=\"2\"><p>усього</p></td></tr></tbody></table>"
    );
    assert_eq!(
        document.plain_text(),
        "Рік\nЗвернень, тис.\n2025\n4,1\n<b>\nусього"
    );
    assert!(!document.is_blank());
    assert_eq!(document.chars(), 33);
    assert!(
        parse(&table(&[row(&[cell("tableCell", 1, 1, " ")])]))
            .unwrap()
            .is_blank()
    );
}

#[test]
fn cells_know_where_in_the_grid_they_stand() {
    let read = read_table(&[
        row(&[
            cell("tableCell", 1, 3, "а"),
            cell("tableCell", 1, 1, "б"),
            cell("tableCell", 1, 2, "в"),
        ]),
        row(&[cell("tableCell", 1, 1, "г")]),
        row(&[cell("tableCell", 2, 9, "ґ")]),
    ])
    .unwrap();
    let places = |row: &Vec<Cell>| -> Vec<_> {
        row.iter()
            .map(|one| (one.column, one.columns, one.rows))
            .collect()
    };
    let places: Vec<_> = read.rows.iter().map(places).collect();
    assert_eq!(read.columns, 3);
    // The last one asks for nine rows, of which the table has one.
    assert_eq!(
        places,
        [
            vec![(0, 1, 3), (1, 1, 1), (2, 1, 2)],
            vec![(1, 1, 1)],
            vec![(1, 2, 1)]
        ]
    );
}

#[test]
fn head_ends_where_a_cell_would_reach_out_of_it() {
    let heading = |rows| cell("tableHeader", 1, rows, "x");
    let data = cell("tableCell", 1, 1, "1");
    let head_rows = |rows: &[Value]| read_table(rows).unwrap().head_rows();
    assert_eq!(
        head_rows(&[row(&[heading(1)]), row(std::slice::from_ref(&data))]),
        1
    );
    assert_eq!(
        head_rows(&[row(&[heading(2), heading(1)]), row(std::slice::from_ref(&data))]),
        0
    );
    assert_eq!(head_rows(&[row(&[data])]), 0);
    assert_eq!(
        read_table(&[row(&[heading(1)])]).unwrap().rows[0][0].kind,
        CellKind::Header
    );
}

#[test]
fn first_version_of_the_schema_is_read_and_has_no_tables() {
    let read = |content: Value| RichText::parse(&json!({"v": 1, "doc": {"type": "doc", "content": content}}));
    assert_eq!(read(json!([paragraph("Сквер")])).unwrap().plain_text(), "Сквер");
    let refused = RichTextError::NodeNotAllowed {
        node: "table".to_owned(),
    };
    assert_eq!(read(table(&[row(&[cell("tableCell", 1, 1, "x")])])), Err(refused));
}

#[test]
fn tables_that_are_none_are_refused() {
    let data = |columns, rows| cell("tableCell", columns, rows, "x");
    for rows in [
        vec![],
        vec![row(&[])],
        vec![row(&[data(0, 1)])],
        vec![row(&[data(1, 0)])],
        // The second row's cell would lie over the one that hangs down from the first.
        vec![row(&[data(1, 1), data(1, 2)]), row(&[data(2, 1)])],
    ] {
        assert_eq!(read_table(&rows), Err(RichTextError::MalformedTable), "{rows:?}");
    }
    for span in [json!("2"), json!(-1), json!(1.5), json!([2])] {
        let odd = json!({"type": "tableCell", "attrs": {"colspan": span}});
        assert_eq!(
            read_table(&[row(&[odd])]),
            Err(RichTextError::MalformedTable),
            "{span}"
        );
    }
    let inner = table(&[row(&[data(1, 1)])]);
    let in_quote = json!([{"type": "blockquote", "content": inner}]);
    for content in [inner, in_quote] {
        let outer = read_table(&[row(&[json!({"type": "tableCell", "content": content})])]);
        assert_eq!(
            outer,
            Err(RichTextError::NodeNotAllowed {
                node: "table".to_owned()
            })
        );
    }
    let stray = |node: &str| {
        Err(RichTextError::NodeNotAllowed {
            node: node.to_owned(),
        })
    };
    assert_eq!(read_table(&[paragraph("x")]), stray("paragraph"));
    assert_eq!(read_table(&[row(&[paragraph("x")])]), stray("paragraph"));
}

#[test]
fn tables_stand_one_after_the_other_and_in_lists() {
    let one = table(&[row(&[cell("tableCell", 1, 1, "x")])])[0].clone();
    let listed =
        json!({"type": "bulletList", "content": [{"type": "listItem", "content": [paragraph("a"), one]}]});
    assert!(parse(&json!([one, one, listed])).is_ok());
}

#[test]
fn size_of_a_table_has_limits() {
    let data = |columns, rows| cell("tableCell", columns, rows, "x");
    let wide = u64::try_from(MAX_TABLE_COLUMNS).unwrap();
    assert_eq!(
        read_table(&[row(&[data(wide, 1)])]).unwrap().columns,
        MAX_TABLE_COLUMNS
    );
    for columns in [wide + 1, 1 << 40, u64::MAX] {
        assert_eq!(
            read_table(&[row(&[data(columns, 1)])]),
            Err(RichTextError::TableTooLarge)
        );
    }
    assert_eq!(
        read_table(&[row(&[data(1, 1), data(u64::MAX, 1)])]),
        Err(RichTextError::TableTooLarge)
    );
    let high = vec![row(&[data(wide, u64::MAX)]); MAX_TABLE_CELLS / MAX_TABLE_COLUMNS + 1];
    assert!(read_table(&high[1..]).is_err(), "the rows lie over each other");
    let high = vec![row(&[data(wide, 1)]); MAX_TABLE_CELLS / MAX_TABLE_COLUMNS + 1];
    assert!(read_table(&high[1..]).is_ok());
    assert_eq!(read_table(&high), Err(RichTextError::TableTooLarge));
}

#[test]
fn document_without_a_word_is_blank() {
    let space =
        json!([{"type": "bulletList", "content": [{"type": "listItem", "content": [paragraph(" \u{a0}")]}]}]);
    for content in [json!(null), json!([]), json!([{"type": "paragraph"}]), space] {
        assert!(parse(&content).unwrap().is_blank(), "{content}");
    }
}

#[test]
fn characters_are_counted_as_people_count_them() {
    assert_eq!(
        parse(&json!([paragraph("Їжак"), paragraph("Ґава")]))
            .unwrap()
            .chars(),
        8
    );
}

fn words() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "doc",
        "paragraph",
        "heading",
        "bulletList",
        "orderedList",
        "listItem",
        "text",
        "hardBreak",
        "blockquote",
        "table",
        "tableRow",
        "tableHeader",
        "tableCell",
        "bold",
        "italic",
        "link",
        "script",
        "<script>",
        "javascript:alert(1)",
        "\"><script>",
        "https://example.org/\"<",
        "mailto:a\"onclick=x",
        "java\tscript:x",
        "image",
    ])
    .prop_map(str::to_owned)
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (0..5_u64).prop_map(Value::from),
        words().prop_map(Value::from),
        "\\PC{0,8}".prop_map(Value::from),
    ];
    let key = prop::sample::select(vec![
        "type", "content", "text", "marks", "attrs", "href", "level", "colspan", "rowspan", "x",
    ]);
    leaf.prop_recursive(6, 64, 5, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map(key.clone(), inner, 0..5).prop_map(|map| map
                .into_iter()
                .map(|(key, value)| (key.to_owned(), value))
                .collect()),
        ]
    })
}

/// Documents that are well-formed as often as not, with hostile texts, addresses and spans.
fn likely_document() -> impl Strategy<Value = Value> {
    let text = (words(), words()).prop_map(|(text, href)| {
        json!({"type": "text", "text": text, "marks": [{"type": "bold"}, {"type": "link", "attrs": {"href": href}}]})
    });
    let line = prop::collection::vec(
        prop_oneof![text, words().prop_map(|t| json!({"type": "text", "text": t}))],
        0..3,
    );
    let paragraph = line
        .prop_map(|line| json!({"type": "paragraph", "content": line}))
        .boxed();
    let span = prop_oneof![8 => 1..4_u64, 1 => any::<u64>()];
    let kind = prop::sample::select(vec!["tableHeader", "tableCell"]);
    let cell = (kind, span.clone(), span, paragraph.clone()).prop_map(|(kind, columns, rows, inside)| {
        json!({"type": kind, "attrs": {"colspan": columns, "rowspan": rows}, "content": [inside]})
    });
    let row = prop::collection::vec(cell, 0..4).prop_map(|cells| row(&cells));
    let table = prop::collection::vec(row, 0..4).prop_map(|rows| table(&rows)[0].clone());
    prop::collection::vec(prop_oneof![paragraph, table], 0..3)
        .prop_map(|content| json!({"type": "doc", "content": content}))
}

/// No two cells cover the same place, and none reaches out of the table.
fn fits_its_grid(table: &Table) -> bool {
    let mut covered = std::collections::HashSet::new();
    table.rows.iter().enumerate().all(|(at, row)| {
        row.iter().all(|cell| {
            cell.column + cell.columns <= table.columns
                && at + cell.rows <= table.rows.len()
                && (at..at + cell.rows)
                    .all(|y| (cell.column..cell.column + cell.columns).all(|x| covered.insert((x, y))))
        })
    })
}

proptest! {
    #[test]
    fn no_json_makes_the_reader_panic_or_lets_a_script_through(
        doc in prop_oneof![any_json(), likely_document()]
    ) {
        let _ = RichText::parse(&doc);
        if let Ok(document) = RichText::parse(&json!({"v": RICH_TEXT_VERSION, "doc": doc})) {
            for block in &document.blocks {
                prop_assert!(!matches!(block, Block::Table(table) if !fits_its_grid(table)));
            }
            let html = document.to_html().to_lowercase();
            prop_assert!(!html.contains("<script"));
            prop_assert!(!html.contains("=\"javascript:"));
            // Every tag is one of ours, whole: nothing of a person's can open one or add an attribute.
            for tag in html.split('<').skip(1) {
                let (tag, _) = tag.split_once('>').unwrap();
                let name = tag.trim_start_matches('/');
                let link = name.strip_prefix("a href=\"").and_then(|rest| rest.split_once('"'));
                let span = |part: &str| part.split_once("span=\"").is_some_and(|(side, number)| {
                    (side == "col" || side == "row") && number.trim_end_matches('"').parse::<usize>().is_ok()
                });
                let scope = |part: &str| part == "scope=\"col\"" || part == "scope=\"row\"";
                let mut parts = name.split(' ');
                let cell = matches!(parts.next(), Some("td" | "th")) && parts.all(|part| span(part) || scope(part));
                let ours = ["p", "h2", "h3", "ul", "ol", "li", "blockquote", "br", "strong", "em", "a",
                    "table", "thead", "tbody", "tr"];
                prop_assert!(
                    cell
                        || ours.contains(&name)
                        || link.is_some_and(|(_, rest)| rest == " rel=\"noopener nofollow\"")
                );
            }
        }
    }
}
