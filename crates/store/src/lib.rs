//! The editor's local SQLite file.
