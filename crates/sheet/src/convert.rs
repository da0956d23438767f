//! One cell of a file as a value of a column.

use crate::{
    Cell, MoneyUnit, Reason,
    cell::decimal,
    fold,
    names::{Names, answer},
};
use jiff::{
    ToSpan,
    civil::{Date, date},
};
use report::{ColumnKind, validate::is_web_link};
use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::Value;

/// Digits behind the point of thousands of hryvnias: whole hryvnias.
const MONEY_DECIMALS: u32 = 3;

/// What a cell became.
pub(crate) struct Made {
    pub(crate) value: Value,
    /// Whether digits that a spreadsheet does not show either were rounded off.
    pub(crate) rounded: bool,
}

impl Made {
    fn plain(value: impl Into<Value>) -> Self {
        Self {
            value: value.into(),
            rounded: false,
        }
    }
}

/// The value of a filled cell in a column of that kind.
pub(crate) fn value(
    cell: &Cell,
    kind: &ColumnKind,
    names: Option<&mut Names<'_>>,
    money: MoneyUnit,
) -> Result<Made, Reason> {
    if let Cell::Fault(_) = cell {
        return Err(Reason::Fault);
    }
    let text = cell.text();
    match kind {
        ColumnKind::Text {} => Ok(Made::plain(text)),
        ColumnKind::Number { decimals } => {
            // «12 тис.» in a column of plain numbers is told, not read as 12.
            let read = number(cell)
                .filter(|read| matches!(read.unit, Unit::None))
                .ok_or(Reason::NotANumber)?;
            fitted(cell, read.amount, *decimals)
        }
        ColumnKind::Money {} => {
            let read = number(cell).ok_or(Reason::NotANumber)?;
            let factor = match (read.unit, money) {
                (Unit::Hryvnias, MoneyUnit::Thousands | MoneyUnit::Millions) => {
                    return Err(Reason::InHryvnias);
                }
                (Unit::Hryvnias | Unit::None, MoneyUnit::Hryvnias) => Decimal::new(1, 3),
                (Unit::Millions, _) | (Unit::None, MoneyUnit::Millions) => Decimal::ONE_THOUSAND,
                (Unit::Thousands, _) | (Unit::None, MoneyUnit::Thousands) => Decimal::ONE,
            };
            if read.amount.is_sign_negative() && !read.amount.is_zero() {
                return Err(Reason::Negative);
            }
            let amount = read.amount.checked_mul(factor).ok_or(Reason::NotANumber)?;
            if money == MoneyUnit::Hryvnias {
                return Ok(rounded(amount, MONEY_DECIMALS));
            }
            fitted(cell, amount, MONEY_DECIMALS)
        }
        ColumnKind::Date {} => day(cell)
            .map(|day| Made::plain(day.to_string()))
            .ok_or(Reason::NotADay),
        ColumnKind::Choice { options } => answer(options, &text).map(|option| Made::plain(option.id.clone())),
        ColumnKind::Reference { .. } => match names {
            Some(names) => names.find(&text).map(Made::plain),
            None => Err(Reason::UnknownEntry { nearest: None }),
        },
        ColumnKind::Link {} => {
            let address = if text.contains("://") {
                text
            } else {
                format!("https://{text}")
            };
            if is_web_link(&address) {
                Ok(Made::plain(address))
            } else {
                Err(Reason::BadLink)
            }
        }
    }
}

/// A number with at most so many digits behind the point. A spreadsheet's own numbers are rounded, as they are on its
/// screen; what somebody wrote as text is not.
fn fitted(cell: &Cell, number: Decimal, decimals: u32) -> Result<Made, Reason> {
    if number.normalize().scale() <= decimals {
        return Ok(Made::plain(number.normalize().to_string()));
    }
    match cell {
        Cell::Number(_) => Ok(rounded(number, decimals)),
        _ => Err(Reason::TooPrecise { decimals }),
    }
}

fn rounded(number: Decimal, decimals: u32) -> Made {
    let near = number.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
    Made {
        rounded: near != number,
        value: near.normalize().to_string().into(),
    }
}

/// A number with the unit that stands beside it.
struct Amount {
    amount: Decimal,
    unit: Unit,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    None,
    Hryvnias,
    Thousands,
    Millions,
}

/// Reads «1 234,5», «1.234,50», «1,234.5», «−12», «1 234 567,89 грн», «15 %».
fn number(cell: &Cell) -> Option<Amount> {
    let text = match cell {
        Cell::Number(number) => {
            return Some(Amount {
                amount: decimal(*number)?,
                unit: Unit::None,
            });
        }
        Cell::Text(text) => text.trim(),
        Cell::Empty | Cell::Day(_) | Cell::Fault(_) => return None,
    };
    let end = text.rfind(|letter: char| letter.is_ascii_digit())? + 1;
    let (digits, unit) = text.split_at_checked(end)?;
    let unit = match fold::fold(unit).as_str() {
        "" if unit.contains('₴') => Unit::Hryvnias,
        "" | "%" => Unit::None,
        "грн" | "гривень" | "гривні" | "гривня" | "uah" | "₴" => Unit::Hryvnias,
        "тис грн" | "тис гривень" | "тисяч гривень" | "тис" => Unit::Thousands,
        "млн грн" | "млн гривень" | "млн" => Unit::Millions,
        _ => return None,
    };
    Some(Amount {
        amount: plain_number(digits)?,
        unit,
    })
}

/// The number of digits with their separators.
fn plain_number(text: &str) -> Option<Decimal> {
    let bare: String = text
        .chars()
        .filter(|letter| !letter.is_whitespace() && !matches!(letter, '\'' | '’' | '\u{2060}'))
        .map(|letter| {
            if matches!(letter, '−' | '–') {
                '-'
            } else {
                letter
            }
        })
        .collect();
    let (sign, digits) = match bare.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", bare.strip_prefix('+').unwrap_or(&bare)),
    };
    let (commas, points) = (digits.matches(',').count(), digits.matches('.').count());
    // The last of both, or the only one, is the decimal sign; one that comes twice parts thousands.
    let decimal_sign = match (commas, points) {
        (0, 0) => None,
        (1, 0) => Some(','),
        (0, 1) => Some('.'),
        (_, 0) | (0, _) => None,
        _ if digits.rfind(',') > digits.rfind('.') => (commas == 1).then_some(','),
        _ => (points == 1).then_some('.'),
    };
    let (whole, part) = match decimal_sign {
        Some(sign) => digits.split_once(sign)?,
        None => (digits, ""),
    };
    let mut groups = whole.split([',', '.']);
    let first = groups.next()?;
    let mut all = first.to_owned();
    for group in groups {
        if group.len() != 3 {
            return None;
        }
        all.push_str(group);
    }
    let digits_only = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if all.is_empty() && part.is_empty() || !digits_only(&all) || !digits_only(part) {
        return None;
    }
    let whole = if all.is_empty() { "0" } else { &all };
    let written = if part.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{part}")
    };
    Decimal::from_str_exact(&written).ok()
}

/// Months as they are written behind a day.
const MONTHS: [&str; 12] = [
    "січ",
    "лют",
    "берез",
    "квіт",
    "трав",
    "черв",
    "лип",
    "серп",
    "верес",
    "жовт",
    "листопад",
    "груд",
];

/// Reads `22.11.2026`, `22/11/26`, `2026-11-22`, `22 листопада 2026 р.`, with or without a time behind it, and the serial
/// number that a spreadsheet keeps a day as.
fn day(cell: &Cell) -> Option<Date> {
    let text = match cell {
        Cell::Day(day) => return Some(*day),
        Cell::Number(serial) => return day_of_serial(*serial),
        Cell::Text(text) => text.trim(),
        Cell::Empty | Cell::Fault(_) => return None,
    };
    if text.len() == 5
        && let Ok(serial) = text.parse()
    {
        return day_of_serial(serial);
    }
    let words = fold::words(text);
    let mut parts = words.iter().map(String::as_str);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    let rest: Vec<&str> = parts.collect();
    // Behind the day only a time or the word for a year.
    let fits = rest
        .iter()
        .all(|word| word.bytes().all(|byte| byte.is_ascii_digit()) || ["р", "року", "рік"].contains(word));
    if !fits {
        return None;
    }
    let (year, month, day) = if first.len() == 4 {
        (first, second, third)
    } else {
        (third, second, first)
    };
    // A time may follow an ISO day without a space: `2026-11-22T10:00`.
    let (day, year) = (day.split('t').next()?, year.trim_end_matches('р'));
    let month = match month.parse() {
        Ok(month) => month,
        Err(_) => {
            let at = MONTHS
                .iter()
                .position(|known| month.starts_with(&fold::fold(known)))?;
            i8::try_from(at + 1).ok()?
        }
    };
    let year = match (year.len(), year.parse::<i16>().ok()?) {
        (4, year) => year,
        (2, year) => 2000 + year,
        _ => return None,
    };
    Date::new(year, month, day.parse().ok()?).ok()
}

/// The day of a spreadsheet's serial number, of those within a century of now.
fn day_of_serial(serial: f64) -> Option<Date> {
    if !(10_000.0..80_000.0).contains(&serial) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "within five digits")]
    let days = serial.floor() as i64;
    date(1899, 12, 30).checked_add(days.days()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }

    fn money(written: &str, unit: MoneyUnit) -> Result<Value, Reason> {
        value(&text(written), &ColumnKind::Money {}, None, unit).map(|made| made.value)
    }

    #[test]
    fn number_with_a_unit_is_told_and_not_cut() {
        let kind = ColumnKind::Number { decimals: 3 };
        let read =
            |written: &str| value(&text(written), &kind, None, MoneyUnit::Thousands).map(|made| made.value);
        assert_eq!(read("12 тис.").unwrap_err(), Reason::NotANumber);
        assert_eq!(read("3,5 млн грн").unwrap_err(), Reason::NotANumber);
        assert_eq!(read("3,5").unwrap(), "3.5");
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let read = |written: &str| plain_number(written).map(|number| number.to_string());
        for (written, meant) in [
            ("1 234,5", "1234.5"),
            ("1\u{a0}234\u{202f}567,89", "1234567.89"),
            ("1.234,50", "1234.50"),
            ("1,234.5", "1234.5"),
            ("1.234.567", "1234567"),
            ("−12", "-12"),
            (",5", "0.5"),
            ("12,", "12"),
            ("007", "7"),
        ] {
            assert_eq!(read(written).as_deref(), Some(meant), "{written}");
        }
        for written in ["1,2,3", "12-3", "", "один", "1.23.4567", "1e5"] {
            assert_eq!(read(written), None, "{written}");
        }
    }

    #[test]
    fn unit_beside_a_sum_is_never_passed_over() {
        let thousands = MoneyUnit::Thousands;
        assert_eq!(money("1 234,5", thousands), Ok("1234.5".into()));
        assert_eq!(money("1 234,5 тис. грн", thousands), Ok("1234.5".into()));
        assert_eq!(money("1,2 млн грн.", thousands), Ok("1200".into()));
        assert_eq!(money("1 234 567,89 грн", thousands), Err(Reason::InHryvnias));
        assert_eq!(
            money("1 234 567,89 грн", MoneyUnit::Hryvnias),
            Ok("1234.568".into())
        );
        assert_eq!(money("1234567", MoneyUnit::Hryvnias), Ok("1234.567".into()));
        assert_eq!(money("12 тис. грн", MoneyUnit::Hryvnias), Ok("12".into()));
        assert_eq!(money("-5", thousands), Err(Reason::Negative));
        assert_eq!(money("5 євро", thousands), Err(Reason::NotANumber));
        assert_eq!(
            money("1,23456", thousands),
            Err(Reason::TooPrecise { decimals: 3 })
        );
    }

    #[test]
    fn days_are_read_in_every_usual_notation() {
        let meant = date(2026, 11, 22);
        for written in [
            "22.11.2026",
            "22.11.26",
            "22/11/2026",
            "22-11-2026",
            "2026-11-22",
            "2026/11/22",
            "22.11.2026 10:30",
            "2026-11-22T10:30:00",
            "22 листопада 2026 р.",
            "22 листопада 2026 року",
            "22.11.2026р.",
            "46348",
        ] {
            assert_eq!(day(&text(written)), Some(meant), "{written}");
        }
        assert_eq!(day(&Cell::Number(46348.5)), Some(meant));
        for written in [
            "31.02.2026",
            "22.11",
            "колись",
            "22.13.2026",
            "12345678",
            "22.11.2026 чи пізніше",
        ] {
            assert_eq!(day(&text(written)), None, "{written}");
        }
    }
}
