//! Why a file gives no table.

use serde::Serialize;

/// Why a file gives no table. The interface has one sentence for each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum SheetError {
    /// Opens with a password only.
    #[error("encrypted")]
    Encrypted,
    /// Cut off or damaged on its way.
    #[error("truncated or damaged")]
    Truncated,
    /// No table of a kind that is read here.
    #[error("not a table")]
    NotASheet,
    /// Unpacks to, or holds, more than any table of a report needs.
    #[error("too large")]
    TooLarge,
    /// Has not one filled cell.
    #[error("empty")]
    Empty,
    /// The system does not let it be read.
    #[error("unreadable")]
    Unreadable,
    /// The person stopped the reading.
    #[error("stopped")]
    Stopped,
}
