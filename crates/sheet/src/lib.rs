//! Spreadsheets and CSV in, rows of a form's table out.
//!
//! Two steps, so that a person may look in between: [`Workbook::read`] makes cells of a file's bytes, [`take`] makes rows of
//! a table's columns of those cells and names every cell that it had to refuse, with the reason. What is pasted goes through
//! [`take`] too.
//!
//! **Invariants.** Bytes in, values out: no files, no clock. What a file claims to hold is bounded before it is unpacked.
//! Nothing is converted that the person did not ask to have converted.

mod archive;
mod cell;
mod convert;
mod error;
mod excel;
mod fold;
mod heads;
mod names;
mod spread;
mod take;
mod text;
mod workbook;

pub use cell::Cell;
pub use error::SheetError;
pub use heads::{Heads, guess, match_columns, money_of, units};
pub use take::{MoneyUnit, Order, Reason, Refused, Taken, take};
pub use workbook::{Sheet, Workbook};
