//! Reading and checking the GeoJSON source.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use geo::{Coord, InteriorPoint, LineString, Polygon};
use serde::Deserialize;

use super::layer::Shape;
use super::{BuildError, Layer};
use crate::mercator::MAX_LATITUDE;

/// How far the bounds reach to each side of features without any extent, degrees (some 50 m).
const LEAST_EXTENT: f64 = 0.0005;

/// The source, checked: every feature fits its layer.
pub(super) struct Source {
    pub(super) name: Option<String>,
    pub(super) attribution: Option<String>,
    pub(super) data_date: Option<String>,
    pub(super) version: Option<String>,
    pub(super) demo: bool,
    pub(super) features: Vec<Feature>,
}

/// One feature in degrees.
pub(super) struct Feature {
    pub(super) layer: Layer,
    pub(super) kind: String,
    pub(super) name: Option<String>,
    pub(super) street: Option<String>,
    pub(super) house: Option<String>,
    pub(super) code: Option<String>,
    pub(super) geometry: Geometry,
}

/// The geometry of a feature, single ones as lists of one.
pub(super) enum Geometry {
    Polygons(Vec<Polygon>),
    Lines(Vec<LineString>),
    Points(Vec<Coord>),
}

#[derive(Deserialize)]
struct RawCollection {
    #[serde(rename = "type")]
    _type: CollectionType,
    name: Option<String>,
    attribution: Option<String>,
    data_date: Option<String>,
    version: Option<String>,
    #[serde(default)]
    demo: bool,
    features: Vec<RawFeature>,
}

#[derive(Deserialize)]
enum CollectionType {
    FeatureCollection,
}

#[derive(Deserialize)]
struct RawFeature {
    properties: RawProperties,
    geometry: RawGeometry,
}

#[derive(Deserialize)]
struct RawProperties {
    layer: Layer,
    #[serde(default)]
    kind: String,
    name: Option<String>,
    street: Option<String>,
    house: Option<String>,
    code: Option<String>,
}

/// A position: longitude, latitude, perhaps a height that nobody needs.
type RawPosition = Vec<f64>;

#[derive(Deserialize)]
#[serde(tag = "type", content = "coordinates")]
enum RawGeometry {
    Point(RawPosition),
    MultiPoint(Vec<RawPosition>),
    LineString(Vec<RawPosition>),
    MultiLineString(Vec<Vec<RawPosition>>),
    Polygon(Vec<Vec<RawPosition>>),
    MultiPolygon(Vec<Vec<Vec<RawPosition>>>),
}

impl Source {
    pub(super) fn read(path: &Path) -> Result<Self, BuildError> {
        let file = File::open(path).map_err(|source| BuildError::SourceUnreadable {
            path: path.to_owned(),
            source,
        })?;
        let raw: RawCollection = serde_json::from_reader(BufReader::new(file))?;
        let mut features = Vec::with_capacity(raw.features.len());
        for (number, feature) in raw.features.into_iter().enumerate() {
            features.push(feature.check(number)?);
        }
        check_districts(&features)?;
        Ok(Self {
            name: raw.name,
            attribution: raw.attribution,
            data_date: raw.data_date,
            version: raw.version,
            demo: raw.demo,
            features,
        })
    }

    /// West, south, east and north of all features, degrees.
    pub(super) fn bounds(&self) -> Option<[f64; 4]> {
        let positions: Vec<_> = self
            .features
            .iter()
            .flat_map(|feature| feature.geometry.parts())
            .collect();
        let [west, south, east, north] = crate::geometry::bounds(&positions)?;
        // A single house or a street due east still needs a map around it.
        let (wide, high) = (
            if east > west { 0.0 } else { LEAST_EXTENT },
            if north > south { 0.0 } else { LEAST_EXTENT },
        );
        Some([west - wide, south - high, east + wide, north + high])
    }
}

fn check_districts(features: &[Feature]) -> Result<(), BuildError> {
    let mut codes = std::collections::BTreeSet::new();
    for (number, feature) in features.iter().enumerate() {
        if feature.layer != Layer::Boundary {
            continue;
        }
        let (Some(code), Some(_)) = (&feature.code, &feature.name) else {
            return Err(BuildError::NamelessDistrict { feature: number });
        };
        if !codes.insert(code) {
            return Err(BuildError::TakenCode {
                feature: number,
                code: code.clone(),
            });
        }
    }
    Ok(())
}

impl RawFeature {
    fn check(self, number: usize) -> Result<Feature, BuildError> {
        let RawProperties {
            layer,
            kind,
            name,
            street,
            house,
            code,
        } = self.properties;
        if layer.first_zoom(&kind).is_none() {
            return Err(BuildError::UnknownKind {
                feature: number,
                layer: layer.name(),
                kind,
            });
        }
        let position = |raw: RawPosition| match raw.as_slice() {
            &[lon, lat, ..] if lon.abs() <= 180.0 && lat.abs() <= MAX_LATITUDE => {
                Ok(Coord { x: lon, y: lat })
            }
            _ => Err(BuildError::WrongPosition { feature: number }),
        };
        let positions = |raw: Vec<RawPosition>| raw.into_iter().map(position).collect::<Result<Vec<_>, _>>();
        let wrong = || BuildError::WrongGeometry {
            feature: number,
            layer: layer.name(),
        };
        let line = |raw| {
            let points = positions(raw)?;
            if points.len() < 2 {
                Err(wrong())
            } else {
                Ok(LineString::new(points))
            }
        };
        let ring = |raw| {
            let points = positions(raw)?;
            let closed = points.len() >= 4 && points.first() == points.last();
            if closed {
                Ok(LineString::new(points))
            } else {
                Err(wrong())
            }
        };
        let polygon = |raw: Vec<Vec<RawPosition>>| {
            let mut rings = raw.into_iter().map(ring);
            let outer = rings.next().ok_or_else(wrong)??;
            let holes = rings.collect::<Result<_, BuildError>>()?;
            Ok::<_, BuildError>(Polygon::new(outer, holes))
        };
        // Districts come as polygons and are drawn as lines.
        let wanted = if layer == Layer::Boundary {
            Shape::Polygons
        } else {
            layer.shape()
        };
        let geometry = match (self.geometry, wanted) {
            (RawGeometry::Point(raw), Shape::Points) => Geometry::Points(positions(vec![raw])?),
            (RawGeometry::MultiPoint(raw), Shape::Points) => Geometry::Points(positions(raw)?),
            (RawGeometry::LineString(raw), Shape::Lines) => Geometry::Lines(vec![line(raw)?]),
            (RawGeometry::MultiLineString(raw), Shape::Lines) => {
                Geometry::Lines(raw.into_iter().map(line).collect::<Result<_, _>>()?)
            }
            (RawGeometry::Polygon(raw), Shape::Polygons) => Geometry::Polygons(vec![polygon(raw)?]),
            (RawGeometry::MultiPolygon(raw), Shape::Polygons) => {
                Geometry::Polygons(raw.into_iter().map(polygon).collect::<Result<_, _>>()?)
            }
            _ => return Err(wrong()),
        };
        Ok(Feature {
            layer,
            kind,
            name,
            street,
            house,
            code,
            geometry,
        })
    }
}

impl Feature {
    /// Where the number of a building or house stands: inside the outline, even of an L.
    pub(super) fn house_position(&self) -> Option<Coord> {
        match &self.geometry {
            Geometry::Polygons(polygons) => polygons.first()?.interior_point().map(|point| point.0),
            Geometry::Points(points) => points.first().copied(),
            Geometry::Lines(_) => None,
        }
    }
}

impl Geometry {
    /// The lines or rings (or each point as a part of one) in the form of the gazetteer.
    pub(super) fn parts(&self) -> Vec<Vec<[f64; 2]>> {
        let part = |line: &LineString| line.coords().map(|at| [at.x, at.y]).collect();
        match self {
            Self::Polygons(polygons) => polygons
                .iter()
                .flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()))
                .map(part)
                .collect(),
            Self::Lines(lines) => lines.iter().map(part).collect(),
            Self::Points(points) => points.iter().map(|at| vec![[at.x, at.y]]).collect(),
        }
    }
}
