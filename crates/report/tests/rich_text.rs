//! Formatted text: what is let in, and what HTML comes out.
use proptest::prelude::*;
use report::rich::{Document, MAX_DEPTH, MAX_NODES, RichText, RichTextError};
use serde_json::{Value, json};

fn parse(content: &Value) -> Result<Document, RichTextError> {
    RichText::parse(&json!({"v": 1, "doc": {"type": "doc", "content": content}}))
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
        "table",
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
    assert_eq!(
        RichText::parse(&json!({"v": 2, "doc": {"type": "doc"}})),
        Err(RichTextError::UnknownVersion { version: 2 })
    );
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
        "type", "content", "text", "marks", "attrs", "href", "level", "x",
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

/// Documents that are well-formed as often as not, with hostile texts and addresses.
fn likely_document() -> impl Strategy<Value = Value> {
    let text = (words(), words()).prop_map(|(text, href)| {
        json!({"type": "text", "text": text, "marks": [{"type": "bold"}, {"type": "link", "attrs": {"href": href}}]})
    });
    let line = prop::collection::vec(
        prop_oneof![text, words().prop_map(|t| json!({"type": "text", "text": t}))],
        0..3,
    );
    prop::collection::vec(
        line.prop_map(|line| json!({"type": "paragraph", "content": line})),
        0..3,
    )
    .prop_map(|content| json!({"type": "doc", "content": content}))
}

proptest! {
    #[test]
    fn no_json_makes_the_reader_panic_or_lets_a_script_through(
        doc in prop_oneof![any_json(), likely_document()]
    ) {
        let _ = RichText::parse(&doc);
        if let Ok(document) = RichText::parse(&json!({"v": 1, "doc": doc})) {
            let html = document.to_html().to_lowercase();
            prop_assert!(!html.contains("<script"));
            prop_assert!(!html.contains("=\"javascript:"));
            // Every tag is one of ours, whole: nothing of a person's can open one or add an attribute.
            for tag in html.split('<').skip(1) {
                let (tag, _) = tag.split_once('>').unwrap();
                let name = tag.trim_start_matches('/');
                let link = name.strip_prefix("a href=\"").and_then(|rest| rest.split_once('"'));
                let ours = ["p", "h2", "h3", "ul", "ol", "li", "blockquote", "br", "strong", "em", "a"];
                prop_assert!(ours.contains(&name) || link.is_some_and(|(_, rest)| rest == " rel=\"noopener nofollow\""));
            }
        }
    }
}
