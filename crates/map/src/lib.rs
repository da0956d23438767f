//! Map packs: one file that holds the map of a city, so that it can be drawn and searched without a network.
//!
//! A pack is a read-only SQLite file that any MBTiles 1.3 reader opens (`metadata` and `tiles`), with a
//! gazetteer beside the tiles (`street`, `address`, `district`, `place`). [`Pack`] reads one; [`build`]
//! makes one from a GeoJSON file.
//!
//! **Invariants.** This crate knows neither HTTP nor the desktop shell. A pack comes from outside and is not
//! trusted: nothing that it holds runs (no views, triggers or virtual tables), and what it claims to hold is
//! bounded before it is unpacked. The same source gives the same tile bytes.
//!
//! Why SQLite and not PMTiles or a folder of files: one file that officials can copy, one library that the
//! program already has, and the gazetteer in the same file, so that the names offered are those drawn.

pub mod build;
mod error;
mod fold;
mod gazetteer;
mod geometry;
pub mod mercator;
mod pack;
mod search;

pub use build::{BuildError, BuildOptions, BuildSummary, build};
pub use error::PackError;
pub use gazetteer::{DistrictRef, Nearest};
pub use pack::{Pack, PackInfo};
pub use search::{Found, FoundKind};

/// SQLite `application_id` of a map pack: the letters `ZMAP`.
pub const APPLICATION_ID: i32 = 0x5A4D_4150;

/// The newest version of the pack's tables that this program reads, and the one that it writes.
pub const SCHEMA_VERSION: u32 = 1;

/// The most bytes that one unpacked tile may take. A dense city tile is under 500 KB.
pub const TILE_LIMIT: usize = 4 * 1024 * 1024;
