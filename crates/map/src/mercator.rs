//! Web-mercator and local-metre arithmetic.
//!
//! Tiles cut the square world of spherical (web) mercator, EPSG:3857. Here the square has side 1, its origin
//! in the north-west: `x = (lon + 180) / 360`, `y = (1 − ln(tan φ + sec φ) / π) / 2`. At zoom z the tile that
//! holds a point is `⌊x·2ᶻ⌋, ⌊y·2ᶻ⌋` (XYZ, rows from the north); MBTiles counts rows from the south (TMS),
//! so `row = 2ᶻ − 1 − y`.

use std::f64::consts::PI;

/// The latitude at which the mercator square ends, degrees: `atan(sinh π)`.
pub const MAX_LATITUDE: f64 = 85.051_128_779_806_6;

/// The greatest zoom level that the arithmetic of tiles allows.
pub const MAX_ZOOM: u8 = 24;

/// A position (degrees) in the mercator square of side 1, origin in the north-west.
pub fn to_square(lon: f64, lat: f64) -> [f64; 2] {
    let phi = lat.clamp(-MAX_LATITUDE, MAX_LATITUDE).to_radians();
    [(lon + 180.0) / 360.0, (1.0 - phi.tan().asinh() / PI) / 2.0]
}

/// The tile column and row (XYZ) that holds a position (degrees) at a zoom level.
pub fn tile_at(lon: f64, lat: f64, z: u8) -> (u32, u32) {
    let side = f64::from(1_u32 << u32::from(z.min(MAX_ZOOM)));
    let [x, y] = to_square(lon, lat);
    let whole = |value: f64| (value * side).floor().clamp(0.0, side - 1.0) as u32;
    (whole(x), whole(y))
}

/// The MBTiles (TMS) row of an XYZ row, or `None` when the row is outside the zoom level.
pub fn tms_row(z: u8, y: u32) -> Option<u32> {
    if z > MAX_ZOOM {
        return None;
    }
    ((1_u32 << u32::from(z)) - 1).checked_sub(y)
}

/// Metres around one position: east and north, by the equirectangular projection.
///
/// Exact to a millimetre over the few hundred metres that the gazetteer asks about; uses the mean Earth
/// radius of the IUGG, 6 371 008.8 m.
#[derive(Clone, Copy, Debug)]
pub struct LocalPlane {
    lon: f64,
    lat: f64,
    metres_per_lon: f64,
    metres_per_lat: f64,
}

impl LocalPlane {
    /// The plane that touches the Earth at a position (degrees).
    pub fn at(lon: f64, lat: f64) -> Self {
        let metres_per_lat = 6_371_008.8_f64.to_radians();
        let metres_per_lon = metres_per_lat * lat.to_radians().cos().max(1e-6);
        Self {
            lon,
            lat,
            metres_per_lon,
            metres_per_lat,
        }
    }

    /// Metres east and north of the plane's origin.
    pub fn project(&self, [lon, lat]: [f64; 2]) -> [f64; 2] {
        [
            (lon - self.lon) * self.metres_per_lon,
            (lat - self.lat) * self.metres_per_lat,
        ]
    }

    /// The position (degrees) that lies so many metres east and north of the origin.
    pub fn unproject(&self, [east, north]: [f64; 2]) -> [f64; 2] {
        [
            self.lon + east / self.metres_per_lon,
            self.lat + north / self.metres_per_lat,
        ]
    }
}

/// Distance from the origin to the segment `a`–`b`, in the unit of the coordinates.
pub fn distance_to_segment(a: [f64; 2], b: [f64; 2]) -> f64 {
    let [dx, dy] = [b[0] - a[0], b[1] - a[1]];
    let length2 = dx * dx + dy * dy;
    let along = if length2 > 0.0 {
        (-(a[0] * dx + a[1] * dy) / length2).clamp(0.0, 1.0)
    } else {
        0.0
    };
    (a[0] + along * dx).hypot(a[1] + along * dy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tile_of_a_known_place_is_the_one_of_the_slippy_map() {
        // Berlin's Brandenburger Tor at z16, by the formula of the OpenStreetMap wiki.
        assert_eq!(
            tile_at(13.37771496361961, 52.51628011262304, 16),
            (35_203, 21_493)
        );
        assert_eq!(tile_at(-180.0, 90.0, 3), (0, 0));
        assert_eq!(tile_at(180.0, -90.0, 3), (7, 7));
    }

    #[test]
    fn rows_are_counted_from_the_south_in_the_file() {
        assert_eq!(tms_row(0, 0), Some(0));
        assert_eq!(tms_row(4, 3), Some(12));
        assert_eq!(tms_row(4, 16), None);
        assert_eq!(tms_row(255, 0), None);
    }

    #[test]
    fn a_minute_of_latitude_is_a_sea_mile() {
        let [east, north] = LocalPlane::at(33.39, 47.91).project([33.39, 47.91 + 1.0 / 60.0]);
        assert!(east.abs() < 1e-9);
        assert!((north - 1853.2).abs() < 1.0);
    }

    #[test]
    fn distance_to_a_segment_is_to_its_nearest_point_not_to_its_line() {
        assert_eq!(distance_to_segment([-1.0, 2.0], [1.0, 2.0]), 2.0);
        assert_eq!(distance_to_segment([3.0, 4.0], [6.0, 8.0]), 5.0);
        assert_eq!(distance_to_segment([3.0, 4.0], [3.0, 4.0]), 5.0);
    }
}
