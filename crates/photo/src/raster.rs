//! PNG, WebP, GIF, BMP and TIFF, by the `image` crate.

use crate::error::DecodeFailure;
use crate::plane::{Fourth, Packed, Picture, resized_four, resized_rgb};
use crate::size::{MAX_PIXELS_AT_ONCE, MAX_SIDE, Size};
use crate::{Loaded, PhotoError, facts, tiff_jpeg};
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};
use std::io::{Cursor, ErrorKind};

/// What a decoder may allocate: 16 bits × 4 samples of the largest picture that is read.
const MAX_ALLOC: u64 = MAX_PIXELS_AT_ONCE * 8 + (64 << 20);

/// What a PNG's colour profile and words may unpack to: several times the largest profile there is.
const MAX_PNG_WORDS: u64 = 16 << 20;

pub(crate) fn load(bytes: &[u8], format: ImageFormat, max_side: u32) -> Result<Loaded, PhotoError> {
    let mut source = Size { width: 0, height: 0 };
    let refused = |error, source| refusal(error, format, source);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_ALLOC);
    reader.limits(match format {
        // Its decoder holds a row or two of pixels; all else that it unpacks is metadata.
        ImageFormat::Png => {
            let mut words = limits.clone();
            words.max_alloc = Some(MAX_PNG_WORDS);
            words
        }
        _ => limits.clone(),
    });
    let mut decoder = match reader.into_decoder() {
        Err(ImageError::Unsupported(_)) if format == ImageFormat::Tiff => {
            return tiff_jpeg::load(bytes, max_side);
        }
        opened => opened.map_err(|error| refused(error, source))?,
    };
    (source.width, source.height) = decoder.dimensions();
    source.within(MAX_PIXELS_AT_ONCE)?;
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    decoder
        .set_limits(limits)
        .map_err(|error| refused(error, source))?;

    let exif = match format {
        ImageFormat::Tiff => facts::read(bytes),
        _ => decoder
            .exif_metadata()
            .ok()
            .flatten()
            .map(|raw| facts::read(&raw))
            .unwrap_or_default(),
    };
    if format == ImageFormat::Tiff && exif.is_raw {
        return Err(PhotoError::Unsupported { format: "RAW".into() });
    }
    let profile = decoder.icc_profile().ok().flatten();
    let decoded = DynamicImage::from_decoder(decoder).map_err(|error| refused(error, source))?;
    let size = source.fitted(max_side);
    let picture = if decoded.color().has_alpha() {
        on_white(&resized_four(
            decoded.into_rgba8().into_raw(),
            source,
            size,
            Fourth::Alpha,
        )?)
    } else {
        resized_rgb(decoded.into_rgb8().into_raw(), source, size)?
    };
    Ok(Loaded {
        picture: Picture::Rgb(picture),
        profile,
        facts: exif.facts,
        orientation: exif.orientation,
        source,
    })
}

/// JPEG has no transparency: what is clear becomes the page's white.
pub(crate) fn on_white(rgba: &Packed<4>) -> Packed<3> {
    let pixels = rgba
        .pixels
        .as_chunks::<4>()
        .0
        .iter()
        .flat_map(|&[r, g, b, alpha]| {
            let alpha = u32::from(alpha);
            [r, g, b].map(|sample| ((u32::from(sample) * alpha + 255 * (255 - alpha) + 127) / 255) as u8)
        })
        .collect();
    Packed {
        size: rgba.size,
        pixels,
    }
}

fn refusal(error: ImageError, format: ImageFormat, source: Size) -> PhotoError {
    match error {
        ImageError::IoError(io) if io.kind() == ErrorKind::UnexpectedEof => {
            PhotoError::Truncated { share: 0 }
        }
        ImageError::Unsupported(_) => PhotoError::Unsupported {
            format: name(format).into(),
        },
        ImageError::Limits(_) if source.area() > 0 => PhotoError::TooManyPixels {
            width: source.width,
            height: source.height,
        },
        other => PhotoError::Corrupt(DecodeFailure::Raster(other)),
    }
}

fn name(format: ImageFormat) -> &'static str {
    match format {
        ImageFormat::Png => "PNG",
        ImageFormat::WebP => "WebP",
        ImageFormat::Gif => "GIF",
        ImageFormat::Bmp => "BMP",
        ImageFormat::Tiff => "TIFF",
        _ => "image",
    }
}
