//! Which thing of one list is which of the other: photos, rows, lines.

use similar::{Algorithm, DiffTag, capture_diff_slices_deadline};
use std::{
    collections::{HashMap, HashSet},
    hash::Hash,
    ops::Range,
    time::Instant,
};

/// A thing's place on either side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) before: Option<usize>,
    pub(super) after: Option<usize>,
    /// It stands elsewhere among those that both sides have.
    pub(super) moved: bool,
}

impl Pair {
    fn gone(at: usize) -> Self {
        Self {
            before: Some(at),
            after: None,
            moved: false,
        }
    }

    fn new(at: usize) -> Self {
        Self {
            before: None,
            after: Some(at),
            moved: false,
        }
    }

    fn both(before: usize, after: usize) -> Self {
        Self {
            before: Some(before),
            after: Some(after),
            moved: false,
        }
    }
}

/// Pairs things by a key that is theirs alone on each side, in the newer order; those taken out where they stood.
pub(super) fn by_key<K: Eq + Hash>(before: &[K], after: &[K], deadline: Option<Instant>) -> Vec<Pair> {
    let was: HashMap<&K, usize> = before.iter().zip(0..).collect();
    let is: HashSet<&K> = after.iter().collect();
    let mut pairs = Vec::new();
    for op in capture_diff_slices_deadline(Algorithm::Myers, before, after, deadline) {
        let (tag, old, new) = op.as_tag_tuple();
        if tag == DiffTag::Equal {
            pairs.extend(old.zip(new).map(|(old, new)| Pair::both(old, new)));
            continue;
        }
        let gone = |at: &usize| before.get(*at).is_some_and(|key| !is.contains(key));
        pairs.extend(old.filter(gone).map(Pair::gone));
        pairs.extend(new.map(|at| match after.get(at).and_then(|key| was.get(key)) {
            Some(old) => Pair {
                moved: true,
                ..Pair::both(*old, at)
            },
            None => Pair::new(at),
        }));
    }
    pairs
}

/// Pairs things that are equal, and between those the ones that are alike, without crossing. `likeness` is 0 to 1; below
/// [`ALIKE`] two things are not the same.
pub(super) fn by_likeness<T: Eq + Hash>(
    before: &[T],
    after: &[T],
    likeness: impl Fn(&T, &T) -> f64,
    deadline: Option<Instant>,
) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for op in capture_diff_slices_deadline(Algorithm::Myers, before, after, deadline) {
        let (tag, old, new) = op.as_tag_tuple();
        match tag {
            DiffTag::Equal => pairs.extend(old.zip(new).map(|(old, new)| Pair::both(old, new))),
            DiffTag::Replace if old.len() * new.len() <= MAX_TRIED => {
                align(before, after, old, new, &likeness, &mut pairs);
            }
            _ => {
                pairs.extend(old.map(Pair::gone));
                pairs.extend(new.map(Pair::new));
            }
        }
    }
    pairs
}

/// What is less alike than this is something else.
const ALIKE: f64 = 0.4;

/// Most pairs that are tried within one change.
const MAX_TRIED: usize = 10_000;

/// The pairing of a stretch with the greatest likeness in all: the classic table of the best pairing of each two tails.
fn align<T>(
    before: &[T],
    after: &[T],
    old: Range<usize>,
    new: Range<usize>,
    likeness: &impl Fn(&T, &T) -> f64,
    pairs: &mut Vec<Pair>,
) {
    let width = new.len() + 1;
    let mut best = vec![0.0_f64; (old.len() + 1) * width];
    let mut alike = vec![0.0_f64; old.len() * new.len()];
    let at = |table: &[f64], index: usize| table.get(index).copied().unwrap_or_default();
    for (row, a) in before
        .get(old.clone())
        .unwrap_or_default()
        .iter()
        .enumerate()
        .rev()
    {
        for (column, b) in after
            .get(new.clone())
            .unwrap_or_default()
            .iter()
            .enumerate()
            .rev()
        {
            let score = Some(likeness(a, b))
                .filter(|score| *score >= ALIKE)
                .unwrap_or(0.0);
            let taken = if score > 0.0 {
                score + at(&best, (row + 1) * width + column + 1)
            } else {
                0.0
            };
            let left = at(&best, (row + 1) * width + column).max(at(&best, row * width + column + 1));
            if let Some(cell) = alike.get_mut(row * new.len() + column) {
                *cell = if taken >= left { score } else { 0.0 };
            }
            if let Some(cell) = best.get_mut(row * width + column) {
                *cell = taken.max(left);
            }
        }
    }
    let (mut row, mut column) = (0, 0);
    while row < old.len() && column < new.len() {
        if at(&alike, row * new.len() + column) > 0.0 {
            pairs.push(Pair::both(old.start + row, new.start + column));
            row += 1;
            column += 1;
        } else if at(&best, (row + 1) * width + column) >= at(&best, row * width + column + 1) {
            pairs.push(Pair::gone(old.start + row));
            row += 1;
        } else {
            pairs.push(Pair::new(new.start + column));
            column += 1;
        }
    }
    pairs.extend((old.start + row..old.end).map(Pair::gone));
    pairs.extend((new.start + column..new.end).map(Pair::new));
}
