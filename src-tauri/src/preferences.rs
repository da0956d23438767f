//! Choices of this computer, whoever signs in: a small JSON file in the program's folder.

use crate::ipc::types::Preferences;
use serde::{Deserialize, Serialize};
use std::{fs, io, path::Path};

const FILE: &str = "preferences.json";

/// What the file holds.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Kept {
    #[serde(flatten)]
    pub(crate) preferences: Preferences,
    pub(crate) last_seat: LastSeat,
}

/// Who sat at the desk when the program was left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum LastSeat {
    #[default]
    Nobody,
    Local,
    Account,
}

/// Reads them. A missing or unreadable file means the defaults: nothing in it is worth stopping for.
pub(crate) fn read(root: &Path) -> Kept {
    let mut kept: Kept = fs::read(root.join(FILE))
        .ok()
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .unwrap_or_default();
    if kept.preferences.portal.is_empty() {
        kept.preferences.portal = std::env::var("ZVITNYK_PORTAL").unwrap_or_default();
    }
    kept
}

/// Writes them whole or not at all.
pub(crate) fn write(root: &Path, kept: &Kept) -> io::Result<()> {
    let fresh = root.join("preferences.json.new");
    fs::write(&fresh, serde_json::to_vec_pretty(kept)?)?;
    fs::rename(fresh, root.join(FILE))
}
