//! Coordinates as people type and paste them: the reader behind the "coordinates" box of the map.
//!
//! Latitude comes first, as on every paper and in every map service, unless letters say otherwise. Anything that could
//! be read in two ways is not read at all: a pin in the wrong place is worse than a question.

use super::{Position, link, on_the_globe};

/// Reads typed coordinates:
/// - decimal degrees: `47.91, 33.39`, `47.91 33.39`, with decimal commas `47,91 33,39` or `47,91; 33,39`;
/// - with letters before or behind, in either order: `47.91 N 33.39 E`, `пн. ш. 47,91 сх. д. 33,39`;
/// - degrees and minutes, and seconds: `47°54.6' 33°23.4'`, `47°54'36"N 33°23'24"E`;
/// - a link of Google, OpenStreetMap, Apple, Waze or Bing maps, or a phone's `geo:` link, that holds them.
///
/// `None` when it is none of these, or not on the globe.
///
/// ```
/// assert_eq!(report::place::parse_coordinates("47,91 33,39"), Some([33.39, 47.91]));
/// ```
#[must_use]
pub fn parse_coordinates(text: &str) -> Option<Position> {
    link::position(text).or_else(|| plain(text))
}

/// All notations but links.
pub(super) fn plain(text: &str) -> Option<Position> {
    let tokens = tokens(text)?;
    let (first, second) = halves(&tokens)?;
    let (first, second) = (Angle::read(first)?, Angle::read(second)?);
    let (latitude, longitude) = match (first.axis, second.axis) {
        (None, None) | (Some(Axis::Latitude), Some(Axis::Longitude)) => (first, second),
        (Some(Axis::Longitude), Some(Axis::Latitude)) => (second, first),
        _ => return None,
    };
    let position = [longitude.degrees, latitude.degrees];
    on_the_globe(&position).then_some(position)
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Token {
    Number(Number),
    /// The mark behind degrees (0), minutes (1) or seconds (2).
    Mark(usize),
    Letter(Axis, Sign),
    Separator,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Number {
    magnitude: f64,
    negative: bool,
    fraction: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Axis {
    Latitude,
    Longitude,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Positive,
    Negative,
}

/// The words for the sides of the world, letters only: Ukrainian, English, and the abbreviations of older maps.
fn side(word: &str) -> Option<Token> {
    use {Axis::*, Sign::*};
    let (axis, sign) = match word {
        "n" | "пн" | "пнш" | "північноїшироти" | "північнаширота" | "сш" => {
            (Latitude, Positive)
        }
        "s" | "пд" | "пдш" | "південноїшироти" | "південнаширота" | "юш" => {
            (Latitude, Negative)
        }
        "e" | "сх" | "схд" | "східноїдовготи" | "східнадовгота" | "вд" => {
            (Longitude, Positive)
        }
        "w" | "зх" | "зхд" | "західноїдовготи" | "західнадовгота" | "зд" => {
            (Longitude, Negative)
        }
        _ => return None,
    };
    Some(Token::Letter(axis, sign))
}

fn tokens(text: &str) -> Option<Vec<Token>> {
    let chars: Vec<char> = text.trim().chars().flat_map(char::to_lowercase).collect();
    let digit_at = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    let between_digits = |at: usize| at > 0 && digit_at(at - 1) && digit_at(at + 1);
    let has_decimal_point = (0..chars.len()).any(|at| chars.get(at) == Some(&'.') && between_digits(at));
    let decimal_mark = if has_decimal_point { '.' } else { ',' };

    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        let start = at;
        at += 1;
        match c {
            c if c.is_whitespace() => {}
            '0'..='9' => {
                while digit_at(at) || (chars.get(at) == Some(&decimal_mark) && between_digits(at)) {
                    at += 1;
                }
                let negative = matches!(
                    start.checked_sub(1).and_then(|one| chars.get(one)),
                    Some('-' | '−')
                );
                tokens.push(Token::Number(number(chars.get(start..at)?, negative)?));
            }
            '-' | '−' if digit_at(at) && !(start > 0 && digit_at(start - 1)) => {}
            // In `47,91,33,39` nobody can say which comma is which.
            ',' if between_digits(start) && !has_decimal_point => return None,
            ',' | ';' | '/' => tokens.push(Token::Separator),
            '°' | 'º' | '˚' => tokens.push(Token::Mark(0)),
            '\'' | '’' | '‘' | '′' | 'ʼ' | '´' | '`' => match tokens.last_mut() {
                Some(Token::Mark(unit)) if *unit == 1 => *unit = 2,
                _ => tokens.push(Token::Mark(1)),
            },
            '"' | '”' | '“' | '″' | '»' => tokens.push(Token::Mark(2)),
            c if c.is_alphabetic() => {
                while let Some(&next) = chars.get(at)
                    && (next.is_alphabetic() || next.is_whitespace() || next == '.')
                {
                    at += 1;
                }
                let word: String = chars
                    .get(start..at)?
                    .iter()
                    .filter(|c| c.is_alphabetic())
                    .collect();
                tokens.push(side(&word)?);
            }
            _ => return None,
        }
    }
    Some(tokens)
}

fn number(chars: &[char], negative: bool) -> Option<Number> {
    let text: String = chars.iter().map(|c| if *c == ',' { '.' } else { *c }).collect();
    Some(Number {
        magnitude: text.parse().ok()?,
        negative,
        fraction: text.contains('.'),
    })
}

/// The tokens of the first and of the second angle.
fn halves(tokens: &[Token]) -> Option<(&[Token], &[Token])> {
    let positions = |wanted: fn(&Token) -> bool| -> Vec<usize> {
        let found = tokens.iter().enumerate().filter(|(_, token)| wanted(token));
        found.map(|(at, _)| at).collect()
    };
    let separators = positions(|token| *token == Token::Separator);
    if let [at] = *separators {
        return Some((tokens.get(..at)?, tokens.get(at + 1..)?));
    }
    if !separators.is_empty() {
        return None;
    }
    let letters = positions(|token| matches!(token, Token::Letter(..)));
    let degrees = positions(|token| *token == Token::Mark(0));
    let at = match (letters.as_slice(), degrees.as_slice()) {
        ([0, second], _) => *second,
        ([first, _], _) => *first + 1,
        ([], [_, second]) => second.checked_sub(1)?,
        ([], []) if tokens.len() == 2 => 1,
        _ => return None,
    };
    Some(tokens.split_at(at))
}

struct Angle {
    degrees: f64,
    axis: Option<Axis>,
}

impl Angle {
    /// `[letter] number [°] [number ['] [number ["]]] [letter]`, a fraction only in the last number.
    fn read(tokens: &[Token]) -> Option<Self> {
        let mut letter = None;
        let mut parts: Vec<Number> = Vec::new();
        for (at, token) in tokens.iter().enumerate() {
            match *token {
                Token::Letter(axis, sign) if letter.is_none() && (at == 0 || at + 1 == tokens.len()) => {
                    letter = Some((axis, sign));
                }
                Token::Number(number)
                    if parts.last().is_none_or(|last| !last.fraction) && parts.len() < 3 =>
                {
                    parts.push(number);
                }
                // A mark stands right behind the number that it belongs to.
                Token::Mark(unit)
                    if parts.len() == unit + 1
                        && matches!(
                            at.checked_sub(1).and_then(|one| tokens.get(one)),
                            Some(Token::Number(_))
                        ) => {}
                _ => return None,
            }
        }
        let (whole, smaller) = parts.split_first()?;
        if smaller.iter().any(|part| part.negative || part.magnitude >= 60.0) {
            return None;
        }
        let sign = match (letter, whole.negative) {
            (Some(_), true) => return None,
            (Some((_, Sign::Negative)), false) | (None, true) => -1.0,
            (Some((_, Sign::Positive)) | None, false) => 1.0,
        };
        let minutes = smaller.first().map_or(0.0, |part| part.magnitude);
        let seconds = smaller.get(1).map_or(0.0, |part| part.magnitude);
        Some(Self {
            degrees: sign * (whole.magnitude + minutes / 60.0 + seconds / 3600.0),
            axis: letter.map(|(axis, _)| axis),
        })
    }
}
