//! What comes out: upright, small enough, bare of metadata.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod fixtures;

use exif::{Tag, Value};
use fixtures::*;
use image::{GrayImage, ImageFormat, Luma, Rgba, RgbaImage};
use photo::{Recipe, prepare};
use turbojpeg::Subsamp;

const SMALL: Recipe = Recipe {
    max_side: 120,
    quality: 90,
    thumb_side: 40,
    edit: photo::Edit::NONE,
};

#[test]
fn every_exif_orientation_ends_upright_with_its_thumbnail() {
    for (width, height) in [(320, 240), (321, 239), (240, 320)] {
        let upright = corners(width, height);
        for value in 1..=8 {
            let file = with_exif(&jpeg(&stored(&upright, value)), &exif(vec![orientation(value)]));
            let done = prepare(&file, &SMALL).unwrap();
            assert!(
                stands_upright(&done.jpeg),
                "orientation {value}, {width} × {height}"
            );
            assert!(
                stands_upright(&done.thumbnail),
                "thumbnail of orientation {value}"
            );
            assert_eq!(done.width > done.height, width > height, "orientation {value}");
            assert_eq!((done.source_width, done.source_height), (width, height));
            assert_eq!(decoded(&done.jpeg).dimensions(), (done.width, done.height));
            assert_eq!(
                decoded(&done.thumbnail).dimensions(),
                (done.thumb_width, done.thumb_height)
            );
        }
    }
}

#[test]
fn long_side_becomes_the_recipes_and_small_pictures_stay_as_they_are() {
    let done = prepare(&jpeg(&corners(4032, 3024)), &Recipe::default()).unwrap();
    assert_eq!((done.width, done.height), (2048, 1536));
    assert_eq!((done.thumb_width, done.thumb_height), (320, 240));
    let done = prepare(&jpeg(&corners(201, 99)), &Recipe::default()).unwrap();
    assert_eq!((done.width, done.height), (201, 99));
    assert_eq!((done.thumb_width, done.thumb_height), (201, 99));
    assert!(stands_upright(&done.jpeg));
}

#[test]
fn tiny_and_thin_pictures_are_taken() {
    for (width, height) in [(1, 1), (1, 7), (7, 1), (2, 3), (3000, 1), (1, 3000), (17, 15)] {
        for subsamp in [Subsamp::Sub2x2, Subsamp::None, Subsamp::Gray] {
            let done = prepare(&jpeg_with(&corners(width, height), subsamp, |_| ()), &SMALL).unwrap();
            assert_eq!(
                decoded(&done.jpeg).dimensions(),
                (done.width, done.height),
                "{width} × {height}"
            );
        }
    }
}

#[test]
fn every_subsampling_and_coding_of_jpeg_is_read() {
    let upright = corners(331, 247);
    for subsamp in [
        Subsamp::None,
        Subsamp::Sub2x1,
        Subsamp::Sub1x2,
        Subsamp::Sub2x2,
        Subsamp::Sub4x1,
        Subsamp::Sub1x4,
    ] {
        for recipe in [
            SMALL,
            Recipe {
                max_side: 300,
                ..SMALL
            },
            Recipe::default(),
        ] {
            let plain = jpeg_with(&upright, subsamp, |_| ());
            assert!(
                stands_upright(&prepare(&plain, &recipe).unwrap().jpeg),
                "{subsamp:?}"
            );
        }
        let progressive = jpeg_with(&upright, subsamp, |compressor| {
            compressor.set_progressive(true).unwrap()
        });
        assert!(
            stands_upright(&prepare(&progressive, &SMALL).unwrap().jpeg),
            "progressive {subsamp:?}"
        );
    }
    let rgb = jpeg_with(&upright, Subsamp::None, |c| {
        c.set_colorspace(turbojpeg::Colorspace::RGB).unwrap()
    });
    assert!(stands_upright(&prepare(&rgb, &SMALL).unwrap().jpeg), "RGB");
}

#[test]
fn grey_picture_stays_grey() {
    let grey = GrayImage::from_fn(200, 100, |x, _| Luma([u8::try_from(x).unwrap()]));
    for file in [
        jpeg_with(
            &image::DynamicImage::from(grey.clone()).into_rgb8(),
            Subsamp::Gray,
            |_| (),
        ),
        file(grey, ImageFormat::Png),
    ] {
        let done = decoded(&prepare(&file, &SMALL).unwrap().jpeg);
        assert!(done.pixels().all(|pixel| near(pixel, [pixel.0[1]; 3], 1)));
        assert!(near(done.get_pixel(60, 30), [100; 3], 3));
    }
}

#[test]
fn other_formats_are_told_by_content() {
    let upright = corners(300, 200);
    for format in [
        ImageFormat::Png,
        ImageFormat::WebP,
        ImageFormat::Gif,
        ImageFormat::Bmp,
        ImageFormat::Tiff,
    ] {
        let done = prepare(&file(upright.clone(), format), &SMALL).unwrap();
        assert!(
            stands_upright(&done.jpeg) && stands_upright(&done.thumbnail),
            "{format:?}"
        );
        assert_eq!(
            (done.source_width, done.source_height, done.width),
            (300, 200, 120)
        );
    }
}

#[test]
fn clear_parts_become_white_without_a_fringe_of_their_hidden_colour() {
    let clear = RgbaImage::from_fn(400, 200, |x, _| {
        Rgba(if x < 200 { [255, 0, 0, 0] } else { [0, 0, 255, 255] })
    });
    let done = decoded(&prepare(&file(clear, ImageFormat::Png), &SMALL).unwrap().jpeg);
    assert!(near(done.get_pixel(10, 30), [255; 3], 2));
    assert!(near(done.get_pixel(110, 30), [0, 0, 255], 4));
    assert!(
        done.pixels()
            .all(|pixel| pixel.0[0] <= pixel.0[2].saturating_add(8)),
        "no red anywhere"
    );
}

fn telltale() -> Vec<u8> {
    let facts = exif(vec![
        (Tag::DateTimeOriginal, words("2026:05:14 09:31:07")),
        (Tag::Artist, words("Olena Koval")),
        (Tag::Make, words("Camera maker")),
        (Tag::GPSLatitudeRef, words("N")),
        (Tag::GPSLatitude, angle(47, 54, 378)),
        (Tag::GPSLongitudeRef, words("E")),
        (Tag::GPSLongitude, angle(33, 23, 305)),
    ]);
    let profile = moxcms::ColorProfile::new_display_p3().encode().unwrap();
    let picture = jpeg(&corners(300, 200));
    let picture = with_segment(&picture, 0xFE, b"a comment with a secret");
    let picture = with_segment(&picture, 0xED, b"Photoshop 3.0\08BIM secret");
    let picture = with_segment(
        &picture,
        0xE1,
        b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>secret</x:xmpmeta>",
    );
    with_exif(&with_profile(&picture, &profile), &facts)
}

#[test]
fn nothing_of_the_metadata_is_in_the_result() {
    let done = prepare(&telltale(), &SMALL).unwrap();
    for jpeg in [&done.jpeg, &done.thumbnail] {
        for (marker, content) in segments(jpeg) {
            match marker {
                0xE0 => assert!(
                    content.starts_with(b"JFIF\0") && content.ends_with(&[0, 0]),
                    "JFIF, no preview"
                ),
                0xC0 | 0xC2 | 0xC4 | 0xDA | 0xDB => {}
                other => panic!("segment {other:#x} has no business in the result"),
            }
        }
        for telltale in [
            b"Exif".as_slice(),
            b"secret",
            b"Koval",
            b"ICC_PROFILE",
            b"maker",
            b"2026:",
        ] {
            assert!(!jpeg.windows(telltale.len()).any(|window| window == telltale));
        }
        assert_eq!(
            &jpeg[jpeg.len() - 2..],
            [0xFF, 0xD9],
            "nothing behind the picture"
        );
    }
}

#[test]
fn what_exif_knew_is_told() {
    let facts = prepare(&telltale(), &SMALL).unwrap().exif;
    assert_eq!(facts.taken_at.as_deref(), Some("2026-05-14T09:31:07"));
    assert_eq!(facts.author.as_deref(), Some("Olena Koval"));
    assert!((facts.lat.unwrap() - 47.9105).abs() < 1e-9);
    assert!((facts.lon.unwrap() - 33.391_805_555).abs() < 1e-8);
}

#[test]
fn southern_and_western_places_are_negative_and_unfixed_ones_are_none() {
    let placed = |lat: Value, south: &str, lon: Value, west: &str| {
        let facts = vec![
            (Tag::GPSLatitudeRef, words(south)),
            (Tag::GPSLatitude, lat),
            (Tag::GPSLongitudeRef, words(west)),
            (Tag::GPSLongitude, lon),
        ];
        let facts = prepare(&with_exif(&jpeg(&corners(16, 16)), &exif(facts)), &SMALL)
            .unwrap()
            .exif;
        facts.lat.zip(facts.lon)
    };
    assert_eq!(
        placed(angle(10, 30, 0), "S", angle(20, 0, 0), "W"),
        Some((-10.5, -20.0))
    );
    assert_eq!(placed(angle(0, 0, 0), "N", angle(0, 0, 0), "E"), None);
    assert_eq!(placed(angle(95, 0, 0), "N", angle(20, 0, 0), "E"), None);
    let nothing = || Value::Rational(vec![exif::Rational { num: 0, denom: 0 }; 3]);
    assert_eq!(placed(nothing(), "N", nothing(), "E"), None);
}

#[test]
fn broken_exif_costs_neither_the_photo_nor_its_orientation() {
    let upright = corners(160, 120);
    let good = exif(vec![
        orientation(6),
        (Tag::Make, words("A maker with a long name")),
    ]);
    // The second entry's value is said to lie far outside.
    let mut astray = good.clone();
    let entry = astray.windows(2).position(|tag| tag == [0x0F, 0x01]).unwrap();
    astray[entry + 8..entry + 12].copy_from_slice(&0x7FFF_0000_u32.to_le_bytes());
    let done = prepare(&with_exif(&jpeg(&stored(&upright, 6)), &astray), &SMALL).unwrap();
    assert!(
        stands_upright(&done.jpeg),
        "the orientation beside a broken entry is used"
    );
    for broken in [
        b"".as_slice(),
        b"II*\0",
        b"garbage that is no TIFF at all",
        &good[..good.len() / 2],
    ] {
        assert!(prepare(&with_exif(&jpeg(&upright), broken), &SMALL).is_ok());
    }
}

#[test]
fn same_photo_gives_the_same_bytes() {
    let file = telltale();
    assert_eq!(prepare(&file, &SMALL).unwrap(), prepare(&file, &SMALL).unwrap());
}

#[test]
fn sample_photos_are_prepared_with_what_they_know() {
    let recipe = Recipe::default();
    let after = prepare(&sample("Ремонт вулиці.jpg"), &recipe).unwrap();
    assert_eq!(
        (after.width, after.height, after.source_width),
        (2048, 1536, 4032)
    );
    assert!((after.exif.lat.unwrap() - 47.91).abs() < 1e-4 && (after.exif.lon.unwrap() - 33.39).abs() < 1e-4);
    let playground = prepare(&sample("playground-orientation-6.jpg"), &recipe).unwrap();
    assert_eq!((playground.width, playground.height), (1536, 2048));
    assert_eq!((playground.source_width, playground.source_height), (3024, 4032));
    let school = prepare(&sample("school.jpg"), &recipe).unwrap();
    assert_eq!(school.exif.author.as_deref(), Some("Олена Коваль"));
    assert_eq!(school.exif.taken_at.as_deref(), Some("2026-08-29T09:31:07"));
    assert_eq!(
        prepare(&sample("street-before.jpg"), &recipe).unwrap().width,
        2048
    );
    assert!(
        prepare(&sample("gps-in-exif.jpg"), &recipe)
            .unwrap()
            .exif
            .lat
            .is_some()
    );
}
