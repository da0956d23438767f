//! A word in one form: NFC, lower case, letters that keyboards and habits differ in made one.
//!
//! Not the map's folding: a street is one of few and may be named carelessly, so there «й» is «и» and soft signs vanish;
//! here the stemmer must still see a Ukrainian word.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The apostrophes that people and programs write.
pub(crate) fn is_apostrophe(letter: char) -> bool {
    matches!(
        letter,
        '\'' | '’' | 'ʼ' | '‘' | '`' | '´' | '′' | 'ʹ' | '＇' | '\u{201b}'
    )
}

/// A word in one form: NFC, lower case, without apostrophes and stress marks, ґ as г, Russian letters as the Ukrainian
/// ones that stand in their place, and Latin look-alikes inside a Cyrillic word (`мiсто`) as what they look like.
pub(crate) fn fold(word: &str) -> String {
    let mut folded: String = word
        .nfc()
        .flat_map(char::to_lowercase)
        .filter(|letter| !is_apostrophe(*letter) && !is_combining_mark(*letter) && *letter != 'ъ')
        .map(|letter| match letter {
            'ґ' => 'г',
            'ы' => 'и',
            'э' | 'ё' => 'е',
            other => other,
        })
        .collect();
    if folded.chars().any(is_cyrillic) && folded.chars().any(|letter| letter.is_ascii_alphabetic()) {
        folded = folded.chars().map(look_alike).collect();
    }
    folded
}

pub(crate) fn is_cyrillic(letter: char) -> bool {
    ('\u{400}'..='\u{52f}').contains(&letter)
}

fn look_alike(letter: char) -> char {
    match letter {
        'a' => 'а',
        'b' => 'в',
        'c' => 'с',
        'e' => 'е',
        'h' => 'н',
        'i' => 'і',
        'k' => 'к',
        'm' => 'м',
        'o' => 'о',
        'p' => 'р',
        't' => 'т',
        'x' => 'х',
        'y' => 'у',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_keyboards_and_habits_differ_in_is_one() {
        for other in ["обʼєкт", "об'єкт", "об`єкт", "ОБ’ЄКТ", "обєкт"] {
            assert_eq!(fold(other), fold("об’єкт"), "{other}");
        }
        assert_eq!(fold("Ґанок"), fold("ганок"));
        assert_eq!(fold("и\u{306}ого"), "його", "decomposed letters");
        assert_eq!(fold("за\u{301}мок"), "замок", "a stress mark");
        assert_eq!(fold("мiсто"), "місто", "a Latin i in a Cyrillic word");
        assert_eq!(fold("Windows"), "windows", "a Latin word stays");
        assert_eq!(fold("школы"), "школи");
    }
}
