//! One cell of a file.

use jiff::civil::Date;
use rust_decimal::Decimal;

/// What a cell of a file holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Text, as it stands.
    Text(String),
    /// A number of a spreadsheet. Text that looks like one is [`Cell::Text`].
    Number(f64),
    /// A day; a time of the day is left out.
    Day(Date),
    /// What a formula failed with: `#DIV/0!`.
    Fault(String),
}

impl Cell {
    /// Whether there is nothing to be read in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.trim().is_empty(),
            Self::Number(_) | Self::Day(_) | Self::Fault(_) => false,
        }
    }

    /// The cell as text, numbers with a point and days as `22.11.2026`.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.trim().to_owned(),
            Self::Number(number) => {
                decimal(*number).map_or_else(|| number.to_string(), |number| number.to_string())
            }
            Self::Day(day) => day.strftime("%d.%m.%Y").to_string(),
            Self::Fault(fault) => fault.clone(),
        }
    }
}

/// A spreadsheet's number as it is shown there: 15 digits, which is what spreadsheets themselves keep to.
pub(crate) fn decimal(number: f64) -> Option<Decimal> {
    Decimal::from_scientific(&format!("{number:.14e}"))
        .ok()
        .map(|number| number.normalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn binary_fractions_are_shown_as_a_spreadsheet_shows_them() {
        assert_eq!(Cell::Number(0.1 + 0.2).text(), "0.3");
        assert_eq!(Cell::Number(1_234_567.89).text(), "1234567.89");
        assert_eq!(Cell::Number(42.0).text(), "42");
        assert_eq!(Cell::Number(1e300).text(), 1e300.to_string());
    }
}
