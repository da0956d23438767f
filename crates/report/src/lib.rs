//! The domain of Zvitnyk: what a report is, which form its section asks for, what is wrong with it, who may
//! do what to it, how two versions of it merge, and what differs between them.
//!
//! **Invariants.** No input or output, no clock, no randomness: everything is passed in. The same code
//! validates in the editor and on the portal, so the two cannot disagree.

pub mod catalogue;
pub mod compare;
pub mod form;
pub mod ids;
pub mod merge;
pub mod place;
pub mod report;
pub mod rich;
pub mod rule;
pub mod start;
pub mod state;
pub mod total;
pub mod validate;
pub mod value;

pub use catalogue::{Catalogue, Department, Label, Measure, Programme, Right, Rights, Section, Template};
pub use form::{Column, ColumnKind, Field, FieldKind, Form, Group, Total, TotalKind};
pub use ids::{DepartmentId, FieldId, Login, MeasureId, PhotoId, ProgrammeId, ReportId, SectionId};
pub use report::{Content, Values};
pub use rich::RichText;
pub use state::{Action, State};
pub use total::total;
pub use validate::{Problem, ProblemCode, validate};
