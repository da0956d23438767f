//! The reasons that are kept and shown for what has not gone out.

use crate::PortalError;
use portal_api::Code;
use store::FailReason;

/// The reason that is kept and shown.
pub(crate) fn reason(error: &PortalError) -> FailReason {
    match error {
        PortalError::UnknownHost | PortalError::NoAnswer => FailReason::Offline,
        PortalError::Stalled => FailReason::Stalled,
        PortalError::Untrusted | PortalError::NotThePortal | PortalError::OtherPortal => {
            FailReason::NotThePortal
        }
        PortalError::Fault { status } => FailReason::PortalFault { status: *status },
        PortalError::Wait { code, .. } => FailReason::PortalFault {
            status: code.status(),
        },
        PortalError::ClockWrong { .. } => FailReason::ClockWrong,
        PortalError::SessionEnded | PortalError::Keyring => FailReason::SessionEnded,
        PortalError::Refused(problem) => match problem.code {
            Code::Forbidden | Code::NotFound => FailReason::Forbidden,
            Code::InvalidReport => FailReason::Invalid {
                problems: problem.problems.clone(),
            },
            Code::TooLarge => FailReason::TooLarge,
            problem => FailReason::Other { problem },
        },
    }
}
