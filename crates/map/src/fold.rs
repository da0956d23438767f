//! How a street's name and what somebody types of it are brought to one form.
//!
//! Lower case in NFC; apostrophes and soft signs dropped, letters that typists confuse made one (ґ→г, ї→і,
//! є ё э→е, ы→и, й→и); type words («вул.», «проспект») dropped; the ending of an ordinal dropped («5-й», «5й»).

use std::collections::HashSet;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

/// Words that say what kind of street it is, and particles that people put between: they tell nothing apart.
const TYPE_WORDS: &[&str] = &[
    "вулиця",
    "вулиці",
    "вулицю",
    "вул",
    "ул",
    "проспект",
    "проспекту",
    "просп",
    "пр-т",
    "пр-кт",
    "пр",
    "бульвар",
    "бульвару",
    "бул",
    "бульв",
    "б-р",
    "площа",
    "площі",
    "площу",
    "пл",
    "провулок",
    "провулку",
    "пров",
    "пров-к",
    "прв",
    "мікрорайон",
    "мкр",
    "мкрн",
    "м-н",
    "мр-н",
    "шосе",
    "узвіз",
    "проїзд",
    "тупик",
    "будинок",
    "буд",
    "б",
    "на",
    "по",
    "у",
    "в",
    "біля",
    "ім",
    "імені",
];

static FOLDED_TYPE_WORDS: LazyLock<HashSet<String>> =
    LazyLock::new(|| TYPE_WORDS.iter().map(|word| fold(word)).collect());

/// Endings that change with the case of a noun or adjective, folded, longest first.
const ENDINGS: &[&str] = &[
    "ого", "ому", "ими", "ами", "ях", "ах", "ою", "ею", "ої", "ои", "ій", "іи", "их", "им", "ої", "оі", "у",
    "ю", "а", "я", "и", "і", "е", "о",
];

/// The folded form of a text; spaces and punctuation stay.
pub(crate) fn fold(text: &str) -> String {
    text.nfc()
        .flat_map(char::to_lowercase)
        .filter_map(|letter| match letter {
            '\'' | '’' | 'ʼ' | '‘' | '`' | '´' | 'ь' | 'ъ' | '\u{301}' => None,
            'ґ' => Some('г'),
            'ї' => Some('і'),
            'є' | 'ё' | 'э' => Some('е'),
            'ы' | 'й' => Some('и'),
            other => Some(other),
        })
        .collect()
}

/// The words of a name that tell it from others, folded. A name of type words only keeps them.
pub(crate) fn words(text: &str) -> Vec<String> {
    let all: Vec<String> = fold(text)
        .split(|letter: char| !(letter.is_alphanumeric() || letter == '-' || letter == '/'))
        .map(|word| word.trim_matches(['-', '/']).to_owned())
        .filter(|word| !word.is_empty())
        .collect();
    let telling: Vec<String> = all
        .iter()
        .filter(|word| !FOLDED_TYPE_WORDS.contains(word.as_str()))
        .flat_map(|word| match ordinal(word) {
            Some(number) => vec![number.to_owned()],
            None => word.split('-').map(str::to_owned).collect(),
        })
        .filter(|word| !word.is_empty())
        .collect();
    if telling.is_empty() { all } else { telling }
}

/// The number of a folded ordinal: `5-и`, `5и`, `5-го`, `2-га` → the digits. A house number keeps its letter.
fn ordinal(word: &str) -> Option<&str> {
    let letters = word.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let digits = word.strip_suffix(letters)?;
    let ending = letters.strip_prefix('-').unwrap_or(letters);
    (!digits.is_empty() && ["и", "го", "га", "та", "ша", "я", "му"].contains(&ending)).then_some(digits)
}

/// A word without its case ending, when four letters or more stay.
pub(crate) fn stem(word: &str) -> &str {
    ENDINGS
        .iter()
        .filter_map(|ending| word.strip_suffix(ending))
        .find(|stem| stem.chars().count() >= 4)
        .unwrap_or(word)
}

/// A house number in one form: folded, without spaces and hyphens (`12-А` → `12а`).
pub(crate) fn house(number: &str) -> String {
    fold(number)
        .chars()
        .filter(|letter| letter.is_alphanumeric() || *letter == '/')
        .collect()
}

/// Takes the house number off the end of what was typed: `Садова, 12-а` → (`Садова`, `12а`).
///
/// A number that stands alone, or first («8 Березня»), belongs to the name.
pub(crate) fn split_house(query: &str) -> (&str, Option<String>) {
    let query = query.trim_end();
    let mut cut = query.len();
    // One word back for `12`, `12а`, `12/3`; two for `12 а` and `12 -а`.
    for _ in 0..2 {
        let Some(start) = query.get(..cut).and_then(last_word) else {
            break;
        };
        let (name, tail) = query.split_at(start);
        let number = house(tail);
        let digits = number.chars().take_while(char::is_ascii_digit).count();
        let letters = number.chars().skip(digits).collect::<String>();
        let fits = letters.chars().count() <= 1 || letters.starts_with('/');
        if digits > 0 && digits <= 4 && fits && name.chars().any(char::is_alphabetic) {
            return (name.trim_end_matches([' ', ',', '.', '№']), Some(number));
        }
        if number.chars().count() > 1 {
            break;
        }
        cut = start;
    }
    (query, None)
}

/// Where the last word of a text starts.
fn last_word(text: &str) -> Option<usize> {
    let trimmed = text.trim_end();
    let separator = trimmed.rfind([' ', ',', '.', '№', '\u{a0}']);
    let start = separator.map_or(0, |at| {
        at + trimmed
            .get(at..)
            .and_then(|t| t.chars().next())
            .map_or(1, char::len_utf8)
    });
    (start > 0).then_some(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_typists_confuse_are_one() {
        assert_eq!(fold("Об’їзна"), fold("обїзна"));
        assert_eq!(fold("Ґонти"), fold("гонти"));
        assert_eq!(fold("й"), fold("и\u{306}"), "decomposed letters");
    }

    #[test]
    fn type_words_and_ordinals_do_not_matter() {
        assert_eq!(words("вул. Садова"), ["садова"]);
        assert_eq!(words("пр-т Миру"), ["миру"]);
        assert_eq!(words("б-р Каштановий"), words("Каштановий бульвар"));
        assert_eq!(words("5-й Зарічний"), ["5", "зарічнии"]);
        assert_eq!(words("5й зарічний"), ["5", "зарічнии"]);
        assert_eq!(
            words("площа"),
            ["площа"],
            "a type word alone is all there is to go by"
        );
    }

    #[test]
    fn house_number_comes_off_the_end_only() {
        let split = |query| split_house(query);
        assert_eq!(split("Садова, 12-А"), ("Садова", Some("12а".to_owned())));
        assert_eq!(split("Садова 12 а"), ("Садова", Some("12а".to_owned())));
        assert_eq!(
            split("вул. Садова, буд. 7/2"),
            ("вул. Садова, буд", Some("7/2".to_owned()))
        );
        assert_eq!(split("8 Березня"), ("8 Березня", None));
        assert_eq!(split("8 Березня 5"), ("8 Березня", Some("5".to_owned())));
        assert_eq!(split("12"), ("12", None));
        assert_eq!(split(""), ("", None));
        assert_eq!(split("Садова"), ("Садова", None));
    }

    #[test]
    fn case_endings_come_off_long_words_only() {
        assert_eq!(stem("садову"), stem("садова"));
        assert_eq!(stem("миру"), "миру");
    }
}
