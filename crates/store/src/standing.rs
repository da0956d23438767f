//! Where a report stands, in one word, from what the tables know of it.

use crate::table::outbox::OutboxState;
use report::State;
use serde::{Deserialize, Serialize};

/// Where a report stands. Whether a draft is ready to be sent is validation's to say, not the store's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Only here (чернетка).
    Draft,
    /// Waits for the line or for its turn (у черзі).
    Queued,
    /// On its way now (надсилається).
    Sending,
    /// The portal has the text, not yet all photos.
    Received,
    /// The portal has all of it; waits for the head of department (на погодженні).
    InReview,
    /// Sent back with remarks (повернуто).
    Returned,
    /// Public (опубліковано).
    Published,
    /// Could not be sent, and will not be without a person.
    Failed,
    /// The portal's newer revision and the changes here touch the same fields.
    Conflict,
}

/// What [`standing`] looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Whether a conflict waits to be settled.
    pub conflict: bool,
    /// The state of its row in the outbox.
    pub outbox: Option<OutboxState>,
    /// Where it stands on the portal.
    pub remote: Option<State>,
}

/// Where a report stands. What needs a person goes first, then what is under way, then the portal's word.
#[must_use]
pub const fn standing(facts: Facts) -> Standing {
    if facts.conflict {
        return Standing::Conflict;
    }
    match (facts.outbox, facts.remote) {
        (Some(OutboxState::Failed), _) => Standing::Failed,
        (Some(OutboxState::Sending), _) => Standing::Sending,
        (Some(OutboxState::Waiting), _) => Standing::Queued,
        (None, Some(State::Receiving)) => Standing::Received,
        (None, Some(State::InReview)) => Standing::InReview,
        (None, Some(State::Returned)) => Standing::Returned,
        (None, Some(State::Published)) => Standing::Published,
        (None, None) => Standing::Draft,
    }
}
