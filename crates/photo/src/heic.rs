//! HEIC, the photos of iPhones, by `heifer` alone: no codec of the system, no C. Everything that names the decoder is here.
//!
//! The decoder turns and mirrors as the container says, so what EXIF says of it is not applied again.

use crate::error::DecodeFailure;
use crate::orientation::Orientation;
use crate::plane::{Fourth, Picture, resized_four, resized_rgb};
use crate::raster::on_white;
use crate::size::{MAX_PIXELS_AT_ONCE, MAX_SIDE, Size};
use crate::{Loaded, PhotoError, facts};
use heifer::{Error, Image, Options, heifer_isobmff};

const FORMAT: &str = "HEIC";

/// The size by the header, as it will be seen.
pub(crate) fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let file = heifer_isobmff::HeifFile::parse(bytes).ok()?;
    file.image_size(file.primary_id).ok()?
}

pub(crate) fn load(bytes: &[u8], max_side: u32) -> Result<Loaded, PhotoError> {
    if let Some((width, height)) = size(bytes) {
        Size { width, height }.within(MAX_PIXELS_AT_ONCE)?;
    }
    let options = Options {
        // The caller works on several photos side by side.
        max_threads: 1,
        max_pixels: MAX_PIXELS_AT_ONCE,
    };
    let known = heifer::read_metadata(bytes).map_err(refusal)?;
    let facts = known
        .exif
        .as_deref()
        .map(|raw| facts::read(raw).facts)
        .unwrap_or_default();
    // A profile is applied to the small picture; colours that are told in numbers only the decoder knows.
    let decoded: Image<u8> = if known.icc_profile.is_some() {
        heifer::decode_rgba8(bytes, &options)
    } else {
        heifer::decode_srgb_rgba8(bytes, &options)
    }
    .map_err(refusal)?;
    let source = Size {
        width: decoded.width,
        height: decoded.height,
    };
    if source.width > MAX_SIDE || source.height > MAX_SIDE {
        return Err(PhotoError::TooManyPixels {
            width: source.width,
            height: source.height,
        });
    }
    let size = source.fitted(max_side);
    let picture = if decoded.has_alpha {
        on_white(&resized_four(decoded.data, source, size, Fourth::Alpha)?)
    } else {
        resized_rgb(decoded.into_rgb8(), source, size)?
    };
    Ok(Loaded {
        picture: Picture::Rgb(picture),
        profile: known.icc_profile,
        facts,
        orientation: Orientation::default(),
        source,
    })
}

fn refusal(error: Error) -> PhotoError {
    match error {
        Error::Unsupported(_) | Error::Container(heifer_isobmff::Error::Unimplemented(_)) => {
            PhotoError::Unsupported {
                format: FORMAT.into(),
            }
        }
        Error::Container(heifer_isobmff::Error::UnexpectedEof) => PhotoError::Truncated { share: 0 },
        other => PhotoError::Corrupt(DecodeFailure::Heic(Box::new(other))),
    }
}
