//! What a new report begins with.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use report::{
    Catalogue, Content, Form, Template, Values,
    start::{copy, fill_empty, from_previous, from_template},
    validate,
};
use serde_json::{Value, json};

fn catalogue() -> Catalogue {
    let entry = |id: &str| json!({"id": id, "name": {"uk": id}});
    let official = |id: &str, deputy: bool| json!({"id": id, "name": {"uk": id}, "office": {"uk": "x"}, "deputy": deputy});
    serde_json::from_value(json!({
        "city": {"uk": "Місто"}, "departments": [], "sections": [], "services": [],
        "programmes": [entry("parks"), entry("roads")],
        "measures": [
            {"id": "parks-1", "programme": "parks", "name": {"uk": "Сквер"}},
            {"id": "roads-1", "programme": "roads", "name": {"uk": "Дорога"}},
        ],
        "officials": [official("mayor", false), official("first", true), official("second", true)],
        "districts": [],
    }))
    .unwrap()
}

fn form() -> Form {
    let fields = [
        json!({"id": "programme", "kind": "reference", "list": "programmes"}),
        json!({"id": "measure", "kind": "reference", "list": "measures", "within": "programme"}),
        json!({"id": "period", "kind": "period"}),
        json!({"id": "date", "kind": "date"}),
        json!({"id": "contractor", "kind": "text", "max_chars": 10}),
        json!({"id": "planned", "kind": "money", "repeats": true}),
        json!({"id": "actual", "kind": "money"}),
        json!({"id": "status", "kind": "choice", "repeats": false, "options": [
            {"id": "planned", "label": {"uk": "x"}}, {"id": "done", "label": {"uk": "x"}}]}),
        json!({"id": "text", "kind": "rich_text"}),
        json!({"id": "who", "kind": "person"}),
        json!({"id": "place", "kind": "place", "shapes": ["point"]}),
        json!({"id": "photos", "kind": "photos", "repeats": true, "roles": [{"id": "after", "label": {"uk": "x"}}]}),
        json!({"id": "paper", "kind": "file", "max_bytes": 10, "repeats": true}),
        json!({"id": "votes", "kind": "table", "repeats": true, "columns": [
            {"id": "deputy", "label": {"uk": "x"}, "kind": "reference", "list": "deputies"},
            {"id": "note", "label": {"uk": "x"}, "kind": "text"}]}),
        json!({"id": "air", "kind": "table", "repeats": true, "columns": [
            {"id": "what", "label": {"uk": "x"}, "kind": "text"},
            {"id": "measured", "label": {"uk": "x"}, "kind": "number", "repeats": false}]}),
    ];
    let labelled = fields.map(|mut field| {
        field["label"] = json!({"uk": "Поле"});
        field
    });
    let group = json!({"id": "g", "label": {"uk": "x"}, "fields": labelled});
    serde_json::from_value(json!({"version": 7, "groups": [group]})).unwrap()
}

fn rich(text: &str) -> Value {
    json!({"v": 1, "doc": {"type": "doc", "content": [
        {"type": "paragraph", "content": [{"type": "text", "text": text}]}]}})
}

fn photo(role: Option<&str>) -> Value {
    json!({"photo": "a".repeat(64), "caption": "Сквер", "role": role, "width": 4, "height": 3})
}

fn everything() -> Content {
    written(&json!({
        "programme": "parks", "measure": "parks-1", "period": {"from": "2026-01-01", "to": "2026-01-31"},
        "date": "2026-02-01", "contractor": "ТОВ «Сквер»", "planned": "10.5", "actual": "9", "status": "done",
        "text": rich("Висаджено"), "who": {"surname": "Коваль", "name": "Олена"},
        "place": {"geometry": {"type": "Point", "coordinates": [33.39, 47.91]}, "source": "map"},
        "photos": [photo(Some("after")), photo(None)], "paper": {"file": "b".repeat(64), "name": "x.pdf", "bytes": 5},
        "votes": [{"deputy": "first", "note": "за"}, {"deputy": "second", "note": "проти"}],
    }))
}

fn written(values: &Value) -> Content {
    Content {
        section: "works".into(),
        form_version: 6,
        title: "Звіт за січень".to_owned(),
        values: values_of(values),
    }
}

fn values_of(values: &Value) -> Values {
    serde_json::from_value(values.clone()).unwrap()
}

fn fields(values: &Values) -> Vec<&str> {
    values.keys().map(|id| id.as_str()).collect()
}

#[test]
fn continued_report_carries_over_what_repeats_and_no_days_texts_photos_or_files() {
    let next = from_previous(&everything(), &form(), &catalogue());
    assert_eq!(next.title, "Звіт за січень");
    assert_eq!((next.section.as_str(), next.form_version), ("works", 7));
    let kept = [
        "contractor",
        "measure",
        "place",
        "planned",
        "programme",
        "votes",
        "who",
    ];
    assert_eq!(fields(&next.values), kept);
    for (field, value) in &next.values {
        assert_eq!(everything().values.get(field), Some(value), "{field}");
    }
}

#[test]
fn rows_are_carried_over_without_the_cells_that_are_each_reports_own() {
    let measured = written(&json!({"air": [
        {"what": "Пил", "measured": "1"}, {"measured": "2"}, {"what": "Озон"},
    ]}));
    let rows = json!([{"what": "Пил"}, {"what": "Озон"}]);
    assert_eq!(
        from_previous(&measured, &form(), &catalogue()).values[&"air".into()],
        rows
    );
    assert_eq!(
        fill_empty(&written(&json!({})), &measured, &form(), &catalogue())[&"air".into()],
        rows
    );
    assert_eq!(copy(&measured, &form(), &catalogue()).values, measured.values);
    let only_own = written(&json!({"air": [{"measured": "2"}]}));
    assert_eq!(
        from_previous(&only_own, &form(), &catalogue()).values,
        Values::new()
    );
}

#[test]
fn copy_is_the_same_with_photos_and_by_the_form_of_today() {
    let original = everything();
    let copied = copy(&original, &form(), &catalogue());
    assert_eq!(
        copied,
        Content {
            form_version: 7,
            ..original
        }
    );
}

#[test]
fn photos_and_files_that_are_gone_are_taken_out_and_nothing_else() {
    let mut copied = everything();
    copied.values.insert(
        "photos".into(),
        json!([photo(None), {"photo": "c".repeat(64), "width": 4, "height": 3}]),
    );
    let gone = |digits: &[&str]| {
        digits
            .iter()
            .map(|digit| digit.repeat(64).parse().unwrap())
            .collect()
    };
    copied.detach(&form(), &gone(&["a", "b"]));
    let left = json!([{"photo": "c".repeat(64), "width": 4, "height": 3}]);
    assert_eq!(copied.values[&"photos".into()], left);
    assert!(!copied.values.contains_key(&"paper".into()));
    copied.detach(&form(), &gone(&["c"]));
    assert!(!copied.values.contains_key(&"photos".into()));
    assert_eq!(copied.values.len(), everything().values.len() - 2);
}

#[test]
fn template_begins_with_its_title_and_values() {
    let template: Template = serde_json::from_value(json!({
        "id": "t", "section": "works", "name": {"uk": "Ремонт"}, "title": "Ремонт вулиці ",
        "values": {"status": "done", "text": rich("Виконано:"), "date": "2026-01-01"},
    }))
    .unwrap();
    let begun = from_template(&template, &form(), &catalogue());
    assert_eq!(begun.title, "Ремонт вулиці ");
    assert_eq!((begun.section.as_str(), begun.form_version), ("works", 7));
    assert_eq!(begun.values, template.values);
}

#[test]
fn what_the_catalogue_no_longer_has_stays_behind() {
    let mut catalogue = catalogue();
    catalogue.measures.retain(|one| one.id.as_str() != "parks-1");
    catalogue
        .officials
        .iter_mut()
        .find(|one| one.id == "second")
        .unwrap()
        .deputy = false;
    for begun in [
        copy(&everything(), &form(), &catalogue),
        from_previous(&everything(), &form(), &catalogue),
    ] {
        assert!(
            begun.values.contains_key(&"programme".into()) && !begun.values.contains_key(&"measure".into())
        );
        // A row keeps what was said in it; its deputy has to be named anew.
        assert_eq!(
            begun.values[&"votes".into()],
            json!([{"deputy": "first", "note": "за"}, {"note": "проти"}])
        );
    }
}

#[test]
fn values_of_an_older_form_are_kept_where_they_are_still_of_the_right_kind() {
    let old = written(&json!({
        "contractor": "Підрядник з дуже довгою назвою", "planned": "багато", "actual": 5, "status": "cancelled",
        "date": "торік", "text": "<p>x</p>", "who": "Коваль", "measure": "roads-1", "programme": "parks",
        "place": {"geometry": {"type": "LineString", "coordinates": [[33, 47], [34, 47]]}, "source": "map"},
        "gone": "x", "photos": [photo(Some("before")), "x", photo(None)],
        "votes": ["x", {"deputy": "first", "note": 5, "gone": "x"}, []],
    }));
    let copied = copy(&old, &form(), &catalogue());
    let kept = json!({
        "contractor": "Підрядник з дуже довгою назвою", "programme": "parks", "votes": [{"deputy": "first"}],
        "photos": [{"photo": "a".repeat(64), "caption": "Сквер", "width": 4, "height": 3}, photo(None)],
    });
    assert_eq!(copied.values, values_of(&kept));
}

#[test]
fn earlier_report_fills_only_what_is_empty_and_repeats() {
    let begun = written(&json!({
        "contractor": "КП", "who": {"surname": " "}, "planned": null, "text": null, "votes": [],
    }));
    let added = fill_empty(&begun, &everything(), &form(), &catalogue());
    assert_eq!(
        fields(&added),
        ["measure", "place", "planned", "programme", "votes", "who"]
    );
    assert_eq!(
        fill_empty(&everything(), &everything(), &form(), &catalogue()),
        Values::new()
    );
}

#[test]
fn measure_of_another_programme_than_was_chosen_is_not_filled_in() {
    let begun = written(&json!({"programme": "roads"}));
    let added = fill_empty(&begun, &everything(), &form(), &catalogue());
    assert!(
        !added.contains_key(&"measure".into()) && !added.contains_key(&"programme".into()),
        "{added:?}"
    );
}

#[test]
fn place_of_another_measure_is_not_filled_in() {
    for begun in [
        json!({"programme": "roads", "measure": "roads-1"}),
        json!({"programme": "roads"}),
    ] {
        let added = fill_empty(&written(&begun), &everything(), &form(), &catalogue());
        assert!(!added.contains_key(&"place".into()), "{added:?}");
    }
}

#[test]
fn only_deputies_are_found_among_deputies() {
    let vote = |deputy: &str| written(&json!({"votes": [{"deputy": deputy, "note": "за"}]}));
    let wrong = |deputy: &str| {
        let problems = validate(&vote(deputy), &form(), &catalogue());
        problems.iter().any(|problem| problem.field.as_str() == "votes")
    };
    assert!(!wrong("first") && wrong("mayor") && wrong("nobody"));
}
