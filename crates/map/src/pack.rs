//! Opening and reading a map pack.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use flate2::read::GzDecoder;
use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags, OptionalExtension};
use serde::{Deserialize, Serialize};

use crate::mercator::{MAX_ZOOM, tms_row};
use crate::search::Index;
use crate::{APPLICATION_ID, PackError, SCHEMA_VERSION, TILE_LIMIT};

/// The tables of a pack. `tiles` and `metadata` are those of MBTiles 1.3.
const TABLES: [&str; 6] = ["metadata", "tiles", "street", "address", "district", "place"];

/// The largest value that SQLite may hand over, in bytes: more than any packed tile or district outline.
const VALUE_LIMIT: i32 = 16 * 1024 * 1024;

/// What a map pack says of itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct PackInfo {
    /// The name shown on the map.
    pub name: String,
    /// West, south, east and north of what the pack covers, degrees.
    pub bounds: [f64; 4],
    /// Longitude and latitude (degrees) at which the map is first shown.
    pub center: [f64; 2],
    /// The least zoom level with tiles.
    pub min_zoom: u8,
    /// The greatest zoom level with tiles; beyond it the map is drawn from these.
    pub max_zoom: u8,
    /// Who made the data and under which licence: must be shown on the map.
    pub attribution: String,
    /// The day of the data, as the pack gives it (`2026-11-22`); empty when unknown.
    pub data_date: String,
    /// Whether the quarter is invented, which must be said on the map.
    pub demo: bool,
    /// The pack's own revision, as its maker counts (MBTiles `version`).
    pub version: String,
}

/// An open map pack. It is read-only and may be used from several threads: reads take turns.
#[derive(Debug)]
pub struct Pack {
    info: PackInfo,
    connection: Mutex<Connection>,
    index: OnceLock<Index>,
}

impl Pack {
    /// Opens a pack after checking that it is one, and that it holds nothing but plain tables.
    ///
    /// # Errors
    /// [`PackError::Unreadable`] when the file is missing, [`PackError::NotAPack`] for any other file,
    /// [`PackError::TooNew`] for a pack of a newer program, [`PackError::ForbiddenObject`] for one with views,
    /// triggers or the like, [`PackError::BadMetadata`] and [`PackError::Damaged`] for a broken one.
    pub fn open(path: &Path) -> Result<Self, PackError> {
        check_header(path)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)?;
        connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, VALUE_LIMIT)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
        connection.execute_batch("PRAGMA query_only = ON; PRAGMA cell_size_check = ON;")?;
        check_schema(&connection)?;
        let info = read_info(&connection)?;
        Ok(Self {
            info,
            connection: Mutex::new(connection),
            index: OnceLock::new(),
        })
    }

    /// What the pack says of itself.
    pub fn info(&self) -> &PackInfo {
        &self.info
    }

    /// The tile in column `x` and row `y` (XYZ: rows from the north) of zoom level `z`: an unpacked Mapbox
    /// Vector Tile, or `None` when the pack has none there.
    ///
    /// # Errors
    /// [`PackError::TileDamaged`] when it is not gzip, [`PackError::TileTooLarge`] when it unpacks to more
    /// than [`TILE_LIMIT`], [`PackError::Damaged`] when the file is broken.
    pub fn tile(&self, z: u8, x: u32, y: u32) -> Result<Option<Vec<u8>>, PackError> {
        let Some(row) = tms_row(z, y) else { return Ok(None) };
        let packed: Option<Vec<u8>> = self
            .connection()
            .prepare_cached(
                "SELECT tile_data FROM tiles WHERE zoom_level = ?1 AND tile_column = ?2 AND tile_row = ?3",
            )?
            .query_row((z, x, row), |row| row.get(0))
            .optional()?;
        let Some(packed) = packed else { return Ok(None) };
        let mut bytes = Vec::new();
        GzDecoder::new(packed.as_slice())
            .take(TILE_LIMIT as u64 + 1)
            .read_to_end(&mut bytes)
            .map_err(|source| PackError::TileDamaged { z, x, y, source })?;
        if bytes.len() > TILE_LIMIT {
            return Err(PackError::TileTooLarge {
                z,
                x,
                y,
                limit: TILE_LIMIT,
            });
        }
        Ok(Some(bytes))
    }

    pub(crate) fn connection(&self) -> MutexGuard<'_, Connection> {
        // A read leaves nothing half-done behind it, so a panic elsewhere does not spoil the connection.
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The street names made ready for searching, at the first search.
    pub(crate) fn index(&self) -> Result<&Index, PackError> {
        if let Some(index) = self.index.get() {
            return Ok(index);
        }
        let index = Index::read(&self.connection())?;
        Ok(self.index.get_or_init(|| index))
    }
}

/// Looks at the first 100 bytes (<https://sqlite.org/fileformat2.html#the_database_header>) before SQLite
/// does: another file is named as such, and a pack in WAL mode, which would need files beside it, is refused.
fn check_header(path: &Path) -> Result<(), PackError> {
    let unreadable = |source| PackError::Unreadable {
        path: path.to_owned(),
        source,
    };
    let not_a_pack = || PackError::NotAPack {
        path: path.to_owned(),
    };
    let file = File::open(path).map_err(unreadable)?;
    let mut header = Vec::new();
    // Reading a folder fails here on Linux, opening it on Windows.
    file.take(100).read_to_end(&mut header).map_err(unreadable)?;
    let field = |from: usize, to: usize| header.get(from..to).ok_or_else(not_a_pack);
    let rollback_journal = field(18, 20)? == [1, 1];
    if field(0, 16)? != b"SQLite format 3\0"
        || field(68, 72)? != APPLICATION_ID.to_be_bytes()
        || !rollback_journal
        || header.len() < 100
    {
        return Err(not_a_pack());
    }
    Ok(())
}

/// Everything in the file must be a plain table or an index on plain columns.
fn check_schema(connection: &Connection) -> Result<(), PackError> {
    let forbidden: Option<String> = connection
        .query_row(
            "SELECT name FROM sqlite_schema
             WHERE type NOT IN ('table', 'index')
                OR (type = 'table' AND upper(ltrim(sql)) NOT LIKE 'CREATE TABLE%')
             LIMIT 1",
            (),
            |row| row.get(0),
        )
        .optional()?;
    if let Some(object) = forbidden {
        return Err(PackError::ForbiddenObject { object });
    }
    // Not with the tables: a newer pack may have others.
    check_version(connection)?;
    for table in TABLES {
        let columns: i64 =
            connection.query_row("SELECT count(*) FROM pragma_table_xinfo(?1)", [table], |row| {
                row.get(0)
            })?;
        if columns == 0 {
            return Err(PackError::Damaged(rusqlite::Error::InvalidQuery));
        }
        let computed: Option<String> = connection
            .query_row(
                "SELECT name FROM pragma_table_xinfo(?1) WHERE hidden <> 0 LIMIT 1",
                [table],
                |row| row.get(0),
            )
            .optional()?;
        if let Some(column) = computed {
            return Err(PackError::ForbiddenObject {
                object: format!("{table}.{column}"),
            });
        }
    }
    Ok(())
}

fn check_version(connection: &Connection) -> Result<(), PackError> {
    let found: u32 = parsed(connection, "zvitnyk_schema")?;
    match found {
        SCHEMA_VERSION => Ok(()),
        0 => Err(PackError::BadMetadata {
            key: "zvitnyk_schema",
        }),
        _ => Err(PackError::TooNew {
            found,
            supported: SCHEMA_VERSION,
        }),
    }
}

fn metadata(connection: &Connection, key: &'static str) -> Result<Option<String>, PackError> {
    // Other makers write numbers as numbers: the column has no type in MBTiles.
    let value = connection
        .prepare_cached("SELECT CAST(value AS TEXT) FROM metadata WHERE name = ?1 LIMIT 1")?
        .query_row([key], |row| row.get(0))
        .optional()?;
    Ok(value)
}

fn parsed<T: std::str::FromStr>(connection: &Connection, key: &'static str) -> Result<T, PackError> {
    metadata(connection, key)?
        .and_then(|value| value.trim().parse().ok())
        .ok_or(PackError::BadMetadata { key })
}

/// Numbers of a comma-separated line, all finite.
fn numbers<const N: usize>(connection: &Connection, key: &'static str) -> Result<[f64; N], PackError> {
    let line = metadata(connection, key)?.ok_or(PackError::BadMetadata { key })?;
    let values: Vec<f64> = line
        .split(',')
        .map(|value| value.trim().parse().ok().filter(|value: &f64| value.is_finite()))
        .collect::<Option<_>>()
        .ok_or(PackError::BadMetadata { key })?;
    values
        .first_chunk()
        .copied()
        .ok_or(PackError::BadMetadata { key })
}

fn read_info(connection: &Connection) -> Result<PackInfo, PackError> {
    if metadata(connection, "format")?.as_deref() != Some("pbf") {
        return Err(PackError::BadMetadata { key: "format" });
    }
    let bounds @ [west, south, east, north] = numbers(connection, "bounds")?;
    if west >= east || south >= north || west < -180.0 || east > 180.0 || south < -90.0 || north > 90.0 {
        return Err(PackError::BadMetadata { key: "bounds" });
    }
    let min_zoom = parsed(connection, "minzoom")?;
    let max_zoom = parsed(connection, "maxzoom")?;
    if min_zoom > max_zoom || max_zoom > MAX_ZOOM {
        return Err(PackError::BadMetadata { key: "maxzoom" });
    }
    Ok(PackInfo {
        name: metadata(connection, "name")?.ok_or(PackError::BadMetadata { key: "name" })?,
        bounds,
        center: numbers(connection, "center")?,
        min_zoom,
        max_zoom,
        attribution: metadata(connection, "attribution")?.unwrap_or_default(),
        data_date: metadata(connection, "data_date")?.unwrap_or_default(),
        demo: metadata(connection, "zvitnyk_demo")?.as_deref() == Some("1"),
        version: metadata(connection, "version")?.unwrap_or_default(),
    })
}
