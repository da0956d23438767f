use super::*;
use std::collections::{BTreeMap, BTreeSet};

const NOW: i64 = 1_795_000_000;

fn version(number: u32, at: i64, kind: VersionKind) -> Aging {
    Aging {
        number,
        kind,
        at: Timestamp::from_second(at).unwrap(),
    }
}

fn now() -> Timestamp {
    Timestamp::from_second(NOW).unwrap()
}

fn left(versions: &[Aging], now: Timestamp) -> Vec<Aging> {
    let gone: BTreeSet<u32> = outdated(versions, now).into_iter().collect();
    let stays = |version: &&Aging| !gone.contains(&version.number);
    versions.iter().filter(stays).copied().collect()
}

/// A history as people write: days with work and days without, pauses of a minute to hours, an event now and then.
fn any(random: &mut fastrand::Rng) -> Vec<Aging> {
    let mut at = NOW - random.i64(0..400) * DAY;
    let mut versions = Vec::new();
    while at < NOW && versions.len() < 600 {
        let number = u32::try_from(versions.len()).unwrap() + 1;
        let kind = match random.u8(0..20) {
            0 => VersionKind::Sent,
            1 => VersionKind::Published,
            _ => VersionKind::Paused,
        };
        versions.push(version(number, at, kind));
        at += match random.u8(0..10) {
            0 => random.i64(0..20) * DAY,
            1..=3 => random.i64(1..10) * HOUR,
            _ => random.i64(60..1200),
        };
    }
    versions
}

#[test]
fn what_the_rule_promises_stays() {
    let mut random = fastrand::Rng::with_seed(4);
    for _ in 0..500 {
        let versions = any(&mut random);
        let left = left(&versions, now());
        let stays = |number: u32| left.iter().any(|version| version.number == number);
        for (place, version) in versions.iter().enumerate() {
            let young = NOW - version.at.as_second() <= DAY;
            let among_last = place + LAST >= versions.len();
            if young || among_last || place == 0 || version.kind.is_event() {
                assert!(stays(version.number), "{version:?}");
            }
            let age = NOW - version.at.as_second();
            let stretch = match age {
                age if age <= WEEK => HOUR,
                age if age <= QUARTER => DAY,
                _ => MONTH,
            };
            // Whatever went has a neighbour in its own stretch of time.
            let slot = version.at.as_second().div_euclid(stretch);
            assert!(
                left.iter()
                    .any(|other| other.at.as_second().div_euclid(stretch) == slot),
                "{version:?}"
            );
        }
    }
}

#[test]
fn what_is_left_is_bounded_by_the_age_not_by_the_writing() {
    // A year of writing, a version each three minutes, day and night.
    let versions: Vec<Aging> = (0..365 * 480)
        .map(|at| version(at + 1, NOW - 365 * DAY + i64::from(at) * 180, VersionKind::Paused))
        .collect();
    let left = left(&versions, now());
    let mut ages = BTreeMap::<&str, u32>::new();
    for version in &left {
        let age = NOW - version.at.as_second();
        *ages
            .entry(match age {
                age if age <= DAY => "day",
                age if age <= WEEK => "week",
                age if age <= QUARTER => "quarter",
                _ => "older",
            })
            .or_default() += 1;
    }
    assert_eq!(ages["day"], 480);
    assert!((144..=145).contains(&ages["week"]), "{ages:?}");
    assert!((83..=84).contains(&ages["quarter"]), "{ages:?}");
    assert!(ages["older"] <= 11, "{ages:?}");
}

#[test]
fn thinning_again_takes_nothing_more_and_thinning_often_costs_no_day() {
    let mut random = fastrand::Rng::with_seed(5);
    for _ in 0..200 {
        let versions = any(&mut random);
        let once = left(&versions, now());
        assert!(outdated(&once, now()).is_empty());
        let later = Timestamp::from_second(NOW + random.i64(0..100) * DAY).unwrap();
        let (stepwise, at_once) = (left(&once, later), left(&versions, later));
        // What one thinning late would keep, many thinnings keep too, or one that was written later on the same day.
        for version in at_once {
            let day = |version: &Aging| version.at.as_second().div_euclid(DAY);
            assert!(
                stepwise
                    .iter()
                    .any(|other| other.number >= version.number && day(other) == day(&version)),
                "{version:?}"
            );
        }
    }
}

#[test]
fn clock_set_forward_by_years_leaves_the_last_versions() {
    let versions: Vec<Aging> = (1..=LAST + 15)
        .map(|at| u32::try_from(at).unwrap())
        .map(|at| version(at, NOW + i64::from(at) * 90, VersionKind::Paused))
        .collect();
    let wrong = Timestamp::from_second(NOW + 3650 * DAY).unwrap();
    assert_eq!(outdated(&versions, wrong), (2..=15).collect::<Vec<u32>>());
    let earlier = Timestamp::from_second(NOW - 3650 * DAY).unwrap();
    assert!(outdated(&versions, earlier).is_empty());
}
