//! JPEG, by libjpeg-turbo.

mod structure;

use crate::error::{DecodeFailure, OFFERED_SHARE};
use crate::plane::{Fourth, Picture, PlaneView, Planes, resized_both, resized_four, resized_rgb};
use crate::size::{MAX_PIXELS, MAX_PIXELS_AT_ONCE, Size};
use crate::{Damage, Loaded, PhotoError, facts};
use std::borrow::Cow;
use structure::{Process, Structure};
use turbojpeg::{
    Colorspace, DecompressHeader, Decompressor, Image, PixelFormat, ScalingFactor, Subsamp, YuvImage,
    yuv_pixels_len,
};

/// Encoders make about ten passes; a file with thousands of them over a large picture is made to hang its readers.
const MAX_PASSES: u64 = 100;
/// However large the picture is, that many passes are honest.
const HONEST_PASSES: u64 = 16;
/// Pixels of all passes together: about two seconds' work.
const MAX_PASSED_PIXELS: u64 = 1 << 30;

/// What the decoder leaves where it found no samples: the middle of the range.
const NO_SAMPLE: u8 = 128;

pub(crate) fn load(bytes: &[u8], max_side: u32, damage: Damage) -> Result<Loaded, PhotoError> {
    let structure = structure::read(bytes)?;
    let size = structure.size.within(match structure.process {
        Process::Sequential => MAX_PIXELS,
        Process::Progressive => MAX_PIXELS_AT_ONCE,
    })?;
    let exif = structure.exif.map(facts::read).unwrap_or_default();
    let (picture, share) = Decoding::of(&structure, size.fitted(max_side), damage)?.picture()?;
    Ok(Loaded {
        picture,
        profile: structure.profile,
        facts: exif.facts,
        orientation: exif.orientation,
        source: Size {
            height: share.of(size.height),
            ..size
        },
    })
}

/// Width and height in pixels, as the picture is stored.
pub(crate) fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let Size { width, height } = structure::read(bytes).ok()?.size;
    Some((width, height))
}

/// How many bytes of coefficients the decoder keeps: those of a whole progressive picture, 2 bytes for each of up to 3 samples a
/// pixel.
pub(crate) fn coefficients(bytes: &[u8]) -> u64 {
    match structure::read(bytes) {
        Ok(Structure {
            process: Process::Progressive,
            size,
            ..
        }) => u64::from(size.width) * u64::from(size.height) * 6,
        _ => 0,
    }
}

/// One decoding, at the fraction that fits the wanted size best.
struct Decoding<'a> {
    decompressor: Decompressor,
    data: Cow<'a, [u8]>,
    header: DecompressHeader,
    fraction: ScalingFactor,
    /// The size that the decoder gives.
    decoded: Size,
    wanted: Size,
    ends: Ends,
    damage: Damage,
    is_adobe: bool,
}

/// How many of a picture's rows are whole, from the top.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Share {
    rows: u32,
    all: u32,
}

impl Share {
    const WHOLE: Self = Self { rows: 1, all: 1 };

    /// The same share of another size's rows.
    fn of(self, rows: u32) -> u32 {
        let rows = u64::from(rows) * u64::from(self.rows) / u64::from(self.all.max(1));
        u32::try_from(rows).unwrap_or(u32::MAX).max(1)
    }

    fn percent(self) -> u8 {
        u8::try_from(u64::from(self.rows) * 100 / u64::from(self.all.max(1))).unwrap_or(0)
    }
}

/// How the file ends, which tells what a decoder's complaint means.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ends {
    WithItsMarker,
    WithoutMarker,
}

/// What a decoder's complaint comes to.
enum Samples {
    All,
    UpToABreak,
}

impl<'a> Decoding<'a> {
    fn of(structure: &Structure<'a>, wanted: Size, damage: Damage) -> Result<Self, PhotoError> {
        if !structure.has_end && structure.process == Process::Progressive {
            // A pass may be missing as a whole, and the decoder would not notice.
            return Err(PhotoError::Truncated { share: 0 });
        }
        let ends = if structure.has_end {
            Ends::WithItsMarker
        } else {
            Ends::WithoutMarker
        };
        // With the marker in place the decoder complains only when samples are missing.
        let ended = |data: Cow<'a, [u8]>| match ends {
            Ends::WithItsMarker => data,
            Ends::WithoutMarker => Cow::Owned([&data, [0xFF, 0xD9].as_slice()].concat()),
        };
        let mut decompressor = Decompressor::new().map_err(corrupt)?;
        let pixels = u64::from(structure.size.width) * u64::from(structure.size.height);
        let passes = (MAX_PASSED_PIXELS / pixels.max(1)).clamp(HONEST_PASSES, MAX_PASSES);
        decompressor
            .set_scan_limit(u32::try_from(passes).unwrap_or(1))
            .map_err(corrupt)?;
        let mut data = ended(Cow::Borrowed(structure.picture));
        let header = match decompressor.read_header(&data) {
            Ok(header) => header,
            // The decoder's warnings are errors too, and it warns of metadata: half a colour profile, for instance.
            Err(_) => {
                data = ended(Cow::Owned(structure.bare()));
                decompressor.read_header(&data).map_err(corrupt)?
            }
        };
        if (header.width, header.height) != (structure.size.columns(), structure.size.rows()) {
            return Err(PhotoError::Corrupt(DecodeFailure::NoFrame));
        }
        let fraction = fraction(structure.size, wanted);
        decompressor.set_scaling_factor(fraction).map_err(corrupt)?;
        let scaled = |length: u32| length.div_ceil(u32::try_from(fraction.denom()).unwrap_or(1));
        let decoded = Size {
            width: scaled(structure.size.width),
            height: scaled(structure.size.height),
        };
        Ok(Self {
            decompressor,
            data,
            header,
            fraction,
            decoded,
            wanted,
            ends,
            damage,
            is_adobe: structure.is_adobe,
        })
    }

    /// The picture, and how much of it there is.
    fn picture(self) -> Result<(Picture, Share), PhotoError> {
        let whole = |picture| Ok((picture, Share::WHOLE));
        match (self.header.colorspace, self.header.subsamp) {
            (Colorspace::CMYK | Colorspace::YCCK, _) => whole(self.inks()?),
            (Colorspace::YCbCr | Colorspace::Gray, subsampling) if subsampling != Subsamp::Unknown => {
                self.planes(subsampling)
            }
            (Colorspace::YCbCr | Colorspace::Gray | Colorspace::RGB, _) => whole(self.rgb()?),
        }
    }

    fn planes(mut self, subsampling: Subsamp) -> Result<(Picture, Share), PhotoError> {
        let (width, height) = (self.decoded.columns(), self.decoded.rows());
        let length = yuv_pixels_len(width, 1, height, subsampling).map_err(corrupt)?;
        let mut image = YuvImage {
            pixels: vec![0; length],
            width,
            align: 1,
            height,
            subsamp: subsampling,
        };
        let done = self
            .decompressor
            .decompress_to_yuv(&self.data, image.as_deref_mut());
        let share = match self.judged(done)? {
            Samples::All => Share::WHOLE,
            Samples::UpToABreak => self.cropped(&image)?,
        };

        // The buffer holds the planes one behind the other; those of odd sizes are padded.
        let (y_row, uv_row) = (image.y_width(), image.uv_width());
        let (luma, chroma) = split(&image.pixels, y_row * image.y_height())?;
        let luma = PlaneView {
            size: self.decoded,
            stride: y_row,
            pixels: luma,
        }
        .resized(self.wanted)?;
        if subsampling == Subsamp::Gray {
            return Ok((Picture::Planes(Planes::new(luma, None)), share));
        }
        let (cb, cr) = split(chroma, uv_row * image.uv_height())?;
        let size = Size {
            width: self
                .decoded
                .width
                .div_ceil(u32::try_from(subsampling.width()).unwrap_or(1)),
            height: self
                .decoded
                .height
                .div_ceil(u32::try_from(subsampling.height()).unwrap_or(1)),
        };
        let half = self.wanted.halved();
        let chroma = [cb, cr].map(|pixels| PlaneView {
            size,
            stride: uv_row,
            pixels,
        });
        let chroma = resized_both(chroma, half)?;
        Ok((Picture::Planes(Planes::new(luma, Some(chroma))), share))
    }

    /// Cuts off the rows that a broken file has no samples of, if enough remains and that is asked for.
    fn cropped(&mut self, image: &YuvImage<Vec<u8>>) -> Result<Share, PhotoError> {
        let luma = image.pixels.get(..image.y_width() * image.y_height());
        let rows = luma.unwrap_or_default().chunks_exact(image.y_width().max(1));
        let without = rows
            .rev()
            .take_while(|row| row.iter().all(|sample| *sample == NO_SAMPLE))
            .count();
        // The row of blocks in which the file breaks off is whole on its left only.
        let block = 8 * self.header.subsamp.height() / self.fraction.denom();
        let whole = self.decoded.rows().saturating_sub(without) / block.max(1);
        let rows = whole.saturating_sub(1) * block.max(1);
        let share = Share {
            rows: u32::try_from(rows).unwrap_or(0),
            all: self.decoded.height,
        };
        if share.percent() < OFFERED_SHARE || self.damage == Damage::Refused {
            return Err(PhotoError::Truncated {
                share: share.percent(),
            });
        }
        self.wanted.height = share.of(self.wanted.height);
        self.decoded.height = share.rows;
        Ok(share)
    }

    fn rgb(mut self) -> Result<Picture, PhotoError> {
        let pixels = self.packed(PixelFormat::RGB)?;
        Ok(Picture::Rgb(resized_rgb(pixels, self.decoded, self.wanted)?))
    }

    fn inks(mut self) -> Result<Picture, PhotoError> {
        let mut pixels = self.packed(PixelFormat::CMYK)?;
        if self.is_adobe {
            pixels.iter_mut().for_each(|ink| *ink = 255 - *ink);
        }
        Ok(Picture::Cmyk(resized_four(
            pixels,
            self.decoded,
            self.wanted,
            Fourth::Ink,
        )?))
    }

    fn packed(&mut self, format: PixelFormat) -> Result<Vec<u8>, PhotoError> {
        // Held whole at the decoded size, so the stricter limit applies to it.
        self.decoded.within(MAX_PIXELS_AT_ONCE)?;
        let (width, height) = (self.decoded.columns(), self.decoded.rows());
        let pitch = width * format.size();
        let mut image = Image {
            pixels: vec![0; pitch * height],
            width,
            pitch,
            height,
            format,
        };
        let done = self.decompressor.decompress(&self.data, image.as_deref_mut());
        match self.judged(done)? {
            Samples::All => Ok(image.pixels),
            Samples::UpToABreak => Err(PhotoError::Truncated { share: 0 }),
        }
    }

    /// The decoder reports warnings as errors. The one that real cameras cause (filler before the end marker) comes
    /// after the last sample was decoded, so the picture is whole; the others mean lost samples.
    fn judged(&self, done: turbojpeg::Result<()>) -> Result<Samples, PhotoError> {
        match done {
            Ok(()) => Ok(Samples::All),
            Err(_) if self.ends == Ends::WithoutMarker => Ok(Samples::UpToABreak),
            Err(turbojpeg::Error::TurboJpegError(words)) if is_filler_before_end(&words) => Ok(Samples::All),
            Err(error) => Err(corrupt(error)),
        }
    }
}

/// libjpeg's JWRN_EXTRANEOUS_DATA at the end marker, which is only kept when it was the first warning.
fn is_filler_before_end(words: &str) -> bool {
    words.contains("extraneous bytes before marker 0xd9")
}

fn split(pixels: &[u8], at: usize) -> Result<(&[u8], &[u8]), PhotoError> {
    pixels
        .split_at_checked(at)
        .ok_or(PhotoError::Corrupt(DecodeFailure::Planes))
}

fn corrupt(error: turbojpeg::Error) -> PhotoError {
    PhotoError::Corrupt(DecodeFailure::Jpeg(error))
}

/// The smallest fraction at which no side falls below the wanted one. Only halves: the decoder has no fast code for
/// fractions such as 5/8, and 3/8 loses detail.
fn fraction(source: Size, wanted: Size) -> ScalingFactor {
    [
        ScalingFactor::ONE_EIGHTH,
        ScalingFactor::ONE_QUARTER,
        ScalingFactor::ONE_HALF,
    ]
    .into_iter()
    .find(|fraction| {
        fraction.scale(source.columns()) >= wanted.columns() && fraction.scale(source.rows()) >= wanted.rows()
    })
    .unwrap_or(ScalingFactor::ONE)
}
