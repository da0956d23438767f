//! What is done to a photo after it was added: a recipe over its original, burnt into what is sent.
//!
//! The order is fixed: covers, mirror, quarter turns, straightening, crop, resizing, tone, marks. What is covered is gone before
//! anything is resized or turned, so that nothing of it is drawn over the cover's edge.

mod cover;
mod mark;
mod straighten;
mod tone;

use crate::PhotoError;
use crate::error::DecodeFailure;
use crate::orientation::Orientation;
use crate::plane::{Packed, resized_rgb};
use crate::size::Size;
use serde::{Deserialize, Serialize};

pub use cover::{Cover, CoverKind};
pub use mark::{Colour, Mark, Spot};
pub use tone::Tone;

/// How far a picture is straightened, in degrees.
pub const MAX_STRAIGHTEN: f32 = 15.0;
/// The most covers, and the most marks, of a photo.
pub const MAX_PIECES: usize = 100;
/// The longest text on a picture, in characters.
pub const MAX_TEXT: usize = 80;
/// The smallest share of the picture's width or height that is cropped out.
pub const MIN_CROP: f32 = 0.01;

/// The longest side at which an edited picture is worked on: what is cropped out of a larger one is coarser.
pub(crate) const MAX_WORKING_SIDE: u32 = 6000;

/// What is done to a photo, as a recipe over the picture it is made from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default, deny_unknown_fields)]
pub struct Edit {
    /// Quarter turns clockwise, 0 to 3.
    pub turns: u8,
    /// Left and right are exchanged, before it is turned.
    pub mirrored: bool,
    /// Turned clockwise by so many degrees, −15 to 15, and cut to the largest upright rectangle within.
    pub straighten: f32,
    /// The part that remains, of the picture as it is turned and straightened.
    pub crop: Option<Area>,
    /// Light and contrast.
    pub tone: Tone,
    /// What nobody shall see, on the upright original.
    pub covers: Vec<Cover>,
    /// Arrows and words, on what remains.
    pub marks: Vec<Mark>,
}

/// A rectangle in fractions of the picture that it lies on, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// From the left edge.
    pub left: f32,
    /// From the upper edge.
    pub top: f32,
    /// Across.
    pub width: f32,
    /// Down.
    pub height: f32,
}

/// Why an edit is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadEdit {
    /// A number is none, or beyond its bounds.
    #[error("{0} is out of bounds")]
    Bounds(&'static str),
    /// Too many covers or marks.
    #[error("there are too many {0}")]
    Many(&'static str),
    /// A text that is empty, too long, or more than one line.
    #[error("a text is empty, too long or more than one line")]
    Text,
}

impl Default for Edit {
    fn default() -> Self {
        Self::NONE
    }
}

impl Edit {
    /// Nothing is done.
    pub const NONE: Self = Self {
        turns: 0,
        mirrored: false,
        straighten: 0.0,
        crop: None,
        tone: Tone::NONE,
        covers: Vec::new(),
        marks: Vec::new(),
    };

    /// Whether all numbers and words are within their bounds.
    ///
    /// # Errors
    /// [`BadEdit`] names what is not.
    pub fn checked(&self) -> Result<(), BadEdit> {
        within("turns", f32::from(self.turns), 0.0, 3.0)?;
        within("straighten", self.straighten, -MAX_STRAIGHTEN, MAX_STRAIGHTEN)?;
        if let Some(crop) = self.crop {
            crop.checked("crop", MIN_CROP)?;
        }
        self.tone.checked()?;
        for (name, many) in [("covers", self.covers.len()), ("marks", self.marks.len())] {
            if many > MAX_PIECES {
                return Err(BadEdit::Many(name));
            }
        }
        self.covers
            .iter()
            .try_for_each(|cover| cover.area.checked("cover", 0.0))?;
        self.marks.iter().try_for_each(Mark::checked)
    }

    /// The longest side at which the picture is to be decoded, so that what remains of it has `max_side` pixels if the original
    /// has them.
    pub(crate) fn working_side(&self, max_side: u32) -> u32 {
        let part = self
            .crop
            .map_or(1.0, |crop| crop.width.min(crop.height).max(MIN_CROP));
        let lost = 1.0 + self.straighten.abs().to_radians().sin();
        let wanted = f64::from(max_side) * f64::from(lost / part);
        // A float becomes the nearest number there is.
        (wanted.ceil() as u32).clamp(max_side, MAX_WORKING_SIDE.max(max_side))
    }

    /// The upright picture with all this done to it.
    pub(crate) fn done(&self, mut picture: Packed<3>, max_side: u32) -> Result<Packed<3>, PhotoError> {
        self.checked()
            .map_err(|bad| PhotoError::Corrupt(DecodeFailure::Edit(bad)))?;
        for cover in &self.covers {
            cover.lay(&mut picture);
        }
        picture = self.turned(picture);
        picture = straighten::straightened(picture, self.straighten);
        if let Some(crop) = self.crop {
            picture = cropped(&picture, crop);
        }
        let size = picture.size;
        picture = resized_rgb(picture.pixels, size, size.fitted(max_side))?;
        self.tone.apply(&mut picture);
        mark::draw(&self.marks, &mut picture);
        Ok(picture)
    }

    fn turned(&self, picture: Packed<3>) -> Packed<3> {
        let [mirror, quarter, half, three] = [2, 6, 3, 8].map(Orientation::from_exif);
        let picture = if self.mirrored {
            picture.turned(mirror)
        } else {
            picture
        };
        match self.turns {
            1 => picture.turned(quarter),
            2 => picture.turned(half),
            3 => picture.turned(three),
            _ => picture,
        }
    }
}

impl Area {
    fn checked(self, name: &'static str, least: f32) -> Result<(), BadEdit> {
        // What was reckoned in fractions may be a hair beyond the edge.
        const HAIR: f32 = 1e-4;
        for (start, length) in [(self.left, self.width), (self.top, self.height)] {
            within(name, start, -HAIR, 1.0)?;
            within(name, length, least, 1.0 + HAIR)?;
            within(name, start + length, 0.0, 1.0 + HAIR)?;
        }
        Ok(())
    }

    /// Its pixels in a picture, grown by some on each side: from and to, across and down. At least one.
    fn pixels(self, size: Size, grown: f32, edge: fn(f32, f32) -> (f32, f32)) -> [(usize, usize); 2] {
        [
            (self.left, self.width, size.columns()),
            (self.top, self.height, size.rows()),
        ]
        .map(|(start, length, all)| {
            let (from, to) = edge(start * all as f32 - grown, (start + length) * all as f32 + grown);
            let from = (from.max(0.0) as usize).min(all.saturating_sub(1));
            (from, (to.max(0.0) as usize).clamp(from + 1, all.max(from + 1)))
        })
    }
}

fn within(name: &'static str, value: f32, least: f32, most: f32) -> Result<(), BadEdit> {
    // A number that is none is in no range.
    if (least..=most).contains(&value) {
        Ok(())
    } else {
        Err(BadEdit::Bounds(name))
    }
}

fn cropped(picture: &Packed<3>, area: Area) -> Packed<3> {
    let [(left, right), (top, bottom)] =
        area.pixels(picture.size, 0.0, |from, to| (from.round(), to.round()));
    let pixels = picture
        .pixels
        .chunks_exact(picture.size.columns() * 3)
        .take(bottom)
        .skip(top)
        .flat_map(|row| row.get(left * 3..right * 3).unwrap_or_default())
        .copied()
        .collect();
    Packed {
        size: Size {
            width: u32::try_from(right - left).unwrap_or(1),
            height: u32::try_from(bottom - top).unwrap_or(1),
        },
        pixels,
    }
}
