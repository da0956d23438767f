//! What a person does to a photo is done to what is sent, and what is covered is gone.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod fixtures;

use image::{ImageFormat, Rgb, RgbImage};
use photo::{
    DecodeFailure, Edit, PhotoError, Prepared, Recipe,
    edit::{Area, BadEdit, Colour, Cover, CoverKind, Mark, Spot, Tone},
    prepare,
};
use std::io::Cursor;

const RED: Rgb<u8> = Rgb([200, 30, 30]);
const GREEN: Rgb<u8> = Rgb([30, 160, 40]);
const BLUE: Rgb<u8> = Rgb([40, 60, 200]);
const WHITE: Rgb<u8> = Rgb([240, 240, 240]);

/// Four quarters of their own colours: red and green above, blue and white below.
fn quarters(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| match (x < width / 2, y < height / 2) {
        (true, true) => RED,
        (false, true) => GREEN,
        (true, false) => BLUE,
        (false, false) => WHITE,
    })
}

fn png(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

fn recipe(edit: Edit) -> Recipe {
    Recipe {
        max_side: 400,
        quality: 92,
        edit,
        ..Recipe::default()
    }
}

fn made(picture: &RgbImage, edit: Edit) -> Prepared {
    prepare(&png(picture), &recipe(edit)).unwrap()
}

fn opened(made: &Prepared) -> RgbImage {
    image::load_from_memory(&made.jpeg).unwrap().into_rgb8()
}

fn near(one: Rgb<u8>, other: Rgb<u8>) -> bool {
    one.0
        .iter()
        .zip(other.0)
        .all(|(one, other)| one.abs_diff(other) < 24)
}

/// The colours of a picture's quarters, row by row.
fn corners(made: &Prepared) -> [Rgb<u8>; 4] {
    let picture = opened(made);
    let (width, height) = picture.dimensions();
    [(1, 1), (3, 1), (1, 3), (3, 3)].map(|(x, y)| *picture.get_pixel(width * x / 4, height * y / 4))
}

fn shows(made: &Prepared, wanted: [Rgb<u8>; 4]) {
    for (there, wanted) in corners(made).into_iter().zip(wanted) {
        assert!(near(there, wanted), "{there:?}, not {wanted:?}");
    }
}

fn area(left: f32, top: f32, width: f32, height: f32) -> Area {
    Area {
        left,
        top,
        width,
        height,
    }
}

#[test]
fn nothing_done_is_the_same_photo_to_the_byte() {
    let jpeg = fixtures::jpeg(&quarters(600, 400));
    let edited = prepare(&jpeg, &recipe(Edit::default())).unwrap();
    let plain = Recipe {
        edit: Edit::NONE,
        ..recipe(Edit::NONE)
    };
    assert_eq!(edited, prepare(&jpeg, &plain).unwrap());
}

#[test]
fn a_photo_is_turned_and_mirrored() {
    let picture = quarters(600, 400);
    let turned = made(
        &picture,
        Edit {
            turns: 1,
            ..Edit::NONE
        },
    );
    assert_eq!((turned.width, turned.height), (267, 400));
    shows(&turned, [BLUE, RED, WHITE, GREEN]);
    shows(
        &made(
            &picture,
            Edit {
                turns: 2,
                ..Edit::NONE
            },
        ),
        [WHITE, BLUE, GREEN, RED],
    );
    shows(
        &made(
            &picture,
            Edit {
                turns: 3,
                ..Edit::NONE
            },
        ),
        [GREEN, WHITE, RED, BLUE],
    );
    shows(
        &made(
            &picture,
            Edit {
                mirrored: true,
                ..Edit::NONE
            },
        ),
        [GREEN, RED, WHITE, BLUE],
    );
    // Mirrored first, then turned.
    shows(
        &made(
            &picture,
            Edit {
                mirrored: true,
                turns: 1,
                ..Edit::NONE
            },
        ),
        [WHITE, GREEN, BLUE, RED],
    );
}

#[test]
fn what_is_cropped_out_has_all_the_pixels_that_the_original_has() {
    let edit = Edit {
        crop: Some(area(0.5, 0.0, 0.25, 0.5)),
        ..Edit::NONE
    };
    let made = prepare(&fixtures::jpeg(&quarters(3200, 2400)), &recipe(edit)).unwrap();
    assert_eq!(
        (made.width, made.height),
        (267, 400),
        "800 × 1200 of the original, made smaller"
    );
    shows(&made, [GREEN; 4]);
    assert_eq!((made.source_width, made.source_height), (3200, 2400));
}

#[test]
fn how_large_a_result_will_be_is_known_before_it_is_made() {
    const MOST: u32 = 800;
    for side in [900, 3_200, 6_400] {
        let bytes = fixtures::jpeg(&quarters(side, side / 10));
        let known = photo::side_for_edits(&bytes).unwrap();
        assert_eq!(known, side.min(6_000));
        for part in [0.75_f32, 0.5, 0.125] {
            let edit = Edit {
                crop: Some(area(0.25, 0.0, part, 1.0)),
                ..Edit::NONE
            };
            let recipe = Recipe {
                max_side: MOST,
                ..recipe(edit)
            };
            let made = prepare(&bytes, &recipe).unwrap();
            let whole = f64::from(known);
            let told = (whole * f64::from(part)).max(whole / 10.0).min(f64::from(MOST));
            let is = f64::from(made.width.max(made.height));
            assert!((told - is).abs() <= 2.0, "{side} {part}: {told}, {is}");
        }
    }
    assert_eq!(
        photo::side_for_edits(&png(&quarters(300, 500))),
        Some(500),
        "by a header of another kind"
    );
    assert_eq!(photo::side_for_edits(b"no picture"), None);
}

#[test]
fn a_straightened_photo_has_no_empty_corner() {
    for degrees in [-15.0, -3.3, 0.4, 7.0, 15.0] {
        let white = RgbImage::from_pixel(500, 300, WHITE);
        let made = made(
            &white,
            Edit {
                straighten: degrees,
                ..Edit::NONE
            },
        );
        assert!(made.width > 300 && made.height > 150, "{degrees}");
        for pixel in opened(&made).pixels() {
            assert!(near(*pixel, WHITE), "{degrees}: {pixel:?}");
        }
    }
}

#[test]
fn a_photo_is_turned_clockwise_when_it_is_straightened() {
    let made = made(
        &quarters(400, 400),
        Edit {
            straighten: 10.0,
            ..Edit::NONE
        },
    );
    let picture = opened(&made);
    let (width, height) = picture.dimensions();
    // The edge between the upper quarters leans to the right: above the middle it is right of it.
    assert!(near(*picture.get_pixel(width / 2 + 8, 4), RED));
    assert!(near(*picture.get_pixel(width / 2 - 8, height - 4), WHITE));
}

#[test]
fn a_blackened_place_sends_the_same_bytes_whatever_was_there() {
    let covers = vec![Cover {
        area: area(0.25, 0.25, 0.2, 0.2),
        kind: CoverKind::Black,
    }];
    for extra in [
        Edit {
            covers: covers.clone(),
            ..Edit::NONE
        },
        Edit {
            covers: covers.clone(),
            straighten: 4.0,
            turns: 1,
            ..Edit::NONE
        },
        Edit {
            covers: covers.clone(),
            crop: Some(area(0.1, 0.1, 0.6, 0.6)),
            ..Edit::NONE
        },
    ] {
        let plain = quarters(1000, 800);
        let mut other = plain.clone();
        // A number plate of stripes, right up to the cover's edges.
        for x in 250_u32..450 {
            for y in 200..360 {
                let colour = if (x / 4).is_multiple_of(2) {
                    WHITE
                } else {
                    Rgb([0; 3])
                };
                other.put_pixel(x, y, colour);
            }
        }
        let (one, two) = (made(&plain, extra.clone()), made(&other, extra));
        assert!(one.jpeg == two.jpeg && one.thumbnail == two.thumbnail);
        assert_eq!(one.likeness, two.likeness);
    }
}

#[test]
fn of_a_blurred_place_a_few_colours_remain() {
    let edit = Edit {
        covers: vec![Cover {
            area: area(0.25, 0.25, 0.25, 0.25),
            kind: CoverKind::Blur,
        }],
        ..Edit::NONE
    };
    // Letters as fine as they are on a plate, and the same shifted: of both only the grey remains.
    let plate = |shift: u32| {
        let mut picture = quarters(1600, 1600);
        for x in 400..800 {
            for y in 400..800 {
                let dark = ((x + shift) / 8).is_multiple_of(2);
                picture.put_pixel(x, y, if dark { Rgb([10; 3]) } else { Rgb([250; 3]) });
            }
        }
        picture
    };
    let (one, two) = (made(&plate(0), edit.clone()), made(&plate(8), edit.clone()));
    let (picture, other) = (opened(&one), opened(&two));
    for (one, other) in picture.pixels().zip(other.pixels()) {
        assert!(near(*one, *other), "{one:?} {other:?}");
    }
    for x in 105..195 {
        let [red, ..] = picture.get_pixel(x, 150).0;
        assert!((100..=160).contains(&red), "at {x}: {red}");
    }
    // What lies outside is as it was.
    assert!(near(*picture.get_pixel(60, 60), RED));
}

#[test]
fn light_is_changed_as_the_dialog_shows_it() {
    let grey = RgbImage::from_pixel(300, 300, Rgb([100; 3]));
    let tone = |tone: Tone| {
        opened(&made(&grey, Edit { tone, ..Edit::NONE }))
            .get_pixel(150, 150)
            .0[0]
    };
    assert!(
        tone(Tone {
            brightness: 40,
            ..Tone::NONE
        })
        .abs_diff(151)
            < 3
    );
    assert!(
        tone(Tone {
            black: 100,
            ..Tone::NONE
        }) < 3
    );
    assert!(
        tone(Tone {
            white: 100,
            ..Tone::NONE
        }) > 252
    );
    assert!(
        tone(Tone {
            gamma: 2.0,
            ..Tone::NONE
        })
        .abs_diff(160)
            < 3
    );
}

fn with_mark(mark: Mark) -> RgbImage {
    let white = RgbImage::from_pixel(400, 400, Rgb([255; 3]));
    opened(&made(
        &white,
        Edit {
            marks: vec![mark],
            ..Edit::NONE
        },
    ))
}

fn text(words: &str) -> Mark {
    Mark::Text {
        at: Spot { x: 0.1, y: 0.4 },
        text: words.into(),
        colour: Colour(RED.0),
        size: 0.1,
    }
}

#[test]
fn an_arrow_points_at_its_end() {
    let picture = with_mark(Mark::Arrow {
        from: Spot { x: 0.1, y: 0.5 },
        to: Spot { x: 0.9, y: 0.5 },
        colour: Colour(RED.0),
    });
    let red = |x, y| picture.get_pixel(x, y).0[1] < 120;
    assert!(red(200, 200) && red(355, 200));
    assert!(!red(370, 200) && !red(30, 200) && !red(200, 220));
    // The head is wider than the shaft.
    assert!(red(348, 204) && !red(200, 204));
}

#[test]
fn words_are_drawn_in_ukrainian_letters() {
    let ink = |words: &str| {
        let picture = with_mark(text(words));
        picture.pixels().filter(|pixel| pixel.0[1] < 120).count()
    };
    for letter in ["ґ", "є", "і", "ї", "Щ", "’", "№", "A", "7"] {
        assert!(ink(letter) > 15, "«{letter}» is not in the font");
    }
    assert!(ink("Ремонт тротуару") > 6 * ink("Р") / 2);
}

#[test]
fn what_of_a_mark_lies_outside_what_is_left_is_not_drawn() {
    let arrow = |x: f32| {
        with_mark(Mark::Arrow {
            from: Spot { x: 0.5, y: 0.5 },
            to: Spot { x, y: 0.5 },
            colour: Colour(RED.0),
        })
    };
    assert!(arrow(3.0).get_pixel(395, 200).0[1] < 120, "the shaft is cut off");
    let words = with_mark(Mark::Text {
        at: Spot { x: -9.0, y: 0.4 },
        text: "Тут був вибій".into(),
        colour: Colour(RED.0),
        size: 0.1,
    });
    assert!(words.pixels().all(|pixel| pixel.0.iter().all(|part| *part > 250)));
}

#[test]
fn an_edit_beyond_its_bounds_is_refused() {
    let area = area(0.5, 0.5, 0.6, 0.2);
    let kind = CoverKind::Black;
    let bad = [
        Edit {
            turns: 4,
            ..Edit::NONE
        },
        Edit {
            straighten: f32::NAN,
            ..Edit::NONE
        },
        Edit {
            straighten: 15.1,
            ..Edit::NONE
        },
        Edit {
            crop: Some(area),
            ..Edit::NONE
        },
        Edit {
            covers: vec![Cover { area, kind }],
            ..Edit::NONE
        },
        Edit {
            tone: Tone {
                black: 200,
                white: 100,
                ..Tone::NONE
            },
            ..Edit::NONE
        },
        Edit {
            marks: vec![text(" ")],
            ..Edit::NONE
        },
        Edit {
            marks: vec![text(&"ї".repeat(81))],
            ..Edit::NONE
        },
        Edit {
            marks: vec![text("два\nрядки")],
            ..Edit::NONE
        },
        Edit {
            marks: vec![Mark::Arrow {
                from: Spot { x: 0.5, y: 0.5 },
                to: Spot { x: 12.0, y: 0.5 },
                colour: Colour(RED.0),
            }],
            ..Edit::NONE
        },
        Edit {
            marks: vec![text("слово"); 101],
            ..Edit::NONE
        },
    ];
    for edit in bad {
        assert!(edit.checked().is_err(), "{edit:?}");
        let refused = prepare(&png(&quarters(40, 40)), &recipe(edit));
        assert!(matches!(
            refused,
            Err(PhotoError::Corrupt(DecodeFailure::Edit(_)))
        ));
    }
    assert_eq!(
        Colour::try_from(String::from("red")),
        Err(BadEdit::Bounds("colour"))
    );
    assert!(Edit::default().checked().is_ok());
}

#[test]
fn an_edit_is_written_and_read_again() {
    let edit = Edit {
        turns: 3,
        crop: Some(area(0.1, 0.2, 0.3, 0.4)),
        covers: vec![Cover {
            area: area(0.0, 0.0, 0.1, 0.1),
            kind: CoverKind::Blur,
        }],
        marks: vec![text("Тут був вибій")],
        ..Edit::NONE
    };
    let written = serde_json::to_string(&edit).unwrap();
    assert_eq!(serde_json::from_str::<Edit>(&written).unwrap(), edit);
    assert_eq!(serde_json::from_str::<Edit>("{}").unwrap(), Edit::NONE);
}

#[test]
fn a_small_photo_is_cropped_to_a_single_pixel_without_harm() {
    let edit = Edit {
        crop: Some(area(0.99, 0.99, 0.01, 0.01)),
        straighten: 15.0,
        covers: vec![Cover {
            area: area(1.0, 1.0, 0.0, 0.0),
            kind: CoverKind::Blur,
        }],
        ..Edit::NONE
    };
    let made = made(&quarters(3, 2), edit);
    assert_eq!((made.width, made.height), (1, 1));
}
