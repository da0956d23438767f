//! Decoding tiles independently of the library that encodes them.

use prost::Message;

/// `Tile` of the Mapbox Vector Tile specification 2.1.
#[derive(Clone, PartialEq, Message)]
pub(crate) struct Tile {
    #[prost(message, repeated, tag = "3")]
    pub(crate) layers: Vec<Layer>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct Layer {
    #[prost(uint32, required, tag = "15")]
    pub(crate) version: u32,
    #[prost(string, required, tag = "1")]
    pub(crate) name: String,
    #[prost(message, repeated, tag = "2")]
    pub(crate) features: Vec<Feature>,
    #[prost(string, repeated, tag = "3")]
    pub(crate) keys: Vec<String>,
    #[prost(message, repeated, tag = "4")]
    pub(crate) values: Vec<Value>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct Feature {
    #[prost(uint32, repeated, tag = "2")]
    pub(crate) tags: Vec<u32>,
    #[prost(int32, tag = "3")]
    pub(crate) kind: i32,
    #[prost(uint32, repeated, tag = "4")]
    pub(crate) geometry: Vec<u32>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct Value {
    #[prost(string, optional, tag = "1")]
    pub(crate) text: Option<String>,
}

pub(crate) const POLYGON: i32 = 3;

pub(crate) fn decode(bytes: &[u8]) -> Tile {
    Tile::decode(bytes).unwrap()
}

pub(crate) fn layer<'a>(tile: &'a Tile, name: &str) -> &'a Layer {
    tile.layers.iter().find(|layer| layer.name == name).unwrap()
}

/// The paths of all features that have the name.
pub(crate) fn named(layer: &Layer, name: &str) -> Vec<Vec<[f64; 2]>> {
    let has_name = |feature: &&Feature| {
        feature.tags.chunks(2).any(|tag| {
            layer.keys[tag[0] as usize] == "name"
                && layer.values[tag[1] as usize].text.as_deref() == Some(name)
        })
    };
    layer.features.iter().filter(has_name).flat_map(paths).collect()
}

/// The lines, rings or points of a feature (specification 4.3).
pub(crate) fn paths(feature: &Feature) -> Vec<Vec<[f64; 2]>> {
    let mut paths: Vec<Vec<[f64; 2]>> = Vec::new();
    let (mut x, mut y) = (0_i32, 0_i32);
    let mut words = feature.geometry.iter();
    let delta = |word: &u32| ((word >> 1) as i32) ^ -((word & 1) as i32);
    while let Some(word) = words.next() {
        let (command, count) = (word & 7, word >> 3);
        for _ in 0..count {
            if command == 7 {
                continue;
            }
            x += delta(words.next().unwrap());
            y += delta(words.next().unwrap());
            if command == 1 {
                paths.push(Vec::new());
            }
            paths.last_mut().unwrap().push([f64::from(x), f64::from(y)]);
        }
    }
    paths
}

/// Twice the surveyor's area of a ring.
pub(crate) fn area(ring: &[[f64; 2]]) -> f64 {
    ring.iter()
        .zip(ring.iter().cycle().skip(1))
        .map(|(a, b)| a[0] * b[1] - b[0] * a[1])
        .sum()
}
