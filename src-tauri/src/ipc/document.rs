//! What travels about a document to import. Its bytes go by `document://`, never through JSON.

use docfile::{Besides, DocumentRefusal};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A file on this computer, as dropped on the window.
#[derive(Clone, Debug, Deserialize, TS)]
pub(crate) struct DocumentPathArgs {
    pub path: String,
}

/// A document that is open for import.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
pub(crate) struct DocumentArgs {
    pub token: u32,
}

/// What became of a file that was to be imported.
#[derive(Clone, Debug, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum DocumentAnswer {
    /// It may be read; its bytes wait under `document://localhost/<token>` until it is closed.
    Opened {
        token: u32,
        /// The file's name.
        name: String,
        #[ts(type = "number")]
        bytes: u64,
        /// The title in the file's properties.
        title: Option<String>,
        besides: Besides,
    },
    /// It is not taken.
    Refused { name: String, reason: DocumentRefusal },
}
