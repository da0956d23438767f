//! A text taken apart into words.

use crate::fold::{fold, is_apostrophe};
use crate::stem::{stem, whole};
use std::ops::Range;
use unicode_normalization::char::is_combining_mark;

/// Longer ones are no words that anybody looks for; they are cut, so that an index holds no books as words.
const MOST_LETTERS: usize = 40;

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands in the text, in bytes.
    pub at: Range<usize>,
    /// The word folded.
    pub word: String,
    /// Its stem.
    pub stem: String,
    /// Whether it is tied to the one before by a hyphen, point, comma or slash with nothing between: `12-А`, `7/2`, `22,5`.
    pub tied: bool,
}

/// The words of a text, in its order.
pub fn tokens(text: &str) -> impl Iterator<Item = Token> {
    let mut last_end = 0;
    spans(text).filter_map(move |at| {
        let word: String = fold(text.get(at.clone())?).chars().take(MOST_LETTERS).collect();
        if word.is_empty() {
            return None;
        }
        let between = text.get(last_end..at.start).unwrap_or_default();
        let tied = last_end > 0 && matches!(between, "-" | "‑" | "–" | "." | "," | "/");
        last_end = at.end;
        let stem = stem(&word);
        Some(Token { at, word, stem, tied })
    })
}

/// Runs of letters and digits; an apostrophe or stress mark between letters belongs to the word.
fn spans(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut letters = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = letters.by_ref().find(|(_, letter)| letter.is_alphanumeric())?;
        let mut end = start + first.len_utf8();
        while let Some((at, letter)) = letters.peek().copied() {
            if letter.is_alphanumeric() || is_combining_mark(letter) {
                end = at + letter.len_utf8();
            } else if !(is_apostrophe(letter) && at == end) {
                break;
            }
            letters.next();
        }
        Some(start..end)
    })
}

/// A text as the index wants it: stems with spaces between, and behind them what else it may be found by: tied words as
/// one (`12-А` → `12а`), sums without the spaces in them, days in one form however they were written.
#[must_use]
pub fn indexed(text: &str) -> String {
    let words: Vec<Token> = tokens(text).collect();
    let mut written = String::with_capacity(text.len());
    for token in &words {
        push(&mut written, &token.stem);
    }
    for extra in joined(text, &words) {
        push(&mut written, &extra);
    }
    written
}

fn push(written: &mut String, word: &str) {
    if !written.is_empty() {
        written.push(' ');
    }
    written.push_str(word);
}

/// What stands in several words and may be looked for as one.
pub(crate) fn joined(text: &str, words: &[Token]) -> Vec<String> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = words.get(at) {
        let rest = words.get(at + 1..).unwrap_or_default();
        let tied = rest.iter().take_while(|next| next.tied).count();
        if tied > 0 {
            found.extend(tied_as_one(words.get(at..=at + tied).unwrap_or_default()));
        }
        let thousands = thousands(text, first, rest);
        if thousands > 0 {
            let group = words.get(at..=at + thousands).unwrap_or_default();
            found.push(group.iter().map(|one| one.word.as_str()).collect());
        }
        if let Some(day) = day(words.get(at..at + 3).unwrap_or_default()) {
            found.push(day);
        }
        at += 1 + tied.max(thousands);
    }
    found
}

/// How many words, from the first on, say one thing together: the parts of a day, the groups of a sum.
pub(crate) fn count_together(text: &str, words: &[Token]) -> usize {
    let Some((first, rest)) = words.split_first() else {
        return 0;
    };
    if words.get(..3).and_then(day).is_some() {
        return 3;
    }
    1 + thousands(text, first, rest)
}

/// At most three tied words as one, in the stem of the whole.
fn tied_as_one(words: &[Token]) -> Option<String> {
    if words.len() > 3 {
        return None;
    }
    let whole_word: String = words.iter().map(|one| one.word.as_str()).collect();
    Some(stem(whole(&whole_word).unwrap_or(&whole_word)))
}

/// How many groups of three digits follow the first digits of a sum: `1 250 000`.
fn thousands(text: &str, first: &Token, rest: &[Token]) -> usize {
    let digits = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(&first.word) || first.word.len() > 3 {
        return 0;
    }
    let mut end = first.at.end;
    rest.iter()
        .take(4)
        .take_while(|next| {
            let between = text.get(end..next.at.start).unwrap_or_default();
            end = next.at.end;
            next.word.len() == 3 && digits(&next.word) && matches!(between, " " | "\u{a0}" | "\u{202f}")
        })
        .count()
}

/// The months' stems' beginnings, in order.
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

/// A day in one form, `d20260112`, of `12.01.2026`, `2026-01-12` or `12 січня 2026`.
fn day(words: &[Token]) -> Option<String> {
    let [first, second, third] = words else {
        return None;
    };
    let number = |token: &Token| token.word.parse::<u32>().ok();
    let month = || {
        number(second).or_else(|| {
            let at = MONTHS.iter().position(|month| second.word.starts_with(month))?;
            u32::try_from(at + 1).ok()
        })
    };
    let (year, month, day) = if first.word.len() == 4 {
        (number(first)?, number(second)?, number(third)?)
    } else {
        (number(third)?, month()?, number(first)?)
    };
    let real = (1900..=2199).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    real.then(|| format!("d{year}{month:02}{day:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        tokens(text).map(|token| token.word).collect()
    }

    #[test]
    fn words_are_cut_at_everything_but_apostrophes_inside_them() {
        assert_eq!(
            words("П’ять об'єктів, «дорога»—міст."),
            ["пять", "обєктів", "дорога", "міст"]
        );
        assert_eq!(words("'тихо' "), ["тихо"]);
        assert_eq!(words("№36-р; 12/3"), ["36", "р", "12", "3"]);
        assert_eq!(words(""), Vec::<String>::new());
        assert_eq!(words("— ’’ !"), Vec::<String>::new());
    }

    #[test]
    fn places_are_those_of_the_text_itself() {
        let text = "Об’єкт и\u{306}ого ґанку";
        for token in tokens(text) {
            assert_eq!(fold(&text[token.at.clone()]), token.word);
        }
    }

    #[test]
    fn what_stands_in_several_words_is_found_as_one_too() {
        let has = |text: &str, word: &str| indexed(text).split(' ').any(|one| one == word);
        assert!(has("буд. 12-А", "12а"));
        assert!(has("1 250 000,50 грн", "1250000"));
        assert!(has("12.01.2026 року", "d20260112"));
        assert!(has("від 12 січня 2026 року", "d20260112"));
        assert!(has("2026-01-12", "d20260112"));
        assert!(!indexed("32.13.2026").contains('d'));
        assert!(has("пр-т Миру", &stem("проспект")));
    }
}
