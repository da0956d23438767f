//! What can go wrong between the editor and the portal, without addresses and secrets in the text.

use portal_api::{Code, Problem};
use std::error::Error as _;

/// Why a call to the portal failed.
#[derive(Debug, thiserror::Error)]
pub enum PortalError {
    /// The name of the host is not known: a typing error, or no network.
    #[error("the portal's host is not known")]
    UnknownHost,
    /// Nobody answers there: no network, or the portal is down.
    #[error("the portal does not answer")]
    NoAnswer,
    /// The answer stopped coming.
    #[error("the line stalled")]
    Stalled,
    /// The certificate is not trusted by this computer.
    #[error("the portal's certificate is not trusted")]
    Untrusted,
    /// Something answers that is not a portal: a captive page, another site.
    #[error("something answers that is not the portal")]
    NotThePortal,
    /// Another portal than the account's, or one whose data were restored from a copy.
    #[error("another portal answers at this address")]
    OtherPortal,
    /// A fault of the portal or of what stands before it.
    #[error("the portal has a fault ({status})")]
    Fault {
        /// HTTP status.
        status: u16,
    },
    /// The portal refused, and says why.
    #[error("the portal refused: {}", .0.title)]
    Refused(Box<Problem>),
    /// The portal asks to wait.
    #[error("the portal asks to wait {seconds} s")]
    Wait {
        /// Seconds from `Retry-After`.
        seconds: u32,
        /// Why: too many requests, or unavailable.
        code: Code,
    },
    /// This computer's clock differs from the portal's.
    #[error("the clock is wrong by {minutes} minutes")]
    ClockWrong {
        /// By how much.
        minutes: u32,
    },
    /// Nobody is signed in, or the session has ended.
    #[error("the session has ended")]
    SessionEnded,
    /// The system's keyring refused.
    #[error("the keyring refused")]
    Keyring,
}

impl PortalError {
    /// The code of a refusal.
    #[must_use]
    pub fn code(&self) -> Option<Code> {
        match self {
            Self::Refused(problem) => Some(problem.code),
            Self::Wait { code, .. } => Some(*code),
            _ => None,
        }
    }

    /// Whether nothing else can succeed now either: no line, no session, not the portal.
    #[must_use]
    pub fn concerns_all(&self) -> bool {
        !matches!(self, Self::Refused(_))
    }

    pub(crate) fn of_transport(error: &reqwest::Error) -> Self {
        if error.is_timeout() {
            return if error.is_connect() { Self::NoAnswer } else { Self::Stalled };
        }
        if error.is_decode() {
            return Self::NotThePortal;
        }
        // reqwest gives no kinds below "connect": the words of its sources tell a name from a certificate.
        let mut words = String::new();
        let mut source = error.source();
        while let Some(cause) = source {
            words.push_str(&cause.to_string());
            words.push('\n');
            source = cause.source();
        }
        let words = words.to_lowercase();
        if words.contains("certificate") || words.contains("tls") {
            Self::Untrusted
        } else if words.contains("dns") || words.contains("lookup") {
            Self::UnknownHost
        } else {
            Self::NoAnswer
        }
    }
}
