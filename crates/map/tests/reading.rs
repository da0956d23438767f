//! A pack made from the demo quarter, read as the program and as any MBTiles reader would read it.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod vector_tile;

use std::io::Read;
use std::path::Path;
use std::sync::LazyLock;

use map::mercator::{LocalPlane, tile_at};
use map::{BuildOptions, FoundKind, Pack, build};
use rusqlite::Connection;
use vector_tile::{layer, named};

/// A place on the demo's «вулиця Садова», between «бульвар Каштановий» and «вулиця Калинова».
fn on_sadova(pack: &Pack) -> [f64; 2] {
    let found = pack.search("вулиця Садова", 1).unwrap();
    [found[0].lon, found[0].lat]
}

fn demo_source() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("demo/quarter.geojson")
}

/// The demo pack's bytes: built once, for it takes a second or two.
static DEMO: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("demo.zmap");
    build(&demo_source(), &path, &BuildOptions::default()).unwrap();
    std::fs::read(path).unwrap()
});

/// The demo pack, in a folder such as users have.
fn demo() -> (tempfile::TempDir, Pack) {
    let folder = tempfile::Builder::new()
        .prefix("Карти міста №1 ")
        .tempdir()
        .unwrap();
    let path = folder.path().join("демо мапа.zmap");
    std::fs::write(&path, DEMO.as_slice()).unwrap();
    let pack = Pack::open(&path).unwrap();
    (folder, pack)
}

#[test]
fn demo_pack_says_that_it_is_a_demo_and_what_it_covers() {
    let (_folder, pack) = demo();
    let info = pack.info();
    assert!(info.demo);
    assert_eq!(info.name, "Демонстраційний квартал");
    assert_eq!((info.min_zoom, info.max_zoom), (11, 16));
    assert!(info.attribution.contains("вигадано"));
    let [west, south, east, north] = info.bounds;
    assert!(
        west < 33.39 && 33.39 < east && south < 47.91 && 47.91 < north,
        "{:?}",
        info.bounds
    );
    assert!(west < info.center[0] && info.center[0] < east);
}

#[test]
fn tile_at_a_street_holds_the_street_at_the_right_spot() {
    let (_folder, pack) = demo();
    let [lon, lat] = on_sadova(&pack);
    for z in [12, 14, 16] {
        let (x, y) = tile_at(lon, lat, z);
        let tile = vector_tile::decode(&pack.tile(z, x, y).unwrap().unwrap());
        let roads = layer(&tile, "road");
        let lines: Vec<_> = named(roads, "вулиця Садова");
        let [square_x, square_y] = map::mercator::to_square(lon, lat);
        let units = 4096.0 * f64::from(1 << z);
        let at = [
            square_x * units - f64::from(x) * 4096.0,
            square_y * units - f64::from(y) * 4096.0,
        ];
        let distance = lines
            .iter()
            .flat_map(|line| line.windows(2))
            .map(|ends| {
                let local = |[x, y]: [f64; 2]| [x - at[0], y - at[1]];
                map::mercator::distance_to_segment(local(ends[0]), local(ends[1]))
            })
            .fold(f64::MAX, f64::min);
        assert!(distance < 6.0, "z{z}: {distance} units away");
    }
}

#[test]
fn every_tile_keeps_to_its_grid_and_winds_its_rings_as_specified() {
    let (folder, pack) = demo();
    let file = Connection::open(folder.path().join("демо мапа.zmap")).unwrap();
    let mut statement = file
        .prepare("SELECT zoom_level, tile_column, tile_row FROM tiles")
        .unwrap();
    let tiles: Vec<(u8, u32, u32)> = statement
        .query_map((), |row| row.try_into())
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    assert!(tiles.len() > 80, "{} tiles", tiles.len());
    for (z, x, row) in tiles {
        let bytes = pack.tile(z, x, (1 << z) - 1 - row).unwrap().unwrap();
        for layer in vector_tile::decode(&bytes).layers {
            for feature in &layer.features {
                let paths = vector_tile::paths(feature);
                assert!(!paths.is_empty());
                for [px, py] in paths.iter().flatten() {
                    assert!(
                        (-64.0..=4160.0).contains(px) && (-64.0..=4160.0).contains(py),
                        "{px} {py}"
                    );
                }
                if feature.kind == vector_tile::POLYGON {
                    assert!(
                        vector_tile::area(&paths[0]) > 0.0,
                        "outer ring of {} at {z}/{x}",
                        layer.name
                    );
                    assert!(paths[1..].iter().all(|hole| vector_tile::area(hole) < 0.0));
                }
            }
        }
    }
}

#[test]
fn houses_show_their_numbers_at_the_last_zoom_only() {
    let (_folder, pack) = demo();
    let found = pack.search("Садова, 5", 1).unwrap();
    for (z, shown) in [(15, false), (16, true)] {
        let (x, y) = tile_at(found[0].lon, found[0].lat, z);
        let tile = vector_tile::decode(&pack.tile(z, x, y).unwrap().unwrap());
        assert_eq!(
            tile.layers.iter().any(|layer| layer.name == "house"),
            shown,
            "z{z}"
        );
    }
}

#[test]
fn missing_tile_is_none_wherever_it_is_asked_for() {
    let (_folder, pack) = demo();
    for (z, x, y) in [
        (16, 0, 0),
        (3, 1, 1),
        (16, u32::MAX, 5),
        (16, 5, u32::MAX),
        (31, 0, 0),
        (255, 1, 1),
    ] {
        assert_eq!(pack.tile(z, x, y).unwrap(), None, "{z}/{x}/{y}");
    }
}

#[test]
fn pack_is_plain_mbtiles_to_other_programs() {
    let (folder, _pack) = demo();
    let file = Connection::open(folder.path().join("демо мапа.zmap")).unwrap();
    let line = |key: &str| -> String {
        file.query_row("SELECT value FROM metadata WHERE name = ?1", [key], |row| {
            row.get(0)
        })
        .unwrap()
    };
    assert_eq!(line("format"), "pbf");
    assert_eq!(line("bounds").split(',').count(), 4);
    assert_eq!(line("center").split(',').count(), 3);
    assert_eq!(line("zvitnyk_schema"), "1");
    let json: serde_json::Value = serde_json::from_str(&line("json")).unwrap();
    let layers: Vec<_> = json["vector_layers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|layer| layer["id"].as_str().unwrap())
        .collect();
    assert_eq!(layers, ["area", "building", "road", "boundary", "place", "house"]);
    // Row counted from the south: 47.91 N is in the northern half, so its row is in the upper half.
    let (x, y) = tile_at(33.39, 47.91, 14);
    let packed: Vec<u8> = file
        .query_row(
            "SELECT tile_data FROM tiles WHERE zoom_level = 14 AND tile_column = ?1 AND tile_row = ?2",
            (x, (1 << 14) - 1 - y),
            |row| row.get(0),
        )
        .unwrap();
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(packed.as_slice())
        .read_to_end(&mut bytes)
        .unwrap();
    assert!(
        vector_tile::decode(&bytes)
            .layers
            .iter()
            .all(|layer| layer.version == 2)
    );
    let check: String = file
        .query_row("PRAGMA integrity_check", (), |row| row.get(0))
        .unwrap();
    assert_eq!(check, "ok");
}

#[test]
fn nearest_offers_the_house_when_one_stands_by() {
    let (_folder, pack) = demo();
    let house = &pack.search("Садова 5", 1).unwrap()[0];
    let nearest = pack.nearest(house.lon, house.lat).unwrap().unwrap();
    assert_eq!(nearest.label, "вулиця Садова, 5");
    assert_eq!(nearest.house.as_deref(), Some("5"));
    assert_eq!(nearest.district.unwrap().name, "Прирічковий (демо)");
    assert!(nearest.distance_m < 1.0);
}

#[test]
fn nearest_offers_the_street_when_no_house_stands_by() {
    let (_folder, pack) = demo();
    // Лугова runs on through empty fields to the east.
    let street = &pack.search("вулиця Лугова", 1).unwrap()[0];
    let edge = LocalPlane::at(street.lon, street.lat).unproject([1500.0, 0.0]);
    let nearest = pack.nearest(edge[0], edge[1]).unwrap().unwrap();
    assert_eq!((nearest.label.as_str(), nearest.house), ("вулиця Лугова", None));
    assert!(nearest.distance_m < 300.0);
}

#[test]
fn nearest_offers_nothing_far_from_the_map() {
    let (_folder, pack) = demo();
    for (lon, lat) in [(30.52, 50.45), (0.0, 90.0), (f64::NAN, 47.0), (1e300, -1e300)] {
        assert_eq!(pack.nearest(lon, lat).unwrap(), None);
    }
}

#[test]
fn search_finds_what_officials_type() {
    let (_folder, pack) = demo();
    for (typed, label) in [
        ("вул. садова", "вулиця Садова"),
        ("Садова 5", "вулиця Садова, 5"),
        ("пр-т миру", "проспект Миру"),
        ("б-р Каштановий, 12", "бульвар Каштановий, 12"),
        ("каштан", "бульвар Каштановий"),
        ("на Садовій", "вулиця Садова"),
        ("Садова 9999", "вулиця Садова"),
        ("привокз", "вулиця Привокзальна"),
        ("Ратушна", "площа Ратушна"),
    ] {
        let found = pack.search(typed, 5).unwrap();
        assert_eq!(
            found.first().map(|found| found.label.as_str()),
            Some(label),
            "{typed}: {found:?}"
        );
    }
    assert_eq!(pack.search("Садова 5", 5).unwrap()[0].kind, FoundKind::House);
    assert!(pack.search("", 5).unwrap().is_empty());
    assert!(pack.search("%_'\"; --", 5).unwrap().is_empty());
    assert!(pack.search("вулиця", 3).unwrap().len() <= 3);
    assert!(pack.search("немає такої", 5).unwrap().is_empty());
}

#[test]
fn pack_answers_several_threads_at_once() {
    let (_folder, pack) = demo();
    let (x, y) = tile_at(33.39, 47.91, 16);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..20 {
                    assert!(pack.tile(16, x, y).unwrap().is_some());
                    assert!(!pack.search("Миру", 1).unwrap().is_empty());
                }
            });
        }
    });
}
