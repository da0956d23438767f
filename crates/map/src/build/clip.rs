//! Cutting shapes to a tile. Coordinates are those of one zoom level: 4096 units a tile, y down.

use geo::{BooleanOps, BoundingRect, Coord, LineString, MultiPolygon, Polygon, Rect};

/// The parts of a polygon inside a rectangle.
pub(super) fn polygon(polygon: &Polygon, to: Rect) -> MultiPolygon {
    match polygon.bounding_rect() {
        None => MultiPolygon::new(Vec::new()),
        Some(bounds) if inside(bounds, to) => MultiPolygon::new(vec![polygon.clone()]),
        Some(bounds) if apart(bounds, to) => MultiPolygon::new(Vec::new()),
        Some(_) => polygon.intersection(&to.to_polygon()),
    }
}

/// The pieces of a line inside a rectangle, in the line's own order and direction.
///
/// `geo`'s own clip also splits a line wherever it crosses itself, which would tear its label apart.
pub(super) fn line(line: &LineString, to: Rect) -> Vec<LineString> {
    let mut pieces: Vec<Vec<Coord>> = Vec::new();
    for segment in line.lines() {
        let Some((from, until)) = portion(segment.start, segment.end, to) else {
            continue;
        };
        let at = |along: f64| Coord {
            x: segment.start.x + (segment.end.x - segment.start.x) * along,
            y: segment.start.y + (segment.end.y - segment.start.y) * along,
        };
        let (start, end) = (
            if from > 0.0 { at(from) } else { segment.start },
            if until < 1.0 { at(until) } else { segment.end },
        );
        match pieces.last_mut() {
            Some(piece) if from == 0.0 && piece.last() == Some(&segment.start) => piece.push(end),
            _ => pieces.push(vec![start, end]),
        }
    }
    pieces.into_iter().map(LineString::new).collect()
}

/// Which portion (0 to 1) of a segment lies inside, by Liang and Barsky's method (ACM TOG 3(1), 1984).
fn portion(a: Coord, b: Coord, to: Rect) -> Option<(f64, f64)> {
    let (mut from, mut until) = (0.0_f64, 1.0_f64);
    let (min, max) = (to.min(), to.max());
    for (start, step, low, high) in [(a.x, b.x - a.x, min.x, max.x), (a.y, b.y - a.y, min.y, max.y)] {
        if step == 0.0 {
            if start < low || start > high {
                return None;
            }
            continue;
        }
        let (enter, leave) = ((low - start) / step, (high - start) / step);
        from = from.max(enter.min(leave));
        until = until.min(enter.max(leave));
    }
    (from < until).then_some((from, until))
}

/// Whether a rectangle holds another.
pub(super) fn inside(inner: Rect, outer: Rect) -> bool {
    inner.min().x >= outer.min().x
        && inner.min().y >= outer.min().y
        && inner.max().x <= outer.max().x
        && inner.max().y <= outer.max().y
}

fn apart(a: Rect, b: Rect) -> bool {
    a.max().x < b.min().x || a.min().x > b.max().x || a.max().y < b.min().y || a.min().y > b.max().y
}

#[cfg(test)]
mod tests {
    use geo::{Area, line_string};

    use super::*;

    fn tile() -> Rect {
        Rect::new(Coord { x: 0.0, y: 0.0 }, Coord { x: 10.0, y: 10.0 })
    }

    #[test]
    fn line_that_leaves_and_returns_becomes_two_pieces() {
        let there_and_back = line_string![(x: 5., y: 5.), (x: 15., y: 5.), (x: 15., y: 8.), (x: 5., y: 8.)];
        let pieces = line(&there_and_back, tile());
        assert_eq!(
            pieces,
            [
                line_string![(x: 5., y: 5.), (x: 10., y: 5.)],
                line_string![(x: 10., y: 8.), (x: 5., y: 8.)]
            ]
        );
    }

    #[test]
    fn line_that_crosses_itself_stays_whole() {
        let loop_ = line_string![(x: 1., y: 1.), (x: 9., y: 9.), (x: 9., y: 1.), (x: 1., y: 9.)];
        assert_eq!(line(&loop_, tile()), [loop_]);
    }

    #[test]
    fn line_that_only_passes_by_gives_nothing() {
        assert!(line(&line_string![(x: -5., y: 8.), (x: 5., y: 18.)], tile()).is_empty());
    }

    #[test]
    fn polygon_larger_than_the_tile_fills_it() {
        let sea = Rect::new(Coord { x: -99.0, y: -99.0 }, Coord { x: 99.0, y: 99.0 }).to_polygon();
        assert!((polygon(&sea, tile()).unsigned_area() - 100.0).abs() < 1e-6);
    }
}
