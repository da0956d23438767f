//! Sends reports and photos to the portal and takes the portal's changes: the only place that speaks HTTP on the
//! editor's side.
//!
//! - [`address`]: which addresses a portal may have.
//! - [`client`]: the contract of `portal-api` as typed calls; every failure is a [`PortalError`].
//! - [`session`]: the access token in memory, the refresh token in a [`TokenKeeper`].
//! - [`plan`]: what to do next for one report, decided from facts alone.
//! - [`engine`]: carries the plan out, recording each step before and after it.
//!
//! **Invariants.** "Received" is recorded only from the portal's own receipt, after it lists this very content and every
//! photo. Nothing here deletes a draft. Text of an error never holds a token or a password.

pub mod address;
pub mod client;
pub mod engine;
pub mod error;
pub mod plan;
mod send;
pub mod session;
mod upload;

pub use address::PortalAddress;
pub use client::Client;
pub use engine::{Engine, Event, Line};
pub use error::PortalError;
pub use session::{KeyringRefused, Session, TokenKeeper};
