//! The pure rules of writing, the same for every storage.

use super::ReportHead;
use jiff::{SignedDuration, Timestamp};
use portal_api::{NewRemark, Revision};
use report::{
    Login, PhotoId, Right, SectionId, State,
    state::{Action, Refused, step},
};

/// What a request says of the revision it starts from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Precondition {
    /// `If-None-Match: *`: there is none yet.
    New,
    /// `If-Match`: one of these is the newest. Tags that are no revision number are left out: they match nothing.
    Revision(Vec<Revision>),
}

/// Why a write is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No such report.
    NotFound,
    /// Another department's report.
    NotYours,
    /// It exists with other content.
    Conflict(Revision),
    /// Another revision is the newest; `None`: the portal has no revision at all.
    NotNewest(Option<Revision>),
    /// Not possible in its state.
    WrongState(Revision),
}

/// What to do with a content that comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PutDecision {
    /// Keep it as this revision.
    Keep(Revision),
    /// It is the newest already: say so again.
    Repeat,
    /// Refuse.
    Refuse(Refusal),
}

/// Whether `content` may become the newest revision of `current`.
///
/// The newest content sent again is accepted whatever the precondition says: the answer to it was lost, or two
/// programs wrote the same, and in both cases nothing is lost by saying yes. What is still being received is its author's
/// alone, and no colleague writes over what they cannot have read.
#[must_use]
pub fn put(
    current: Option<&ReportHead>,
    precondition: &Precondition,
    section: &SectionId,
    content: &PhotoId,
    author: &Login,
) -> PutDecision {
    let Some(head) = current else {
        return match precondition {
            Precondition::New => PutDecision::Keep(1),
            Precondition::Revision(_) => PutDecision::Refuse(Refusal::NotNewest(None)),
        };
    };
    if head.content_sha256 == *content {
        return PutDecision::Repeat;
    }
    match precondition {
        Precondition::New => PutDecision::Refuse(Refusal::Conflict(head.revision)),
        Precondition::Revision(tags) if !tags.contains(&head.revision) => {
            PutDecision::Refuse(Refusal::NotNewest(Some(head.revision)))
        }
        Precondition::Revision(_) if head.state == State::Receiving && head.author != *author => {
            PutDecision::Refuse(Refusal::WrongState(head.revision))
        }
        // A report stays in its section: its address, its form and its approver hang on it.
        Precondition::Revision(_) if head.section != *section => {
            PutDecision::Refuse(Refusal::Conflict(head.revision))
        }
        Precondition::Revision(_) => PutDecision::Keep(head.revision.saturating_add(1)),
    }
}

/// What to do with an approval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApproveDecision {
    /// Publish this revision.
    Publish(State),
    /// It is public already: a repeated request.
    Repeat,
    /// Refuse.
    Refuse(Refusal),
}

/// Whether the newest revision of `head` may be published. The right to approve is checked before.
#[must_use]
pub fn approve(head: &ReportHead, precondition: &Precondition) -> ApproveDecision {
    let named = matches!(precondition, Precondition::Revision(tags) if tags.contains(&head.revision));
    if !named {
        return ApproveDecision::Refuse(Refusal::NotNewest(Some(head.revision)));
    }
    if head.state == State::Published && head.published_revision == Some(head.revision) {
        return ApproveDecision::Repeat;
    }
    match step(Some(head.state), Action::Approve, &[Right::Approve]) {
        Ok(state) => ApproveDecision::Publish(state),
        Err(Refused::NoRight | Refused::WrongState) => {
            ApproveDecision::Refuse(Refusal::WrongState(head.revision))
        }
    }
}

/// What to do with a return.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReturnDecision {
    /// Keep the remarks and give it this state.
    Return(State),
    /// It is returned already, with these very remarks: a repeated request.
    Repeat,
    /// Refuse.
    Refuse(Refusal),
}

/// Whether the newest revision of `head` may be returned with `remarks`; `kept` are those that it was returned with. The
/// right to approve is checked before.
#[must_use]
pub fn give_back(
    head: &ReportHead,
    precondition: &Precondition,
    remarks: &[NewRemark],
    kept: &[NewRemark],
) -> ReturnDecision {
    let named = matches!(precondition, Precondition::Revision(tags) if tags.contains(&head.revision));
    if !named {
        return ReturnDecision::Refuse(Refusal::NotNewest(Some(head.revision)));
    }
    if head.state == State::Returned {
        return if kept == remarks {
            ReturnDecision::Repeat
        } else {
            ReturnDecision::Refuse(Refusal::Conflict(head.revision))
        };
    }
    match step(Some(head.state), Action::Return, &[Right::Approve]) {
        Ok(state) => ReturnDecision::Return(state),
        Err(Refused::NoRight | Refused::WrongState) => {
            ReturnDecision::Refuse(Refusal::WrongState(head.revision))
        }
    }
}

/// Seconds for which a used refresh token may be asked for again, because the answer was lost.
pub const GRACE_SECONDS: i64 = 60;

/// What is known of a refresh token that comes.
#[derive(Clone, Copy, Debug)]
pub struct KnownRefresh {
    /// When it ends.
    pub until: Timestamp,
    /// When its session was ended.
    pub session_ended: Option<Timestamp>,
    /// When it was first used.
    pub used_at: Option<Timestamp>,
    /// Whether a token that was given for it has been used in turn: then the answer was not lost.
    pub successor_used: bool,
}

/// What to do with a refresh token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RotationDecision {
    /// Give a new pair.
    Rotate,
    /// Over.
    Ended,
    /// End the session: somebody has a copy of the token.
    Revoke,
}

/// A refresh token is good once; within [`GRACE_SECONDS`] of that use it is good again, as long as what was given for
/// it has not been used. Anything else ends the session (RFC 9700 §4.14.2).
#[must_use]
pub fn rotation(known: &KnownRefresh, now: Timestamp) -> RotationDecision {
    if known.session_ended.is_some() || known.until <= now {
        return RotationDecision::Ended;
    }
    match known.used_at {
        None => RotationDecision::Rotate,
        Some(used)
            if !known.successor_used
                && now.duration_since(used) <= SignedDuration::from_secs(GRACE_SECONDS) =>
        {
            RotationDecision::Rotate
        }
        Some(_) => RotationDecision::Revoke,
    }
}
