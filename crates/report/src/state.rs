//! The states of a report on the portal, and who may move it from one to the next.

use crate::catalogue::Right;
use serde::{Deserialize, Serialize};

/// Where a report's newest revision stands on the portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// The text has come, some photos have not: nobody but the author sees it.
    Receiving,
    /// Complete, waits for the head of department (на погодженні).
    InReview,
    /// Sent back with remarks (повернуто).
    Returned,
    /// Public (опубліковано).
    Published,
}

/// What somebody does to a report on the portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// The author sends a first or a new revision.
    Send,
    /// The last missing photo arrives.
    Complete,
    /// The head approves (погодити).
    Approve,
    /// The head returns it with remarks (повернути із зауваженнями).
    Return,
}

/// Why an action is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The account lacks the right in this section.
    #[error("the account has no right to do this in the section")]
    NoRight,
    /// The report is not in a state in which this makes sense.
    #[error("the report is not in a state in which this can be done")]
    WrongState,
}

/// The state after `action`, taken by somebody with `rights` in the report's section; `from` is `None` for a report
/// that the portal does not have yet.
///
/// A published report that is sent again goes back to review; what is public stays public until the new revision is
/// approved.
///
/// # Errors
/// [`Refused::NoRight`] before [`Refused::WrongState`], so that nothing is told to those who may not know.
pub fn step(from: Option<State>, action: Action, rights: &[Right]) -> Result<State, Refused> {
    let needed = match action {
        Action::Send | Action::Complete => Right::Write,
        Action::Approve | Action::Return => Right::Approve,
    };
    if !rights.contains(&needed) {
        return Err(Refused::NoRight);
    }
    match (from, action) {
        (_, Action::Send) => Ok(State::Receiving),
        (Some(State::Receiving), Action::Complete) => Ok(State::InReview),
        (Some(State::InReview), Action::Approve) => Ok(State::Published),
        (Some(State::InReview), Action::Return) => Ok(State::Returned),
        _ => Err(Refused::WrongState),
    }
}
