//! Packs that are broken, foreign or made to harm: refused with a reason, never a panic.
#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::io::Write;
use std::path::{Path, PathBuf};

use map::mercator::tile_at;
use map::{BuildOptions, Pack, PackError, TILE_LIMIT, build};
use rusqlite::Connection;

/// A quarter of one street and one house.
const SMALL: &str = r#"{"type":"FeatureCollection","name":"Мала","features":[
{"type":"Feature","properties":{"layer":"road","kind":"street","name":"вулиця Мала"},
 "geometry":{"type":"LineString","coordinates":[[33.39,47.91],[33.395,47.912]]}},
{"type":"Feature","properties":{"layer":"house","street":"вулиця Мала","house":"1"},
 "geometry":{"type":"Point","coordinates":[33.391,47.9108]}}]}"#;

struct Broken {
    _folder: tempfile::TempDir,
    path: PathBuf,
}

/// A good pack after something was done to its tables.
fn after(sql: &str) -> Broken {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("source.geojson");
    std::fs::write(&source, SMALL).unwrap();
    let path = folder.path().join("pack.zmap");
    build(&source, &path, &BuildOptions::default()).unwrap();
    Connection::open(&path).unwrap().execute_batch(sql).unwrap();
    Broken {
        _folder: folder,
        path,
    }
}

fn refused(path: &Path) -> PackError {
    match Pack::open(path) {
        Ok(_) => panic!("{} was opened", path.display()),
        Err(error) => error,
    }
}

#[test]
fn untouched_small_pack_opens() {
    let pack = Pack::open(&after("").path).unwrap();
    assert!(!pack.info().demo);
    assert_eq!(
        pack.nearest(33.391, 47.9108).unwrap().unwrap().label,
        "вулиця Мала, 1"
    );
}

#[test]
fn file_that_is_no_pack_is_named_as_such() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("не мапа.zmap");
    let mut bytes: Vec<u8> = (0..=255).cycle().take(9000).collect();
    for content in [
        Vec::new(),
        b"SQLite".to_vec(),
        b"SQLite format 3\0".to_vec(),
        std::mem::take(&mut bytes),
    ] {
        std::fs::write(&path, content).unwrap();
        assert!(matches!(refused(&path), PackError::NotAPack { .. }));
    }
    std::fs::remove_file(&path).unwrap();
    Connection::open(&path)
        .unwrap()
        .execute_batch("CREATE TABLE note (text TEXT)")
        .unwrap();
    assert!(
        matches!(refused(&path), PackError::NotAPack { .. }),
        "a database of another program"
    );
}

#[test]
fn missing_file_and_folder_are_unreadable() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(
        refused(&folder.path().join("немає.zmap")),
        PackError::Unreadable { .. }
    ));
    assert!(matches!(refused(folder.path()), PackError::Unreadable { .. }));
}

#[test]
fn pack_of_a_newer_program_is_too_new_even_with_other_tables() {
    let newer = after("UPDATE metadata SET value = '7' WHERE name = 'zvitnyk_schema'; DROP TABLE place;");
    assert!(matches!(
        refused(&newer.path),
        PackError::TooNew {
            found: 7,
            supported: 1
        }
    ));
}

#[test]
fn pack_with_anything_that_runs_is_refused() {
    for sql in [
        "CREATE VIEW spy AS SELECT * FROM metadata",
        "CREATE TRIGGER spy AFTER INSERT ON tiles BEGIN DELETE FROM tiles; END",
        "DROP TABLE tiles;
         CREATE VIEW tiles AS SELECT 16 AS zoom_level, 0 AS tile_column, 0 AS tile_row, x'00' AS tile_data",
        "CREATE VIRTUAL TABLE spy USING fts5(text)",
        "ALTER TABLE place ADD COLUMN bomb BLOB AS (zeroblob(100000000))",
    ] {
        let error = refused(&after(sql).path);
        assert!(
            matches!(error, PackError::ForbiddenObject { .. }),
            "{sql}: {error:?}"
        );
    }
}

#[test]
fn pack_without_a_table_is_damaged() {
    for table in ["tiles", "metadata", "street", "address", "district", "place"] {
        let error = refused(&after(&format!("PRAGMA foreign_keys = OFF; DROP TABLE {table}")).path);
        assert!(matches!(error, PackError::Damaged(_)), "{table}: {error:?}");
    }
}

#[test]
fn pack_that_claims_nonsense_is_refused() {
    for (sql, key) in [
        (
            "DELETE FROM metadata WHERE name = 'zvitnyk_schema'",
            "zvitnyk_schema",
        ),
        (
            "UPDATE metadata SET value = 'x' WHERE name = 'zvitnyk_schema'",
            "zvitnyk_schema",
        ),
        (
            "UPDATE metadata SET value = 'png' WHERE name = 'format'",
            "format",
        ),
        (
            "UPDATE metadata SET value = '1,2,3' WHERE name = 'bounds'",
            "bounds",
        ),
        (
            "UPDATE metadata SET value = 'NaN,0,1,2' WHERE name = 'bounds'",
            "bounds",
        ),
        (
            "UPDATE metadata SET value = '9,9,1,1' WHERE name = 'bounds'",
            "bounds",
        ),
        (
            "UPDATE metadata SET value = '99' WHERE name = 'maxzoom'",
            "maxzoom",
        ),
        (
            "UPDATE metadata SET value = '-1' WHERE name = 'minzoom'",
            "minzoom",
        ),
        ("DELETE FROM metadata WHERE name = 'name'", "name"),
    ] {
        let error = refused(&after(sql).path);
        assert!(
            matches!(error, PackError::BadMetadata { key: found } if found == key),
            "{sql}: {error:?}"
        );
    }
}

#[test]
fn pack_in_write_ahead_mode_is_refused_before_it_makes_files() {
    let wal = after("PRAGMA journal_mode = WAL;");
    assert!(matches!(refused(&wal.path), PackError::NotAPack { .. }));
}

#[test]
fn pack_cut_short_is_damaged_wherever_it_is_cut() {
    let whole = after("");
    let bytes = std::fs::read(&whole.path).unwrap();
    for kept in [100, 600, 4096, bytes.len() / 2, bytes.len() - 4096] {
        std::fs::write(&whole.path, bytes.get(..kept).unwrap()).unwrap();
        let error = refused(&whole.path);
        assert!(matches!(error, PackError::Damaged(_)), "{kept}: {error:?}");
    }
}

#[test]
fn pack_with_scribbled_pages_never_panics() {
    let whole = after("");
    let bytes = std::fs::read(&whole.path).unwrap();
    for seed in 1..60_usize {
        let mut scribbled = bytes.clone();
        for n in 0..40 {
            let at = 100 + (seed * 7919 + n * 104_729) % (bytes.len() - 100);
            *scribbled.get_mut(at).unwrap() ^= (seed * 31 + n) as u8;
        }
        std::fs::write(&whole.path, scribbled).unwrap();
        if let Ok(pack) = Pack::open(&whole.path) {
            let (x, y) = tile_at(33.39, 47.91, 16);
            let _ = (
                pack.tile(16, x, y),
                pack.nearest(33.39, 47.91),
                pack.search("мала 1", 3),
            );
        }
    }
}

#[test]
fn tile_that_unpacks_to_gigabytes_is_refused() {
    let bomb = after("");
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    let zeros = vec![0; 1 << 20];
    for _ in 0..64 {
        gzip.write_all(&zeros).unwrap();
    }
    let (x, y) = put_tile(&bomb.path, &gzip.finish().unwrap());
    let error = Pack::open(&bomb.path).unwrap().tile(16, x, y).unwrap_err();
    assert!(
        matches!(
            error,
            PackError::TileTooLarge {
                limit: TILE_LIMIT,
                ..
            }
        ),
        "{error:?}"
    );
}

#[test]
fn tile_that_is_no_gzip_is_damaged() {
    for bytes in [
        &b""[..],
        b"not gzip at all",
        &[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255, 7, 7, 7],
    ] {
        let pack = after("");
        let (x, y) = put_tile(&pack.path, bytes);
        let error = Pack::open(&pack.path).unwrap().tile(16, x, y).unwrap_err();
        assert!(matches!(error, PackError::TileDamaged { z: 16, .. }), "{error:?}");
    }
}

#[test]
fn street_with_a_broken_shape_is_an_error_not_a_crash() {
    let broken = after("UPDATE street SET geometry = x'FFFFFFFFFFFFFFFF'; DELETE FROM address;");
    let pack = Pack::open(&broken.path).unwrap();
    assert!(matches!(pack.nearest(33.39, 47.91), Err(PackError::ShapeDamaged)));
}

/// Puts bytes in the place of the tile at the small quarter's middle.
fn put_tile(path: &Path, bytes: &[u8]) -> (u32, u32) {
    let (x, y) = tile_at(33.391, 47.9105, 16);
    let row = (1_u32 << 16) - 1 - y;
    let sql =
        "INSERT OR REPLACE INTO tiles (zoom_level, tile_column, tile_row, tile_data) VALUES (16, ?1, ?2, ?3)";
    Connection::open(path)
        .unwrap()
        .execute(sql, (x, row, bytes))
        .unwrap();
    (x, y)
}
