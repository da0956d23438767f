//! What is computed under a table.
#![expect(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;
use report::{Total, total};
use rust_decimal::Decimal;
use serde_json::{Value, json};

fn sum() -> Total {
    serde_json::from_value(json!({"label": {"uk": "Разом"}, "column": "sum", "how": "sum"})).unwrap()
}

fn count(choice: &str) -> Total {
    let total = json!({"label": {"uk": "За"}, "column": "vote", "how": "count", "choice": choice});
    serde_json::from_value(total).unwrap()
}

#[test]
fn sum_is_exact_to_the_last_digit() {
    let rows = json!([{"sum": "0.1"}, {"sum": "0.2"}, {"sum": "1234567890123.005"}, {"sum": "-3"}]);
    assert_eq!(total(&rows, &sum()).to_string(), "1234567890120.305");
    assert_eq!(total(&json!([]), &sum()), Decimal::ZERO);
}

#[test]
fn cells_without_a_number_count_as_nothing() {
    let rows = json!([{"sum": "5"}, {"sum": "п’ять"}, {"sum": null}, {"sum": 5}, {}, "5", {"sum": "1e3"}, {"sum": "2"}]);
    assert_eq!(total(&rows, &sum()), Decimal::from(7));
}

#[test]
fn votes_are_counted_by_their_answer() {
    let rows = json!([{"vote": "for"}, {"vote": "against"}, {"vote": "for"}, {}, {"vote": ["for"]}]);
    assert_eq!(total(&rows, &count("for")), Decimal::from(2));
    assert_eq!(total(&rows, &count("absent")), Decimal::ZERO);
}

#[test]
fn sum_beyond_all_measure_stays_at_the_greatest_number() {
    let rows = Value::from(vec![json!({"sum": "9".repeat(28)}); 20]);
    assert_eq!(total(&rows, &sum()), Decimal::MAX);
}

proptest! {
    #[test]
    fn sum_of_hryvnias_is_their_sum(cells in prop::collection::vec(0_u64..10_000_000, 0..50)) {
        let rows: Vec<Value> = cells.iter().map(|one| json!({"sum": format!("{}.{:03}", one / 1000, one % 1000)})).collect();
        let thousandths: u64 = cells.iter().sum();
        prop_assert_eq!(total(&Value::from(rows), &sum()), Decimal::new(i64::try_from(thousandths).unwrap(), 3));
    }
}
