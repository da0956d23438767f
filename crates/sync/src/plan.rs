//! What to do next for one report, from facts alone: no network, no clock, no store.
//!
//! Text goes before photos and small photos before large ones, so that as much as possible is with the portal when the
//! line drops. Only the portal's own word ends it: after the last upload it is asked again what it has.

use portal_api::{Receipt, Revision};
use report::PhotoId;
use std::collections::{BTreeMap, BTreeSet};

/// What is known while one version of a report is being sent.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// Hash of the content to send ([`portal_api::reports::content_hash`]).
    pub content: &'a PhotoId,
    /// The portal's revision that this content was written on; `None`: the portal has none.
    pub base: Option<Revision>,
    /// What the portal last said it has, in this sending.
    pub receipt: Option<&'a Receipt>,
    /// Photos sent whole since that receipt.
    pub sent: &'a BTreeSet<PhotoId>,
    /// Sizes of the photos here, in bytes.
    pub sizes: &'a BTreeMap<PhotoId, u64>,
}

/// The next step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Send the content, in place of that revision.
    Put {
        /// The revision it starts from.
        base: Option<Revision>,
    },
    /// Send a photo.
    Upload {
        /// Which.
        photo: PhotoId,
    },
    /// Ask the portal what it has.
    Check,
    /// The portal has this very content and every photo.
    Received,
}

/// The next step towards "received".
#[must_use]
pub fn next(facts: Facts<'_>) -> Step {
    let Some(receipt) = facts
        .receipt
        .filter(|receipt| receipt.content_sha256 == *facts.content)
    else {
        return Step::Put { base: facts.base };
    };
    let missing = receipt
        .photos
        .iter()
        .filter(|photo| !photo.held && !facts.sent.contains(&photo.sha256))
        .min_by_key(|photo| facts.sizes.get(&photo.sha256).copied().unwrap_or(u64::MAX));
    match missing {
        Some(photo) => Step::Upload {
            photo: photo.sha256.clone(),
        },
        None if receipt.complete && all_held(&facts, receipt) => Step::Received,
        None => Step::Check,
    }
}

/// Whether the receipt holds all it lists, and lists every photo of the content: a portal that leaves one out is not
/// believed.
fn all_held(facts: &Facts<'_>, receipt: &Receipt) -> bool {
    let listed = |photo: &PhotoId| receipt.photos.iter().any(|held| held.sha256 == *photo);
    receipt.photos.iter().all(|photo| photo.held) && facts.sizes.keys().all(listed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;
    use portal_api::HeldPhoto;
    use report::{ReportId, State};

    fn hash(digit: char) -> PhotoId {
        digit.to_string().repeat(64).parse().unwrap()
    }

    fn receipt(content: char, photos: &[(char, bool)]) -> Receipt {
        Receipt {
            id: ReportId(uuid::Uuid::nil()),
            revision: 3,
            content_sha256: hash(content),
            photos: photos
                .iter()
                .map(|(photo, held)| HeldPhoto {
                    sha256: hash(*photo),
                    held: *held,
                })
                .collect(),
            complete: photos.iter().all(|(_, held)| *held),
            state: State::Receiving,
            received_at: Timestamp::UNIX_EPOCH,
        }
    }

    fn step(receipt: Option<&Receipt>, sent: &[char]) -> Step {
        let sizes = BTreeMap::from([(hash('1'), 900), (hash('2'), 100)]);
        let sent = sent.iter().map(|photo| hash(*photo)).collect();
        next(Facts {
            content: &hash('a'),
            base: Some(2),
            receipt,
            sent: &sent,
            sizes: &sizes,
        })
    }

    #[test]
    fn text_goes_before_photos() {
        assert_eq!(step(None, &[]), Step::Put { base: Some(2) });
    }

    #[test]
    fn a_receipt_of_another_text_does_not_count() {
        assert_eq!(
            step(Some(&receipt('b', &[('1', true)])), &[]),
            Step::Put { base: Some(2) }
        );
    }

    #[test]
    fn small_photos_go_before_large_ones() {
        let told = receipt('a', &[('1', false), ('2', false)]);
        assert_eq!(step(Some(&told), &[]), Step::Upload { photo: hash('2') });
        assert_eq!(step(Some(&told), &['2']), Step::Upload { photo: hash('1') });
    }

    #[test]
    fn photos_sent_are_not_received_until_the_portal_says_so() {
        let told = receipt('a', &[('1', false), ('2', true)]);
        assert_eq!(step(Some(&told), &['1']), Step::Check);
    }

    #[test]
    fn a_photo_that_the_portal_has_already_is_not_sent_again() {
        let told = receipt('a', &[('1', false), ('2', true)]);
        assert_eq!(step(Some(&told), &[]), Step::Upload { photo: hash('1') });
    }

    #[test]
    fn received_needs_every_photo_and_the_word_complete() {
        assert_eq!(
            step(Some(&receipt('a', &[('1', true), ('2', true)])), &[]),
            Step::Received
        );
        // It leaves out a photo that the content names.
        assert_eq!(step(Some(&receipt('a', &[('1', true)])), &[]), Step::Check);
        let mut contradictory = receipt('a', &[('1', true), ('2', true)]);
        contradictory.complete = false;
        assert_eq!(step(Some(&contradictory), &[]), Step::Check);
        let mut contradictory = receipt('a', &[('1', false)]);
        contradictory.complete = true;
        assert_eq!(step(Some(&contradictory), &[]), Step::Upload { photo: hash('1') });
    }
}
