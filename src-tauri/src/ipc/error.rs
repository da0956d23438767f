//! The one error type at the wall. A code is added only when the interface acts on it; the interface's words are one
//! table, total over the codes.

use map::PackError;
use portal_api::Code;
use serde::Serialize;
use store::{Obstacle, StoreError};
use sync::PortalError;
use ts_rs::TS;

/// Why a command failed, for the person at the screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
pub(crate) enum AppError {
    #[error("login or password is wrong")]
    WrongPassword,
    #[error("too many tries; wait {seconds} s")]
    TooManyTries { seconds: u32 },
    #[error("not an address of a portal: {address}")]
    BadAddress { address: String },
    #[error("plain http is allowed only to this computer: {address}")]
    InsecureAddress { address: String },
    #[error("no such host: {host}")]
    UnknownHost { host: String },
    #[error("no answer from {host}")]
    NoAnswer { host: String },
    #[error("{host} answers, but not as a portal")]
    NotThePortal { host: String },
    #[error("the certificate of {host} is not trusted")]
    Untrusted { host: String },
    #[error("the portal has a fault ({status})")]
    PortalFault { status: u16 },
    #[error("this computer's clock is wrong by {minutes} minutes")]
    ClockWrong { minutes: u32 },
    #[error("the session has ended")]
    SessionEnded,
    #[error("the account may not do this")]
    Forbidden,
    #[error("the report is not in a state in which this can be done")]
    WrongState,
    #[error("the report is the example: it is not sent under its first title")]
    Example,
    #[error("the report changed on the portal")]
    RevisionChanged,
    #[error("no such report")]
    NotFound,
    #[error("nobody is at work: sign in or work without signing in")]
    NoSeat,
    #[error("the file of this account was written by a newer version: {path}")]
    StoreTooNew { path: String },
    #[error("the file of this account is damaged: {path}")]
    StoreDamaged { path: String },
    #[error("the file of this account is open on {computer} since {since}: {path}")]
    StoreElsewhere {
        path: String,
        computer: String,
        #[ts(type = "string")]
        since: jiff::Timestamp,
    },
    #[error("another program holds the file of this account: {path}")]
    StoreInUse { path: String },
    #[error("the folder may be read only: {path}")]
    StoreReadOnly { path: String },
    #[error("no room to open the file of this account: {path}")]
    StoreDiskFull { path: String },
    #[error("another program holds the file that is worked with")]
    Held,
    #[error("the folder that is worked with has become read only")]
    ReadOnly,
    #[error("the disk that is worked with does not answer")]
    Unreachable,
    #[error("the file that is worked with is damaged")]
    Broken,
    #[error("cannot write to {path}")]
    CannotWrite { path: String },
    #[error("the disk is full")]
    DiskFull,
    #[error("the system's keyring does not answer")]
    Keyring,
    #[error("the file or its copy is damaged, and nothing of it can be used")]
    CopyDamaged,
    #[error("this older version of the report is damaged")]
    VersionDamaged,
    #[error("no catalogue yet: sign in once with a network")]
    NoCatalogue,
    #[error("no map on this computer")]
    NoMap,
    #[error("a fault of the program")]
    Fault,
}

impl AppError {
    /// What a call to the portal at `host` came to.
    pub(crate) fn of_portal(error: PortalError, host: &str) -> Self {
        let host = host.to_owned();
        match error {
            PortalError::UnknownHost => Self::UnknownHost { host },
            PortalError::NoAnswer | PortalError::Stalled => Self::NoAnswer { host },
            PortalError::Untrusted => Self::Untrusted { host },
            PortalError::NotThePortal | PortalError::OtherPortal => Self::NotThePortal { host },
            PortalError::Fault { status } => Self::PortalFault { status },
            PortalError::Wait { seconds, .. } => Self::TooManyTries { seconds },
            PortalError::ClockWrong { minutes } => Self::ClockWrong { minutes },
            PortalError::SessionEnded => Self::SessionEnded,
            PortalError::Keyring => Self::Keyring,
            PortalError::Refused(problem) => match problem.code {
                Code::WrongPassword => Self::WrongPassword,
                Code::SessionEnded | Code::Unauthenticated => Self::SessionEnded,
                Code::Forbidden => Self::Forbidden,
                Code::WrongState => Self::WrongState,
                Code::PreconditionFailed | Code::Conflict => Self::RevisionChanged,
                Code::NotFound => Self::NotFound,
                _ => Self::PortalFault {
                    status: problem.status,
                },
            },
        }
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        tracing::error!(error = &error as &dyn std::error::Error, "the local file refused");
        match error.obstacle() {
            Some(Obstacle::Held) => return Self::Held,
            Some(Obstacle::ReadOnly) => return Self::ReadOnly,
            Some(Obstacle::Unreachable) => return Self::Unreachable,
            None => {}
        }
        match error {
            StoreError::NoSuchReport(_)
            | StoreError::NoSuchVersion(..)
            | StoreError::NoSuchPhoto(_)
            | StoreError::PhotoMissing(_) => Self::NotFound,
            StoreError::VersionCorrupt(..) => Self::VersionDamaged,
            StoreError::NotMine(_) => Self::Forbidden,
            StoreError::InBin(_)
            | StoreError::OnThePortal(_)
            | StoreError::InConflict(_)
            | StoreError::Exists(_) => Self::WrongState,
            StoreError::DiskFull => Self::DiskFull,
            StoreError::Damaged => Self::CopyDamaged,
            StoreError::Broken(_) => Self::Broken,
            StoreError::Io { path, .. } => Self::CannotWrite {
                path: path.display().to_string(),
            },
            _ => Self::Fault,
        }
    }
}

impl From<PackError> for AppError {
    fn from(error: PackError) -> Self {
        tracing::error!(error = &error as &dyn std::error::Error, "the map pack refused");
        Self::NoMap
    }
}

impl From<PortalError> for AppError {
    fn from(error: PortalError) -> Self {
        Self::of_portal(error, "")
    }
}
