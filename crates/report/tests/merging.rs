//! Three-way merge in the words of two people who changed the same report.
#![expect(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;
use report::{Content, FieldId, Values, merge::merge};
use serde_json::{Value, json};

fn report(title: &str, values: &Value) -> Content {
    Content {
        section: "council-work".into(),
        form_version: 1,
        title: title.to_owned(),
        values: serde_json::from_value(values.clone()).unwrap(),
    }
}

#[test]
fn changes_of_different_fields_come_together() {
    let base = report("Сквер", &json!({"status": "planned", "planned": "100"}));
    let ours = report("Сквер", &json!({"status": "done", "planned": "100"}));
    let theirs = report(
        "Сквер на Карачунах",
        &json!({"status": "planned", "planned": "120", "contractor": "КП"}),
    );
    let merged = merge(&base, &ours, &theirs);
    assert_eq!(merged.conflicts, []);
    assert_eq!(
        merged.content,
        report(
            "Сквер на Карачунах",
            &json!({"status": "done", "planned": "120", "contractor": "КП"})
        )
    );
}

#[test]
fn same_change_on_both_sides_is_no_conflict() {
    let base = report("Сквер", &json!({"status": "planned"}));
    let both = report("Сквер (черга 2)", &json!({"status": "done"}));
    let merged = merge(&base, &both, &both);
    assert_eq!((merged.content, merged.conflicts), (both, vec![]));
}

#[test]
fn contradiction_keeps_ours_and_names_the_field_title_first() {
    let base = report("Сквер", &json!({"planned": "100", "actual": "1"}));
    let ours = report("Сквер А", &json!({"planned": "110", "actual": "1"}));
    let theirs = report("Сквер Б", &json!({"planned": "120", "actual": "2"}));
    let merged = merge(&base, &ours, &theirs);
    assert_eq!(
        merged.conflicts,
        [FieldId::from("title"), FieldId::from("planned")]
    );
    assert_eq!(
        merged.content,
        report("Сквер А", &json!({"planned": "110", "actual": "2"}))
    );
}

#[test]
fn field_emptied_here_and_changed_there_is_a_conflict() {
    let base = report("Сквер", &json!({"contractor": "КП"}));
    let ours = report("Сквер", &json!({}));
    let theirs = report("Сквер", &json!({"contractor": "ТОВ"}));
    let merged = merge(&base, &ours, &theirs);
    assert_eq!(merged.conflicts, [FieldId::from("contractor")]);
    assert_eq!(merged.content, ours);
}

#[test]
fn two_ways_of_saying_that_a_field_is_empty_do_not_contradict() {
    let base = report("Сквер", &json!({"contractor": "КП", "photos": null}));
    let ours = report("Сквер", &json!({"contractor": null}));
    let theirs = report("Сквер", &json!({"contractor": "", "photos": []}));
    assert_eq!(merge(&base, &ours, &theirs).conflicts, []);
}

#[test]
fn newest_form_version_is_kept() {
    let base = report("Сквер", &json!({}));
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    ours.form_version = 2;
    assert_eq!(merge(&base, &ours, &theirs).content.form_version, 2);
    theirs.form_version = 3;
    let merged = merge(&base, &ours, &theirs);
    assert_eq!((merged.content.form_version, merged.conflicts), (3, vec![]));
}

fn contents() -> impl Strategy<Value = Content> {
    let value = prop_oneof![
        Just(Value::Null),
        "[аб]{0,1}".prop_map(Value::from),
        Just(json!([])),
        Just(json!([{"photo": "x"}])),
        Just(json!({"v": 1})),
    ];
    let values = prop::collection::btree_map("[abc]".prop_map(|id| FieldId::from(id.as_str())), value, 0..4);
    ("[аб]{0,1}", 1..3_u32, values).prop_map(|(title, form_version, values): (String, u32, Values)| Content {
        section: "council-work".into(),
        form_version,
        title,
        values,
    })
}

proptest! {
    #[test]
    fn change_on_one_side_only_is_taken_as_it_is(base in contents(), changed in contents()) {
        for merged in [merge(&base, &changed, &base), merge(&base, &base, &changed)] {
            prop_assert_eq!(merged.conflicts, vec![]);
            prop_assert_eq!(&merged.content, &changed);
        }
    }

    #[test]
    fn both_sides_see_the_same_conflicts_and_agree_elsewhere(
        base in contents(), one in contents(), other in contents()
    ) {
        let here = merge(&base, &one, &other);
        let there = merge(&base, &other, &one);
        prop_assert_eq!(&here.conflicts, &there.conflicts);
        for id in here.content.values.keys().filter(|id| !here.conflicts.contains(id)) {
            let said = |content: &Content| content.values.get(id).cloned().filter(|value| {
                !matches!(value, Value::Null) && *value != json!("") && *value != json!([])
            });
            prop_assert_eq!(said(&here.content), said(&there.content));
        }
    }
}
