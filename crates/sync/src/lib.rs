//! Sends reports and photos to the portal and takes the portal's changes: the only place that speaks HTTP on the
//! editor's side.
//!
//! - [`address`]: which addresses a portal may have.
//! - [`client`]: the contract of `portal-api` as typed calls; every failure is a [`PortalError`].
//! - [`session`]: the access token in memory, the refresh token in a [`TokenKeeper`].
//! - [`plan`]: what to do next for one report, decided from facts alone.
//! - [`engine`]: the rounds. `hear` takes what the portal says, `send` and `send_photo` carry the plan out, recording each
//!   step before and after it, `reason` puts a failure into the words that are kept.
//!
//! **Invariants.** A report leaves the outbox only on the portal's own receipt, after it lists this very content and every
//! photo. Nothing here deletes a draft. The cursor of the feed passes only what is in the file. Text of an error never
//! holds a token, a password or an address. Events are told with no lock held.

pub mod address;
pub mod client;
pub mod engine;
pub mod error;
mod hear;
pub mod plan;
mod reason;
mod send;
mod send_photo;
pub mod session;
mod upload;

pub use address::PortalAddress;
pub use client::{Client, Patience};
pub use engine::{Engine, Event, Line, Look};
pub use error::PortalError;
pub use session::{KeyringRefused, Session, TokenKeeper};
