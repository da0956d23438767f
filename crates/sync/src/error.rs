//! What can go wrong between the editor and the portal, without addresses and secrets in the text.

use portal_api::{Code, Problem};
use std::{error::Error, io};

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

    /// What a failed exchange came to. The error's own text is not kept: it names the address.
    pub(crate) fn of_transport(error: &reqwest::Error) -> Self {
        if error.is_timeout() {
            return if error.is_connect() {
                Self::NoAnswer
            } else {
                Self::Stalled
            };
        }
        if error.is_dns() {
            return Self::UnknownHost;
        }
        let mut source = error.source();
        while let Some(cause) = source {
            if let Some(tls) = tls_failure(cause) {
                return Self::of_tls(tls);
            }
            if cause
                .downcast_ref::<hyper::Error>()
                .is_some_and(hyper::Error::is_parse)
            {
                return Self::NotThePortal;
            }
            source = cause.source();
        }
        // Refused, unreachable, or cut: also in the middle of an answer.
        Self::NoAnswer
    }

    fn of_tls(error: &rustls::Error) -> Self {
        match error {
            rustls::Error::InvalidCertificate(_)
            | rustls::Error::InvalidCertRevocationList(_)
            | rustls::Error::NoCertificatesPresented
            | rustls::Error::General(_) => Self::Untrusted,
            // It speaks no TLS, or none of ours: a captive page, another program.
            _ => Self::NotThePortal,
        }
    }
}

/// The TLS library's word in a cause; it comes wrapped in an [`io::Error`], whose `source` passes over what it wraps.
/// A line that is cut is an [`io::Error`] of its own and no failure of TLS.
fn tls_failure<'a>(cause: &'a (dyn Error + 'static)) -> Option<&'a rustls::Error> {
    if let Some(found) = cause.downcast_ref::<rustls::Error>() {
        return Some(found);
    }
    let wrapped: &'a (dyn Error + 'static) = cause.downcast_ref::<io::Error>()?.get_ref()?;
    tls_failure(wrapped)
}
