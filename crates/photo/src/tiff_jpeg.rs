//! A JPEG within a TIFF, as scanners write it: luma and two chromas, the one kind of TIFF that the `image` crate does not read.

use crate::error::DecodeFailure;
use crate::plane::{Picture, resized_rgb};
use crate::size::{MAX_PIXELS_AT_ONCE, Size};
use crate::{Loaded, PhotoError, facts};
use std::io::Cursor;
use tiff::TiffError;
use tiff::decoder::{Decoder, DecodingResult, Limits};
use tiff::{ColorType, tags::Tag};

/// Decodes it, if it is of that kind; any other is refused by name.
pub(crate) fn load(bytes: &[u8], max_side: u32) -> Result<Loaded, PhotoError> {
    let mut limits = Limits::default();
    limits.decoding_buffer_size = usize::try_from(MAX_PIXELS_AT_ONCE * 3).unwrap_or(usize::MAX);
    let mut decoder = Decoder::new(Cursor::new(bytes))
        .map_err(refusal)?
        .with_limits(limits);
    let (width, height) = decoder.dimensions().map_err(refusal)?;
    let source = Size { width, height }.within(MAX_PIXELS_AT_ONCE)?;
    if decoder.colortype().map_err(refusal)? != ColorType::YCbCr(8) {
        return Err(unsupported());
    }
    let profile = decoder.get_tag_u8_vec(Tag::IccProfile).ok();
    let DecodingResult::U8(mut samples) = decoder.read_image().map_err(refusal)? else {
        return Err(unsupported());
    };
    if samples.len() != source.area() * 3 {
        return Err(PhotoError::Corrupt(DecodeFailure::Planes));
    }
    for pixel in samples.as_chunks_mut::<3>().0 {
        *pixel = rgb(*pixel);
    }
    let exif = facts::read(bytes);
    Ok(Loaded {
        picture: Picture::Rgb(resized_rgb(samples, source, source.fitted(max_side))?),
        profile,
        facts: exif.facts,
        orientation: exif.orientation,
        source,
    })
}

/// Width and height in pixels, by the header.
pub(crate) fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    Decoder::new(Cursor::new(bytes)).ok()?.dimensions().ok()
}

/// The whole range of eight bits, by BT.601, as in a JPEG of its own.
fn rgb([luma, blue, red]: [u8; 3]) -> [u8; 3] {
    let (luma, blue, red) = (f32::from(luma), f32::from(blue) - 128.0, f32::from(red) - 128.0);
    [
        luma + 1.402 * red,
        luma - 0.344_136 * blue - 0.714_136 * red,
        luma + 1.772 * blue,
    ]
    .map(|part| part.round().clamp(0.0, 255.0) as u8)
}

fn unsupported() -> PhotoError {
    PhotoError::Unsupported {
        format: "TIFF".into(),
    }
}

fn refusal(error: TiffError) -> PhotoError {
    match error {
        TiffError::UnsupportedError(_) => unsupported(),
        other => PhotoError::Corrupt(DecodeFailure::Tiff(other)),
    }
}
