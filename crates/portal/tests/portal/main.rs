//! The portal answers over real HTTP on a port of its own; nothing of it is replaced.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "tests"
)]

mod city;
mod hostile;
mod job;
mod malformed;
mod openapi;
mod pages;
mod program;
mod remarks;
mod reports;
mod sessions;
mod uploads;
