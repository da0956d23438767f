//! Values of one piece: each check gives the first thing that is wrong. The cells of tables use them too.

use super::{ProblemCode, bad_text, too_long};
use crate::{
    catalogue::Catalogue,
    form::{Choice, RefList},
    ids::{MeasureId, ProgrammeId},
    value::Period,
};
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde_json::Value;
use url::Url;

/// Most characters of a web address: what every browser and proxy still carries.
pub const LINK_MAX_CHARS: u32 = 2000;

/// Digits behind the point of a sum in тис. грн: whole hryvnias.
const MONEY_DECIMALS: u32 = 3;

/// Digits that a decimal holds without rounding (96 bits).
const MOST_DIGITS: usize = 28;

pub(super) fn text(value: &Value, max_chars: Option<u32>) -> Option<ProblemCode> {
    let Some(text) = value.as_str() else {
        return Some(ProblemCode::WrongKind);
    };
    bad_text(text, max_chars.unwrap_or(u32::MAX))
}

/// The number that a text in decimal notation says: digits, at most one point, a leading minus. No exponent, no plus,
/// no separators of thousands: those are for the editor to take away before it keeps the value.
pub(crate) fn decimal(text: &str) -> Option<Decimal> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = match unsigned.split_once('.') {
        Some((whole, fraction)) if !fraction.is_empty() => (whole, fraction),
        Some(_) => return None,
        None => (unsigned, ""),
    };
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(fraction) || whole.len() + fraction.len() > MOST_DIGITS {
        return None;
    }
    Decimal::from_str_exact(text).ok()
}

pub(super) fn number(
    value: &Value,
    min: Option<Decimal>,
    max: Option<Decimal>,
    decimals: u32,
) -> Option<ProblemCode> {
    let Some(text) = value.as_str() else {
        return Some(ProblemCode::WrongKind);
    };
    let Some(number) = decimal(text) else {
        return Some(ProblemCode::NotANumber);
    };
    if let Some(min) = min.filter(|min| number < *min) {
        return Some(ProblemCode::TooSmall { min: min.to_string() });
    }
    if let Some(max) = max.filter(|max| number > *max) {
        return Some(ProblemCode::TooLarge { max: max.to_string() });
    }
    (number.normalize().scale() > decimals).then_some(ProblemCode::TooPrecise { decimals })
}

pub(super) fn money(value: &Value) -> Option<ProblemCode> {
    number(value, Some(Decimal::ZERO), None, MONEY_DECIMALS)
}

/// A day exactly as `YYYY-MM-DD`: jiff would also read a time behind it, and years of six digits.
fn day(text: &str) -> Option<Date> {
    if text.len() != 10 {
        return None;
    }
    text.parse().ok().filter(|day: &Date| day.to_string() == text)
}

pub(super) fn date(value: &Value) -> Option<ProblemCode> {
    match value.as_str() {
        None => Some(ProblemCode::WrongKind),
        Some(text) if day(text).is_none() => Some(ProblemCode::NotADate),
        Some(_) => None,
    }
}

pub(super) fn period(value: &Value) -> Option<ProblemCode> {
    let end = |key: &str| value.get(key).and_then(Value::as_str);
    let (Some(from), Some(to)) = (end("from"), end("to")) else {
        return Some(ProblemCode::WrongKind);
    };
    let (Some(from), Some(to)) = (day(from), day(to)) else {
        return Some(ProblemCode::NotADate);
    };
    let period = Period { from, to };
    (period.to < period.from).then_some(ProblemCode::PeriodReversed)
}

pub(super) fn choice(value: &Value, options: &[Choice]) -> Option<ProblemCode> {
    let Some(id) = value.as_str() else {
        return Some(ProblemCode::WrongKind);
    };
    (!options.iter().any(|option| option.id == id)).then_some(ProblemCode::UnknownChoice)
}

/// `within` is the value of the field that holds the programme, where the form names one. While it is empty there is
/// nothing to contradict.
pub(super) fn reference(
    value: &Value,
    list: RefList,
    within: Option<&Value>,
    catalogue: &Catalogue,
) -> Option<ProblemCode> {
    let Some(id) = value.as_str() else {
        return Some(ProblemCode::WrongKind);
    };
    if catalogue.entry(list, id).is_none() {
        return Some(ProblemCode::UnknownReference);
    }
    let programme = within.and_then(Value::as_str).filter(|id| !id.is_empty())?;
    if list != RefList::Measures {
        return None;
    }
    let measure = catalogue.measure(&MeasureId::from(id))?;
    (measure.programme != ProgrammeId::from(programme)).then_some(ProblemCode::OtherProgramme)
}

pub(super) fn link(value: &Value) -> Option<ProblemCode> {
    let Some(text) = value.as_str() else {
        return Some(ProblemCode::WrongKind);
    };
    too_long(text, LINK_MAX_CHARS).or_else(|| (!is_web_link(text)).then_some(ProblemCode::BadLink))
}

/// Whether a text is an http or https address with a host. White space is refused, which the URL standard's parser
/// would silently take away.
#[must_use]
pub fn is_web_link(text: &str) -> bool {
    if text.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return false;
    }
    Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.host_str().is_some())
}

/// Whether a text looks like an e-mail address: a local part and a domain of at least two labels (also Cyrillic ones,
/// as in `.укр`). Quoted local parts and address literals of RFC 5322 are left out on purpose: nobody has them.
#[must_use]
pub fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else {
        return false;
    };
    let local_ok = !local.is_empty()
        && local.len() <= 64
        && local.split('.').all(|atom| {
            !atom.is_empty()
                && atom
                    .chars()
                    .all(|c| c.is_alphanumeric() || "!#$%&'*+/=?^_`{|}~-".contains(c))
        });
    let label_ok = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    local_ok && text.len() <= 254 && domain.contains('.') && domain.split('.').all(label_ok)
}
