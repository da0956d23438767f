//! Colours: profiles other than sRGB, CMYK.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod fixtures;

use fixtures::*;
use image::{Rgb, RgbImage};
use moxcms::{ColorProfile, Layout, TransformOptions};
use photo::{Recipe, prepare};
use turbojpeg::{Colorspace, Compressor, Image, PixelFormat, Subsamp};

const SMALL: Recipe = Recipe {
    max_side: 120,
    quality: 92,
    thumb_side: 40,
    edit: photo::Edit::NONE,
};

fn even(colour: [u8; 3]) -> RgbImage {
    RgbImage::from_pixel(240, 160, Rgb(colour))
}

fn middle(jpeg: &[u8]) -> Rgb<u8> {
    let done = decoded(jpeg);
    *done.get_pixel(done.width() / 2, done.height() / 2)
}

#[test]
fn display_p3_and_adobe_rgb_come_out_as_srgb() {
    for profile in [ColorProfile::new_display_p3(), ColorProfile::new_adobe_rgb()] {
        for colour in [[200, 80, 60], [60, 150, 90], [90, 100, 190]] {
            let mut expected = [0; 3];
            profile
                .create_transform_8bit(
                    Layout::Rgb,
                    &ColorProfile::new_srgb(),
                    Layout::Rgb,
                    TransformOptions::default(),
                )
                .unwrap()
                .transform(&colour, &mut expected)
                .unwrap();
            assert_ne!(colour, expected);
            let file = with_profile(&jpeg(&even(colour)), &profile.encode().unwrap());
            let done = prepare(&file, &SMALL).unwrap();
            assert!(
                near(&middle(&done.jpeg), expected, 4),
                "{colour:?}: {:?} ≠ {expected:?}",
                middle(&done.jpeg)
            );
            assert!(near(&middle(&done.thumbnail), expected, 4));
        }
    }
}

#[test]
fn srgb_profile_changes_nothing() {
    let plain = jpeg(&corners(240, 160));
    let tagged = with_profile(&plain, &ColorProfile::new_srgb().encode().unwrap());
    assert_eq!(
        prepare(&plain, &SMALL).unwrap().jpeg,
        prepare(&tagged, &SMALL).unwrap().jpeg
    );
}

#[test]
fn unreadable_or_incomplete_profile_is_passed_over() {
    let plain = jpeg(&corners(240, 160));
    let expected = prepare(&plain, &SMALL).unwrap().jpeg;
    let broken = with_profile(&plain, b"no profile at all");
    assert_eq!(prepare(&broken, &SMALL).unwrap().jpeg, expected);
    let p3 = ColorProfile::new_display_p3().encode().unwrap();
    let first_of_two = with_segment(&plain, 0xE2, &[b"ICC_PROFILE\0\x01\x02".as_slice(), &p3].concat());
    assert_eq!(prepare(&first_of_two, &SMALL).unwrap().jpeg, expected);
}

#[test]
fn wide_colours_keep_their_edges_on_the_way_through_rgb() {
    let upright = corners(241, 161);
    let profile = ColorProfile::new_display_p3().encode().unwrap();
    let done = decoded(
        &prepare(&with_profile(&jpeg(&upright), &profile), &SMALL)
            .unwrap()
            .jpeg,
    );
    let [red, green, blue, yellow] = quarters(&done);
    assert!(red.0[0] > 200 && green.0[1] > 150 && blue.0[2] > 180 && yellow.0[0] > 200 && yellow.0[1] > 180);
}

#[test]
fn cmyk_of_a_printers_program_looks_as_it_should() {
    let inks = |cmyk: [u8; 4], colorspace| {
        // As Adobe's programs do, the file holds 255 − ink, and libjpeg marks it so.
        let pixels: Vec<u8> = cmyk.map(|ink| 255 - ink).repeat(240 * 160);
        let mut compressor = Compressor::new().unwrap();
        compressor.set_quality(95).unwrap();
        compressor.set_subsamp(Subsamp::None).unwrap();
        compressor.set_colorspace(colorspace).unwrap();
        let image = Image {
            pixels: pixels.as_slice(),
            width: 240,
            pitch: 960,
            height: 160,
            format: PixelFormat::CMYK,
        };
        prepare(&compressor.compress_to_vec(image).unwrap(), &SMALL).unwrap()
    };
    for colorspace in [Colorspace::CMYK, Colorspace::YCCK] {
        assert!(
            near(&middle(&inks([0, 0, 0, 0], colorspace).jpeg), [255; 3], 3),
            "bare paper"
        );
        assert!(
            near(&middle(&inks([0, 0, 0, 255], colorspace).jpeg), [0; 3], 3),
            "black ink"
        );
        assert!(
            near(&middle(&inks([0, 255, 255, 0], colorspace).jpeg), [255, 0, 0], 5),
            "red of two inks"
        );
        assert!(
            near(
                &middle(&inks([255, 0, 0, 128], colorspace).jpeg),
                [0, 127, 127],
                5
            ),
            "dark cyan"
        );
    }
}
