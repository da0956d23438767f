//! The stem of a word, by Snowball's Ukrainian and English algorithms, and the other stems that forms of the same word
//! may have: vowels that come, go and change (школа – шкіл, будинок – будинку).

use crate::fold::is_cyrillic;
use frostem::{Algorithm, Stemmer};

/// What officials shorten, as the word it stands for, and forms that look like another word's. Folded; «пр-т» is asked for as `прт`.
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
    ("гривень", "гривня"),
    ("тис", "тисяча"),
    ("млн", "мільйон"),
    ("м2", "метр"),
    // Not to build, to write and to fast.
    ("мости", "мостів"),
    ("листи", "листів"),
    ("пости", "постів"),
];

/// Ends that the algorithm takes for endings of the plural though they belong to the word, and how it sees the word whole.
const MISTAKEN: &[(&str, &str)] = &[
    ("грам", "грама"),
    ("грами", "грама"),
    ("клам", "клама"),
    ("клами", "клама"),
    ("арень", "арня"),
    ("дерев", "дерево"),
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
    if let Some((start, end)) = MISTAKEN
        .iter()
        .find_map(|(end, whole)| Some((word.strip_suffix(end)?, whole)))
    {
        return stem(&format!("{start}{end}"));
    }
    if word.chars().all(is_cyrillic) {
        tidy(&Stemmer::new(Algorithm::Ukrainian).stem(word))
    } else if word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        Stemmer::new(Algorithm::English).stem(word).into_owned()
    } else {
        word.to_owned()
    }
}

/// What the algorithm leaves different in forms of one word: vowels before an ending (вулице-ю, трамва-ї), «ле» that comes
/// and goes (покрів-ля, покрівель), the doubled consonant and the «-ен» of what has been done (замінено – заміна).
fn tidy(stem: &str) -> String {
    let mut letters: Vec<char> = stem.chars().filter(|letter| *letter != '\'').collect();
    let ends = |letters: &[char], end: &str| {
        let end: Vec<char> = end.chars().collect();
        letters.ends_with(&end)
    };
    if letters.len() == 3 && letters.first().is_some_and(|first| is_vowel(*first)) && ends(&letters, "а") {
        letters.pop();
    }
    while letters.len() > 3 && letters.last().is_some_and(|last| is_vowel(*last)) {
        letters.pop();
    }
    if letters.len() >= 7 && ends(&letters, "ен") {
        letters.truncate(letters.len() - 2);
        if ["вл", "бл", "пл", "мл"].iter().any(|end| ends(&letters, end)) {
            letters.pop();
        }
    }
    for (end, take) in [("івел", 2), ("івл", 1), ("тт", 1)] {
        if letters.len() > 4 && ends(&letters, end) {
            letters.truncate(letters.len() - take);
        }
    }
    letters.into_iter().collect()
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
    // Forms without an ending look to the algorithm as if they had one: дерев, програм, лікарень.
    if word.chars().last().is_some_and(|last| !is_vowel(last)) {
        add(self::stem(&format!("{}а", word.trim_end_matches('ь')))
            .chars()
            .collect());
        if let Some(start) = word
            .strip_suffix("ень")
            .filter(|start| start.chars().count() >= 4)
        {
            add(self::stem(&format!("{start}ня")).chars().collect());
        }
    } else {
        add(self::stem(stem).chars().collect());
    }
    // Nothing came off: the syllable is closed.
    let closed = word == stem || word.trim_end_matches('ь') == stem;
    let Some(at) = letters.iter().rposition(|letter| is_vowel(*letter)) else {
        return kin;
    };
    let with = |vowel: &str| {
        let (start, end) = letters.split_at(at);
        let mut other = start.to_vec();
        other.extend(vowel.chars());
        other.extend(end.iter().skip(1));
        other
    };
    let behind = letters.len() - at - 1;
    match letters.get(at) {
        Some('і') if closed && behind > 0 => {
            add(with("о"));
            add(with("е"));
        }
        Some('о' | 'е') if closed && behind == 1 && letters.len() >= 4 => add(with("")),
        Some('о' | 'е') if !closed && behind > 0 => add(with("і")),
        _ => {}
    }
    if behind >= 2 && !closed {
        for vowel in ['о', 'е'] {
            let mut other = letters.clone();
            other.insert(letters.len() - 1, vowel);
            add(other);
        }
    }
    kin
}

fn is_vowel(letter: char) -> bool {
    "аеєиіїоуюя".contains(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a report with one form is found by another.
    fn finds(typed: &str, written: &str) -> bool {
        let (mine, its) = (stem(typed), stem(written));
        mine == its || kin(typed, &mine).contains(&its)
    }

    #[test]
    fn forms_of_a_word_find_each_other() {
        for forms in [
            "дорога дороги дорозі дорогу дорогою доріг дорогам дорогами дорогах",
            "школа школи школу школою шкіл школам школами школах",
            "вулиця вулиці вулицю вулицею вулиць вулицям вулицями вулицях",
            "міст мосту мостом мости мостів мостами",
            "будинок будинку будинком будинки будинків будинками",
            "зупинка зупинки зупинку зупинкою зупинок зупинками",
            "комісія комісії комісію комісією комісій комісіями",
            "трамвай трамвая трамваєм трамваї трамваїв трамваями",
            "покрівля покрівлі покрівлю покрівлею покрівель покрівлями",
            "програма програми програму програмою програм програмами",
            "дерево дерева деревом дерев деревами",
            "договір договору договором договори договорів",
            "ремонт ремонту ремонтом ремонти ремонтів",
            "освітлення освітленням освітленню",
            "замінено заміна заміну заміною",
        ] {
            let forms: Vec<&str> = forms.split(' ').collect();
            for typed in &forms {
                for written in &forms {
                    assert!(
                        finds(typed, written),
                        "{typed} → {}, {written} → {}",
                        stem(typed),
                        stem(written)
                    );
                }
            }
        }
        assert!(finds("лікарень", "лікарня"));
        assert!(!finds("лікарня", "лікар"));
        assert!(!finds("школа", "шлях"));
        assert!(finds("roads", "road"));
    }
}
