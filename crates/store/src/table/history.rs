//! The versions of a report that are kept beside its present content.

use serde::{Deserialize, Serialize};

/// Why a version was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum VersionKind {
    /// What the report began with: an imported document, a copy, a template.
    Begun,
    /// As it stood when its author paused.
    Paused,
    /// As its author ordered it to be sent.
    Sent,
    /// As the head returned it.
    Returned,
    /// As it was published.
    Published,
    /// As the portal had it, where that met changes made here.
    Portal,
    /// As it stood here before the portal's content or an older version took its place.
    Replaced,
    /// An older version that was put back.
    Restored,
}
