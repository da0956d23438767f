//! A JPEG's segments, read without decoding anything (ITU-T T.81, annex B).
//!
//! Done here because the decoder's own header reading has no size limit, keeps no EXIF or colour profile, and can't
//! tell a file that lost its end from one whose end marker was merely forgotten.

use crate::PhotoError;
use crate::error::DecodeFailure;
use crate::size::Size;
use memchr::memchr;
use std::ops::Range;

/// How the samples are coded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Process {
    /// Huffman or arithmetic, top to bottom.
    Sequential,
    /// In several passes over the whole picture, or one for each colour: the decoder holds it whole until the last.
    Progressive,
}

/// What the segments say.
pub(crate) struct Structure<'a> {
    pub(crate) size: Size,
    pub(crate) process: Process,
    /// An Adobe segment: CMYK is then stored inverted.
    pub(crate) is_adobe: bool,
    /// EXIF from its TIFF header on.
    pub(crate) exif: Option<&'a [u8]>,
    pub(crate) profile: Option<Vec<u8>>,
    /// From the first byte to the end marker; phones append videos and second pictures behind it.
    pub(crate) picture: &'a [u8],
    /// Whether there was an end marker.
    pub(crate) has_end: bool,
    /// Where the segments are that a decoder can do without.
    spare: Vec<Range<usize>>,
}

impl Structure<'_> {
    /// The picture without metadata, for a decoder that stumbles over them.
    pub(crate) fn bare(&self) -> Vec<u8> {
        let mut bare = Vec::with_capacity(self.picture.len());
        let mut at = 0;
        for spare in &self.spare {
            bare.extend_from_slice(self.picture.get(at..spare.start).unwrap_or_default());
            at = spare.end;
        }
        bare.extend_from_slice(self.picture.get(at..).unwrap_or_default());
        bare
    }
}

struct Frame {
    size: Size,
    colours: u8,
    process: Process,
}

/// Walks the segments up to the end marker.
pub(crate) fn read(bytes: &[u8]) -> Result<Structure<'_>, PhotoError> {
    let mut frame = None;
    let mut is_adobe = false;
    let mut exif = None;
    let mut profile = Profile::default();
    let mut has_scan = false;
    let mut spare = Vec::new();
    let mut at = 2;
    let end = loop {
        let Some((marker, after)) = next_marker(bytes, at) else {
            break None;
        };
        at = after;
        match marker {
            0x01 | 0xD0..=0xD8 => continue,
            0xD9 => break Some(at),
            _ => {}
        }
        let Some(segment) = segment(bytes, at) else {
            break None;
        };
        let start = at - 2;
        at += segment.len() + 2;
        // Adobe's says how colours are stored; everything else among these is for people and programs.
        if matches!(marker, 0xE0..=0xED | 0xEF | 0xFE) {
            spare.push(start..at);
        }
        match marker {
            0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF if frame.is_none() => {
                frame = Some(frame_of(marker, segment)?);
            }
            0xDA => {
                if let Some(frame) = frame.as_mut().filter(|_| !has_scan)
                    && segment.first().is_some_and(|colours| *colours < frame.colours)
                {
                    frame.process = Process::Progressive;
                }
                has_scan = true;
                at = after_scan(bytes, at);
            }
            0xE1 if exif.is_none() => exif = segment.strip_prefix(b"Exif\0\0"),
            0xE2 => profile.add(segment),
            0xEE => is_adobe |= segment.starts_with(b"Adobe"),
            _ => {}
        }
    };
    match (frame, end) {
        (None, None) => Err(PhotoError::Truncated { share: 0 }),
        (None, Some(_)) => Err(PhotoError::Corrupt(DecodeFailure::NoFrame)),
        (Some(_), None) if !has_scan => Err(PhotoError::Truncated { share: 0 }),
        (Some(frame), _) => Ok(Structure {
            size: frame.size,
            process: frame.process,
            is_adobe,
            exif,
            profile: profile.joined(),
            picture: end
                .and_then(|end| bytes.get(..end))
                .unwrap_or_else(|| unfilled(bytes)),
            has_end: end.is_some(),
            spare,
        }),
    }
}

/// Without the zeros that stand for what was never written or loaded; they would be read as samples.
fn unfilled(bytes: &[u8]) -> &[u8] {
    let written = bytes
        .iter()
        .rposition(|byte| *byte != 0)
        .map_or(0, |last| last + 1);
    bytes.get(..written).unwrap_or(bytes)
}

/// The next marker's code and the place behind it; bytes that belong to no segment are passed over, as decoders do.
fn next_marker(bytes: &[u8], mut at: usize) -> Option<(u8, usize)> {
    loop {
        at += memchr(0xFF, bytes.get(at..)?)?;
        match bytes.get(at + 1)? {
            0xFF => at += 1,
            0x00 => at += 2,
            code => return Some((*code, at + 2)),
        }
    }
}

/// A segment's content, without the two bytes of its length.
fn segment(bytes: &[u8], at: usize) -> Option<&[u8]> {
    let [high, low] = *bytes.get(at..)?.first_chunk()?;
    let length = usize::from(u16::from_be_bytes([high, low]));
    bytes.get(at + 2..at + length.max(2))
}

/// The place of the first marker that ends a scan's data.
fn after_scan(bytes: &[u8], mut at: usize) -> usize {
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr(0xFF, rest)) {
        at += found;
        match bytes.get(at + 1) {
            Some(0x00 | 0xD0..=0xD7) => at += 2,
            Some(0xFF) => at += 1,
            _ => return at,
        }
    }
    bytes.len()
}

fn frame_of(marker: u8, segment: &[u8]) -> Result<Frame, PhotoError> {
    let process = match marker {
        0xC0 | 0xC1 | 0xC9 => Process::Sequential,
        0xC2 | 0xCA => Process::Progressive,
        0xC3 | 0xCB => {
            return Err(PhotoError::Unsupported {
                format: "lossless JPEG".into(),
            });
        }
        _ => {
            return Err(PhotoError::Unsupported {
                format: "hierarchical JPEG".into(),
            });
        }
    };
    let Some(&[precision, h1, h0, w1, w0, colours]) = segment.first_chunk() else {
        return Err(PhotoError::Corrupt(DecodeFailure::NoFrame));
    };
    if precision != 8 {
        return Err(PhotoError::Unsupported {
            format: "12-bit JPEG".into(),
        });
    }
    let size = Size {
        width: u32::from(u16::from_be_bytes([w1, w0])),
        height: u32::from(u16::from_be_bytes([h1, h0])),
    };
    if size.width == 0 || size.height == 0 {
        return Err(PhotoError::Corrupt(DecodeFailure::NoFrame));
    }
    Ok(Frame {
        size,
        colours,
        process,
    })
}

/// A colour profile's numbered parts (ICC.1:2022, annex B.4).
#[derive(Default)]
struct Profile<'a> {
    parts: Vec<(u8, &'a [u8])>,
    count: u8,
}

impl<'a> Profile<'a> {
    fn add(&mut self, segment: &'a [u8]) {
        if let Some([number, count, part @ ..]) = segment.strip_prefix(b"ICC_PROFILE\0") {
            self.count = *count;
            self.parts.push((*number, part));
        }
    }

    /// None when there is no profile, or a part of it is missing.
    fn joined(mut self) -> Option<Vec<u8>> {
        self.parts.sort_by_key(|(number, _)| *number);
        let whole = !self.parts.is_empty() && self.parts.iter().map(|(number, _)| *number).eq(1..=self.count);
        whole.then(|| {
            self.parts
                .iter()
                .flat_map(|(_, part)| part.iter().copied())
                .collect()
        })
    }
}
