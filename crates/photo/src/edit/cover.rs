//! Faces, number plates and papers that nobody shall see.

use super::Area;
use crate::plane::Packed;
use serde::{Deserialize, Serialize};

/// Something on the upright original that nobody shall see.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Cover {
    /// Where.
    pub area: Area,
    /// By what.
    pub kind: CoverKind,
}

/// What a cover is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum CoverKind {
    /// A few colours that run into one another.
    Blur,
    /// Black.
    Black,
}

/// A picture that was made smaller before has drawn each pixel up to so far; so much further nothing of what is covered is left.
const BLEED: f32 = 8.0;

/// Colours along the longer side of a blur: a face is two or three of them, and a number plate has more letters.
const CELLS: usize = 4;

/// Colours are rounded to steps of so much, which leaves a blur some 6 bytes to know.
const STEP: u64 = 16;

impl Cover {
    /// What lies under it is gone afterwards: black is black, and a blur is made of the means of at most 4 × 4 cells alone.
    pub(super) fn lay(self, picture: &mut Packed<3>) {
        let outward: fn(f32, f32) -> (f32, f32) = |from, to| (from.floor(), to.ceil());
        let [across, down] = self.area.pixels(picture.size, BLEED, outward);
        match self.kind {
            CoverKind::Black => {
                for row in rows(picture, across, down) {
                    row.fill(0);
                }
            }
            CoverKind::Blur => blur(picture, across, down),
        }
    }
}

type Range = (usize, usize);

fn rows(picture: &mut Packed<3>, across: Range, down: Range) -> impl Iterator<Item = &mut [u8]> {
    let columns = picture.size.columns();
    picture
        .pixels
        .chunks_exact_mut(columns * 3)
        .take(down.1)
        .skip(down.0)
        .filter_map(move |row| row.get_mut(across.0 * 3..across.1 * 3))
}

fn blur(picture: &mut Packed<3>, across: Range, down: Range) {
    let (width, height) = (across.1 - across.0, down.1 - down.0);
    let longer = width.max(height).max(1);
    let cells = |length: usize| (length * CELLS).div_ceil(longer).clamp(1, CELLS);
    let (columns, lines) = (cells(width), cells(height));
    let mut sums = [[[0_u64; 4]; CELLS]; CELLS];
    for (y, row) in rows(picture, across, down).enumerate() {
        let line = sums.get_mut(y * lines / height.max(1));
        let Some(line) = line else { continue };
        for (x, pixel) in row.as_chunks::<3>().0.iter().enumerate() {
            let Some(sum) = line.get_mut(x * columns / width.max(1)) else {
                continue;
            };
            for (sum, sample) in sum.iter_mut().zip(pixel.iter().copied().chain([1])) {
                *sum += u64::from(sample);
            }
        }
    }
    let colours = sums.map(|line| {
        line.map(|[red, green, blue, count]| {
            [red, green, blue].map(|sum| {
                let mean = sum / count.max(1);
                ((mean + STEP / 2) / STEP * STEP).min(255) as f32
            })
        })
    });
    let xs: Vec<Between> = (0..width).map(|x| Between::of(x, width, columns)).collect();
    for (y, row) in rows(picture, across, down).enumerate() {
        let vertical = Between::of(y, height, lines);
        for (pixel, horizontal) in row.as_chunks_mut::<3>().0.iter_mut().zip(&xs) {
            for (channel, sample) in pixel.iter_mut().enumerate() {
                let at = |line: usize, column: usize| {
                    colours
                        .get(line)
                        .and_then(|line| line.get(column)?.get(channel))
                        .copied()
                        .unwrap_or_default()
                };
                let mixed = |line: usize| {
                    at(line, horizontal.first) * (1.0 - horizontal.share)
                        + at(line, horizontal.second) * horizontal.share
                };
                let value =
                    mixed(vertical.first) * (1.0 - vertical.share) + mixed(vertical.second) * vertical.share;
                *sample = value.round() as u8;
            }
        }
    }
}

/// Two neighbouring cells and how much of the second shows at a pixel.
struct Between {
    first: usize,
    second: usize,
    share: f32,
}

impl Between {
    fn of(at: usize, length: usize, cells: usize) -> Self {
        let last = cells.saturating_sub(1);
        let place = (at as f32 + 0.5) / length as f32 * cells as f32 - 0.5;
        let place = place.clamp(0.0, last as f32);
        let first = place as usize;
        Self {
            first,
            second: (first + 1).min(last),
            share: place - first as f32,
        }
    }
}
