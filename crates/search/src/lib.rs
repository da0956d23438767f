//! What a text and what somebody types to find it have in common: words brought to one form.
//!
//! [`tokens`] takes a text apart, [`indexed`] writes it as an index wants it, [`Query`] reads what was typed (words, the last
//! one unfinished, «phrases», -words, another keyboard layout), [`snippet`] cuts the place that matches out of a text.
//!
//! *Invariants: no input or output, no clock; any text is taken in time linear in its length; a query is bounded however
//! long what was typed is.*

mod fold;
mod layout;
mod near;
mod query;
mod snippet;
mod stem;
mod words;

pub use layout::readings;
pub use near::{Near, near};
pub use query::{Piece, Query, Term};
pub use snippet::{Mark, Snippet, marks, snippet};
pub use words::{Token, indexed, tokens};

/// The version of these rules. What was indexed by another one must be indexed anew.
pub const RULES: u32 = 1;
