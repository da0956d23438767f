//! Drawing the features of one zoom level into Mapbox Vector Tiles (specification 2.1).
//!
//! Features are projected and simplified once a zoom level, as wholes, so that neighbouring tiles agree;
//! then cut to each tile with a margin and snapped to its grid. A wide polygon is first cut into columns:
//! a river along the whole city is then not walked again for every tile.

use std::collections::BTreeMap;
use std::io::Write;

use flate2::{Compression, GzBuilder};
use geo::{Area, BoundingRect, Coord, LineString, MapCoords, MultiPolygon, Polygon, Rect, Simplify};
use mvt::{GeomEncoder, GeomType, Tile};
use pointy::BBox;

use super::layer::Shape;
use super::source::{Feature, Geometry};
use super::{BuildError, Layer, clip};
use crate::mercator::to_square;

/// Units along the side of a tile.
const EXTENT: u32 = 4096;

/// How far a tile's content reaches over its edge, units: half-widths of lines and labels need it.
const BUFFER: f64 = 64.0;

/// The least area of a polygon that is worth drawing, square units: one px of a 256 px tile.
const LEAST_AREA: f64 = 256.0;

/// How far a simplified shape may lie from the true one, units: a quarter of a px of a 256 px tile.
const TOLERANCE: f64 = 4.0;

/// The same at the greatest zoom level, whose tiles are also drawn enlarged.
const FINEST_TOLERANCE: f64 = 0.5;

/// A point of a tile's grid.
type Grid = (i32, i32);

/// A tile's features by layer, in the order of the source.
type Content<'a> = BTreeMap<Layer, Vec<Drawn<'a>>>;

/// A feature, or a part of one, as it lies in one tile.
struct Drawn<'a> {
    tags: [Option<(&'static str, &'a str)>; 2],
    shape: GridShape,
}

/// The snapped shape: rings of one polygon (outer first), one line, or one point.
enum GridShape {
    Polygon(Vec<Vec<Grid>>),
    Line(Vec<Grid>),
    Point(Grid),
}

/// All tiles of a zoom level that have content: column, row (XYZ) and gzip bytes, sorted.
pub(super) fn of_zoom(
    features: &[Feature],
    z: u8,
    max_zoom: u8,
) -> Result<Vec<(u32, u32, Vec<u8>)>, BuildError> {
    let mut level = Level {
        side: 1 << u32::from(z),
        finest: z == max_zoom,
        tiles: BTreeMap::new(),
    };
    for feature in features {
        level.add(feature, feature.layer, z, max_zoom);
        if feature.layer == Layer::Building && feature.house.is_some() {
            level.add(feature, Layer::House, z, max_zoom);
        }
    }
    level
        .tiles
        .iter()
        .map(|(&(x, y), content)| Ok((x, y, encode(content)?)))
        .collect()
}

struct Level<'a> {
    /// Tiles along the side of the world.
    side: u32,
    finest: bool,
    tiles: BTreeMap<(u32, u32), Content<'a>>,
}

impl<'a> Level<'a> {
    fn add(&mut self, feature: &'a Feature, layer: Layer, z: u8, max_zoom: u8) {
        // A pack that ends early shows at its last level what would come later.
        let visible = layer
            .first_zoom(&feature.kind)
            .is_some_and(|from| z >= from.min(max_zoom));
        if !visible {
            return;
        }
        let tags = tags(feature, layer);
        match (layer.shape(), &feature.geometry) {
            (Shape::Points, _) if layer == Layer::House => {
                feature
                    .house_position()
                    .into_iter()
                    .for_each(|at| self.add_point(layer, tags, at));
            }
            (Shape::Points, Geometry::Points(points)) => {
                points.iter().for_each(|&at| self.add_point(layer, tags, at));
            }
            (Shape::Lines, Geometry::Lines(lines)) => {
                lines.iter().for_each(|line| self.add_line(layer, tags, line));
            }
            (Shape::Lines, Geometry::Polygons(polygons)) => {
                for polygon in polygons {
                    self.add_line(layer, tags, polygon.exterior());
                    polygon
                        .interiors()
                        .iter()
                        .for_each(|ring| self.add_line(layer, tags, ring));
                }
            }
            (Shape::Polygons, Geometry::Polygons(polygons)) => {
                polygons
                    .iter()
                    .for_each(|polygon| self.add_polygon(layer, tags, polygon));
            }
            // The source's check lets no other pair through.
            _ => {}
        }
    }

    fn add_point(&mut self, layer: Layer, tags: Tags<'a>, at: Coord) {
        let at = self.project(at);
        for tile in self.covered(Rect::new(at, at)) {
            let shape = GridShape::Point(snap(at, tile));
            self.push(tile, layer, Drawn { tags, shape });
        }
    }

    fn add_line(&mut self, layer: Layer, tags: Tags<'a>, line: &LineString) {
        let line = line.map_coords(|at| self.project(at)).simplify(self.tolerance());
        let Some(bounds) = line.bounding_rect() else {
            return;
        };
        for tile in self.covered(bounds) {
            for piece in clip::line(&line, with_buffer(tile, tile)) {
                let points = snap_all(&piece, tile);
                if points.len() >= 2 {
                    self.push(
                        tile,
                        layer,
                        Drawn {
                            tags,
                            shape: GridShape::Line(points),
                        },
                    );
                }
            }
        }
    }

    fn add_polygon(&mut self, layer: Layer, tags: Tags<'a>, polygon: &Polygon) {
        let polygon = polygon
            .map_coords(|at| self.project(at))
            .simplify(self.tolerance());
        if !self.finest && polygon.unsigned_area() < LEAST_AREA {
            return;
        }
        let Some(bounds) = polygon.bounding_rect() else {
            return;
        };
        let tiles = self.covered(bounds);
        let mut column: Option<(u32, MultiPolygon)> = None;
        for tile in tiles {
            let rows = (tile.0, 0)..=(tile.0, self.side.saturating_sub(1));
            let (_, strip) = match column.take().filter(|(x, _)| *x == tile.0) {
                Some(same) => column.insert(same),
                None => column.insert((
                    tile.0,
                    clip::polygon(&polygon, with_buffer(*rows.start(), *rows.end())),
                )),
            };
            let parts: Vec<_> = strip
                .iter()
                .flat_map(|part| clip::polygon(part, with_buffer(tile, tile)))
                .collect();
            for part in parts {
                let outer = ring(part.exterior(), tile, Winding::Outer);
                let Some(outer) = outer else { continue };
                let holes = part
                    .interiors()
                    .iter()
                    .filter_map(|hole| ring(hole, tile, Winding::Hole));
                let shape = GridShape::Polygon(std::iter::once(outer).chain(holes).collect());
                self.push(tile, layer, Drawn { tags, shape });
            }
        }
    }

    fn push(&mut self, tile: (u32, u32), layer: Layer, drawn: Drawn<'a>) {
        self.tiles
            .entry(tile)
            .or_default()
            .entry(layer)
            .or_default()
            .push(drawn);
    }

    /// Degrees to units of this zoom level.
    fn project(&self, at: Coord) -> Coord {
        let [x, y] = to_square(at.x, at.y);
        let units = f64::from(self.side) * f64::from(EXTENT);
        Coord {
            x: x * units,
            y: y * units,
        }
    }

    fn tolerance(&self) -> f64 {
        if self.finest { FINEST_TOLERANCE } else { TOLERANCE }
    }

    /// The tiles that a rectangle touches, their margins included, column by column.
    fn covered(&self, bounds: Rect) -> Vec<(u32, u32)> {
        let tile = |units: f64| {
            (units / f64::from(EXTENT))
                .floor()
                .clamp(0.0, f64::from(self.side.saturating_sub(1))) as u32
        };
        let columns = tile(bounds.min().x - BUFFER)..=tile(bounds.max().x + BUFFER);
        let (top, bottom) = (tile(bounds.min().y - BUFFER), tile(bounds.max().y + BUFFER));
        columns
            .flat_map(|x| (top..=bottom).map(move |y| (x, y)))
            .collect()
    }
}

type Tags<'a> = [Option<(&'static str, &'a str)>; 2];

fn tags(feature: &Feature, layer: Layer) -> Tags<'_> {
    let kind = Some(("kind", feature.kind.as_str()));
    let name = feature.name.as_deref().map(|name| ("name", name));
    let house = |key| feature.house.as_deref().map(|house| (key, house));
    match layer {
        Layer::Area => [kind, None],
        Layer::Building => [house("house"), None],
        Layer::Road | Layer::Boundary | Layer::Place => [kind, name],
        Layer::House => [house("number"), None],
    }
}

/// The rectangle from one tile to another with the margin around.
fn with_buffer(first: (u32, u32), last: (u32, u32)) -> Rect {
    let units = |tile: u32| f64::from(tile) * f64::from(EXTENT);
    Rect::new(
        Coord {
            x: units(first.0) - BUFFER,
            y: units(first.1) - BUFFER,
        },
        Coord {
            x: units(last.0) + f64::from(EXTENT) + BUFFER,
            y: units(last.1) + f64::from(EXTENT) + BUFFER,
        },
    )
}

fn snap(at: Coord, tile: (u32, u32)) -> Grid {
    let whole = |value: f64, tile: u32| (value - f64::from(tile) * f64::from(EXTENT)).round() as i32;
    (whole(at.x, tile.0), whole(at.y, tile.1))
}

fn snap_all(line: &LineString, tile: (u32, u32)) -> Vec<Grid> {
    let mut points: Vec<Grid> = line.coords().map(|&at| snap(at, tile)).collect();
    points.dedup();
    points
}

#[derive(Clone, Copy, PartialEq)]
enum Winding {
    Outer,
    Hole,
}

/// A ring on the grid, not closed, wound as the specification asks (4.3.4.4: the surveyor's area of an outer
/// ring is positive with y down, that of a hole negative); `None` when nothing is left of it.
fn ring(ring: &LineString, tile: (u32, u32), winding: Winding) -> Option<Vec<Grid>> {
    let mut points = snap_all(ring, tile);
    if points.len() > 1 && points.first() == points.last() {
        points.pop();
    }
    let next = points.iter().cycle().skip(1);
    let twice_area: i64 = points
        .iter()
        .zip(next)
        .map(|(a, b)| i64::from(a.0) * i64::from(b.1) - i64::from(b.0) * i64::from(a.1))
        .sum();
    if points.len() < 3 || twice_area == 0 {
        return None;
    }
    if (twice_area > 0) != (winding == Winding::Outer) {
        points.reverse();
    }
    Some(points)
}

fn encode(content: &Content<'_>) -> Result<Vec<u8>, BuildError> {
    let mut tile = Tile::new(EXTENT);
    for (layer, features) in content {
        let mut encoded = tile.create_layer(layer.name());
        for drawn in features {
            let mut feature = encoded.into_feature(geometry(&drawn.shape)?);
            for (key, value) in drawn.tags.into_iter().flatten() {
                feature.add_tag_string(key, value);
            }
            encoded = feature.into_layer();
        }
        tile.add_layer(encoded)?;
    }
    // No time and no system in the header: the same content gives the same bytes.
    let mut gzip = GzBuilder::new()
        .mtime(0)
        .operating_system(255)
        .write(Vec::new(), Compression::best());
    gzip.write_all(&tile.to_bytes()?)?;
    Ok(gzip.finish()?)
}

fn geometry(shape: &GridShape) -> Result<mvt::GeomData, BuildError> {
    let encoder = |kind| {
        // Wider than any content: the shapes are already cut.
        GeomEncoder::new(kind).bbox(BBox::new([(-0x4000, -0x4000), (0x4000, 0x4000)]))
    };
    let data = match shape {
        GridShape::Point(at) => encoder(GeomType::Point).point(at.0, at.1)?.encode()?,
        GridShape::Line(points) => {
            let mut line = encoder(GeomType::Linestring);
            for at in points {
                line.add_point(at.0, at.1)?;
            }
            line.encode()?
        }
        GridShape::Polygon(rings) => {
            let mut polygon = encoder(GeomType::Polygon);
            let mut last = None;
            for (number, ring) in rings.iter().enumerate() {
                if number > 0 {
                    polygon.complete_geom()?;
                }
                // `mvt` leaves out a MoveTo to the point where the last ring ended: start elsewhere.
                let skip = usize::from(ring.first() == last);
                for at in ring.iter().cycle().skip(skip).take(ring.len()) {
                    polygon.add_point(at.0, at.1)?;
                }
                last = ring.iter().cycle().nth(skip + ring.len() - 1);
            }
            polygon.encode()?
        }
    };
    Ok(data)
}
