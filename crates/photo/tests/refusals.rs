//! What is refused, and why; and what only looks broken.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod fixtures;

use fixtures::*;
use image::{ImageFormat, RgbImage};
use photo::{PhotoError, Prepared, Recipe, prepare};
use turbojpeg::Subsamp;

const SMALL: Recipe = Recipe {
    max_side: 120,
    quality: 82,
    thumb_side: 40,
    edit: photo::Edit::NONE,
};

fn take(bytes: &[u8]) -> Result<Prepared, PhotoError> {
    prepare(bytes, &SMALL)
}

/// Detailed all over, so that a file's second half holds the picture's lower half.
fn busy() -> RgbImage {
    RgbImage::from_fn(400, 300, |x, y| {
        let mixed = (x * 7919 + y * 104_729) ^ (x * y);
        image::Rgb([
            (mixed % 251) as u8,
            (mixed / 3 % 241) as u8,
            (mixed / 7 % 239) as u8,
        ])
    })
}

/// Colours with detail all over.
fn busy_over(picture: &RgbImage) -> RgbImage {
    RgbImage::from_fn(picture.width(), picture.height(), |x, y| {
        let noise = ((x * 7919 + y * 104_729) ^ (x * y)) % 61;
        image::Rgb(
            picture
                .get_pixel(x, y)
                .0
                .map(|sample| sample.saturating_sub(noise as u8)),
        )
    })
}

#[test]
fn text_with_a_photos_name_is_no_image() {
    assert!(matches!(
        take(&sample("text-not-image.jpg")),
        Err(PhotoError::NotAnImage)
    ));
    assert!(matches!(take(b""), Err(PhotoError::Empty)));
    assert!(matches!(
        take(b"BM is how this letter begins"),
        Err(PhotoError::NotAnImage)
    ));
}

#[test]
fn what_only_bears_a_photos_name_is_told_for_what_it_is() {
    for page in [
        "<!DOCTYPE html><title>Sign in",
        "\u{feff}\n<HTML lang=uk>",
        "<!-- saved -->\n<html>",
    ] {
        assert!(
            matches!(take(page.as_bytes()), Err(PhotoError::WebPage)),
            "{page}"
        );
    }
    for drawing in [
        "<svg xmlns='x'/>",
        "<?xml version='1.0'?>\n<!-- Inkscape --><svg>",
    ] {
        let outcome = take(drawing.as_bytes());
        assert!(
            matches!(&outcome, Err(PhotoError::Unsupported { format }) if format == "SVG"),
            "{drawing}: {outcome:?}"
        );
    }
    for film in [
        b"\0\0\0\x18ftypmp42\0\0\0\0isommp42".as_slice(),
        b"\0\0\0\x14ftypqt  \0\0\0\0qt  ",
        b"\x1A\x45\xDF\xA3\x01\0\0\0webm",
        b"RIFF\0\0\0\0AVI LIST",
    ] {
        assert!(matches!(take(film), Err(PhotoError::Video)), "{film:?}");
    }
    assert!(matches!(take(b"<!-- never ends"), Err(PhotoError::NotAnImage)));
}

#[test]
fn most_of_a_jpeg_is_offered_and_taken_without_the_grey_below() {
    let picture = corners(800, 600);
    for (subsamp, sides) in [
        (Subsamp::Sub2x2, SMALL.max_side),
        (Subsamp::None, 800),
        (Subsamp::Gray, 300),
    ] {
        let whole = jpeg_with(&busy_over(&picture), subsamp, |_| ());
        let recipe = Recipe {
            max_side: sides,
            ..SMALL
        };
        let mut offered = 0;
        for sixteenth in 1..16 {
            let cut = &whole[..whole.len() * sixteenth / 16];
            let Err(PhotoError::Truncated { share }) = prepare(cut, &recipe) else {
                panic!("{subsamp:?} at {sixteenth}/16 is not told to be cut short");
            };
            let really = sixteenth * 100 / 16;
            assert!(
                usize::from(share) <= really + 6,
                "{share} % told, {really} % there"
            );
            let partial = photo::prepare_partial(cut, &recipe);
            if share < photo::OFFERED_SHARE {
                assert!(matches!(partial, Err(PhotoError::Truncated { .. })));
                continue;
            }
            offered += 1;
            let partial = partial.unwrap();
            assert_eq!(partial.source_height * 100 / 600, u32::from(share));
            assert!(partial.width == sides && partial.height < sides * 3 / 4);
            let seen = image::load_from_memory(&partial.jpeg).unwrap().into_rgb8();
            // The last row is of the picture, and not what stands for missing samples.
            let last = seen.height() - 1;
            assert!(
                (0..seen.width()).any(|x| seen.get_pixel(x, last).0.iter().any(|s| s.abs_diff(128) > 30))
            );
        }
        assert!(offered >= 2, "{subsamp:?}");
        let mut unwritten = whole.clone();
        unwritten[whole.len() * 7 / 8..].fill(0);
        assert!(matches!(
            prepare(&unwritten, &recipe),
            Err(PhotoError::Truncated { share: 75.. })
        ));
        assert!(photo::prepare_partial(&unwritten, &recipe).unwrap().source_height < 560);
    }
}

#[test]
fn half_a_file_is_refused_and_never_half_grey() {
    assert!(matches!(
        take(&sample("truncated.jpg")),
        Err(PhotoError::Truncated { .. })
    ));
    let whole = jpeg(&busy());
    for percent in [1, 5, 30, 50, 90, 99] {
        let cut = &whole[..whole.len() * percent / 100];
        assert!(
            matches!(take(cut), Err(PhotoError::Truncated { .. })),
            "JPEG cut at {percent} %"
        );
    }
    let progressive = jpeg_with(&busy(), Subsamp::Sub2x2, |c| c.set_progressive(true).unwrap());
    for percent in [30, 60, 90] {
        let cut = &progressive[..progressive.len() * percent / 100];
        assert!(
            matches!(take(cut), Err(PhotoError::Truncated { .. })),
            "progressive cut at {percent} %"
        );
    }
    for format in [
        ImageFormat::Png,
        ImageFormat::WebP,
        ImageFormat::Gif,
        ImageFormat::Bmp,
        ImageFormat::Tiff,
    ] {
        let whole = file(busy(), format);
        assert!(take(&whole).is_ok());
        let half = take(&whole[..whole.len() / 2]);
        assert!(
            matches!(half, Err(PhotoError::Truncated { .. } | PhotoError::Corrupt(_))),
            "{format:?}: {half:?}"
        );
    }
}

#[test]
fn file_whose_rest_was_never_written_is_refused() {
    let mut sparse = jpeg(&busy());
    let half = sparse.len() / 2;
    sparse[half..].fill(0);
    assert!(matches!(take(&sparse), Err(PhotoError::Truncated { .. })));
}

#[test]
fn damaged_middle_is_refused() {
    let mut damaged = jpeg(&busy());
    let middle = damaged.len() / 2;
    damaged[middle..middle + 400].fill(0x5A);
    damaged[middle + 400..middle + 402].copy_from_slice(&[0xFF, 0xC4]);
    assert!(matches!(
        take(&damaged),
        Err(PhotoError::Corrupt(_) | PhotoError::Truncated { .. })
    ));
}

#[test]
fn bombs_are_refused_by_their_header() {
    let refused = |name: &str| {
        let error = take(&sample(name)).unwrap_err();
        assert!(
            matches!(
                error,
                PhotoError::TooManyPixels {
                    width: 60_000,
                    height: 60_000
                }
            ),
            "{name}: {error:?}"
        );
    };
    refused("bomb-60000x60000.png");
    refused("bomb-60000x60000.jpg");
}

#[test]
fn picture_kinds_that_are_not_read_are_named() {
    let named = |bytes: &[u8]| match take(bytes) {
        Err(PhotoError::Unsupported { format }) => format,
        other => panic!("{other:?}"),
    };
    assert_eq!(named(b"\0\0\0\x1cftypavif\0\0\0\0"), "AVIF");
    assert_eq!(named(b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif"), "AVIF");
    assert_eq!(named(b"%PDF-1.7"), "PDF");
    assert_eq!(named(b"II*\0\x10\0\0\0CR\x02\0"), "CR2");
    let mut twelve_bits = jpeg(&busy());
    let frame = twelve_bits
        .windows(2)
        .position(|two| two == [0xFF, 0xC0])
        .unwrap();
    twelve_bits[frame + 4] = 12;
    assert_eq!(named(&twelve_bits), "12-bit JPEG");
}

#[test]
fn forgotten_end_marker_costs_nothing() {
    let whole = jpeg(&busy());
    let endless = &whole[..whole.len() - 2];
    assert_eq!(take(endless).unwrap().jpeg, take(&whole).unwrap().jpeg);
}

#[test]
fn what_phones_append_or_pad_costs_nothing() {
    let whole = jpeg(&busy());
    let expected = take(&whole).unwrap().jpeg;
    let with_video = [
        whole.as_slice(),
        b"\0\0\0\x18ftypmp42 a second of video",
        &whole[..whole.len() / 2],
    ]
    .concat();
    assert_eq!(take(&with_video).unwrap().jpeg, expected);
    let (picture, end) = whole.split_at(whole.len() - 2);
    let padded = [picture, &[0; 37], end].concat();
    assert_eq!(take(&padded).unwrap().jpeg, expected);
}

#[test]
fn quality_out_of_range_is_an_error_and_no_panic() {
    assert!(matches!(
        prepare(&jpeg(&busy()), &Recipe { quality: 0, ..SMALL }),
        Err(PhotoError::Encode(_))
    ));
}

/// Bytes changed here and there by a fixed rule: whatever comes out, it is an answer and no crash.
#[test]
fn damage_anywhere_ends_in_an_answer() {
    let picture = image::imageops::thumbnail(&busy(), 64, 48);
    let mut seed = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed >> 33).unwrap()
    };
    let exif = exif(vec![orientation(6)]);
    let mut files = vec![with_exif(&jpeg(&picture), &exif)];
    for format in [
        ImageFormat::Png,
        ImageFormat::WebP,
        ImageFormat::Gif,
        ImageFormat::Bmp,
        ImageFormat::Tiff,
    ] {
        files.push(file(picture.clone(), format));
    }
    files.push(jpeg_with(&picture, Subsamp::Sub2x2, |c| {
        c.set_progressive(true).unwrap()
    }));
    // Ten thousand variants in all; more in a run of the length that one wants.
    let times = std::env::var("ZVITNYK_FLIPS").map_or(1500, |times| times.parse().unwrap());
    for whole in files {
        for _ in 0..times {
            let mut damaged = whole.clone();
            for _ in 0..=next() % 6 {
                let at = next() % damaged.len();
                damaged[at] = next() as u8;
            }
            damaged.truncate(whole.len() - next() % 3 * (next() % whole.len()) / 2);
            let begun = std::time::Instant::now();
            drop(take(&damaged));
            assert!(begun.elapsed().as_secs() < 1, "{damaged:?}");
        }
    }
}
