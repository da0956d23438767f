//! The stem of a word, by Snowball's Ukrainian and English algorithms, and the other stems that forms of the same word
//! may have: vowels that come, go and change (школа – шкіл, будинок – будинку).

use crate::fold::is_cyrillic;
use frostem::{Algorithm, Stemmer};

/// What officials shorten, as the word it stands for. Folded; «пр-т» is asked for as `прт`.
const SHORT: &[(&str, &str)] = &[
    ("вул", "вулиця"),
    ("ул", "вулиця"),
    ("просп", "проспект"),
    ("прт", "проспект"),
    ("пркт", "проспект"),
    ("бул", "бульвар"),
    ("бульв", "бульвар"),
    ("бр", "бульвар"),
    ("пл", "площа"),
    ("пров", "провулок"),
    ("буд", "будинок"),
    ("мкр", "мікрорайон"),
    ("мкрн", "мікрорайон"),
    ("рн", "район"),
    ("ім", "імені"),
    ("грн", "гривня"),
    ("тис", "тисяча"),
    ("млн", "мільйон"),
    ("м2", "метр"),
];

/// The whole word that a folded abbreviation stands for.
pub(crate) fn whole(word: &str) -> Option<&'static str> {
    SHORT
        .iter()
        .find(|(short, _)| *short == word)
        .map(|(_, whole)| *whole)
}

/// The stem of a folded word. What holds a digit, or letters of neither alphabet, is its own stem.
pub(crate) fn stem(word: &str) -> String {
    let word = whole(word).unwrap_or(word);
    if word.chars().all(is_cyrillic) {
        Stemmer::new(Algorithm::Ukrainian).stem(word).into_owned()
    } else if word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        Stemmer::new(Algorithm::English).stem(word).into_owned()
    } else {
        word.to_owned()
    }
}

/// The stems that other forms of the same word may have: a vowel changes in a closed syllable (доріг – дорога, ночі –
/// ніч) or flees (садок – садка, зупинка – зупинок). The stem itself is not among them.
pub(crate) fn kin(word: &str, stem: &str) -> Vec<String> {
    let letters: Vec<char> = stem.chars().collect();
    let mut kin = Vec::new();
    if letters.len() < 3 || !letters.iter().all(|letter| is_cyrillic(*letter)) {
        return kin;
    }
    let mut add = |letters: Vec<char>| {
        let other: String = letters.into_iter().collect();
        if other != stem && !kin.contains(&other) {
            kin.push(other);
        }
    };
    let (last, before) = (letters.len() - 1, letters.len() - 2);
    let [Some(x), Some(y)] = [letters.get(before), letters.get(last)] else {
        return kin;
    };
    let replaced = |with: &str| {
        let mut other: Vec<char> = letters.iter().take(before).copied().collect();
        other.extend(with.chars());
        other.push(*y);
        other
    };
    // Nothing came off: the syllable is closed.
    let closed = word == stem || word.trim_end_matches('ь') == stem;
    if !is_vowel(*y) {
        match x {
            'і' if closed => {
                add(replaced("о"));
                add(replaced("е"));
            }
            'о' | 'е' => {
                if !closed {
                    add(replaced("і"));
                }
                if closed && letters.len() >= 4 {
                    add(replaced(""));
                }
            }
            _ if !is_vowel(*x) && *x != 'ь' && !closed => {
                let mut other: Vec<char> = letters.iter().take(last).copied().collect();
                for vowel in ['о', 'е'] {
                    other.push(vowel);
                    other.push(*y);
                    add(other.clone());
                    other.truncate(last);
                }
            }
            _ => {}
        }
    }
    kin
}

fn is_vowel(letter: char) -> bool {
    "аеєиіїоуюя".contains(letter)
}
