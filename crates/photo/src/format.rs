//! The format by content. Names and extensions are not asked: messengers and scanners get them wrong.

use crate::PhotoError;
use image::ImageFormat;
use memchr::memmem;

pub(crate) enum Format {
    Jpeg,
    #[cfg(feature = "heic")]
    Heic,
    Raster(ImageFormat),
}

/// The kinds of ISO media file (`ftyp` brands) that are pictures by HEVC.
const HEIC_BRANDS: [&[u8]; 8] = [
    b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"hevm", b"hevs",
];
const AVIF_BRANDS: [&[u8]; 2] = [b"avif", b"avis"];
/// The brands that say of an ISO media file that it holds a still picture, without saying by which codec.
const STILL_BRANDS: [&[u8]; 3] = [b"mif1", b"msf1", b"miaf"];
/// How far into a text its first element is looked for: behind a byte order mark, a declaration and a comment.
const PROLOGUE: usize = 1024;

pub(crate) fn recognise(bytes: &[u8]) -> Result<Format, PhotoError> {
    let at = |offset: usize, magic: &[u8]| bytes.get(offset..).is_some_and(|rest| rest.starts_with(magic));
    let unsupported = |format: &'static str| {
        Err(PhotoError::Unsupported {
            format: format.into(),
        })
    };
    if bytes.is_empty() {
        return Err(PhotoError::Empty);
    }
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
        let among = |brands: &[&[u8]]| ftyp(bytes).any(|brand| brands.contains(&brand));
        if among(&AVIF_BRANDS) {
            return unsupported("AVIF");
        }
        if among(&HEIC_BRANDS) {
            #[cfg(feature = "heic")]
            return Ok(Format::Heic);
            #[cfg(not(feature = "heic"))]
            return unsupported("HEIC");
        }
        if at(8, b"crx ") {
            return unsupported("CR3");
        }
        if among(&STILL_BRANDS) {
            return unsupported("HEIF");
        }
        // What else comes in this container are films.
        return Err(PhotoError::Video);
    }
    // Older QuickTime, Matroska and WebM, AVI, the program and transport streams of MPEG, Windows Media.
    if ["moov", "mdat", "wide"].iter().any(|kind| at(4, kind.as_bytes()))
        || at(0, &[0x1A, 0x45, 0xDF, 0xA3])
        || at(0, b"RIFF") && at(8, b"AVI ")
        || at(0, &[0, 0, 1, 0xBA])
        || at(0, &[0x47]) && at(188, &[0x47]) && at(376, &[0x47])
        || at(0, &[0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11])
    {
        return Err(PhotoError::Video);
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
    Err(of_markup(bytes).unwrap_or(PhotoError::NotAnImage))
}

/// What a text is whose first element tells it.
fn of_markup(bytes: &[u8]) -> Option<PhotoError> {
    let text = bytes.get(..PROLOGUE).unwrap_or(bytes);
    let mut text = text
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(text)
        .trim_ascii_start();
    let begins = |text: &[u8], tag: &[u8]| {
        text.get(..tag.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(tag))
    };
    loop {
        if begins(text, b"<svg") || begins(text, b"<!doctype svg") {
            return Some(PhotoError::Unsupported { format: "SVG".into() });
        }
        if begins(text, b"<html") || begins(text, b"<!doctype html") {
            return Some(PhotoError::WebPage);
        }
        let end: &[u8] = if text.starts_with(b"<!--") {
            b"-->"
        } else if text.starts_with(b"<?") {
            b"?>"
        } else {
            return None;
        };
        let behind = memmem::find(text, end)? + end.len();
        text = text.get(behind..)?.trim_ascii_start();
    }
}

/// The brands of an ISO media file: what it is first of all, and what else it can be read as. "mif1" and the like say only
/// that there is a picture, and leave it to the others by which codec.
fn ftyp(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let length = bytes
        .first_chunk::<4>()
        .map_or(0, |length| u32::from_be_bytes(*length) as usize);
    let brands = bytes.get(8..length.min(bytes.len()).min(256)).unwrap_or_default();
    // Between the first and the rest stands a version.
    let (chunks, _) = brands.as_chunks::<4>();
    chunks
        .iter()
        .enumerate()
        .filter(|(number, _)| *number != 1)
        .map(|(_, brand)| brand.as_slice())
}
