//! Tables compared by rows.

use super::{
    order::{Pair, by_key, by_likeness},
    said,
};
use crate::form::{Column, ColumnKind};
use serde::Serialize;
use serde_json::Value;
use std::{collections::HashSet, time::Instant};

/// A table whose rows are others.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct TableChange {
    /// The rows that were put in, taken out, moved or changed, in the newer order; those taken out where they stood.
    pub rows: Vec<RowChange>,
    /// How many rows are as they were.
    pub same: u32,
}

/// A row of either table.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct RowChange {
    /// Its place in the older table, from 1; `null` if it was put in.
    pub before: Option<u32>,
    /// Its place in the newer one, from 1; `null` if it was taken out.
    pub after: Option<u32>,
    /// Its place among the rows that stayed is another.
    pub moved: bool,
    /// The columns whose cells differ; empty for a row that was put in, taken out or only moved.
    pub changed: Vec<String>,
    /// Its cells as they were, by column; `null` if it was put in.
    #[cfg_attr(feature = "ts", ts(type = "Record<string, unknown> | null"))]
    pub was: Value,
    /// Its cells as they became; `null` if it was taken out.
    #[cfg_attr(feature = "ts", ts(type = "Record<string, unknown> | null"))]
    pub is: Value,
}

/// `None` if a value is no list of rows.
pub(super) fn table(
    columns: &[Column],
    before: &Value,
    after: &Value,
    deadline: Option<Instant>,
) -> Option<TableChange> {
    let (before, after) = (rows(before)?, rows(after)?);
    let pairs = pairs(columns, &before, &after, deadline);
    let mut table = TableChange {
        rows: Vec::new(),
        same: 0,
    };
    for pair in pairs {
        let row = |rows: &[&Value], at: Option<usize>| {
            at.and_then(|at| rows.get(at))
                .map_or(Value::Null, |row| (*row).clone())
        };
        let (was, is) = (row(&before, pair.before), row(&after, pair.after));
        let changed = if was.is_null() || is.is_null() {
            Vec::new()
        } else {
            differing(columns, &was, &is)
        };
        if pair.before.is_some() && pair.after.is_some() && !pair.moved && changed.is_empty() {
            table.same += 1;
            continue;
        }
        let place = |at: Option<usize>| at.and_then(|at| u32::try_from(at + 1).ok());
        table.rows.push(RowChange {
            before: place(pair.before),
            after: place(pair.after),
            moved: pair.moved,
            changed,
            was,
            is,
        });
    }
    Some(table)
}

fn rows(value: &Value) -> Option<Vec<&Value>> {
    match value {
        Value::Null => Some(Vec::new()),
        Value::Array(rows) if rows.iter().all(Value::is_object) => Some(rows.iter().collect()),
        _ => None,
    }
}

fn cell<'a>(row: &'a Value, column: &str) -> &'a Value {
    said(row.get(column))
}

fn differing(columns: &[Column], was: &Value, is: &Value) -> Vec<String> {
    columns
        .iter()
        .filter(|column| cell(was, &column.id) != cell(is, &column.id))
        .map(|column| column.id.clone())
        .collect()
}

fn pairs(columns: &[Column], before: &[&Value], after: &[&Value], deadline: Option<Instant>) -> Vec<Pair> {
    // A reference names a row best: the deputy of a roll call. Then what was typed, then a day.
    let rank = |column: &&Column| match column.kind {
        ColumnKind::Reference { .. } => 0,
        ColumnKind::Text {} => 1,
        ColumnKind::Date {} => 2,
        _ => 3,
    };
    let mut naming: Vec<&Column> = columns.iter().filter(|column| rank(column) < 3).collect();
    naming.sort_by_key(rank);
    for column in naming {
        let keys = |rows: &[&Value]| {
            let mut seen = HashSet::new();
            let keys: Option<Vec<String>> = rows
                .iter()
                .map(|row| {
                    let key = cell(row, &column.id).as_str()?.to_owned();
                    seen.insert(key.clone()).then_some(key)
                })
                .collect();
            keys
        };
        if let Some((old, new)) = keys(before).zip(keys(after)) {
            let pairs = by_key(&old, &new, deadline);
            // Rows that were all renamed are named by something else.
            if old.is_empty()
                || new.is_empty()
                || pairs
                    .iter()
                    .any(|pair| pair.before.is_some() && pair.after.is_some())
            {
                return renamed(columns, before, after, pairs);
            }
        }
    }
    by_likeness(before, after, |was, is| likeness(columns, was, is), deadline)
}

/// A row taken out right before one put in, alike but for its name, is one row whose name was corrected.
fn renamed(columns: &[Column], before: &[&Value], after: &[&Value], pairs: Vec<Pair>) -> Vec<Pair> {
    let mut joined: Vec<Pair> = Vec::with_capacity(pairs.len());
    for pair in pairs {
        let former = joined.last().copied().filter(|last| last.after.is_none());
        let (was, is) = (
            former.and_then(|last| last.before),
            pair.after.filter(|_| pair.before.is_none()),
        );
        let rows = was
            .and_then(|at| before.get(at))
            .zip(is.and_then(|at| after.get(at)));
        if rows.is_some_and(|(was, is)| likeness(columns, was, is) >= 0.5) {
            joined.pop();
            joined.push(Pair {
                before: was,
                after: is,
                moved: false,
            });
        } else {
            joined.push(pair);
        }
    }
    joined
}

/// The share of the columns filled on either side whose cells are equal.
fn likeness(columns: &[Column], was: &Value, is: &Value) -> f64 {
    let filled = columns
        .iter()
        .filter(|column| !cell(was, &column.id).is_null() || !cell(is, &column.id).is_null())
        .count();
    let equal = filled.saturating_sub(differing(columns, was, is).len());
    let (equal, filled) = (
        u32::try_from(equal).unwrap_or(0),
        u32::try_from(filled).unwrap_or(u32::MAX),
    );
    f64::from(equal) / f64::from(filled.max(1))
}
