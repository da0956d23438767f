//! What a picture looks like, in 64 bits: pictures that look alike differ in few of them.

use crate::PhotoError;
use crate::plane::Plane;
use crate::size::Size;
use serde::{Deserialize, Serialize};
use std::f32::consts::PI;

/// The coarse shape of a picture: which of its 64 slowest waves (of the discrete cosine transform of its luma at 32 × 32) are
/// stronger than their median. Size, compression and a little more light leave it nearly as it is; a crop or a turn does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Likeness(pub u64);

/// The side of the square that a picture is brought to.
const SIDE: u32 = 32;

/// The waves that are kept, along each side: those after the first, which is the mean.
const WAVES: usize = 8;

impl Likeness {
    /// Two pictures at most so far apart show the same.
    pub const ALIKE: u32 = 6;

    /// In how many bits two differ, 0 to 64.
    #[must_use]
    pub fn distance(self, other: Self) -> u32 {
        (self.0 ^ other.0).count_ones()
    }

    pub(crate) fn of(luma: &Plane) -> Result<Self, PhotoError> {
        let square = luma.resized(Size {
            width: SIDE,
            height: SIDE,
        })?;
        let samples: Vec<f32> = square.pixels().iter().map(|sample| f32::from(*sample)).collect();
        let across: Vec<f32> = samples.chunks_exact(SIDE as usize).flat_map(slowest).collect();
        let mut waves: Vec<f32> = Vec::with_capacity(WAVES * WAVES);
        for column in 0..WAVES {
            let down: Vec<f32> = across.iter().skip(column).step_by(WAVES).copied().collect();
            waves.extend(slowest(&down));
        }
        let mut sorted = waves.clone();
        sorted.sort_by(f32::total_cmp);
        let median = sorted.get(sorted.len() / 2).copied().unwrap_or_default();
        Ok(Self(
            waves
                .iter()
                .fold(0, |bits, wave| bits << 1 | u64::from(*wave > median)),
        ))
    }
}

/// The slowest waves of a row (DCT-II, not normalised), without the mean.
fn slowest(samples: &[f32]) -> [f32; WAVES] {
    std::array::from_fn(|wave| {
        let turn = PI / samples.len() as f32 * (wave + 1) as f32;
        samples
            .iter()
            .zip(0_u16..)
            .map(|(sample, at)| sample * (turn * (f32::from(at) + 0.5)).cos())
            .sum()
    })
}
