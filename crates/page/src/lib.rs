//! A report as its readers see it: the values of its form as views, the words and numbers as Ukrainian writes them,
//! and the page of HTML with its styles.
//!
//! The portal shows this page to residents, the editor shows it before there is anything to show, and what is printed
//! or written into a document is made from the same [`view`]s.
//!
//! **Invariants.** No input or output, no clock: who wrote and when comes from the caller. What people wrote reaches
//! the page through the template's escaping, or through `report::rich`, and by no third way.

mod asset;
pub mod locale;
pub mod places;
mod report_page;
pub mod view;

pub use askama::Error;
pub use asset::{Asset, asset};
pub use report_page::{Frame, ReportPage};
