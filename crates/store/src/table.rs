//! The tables: a module each, with its migration, row, reads and writes. Writes take the connection of a transaction
//! that the caller has begun; none of them begins its own.

pub(crate) mod account;
pub(crate) mod adopted;
pub(crate) mod attempt;
pub(crate) mod base;
pub(crate) mod catalogue;
pub(crate) mod conflict;
pub(crate) mod facet;
pub(crate) mod feed;
pub(crate) mod file;
pub(crate) mod history;
pub(crate) mod listing;
pub(crate) mod original;
pub(crate) mod outbox;
pub(crate) mod photo;
pub(crate) mod published;
pub(crate) mod remark;
pub(crate) mod remote;
pub(crate) mod report;
pub(crate) mod saved_filter;
pub(crate) mod search;
pub(crate) mod setting;
pub(crate) mod unused;
pub(crate) mod upload;
pub(crate) mod value;
