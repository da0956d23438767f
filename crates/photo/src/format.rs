//! The format by content. Names and extensions are not asked: messengers and scanners get them wrong.

use crate::PhotoError;
use image::ImageFormat;

pub(crate) enum Format {
    Jpeg,
    Raster(ImageFormat),
}

/// The kinds of ISO media file (`ftyp` brands) that are pictures.
const HEIC_BRANDS: [&[u8]; 10] = [
    b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"hevm", b"hevs", b"mif1", b"msf1",
];

pub(crate) fn recognise(bytes: &[u8]) -> Result<Format, PhotoError> {
    let at = |offset: usize, magic: &[u8]| bytes.get(offset..).is_some_and(|rest| rest.starts_with(magic));
    let unsupported = |format| Err(PhotoError::Unsupported { format });
    if at(0, &[0xFF, 0xD8, 0xFF]) {
        return Ok(Format::Jpeg);
    }
    if at(0, b"\x89PNG\r\n\x1a\n") {
        return Ok(Format::Raster(ImageFormat::Png));
    }
    if at(0, b"RIFF") && at(8, b"WEBP") {
        return Ok(Format::Raster(ImageFormat::WebP));
    }
    if at(0, b"GIF87a") || at(0, b"GIF89a") {
        return Ok(Format::Raster(ImageFormat::Gif));
    }
    // "BM" alone begins many a text; the two reserved words behind the file's size are zero in a picture.
    if at(0, b"BM") && at(6, &[0; 4]) {
        return Ok(Format::Raster(ImageFormat::Bmp));
    }
    if at(0, b"II*\0") || at(0, b"MM\0*") {
        if at(8, b"CR") {
            return unsupported("CR2");
        }
        return Ok(Format::Raster(ImageFormat::Tiff));
    }
    if at(4, b"ftyp") {
        if HEIC_BRANDS.iter().any(|brand| at(8, brand)) {
            return unsupported("HEIC");
        }
        if at(8, b"avif") || at(8, b"avis") {
            return unsupported("AVIF");
        }
        if at(8, b"crx ") {
            return unsupported("CR3");
        }
    }
    if at(0, &[0xFF, 0x0A]) || at(4, b"JXL ") {
        return unsupported("JPEG XL");
    }
    if at(4, b"jP  ") {
        return unsupported("JPEG 2000");
    }
    if at(0, b"8BPS") {
        return unsupported("Photoshop");
    }
    if at(0, b"%PDF") {
        return unsupported("PDF");
    }
    Err(PhotoError::NotAnImage)
}
