//! How numbers, money, days and times are written in Ukrainian: the one place.
//!
//! Digits are grouped and units joined with a no-break space (ДСТУ 3582, Unicode CLDR `uk`), so that «1 234,5 тис. грн»
//! never breaks between lines.

use jiff::{Timestamp, civil::Date, tz::TimeZone};

const NBSP: char = '\u{a0}';

const MONTHS: [&str; 12] = [
    "січня",
    "лютого",
    "березня",
    "квітня",
    "травня",
    "червня",
    "липня",
    "серпня",
    "вересня",
    "жовтня",
    "листопада",
    "грудня",
];

/// A number of a field or column without digits behind the point. Four digits stand together: most of them are a year, «2026».
#[must_use]
pub fn whole_number(decimal: &str) -> String {
    if decimal.len() == 4 && decimal.bytes().all(|byte| byte.is_ascii_digit()) {
        decimal.to_owned()
    } else {
        number(decimal)
    }
}

/// A decimal written with a point (`-1234.50`) as Ukrainian writes it («−1 234,50»). Anything else comes back as it is.
#[must_use]
pub fn number(decimal: &str) -> String {
    let (sign, rest) = decimal
        .strip_prefix('-')
        .map_or(("", decimal), |rest| ("−", rest));
    let (whole, fraction) = rest.split_once('.').unwrap_or((rest, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(fraction) {
        return decimal.to_owned();
    }
    let mut text = String::from(sign);
    for (position, digit) in whole.chars().enumerate() {
        if position > 0 && (whole.len() - position).is_multiple_of(3) {
            text.push(NBSP);
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push(',');
        text.push_str(fraction);
    }
    text
}

/// A number with its unit.
#[must_use]
pub fn with_unit(decimal: &str, unit: &str) -> String {
    format!("{}{NBSP}{unit}", number(decimal))
}

/// Thousands of hryvnias: «1 234,5 тис. грн».
#[must_use]
pub fn money(decimal: &str) -> String {
    format!("{}{NBSP}тис.{NBSP}грн", number(decimal))
}

/// «22 листопада 2026».
#[must_use]
pub fn date(day: Date) -> String {
    format!("{} {}", day_and_month(day), day.year())
}

fn day_and_month(day: Date) -> String {
    let month = usize::try_from(day.month() - 1)
        .ok()
        .and_then(|index| MONTHS.get(index));
    format!("{}{NBSP}{}", day.day(), month.copied().unwrap_or_default())
}

/// «1 січня – 31 березня 2026»; the first year too when it is another.
#[must_use]
pub fn period(from: Date, to: Date) -> String {
    if from == to {
        date(from)
    } else if from.year() == to.year() {
        format!("{} – {}", day_and_month(from), date(to))
    } else {
        format!("{} – {}", date(from), date(to))
    }
}

/// The day of a moment, in Kyiv.
#[must_use]
pub fn day_of(moment: Timestamp) -> Date {
    let zone = TimeZone::get("Europe/Kyiv").unwrap_or(TimeZone::UTC);
    moment.to_zoned(zone).date()
}

/// «1 звіт», «2 звіти», «5 звітів» (CLDR plural rules of `uk`).
#[must_use]
pub fn reports(count: u64) -> String {
    let word = match (count % 10, count % 100) {
        (1, last) if last != 11 => "звіт",
        (2..=4, last) if !(12..=14).contains(&last) => "звіти",
        _ => "звітів",
    };
    format!("{}{NBSP}{word}", number(&count.to_string()))
}

/// «47,91050° пн. ш., 33,39120° сх. д.»: five digits, some metre.
#[must_use]
pub fn coordinates(longitude: f64, latitude: f64) -> String {
    let degrees = |value: f64| format!("{:.5}", value.abs()).replace('.', ",");
    let (north, east) = (
        if latitude < 0.0 { "пд." } else { "пн." },
        if longitude < 0.0 { "зх." } else { "сх." },
    );
    format!(
        "{}°{NBSP}{north}{NBSP}ш., {}°{NBSP}{east}{NBSP}д.",
        degrees(latitude),
        degrees(longitude)
    )
}

/// «1,5 МБ».
#[must_use]
pub fn bytes(count: u64) -> String {
    let (unit, tenths) = match count {
        0..=1023 => return format!("{count}{NBSP}Б"),
        1024..=1_048_575 => ("КБ", count.saturating_mul(10) / 1024),
        _ => ("МБ", count.saturating_mul(10) / 1_048_576),
    };
    format!(
        "{},{}{NBSP}{unit}",
        number(&(tenths / 10).to_string()),
        tenths % 10
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> String {
        text.replace(NBSP, " ")
    }

    #[test]
    fn money_and_numbers_are_grouped_with_a_comma() {
        assert_eq!(plain(&money("1234.5")), "1 234,5 тис. грн");
        assert_eq!(plain(&money("999")), "999 тис. грн");
        assert_eq!(plain(&number("-1234567.05")), "−1 234 567,05");
        assert_eq!(number("не число"), "не число");
    }

    #[test]
    fn a_year_is_not_grouped() {
        assert_eq!(whole_number("2026"), "2026");
        assert_eq!(plain(&whole_number("12026")), "12 026");
        assert_eq!(plain(&number("2026")), "2 026");
    }

    #[test]
    fn days_and_periods_name_the_month() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        assert_eq!(plain(&date(day("2026-11-22"))), "22 листопада 2026");
        assert_eq!(
            plain(&period(day("2026-01-01"), day("2026-03-31"))),
            "1 січня – 31 березня 2026"
        );
        assert_eq!(
            plain(&period(day("2025-12-01"), day("2026-03-31"))),
            "1 грудня 2025 – 31 березня 2026"
        );
        assert_eq!(day_of("2026-11-21T22:30:00Z".parse().unwrap()), day("2026-11-22"));
    }

    #[test]
    fn counts_decline_the_word() {
        for (count, text) in [
            (0, "0 звітів"),
            (1, "1 звіт"),
            (3, "3 звіти"),
            (11, "11 звітів"),
            (22, "22 звіти"),
            (1101, "1 101 звіт"),
        ] {
            assert_eq!(plain(&reports(count)), text);
        }
    }

    #[test]
    fn coordinates_say_their_hemisphere() {
        assert_eq!(
            plain(&coordinates(33.3912, 47.9105)),
            "47,91050° пн. ш., 33,39120° сх. д."
        );
    }
}
