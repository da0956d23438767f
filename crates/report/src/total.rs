//! What is computed of a table's rows.

use crate::{
    form::{Total, TotalKind},
    validate::decimal,
};
use rust_decimal::Decimal;
use serde_json::Value;

/// A total of a table's value: the exact sum of the cells that hold a number, or how many rows have that answer. What
/// is not a table's value, has no such column or holds no number there counts as nothing.
///
/// A sum beyond what a decimal holds (29 digits) stays at the greatest decimal.
#[must_use]
pub fn total(rows: &Value, total: &Total) -> Decimal {
    let rows = rows.as_array().map(Vec::as_slice).unwrap_or_default();
    let cells = rows
        .iter()
        .filter_map(|row| row.get(&total.column).and_then(Value::as_str));
    match &total.how {
        TotalKind::Sum {} => cells
            .filter_map(decimal)
            .fold(Decimal::ZERO, Decimal::saturating_add),
        TotalKind::Count { choice } => cells.filter(|cell| cell == choice).count().into(),
    }
}
