//! Writing the pack's tables.

use std::path::Path;

use rusqlite::{Connection, params};
use serde_json::json;
use tempfile::Builder;

use super::gazetteer::Gazetteer;
use super::source::Source;
use super::{BuildError, Layer};
use crate::geometry;
use crate::mercator::tms_row;
use crate::{APPLICATION_ID, SCHEMA_VERSION};

/// `metadata` and `tiles` are as MBTiles 1.3 spells them, so without STRICT and with its column names.
const TABLES: &str = "
    CREATE TABLE metadata (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL);
    CREATE TABLE tiles (
        zoom_level INTEGER NOT NULL,
        tile_column INTEGER NOT NULL,
        tile_row INTEGER NOT NULL,
        tile_data BLOB NOT NULL
    );
    CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row);
    -- lon and lat: where the name is shown; west to north: the bounds of the lines, for `nearest`.
    CREATE TABLE street (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        kind TEXT NOT NULL,
        lon REAL NOT NULL,
        lat REAL NOT NULL,
        west REAL,
        south REAL,
        east REAL,
        north REAL,
        geometry BLOB NOT NULL
    ) STRICT;
    CREATE TABLE address (
        id INTEGER PRIMARY KEY,
        street INTEGER NOT NULL REFERENCES street (id),
        number TEXT NOT NULL,
        lon REAL NOT NULL,
        lat REAL NOT NULL
    ) STRICT;
    CREATE INDEX address_lat ON address (lat, lon);
    CREATE INDEX address_street ON address (street);
    CREATE TABLE district (
        code TEXT NOT NULL PRIMARY KEY,
        name TEXT NOT NULL,
        geometry BLOB NOT NULL
    ) STRICT;
    CREATE TABLE place (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        kind TEXT NOT NULL,
        lon REAL NOT NULL,
        lat REAL NOT NULL
    ) STRICT;
";

/// The tables of a pack being written.
pub(super) struct PackFile {
    connection: Connection,
}

/// Writes a pack under a passing name and gives it its own when all of it is on the disk. Returns what
/// `fill` returned and the size of the file, bytes.
pub(super) fn write<T>(
    out: &Path,
    fill: impl FnOnce(&PackFile) -> Result<T, BuildError>,
) -> Result<(T, u64), BuildError> {
    let folder = out
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let passing = Builder::new().prefix(".zmap-").tempfile_in(folder)?;
    let connection = Connection::open(passing.path())?;
    // Nobody reads the file before it is whole, so it needs neither a journal nor a sync for every write.
    connection.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;")?;
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    connection.pragma_update(None, "user_version", SCHEMA_VERSION)?;
    connection.execute_batch(TABLES)?;
    let pack = PackFile { connection };
    let filled = fill(&pack)?;
    pack.connection.execute_batch("COMMIT;")?;
    pack.connection.close().map_err(|(_, error)| error)?;
    passing.as_file().sync_all()?;
    let bytes = passing.as_file().metadata()?.len();
    passing.persist(out).map_err(|refused| refused.error)?;
    Ok((filled, bytes))
}

impl PackFile {
    pub(super) fn metadata(
        &self,
        source: &Source,
        bounds: [f64; 4],
        min_zoom: u8,
        max_zoom: u8,
    ) -> Result<(), BuildError> {
        let [west, south, east, north] = bounds;
        let (lon, lat) = ((west + east) / 2.0, (south + north) / 2.0);
        let center_zoom = 14.clamp(min_zoom, max_zoom);
        let layers: Vec<_> = Layer::ALL
            .iter()
            .map(|layer| {
                let fields: serde_json::Map<_, _> = layer
                    .attributes()
                    .iter()
                    .map(|&name| (name.to_owned(), json!("String")))
                    .collect();
                json!({ "id": layer.name(), "fields": fields, "minzoom": min_zoom, "maxzoom": max_zoom })
            })
            .collect();
        let or_empty = |value: &Option<String>| value.clone().unwrap_or_default();
        let mut lines = vec![
            ("name", source.name.clone().unwrap_or_else(|| "map".to_owned())),
            ("format", "pbf".to_owned()),
            ("bounds", format!("{west:.6},{south:.6},{east:.6},{north:.6}")),
            ("center", format!("{lon:.6},{lat:.6},{center_zoom}")),
            ("minzoom", min_zoom.to_string()),
            ("maxzoom", max_zoom.to_string()),
            ("attribution", or_empty(&source.attribution)),
            ("type", "baselayer".to_owned()),
            (
                "version",
                source.version.clone().unwrap_or_else(|| "1".to_owned()),
            ),
            ("json", json!({ "vector_layers": layers }).to_string()),
            ("zvitnyk_schema", SCHEMA_VERSION.to_string()),
            ("data_date", or_empty(&source.data_date)),
            (
                "built_by",
                concat!("zvitnyk-mappack ", env!("CARGO_PKG_VERSION")).to_owned(),
            ),
        ];
        if source.demo {
            lines.push(("zvitnyk_demo", "1".to_owned()));
        }
        for (name, value) in lines {
            self.connection.execute(
                "INSERT INTO metadata (name, value) VALUES (?1, ?2)",
                params![name, value],
            )?;
        }
        Ok(())
    }

    /// Puts a tile, its row given from the north.
    pub(super) fn tile(&self, z: u8, x: u32, y: u32, gzip: &[u8]) -> Result<(), BuildError> {
        let Some(row) = tms_row(z, y) else { return Ok(()) };
        self.connection
            .prepare_cached(
                "INSERT INTO tiles (zoom_level, tile_column, tile_row, tile_data) VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute(params![z, x, row, gzip])?;
        Ok(())
    }

    pub(super) fn gazetteer(&self, gazetteer: &Gazetteer) -> Result<(), BuildError> {
        for (id, street) in gazetteer.streets.iter().enumerate() {
            let Some([lon, lat]) = gazetteer.middle(id) else {
                continue;
            };
            let bounds = geometry::bounds(&street.lines);
            let side = |side: usize| bounds.and_then(|bounds| bounds.get(side).copied());
            self.connection
                .prepare_cached(
                    "INSERT INTO street (id, name, kind, lon, lat, west, south, east, north, geometry)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                )?
                .execute(params![
                    id as i64 + 1,
                    street.name,
                    street.kind,
                    lon,
                    lat,
                    side(0),
                    side(1),
                    side(2),
                    side(3),
                    geometry::encode(&street.lines),
                ])?;
        }
        for address in &gazetteer.addresses {
            self.connection
                .prepare_cached("INSERT INTO address (street, number, lon, lat) VALUES (?1, ?2, ?3, ?4)")?
                .execute(params![
                    address.street as i64 + 1,
                    address.number,
                    address.at[0],
                    address.at[1]
                ])?;
        }
        for district in &gazetteer.districts {
            self.connection.execute(
                "INSERT INTO district (code, name, geometry) VALUES (?1, ?2, ?3)",
                params![district.code, district.name, geometry::encode(&district.rings)],
            )?;
        }
        for place in &gazetteer.places {
            self.connection.execute(
                "INSERT INTO place (name, kind, lon, lat) VALUES (?1, ?2, ?3, ?4)",
                params![place.name, place.kind, place.at[0], place.at[1]],
            )?;
        }
        Ok(())
    }
}
