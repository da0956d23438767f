//! The reference portal.
