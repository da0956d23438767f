//! Earlier reports that a new one may continue.
#![allow(missing_docs, clippy::unwrap_used, reason = "tests")]

mod support;

use report::{FieldId, SectionId};
use serde_json::json;
use support::{at, content, id, open};
use tempfile::TempDir;

#[test]
fn earlier_reports_of_a_measure_come_the_last_changed_first_and_not_from_the_bin() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    let of = |measure: &str| {
        content(
            "Звіт",
            &[("measure", json!(measure)), ("other", json!("roads-1"))],
        )
    };
    let mut elsewhere = of("roads-1");
    elsewhere.section = SectionId::from("solutions");
    for (number, one) in [
        of("roads-1"),
        of("roads-2"),
        of("roads-1"),
        of("roads-1"),
        elsewhere,
    ]
    .iter()
    .enumerate()
    {
        let number = u8::try_from(number).unwrap();
        store
            .create(id(u128::from(number)), one, at(i64::from(number)))
            .unwrap();
    }
    store.delete(id(3), at(9)).unwrap();

    let section = SectionId::from("council-work");
    let found = |measure: &str, take| {
        store
            .holding(&section, &FieldId::from("measure"), &json!(measure), take)
            .unwrap()
    };
    assert_eq!(found("roads-1", 9), [id(2), id(0)]);
    assert_eq!(found("roads-1", 1), [id(2)]);
    assert_eq!(found("roads", 9), []);
}
