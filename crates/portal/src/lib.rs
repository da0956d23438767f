//! The reference portal: the HTTP contract of `portal_api` for real, and the public pages of what was approved.
//!
//! **Map.** `storage` keeps (one trait; SQLite and a folder by default), `api` answers the editor, `public` shows the
//! residents, `sight` says who may see what, `server` joins them into a program.
//!
//! **Invariants.** What was acknowledged is on disk. A published revision stays public until the next is approved. No
//! malformed request is the portal's fault: it gets a problem detail with a code. Handlers never block and never read
//! the clock: both go through [`Portal`].

pub mod api;
pub mod catalogue_files;
pub mod clock;
pub mod demo;
pub mod jpeg;
pub mod password;
mod portal;
pub mod problem;
pub mod public;
pub mod server;
pub mod sight;
pub mod storage;
mod throttle;

pub use portal::{Portal, Settings, StartError, new_id};
