//! Photos of iPhones: turned and mirrored by their container, in wider colours, in ten bits, in tiles; damaged ones.
#![cfg(feature = "heic")]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use exif::Tag;
use heifer::EncodeOptions;
use photo::{PhotoError, Prepared, Recipe, prepare};
use std::{fs, path::Path, time::Instant};

const FIELDS: [[u8; 3]; 4] = [[200, 30, 30], [30, 160, 30], [30, 30, 200], [255, 255, 255]];

fn fixture(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/heic");
    fs::read(folder.join(name)).unwrap()
}

/// The colours of the four fields: upper left, upper right, lower left, lower right.
fn fields(done: &Prepared) -> [[u8; 3]; 4] {
    let picture = image::load_from_memory(&done.jpeg).unwrap().into_rgb8();
    let (width, height) = picture.dimensions();
    [(1, 1), (3, 1), (1, 3), (3, 3)].map(|(x, y)| picture[(width * x / 4, height * y / 4)].0)
}

fn close(found: [[u8; 3]; 4], wanted: [[u8; 3]; 4]) -> bool {
    found
        .iter()
        .flatten()
        .zip(wanted.iter().flatten())
        .all(|(one, other)| one.abs_diff(*other) <= 6)
}

#[test]
fn stands_upright_whatever_the_container_and_exif_say_of_turning() {
    for name in ["plain", "turned", "mirrored", "colour-444", "ten-bit", "clear"] {
        let done = prepare(&fixture(&format!("{name}.heic")), &Recipe::default()).unwrap();
        assert_eq!((done.width, done.height), (320, 240), "{name}");
        assert_eq!((done.source_width, done.source_height), (320, 240), "{name}");
        let found = fields(&done);
        assert!(close(found, FIELDS), "{name}: {found:?}");
    }
}

#[test]
fn colours_of_a_wider_space_are_brought_to_srgb() {
    let done = prepare(&fixture("display-p3.heic"), &Recipe::default()).unwrap();
    // By the matrices of Display P3 and sRGB; what lies outside sRGB ends at its edge.
    let wanted = [[218, 0, 6], [0, 163, 0], [30, 30, 208], [255, 255, 255]];
    let found = fields(&done);
    assert!(close(found, wanted), "{found:?}");
}

#[test]
fn what_exif_knows_is_told_and_nothing_of_it_is_sent() {
    let done = prepare(&fixture("turned.heic"), &Recipe::default()).unwrap();
    assert_eq!(done.exif.taken_at.as_deref(), Some("2026-05-14T09:31:07"));
    assert_eq!(done.exif.author.as_deref(), Some("Olena Koval"));
    let read = exif::Reader::new().read_from_container(&mut std::io::Cursor::new(&done.jpeg));
    assert!(read.is_err() || read.unwrap().get_field(Tag::Artist, exif::In::PRIMARY).is_none());
}

#[test]
fn photo_in_tiles_is_one_picture() {
    let (width, height) = (1200_u32, 900_u32);
    let pixels: Vec<u8> = (0..height)
        .flat_map(|y| (0..width).map(move |x| (x >= width / 2, y >= height / 2)))
        .flat_map(|(right, low)| FIELDS[usize::from(right) + 2 * usize::from(low)])
        .collect();
    let file = heifer::encode_rgb8(width, height, &pixels, &EncodeOptions::default()).unwrap();
    let parsed = heifer::heifer_isobmff::HeifFile::parse(&file).unwrap();
    assert!(parsed.grid(parsed.primary_id).is_ok(), "the fixture has no tiles");
    let done = prepare(
        &file,
        &Recipe {
            max_side: 600,
            ..Recipe::default()
        },
    )
    .unwrap();
    assert_eq!((done.width, done.height), (600, 450));
    assert!(close(fields(&done), FIELDS));
}

#[test]
fn file_that_is_cut_short_or_spoiled_is_refused_at_once() {
    let whole = fixture("turned.heic");
    for sixteenth in 0..16 {
        let cut = &whole[..whole.len() * sixteenth / 16];
        let begun = Instant::now();
        assert!(
            prepare(cut, &Recipe::default()).is_err(),
            "{sixteenth}/16 of a file"
        );
        assert!(begun.elapsed().as_secs() < 1);
    }
    let mut random = 1_u32;
    let mut next = |below: usize| {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (random >> 8) as usize % below
    };
    for _ in 0..100 {
        let mut spoiled = whole.clone();
        for _ in 0..3 {
            let at = next(spoiled.len());
            spoiled[at] ^= 1 << next(8);
        }
        let begun = Instant::now();
        // A bit of the picture itself gives another picture; anything else is refused. Neither panics nor takes long.
        let outcome = prepare(&spoiled, &Recipe::default());
        assert!(!matches!(
            outcome,
            Err(PhotoError::Corrupt(photo::DecodeFailure::Panicked))
        ));
        assert!(begun.elapsed().as_secs() < 1);
    }
}

#[test]
fn header_of_a_huge_picture_is_refused_before_it_is_decoded() {
    let mut file = fixture("plain.heic");
    let at = file.windows(4).position(|word| word == b"ispe").unwrap() + 8;
    file[at..at + 4].copy_from_slice(&60_000_u32.to_be_bytes());
    file[at + 4..at + 8].copy_from_slice(&60_000_u32.to_be_bytes());
    let outcome = prepare(&file, &Recipe::default());
    assert!(
        matches!(outcome, Err(PhotoError::TooManyPixels { .. })),
        "{outcome:?}"
    );
}
