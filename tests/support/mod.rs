//! What the journeys stand on: a virtual display, the real portal, the real app, a real browser.
//!
//! A journey is told in the users' words (`app.click("sign-in")`, `portal.stop()`, `app.dies()`), and each of
//! its steps prints a line and leaves a picture in `target/journeys/<journey>/`. Nothing here is shared with
//! the person at the machine: every app has its own X display, session bus, keyring
//! and folders, and whatever was started is ended with it, also after a failure.
//!
//! The calls block: a journey is one person doing one thing after another, and reads best that way.
#![allow(
    dead_code,
    reason = "every journey is a crate of its own and uses its own part of this"
)]
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a journey that cannot go on says so by failing"
)]

mod app;
mod browser;
mod desk;
mod display;
mod drag;
pub(crate) mod eye;
pub(crate) mod journal;
mod journey;
pub(crate) mod logind;
mod page;
mod portal;
mod process;
pub(crate) mod work;

/// Waits, as long as a person would, until something holds.
///
/// # Panics
/// When it does not.
pub(crate) fn until(what: &str, mut holds: impl FnMut() -> bool) {
    process::eventually(what, process::PATIENCE, || holds().then_some(()));
}

#[allow(unused_imports, reason = "as above")]
pub(crate) use {
    app::App,
    browser::Browser,
    desk::Desk,
    journey::Journey,
    page::{Page, nth},
    portal::Portal,
};
