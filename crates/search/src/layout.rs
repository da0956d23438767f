//! What was typed, read as if the keyboard had been set to another language.

/// The keys of the Ukrainian layout under the Latin ones.
const KEYS: [(char, char); 36] = [
    ('q', 'й'),
    ('w', 'ц'),
    ('e', 'у'),
    ('r', 'к'),
    ('t', 'е'),
    ('y', 'н'),
    ('u', 'г'),
    ('i', 'ш'),
    ('o', 'щ'),
    ('p', 'з'),
    ('[', 'х'),
    (']', 'ї'),
    ('{', 'х'),
    ('}', 'ї'),
    ('a', 'ф'),
    ('s', 'і'),
    ('d', 'в'),
    ('f', 'а'),
    ('g', 'п'),
    ('h', 'р'),
    ('j', 'о'),
    ('k', 'л'),
    ('l', 'д'),
    (';', 'ж'),
    (':', 'ж'),
    ('\'', 'є'),
    ('"', 'є'),
    ('z', 'я'),
    ('x', 'ч'),
    ('c', 'с'),
    ('v', 'м'),
    ('b', 'и'),
    ('n', 'т'),
    ('m', 'ь'),
    (',', 'б'),
    ('.', 'ю'),
];

/// The readings of what was typed, the plain one first: then Ukrainian typed on a Latin layout (`ljhjuf`), a Latin word
/// typed on the Ukrainian one (`штеуктуе`), Ukrainian typed on the Russian one (`мысто`).
#[must_use]
pub fn readings(typed: &str) -> Vec<String> {
    let lower = typed.to_lowercase();
    let mut readings = vec![typed.to_owned()];
    let mut add = |reading: String| {
        if !readings.contains(&reading) && reading != lower {
            readings.push(reading);
        }
    };
    if lower.contains(|letter: char| letter.is_ascii_alphabetic()) {
        add(lower.chars().map(cyrillic).collect());
    }
    if lower.contains(['ы', 'э', 'ъ']) {
        add(lower
            .chars()
            .map(|letter| match letter {
                'ы' => 'і',
                'э' => 'є',
                'ъ' => 'ї',
                other => other,
            })
            .collect());
    }
    if lower.contains(crate::fold::is_cyrillic) {
        add(lower.chars().map(latin).collect());
    }
    readings
}

fn cyrillic(key: char) -> char {
    KEYS.iter()
        .find(|(latin, _)| *latin == key)
        .map_or(key, |(_, letter)| *letter)
}

fn latin(key: char) -> char {
    KEYS.iter()
        .find(|(_, letter)| *letter == key)
        .map_or(key, |(latin, _)| *latin)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_layouts_are_read_as_meant() {
        assert!(readings("ghbdsn").contains(&"привіт".to_owned()));
        assert!(readings("Lbnzxbq cfljr").contains(&"дитячий садок".to_owned()));
        assert!(readings("мысто").contains(&"місто".to_owned()));
        assert!(readings("штеуктуе").contains(&"internet".to_owned()));
        assert_eq!(readings("12"), ["12"]);
    }
}
