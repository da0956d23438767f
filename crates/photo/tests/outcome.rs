//! The bytes that come out: the same run after run, fit for what is shown, and a preview to begin with.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod fixtures;

use fixtures::{corners, decoded, file, jpeg, sample};
use image::{ImageFormat, Rgb, RgbImage, imageops};
use photo::edit::{Area, Colour, Cover, CoverKind, Mark, Spot, Tone};
use photo::{Edit, Recipe, prepare};
use turbojpeg::Subsamp;

const PAPER: Rgb<u8> = Rgb([250, 250, 250]);
const RED_LINE: Rgb<u8> = Rgb([220, 0, 0]);

/// A plan: red lines as thin as a pixel on paper.
fn plan() -> RgbImage {
    RgbImage::from_fn(600, 400, |x, y| {
        if x % 21 == 0 || y % 37 == 0 {
            RED_LINE
        } else {
            PAPER
        }
    })
}

fn png(picture: &RgbImage) -> Vec<u8> {
    file(picture.clone(), ImageFormat::Png)
}

fn subsampling(jpeg: &[u8]) -> Subsamp {
    turbojpeg::read_header(jpeg).unwrap().subsamp
}

#[test]
fn coloured_lines_of_a_plan_keep_their_colour() {
    let made = prepare(&png(&plan()), &Recipe::default()).unwrap();
    assert_eq!(subsampling(&made.jpeg), Subsamp::None);
    let Rgb([red, green, _]) = *decoded(&made.jpeg).get_pixel(21 * 5, 55);
    assert!(red > 190 && green < 50, "{red} {green}");
}

#[test]
fn an_edited_plan_is_still_a_plan() {
    let edit = Edit {
        turns: 1,
        crop: Some(Area {
            left: 0.1,
            top: 0.1,
            width: 0.8,
            height: 0.8,
        }),
        ..Edit::NONE
    };
    let recipe = Recipe {
        edit,
        ..Recipe::default()
    };
    let made = prepare(&png(&plan()), &recipe).unwrap();
    assert_eq!(subsampling(&made.jpeg), Subsamp::None);
    assert_eq!((made.width, made.height), (320, 480));
}

#[test]
fn a_photograph_has_half_the_colour_whatever_its_format() {
    let photograph = imageops::thumbnail(&decoded(&sample("school.jpg")), 900, 600);
    for bytes in [sample("school.jpg"), png(&photograph)] {
        let made = prepare(&bytes, &Recipe::default()).unwrap();
        assert_eq!(subsampling(&made.jpeg), Subsamp::Sub2x2);
    }
}

#[test]
fn what_is_drawn_is_progressive_as_that_is_smaller() {
    let made = prepare(&png(&plan()), &Recipe::default()).unwrap();
    assert!(turbojpeg::read_header(&made.jpeg).unwrap().is_progressive);
    let mut compressor = turbojpeg::Compressor::new().unwrap();
    compressor.set_quality(82).unwrap();
    compressor.set_subsamp(Subsamp::None).unwrap();
    let drawing = plan();
    let baseline = compressor
        .compress_to_vec(turbojpeg::Image {
            pixels: drawing.as_raw().as_slice(),
            width: 600,
            pitch: 1800,
            height: 400,
            format: turbojpeg::PixelFormat::RGB,
        })
        .unwrap();
    assert!(made.jpeg.len() < baseline.len());
}

#[test]
fn a_preview_is_tiny_and_shows_the_same() {
    for picture in [corners(1600, 1200), corners(30, 900), corners(1, 1), plan()] {
        let made = prepare(&jpeg(&picture), &Recipe::default()).unwrap();
        let preview = decoded(&made.preview);
        assert!(made.preview.len() <= 1024, "{} bytes", made.preview.len());
        assert!(preview.width().max(preview.height()) <= 20);
    }
    let made = prepare(&jpeg(&corners(1600, 1200)), &Recipe::default()).unwrap();
    let preview = decoded(&made.preview);
    assert_eq!(preview.dimensions(), (20, 15));
    let Rgb([red, green, blue]) = *preview.get_pixel(2, 2);
    assert!(red > 180 && green < 70 && blue < 70, "{red} {green} {blue}");
}

fn every_edit() -> Edit {
    let area = |left, top| Area {
        left,
        top,
        width: 0.2,
        height: 0.1,
    };
    Edit {
        turns: 3,
        mirrored: true,
        straighten: -3.5,
        crop: Some(Area {
            left: 0.1,
            top: 0.2,
            width: 0.7,
            height: 0.6,
        }),
        tone: Tone {
            brightness: 10,
            black: 5,
            white: 240,
            gamma: 1.2,
        },
        covers: vec![
            Cover {
                area: area(0.3, 0.4),
                kind: CoverKind::Blur,
            },
            Cover {
                area: area(0.5, 0.6),
                kind: CoverKind::Black,
            },
        ],
        marks: vec![
            Mark::Arrow {
                from: Spot { x: 0.1, y: 0.1 },
                to: Spot { x: 0.5, y: 0.5 },
                colour: Colour([220, 30, 30]),
            },
            Mark::Text {
                at: Spot { x: 0.1, y: 0.8 },
                text: "Ґанок її школи".into(),
                colour: Colour([255; 3]),
                size: 0.05,
            },
        ],
    }
}

#[test]
fn same_photo_and_recipe_give_the_same_bytes_run_after_run() {
    let photo = sample("school.jpg");
    let photograph = imageops::thumbnail(&decoded(&photo), 900, 600);
    let cases = [
        ("JPEG", photo.clone(), Edit::NONE),
        ("PNG", png(&photograph), Edit::NONE),
        ("plan", png(&plan()), Edit::NONE),
        ("BMP", file(photograph, ImageFormat::Bmp), every_edit()),
        ("edited", photo, every_edit()),
    ];
    let mut told = String::new();
    for (name, bytes, edit) in cases {
        let recipe = Recipe {
            edit,
            ..Recipe::default()
        };
        let made = prepare(&bytes, &recipe).unwrap();
        assert_eq!(made, prepare(&bytes, &recipe).unwrap(), "{name}");
        told += &format!("{name} {}\n", hash(&made.jpeg));
    }
    // Another processor's or system's arithmetic may round the other way.
    if cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        assert_eq!(told, RECORDED);
    }
}

fn hash(bytes: &[u8]) -> String {
    use sha2::Digest;
    let hash = sha2::Sha256::digest(bytes);
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Who changes what is sent renews these, and says so.
const RECORDED: &str = "\
JPEG 4755c26170ecee9367728d7db331f28662a710bb9aa7d6d7abfa3b1788cc1275
PNG 2645fc53364e8985b719a650599a2d2c34dd6147220d912587c41a713f188a5e
plan a5a3422ee9e071ae61119255c3b236ad531d14016e6ac8840f595f99a7271353
BMP 606e799539f9c3b69e05182bb4b774b36ca1e3a8895b507a8ee319909734dff0
edited bba6415366783ca3a0c08ecbb3c8726466bb1c30c7ee732945bce31a88b6b80a
";
