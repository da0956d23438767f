//! Any edit of a picture of any shape: one that is within its bounds gives a picture, any other is refused. An input that begins as
//! JSON does is an edit as it is written down; of any other's bytes one is made.
#![no_main]

use libfuzzer_sys::arbitrary::{Result, Unstructured};
use libfuzzer_sys::fuzz_target;
use photo::edit::{Area, Colour, Cover, CoverKind, Mark, Spot, Tone};
use photo::{Edit, Recipe};

/// Mostly within 0 to 1, at times any number or none.
fn share(any: &mut Unstructured<'_>) -> Result<f32> {
    Ok(if any.ratio(15_u8, 16_u8)? {
        f32::from(any.arbitrary::<u16>()?) / f32::from(u16::MAX)
    } else {
        any.arbitrary()?
    })
}

/// Mostly within the picture: its length is taken of what is left of it.
fn area(any: &mut Unstructured<'_>) -> Result<Area> {
    let [left, top] = [share(any)?, share(any)?];
    Ok(Area {
        left,
        top,
        width: share(any)? * (1.0 - left),
        height: share(any)? * (1.0 - top),
    })
}

fn spot(any: &mut Unstructured<'_>) -> Result<Spot> {
    Ok(Spot {
        x: share(any)?,
        y: share(any)?,
    })
}

fn mark(any: &mut Unstructured<'_>) -> Result<Mark> {
    let colour = Colour(any.arbitrary()?);
    Ok(if any.arbitrary()? {
        Mark::Arrow {
            from: spot(any)?,
            to: spot(any)?,
            colour,
        }
    } else {
        Mark::Text {
            at: spot(any)?,
            text: any.arbitrary()?,
            colour,
            size: share(any)? / 2.0,
        }
    })
}

fn cover(any: &mut Unstructured<'_>) -> Result<Cover> {
    let kind = if any.arbitrary()? {
        CoverKind::Blur
    } else {
        CoverKind::Black
    };
    Ok(Cover {
        area: area(any)?,
        kind,
    })
}

fn edit(any: &mut Unstructured<'_>) -> Result<Edit> {
    let few = |any: &mut Unstructured<'_>| any.int_in_range(0..=4_u8);
    Ok(Edit {
        turns: any.int_in_range(0..=4)?,
        mirrored: any.arbitrary()?,
        straighten: (share(any)? * 2.0 - 1.0) * 15.0,
        crop: any.arbitrary::<bool>()?.then(|| area(any)).transpose()?,
        tone: Tone {
            brightness: any.arbitrary()?,
            black: any.arbitrary()?,
            white: any.arbitrary()?,
            gamma: share(any)? * 5.0,
        },
        covers: (0..few(any)?).map(|_| cover(any)).collect::<Result<_>>()?,
        marks: (0..few(any)?).map(|_| mark(any)).collect::<Result<_>>()?,
    })
}

/// A picture of stripes, as a BMP, because that can be written by hand.
fn picture(width: u32, height: u32) -> Vec<u8> {
    let row = (width * 3).next_multiple_of(4);
    let mut bmp = b"BM".to_vec();
    for word in [
        54 + row * height,
        0,
        54,
        40,
        width,
        height,
        1 | 24 << 16,
        0,
        row * height,
        2835,
        2835,
        0,
        0,
    ] {
        bmp.extend(word.to_le_bytes());
    }
    bmp.extend((0..row * height).map(|at| (at * 37 % 251) as u8));
    bmp
}

fuzz_target!(|bytes: &[u8]| {
    let mut any = Unstructured::new(bytes);
    let (edit, width, height) = if bytes.starts_with(b"{") {
        let Ok(edit) = serde_json::from_slice(bytes) else {
            return;
        };
        (edit, 96, 64)
    } else {
        let made = edit(&mut any).and_then(|edit| {
            Ok((
                edit,
                any.int_in_range(1..=160_u32)?,
                any.int_in_range(1..=160_u32)?,
            ))
        });
        let Ok(made) = made else { return };
        made
    };
    let good = edit.checked().is_ok();
    let recipe = Recipe {
        max_side: 64,
        thumb_side: 16,
        edit,
        ..Recipe::default()
    };
    match photo::prepare(&picture(width, height), &recipe) {
        Ok(made) => {
            assert!(good, "an edit out of bounds was made: {:?}", recipe.edit);
            assert!((1..=64).contains(&made.width) && (1..=64).contains(&made.height));
        }
        Err(error) => assert!(!good, "{error:?} of {:?}", recipe.edit),
    }
});
