//! One file per feature; thin: each reads its argument, calls a room of `crates/`, and answers.

pub(crate) mod archives;
pub(crate) mod bin;
pub(crate) mod bulk;
pub(crate) mod catalogue;
pub(crate) mod closing;
pub(crate) mod documents;
pub(crate) mod files;
pub(crate) mod filters;
pub(crate) mod history;
pub(crate) mod lists;
pub(crate) mod outbox;
pub(crate) mod output;
pub(crate) mod photos;
pub(crate) mod places;
pub(crate) mod reports;
pub(crate) mod review;
pub(crate) mod safekeeping;
pub(crate) mod seat;
pub(crate) mod sheets;
pub(crate) mod start;
