//! Formatted text: the document as the editor keeps it, its check, and the one place where HTML is made of it.

use serde::{Deserialize, Serialize};

/// A formatted text with the version of its schema. The document's JSON is that of ProseMirror, restricted to the
/// nodes and marks named here, so that the editor's component can load it as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct RichText {
    /// Schema version: 1.
    pub v: u32,
    /// The document node.
    #[cfg_attr(feature = "ts", ts(type = "unknown"))]
    pub doc: serde_json::Value,
}
