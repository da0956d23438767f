//! The wall between the interface and the program: every command, its argument, its result, every event.
//!
//! Rust is the source. [`typescript`] writes `ui/src/lib/ipc/generated.ts` from these types and the command table;
//! a test proves the file fresh. A command takes one argument object (or none) and answers a value or an
//! [`error::AppError`].

pub(crate) mod error;
pub(crate) mod events;
pub(crate) mod types;
pub(crate) mod typescript;
