//! Making a map pack from a GeoJSON file.
//!
//! The source is one GeoJSON `FeatureCollection` (RFC 7946). Each feature says its `layer` and, where the
//! layer has kinds, its `kind`; see [`Layer`] for what is drawn from which zoom level. Buildings carry
//! `street` and `house`, districts carry `code` and `name`. The collection itself may carry `name`,
//! `attribution`, `data_date`, `version` and `demo`, which [`BuildOptions`] override.
//!
//! The pack is written beside its final name and takes it only when it is whole, so that a running program
//! never opens half of one.

mod clip;
mod error;
mod file;
mod gazetteer;
mod layer;
mod source;
mod tiles;

use std::path::Path;

pub use error::BuildError;
pub use layer::Layer;

use crate::mercator::MAX_ZOOM;
use source::Source;

/// What the maker of a pack decides; `None` leaves it to the source or to the default.
#[derive(Clone, Debug, Default)]
pub struct BuildOptions {
    /// The name shown on the map.
    pub name: Option<String>,
    /// Who made the data and under which licence.
    pub attribution: Option<String>,
    /// The day of the data, `YYYY-MM-DD`.
    pub data_date: Option<String>,
    /// The pack's own revision; 1 by default.
    pub version: Option<String>,
    /// The least zoom level with tiles; 11 by default.
    pub min_zoom: Option<u8>,
    /// The greatest zoom level with tiles; 16 by default.
    pub max_zoom: Option<u8>,
}

/// What was put into a pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BuildSummary {
    /// Tiles of all zoom levels.
    pub tiles: usize,
    /// Streets of the gazetteer.
    pub streets: usize,
    /// Houses with an address.
    pub addresses: usize,
    /// Districts.
    pub districts: usize,
    /// Named places.
    pub places: usize,
    /// Size of the file, bytes.
    pub bytes: u64,
}

/// Builds the pack `out` from the GeoJSON file `source`, replacing the file that was there.
///
/// The same source and options give the same tile bytes.
///
/// # Errors
/// [`BuildError`] says which feature cannot be used, or what could not be read or written. The file at `out`
/// is then as it was.
pub fn build(source: &Path, out: &Path, options: &BuildOptions) -> Result<BuildSummary, BuildError> {
    let min_zoom = options.min_zoom.unwrap_or(11);
    let max_zoom = options.max_zoom.unwrap_or(16);
    if min_zoom > max_zoom || max_zoom > MAX_ZOOM {
        return Err(BuildError::Zooms { min_zoom, max_zoom });
    }
    let mut source = Source::read(source)?;
    for (override_, field) in [
        (&options.name, &mut source.name),
        (&options.attribution, &mut source.attribution),
        (&options.data_date, &mut source.data_date),
        (&options.version, &mut source.version),
    ] {
        if override_.is_some() {
            field.clone_from(override_);
        }
    }
    let bounds = source.bounds().ok_or(BuildError::Empty)?;
    let gazetteer = gazetteer::Gazetteer::of(&source);
    file::write(out, |pack| {
        pack.metadata(&source, bounds, min_zoom, max_zoom)?;
        pack.gazetteer(&gazetteer)?;
        let mut count = 0;
        for z in min_zoom..=max_zoom {
            for (x, y, tile) in tiles::of_zoom(&source.features, z, max_zoom)? {
                pack.tile(z, x, y, &tile)?;
                count += 1;
            }
        }
        Ok(count)
    })
    .map(|(tiles, bytes)| BuildSummary {
        tiles,
        streets: gazetteer.streets.len(),
        addresses: gazetteer.addresses.len(),
        districts: gazetteer.districts.len(),
        places: gazetteer.places.len(),
        bytes,
    })
}
