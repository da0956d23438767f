//! How good a picture is to look at, as far as its luma tells.

use crate::PhotoError;
use crate::plane::Plane;
use serde::{Deserialize, Serialize};

/// How sharp and how bright a picture is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Quality {
    /// How steep the picture's steepest edges are, 0 to 1: the share of an edge's height that lies between two neighbouring
    /// pixels when the picture's longer side is 640. It does not depend on contrast (fog), and 1 means that there are too few
    /// edges to judge by.
    pub sharpness: f32,
    /// The mean luma, 0 (black) to 1 (white).
    pub brightness: f32,
}

impl Quality {
    /// Less [`sharpness`](Self::sharpness) than this is seen as blurred even when the picture is shown small. A picture blurred by a
    /// Gauss of σ = 8 px at 2048 px has less, one of σ = 3 px more.
    pub const BLURRED: f32 = 0.32;

    /// Less [`brightness`](Self::brightness) than this hides what is in the shadows. A picture of middling brightness falls below it
    /// when it gets an eighth of its light (three stops too little).
    pub const DARK: f32 = 0.2;

    /// Whether the picture is blurred.
    #[must_use]
    pub fn is_blurred(self) -> bool {
        self.sharpness < Self::BLURRED
    }

    /// Whether the picture is dark.
    #[must_use]
    pub fn is_dark(self) -> bool {
        self.brightness < Self::DARK
    }

    pub(crate) fn of(luma: &Plane) -> Result<Self, PhotoError> {
        let small = luma.resized(luma.size().fitted(LONG_SIDE))?;
        let sum: u64 = small.pixels().iter().map(|sample| u64::from(*sample)).sum();
        Ok(Self {
            sharpness: sharpness(&small),
            brightness: sum as f32 / 255.0 / small.size().area().max(1) as f32,
        })
    }
}

/// The size at which sharpness is judged. At a larger one noise and the compression's grain count as detail.
pub(crate) const LONG_SIDE: u32 = 640;

/// The side of the squares that edges are looked for in, in pixels.
const SQUARE: usize = 16;

/// A square whose samples differ by less is flat, or merely noisy, and tells nothing.
const EDGE: u8 = 28;

/// The squares with edges that it takes to judge by.
const ENOUGH: usize = 24;

/// One in so many squares with edges may be sharper than what is told: the picture's subject may be small (the rest out of
/// focus), yet a lamp or a hot pixel makes no picture sharp.
const SHARPEST: usize = 16;

fn sharpness(luma: &Plane) -> f32 {
    let width = luma.size().columns();
    let mut steepness = Vec::new();
    for band in luma.pixels().chunks(width * SQUARE) {
        for left in (0..width).step_by(SQUARE) {
            let square = band
                .chunks(width)
                .filter_map(|row| row.get(left..width.min(left + SQUARE)));
            steepness.extend(steepest(square));
        }
    }
    if steepness.len() < ENOUGH {
        return 1.0;
    }
    steepness.sort_by(|one, other| other.total_cmp(one));
    steepness.get(steepness.len() / SHARPEST).copied().unwrap_or(1.0)
}

/// The largest step between neighbours as a share of the difference between the lightest and the darkest sample; `None` where
/// that is too little to be an edge.
fn steepest<'a>(rows: impl Iterator<Item = &'a [u8]>) -> Option<f32> {
    let (mut darkest, mut lightest, mut step) = (u8::MAX, u8::MIN, 0_u8);
    let mut above: &[u8] = &[];
    for row in rows {
        for sample in row {
            darkest = darkest.min(*sample);
            lightest = lightest.max(*sample);
        }
        step = largest(step, row, row.get(1..).unwrap_or_default());
        step = largest(step, row, above);
        above = row;
    }
    let height = lightest.saturating_sub(darkest);
    (height >= EDGE).then(|| f32::from(step) / f32::from(height))
}

fn largest(step: u8, ones: &[u8], others: &[u8]) -> u8 {
    ones.iter()
        .zip(others)
        .fold(step, |most, (one, other)| most.max(one.abs_diff(*other)))
}
