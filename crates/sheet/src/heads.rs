//! Which column of a file is which column of the table.

use crate::{Cell, MoneyUnit, Sheet, convert, fold, names::Names};
use report::{Catalogue, Column, ColumnKind};

/// Rows that are looked at for the heading.
const LOOKED_AT: usize = 12;
/// Cells that are looked at where no heading tells.
const SAMPLE: usize = 20;

/// What the rows above the data say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heads {
    /// Rows above the data, 0 where it begins at once.
    pub rows: usize,
    /// For each column of the table its column of the file.
    pub mapping: Vec<Option<usize>>,
}

/// Other names of columns, folded: what the form calls so is called so in files too.
const SYNONYMS: [&[&str]; 8] = [
    &[
        "депутат",
        "піб",
        "піп",
        "прізвище",
        "прізвище ім я по батькові",
        "прізвище імя по батькові",
        "депутати",
        "deputy",
        "name",
    ],
    &[
        "голос",
        "голосування",
        "результат голосування",
        "результат",
        "vote",
        "рішення",
    ],
    &[
        "показник",
        "назва показника",
        "наименування показника",
        "найменування показника",
        "indicator",
    ],
    &[
        "одиниця виміру",
        "од виміру",
        "один виміру",
        "одиниці виміру",
        "unit",
    ],
    &["значення", "факт", "фактичне значення", "фактично", "value"],
    &["план", "планове значення", "заплановано", "plan"],
    &["сума", "вартість", "обсяг фінансування", "amount"],
    &["дата", "день", "date"],
];

/// The heading and the columns of a sheet as the form's columns suggest them.
#[must_use]
pub fn guess(sheet: &Sheet, columns: &[Column], catalogue: &Catalogue) -> Heads {
    let candidates = (1..=LOOKED_AT.min(sheet.rows.len())).map(|rows| {
        let mapping = match_columns(&sheet.heads(rows), columns);
        (rows, mapping.iter().flatten().count(), mapping)
    });
    // The first of equals: a heading of two rows only where the second one says more.
    let best = candidates.rev().max_by_key(|(_, known, _)| *known);
    let (rows, mut mapping) = match best {
        Some((rows, known, mapping)) if known > 0 => (rows, mapping),
        _ => (0, vec![None; columns.len()]),
    };
    let named = rows > 0;
    let mut names: Vec<Option<Names<'_>>> =
        columns.iter().map(|column| names_of(column, catalogue)).collect();
    for (at, column) in columns.iter().enumerate() {
        // What a heading did not tell, only cells of a kind of their own can.
        let telling = !matches!(column.kind, ColumnKind::Text {} | ColumnKind::Link {});
        let numeric = matches!(column.kind, ColumnKind::Number { .. } | ColumnKind::Money {});
        if mapping.get(at).is_some_and(Option::is_some) || !telling || (named && numeric) {
            continue;
        }
        let free = (0..sheet.width()).filter(|across| !mapping.contains(&Some(*across)));
        let fitting = free.into_iter().find(|across| {
            let filled = sheet
                .rows
                .iter()
                .skip(rows)
                .filter_map(|row| row.get(*across))
                .filter(|cell| !cell.is_empty());
            let sample: Vec<&Cell> = filled.take(SAMPLE).collect();
            let names = names.get_mut(at).and_then(Option::as_mut);
            fits(&sample, column, names)
        });
        if let Some(place) = mapping.get_mut(at) {
            *place = fitting;
        }
    }
    if !named {
        let texts = columns
            .iter()
            .enumerate()
            .filter(|(_, column)| matches!(column.kind, ColumnKind::Text {}));
        for (at, _) in texts {
            let free = (0..sheet.width()).find(|across| !mapping.contains(&Some(*across)));
            if let Some(place) = mapping.get_mut(at) {
                *place = free;
            }
        }
    }
    // A heading in words that are none of the form's stands above its data all the same.
    let rows = if named {
        rows
    } else {
        unnamed_heading(sheet, columns, &mapping, &mut names)
    };
    Heads { rows, mapping }
}

/// Whether most cells of a sample are values of the column.
fn fits(sample: &[&Cell], column: &Column, mut names: Option<&mut Names<'_>>) -> bool {
    let good = sample
        .iter()
        .filter(|cell| convert::value(cell, &column.kind, names.as_deref_mut(), MoneyUnit::Hryvnias).is_ok())
        .count();
    good > 0 && good * 10 >= sample.len() * 6
}

/// 1 where the first row is no data by the kinds of its cells, else 0.
fn unnamed_heading(
    sheet: &Sheet,
    columns: &[Column],
    mapping: &[Option<usize>],
    names: &mut [Option<Names<'_>>],
) -> usize {
    let Some(first) = sheet.rows.first() else {
        return 0;
    };
    let strange = columns
        .iter()
        .zip(mapping)
        .zip(names)
        .any(|((column, across), names)| {
            let cell = across
                .and_then(|across| first.get(across))
                .filter(|cell| !cell.is_empty());
            cell.is_some_and(|cell| {
                convert::value(cell, &column.kind, names.as_mut(), MoneyUnit::Hryvnias).is_err()
            })
        });
    usize::from(strange)
}

pub(crate) fn names_of<'a>(column: &Column, catalogue: &'a Catalogue) -> Option<Names<'a>> {
    match column.kind {
        ColumnKind::Reference { list } => Some(Names::of(catalogue, list)),
        _ => None,
    }
}

/// What sums of the whole file are most likely in: hryvnias where a heading says «грн» and none «тис.» or «млн».
#[must_use]
pub fn money_of(heads: &[String], columns: &[Column], mapping: &[Option<usize>]) -> MoneyUnit {
    let said: Vec<MoneyUnit> = columns
        .iter()
        .zip(mapping)
        .filter(|(column, _)| matches!(column.kind, ColumnKind::Money {}))
        .filter_map(|(_, across)| unit_of(heads.get((*across)?)?))
        .collect();
    if !said.is_empty() && said.iter().all(|unit| *unit == MoneyUnit::Hryvnias) {
        MoneyUnit::Hryvnias
    } else {
        MoneyUnit::Thousands
    }
}

/// What the sums of each column are in. Where the person chose what the headings suggest ([`money_of`]) each heading speaks
/// for its own column; another choice is the person's for all of them.
#[must_use]
pub fn units(
    heads: &[String],
    columns: &[Column],
    mapping: &[Option<usize>],
    chosen: MoneyUnit,
) -> Vec<MoneyUnit> {
    let as_suggested = chosen == money_of(heads, columns, mapping);
    let own = |across: &Option<usize>| unit_of(heads.get((*across)?)?);
    mapping
        .iter()
        .map(|across| own(across).filter(|_| as_suggested).unwrap_or(chosen))
        .collect()
}

/// What a heading says of its sums: «План, тис. грн», «Вартість, грн», «млн грн».
fn unit_of(head: &str) -> Option<MoneyUnit> {
    let head = format!(" {} ", fold::fold(head));
    let says = |words: &[&str]| words.iter().any(|word| head.contains(word));
    if says(&[" млн ", " мільйон"]) {
        Some(MoneyUnit::Millions)
    } else if says(&[" тис ", " тисяч"]) {
        Some(MoneyUnit::Thousands)
    } else if says(&[" грн ", " гривень ", " гривнях ", " гривні "]) {
        Some(MoneyUnit::Hryvnias)
    } else {
        None
    }
}

/// For each column of the table the column of the file whose heading names it: the same words, a usual other name, the same
/// beginning, else its word in another form. No column of the file is taken twice.
#[must_use]
pub fn match_columns(heads: &[String], columns: &[Column]) -> Vec<Option<usize>> {
    let heads: Vec<String> = heads.iter().map(|head| fold::fold(head)).collect();
    let mut mapping: Vec<Option<usize>> = vec![None; columns.len()];
    for closeness in [same, other_name, beginning, another_form] {
        for (at, column) in columns.iter().enumerate() {
            if mapping.get(at).is_some_and(Option::is_some) {
                continue;
            }
            let own: Vec<String> = [Some(&column.label.uk), column.label.en.as_ref(), Some(&column.id)]
                .into_iter()
                .flatten()
                .map(|name| fold::fold(name))
                .collect();
            let found = heads.iter().enumerate().position(|(across, head)| {
                !head.is_empty()
                    && !mapping.contains(&Some(across))
                    && own.iter().any(|own| closeness(own, head))
            });
            if let Some(place) = mapping.get_mut(at) {
                *place = found;
            }
        }
    }
    mapping
}

fn same(own: &str, head: &str) -> bool {
    own == head
}

fn other_name(own: &str, head: &str) -> bool {
    let is = |name: &&str, folded: &str| fold::fold(name) == folded;
    SYNONYMS
        .iter()
        .any(|names| names.iter().any(|name| is(name, own)) && names.iter().any(|name| is(name, head)))
}

/// «План, тис. грн» for «План»; not «П» for «Показник».
fn beginning(own: &str, head: &str) -> bool {
    let (short, long) = if own.len() < head.len() {
        (own, head)
    } else {
        (head, own)
    };
    short.chars().count() >= 4 && long.strip_prefix(short).is_some_and(|rest| rest.starts_with(' '))
}

/// «ПІБ депутата» for «Депутат»; not «Голова» for «Голос». A form's ending changes, what stands before it does not.
fn another_form(own: &str, head: &str) -> bool {
    const VOWELS: [char; 11] = ['а', 'е', 'є', 'и', 'і', 'ї', 'о', 'у', 'ю', 'я', 'ь'];
    let length = own.chars().count();
    let stem = own.trim_end_matches(VOWELS);
    length >= 5
        && !own.contains(' ')
        && head
            .split(' ')
            .any(|word| word.starts_with(stem) && word.chars().count() <= length + 2)
}

impl Sheet {
    /// The widest row's length.
    #[must_use]
    pub fn width(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or(0)
    }

    /// The headings of the columns when the first `rows` rows are headings: what the rows say, one under another; a merged
    /// cell speaks for every column under it.
    #[must_use]
    pub fn heads(&self, rows: usize) -> Vec<String> {
        let cell = |row: usize, column: usize| {
            let area = self.merged.iter().find(|area| {
                (area.from.0..=area.to.0).contains(&row) && (area.from.1..=area.to.1).contains(&column)
            });
            let (row, column) = area.map_or((row, column), |area| area.from);
            self.rows
                .get(row)
                .and_then(|cells| cells.get(column))
                .map(Cell::text)
                .unwrap_or_default()
        };
        // A title above the table is one cell wide: only the last row that fills several, and what is merged above it.
        let last = rows.saturating_sub(1);
        (0..self.width())
            .map(|column| {
                let own = cell(last, column);
                let above = last
                    .checked_sub(1)
                    .filter(|row| self.is_group_row(*row, last))
                    .map(|row| cell(row, column))
                    .unwrap_or_default();
                if above.is_empty() || above == own {
                    own
                } else {
                    format!("{above} {own}").trim().to_owned()
                }
            })
            .collect()
    }

    /// Whether a row groups the headings under it: several merged cells or a cell merged downwards, not one title across all.
    fn is_group_row(&self, row: usize, last: usize) -> bool {
        let here = self.merged.iter().filter(|area| area.from.0 == row);
        let (mut groups, mut down) = (0, false);
        for area in here {
            groups += 1;
            down |= area.to.0 >= last;
        }
        down || groups > 1
    }
}
