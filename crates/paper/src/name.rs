//! The name of a file, made of a report's title.

/// Characters of a name without its ending: Cyrillic takes two bytes each, and 255 bytes are the limit of most disks.
const LONGEST: usize = 100;

/// Names that Windows keeps for devices, whatever their ending.
const DEVICES: [&str; 4] = ["CON", "PRN", "AUX", "NUL"];

/// A file's name that every system takes, made of a title: «Сквер "Мрія": звіт» becomes «Сквер Мрія звіт.pdf».
#[must_use]
pub fn file_name(title: &str, ending: &str) -> String {
    let plain: String = title
        .chars()
        .map(|c| if is_refused(c) { ' ' } else { c })
        .collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let short: String = words.join(" ").chars().take(LONGEST).collect();
    // Windows drops points and spaces at the end of a name; elsewhere one at its start hides the file.
    let bare = short.trim_matches([' ', '.']);
    match bare {
        "" => format!("Звіт.{ending}"),
        device if is_device(device) => format!("Звіт {device}.{ending}"),
        name => format!("{name}.{ending}"),
    }
}

/// Signs that some system refuses, and those that nobody sees or that turn the order of the others round.
fn is_refused(c: char) -> bool {
    c.is_control()
        || r#"<>:"/\|?*"#.contains(c)
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

fn is_device(name: &str) -> bool {
    let stem = name
        .split('.')
        .next()
        .unwrap_or_default()
        .trim_end()
        .to_uppercase();
    let numbered = |device: &str| {
        stem.strip_prefix(device)
            .is_some_and(|rest| rest.chars().count() == 1 && rest.chars().all(|c| "123456789¹²³".contains(c)))
    };
    DEVICES.contains(&stem.as_str()) || numbered("COM") || numbered("LPT")
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn every_system_takes_the_name() {
        for (title, name) in [
            ("Ремонт вулиці Поштової", "Ремонт вулиці Поштової.pdf"),
            ("Сквер \"Мрія\": 50/50?", "Сквер Мрія 50 50.pdf"),
            ("a<b>c|d*e\\f\ng\th\u{0}i", "a b c d e f g h i.pdf"),
            ("  .прихований. ", "прихований.pdf"),
            ("", "Звіт.pdf"),
            ("...", "Звіт.pdf"),
            ("con", "Звіт con.pdf"),
            ("LPT1.звіт", "Звіт LPT1.звіт.pdf"),
            ("COM¹", "Звіт COM¹.pdf"),
            ("Комітет", "Комітет.pdf"),
            ("fdp.\u{202e}gpj", "fdp. gpj.pdf"),
        ] {
            assert_eq!(file_name(title, "pdf"), name, "{title:?}");
        }
    }

    #[test]
    fn long_title_gives_a_name_that_fits() {
        let name = file_name(&"Дуже довга назва звіту ".repeat(40), "docx");
        assert!(
            name.len() <= 255 && name.ends_with(".docx") && !name.contains(" .docx"),
            "{name}"
        );
    }
}
