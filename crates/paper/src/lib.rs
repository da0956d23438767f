//! A report on paper: what `page` shows to readers as a PDF or as a Word document, with its photos and its place.
//!
//! [`Pictures`] takes the photos' bytes and makes them as large as paper needs; [`pdf`] and [`docx`] set the rest. The
//! words on paper are Ukrainian, whatever the language of the interface: so are the form's labels and the report.
//!
//! **Invariants.** No input or output, no clock, no system fonts: the same report gives the same bytes on every
//! computer. What people wrote is data and never becomes markup. A photo that is missing or damaged leaves a framed
//! note, never a failure.

mod columns;
mod data;
mod docx;
mod error;
mod name;
mod pdf;
mod pictures;
mod report;

pub use docx::docx;
pub use error::PaperError;
pub use name::file_name;
pub use pdf::pdf;
pub use pictures::Pictures;
pub use report::{Report, State};
