//! How texts of a file and of the form are brought to one form to be compared.

use unicode_normalization::UnicodeNormalization;

/// The words of a text, folded: lower case, apostrophes dropped, letters that are mistaken for one another made one (`ґ`→`г`,
/// `є ё э`→`е`, `ї`→`і`, `й`→`и`, a Latin `a` within Cyrillic text), punctuation as spaces.
pub(crate) fn words(text: &str) -> Vec<String> {
    let cyrillic = text
        .chars()
        .any(|letter| ('а'..='я').contains(&lower(letter)) || letter == 'і');
    let folded: String = text
        .nfc()
        .flat_map(char::to_lowercase)
        .filter_map(|letter| match letter {
            '\'' | '’' | 'ʼ' | '‘' | '`' | '´' | '′' | '"' | '\u{301}' | '\u{ad}' => None,
            'ґ' => Some('г'),
            'ї' => Some('і'),
            'є' | 'ё' | 'э' => Some('е'),
            'ы' | 'й' => Some('и'),
            other if cyrillic => Some(twin(other)),
            other => Some(other),
        })
        .collect();
    folded
        .split(|letter: char| !letter.is_alphanumeric() && letter != '%' && letter != '№')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The folded words in one line.
pub(crate) fn fold(text: &str) -> String {
    words(text).join(" ")
}

fn lower(letter: char) -> char {
    letter.to_lowercase().next().unwrap_or(letter)
}

/// The Cyrillic letter that a Latin one looks like.
const fn twin(letter: char) -> char {
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
    fn letters_that_are_mistaken_for_one_another_are_one() {
        assert_eq!(fold("Мар’яненко  П.І."), "маряненко п і");
        assert_eq!(fold("МАР'ЯНЕНКО П. І."), "маряненко п і");
        assert_eq!(fold("Ковaль"), fold("Коваль"), "a Latin a");
        assert_eq!(fold("Absent"), "absent");
        assert_eq!(fold("План, тис. грн"), "план тис грн");
    }
}
