//! Invents the demonstration quarter and prints it as the GeoJSON source of the demo map pack:
//!
//! `cargo run -p map --example make_demo_quarter > crates/map/demo/quarter.geojson`
//!
//! Nothing of it is surveyed: a lattice of streets is bent along an invented river (`ground`), drawn by hand
//! on that lattice (`plan`), and houses are set along the streets wherever they fit (`houses`). The result
//! is committed, because sines differ in their last bit from machine to machine.

mod ground;
mod houses;
mod plan;

use map::mercator::LocalPlane;
use serde_json::{Value, json};

use ground::{Metres, warp_all};

fn main() {
    let roads = plan::roads();
    let areas = plan::areas();
    let houses = houses::along(&roads, &areas);

    let mut features = Vec::new();
    for area in &areas {
        features.push(feature(
            json!({ "layer": "area", "kind": area.kind }),
            polygon(&area.rings),
        ));
    }
    for road in &roads {
        let properties = match road.name {
            Some(name) => json!({ "layer": "road", "kind": road.kind.name(), "name": name }),
            None => json!({ "layer": "road", "kind": road.kind.name() }),
        };
        features.push(feature(
            properties,
            json!({ "type": "LineString", "coordinates": line(&road.line) }),
        ));
    }
    for house in &houses {
        let (street, number) = &house.address;
        let properties = json!({ "layer": "building", "street": street, "house": number });
        features.push(feature(properties, polygon(std::slice::from_ref(&house.outline))));
    }
    for (code, name, outline) in plan::districts() {
        let properties = json!({ "layer": "boundary", "kind": "district", "code": code, "name": name });
        features.push(feature(properties, polygon(&[warp_all(&outline)])));
    }
    for (kind, name, at) in plan::places() {
        let properties = json!({ "layer": "place", "kind": kind, "name": name });
        let coordinates = position(ground::warp(at));
        features.push(feature(
            properties,
            json!({ "type": "Point", "coordinates": coordinates }),
        ));
    }

    // One feature a line, so that a change can be read.
    println!(
        "{{\"type\":\"FeatureCollection\",\"name\":\"Демонстраційний квартал\",\"demo\":true,\
         \"attribution\":\"Демонстраційна мапа: квартал вигадано\",\"data_date\":\"2026-11-22\",\"version\":\"1\",\
         \"features\":["
    );
    let lines: Vec<String> = features.iter().map(Value::to_string).collect();
    println!("{}\n]}}", lines.join(",\n"));
}

fn feature(properties: Value, geometry: Value) -> Value {
    json!({ "type": "Feature", "properties": properties, "geometry": geometry })
}

fn polygon(rings: &[Vec<Metres>]) -> Value {
    let rings: Vec<Value> = rings
        .iter()
        .map(|ring| {
            let closed: Vec<Metres> = ring.iter().chain(ring.first()).copied().collect();
            line(&closed)
        })
        .collect();
    json!({ "type": "Polygon", "coordinates": rings })
}

fn line(points: &[Metres]) -> Value {
    points.iter().map(|&at| position(at)).collect()
}

/// Degrees, rounded to six digits (7 to 11 cm).
fn position(at: Metres) -> Value {
    let [lon, lat] = LocalPlane::at(33.39, 47.91).unproject(at);
    json!([(lon * 1e6).round() / 1e6, (lat * 1e6).round() / 1e6])
}
