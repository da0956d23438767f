//! Forms of one field, and what is found in them.
use report::{Catalogue, Content, Form, ProblemCode, validate};
use serde_json::{Value, json};

pub(crate) const PHOTO: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

pub(crate) fn catalogue() -> Catalogue {
    let entry = |id: &str| json!({"id": id, "name": {"uk": id}});
    serde_json::from_value(json!({
        "city": {"uk": "Місто"}, "departments": [entry("it")], "sections": [], "services": [],
        "programmes": [entry("parks"), entry("roads")],
        "measures": [
            {"id": "parks-1", "programme": "parks", "name": {"uk": "Сквер"}},
            {"id": "roads-1", "programme": "roads", "name": {"uk": "Дорога"}},
        ],
        "officials": [{"id": "mayor", "name": {"uk": "Голова"}, "office": {"uk": "голова"}}],
        "districts": [],
    }))
    .unwrap()
}

/// A form of one field `f`.
pub(crate) fn form(kind: &Value, required: bool) -> Form {
    let mut field = kind.clone();
    field["id"] = json!("f");
    field["label"] = json!({"uk": "Поле"});
    field["required"] = json!(required);
    form_of(&json!([field]))
}

pub(crate) fn form_of(fields: &Value) -> Form {
    serde_json::from_value(
        json!({"version": 1, "groups": [{"id": "g", "label": {"uk": "Група"}, "fields": fields}]}),
    )
    .unwrap()
}

pub(crate) fn filled(title: &str, values: &Value) -> Content {
    Content {
        section: "s".into(),
        form_version: 1,
        title: title.to_owned(),
        values: serde_json::from_value(values.clone()).unwrap(),
    }
}

/// The codes, with row and column, that a required field `f` of that kind gives for a value.
pub(crate) fn found(kind: &Value, value: &Value) -> Vec<(Option<u32>, Option<String>, ProblemCode)> {
    let problems = validate(
        &filled("Назва", &json!({"f": value})),
        &form(kind, true),
        &catalogue(),
    );
    assert!(problems.iter().all(|problem| problem.field.as_str() == "f"));
    problems
        .into_iter()
        .map(|one| (one.row, one.column, one.code))
        .collect()
}

pub(crate) fn only(code: ProblemCode) -> Vec<(Option<u32>, Option<String>, ProblemCode)> {
    vec![(None, None, code)]
}

pub(crate) fn kinds() -> Vec<Value> {
    vec![
        json!({"kind": "text", "max_chars": 5}),
        json!({"kind": "rich_text", "max_chars": 5}),
        json!({"kind": "number", "min": "0", "max": "100", "decimals": 1}),
        json!({"kind": "money"}),
        json!({"kind": "date"}),
        json!({"kind": "period"}),
        json!({"kind": "choice", "options": [{"id": "yes", "label": {"uk": "так"}}]}),
        json!({"kind": "reference", "list": "officials"}),
        json!({"kind": "person"}),
        json!({"kind": "table", "max_rows": 2, "columns": [
            {"id": "who", "label": {"uk": "Хто"}, "kind": "reference", "list": "officials"},
            {"id": "sum", "label": {"uk": "Сума"}, "kind": "money"},
            {"id": "share", "label": {"uk": "Частка"}, "kind": "number", "decimals": 1},
            {"id": "day", "label": {"uk": "День"}, "kind": "date"},
            {"id": "vote", "label": {"uk": "Голос"}, "kind": "choice", "options": [{"id": "for", "label": {"uk": "за"}}]},
            {"id": "note", "label": {"uk": "Примітка"}, "kind": "text", "required": false},
            {"id": "link", "label": {"uk": "Адреса"}, "kind": "link", "required": false},
        ]}),
        json!({"kind": "photos", "min": 2, "max": 3, "roles": [{"id": "before", "label": {"uk": "до"}}]}),
        json!({"kind": "place", "shapes": ["point", "line", "area"]}),
        json!({"kind": "file", "max_bytes": 1000}),
        json!({"kind": "link"}),
        json!({"kind": "signature"}),
    ]
}
