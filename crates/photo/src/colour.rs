//! To sRGB: colour profiles (by moxcms), CMYK, and the two directions between RGB and the planes of JFIF.

use crate::PhotoError;
use crate::drawn;
use crate::error::DecodeFailure;
use crate::orientation::Orientation;
use crate::plane::{Packed, Picture, Plane, Planes};
use moxcms::{ColorProfile, DataColorSpace, Layout, Transform8BitExecutor, TransformOptions};
use std::sync::Arc;

/// A profile whose colours differ from sRGB's by more than this (of 255) is converted.
const VISIBLE: u8 = 2;

/// A picture in sRGB.
pub(crate) enum Srgb {
    /// As a JPEG keeps it.
    Planes(Planes),
    /// Each pixel with its own colour.
    Rgb(Packed<3>),
}

impl Srgb {
    pub(crate) fn turned(self, orientation: Orientation) -> Self {
        match self {
            Self::Planes(planes) => Self::Planes(planes.turned(orientation)),
            Self::Rgb(rgb) if orientation == Orientation::default() => Self::Rgb(rgb),
            Self::Rgb(rgb) => Self::Rgb(rgb.turned(orientation)),
        }
    }

    pub(crate) fn into_planes(self) -> Planes {
        match self {
            Self::Planes(planes) => planes,
            Self::Rgb(rgb) => planes_of_rgb(&rgb),
        }
    }

    pub(crate) fn into_rgb(self) -> Packed<3> {
        match self {
            Self::Planes(planes) => rgb_of_planes(&planes),
            Self::Rgb(rgb) => rgb,
        }
    }
}

/// The picture in sRGB. A profile that can't be read, or belongs to another kind of picture, is passed over: the colours are
/// then taken for sRGB, as browsers do.
pub(crate) fn to_srgb(picture: Picture, profile: Option<&[u8]>) -> Result<Srgb, PhotoError> {
    let conversion = profile.and_then(Conversion::from_profile);
    let rgb = match (picture, conversion) {
        (
            Picture::Planes(planes),
            Some(Conversion {
                from: From::Rgb,
                transform,
            }),
        ) => converted(&rgb_of_planes(&planes), &transform)?,
        (
            Picture::Planes(planes),
            Some(Conversion {
                from: From::Grey,
                transform,
            }),
        ) => {
            let grey = Packed {
                size: planes.size(),
                pixels: planes.luma().pixels().to_vec(),
            };
            converted::<1>(&grey, &transform)?
        }
        (
            Picture::Rgb(rgb),
            Some(Conversion {
                from: From::Rgb,
                transform,
            }),
        ) => converted(&rgb, &transform)?,
        (
            Picture::Rgb(rgb),
            Some(Conversion {
                from: From::Grey,
                transform,
            }),
        ) => {
            let grey = Packed {
                size: rgb.size,
                pixels: rgb.pixels.iter().copied().step_by(3).collect(),
            };
            converted::<1>(&grey, &transform)?
        }
        (
            Picture::Cmyk(cmyk),
            Some(Conversion {
                from: From::Cmyk,
                transform,
            }),
        ) => converted(&cmyk, &transform)?,
        (Picture::Planes(planes), _) => return Ok(Srgb::Planes(planes)),
        (Picture::Rgb(rgb), _) => rgb,
        (Picture::Cmyk(cmyk), _) => rgb_of_inks(&cmyk),
    };
    Ok(Srgb::Rgb(rgb))
}

enum From {
    Rgb,
    Grey,
    Cmyk,
}

struct Conversion {
    from: From,
    transform: Arc<Transform8BitExecutor>,
}

impl Conversion {
    /// None when the profile is unreadable or as good as sRGB.
    fn from_profile(profile: &[u8]) -> Option<Self> {
        let profile = ColorProfile::new_from_slice(profile).ok()?;
        let (from, layout) = match profile.color_space {
            DataColorSpace::Rgb => (From::Rgb, Layout::Rgb),
            DataColorSpace::Gray => (From::Grey, Layout::Gray),
            DataColorSpace::Cmyk => (From::Cmyk, Layout::Rgba),
            _ => return None,
        };
        let srgb = ColorProfile::new_srgb();
        let transform = profile
            .create_transform_8bit(layout, &srgb, Layout::Rgb, TransformOptions::default())
            .ok()?;
        let changes = match from {
            From::Rgb => changes_colours(&transform)?,
            From::Grey | From::Cmyk => true,
        };
        changes.then_some(Self { from, transform })
    }
}

/// Whether a transform moves any colour of a coarse grid visibly. Asked of the colours instead of the profile's
/// name: there are dozens of names for sRGB.
fn changes_colours(transform: &Arc<Transform8BitExecutor>) -> Option<bool> {
    const STEPS: [u8; 5] = [0, 64, 128, 192, 255];
    let mut grid = Vec::with_capacity(STEPS.len().pow(3) * 3);
    for red in STEPS {
        for green in STEPS {
            for blue in STEPS {
                grid.extend([red, green, blue]);
            }
        }
    }
    let mut moved = vec![0; grid.len()];
    transform.transform(&grid, &mut moved).ok()?;
    Some(
        grid.iter()
            .zip(&moved)
            .any(|(before, after)| before.abs_diff(*after) > VISIBLE),
    )
}

fn converted<const N: usize>(
    from: &Packed<N>,
    transform: &Arc<Transform8BitExecutor>,
) -> Result<Packed<3>, PhotoError> {
    let mut pixels = vec![0; from.size.area() * 3];
    let (from_row, to_row) = (from.size.columns() * N, from.size.columns() * 3);
    for (source, target) in from
        .pixels
        .chunks_exact(from_row)
        .zip(pixels.chunks_exact_mut(to_row))
    {
        transform
            .transform(source, target)
            .map_err(|_| PhotoError::Corrupt(DecodeFailure::Planes))?;
    }
    Ok(Packed {
        size: from.size,
        pixels,
    })
}

/// CMYK without a profile: what the inks leave of the paper's white.
fn rgb_of_inks(cmyk: &Packed<4>) -> Packed<3> {
    let pixels = cmyk
        .pixels
        .as_chunks::<4>()
        .0
        .iter()
        .flat_map(|&[cyan, magenta, yellow, black]| {
            let paper = 255 - u16::from(black);
            [cyan, magenta, yellow].map(|ink| ((255 - u16::from(ink)) * paper / 255) as u8)
        })
        .collect();
    Packed {
        size: cmyk.size,
        pixels,
    }
}

/// Fixed point with 16 bits behind the point; JFIF 1.02, "conversion to and from RGB".
const HALF: i32 = 1 << 15;

fn clamped(fixed: i32) -> u8 {
    ((fixed + HALF) >> 16).clamp(0, 255) as u8
}

fn rgb(luma: u8, cb: u8, cr: u8) -> [u8; 3] {
    let (y, cb, cr) = (i32::from(luma) << 16, i32::from(cb) - 128, i32::from(cr) - 128);
    [
        clamped(y + 91_881 * cr),
        clamped(y - 22_554 * cb - 46_802 * cr),
        clamped(y + 116_130 * cb),
    ]
}

/// Chroma samples are repeated, not interpolated: [`planes_of_rgb`] averages the same four pixels again, so that a
/// picture whose colours stay gets its chroma back unharmed.
fn rgb_of_planes(planes: &Planes) -> Packed<3> {
    let size = planes.size();
    let mut pixels = vec![0; size.area() * 3];
    let luma_rows = planes.luma().pixels().chunks_exact(size.columns());
    let rows = pixels.chunks_exact_mut(size.columns() * 3).zip(luma_rows);
    match planes.chroma() {
        None => {
            for (row, luma) in rows {
                for (pixel, &y) in row.as_chunks_mut::<3>().0.iter_mut().zip(luma) {
                    *pixel = [y; 3];
                }
            }
        }
        Some([cb, cr]) if planes.is_full() => {
            let samples = planes.luma().pixels().iter().zip(cb.pixels()).zip(cr.pixels());
            for (pixel, ((&y, &cb), &cr)) in pixels.as_chunks_mut::<3>().0.iter_mut().zip(samples) {
                *pixel = rgb(y, cb, cr);
            }
        }
        Some([cb, cr]) => {
            let width = cb.size().columns();
            let twice = |plane: &'_ Plane| -> Vec<u8> {
                plane
                    .pixels()
                    .chunks_exact(width)
                    .flat_map(|row| [row, row])
                    .flatten()
                    .copied()
                    .collect()
            };
            let (cb, cr) = (twice(cb), twice(cr));
            let chroma = cb.chunks_exact(width).zip(cr.chunks_exact(width));
            for ((row, luma), (cb, cr)) in rows.zip(chroma) {
                let pairs = row.chunks_mut(6).zip(luma.chunks(2));
                for (((pair, luma), &cb), &cr) in pairs.zip(cb).zip(cr) {
                    for (pixel, &y) in pair.as_chunks_mut::<3>().0.iter_mut().zip(luma) {
                        *pixel = rgb(y, cb, cr);
                    }
                }
            }
        }
    }
    Packed { size, pixels }
}

/// The planes of 4:4:4 for what is drawn, else of 4:2:0: each chroma sample is the mean of its four pixels (fewer at an odd
/// edge).
fn planes_of_rgb(rgb: &Packed<3>) -> Planes {
    let size = rgb.size;
    let luma = rgb
        .pixels
        .as_chunks::<3>()
        .0
        .iter()
        .map(|&[r, g, b]| luma(r, g, b))
        .collect();
    if drawn::is_drawn(rgb) {
        let chroma = [cb, cr].map(|of| {
            let samples = rgb.pixels.as_chunks::<3>().0.iter().map(|pixel| of(*pixel));
            Plane::new(size, samples.collect())
        });
        return Planes::new(Plane::new(size, luma), Some(chroma));
    }
    let mut cb = Vec::with_capacity(size.halved().area());
    let mut cr = Vec::with_capacity(size.halved().area());
    for two_rows in rgb.pixels.chunks(size.columns() * 6) {
        let (upper, lower) = two_rows.split_at(size.columns() * 3);
        let lower = if lower.is_empty() { upper } else { lower };
        for (above, below) in upper.chunks(6).zip(lower.chunks(6)) {
            let (mut r, mut g, mut b, mut count) = (0, 0, 0, 0);
            for &[red, green, blue] in above.as_chunks::<3>().0.iter().chain(below.as_chunks::<3>().0) {
                r += i32::from(red);
                g += i32::from(green);
                b += i32::from(blue);
                count += 1;
            }
            // Two more bits behind the point, for the mean's quarters.
            let [r, g, b] = [r, g, b].map(|sum| (sum << 2) / count);
            cb.push(clamped((-11_059 * r - 21_709 * g + 32_768 * b) / 4 + (128 << 16)));
            cr.push(clamped((32_768 * r - 27_439 * g - 5_329 * b) / 4 + (128 << 16)));
        }
    }
    let half = size.halved();
    Planes::new(
        Plane::new(size, luma),
        Some([Plane::new(half, cb), Plane::new(half, cr)]),
    )
}

fn luma(r: u8, g: u8, b: u8) -> u8 {
    clamped(19_595 * i32::from(r) + 38_470 * i32::from(g) + 7_471 * i32::from(b))
}

fn cb(pixel: [u8; 3]) -> u8 {
    let [r, g, b] = pixel.map(i32::from);
    clamped(-11_059 * r - 21_709 * g + 32_768 * b + (128 << 16))
}

fn cr(pixel: [u8; 3]) -> u8 {
    let [r, g, b] = pixel.map(i32::from);
    clamped(32_768 * r - 27_439 * g - 5_329 * b + (128 << 16))
}

#[cfg(test)]
mod tests {
    use super::{Packed, planes_of_rgb, rgb_of_planes};
    use crate::size::Size;

    #[test]
    fn colours_survive_the_way_to_planes_and_back() {
        let size = Size { width: 3, height: 3 };
        for colour in [
            [255, 0, 0],
            [0, 255, 0],
            [0, 0, 255],
            [255; 3],
            [0; 3],
            [12, 200, 99],
        ] {
            let there = planes_of_rgb(&Packed {
                size,
                pixels: colour.repeat(9),
            });
            let back = rgb_of_planes(&there);
            assert!(
                back.pixels
                    .iter()
                    .zip(colour.repeat(9))
                    .all(|(a, b)| a.abs_diff(b) <= 2),
                "{colour:?}"
            );
        }
    }
}
