//! What is told about a report that cannot be sent yet.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod fixtures;
mod plain;
mod structured;

use fixtures::{catalogue, filled, form, form_of, found, kinds, only};
use proptest::prelude::*;
use report::{Form, Problem, ProblemCode, validate};
use serde_json::{Value, json};

#[test]
fn empty_values_are_required_or_fine_whatever_the_kind() {
    let blank_text = json!({"v": 1, "doc": {"type": "doc", "content": [{"type": "paragraph"}]}});
    for kind in kinds() {
        if kind["kind"] == "signature" {
            assert_eq!(found(&kind, &json!(null)), []);
            continue;
        }
        let mut empties = vec![json!(null), json!(""), json!("  "), json!([])];
        if kind["kind"] == "rich_text" {
            empties.push(blank_text.clone());
        }
        if kind["kind"] == "person" {
            empties.push(json!({"surname": " ", "phone": ""}));
        }
        for empty in empties {
            assert_eq!(
                found(&kind, &empty),
                only(ProblemCode::Required),
                "{kind} {empty}"
            );
            let content = filled("Назва", &json!({"f": empty}));
            assert_eq!(
                validate(&content, &form(&kind, false), &catalogue()),
                [],
                "{kind} {empty}"
            );
        }
        let absent = validate(&filled("Назва", &json!({})), &form(&kind, true), &catalogue());
        assert_eq!(absent.len(), 1);
    }
}

#[test]
fn values_of_another_json_kind_are_told_apart() {
    for kind in kinds() {
        if kind["kind"] == "signature" {
            continue;
        }
        for wrong in [json!(true), json!(5), json!([[]]), json!({"x": [1]})] {
            let problems = found(&kind, &wrong);
            let known = problems
                .iter()
                .any(|(_, _, code)| *code == ProblemCode::WrongKind);
            // Of a person's parts every one may be absent.
            let empty_person =
                kind["kind"] == "person" && wrong.is_object() && problems == only(ProblemCode::Required);
            assert!(known || empty_person, "{kind} {wrong} {problems:?}");
        }
    }
}

#[test]
fn problems_come_in_reading_order_the_title_first_and_strangers_last() {
    let form = form_of(&json!([
        {"id": "z", "label": {"uk": "Я"}, "kind": "text"},
        {"id": "a", "label": {"uk": "А"}, "kind": "date"},
    ]));
    let content = filled("", &json!({"a": "вчора", "b": 1}));
    let problems = validate(&content, &form, &catalogue());
    let told: Vec<(&str, &ProblemCode)> = problems
        .iter()
        .map(|one| (one.field.as_str(), &one.code))
        .collect();
    assert_eq!(
        told,
        [
            ("title", &ProblemCode::Required),
            ("z", &ProblemCode::Required),
            ("a", &ProblemCode::NotADate),
            ("b", &ProblemCode::UnknownField),
        ]
    );
}

#[test]
fn title_may_have_three_hundred_characters() {
    let told = |title: &str| validate(&filled(title, &json!({})), &Form::default(), &catalogue());
    assert_eq!(told(&"ї".repeat(300)), []);
    assert_eq!(
        told(&"ї".repeat(301))[0].code,
        ProblemCode::TooLong {
            max: 300,
            actual: 301
        }
    );
    assert_eq!(told(" \n")[0].code, ProblemCode::Required);
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
        Just(json!("2026-01-01")),
        Just(json!("mayor")),
    ];
    leaf.prop_recursive(4, 32, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::hash_map(
                "geometry|type|coordinates|source|photo|who|v|doc|from|to|[a-z]{0,3}",
                inner,
                0..5
            )
            .prop_map(|map| map.into_iter().collect()),
        ]
    })
}

proptest! {
    #[test]
    fn no_json_makes_the_check_panic(value in any_json(), other in any_json()) {
        for kind in kinds() {
            let content = filled("Назва", &json!({"f": value, "g": other}));
            let problems = validate(&content, &form(&kind, true), &catalogue());
            let read: Vec<Problem> = serde_json::from_str(&serde_json::to_string(&problems).unwrap()).unwrap();
            prop_assert_eq!(read, problems);
        }
    }
}
