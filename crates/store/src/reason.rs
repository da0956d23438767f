//! Why a report has not gone out. The interface's words for each are one table, total over these.

use portal_api::Code;
use report::{PhotoId, Problem};
use serde::{Deserialize, Serialize};

/// Why a report has not gone out yet, or will not without a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum FailReason {
    /// No line to the portal: it goes when the line is back.
    Offline,
    /// The session has ended: sign in again.
    SessionEnded,
    /// The account may not write in this section (any longer).
    Forbidden,
    /// The portal finds the report against its form's rules.
    Invalid {
        /// What is wrong, field by field.
        problems: Vec<Problem>,
    },
    /// The portal has a newer revision with other changes to the same fields.
    Conflict {
        /// The portal's revision.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        revision: u64,
    },
    /// The portal does not take that much.
    TooLarge,
    /// The portal has a fault.
    PortalFault {
        /// The HTTP status.
        status: u16,
    },
    /// Something else answers at the portal's address: a sign-in page of the network, say.
    NotThePortal,
    /// This computer's clock is so wrong that the secure connection fails.
    ClockWrong,
    /// The bytes of a photo or file have gone from this computer, or were changed.
    PhotoMissing {
        /// Which.
        photo: PhotoId,
    },
    /// The line is there but nothing moved for too long.
    Stalled,
    /// A refusal that has no words of its own.
    Other {
        /// The portal's code.
        #[cfg_attr(feature = "ts", ts(type = "string"))]
        problem: Code,
    },
}
