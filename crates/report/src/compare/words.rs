//! Texts compared by words.

use super::Side;
use serde::Serialize;
use similar::{DiffTag, TextDiff};
use std::{
    cmp::Ordering,
    hash::{DefaultHasher, Hash, Hasher},
    time::Instant,
};

/// A piece of text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Run {
    /// Where it stands.
    pub side: Side,
    /// The characters.
    pub text: String,
}

/// Below this share of common letters a text was written anew: marks on every other word would only be in the way.
const REWRITTEN: f64 = 0.25;

/// The pieces of two texts in reading order: within a change what was taken out comes first.
pub(super) fn runs(before: &str, after: &str, deadline: Option<Instant>) -> Vec<Run> {
    let mut config = TextDiff::configure();
    if let Some(deadline) = deadline {
        config.deadline(deadline);
    }
    let diff = config.diff_unicode_words(before, after);
    let mut found = Runs::default();
    for op in diff.ops() {
        let (tag, old, new) = op.as_tag_tuple();
        let old: String = old.filter_map(|at| diff.old_slice(at)).collect();
        let new: String = new.filter_map(|at| diff.new_slice(at)).collect();
        match tag {
            DiffTag::Equal => found.common(&new),
            _ => found.changed(&old, &new),
        }
    }
    let runs = found.finish();
    let common: usize = runs
        .iter()
        .filter(|run| run.side == Side::Both)
        .map(|run| letters(&run.text))
        .sum();
    if share(common, letters(before).max(letters(after))) < REWRITTEN {
        return whole(before, after);
    }
    runs
}

/// The old text taken out, the new one put in.
pub(super) fn whole(before: &str, after: &str) -> Vec<Run> {
    [(Side::Before, before), (Side::After, after)]
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(side, text)| Run {
            side,
            text: text.to_owned(),
        })
        .collect()
}

/// The words of a text as they are needed to tell how alike it is to others: hashed, in the order of their hashes, each with
/// its letters.
pub(super) struct Bag {
    words: Vec<(u64, usize)>,
    letters: usize,
}

impl Bag {
    pub(super) fn of(text: &str) -> Self {
        let hashed = |word: &str| {
            let mut hasher = DefaultHasher::new();
            word.hash(&mut hasher);
            (hasher.finish(), letters(word))
        };
        let mut words: Vec<_> = text.split_whitespace().map(hashed).collect();
        words.sort_unstable();
        Self {
            letters: words.iter().map(|(_, letters)| letters).sum(),
            words,
        }
    }

    /// How much two texts have in common, 0 to 1: the letters of the words that stand in both.
    pub(super) fn likeness(&self, other: &Self) -> f64 {
        let (mut old, mut new) = (self.words.iter().peekable(), other.words.iter().peekable());
        let mut common = 0;
        while let (Some(a), Some(b)) = (old.peek(), new.peek()) {
            match a.cmp(b) {
                Ordering::Less => drop(old.next()),
                Ordering::Greater => drop(new.next()),
                Ordering::Equal => {
                    common += a.1;
                    old.next();
                    new.next();
                }
            }
        }
        share(common, self.letters.max(other.letters))
    }
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

#[expect(clippy::cast_precision_loss, reason = "counts of letters")]
fn share(part: usize, of: usize) -> f64 {
    if of == 0 { 1.0 } else { part as f64 / of as f64 }
}

/// The pieces in the making. A space or a comma that two changes have between them belongs to both: «стара дорога» →
/// «новий міст» is one change, not two.
#[derive(Default)]
struct Runs {
    runs: Vec<Run>,
    before: String,
    after: String,
    /// What is common and without a letter since the last change.
    between: String,
}

impl Runs {
    fn common(&mut self, text: &str) {
        let changed = !self.before.is_empty() || !self.after.is_empty();
        if changed && self.between.is_empty() && letters(text) == 0 {
            self.between.push_str(text);
        } else {
            self.close();
            self.push(Side::Both, text);
        }
    }

    fn changed(&mut self, before: &str, after: &str) {
        let between = std::mem::take(&mut self.between);
        for (side, text) in [(&mut self.before, before), (&mut self.after, after)] {
            side.push_str(&between);
            side.push_str(text);
        }
    }

    fn close(&mut self) {
        let before = std::mem::take(&mut self.before);
        let after = std::mem::take(&mut self.after);
        let between = std::mem::take(&mut self.between);
        self.push(Side::Before, &before);
        self.push(Side::After, &after);
        self.push(Side::Both, &between);
    }

    fn push(&mut self, side: Side, text: &str) {
        match self.runs.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if last.side == side => last.text.push_str(text),
            _ => self.runs.push(Run {
                side,
                text: text.to_owned(),
            }),
        }
    }

    fn finish(mut self) -> Vec<Run> {
        self.close();
        self.runs
    }
}
