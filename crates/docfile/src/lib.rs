//! A file that somebody took for a Word document: whether it is one, whether it may safely be read, and what it holds
//! besides what a report can take.
//!
//! The reading itself is done elsewhere, by a library that trusts its input. So everything that such a library could
//! choke on is looked for here first: each part is really unpacked once, within bounds, because a header may lie; each
//! XML part is walked from end to end. *No input or output, no clock: bytes in, an answer out.*

mod container;
mod parts;

use serde::Serialize;

/// A larger file is not even read: a document of a hundred pages with sixty photos has some 60 MB.
pub const MAX_BYTES: u64 = 100_000_000;

/// Why a file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum DocumentRefusal {
    /// The file could not be read from the disk.
    #[error("the file cannot be read")]
    Unreadable,
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// Larger than [`MAX_BYTES`].
    #[error("the file is larger than {max_bytes} bytes")]
    TooLarge {
        /// The bound.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        max_bytes: u64,
    },
    /// Protected with a password.
    #[error("the document is encrypted")]
    Encrypted,
    /// Word's format of before 2007, whatever the name's ending says.
    #[error("a document of Word 97-2003")]
    OldWord,
    /// RTF.
    #[error("an RTF text")]
    Rtf,
    /// A text of LibreOffice in its own format.
    #[error("an OpenDocument text")]
    Odt,
    /// PDF.
    #[error("a PDF")]
    Pdf,
    /// A spreadsheet or a presentation.
    #[error("an office file, but no text document")]
    OtherOffice,
    /// Nothing of all that.
    #[error("not a document")]
    NotADocument,
    /// The file ends in the middle.
    #[error("the file ends in the middle")]
    Truncated,
    /// Damaged inside.
    #[error("the document is damaged")]
    Damaged,
    /// It unpacks to more than any honest document does.
    #[error("the document unpacks to more than any honest one")]
    Bomb,
}

/// A document that may be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The title in the file's properties; often left from an older file.
    pub title: Option<String>,
    /// What it holds that a report cannot take.
    pub besides: Besides,
}

/// How many things a document holds besides text, tables and pictures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Besides {
    /// Pieces of text that were added while changes were being tracked.
    pub insertions: u32,
    /// Pieces of text that were deleted while changes were being tracked.
    pub deletions: u32,
    /// Comments in the margin.
    pub comments: u32,
    /// Footnotes and endnotes.
    pub notes: u32,
    /// Formulas.
    pub equations: u32,
    /// Charts.
    pub charts: u32,
    /// Diagrams (SmartArt).
    pub diagrams: u32,
    /// Files of other programs set into the text.
    pub objects: u32,
    /// Headers and footers of pages that say something.
    pub headers: u32,
}

/// Looks at a whole file.
///
/// # Errors
/// Why it is not taken; the first reason that was met.
pub fn check(bytes: &[u8]) -> Result<Document, DocumentRefusal> {
    if bytes.len() as u64 > MAX_BYTES {
        return Err(DocumentRefusal::TooLarge { max_bytes: MAX_BYTES });
    }
    container::recognise(bytes)?;
    parts::read(bytes)
}
