//! What can be said of a picture before it is decoded.

#[cfg(feature = "heic")]
use crate::heic;
use crate::{
    PhotoError, edit,
    format::{self, Format},
    jpeg, tiff_jpeg,
};
use image::ImageReader;
use std::io::Cursor;

/// The decoder's strips, the picture at the result's size, the thumbnail, and the results.
const ALWAYS: u64 = 28 << 20;

/// Of a picture whose header tells nothing yet: room for one of a phone.
const UNKNOWN: u64 = 96 << 20;

/// Whether bytes, or the first few of them, are of a picture: one that is read here, or one that is known and refused.
#[must_use]
pub fn is_picture(head: &[u8]) -> bool {
    matches!(
        format::recognise(head),
        Ok(_) | Err(PhotoError::Unsupported { .. })
    )
}

/// About how many bytes [`crate::prepare`] takes at most for a picture, besides `bytes`: for deciding how many are made ready at
/// once.
#[must_use]
pub fn memory(bytes: &[u8]) -> u64 {
    match format::recognise(bytes) {
        Ok(Format::Jpeg) => jpeg::coefficients(bytes).saturating_add(ALWAYS),
        // Four samples, three more while the fourth is dropped, and the decoder's own planes.
        #[cfg(feature = "heic")]
        Ok(Format::Heic) => heic::size(bytes).map_or(UNKNOWN, |size| pixels(size, 9)),
        // Four samples of the whole picture, and what the decoder itself keeps of it.
        Ok(_) => dimensions(bytes)
            .map(|size| pixels(size, 5))
            .or_else(|| Some(pixels(tiff_jpeg::size(bytes)?, 6)))
            .unwrap_or(UNKNOWN),
        // Refused before anything is decoded.
        Err(_) => 0,
    }
}

/// The longer side of what an edit draws on, in pixels: the picture's own, as far as an edit makes use of it. `None` where the file
/// does not tell before it is decoded.
#[must_use]
pub fn side_for_edits(bytes: &[u8]) -> Option<u32> {
    let (width, height) = match format::recognise(bytes).ok()? {
        Format::Jpeg => jpeg::size(bytes),
        #[cfg(feature = "heic")]
        Format::Heic => heic::size(bytes),
        _ => dimensions(bytes).or_else(|| tiff_jpeg::size(bytes)),
    }?;
    Some(width.max(height).min(edit::MAX_WORKING_SIDE))
}

/// What a picture takes with so many bytes for each pixel. A header may claim anything.
fn pixels((width, height): (u32, u32), bytes: u64) -> u64 {
    let area = u64::from(width) * u64::from(height);
    area.saturating_mul(bytes).saturating_add(ALWAYS)
}

/// Width and height in pixels, by the header, of what the `image` crate reads.
fn dimensions(bytes: &[u8]) -> Option<(u32, u32)> {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    reader.into_dimensions().ok()
}
