//! The place of a report on the map.

mod link;
mod typed;

pub use typed::parse_coordinates;

use serde::{Deserialize, Serialize};

/// A WGS 84 position: longitude then latitude in degrees, as GeoJSON orders them (RFC 7946 §3.1.1).
pub type Position = [f64; 2];

/// The geometry of a place, as GeoJSON (RFC 7946), one ring for an area.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "type", content = "coordinates")]
pub enum Geometry {
    /// A point.
    Point(Position),
    /// A line of two or more positions.
    LineString(Vec<Position>),
    /// An area: rings, the first one outer, each closed.
    Polygon(Vec<Vec<Position>>),
}

/// Most positions of a shape: what a hand draws is far below it, and a page with more is slow to show.
pub const MAX_POSITIONS: usize = 10_000;

impl Geometry {
    /// Whether there are no more than [`MAX_POSITIONS`], every one is on the globe, a line has two positions or more, and an area has an outer ring and
    /// every ring is closed, of four positions or more (RFC 7946 §3.1.6).
    #[must_use]
    pub fn is_sound(&self) -> bool {
        match self {
            Self::Point(position) => on_the_globe(position),
            Self::LineString(line) => {
                (2..=MAX_POSITIONS).contains(&line.len()) && line.iter().all(on_the_globe)
            }
            Self::Polygon(rings) => {
                let positions: usize = rings.iter().map(Vec::len).sum();
                !rings.is_empty()
                    && positions <= MAX_POSITIONS
                    && rings.iter().all(|ring| {
                        ring.len() >= 4 && ring.first() == ring.last() && ring.iter().all(on_the_globe)
                    })
            }
        }
    }
}

impl Geometry {
    /// Where it is pinned: a point itself, a line's middle position, the mean of an area's outer corners. `None` for a
    /// geometry without positions.
    #[must_use]
    pub fn middle(&self) -> Option<Position> {
        match self {
            Self::Point(position) => Some(*position),
            Self::LineString(line) => line.get(line.len() / 2).copied(),
            Self::Polygon(rings) => {
                // The last position repeats the first (RFC 7946 §3.1.6).
                let (_, corners) = rings.first()?.split_last()?;
                let count = u32::try_from(corners.len()).ok().filter(|count| *count > 0)?;
                let [lon, lat] = corners
                    .iter()
                    .fold([0.0, 0.0], |[x, y], [lon, lat]| [x + lon, y + lat]);
                Some([lon / f64::from(count), lat / f64::from(count)])
            }
        }
    }
}

/// The mean radius of the Earth in metres (IUGG).
const EARTH: f64 = 6_371_008.8;

/// The way between two positions along the ground, in metres: the great circle on a sphere (haversine formula), true to
/// 0.5 %.
#[must_use]
pub fn metres_between([lon_a, lat_a]: Position, [lon_b, lat_b]: Position) -> f64 {
    let half_sine = |from: f64, to: f64| ((to - from).to_radians() / 2.0).sin().powi(2);
    let across = lat_a.to_radians().cos() * lat_b.to_radians().cos() * half_sine(lon_a, lon_b);
    2.0 * EARTH * (half_sine(lat_a, lat_b) + across).sqrt().min(1.0).asin()
}

fn on_the_globe([longitude, latitude]: &Position) -> bool {
    (-180.0..=180.0).contains(longitude) && (-90.0..=90.0).contains(latitude)
}

/// How a place was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum PlaceSource {
    /// Pointed at on the map.
    Map,
    /// Typed as coordinates.
    Typed,
    /// Taken from a photo.
    Photo,
}

/// A place with what was known of it when it was chosen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Place {
    /// Where.
    pub geometry: Geometry,
    /// The address as chosen or typed by the author.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub address: Option<String>,
    /// How it was chosen.
    pub source: PlaceSource,
    /// Which map pack it was chosen on (name and version).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub pack: Option<String>,
}
