//! Words that differ by a slip of the fingers.

/// How near a word is to what was typed; fewer is nearer.
pub type Near = usize;

/// How many slips (a letter wrong, missing, too many, two swapped) lie between two folded words; `None` when they are
/// too many for words of that length to be the same one: none up to 3 letters, one up to 7, two in longer ones.
#[must_use]
pub fn near(typed: &str, word: &str) -> Option<Near> {
    let (typed_letters, letters) = (typed.chars().count(), word.chars().count());
    let most = match typed_letters {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    };
    if typed_letters.abs_diff(letters) > most {
        return None;
    }
    let slips = strsim::osa_distance(typed, word);
    (slips <= most).then_some(slips)
}
