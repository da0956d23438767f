//! Which versions are kept as they age: all for a day, then the last of each hour for a week, of each day for 90 days, of each
//! 30 days after that. What tells of something that happened stays for good, and so do the first version and the last
//! [`LAST`], whatever the clock says: a clock set forward by years must not cost what was written this morning.

use crate::table::history::VersionKind;
use jiff::{SignedDuration, Timestamp};
use std::collections::HashSet;

/// Thinning never puts off looking at a history again for longer.
pub(crate) const AGAIN_WITHIN: SignedDuration = SignedDuration::from_hours(48);

/// So many last versions are never thinned.
pub(crate) const LAST: usize = 20;

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;
const WEEK: i64 = 7 * DAY;
const QUARTER: i64 = 90 * DAY;
const MONTH: i64 = 30 * DAY;

/// A version as thinning sees it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Aging {
    pub(crate) number: u32,
    pub(crate) kind: VersionKind,
    pub(crate) at: Timestamp,
}

/// The numbers of the versions that may go; `versions` from the first to the last. A version of the future counts as new.
pub(crate) fn outdated(versions: &[Aging], now: Timestamp) -> Vec<u32> {
    let mut taken = HashSet::new();
    let mut gone = Vec::new();
    // From the last to the first: of each stretch of time the last one is met first and stays.
    for (from_last, version) in versions.iter().rev().enumerate() {
        let at = version.at.as_second();
        let stretch = match now.as_second().saturating_sub(at) {
            age if age <= DAY => None,
            age if age <= WEEK => Some(HOUR),
            age if age <= QUARTER => Some(DAY),
            _ => Some(MONTH),
        };
        let first_met = stretch.is_none_or(|stretch| taken.insert((stretch, at.div_euclid(stretch))));
        let is_first = from_last + 1 == versions.len();
        if !first_met && !version.kind.is_event() && from_last >= LAST && !is_first {
            gone.push(version.number);
        }
    }
    gone.reverse();
    gone
}

/// When to look again; `None` if no version will have to go as time passes.
pub(crate) fn next(versions: &[Aging], now: Timestamp) -> Option<Timestamp> {
    let settled = |version: &Aging| now.as_second().saturating_sub(version.at.as_second()) > QUARTER + MONTH;
    let aging = versions
        .iter()
        .rev()
        .skip(LAST)
        .any(|version| !version.kind.is_event() && !settled(version));
    aging
        .then(|| Timestamp::from_second(now.as_second().saturating_add(DAY)).ok())
        .flatten()
}

#[cfg(test)]
mod tests;
