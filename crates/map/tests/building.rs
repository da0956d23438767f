//! Making packs: what comes out is repeatable, and what cannot be used is named.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::path::{Path, PathBuf};

use map::{BuildError, BuildOptions, BuildSummary, Pack, build};
use rusqlite::Connection;

fn demo() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("demo/quarter.geojson")
}

/// Builds a pack from the features, given as the source has them.
fn of_features(features: &str) -> (tempfile::TempDir, Result<BuildSummary, BuildError>) {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("source.geojson");
    std::fs::write(
        &source,
        format!(r#"{{"type":"FeatureCollection","features":[{features}]}}"#),
    )
    .unwrap();
    let built = build(
        &source,
        &folder.path().join("pack.zmap"),
        &BuildOptions::default(),
    );
    (folder, built)
}

fn feature(properties: &str, geometry: &str) -> String {
    format!(r#"{{"type":"Feature","properties":{{{properties}}},"geometry":{geometry}}}"#)
}

#[test]
fn same_source_gives_the_same_tiles() {
    let folder = tempfile::tempdir().unwrap();
    let tiles = |name: &str| -> Vec<(i64, i64, i64, Vec<u8>)> {
        let path = folder.path().join(name);
        build(&demo(), &path, &BuildOptions::default()).unwrap();
        let file = Connection::open(path).unwrap();
        let mut statement = file.prepare("SELECT * FROM tiles ORDER BY 1, 2, 3").unwrap();
        statement
            .query_map((), |row| row.try_into())
            .unwrap()
            .map(Result::unwrap)
            .collect()
    };
    assert!(tiles("first.zmap") == tiles("second.zmap"));
}

#[test]
fn options_override_what_the_source_says() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("нова тека").join("мапа.zmap");
    let options = BuildOptions {
        name: Some("Інша назва".to_owned()),
        data_date: Some("2026-01-31".to_owned()),
        min_zoom: Some(12),
        max_zoom: Some(14),
        ..BuildOptions::default()
    };
    build(&demo(), &path, &options).unwrap();
    let info = Pack::open(&path).unwrap().info().clone();
    assert_eq!(
        (info.name.as_str(), info.data_date.as_str()),
        ("Інша назва", "2026-01-31")
    );
    assert_eq!((info.min_zoom, info.max_zoom), (12, 14));
}

#[test]
fn streets_of_one_name_far_apart_stay_two() {
    let line = |lon: f64| {
        let line = format!(
            r#"{{"type":"LineString","coordinates":[[{lon},47.9],[{},47.9]]}}"#,
            lon + 0.002
        );
        feature(r#""layer":"road","kind":"street","name":"вулиця Садова""#, &line)
    };
    // The second continues the first after 70 m; the third lies 15 km away.
    let (folder, built) = of_features(&[line(33.0), line(33.003), line(33.2)].join(","));
    assert_eq!(built.unwrap().streets, 2);
    let found = Pack::open(&folder.path().join("pack.zmap"))
        .unwrap()
        .search("садова", 9)
        .unwrap();
    assert_eq!(found.len(), 2);
}

#[test]
fn address_on_a_street_that_is_not_drawn_can_be_found() {
    let house = feature(
        r#""layer":"house","street":"вулиця Глуха","house":"7""#,
        r#"{"type":"Point","coordinates":[33.1,47.9]}"#,
    );
    let (folder, built) = of_features(&house);
    assert_eq!(built.unwrap().addresses, 1);
    let pack = Pack::open(&folder.path().join("pack.zmap")).unwrap();
    assert_eq!(pack.search("глуха 7", 1).unwrap()[0].label, "вулиця Глуха, 7");
    assert_eq!(
        pack.nearest(33.1001, 47.9).unwrap().unwrap().label,
        "вулиця Глуха, 7"
    );
}

#[test]
fn feature_that_cannot_be_used_is_named_by_its_number() {
    let point = r#"{"type":"Point","coordinates":[33.1,47.9]}"#;
    let good = feature(r#""layer":"place","kind":"square","name":"площа""#, point);
    let bad = |properties: &str, geometry: &str| {
        let (folder, built) = of_features(&format!("{good},{}", feature(properties, geometry)));
        assert!(
            !folder.path().join("pack.zmap").exists(),
            "nothing is left behind"
        );
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        built.unwrap_err()
    };
    assert!(matches!(
        bad(r#""layer":"area","kind":"swamp""#, point),
        BuildError::UnknownKind { feature: 1, layer: "area", kind } if kind == "swamp"
    ));
    assert!(matches!(
        bad(r#""layer":"area","kind":"water""#, point),
        BuildError::WrongGeometry { feature: 1, .. }
    ));
    let open_ring = r#"{"type":"Polygon","coordinates":[[[33.1,47.9],[33.2,47.9],[33.2,48.0],[33.1,48.0]]]}"#;
    assert!(matches!(
        bad(r#""layer":"building""#, open_ring),
        BuildError::WrongGeometry { feature: 1, .. }
    ));
    let in_metres = r#"{"type":"Point","coordinates":[3717000,6090000]}"#;
    assert!(matches!(
        bad(r#""layer":"place","kind":"stop""#, in_metres),
        BuildError::WrongPosition { feature: 1 }
    ));
    let ring = r#"{"type":"Polygon","coordinates":[[[33.1,47.9],[33.2,47.9],[33.2,48.0],[33.1,47.9]]]}"#;
    assert!(matches!(
        bad(r#""layer":"boundary","kind":"district","name":"Без коду""#, ring),
        BuildError::NamelessDistrict { feature: 1 }
    ));
}

#[test]
fn source_that_is_empty_or_no_geojson_is_refused() {
    assert!(matches!(of_features("").1, Err(BuildError::Empty)));
    assert!(matches!(of_features("{").1, Err(BuildError::NotGeoJson(_))));
    assert!(matches!(
        of_features(r#"{"type":"Feature"}"#).1,
        Err(BuildError::NotGeoJson(_))
    ));
    let missing = build(
        Path::new("немає.geojson"),
        Path::new("out.zmap"),
        &BuildOptions::default(),
    );
    assert!(matches!(missing, Err(BuildError::SourceUnreadable { .. })));
}

#[test]
fn failed_build_keeps_the_pack_that_was_there() {
    let (folder, built) = of_features(&feature(
        r#""layer":"road","kind":"main","name":"проспект""#,
        r#"{"type":"LineString","coordinates":[[33.1,47.9],[33.2,48.0]]}"#,
    ));
    built.unwrap();
    let (pack, source) = (
        folder.path().join("pack.zmap"),
        folder.path().join("source.geojson"),
    );
    std::fs::write(&source, "{}").unwrap();
    assert!(build(&source, &pack, &BuildOptions::default()).is_err());
    assert!(Pack::open(&pack).is_ok());
}
