//! Photo bytes in, an oriented, resized sRGB JPEG with a thumbnail out, and what the EXIF knew.
//!
//! The path, and why it is this one. A JPEG stays in planar YCbCr from the decoder to the encoder: libjpeg-turbo
//! decodes it (at a half, a quarter or an eighth where the result is still no smaller than what is asked for), the
//! planes are resized straight to the 4:2:0 sizes of the result, turned, and encoded. RGB is made only for what needs
//! it: a colour profile other than sRGB, CMYK, PNG and the like, and then only at the result's size. Decoding to RGB
//! and encoding with the `image` crate alone took seven times the processor time and five times the memory.
//!
//! Invariants
//! - No files, no clock, no threads: bytes and a [`Recipe`] in, bytes out; the same input gives the same bytes. Only
//!   [`worker`], which does the same in a process of its own, knows of processes and time.
//! - The result carries no metadata at all: no EXIF, place, owner, embedded preview, colour profile or comment.
//! - A picture is refused rather than passed on half: a truncated file is an error, never a picture with grey below.
//! - A picture's size is read from its header and checked before anything is allocated for it.
//! - A panic in a decoder doesn't leave [`prepare`]; it becomes [`PhotoError::Corrupt`]. (This needs unwinding:
//!   no profile of the workspace sets `panic = "abort"`.)

mod colour;
mod drawn;
pub mod edit;
mod encode;
mod error;
mod facts;
mod format;
#[cfg(feature = "heic")]
mod heic;
mod jpeg;
mod likeness;
mod look;
mod orientation;
mod plane;
mod quality;
mod raster;
mod size;
mod tiff_jpeg;
pub mod worker;

use serde::{Deserialize, Serialize};
use std::panic::catch_unwind;

pub use edit::Edit;
pub use error::{DecodeFailure, OFFERED_SHARE, PhotoError};
pub use facts::ExifFacts;
pub use likeness::Likeness;
pub use look::{is_picture, memory, side_for_edits};
pub use quality::Quality;
pub use size::{MAX_PIXELS, MAX_PIXELS_AT_ONCE, MAX_SIDE};

use colour::Srgb;
use orientation::Orientation;

/// What to make of a photo.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Recipe {
    /// The longest side of the picture, in pixels. A smaller picture is not enlarged.
    pub max_side: u32,
    /// JPEG quality of the picture and the thumbnail, 1 to 100 (libjpeg's scale).
    pub quality: u8,
    /// The longest side of the thumbnail, in pixels. A smaller picture is not enlarged.
    pub thumb_side: u32,
    /// What a person did to the photo.
    pub edit: Edit,
}

impl Default for Recipe {
    /// What the portal's pages show: at most 2048 px at quality 82, thumbnails of at most 320 px.
    fn default() -> Self {
        Self {
            max_side: 2048,
            quality: 82,
            thumb_side: 320,
            edit: Edit::NONE,
        }
    }
}

/// A photo made ready for the portal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Prepared {
    /// The picture: a JPEG in sRGB, upright, without metadata. It is baseline 4:2:0 or grey; of a screenshot or a plan 4:4:4, so
    /// that coloured lines stay sharp.
    pub jpeg: Vec<u8>,
    /// The picture's width, in pixels.
    pub width: u32,
    /// The picture's height, in pixels.
    pub height: u32,
    /// The thumbnail: a JPEG of the same kind.
    pub thumbnail: Vec<u8>,
    /// The thumbnail's width, in pixels.
    pub thumb_width: u32,
    /// The thumbnail's height, in pixels.
    pub thumb_height: u32,
    /// Shown, blurred, until the picture is there: a JPEG of at most 1 KB whose longer side has 20 pixels.
    pub preview: Vec<u8>,
    /// What the original's EXIF knew and the result no longer holds.
    pub exif: ExifFacts,
    /// The original's width as a person sees it (upright), in pixels.
    pub source_width: u32,
    /// The original's height as a person sees it (upright), in pixels.
    pub source_height: u32,
    /// How sharp and bright the picture is.
    pub quality: Quality,
    /// What the picture looks like.
    pub likeness: Likeness,
}

/// Decodes a picture, turns it upright, brings it to sRGB, makes it small enough and encodes it with its thumbnail.
///
/// The format is told by content, never by name: JPEG (grey, YCbCr, RGB, CMYK), PNG, WebP, GIF (first frame), BMP,
/// TIFF, and HEIC (feature `heic`). What is transparent becomes white. Takes tens of milliseconds for 12 megapixels; call
/// it off the UI's thread. An edited picture ([`Recipe::edit`]) takes the way over RGB.
///
/// # Errors
/// [`PhotoError`] says why the picture was refused.
pub fn prepare(bytes: &[u8], recipe: &Recipe) -> Result<Prepared, PhotoError> {
    guarded(bytes, recipe, Damage::Refused)
}

/// As [`prepare`], but a JPEG that breaks off is taken as far as it goes: its upper rows without the grey below them
/// (upper as the camera stored them), if they are at least [`OFFERED_SHARE`] per cent. For who was told and agreed.
///
/// # Errors
/// [`PhotoError`] says why the picture was refused; [`PhotoError::Truncated`] when too little of it is there.
pub fn prepare_partial(bytes: &[u8], recipe: &Recipe) -> Result<Prepared, PhotoError> {
    guarded(bytes, recipe, Damage::Accepted)
}

/// What becomes of a picture whose file breaks off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Damage {
    Refused,
    Accepted,
}

fn guarded(bytes: &[u8], recipe: &Recipe, damage: Damage) -> Result<Prepared, PhotoError> {
    catch_unwind(|| prepare_unguarded(bytes, recipe, damage))
        .unwrap_or(Err(PhotoError::Corrupt(DecodeFailure::Panicked)))
}

/// A picture as its decoder leaves it: not yet turned or brought to sRGB, already at the result's size.
struct Loaded {
    picture: plane::Picture,
    profile: Option<Vec<u8>>,
    facts: ExifFacts,
    orientation: Orientation,
    source: size::Size,
}

/// The longest side of the preview, in pixels; and its quality, of which nothing can be seen once it is blurred.
const PREVIEW_SIDE: u32 = 20;
const PREVIEW_QUALITY: u8 = 50;

fn prepare_unguarded(bytes: &[u8], recipe: &Recipe, damage: Damage) -> Result<Prepared, PhotoError> {
    let max_side = recipe.edit.working_side(recipe.max_side);
    let loaded = match format::recognise(bytes)? {
        format::Format::Jpeg => jpeg::load(bytes, max_side, damage)?,
        #[cfg(feature = "heic")]
        format::Format::Heic => heic::load(bytes, max_side)?,
        format::Format::Raster(kind) => raster::load(bytes, kind, max_side)?,
    };
    let mut upright = colour::to_srgb(loaded.picture, loaded.profile.as_deref())?.turned(loaded.orientation);
    if recipe.edit != Edit::NONE {
        upright = Srgb::Rgb(recipe.edit.done(upright.into_rgb(), recipe.max_side)?);
    }
    let planes = upright.into_planes();
    // Sharpness is judged on it, and a thumbnail is made of it sooner than of the whole.
    let small = planes.resized(planes.size().fitted(quality::LONG_SIDE.max(recipe.thumb_side)))?;
    let thumb = small.resized(planes.size().fitted(recipe.thumb_side))?;
    let source = loaded.orientation.upright_size(loaded.source);
    Ok(Prepared {
        jpeg: encode::jpeg(&planes, recipe.quality)?,
        width: planes.size().width,
        height: planes.size().height,
        thumbnail: encode::jpeg(&thumb, recipe.quality)?,
        thumb_width: thumb.size().width,
        thumb_height: thumb.size().height,
        preview: encode::jpeg(
            &thumb.resized(thumb.size().fitted(PREVIEW_SIDE))?,
            PREVIEW_QUALITY,
        )?,
        exif: loaded.facts,
        source_width: source.width,
        source_height: source.height,
        quality: Quality::of(small.luma())?,
        likeness: Likeness::of(thumb.luma())?,
    })
}
