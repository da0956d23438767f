//! What stands at a position: the nearest house, else the nearest street, and the district.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use crate::geometry;
use crate::mercator::LocalPlane;
use crate::{Pack, PackError};

/// How far a house may be to give the position its address, metres.
const HOUSE_WITHIN: f64 = 50.0;

/// How far a street may be to give the position its name, metres.
const STREET_WITHIN: f64 = 300.0;

/// A district of the city.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct DistrictRef {
    /// Its code in the register of administrative units (КАТОТТГ), or an invented one in a demo pack.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// The address offered for a position.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Nearest {
    /// The address as people write it: «вулиця Садова, 5», or the street alone.
    pub label: String,
    /// The street's name with its type: «вулиця Садова».
    pub street: String,
    /// The house number, when a house stands within 50 m.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub house: Option<String>,
    /// The district that the position lies in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub district: Option<DistrictRef>,
    /// How far the house or the street's axis is, metres.
    pub distance_m: f64,
}

impl Pack {
    /// The nearest house within 50 m, else the nearest street within 300 m, else `None`.
    ///
    /// # Errors
    /// [`PackError::Damaged`] or [`PackError::ShapeDamaged`] when the gazetteer cannot be read.
    pub fn nearest(&self, lon: f64, lat: f64) -> Result<Option<Nearest>, PackError> {
        if !(lon.is_finite() && lat.is_finite()) {
            return Ok(None);
        }
        let plane = LocalPlane::at(lon, lat);
        let connection = self.connection();
        let district = district_at(&connection, lon, lat)?;
        if let Some((street, number, distance_m)) = nearest_house(&connection, &plane)? {
            let label = format!("{street}, {number}");
            return Ok(Some(Nearest {
                label,
                street,
                house: Some(number),
                district,
                distance_m,
            }));
        }
        Ok(
            nearest_street(&connection, &plane)?.map(|(street, distance_m)| Nearest {
                label: street.clone(),
                street,
                house: None,
                district,
                distance_m,
            }),
        )
    }

    /// The district that a position (degrees) lies in.
    ///
    /// # Errors
    /// [`PackError::Damaged`] or [`PackError::ShapeDamaged`] when the gazetteer cannot be read.
    pub fn district_at(&self, lon: f64, lat: f64) -> Result<Option<DistrictRef>, PackError> {
        district_at(&self.connection(), lon, lat)
    }
}

/// West, south, east and north of the square of so many metres around the plane's origin.
fn around(plane: &LocalPlane, metres: f64) -> [f64; 4] {
    let [west, south] = plane.unproject([-metres, -metres]);
    let [east, north] = plane.unproject([metres, metres]);
    [west, south, east, north]
}

fn nearest_house(
    connection: &Connection,
    plane: &LocalPlane,
) -> Result<Option<(String, String, f64)>, PackError> {
    // The index on latitude leaves a strip of 100 m, some hundred houses in a city of 80,000.
    let mut statement = connection.prepare_cached(
        "SELECT street.name, address.number, address.lon, address.lat
         FROM address JOIN street ON street.id = address.street
         WHERE address.lat BETWEEN ?2 AND ?4 AND address.lon BETWEEN ?1 AND ?3
         ORDER BY address.id",
    )?;
    let mut rows = statement.query(around(plane, HOUSE_WITHIN))?;
    let mut best: Option<(String, String, f64)> = None;
    while let Some(row) = rows.next()? {
        let [east, north] = plane.project([row.get(2)?, row.get(3)?]);
        let distance = east.hypot(north);
        if distance <= best.as_ref().map_or(HOUSE_WITHIN, |best| best.2.next_down()) {
            best = Some((row.get(0)?, row.get(1)?, distance));
        }
    }
    Ok(best)
}

fn nearest_street(connection: &Connection, plane: &LocalPlane) -> Result<Option<(String, f64)>, PackError> {
    let mut statement = connection.prepare_cached(
        "SELECT name, geometry FROM street
         WHERE east >= ?1 AND north >= ?2 AND west <= ?3 AND south <= ?4
         ORDER BY id",
    )?;
    let mut rows = statement.query(around(plane, STREET_WITHIN))?;
    let mut best: Option<(String, f64)> = None;
    while let Some(row) = rows.next()? {
        let distance = geometry::distance(plane, &geometry::read(row, 1)?);
        if distance <= best.as_ref().map_or(STREET_WITHIN, |best| best.1.next_down()) {
            best = Some((row.get(0)?, distance));
        }
    }
    Ok(best)
}

pub(crate) fn district_at(
    connection: &Connection,
    lon: f64,
    lat: f64,
) -> Result<Option<DistrictRef>, PackError> {
    let mut statement =
        connection.prepare_cached("SELECT code, name, geometry FROM district ORDER BY code")?;
    let mut rows = statement.query(())?;
    while let Some(row) = rows.next()? {
        if geometry::contains(&geometry::read(row, 2)?, [lon, lat]) {
            return Ok(Some(DistrictRef {
                code: row.get(0)?,
                name: row.get(1)?,
            }));
        }
    }
    Ok(None)
}
