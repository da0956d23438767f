//! Planes of samples, and what is done to them on the way: resizing and turning.

use crate::PhotoError;
use crate::orientation::Orientation;
use crate::size::Size;
use pic_scale::{ImageSize, ImageStore, ImageStoreMut, Resampling, ResamplingFunction, Scaler};
use std::borrow::Cow;
use std::sync::Arc;

/// A decoded picture at the result's size.
pub(crate) enum Picture {
    /// YCbCr of JFIF (full range, BT.601), or grey.
    Planes(Planes),
    /// Three bytes a pixel.
    Rgb(Packed<3>),
    /// Four bytes a pixel, 255 = full ink.
    Cmyk(Packed<4>),
}

/// Pixels of `N` interleaved samples without gaps between rows.
pub(crate) struct Packed<const N: usize> {
    pub(crate) size: Size,
    pub(crate) pixels: Vec<u8>,
}

/// One sample a pixel without gaps between rows.
#[derive(Clone)]
pub(crate) struct Plane {
    size: Size,
    pixels: Vec<u8>,
}

/// Luma with two chroma planes, of 4:2:0 or (for what is drawn) of 4:4:4; or luma alone (grey).
pub(crate) struct Planes {
    luma: Plane,
    chroma: Option<[Plane; 2]>,
}

/// A plane in somebody else's buffer, whose rows may lie further apart than they are long.
pub(crate) struct PlaneView<'a> {
    pub(crate) size: Size,
    pub(crate) stride: usize,
    pub(crate) pixels: &'a [u8],
}

fn image_size(size: Size) -> ImageSize {
    ImageSize::new(size.columns(), size.rows())
}

fn scaler() -> Scaler {
    Scaler::new(ResamplingFunction::Lanczos3)
}

fn store<const N: usize>(pixels: &[u8], size: Size, stride: usize) -> ImageStore<'_, u8, N> {
    ImageStore {
        buffer: Cow::Borrowed(pixels),
        channels: N,
        width: size.columns(),
        height: size.rows(),
        stride,
        bit_depth: 8,
    }
}

impl PlaneView<'_> {
    /// A copy of the wanted size.
    pub(crate) fn resized(&self, size: Size) -> Result<Plane, PhotoError> {
        self.resized_by(&*self.plan(size)?, size)
    }

    /// The weights of resizing, which planes of one size share.
    fn plan(&self, size: Size) -> Result<Arc<Resampling<u8, 1>>, PhotoError> {
        Ok(scaler().plan_planar_resampling(image_size(self.size), image_size(size))?)
    }

    fn resized_by(&self, plan: &Resampling<u8, 1>, size: Size) -> Result<Plane, PhotoError> {
        let mut pixels = vec![0; size.area()];
        let mut into = ImageStoreMut::<u8, 1>::from_slice(&mut pixels, size.columns(), size.rows())?;
        plan.resample(&store::<1>(self.pixels, self.size, self.stride), &mut into)?;
        Ok(Plane { size, pixels })
    }
}

/// Copies of the wanted size of two planes that are alike, by weights that are reckoned once.
pub(crate) fn resized_both([one, other]: [PlaneView<'_>; 2], size: Size) -> Result<[Plane; 2], PhotoError> {
    let plan = one.plan(size)?;
    Ok([one.resized_by(&*plan, size)?, other.resized_by(&*plan, size)?])
}

impl Plane {
    pub(crate) fn new(size: Size, pixels: Vec<u8>) -> Self {
        debug_assert_eq!(pixels.len(), size.area());
        Self { size, pixels }
    }

    pub(crate) fn size(&self) -> Size {
        self.size
    }

    pub(crate) fn pixels(&self) -> &[u8] {
        &self.pixels
    }

    fn view(&self) -> PlaneView<'_> {
        PlaneView {
            size: self.size,
            stride: self.size.columns(),
            pixels: &self.pixels,
        }
    }

    /// A copy of the wanted size.
    pub(crate) fn resized(&self, size: Size) -> Result<Self, PhotoError> {
        self.view().resized(size)
    }

    /// The same plane with even sizes: an odd one has its last column or row repeated.
    pub(crate) fn padded_to_even(&self) -> Self {
        let (width, height) = (
            self.size.width.next_multiple_of(2),
            self.size.height.next_multiple_of(2),
        );
        let size = Size { width, height };
        let mut pixels = Vec::with_capacity(size.area());
        for row in self.pixels.chunks_exact(self.size.columns()) {
            pixels.extend_from_slice(row);
            if size.width != self.size.width {
                pixels.extend(row.last());
            }
        }
        let last_row = pixels.len().saturating_sub(size.columns());
        if size.height != self.size.height {
            pixels.extend_from_within(last_row..);
        }
        Self { size, pixels }
    }

    fn turned(mut self, orientation: Orientation) -> Self {
        if orientation.transposed {
            self = self.transposed();
        }
        let width = self.size.columns();
        if orientation.mirrored && orientation.upturned {
            self.pixels.reverse();
        } else if orientation.mirrored {
            self.pixels.chunks_exact_mut(width).for_each(<[u8]>::reverse);
        } else if orientation.upturned {
            let half = self.size.rows() / 2 * width;
            let below = self.pixels.len() - half;
            let (upper, rest) = self.pixels.split_at_mut(below);
            for (above, under) in upper
                .chunks_exact_mut(width)
                .zip(rest.chunks_exact_mut(width).rev())
            {
                above.swap_with_slice(under);
            }
        }
        self
    }

    /// Columns become rows. Done in bands of columns, so that a cache line is used whole while it is at hand.
    fn transposed(&self) -> Self {
        const BAND: usize = 16;
        let (width, height) = (self.size.columns(), self.size.rows());
        let mut pixels = vec![0; self.pixels.len()];
        for (band, rows) in pixels.chunks_mut(BAND * height).enumerate() {
            for (y, source) in self.pixels.chunks_exact(width).enumerate() {
                let samples = source.iter().skip(band * BAND);
                for (target, sample) in rows.iter_mut().skip(y).step_by(height).zip(samples) {
                    *target = *sample;
                }
            }
        }
        Self {
            size: self.size.swapped(),
            pixels,
        }
    }
}

impl Planes {
    /// Chroma planes must have the luma's halved size, or its own.
    pub(crate) fn new(luma: Plane, chroma: Option<[Plane; 2]>) -> Self {
        debug_assert!(
            chroma
                .iter()
                .flatten()
                .all(|plane| plane.size == luma.size.halved() || plane.size == luma.size)
        );
        Self { luma, chroma }
    }

    pub(crate) fn size(&self) -> Size {
        self.luma.size
    }

    pub(crate) fn luma(&self) -> &Plane {
        &self.luma
    }

    pub(crate) fn chroma(&self) -> Option<&[Plane; 2]> {
        self.chroma.as_ref()
    }

    /// Whether every pixel has its own chroma (4:4:4).
    pub(crate) fn is_full(&self) -> bool {
        self.chroma
            .as_ref()
            .is_some_and(|[cb, _]| cb.size == self.luma.size)
    }

    pub(crate) fn resized(&self, size: Size) -> Result<Self, PhotoError> {
        let luma = self.luma.resized(size)?;
        let by_chroma = if self.is_full() { size } else { size.halved() };
        let chroma = match &self.chroma {
            None => None,
            Some([cb, cr]) => Some(resized_both([cb.view(), cr.view()], by_chroma)?),
        };
        Ok(Self { luma, chroma })
    }

    pub(crate) fn turned(self, orientation: Orientation) -> Self {
        Self {
            luma: self.luma.turned(orientation),
            chroma: self
                .chroma
                .map(|planes| planes.map(|plane| plane.turned(orientation))),
        }
    }
}

impl Packed<3> {
    pub(crate) fn turned(self, orientation: Orientation) -> Self {
        let size = orientation.upright_size(self.size);
        let planes = [0, 1, 2].map(|channel| {
            let samples = self.pixels.iter().skip(channel).step_by(3).copied().collect();
            Plane::new(self.size, samples).turned(orientation).pixels
        });
        let [red, green, blue] = &planes;
        let pixels = red
            .iter()
            .zip(green)
            .zip(blue)
            .flat_map(|((red, green), blue)| [*red, *green, *blue])
            .collect();
        Self { size, pixels }
    }
}

/// Resizes three bytes a pixel.
pub(crate) fn resized_rgb(pixels: Vec<u8>, from: Size, to: Size) -> Result<Packed<3>, PhotoError> {
    if from == to {
        return Ok(Packed { size: to, pixels });
    }
    let mut out = vec![0; to.area() * 3];
    let plan = scaler().plan_rgb_resampling(image_size(from), image_size(to))?;
    let mut into = ImageStoreMut::<u8, 3>::from_slice(&mut out, to.columns(), to.rows())?;
    plan.resample(&store::<3>(&pixels, from, from.columns() * 3), &mut into)?;
    Ok(Packed {
        size: to,
        pixels: out,
    })
}

/// What the fourth of four samples means for resizing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fourth {
    /// Opacity: colours count by it, else the hidden colour of transparent pixels would bleed into the edges.
    Alpha,
    /// A colour like the others.
    Ink,
}

/// Resizes four bytes a pixel.
pub(crate) fn resized_four(
    pixels: Vec<u8>,
    from: Size,
    to: Size,
    fourth: Fourth,
) -> Result<Packed<4>, PhotoError> {
    if from == to {
        return Ok(Packed { size: to, pixels });
    }
    let mut out = vec![0; to.area() * 4];
    let plan = scaler().plan_rgba_resampling(image_size(from), image_size(to), fourth == Fourth::Alpha)?;
    let mut into = ImageStoreMut::<u8, 4>::from_slice(&mut out, to.columns(), to.rows())?;
    plan.resample(&store::<4>(&pixels, from, from.columns() * 4), &mut into)?;
    Ok(Packed {
        size: to,
        pixels: out,
    })
}
