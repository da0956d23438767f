//! Drawing up the gazetteer: streets from roads, addresses from buildings, districts, places.

use std::collections::BTreeMap;

use super::Layer;
use super::source::{Feature, Source};
use crate::geometry::{self, Parts};
use crate::mercator::LocalPlane;

/// Roads of one name are one street when they come this near to each other, metres; two villages of a large
/// city may each have a «вулиця Садова».
const SAME_STREET_WITHIN: f64 = 400.0;

pub(super) struct Gazetteer {
    pub(super) streets: Vec<Street>,
    pub(super) addresses: Vec<Address>,
    pub(super) districts: Vec<District>,
    pub(super) places: Vec<Place>,
}

pub(super) struct Street {
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) lines: Parts,
}

pub(super) struct Address {
    /// Index into the streets.
    pub(super) street: usize,
    pub(super) number: String,
    pub(super) at: [f64; 2],
}

pub(super) struct District {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) rings: Parts,
}

pub(super) struct Place {
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) at: [f64; 2],
}

impl Gazetteer {
    pub(super) fn of(source: &Source) -> Self {
        let mut streets = streets(&source.features);
        let addresses = addresses(&source.features, &mut streets);
        let of_layer = |layer| {
            source
                .features
                .iter()
                .filter(move |feature| feature.layer == layer)
        };
        let districts = of_layer(Layer::Boundary)
            .filter_map(|feature| {
                let (code, name) = (feature.code.clone()?, feature.name.clone()?);
                Some(District {
                    code,
                    name,
                    rings: feature.geometry.parts(),
                })
            })
            .collect();
        let places = of_layer(Layer::Place)
            .filter_map(|feature| {
                let &at = feature.geometry.parts().first()?.first()?;
                Some(Place {
                    name: feature.name.clone()?,
                    kind: feature.kind.clone(),
                    at,
                })
            })
            .collect();
        Self {
            streets,
            addresses,
            districts,
            places,
        }
    }
}

/// A line of a named road, with the road's kind.
type Road<'a> = (&'a str, Vec<[f64; 2]>);

/// Streets sorted by name. Rails and paths have no addresses, so they are no streets.
fn streets(features: &[Feature]) -> Vec<Street> {
    let mut roads: BTreeMap<&str, Vec<Road>> = BTreeMap::new();
    for feature in features.iter().filter(|feature| feature.layer == Layer::Road) {
        if let (Some(name), "main" | "street" | "lane") = (&feature.name, feature.kind.as_str()) {
            let lines = feature
                .geometry
                .parts()
                .into_iter()
                .map(|line| (feature.kind.as_str(), line));
            roads.entry(name).or_default().extend(lines);
        }
    }
    let mut streets = Vec::new();
    for (name, lines) in roads {
        let mut groups: Vec<(&str, Parts)> = Vec::new();
        for (kind, line) in lines {
            // A line may join groups that were apart until it came.
            let (near, far): (Vec<_>, Vec<_>) = groups.into_iter().partition(|(_, group)| near(group, &line));
            let kind = near.first().map_or(kind, |(kind, _)| kind);
            let joined = near
                .into_iter()
                .flat_map(|(_, group)| group)
                .chain([line])
                .collect();
            groups = far;
            groups.push((kind, joined));
        }
        streets.extend(groups.into_iter().map(|(kind, lines)| Street {
            name: name.to_owned(),
            kind: kind.to_owned(),
            lines,
        }));
    }
    streets
}

/// Whether a line comes near to a group: by its points, which stand close enough on any street.
fn near(group: &[Vec<[f64; 2]>], line: &[[f64; 2]]) -> bool {
    line.iter()
        .any(|&[lon, lat]| geometry::distance(&LocalPlane::at(lon, lat), group) <= SAME_STREET_WITHIN)
}

/// Addresses in the order of the source. A house on a street that the source does not draw founds one
/// without lines, so that the address can still be found.
fn addresses(features: &[Feature], streets: &mut Vec<Street>) -> Vec<Address> {
    let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (number, street) in streets.iter().enumerate() {
        by_name.entry(street.name.clone()).or_default().push(number);
    }
    let mut addresses = Vec::new();
    for feature in features
        .iter()
        .filter(|feature| matches!(feature.layer, Layer::Building | Layer::House))
    {
        let (Some(name), Some(number)) = (&feature.street, &feature.house) else {
            continue;
        };
        let Some(position) = feature.house_position() else {
            continue;
        };
        let plane = LocalPlane::at(position.x, position.y);
        let same_name = by_name.entry(name.clone()).or_default();
        let nearest = same_name
            .iter()
            .filter_map(|&street| Some((street, geometry::distance(&plane, &streets.get(street)?.lines))))
            .min_by(|a, b| a.1.total_cmp(&b.1));
        let street = nearest.map_or_else(
            || {
                streets.push(Street {
                    name: name.clone(),
                    kind: "street".to_owned(),
                    lines: Vec::new(),
                });
                same_name.push(streets.len() - 1);
                streets.len() - 1
            },
            |(street, _)| street,
        );
        addresses.push(Address {
            street,
            number: number.clone(),
            at: [position.x, position.y],
        });
    }
    addresses
}

impl Gazetteer {
    /// Where a street's name is shown: the middle of its longest line, else the mean of its houses.
    pub(super) fn middle(&self, street: usize) -> Option<[f64; 2]> {
        if let Some(middle) = geometry::middle(&self.streets.get(street)?.lines) {
            return Some(middle);
        }
        let houses: Vec<_> = self
            .addresses
            .iter()
            .filter(|address| address.street == street)
            .collect();
        let mean = |axis: fn(&[f64; 2]) -> f64| {
            houses.iter().map(|house| axis(&house.at)).sum::<f64>() / houses.len() as f64
        };
        (!houses.is_empty()).then(|| [mean(|at| at[0]), mean(|at| at[1])])
    }
}
