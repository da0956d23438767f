//! The kinds of files that phones, cameras, scanners and programs write, each named by its trap: `fixtures/traps/make.py` makes
//! them by other libraries than those that are tested.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod fixtures;

use fixtures::{decoded, near, quarters};
use photo::{PhotoError, Prepared, Recipe, prepare};
use std::{fs, path::Path};

const FIELDS: [[u8; 3]; 4] = [[200, 30, 30], [30, 160, 30], [30, 30, 200], [255, 255, 255]];
const SIZE: (u32, u32) = (96, 72);

/// Every file of the folder that is a picture of the wanted kind, by name.
fn files(begins: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/traps");
    let mut found: Vec<(String, Vec<u8>)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), path))
        .filter(|(name, _)| name.starts_with(begins) && name != "make.py")
        .map(|(name, path)| (name, fs::read(path).unwrap()))
        .collect();
    found.sort();
    assert!(!found.is_empty(), "no file begins with {begins}");
    found
}

fn made(name: &str, bytes: &[u8]) -> Prepared {
    prepare(bytes, &Recipe::default()).unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[test]
fn every_kind_of_file_becomes_the_same_upright_picture() {
    let files = ["jpeg-", "png-", "webp-", "tiff-", "gif-", "bmp-"].map(files);
    for (name, bytes) in files.iter().flatten() {
        let done = made(name, bytes);
        assert_eq!((done.width, done.height), SIZE, "{name}");
        assert_eq!((done.source_width, done.source_height), SIZE, "{name}");
        let found = quarters(&decoded(&done.jpeg));
        let fits = if name.contains("-grey") {
            // By how light they are alone: 1/5, 2/5, 1/15 and all, roughly, in either way to grey.
            let [red, green, blue, white] = found.map(|pixel| pixel.0);
            [red, green, blue, white].iter().all(|[r, g, b]| r == g && g == b)
                && (white[0] > 250 && green[0] > red[0].min(blue[0]) + 20)
        } else {
            // Inks and their conversions cost a little.
            found
                .iter()
                .zip(FIELDS)
                .all(|(pixel, colour)| near(pixel, colour, 8))
        };
        assert!(fits, "{name}: {found:?}");
    }
}

#[test]
fn what_lies_behind_a_picture_or_in_its_exif_is_not_sent() {
    for (name, bytes) in files("jpeg-") {
        let done = made(&name, &bytes);
        for telltale in [b"MPF\0".as_slice(), b"hdrgm", b"Exif", b"Koval"] {
            let holds = |jpeg: &[u8]| jpeg.windows(telltale.len()).any(|part| part == telltale);
            assert!(!holds(&done.jpeg) && !holds(&done.thumbnail), "{name}");
        }
    }
}

#[test]
fn exif_that_is_broken_still_tells_what_stands_before_the_break() {
    for name in ["jpeg-turned", "jpeg-exif-broken", "jpeg-exif-circular"] {
        for (name, bytes) in files(name) {
            let exif = made(&name, &bytes).exif;
            assert_eq!(exif.taken_at.as_deref(), Some("2026-05-14T09:31:07"), "{name}");
        }
    }
}

#[test]
fn what_is_not_read_is_refused_by_its_name() {
    for (begins, wanted) in [("refused-avif", "AVIF"), ("refused-jpeg-2000", "JPEG 2000")] {
        for (name, bytes) in files(begins) {
            let outcome = prepare(&bytes, &Recipe::default());
            assert!(
                matches!(&outcome, Err(PhotoError::Unsupported { format }) if format == wanted),
                "{name}: {outcome:?}"
            );
        }
    }
}

#[cfg(feature = "heic")]
#[test]
fn memory_of_a_header_that_claims_anything_is_estimated_without_overflow() {
    let heic = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/heic/plain.heic");
    let mut heic = fs::read(heic).unwrap();
    let size = heic.windows(4).position(|word| word == b"ispe").unwrap() + 8;
    heic[size..size + 8].fill(0xFF);
    // More than any computer has: it works alone, and is refused at its head.
    assert_eq!(photo::memory(&heic), u64::MAX);
    assert!(prepare(&heic, &Recipe::default()).is_err());
}
