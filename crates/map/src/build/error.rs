//! What can stop the making of a map pack.

use std::path::PathBuf;

use thiserror::Error;

/// Why a pack could not be made. Features are counted from 0, in the order of the source.
#[derive(Debug, Error)]
pub enum BuildError {
    /// The source cannot be read.
    #[error("the source {path} cannot be read")]
    SourceUnreadable {
        /// The source.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// The source is not a GeoJSON `FeatureCollection` of the shape described in [`crate::build`].
    #[error("the source is not a GeoJSON feature collection")]
    NotGeoJson(#[from] serde_json::Error),
    /// A feature names a kind that its layer does not have.
    #[error("feature {feature}: layer {layer} has no kind {kind:?}")]
    UnknownKind {
        /// The feature.
        feature: usize,
        /// Its layer.
        layer: &'static str,
        /// Its kind, empty when it has none.
        kind: String,
    },
    /// A feature has points where its layer needs lines, a ring that is not closed, or the like.
    #[error("feature {feature}: its geometry does not fit layer {layer}")]
    WrongGeometry {
        /// The feature.
        feature: usize,
        /// Its layer.
        layer: &'static str,
    },
    /// A position is not longitude and latitude in degrees.
    #[error("feature {feature}: a position is not longitude and latitude in degrees")]
    WrongPosition {
        /// The feature.
        feature: usize,
    },
    /// A district lacks its code or its name.
    #[error("feature {feature}: a district needs both code and name")]
    NamelessDistrict {
        /// The feature.
        feature: usize,
    },
    /// Two districts have one code.
    #[error("feature {feature}: the district code {code} is taken")]
    TakenCode {
        /// The second feature.
        feature: usize,
        /// The code.
        code: String,
    },
    /// The source has no features.
    #[error("the source has no features")]
    Empty,
    /// The zoom levels are out of order or too deep.
    #[error("zoom levels {min_zoom} to {max_zoom} cannot be made")]
    Zooms {
        /// The least asked for.
        min_zoom: u8,
        /// The greatest asked for.
        max_zoom: u8,
    },
    /// A tile could not be encoded.
    #[error("a tile could not be encoded")]
    Tile(#[from] mvt::Error),
    /// The pack could not be written.
    #[error("the map pack cannot be written")]
    Write(#[from] std::io::Error),
    /// SQLite could not write the pack.
    #[error("the map pack's tables cannot be written")]
    Tables(#[from] rusqlite::Error),
}
