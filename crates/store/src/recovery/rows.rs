//! The rows of a damaged table: from its beginning until something cannot be read, from its end backwards, and what lies between by
//! halves.

use crate::{error::Result, table::value};
use rusqlite::{Connection, Row, Statement, params_from_iter, types::Value};

/// Copies every row that can be read and that the new file takes; tells whether something of the table cannot.
pub(super) fn copy(to: &Connection, from: &Connection, table: &str) -> Result<bool> {
    let mut torn = false;
    let Ok((columns, key)) = shape(from, table) else {
        // The schema that tells of it is gone, or an older version had no such table.
        return Ok(exists(from, table).unwrap_or(true));
    };
    if columns.is_empty() {
        return Ok(torn);
    }
    let names = columns.join(", ");
    let places = vec!["?"; columns.len()].join(", ");
    let mut insert = to.prepare(&format!(
        "INSERT OR IGNORE INTO {table} ({names}) VALUES ({places})"
    ))?;
    let mut take = |row: &Row<'_>, first: usize| -> rusqlite::Result<bool> {
        let mut values = Vec::with_capacity(columns.len());
        for column in first..columns.len() + first {
            values.push(row.get::<_, Value>(column)?);
        }
        if let Some(at) = columns
            .iter()
            .position(|name| name == "value" || name == "content")
            && let Some(value) = values.get(at)
            && table != "setting"
            && table != "history_version"
            && !value::is_sound(value.into())
        {
            return Ok(false);
        }
        // Foreign keys, types and checks refuse what cannot have stood there.
        Ok(insert.execute(params_from_iter(values)).is_ok())
    };
    match key {
        Key::Rowid => {
            let mut by_rowid = ByRowid {
                up: from.prepare(&format!(
                    "SELECT rowid, {names} FROM {table} NOT INDEXED WHERE rowid BETWEEN ?1 AND ?2 ORDER BY rowid"
                ))?,
                down: from.prepare(&format!(
                    "SELECT rowid, {names} FROM {table} NOT INDEXED WHERE rowid BETWEEN ?1 AND ?2 ORDER BY rowid DESC"
                ))?,
                torn: false,
            };
            let last = last_rowid(from, table);
            let mut low = 1;
            while low <= last {
                by_rowid.salvage(low, low.saturating_add(STRETCH - 1), &mut |row| take(row, 1));
                low = low.saturating_add(STRETCH);
            }
            torn = by_rowid.torn;
        }
        Key::Columns(order) => {
            let up = order.join(", ");
            let down = order.join(" DESC, ") + " DESC";
            for order in [up, down] {
                let mut statement = from.prepare(&format!("SELECT {names} FROM {table} ORDER BY {order}"))?;
                let mut rows = statement.query([])?;
                loop {
                    match rows.next() {
                        Ok(Some(row)) => {
                            torn |= !take(row, 0).unwrap_or(false);
                        }
                        Ok(None) => break,
                        Err(_) => {
                            torn = true;
                            break;
                        }
                    }
                }
                if !torn {
                    break;
                }
            }
        }
    }
    Ok(torn)
}

/// Pairs of a table's index, as far as it can be read.
#[derive(Default)]
pub(super) struct Keys {
    pub(super) pairs: Vec<(String, String)>,
    /// The pages between these cannot be read.
    gap: Option<(String, String)>,
}

impl Keys {
    pub(super) const fn is_torn(&self) -> bool {
        self.gap.is_some()
    }

    /// Whether all that the index has of `one` was read.
    pub(super) fn tells_all_of(&self, one: &str) -> bool {
        self.gap
            .as_ref()
            .is_none_or(|(low, high)| one < low.as_str() || (!high.is_empty() && one > high.as_str()))
    }
}

/// Reads a table's index, from either end if something of it cannot be read.
pub(super) fn keys(from: &Connection, table: &str, columns: [&str; 2]) -> Keys {
    let [one, two] = columns;
    let index = format!("FROM {table} INDEXED BY sqlite_autoindex_{table}_1");
    let mut found = Keys::default();
    let mut ends = [String::new(), String::new()];
    for (end, order) in ends.iter_mut().zip(["", "DESC"]) {
        let query = format!("SELECT {one}, {two} {index} ORDER BY {one} {order}, {two} {order}");
        if let Ok(mut statement) = from.prepare(&query)
            && let Ok(mut rows) = statement.query([])
        {
            loop {
                match rows.next() {
                    Ok(Some(row)) => {
                        if let (Ok(one), Ok(two)) = (row.get::<_, String>(0), row.get(1)) {
                            end.clone_from(&one);
                            found.pairs.push((one, two));
                        }
                    }
                    Ok(None) if order.is_empty() => return found,
                    Ok(None) | Err(_) => break,
                }
            }
        }
    }
    found.gap = Some(ends.into());
    found
}

enum Key {
    Rowid,
    Columns(Vec<String>),
}

/// The columns that the damaged table has, and what orders it.
fn shape(from: &Connection, table: &str) -> rusqlite::Result<(Vec<String>, Key)> {
    let mut info = from.prepare("SELECT name, pk FROM pragma_table_info(?1)")?;
    let columns: Vec<(String, u32)> = info
        .query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let sql: String = from.query_row(
        "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?1",
        [table],
        |row| row.get(0),
    )?;
    let mut keys: Vec<(u32, String)> = columns
        .iter()
        .filter(|(_, key)| *key > 0)
        .map(|(name, key)| (*key, name.clone()))
        .collect();
    keys.sort();
    let key = if sql.contains("WITHOUT ROWID") {
        Key::Columns(keys.into_iter().map(|(_, name)| name).collect())
    } else {
        Key::Rowid
    };
    Ok((columns.into_iter().map(|(name, _)| name).collect(), key))
}

fn exists(from: &Connection, table: &str) -> rusqlite::Result<bool> {
    from.query_row(
        "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table' AND name = ?1",
        [table],
        |row| row.get::<_, u32>(0),
    )
    .map(|found| found > 0)
}

struct ByRowid<'a> {
    up: Statement<'a>,
    down: Statement<'a>,
    torn: bool,
}

impl ByRowid<'_> {
    /// Takes every row between two numbers that can be read.
    fn salvage(&mut self, low: i64, high: i64, take: &mut dyn FnMut(&Row<'_>) -> rusqlite::Result<bool>) {
        let mut ranges = vec![(low, high)];
        while let Some((low, high)) = ranges.pop() {
            if low > high {
                continue;
            }
            let (last, whole) = walk(&mut self.up, low, high, &mut self.torn, take);
            if whole {
                continue;
            }
            self.torn = true;
            let low = last.map_or(low, |last| last.saturating_add(1));
            let (first, whole) = walk(&mut self.down, low, high, &mut self.torn, take);
            if whole {
                continue;
            }
            let high = first.map_or(high, |first| first.saturating_sub(1));
            if low >= high {
                continue;
            }
            let middle = i64::midpoint(low, high);
            ranges.push((low, middle));
            ranges.push((middle.saturating_add(1), high));
        }
    }
}

/// So many numbers are looked at in one go: within a stretch of which neither end can be read each is asked for.
const STRETCH: i64 = 1 << 16;

/// The greatest number that a row can have: by the table's index, which names it too, else by the size of the file.
fn last_rowid(from: &Connection, table: &str) -> i64 {
    let by_table = from.query_row(
        &format!("SELECT MAX(rowid) FROM {table} NOT INDEXED"),
        [],
        |row| row.get::<_, Option<i64>>(0),
    );
    if let Ok(last) = by_table {
        return last.unwrap_or(0);
    }
    let mut last = None;
    let index = format!("SELECT rowid FROM {table} INDEXED BY sqlite_autoindex_{table}_1");
    if let Ok(mut statement) = from.prepare(&index)
        && let Ok(mut rows) = statement.query([])
    {
        while let Ok(Some(row)) = rows.next() {
            last = last.max(row.get::<_, i64>(0).ok());
        }
    }
    let pages = from
        .pragma_query_value(None, "page_count", |row| row.get::<_, i64>(0))
        .unwrap_or(0);
    // No page holds more rows than that; and looking beyond the million would take for ever.
    let most = pages.saturating_mul(512).min(1 << 20);
    last.map_or(most, |last| last.saturating_add(STRETCH).min(most.max(last)))
}

/// Takes rows in the order of the statement; the last number that was read, and whether the end was reached.
fn walk(
    statement: &mut Statement<'_>,
    low: i64,
    high: i64,
    torn: &mut bool,
    take: &mut dyn FnMut(&Row<'_>) -> rusqlite::Result<bool>,
) -> (Option<i64>, bool) {
    let mut last = None;
    let Ok(mut rows) = statement.query([low, high]) else {
        return (None, false);
    };
    loop {
        match rows.next() {
            Ok(Some(row)) => {
                let Ok(number) = row.get(0) else {
                    return (last, false);
                };
                // Numbers of a damaged page may run wild.
                if !(low..=high).contains(&number) {
                    return (last, false);
                }
                last = Some(number);
                *torn |= !take(row).unwrap_or(false);
            }
            Ok(None) => return (last, true),
            Err(_) => return (last, false),
        }
    }
}
