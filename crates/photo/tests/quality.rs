//! What is told of a photo: whether it is blurred or dark, and which photos show the same.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod fixtures;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage, imageops, imageops::FilterType};
use photo::{Likeness, Prepared, Quality, Recipe, prepare};
use std::{fs, io::Cursor, path::PathBuf, sync::LazyLock};

/// Four photos as they are sent.
static PHOTOS: LazyLock<Vec<(&str, Prepared)>> = LazyLock::new(|| {
    [
        "street-before.jpg",
        "Ремонт вулиці.jpg",
        "playground-orientation-6.jpg",
        "school.jpg",
    ]
    .into_iter()
    .map(|name| {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join("../../tests/photos")
            .join(name);
        (
            name,
            prepare(&fs::read(path).unwrap(), &Recipe::default()).unwrap(),
        )
    })
    .collect()
});

fn opened(made: &Prepared) -> RgbImage {
    image::load_from_memory_with_format(&made.jpeg, ImageFormat::Jpeg)
        .unwrap()
        .into_rgb8()
}

/// As a camera or another program would have written the picture.
fn taken(picture: RgbImage) -> Prepared {
    let mut bytes = Vec::new();
    DynamicImage::from(picture)
        .write_to(&mut Cursor::new(&mut bytes), ImageFormat::Jpeg)
        .unwrap();
    prepare(&bytes, &Recipe::default()).unwrap()
}

fn each(picture: &RgbImage, change: impl Fn(f32) -> f32) -> RgbImage {
    let mut changed = picture.clone();
    for sample in changed.iter_mut() {
        *sample = change(f32::from(*sample)).round().clamp(0.0, 255.0) as u8;
    }
    changed
}

/// A picture that got a part of its light; samples are about the light to the power of 1 / 2.2.
fn with_light(picture: &RgbImage, part: f32) -> RgbImage {
    each(picture, |sample| sample * part.powf(1.0 / 2.2))
}

#[test]
fn photo_is_called_blurred_when_it_is_and_not_for_its_fog_size_or_grain() {
    for (name, made) in PHOTOS.iter() {
        let picture = opened(made);
        let sharp = |what: &str, picture: RgbImage| {
            let quality = taken(picture).quality;
            eprintln!("{name} {what}: {quality:?}");
            assert!(!quality.is_blurred(), "{name}, {what}: {quality:?}");
        };
        assert!(!made.quality.is_blurred(), "{name}: {:?}", made.quality);
        sharp("in fog", each(&picture, |sample| 150.0 + (sample - 128.0) * 0.35));
        sharp("by night", with_light(&picture, 0.05));
        sharp(
            "small",
            imageops::resize(&picture, 800, 600, FilterType::Triangle),
        );
        sharp("hardly blurred", imageops::fast_blur(&picture, 1.5));
        sharp("a little soft", imageops::fast_blur(&picture, 3.0));
        for sigma in [8.0, 12.0, 20.0] {
            let mut blurred = imageops::fast_blur(&picture, sigma);
            // The grain of a phone's sensor.
            let mut state = 1_u32;
            for sample in blurred.iter_mut() {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                *sample = sample.saturating_add((state >> 28) as u8);
            }
            let quality = taken(blurred).quality;
            eprintln!("{name} σ = {sigma}: {quality:?}");
            assert!(quality.is_blurred(), "{name}, σ = {sigma}: {quality:?}");
        }
    }
}

#[test]
fn plan_lamps_at_night_and_a_subject_before_a_soft_background_are_not_called_blurred() {
    // Thin lines on paper.
    let plan = RgbImage::from_fn(2048, 1448, |x, y| {
        let line = x % 300 < 4 || y % 410 < 4;
        Rgb([if line { 60 } else { 245 }; 3])
    });
    // Lamps with their halos in the dark.
    let lamps = RgbImage::from_fn(2048, 1536, |x, y| {
        let (across, up) = ((x % 512) as f32 - 256.0, (y % 768) as f32 - 384.0);
        let away = across.hypot(up);
        let light = if away < 14.0 {
            255.0
        } else {
            12.0 + 180.0 * (-away / 60.0).exp()
        };
        Rgb([light as u8; 3])
    });
    // One sheet, no edges but its own.
    let sheet = RgbImage::from_fn(2048, 1536, |x, y| Rgb([(120 + x / 40 + y / 60) as u8; 3]));
    let (_, street) = &PHOTOS[0];
    let street = opened(street);
    let mut portrait = imageops::fast_blur(&street, 15.0);
    let (width, height) = (street.width() * 2 / 5, street.height() * 2 / 5);
    let subject = imageops::crop_imm(&street, street.width() / 3, street.height() / 2, width, height);
    imageops::replace(&mut portrait, &subject.to_image(), 600, 600);
    for (what, picture) in [
        ("plan", plan),
        ("lamps", lamps),
        ("sheet", sheet),
        ("portrait", portrait),
    ] {
        let quality = taken(picture).quality;
        eprintln!("{what}: {quality:?}");
        assert!(!quality.is_blurred(), "{what}: {quality:?}");
    }
}

#[test]
fn photo_that_got_too_little_light_is_called_dark_and_others_are_not() {
    for (name, made) in PHOTOS.iter() {
        let picture = opened(made);
        assert!(!made.quality.is_dark(), "{name}: {:?}", made.quality);
        let half = taken(with_light(&picture, 0.5)).quality;
        assert!(!half.is_dark(), "{name} by half its light: {half:?}");
        let little = taken(with_light(&picture, 0.06)).quality;
        eprintln!("{name}: {:?} half {half:?} little {little:?}", made.quality);
        assert!(little.is_dark(), "{name} by a sixteenth of its light: {little:?}");
        assert!(little.brightness < half.brightness);
    }
}

#[test]
fn photo_sent_through_a_messenger_or_made_lighter_shows_the_same_and_others_do_not() {
    for (name, made) in PHOTOS.iter() {
        let picture = opened(made);
        let small = imageops::resize(
            &picture,
            picture.width() / 2,
            picture.height() / 2,
            FilterType::Triangle,
        );
        let lighter = each(&picture, |sample| sample * 1.1 + 8.0);
        let soft = imageops::fast_blur(&picture, 2.0);
        for (what, copy) in [
            ("again", picture),
            ("small", small),
            ("lighter", lighter),
            ("soft", soft),
        ] {
            let distance = taken(copy).likeness.distance(made.likeness);
            eprintln!("{name} {what}: {distance}");
            assert!(distance <= Likeness::ALIKE, "{name}, {what}: {distance}");
        }
    }
    for (at, (name, one)) in PHOTOS.iter().enumerate() {
        for (other_name, other) in &PHOTOS[..at] {
            let distance = one.likeness.distance(other.likeness);
            eprintln!("{name} and {other_name}: {distance}");
            assert!(distance > Likeness::ALIKE, "{name} and {other_name}: {distance}");
        }
    }
}

#[test]
fn tiny_and_plain_pictures_have_a_quality_and_a_likeness() {
    for (width, height) in [(1, 1), (1, 700), (700, 1), (16, 16)] {
        let made = taken(RgbImage::from_pixel(width, height, Rgb([200; 3])));
        let Quality {
            sharpness,
            brightness,
        } = made.quality;
        assert_eq!(sharpness, 1.0, "too little to judge by");
        assert!((0.75..0.82).contains(&brightness), "{brightness}");
    }
}
