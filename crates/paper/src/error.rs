use std::io;

/// Why a report did not come onto paper. None of it is the report's fault: every report can be set.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// The typesetter refused; what it said, one complaint a line.
    #[error("the typesetter refused: {complaints}")]
    Typesetting {
        /// In the typesetter's words.
        complaints: String,
    },
    /// The Word document's parts cannot be put together.
    #[error("the document's archive cannot be written")]
    Archive(#[from] zip::result::ZipError),
    /// A part of the Word document cannot be written.
    #[error("a part of the document cannot be written")]
    Part(#[from] io::Error),
}
