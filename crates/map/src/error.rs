//! What can be wrong with a map pack.

use std::path::PathBuf;

use thiserror::Error;

/// Why a map pack could not be opened or read.
#[derive(Debug, Error)]
pub enum PackError {
    /// The file is missing or the system refuses to read it.
    #[error("the map pack {path} cannot be read")]
    Unreadable {
        /// The pack's file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// The file is something else than a map pack.
    #[error("the file {path} is not a map pack")]
    NotAPack {
        /// The file.
        path: PathBuf,
    },
    /// The pack was made by a newer program.
    #[error("the map pack is of version {found}; this program reads versions up to {supported}")]
    TooNew {
        /// The pack's version.
        found: u32,
        /// The newest version read here ([`crate::SCHEMA_VERSION`]).
        supported: u32,
    },
    /// The pack holds a view, trigger, virtual table or computed column, which a pack never needs.
    #[error("the map pack holds {object}, which is not allowed in a pack")]
    ForbiddenObject {
        /// The object's name as the pack gives it.
        object: String,
    },
    /// A line of `metadata` is missing or makes no sense.
    #[error("the map pack does not say its {key} properly")]
    BadMetadata {
        /// The line's name.
        key: &'static str,
    },
    /// SQLite finds the file damaged or a table of it missing.
    #[error("the map pack is damaged")]
    Damaged(#[from] rusqlite::Error),
    /// A tile is not gzip, or its gzip is broken.
    #[error("the tile {z}/{x}/{y} of the map pack is damaged")]
    TileDamaged {
        /// Zoom level.
        z: u8,
        /// Column, from the west.
        x: u32,
        /// Row, from the north.
        y: u32,
        /// What the unpacking said.
        #[source]
        source: std::io::Error,
    },
    /// A tile unpacks to more than [`crate::TILE_LIMIT`].
    #[error("the tile {z}/{x}/{y} of the map pack unpacks to more than {limit} bytes")]
    TileTooLarge {
        /// Zoom level.
        z: u8,
        /// Column, from the west.
        x: u32,
        /// Row, from the north.
        y: u32,
        /// The limit, in bytes.
        limit: usize,
    },
    /// The outline of a street or district cannot be read.
    #[error("a shape in the map pack's gazetteer is damaged")]
    ShapeDamaged,
}
