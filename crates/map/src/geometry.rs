//! Shapes of the gazetteer: how lines and rings lie in a column, and what is asked of them.
//!
//! A shape is a list of parts (lines of a street, rings of a district). In the file: the number of parts as
//! u32, then for each part its number of points as u32 and its points as two i32, longitude and latitude in
//! 10⁻⁷ degree (11 mm or less); everything little-endian. GeoJSON text would be four times as large and is
//! read some twenty times slower; WKB has doubles that nobody measured.

use crate::PackError;
use crate::mercator::{LocalPlane, distance_to_segment};

/// Parts of a shape: lines or rings of `[lon, lat]` in degrees.
pub(crate) type Parts = Vec<Vec<[f64; 2]>>;

const UNITS_PER_DEGREE: f64 = 1e7;

/// Writes a shape.
pub(crate) fn encode(parts: &[Vec<[f64; 2]>]) -> Vec<u8> {
    let mut bytes = Vec::new();
    bytes.extend((parts.len() as u32).to_le_bytes());
    for part in parts {
        bytes.extend((part.len() as u32).to_le_bytes());
        for value in part.iter().flatten() {
            bytes.extend(((value * UNITS_PER_DEGREE).round() as i32).to_le_bytes());
        }
    }
    bytes
}

/// Reads the shape in a column of a row.
pub(crate) fn read(row: &rusqlite::Row<'_>, column: usize) -> Result<Parts, PackError> {
    decode(row.get_ref(column)?.as_blob().map_err(rusqlite::Error::from)?)
}

/// Reads a shape. The counts are only claims: nothing is reserved for more points than the bytes can hold.
pub(crate) fn decode(mut bytes: &[u8]) -> Result<Parts, PackError> {
    let count = take_u32(&mut bytes)?;
    let mut parts = Vec::new();
    for _ in 0..count {
        let points = take_u32(&mut bytes)? as usize;
        let size = points.checked_mul(8).ok_or(PackError::ShapeDamaged)?;
        let (mut here, rest) = bytes.split_at_checked(size).ok_or(PackError::ShapeDamaged)?;
        bytes = rest;
        let mut part = Vec::with_capacity(points);
        for _ in 0..points {
            let lon = f64::from(take_u32(&mut here)? as i32) / UNITS_PER_DEGREE;
            let lat = f64::from(take_u32(&mut here)? as i32) / UNITS_PER_DEGREE;
            part.push([lon, lat]);
        }
        parts.push(part);
    }
    if bytes.is_empty() {
        Ok(parts)
    } else {
        Err(PackError::ShapeDamaged)
    }
}

fn take_u32(bytes: &mut &[u8]) -> Result<u32, PackError> {
    let (first, rest) = bytes.split_first_chunk::<4>().ok_or(PackError::ShapeDamaged)?;
    *bytes = rest;
    Ok(u32::from_le_bytes(*first))
}

/// Metres from the plane's origin to the nearest point of the lines; infinite when there is none.
pub(crate) fn distance(plane: &LocalPlane, lines: &[Vec<[f64; 2]>]) -> f64 {
    let mut best = f64::INFINITY;
    for line in lines {
        let mut previous: Option<[f64; 2]> = None;
        for point in line.iter().map(|&position| plane.project(position)) {
            best = best.min(distance_to_segment(previous.unwrap_or(point), point));
            previous = Some(point);
        }
    }
    best
}

/// Whether a position lies in the rings, by the even-odd rule (so holes are outside).
pub(crate) fn contains(rings: &[Vec<[f64; 2]>], [lon, lat]: [f64; 2]) -> bool {
    let mut inside = false;
    for ring in rings {
        for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            if (a[1] > lat) != (b[1] > lat) && lon < a[0] + (lat - a[1]) / (b[1] - a[1]) * (b[0] - a[0]) {
                inside = !inside;
            }
        }
    }
    inside
}

/// West, south, east and north of the parts; `None` when they hold no point.
pub(crate) fn bounds(parts: &[Vec<[f64; 2]>]) -> Option<[f64; 4]> {
    parts
        .iter()
        .flatten()
        .fold(None, |bounds: Option<[f64; 4]>, &[lon, lat]| {
            let [west, south, east, north] = bounds.unwrap_or([lon, lat, lon, lat]);
            Some([west.min(lon), south.min(lat), east.max(lon), north.max(lat)])
        })
}

/// The position half-way along the longest part, which lies on the street itself.
pub(crate) fn middle(lines: &[Vec<[f64; 2]>]) -> Option<[f64; 2]> {
    let &[lon, lat] = lines.iter().flatten().next()?;
    let plane = LocalPlane::at(lon, lat);
    let steps = |line: &[[f64; 2]]| -> Vec<f64> {
        let metres: Vec<_> = line.iter().map(|&position| plane.project(position)).collect();
        metres
            .iter()
            .zip(metres.iter().skip(1))
            .map(|(a, b)| (b[0] - a[0]).hypot(b[1] - a[1]))
            .collect()
    };
    let (longest, length) = lines
        .iter()
        .map(|line| (line, steps(line).iter().sum::<f64>()))
        .reduce(|best, other| if other.1 > best.1 { other } else { best })?;
    let mut left = length / 2.0;
    for ((a, b), step) in longest.iter().zip(longest.iter().skip(1)).zip(steps(longest)) {
        if left <= step && step > 0.0 {
            let along = left / step;
            return Some([a[0] + (b[0] - a[0]) * along, a[1] + (b[1] - a[1]) * along]);
        }
        left -= step;
    }
    longest.first().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shape_survives_the_file() {
        let parts = vec![vec![[33.39, 47.91], [33.4, -47.92]], vec![], vec![[-179.9, 0.0]]];
        assert_eq!(decode(&encode(&parts)).unwrap(), parts);
    }

    #[test]
    fn shape_that_claims_more_points_than_it_has_is_refused() {
        for bytes in [
            &[][..],
            &[1, 0, 0, 0],
            &[255; 4],
            &[1, 0, 0, 0, 255, 255, 255, 255, 1],
            &[0, 0, 0, 0, 7],
        ] {
            assert!(matches!(decode(bytes), Err(PackError::ShapeDamaged)), "{bytes:?}");
        }
    }

    #[test]
    fn position_in_a_hole_is_outside() {
        let square = |r: f64| vec![[-r, -r], [r, -r], [r, r], [-r, r], [-r, -r]];
        let rings = [square(2.0), square(1.0)];
        assert!(contains(&rings, [1.5, 0.0]));
        assert!(!contains(&rings, [0.5, 0.0]));
        assert!(!contains(&rings, [2.5, 0.0]));
    }

    #[test]
    fn middle_of_a_street_lies_on_it() {
        let bent = [vec![[0.0, 0.0], [0.0, 0.002], [0.002, 0.002]]];
        let middle = middle(&bent).unwrap();
        assert!((middle[0]).abs() < 1e-6 && (middle[1] - 0.002).abs() < 1e-6);
    }
}
