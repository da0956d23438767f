use std::borrow::Cow;
use thiserror::Error;

/// The least share of a picture, in per cent, that is worth offering.
pub const OFFERED_SHARE: u8 = 75;

/// Why a photo was refused.
#[derive(Debug, Error)]
pub enum PhotoError {
    /// The content is of no picture format that is known here.
    #[error("not an image")]
    NotAnImage,
    /// No bytes at all.
    #[error("the file is empty")]
    Empty,
    /// A video, whatever its name says.
    #[error("a video, not a photo")]
    Video,
    /// A page of the web, such as a download leaves that wanted a password.
    #[error("a web page, not a photo")]
    WebPage,
    /// A picture, but of a kind that is not read (yet).
    #[error("{format} pictures are not supported")]
    Unsupported {
        /// The format's usual name, such as `HEIC`.
        format: Cow<'static, str>,
    },
    /// The file ends before the picture does. From [`OFFERED_SHARE`] on [`crate::prepare_partial`] takes what there is.
    #[error("the picture's file is cut short: {share} % of it are there")]
    Truncated {
        /// How much of the picture, from the top and in per cent, is whole; 0 where that can't be told.
        share: u8,
    },
    /// The header promises more pixels than are read; nothing was decoded.
    #[error("the picture is too large: {width} × {height} pixels")]
    TooManyPixels {
        /// Width by the header, in pixels.
        width: u32,
        /// Height by the header, in pixels.
        height: u32,
    },
    /// The picture's data contradict themselves.
    #[error("the picture's data are damaged")]
    Corrupt(#[source] DecodeFailure),
    /// The result could not be written, for instance because the recipe's quality is out of range.
    #[error("the picture could not be encoded")]
    Encode(#[source] turbojpeg::Error),
    /// The picture could not be resized, for instance for want of memory.
    #[error("the picture could not be resized")]
    Resize(#[source] pic_scale::PicScaleError),
}

/// What the decoder of a damaged picture ran into.
#[derive(Debug, Error)]
pub enum DecodeFailure {
    /// The JPEG decoder refused the data.
    #[error(transparent)]
    Jpeg(turbojpeg::Error),
    /// The decoder of another format refused the data.
    #[error(transparent)]
    Raster(image::ImageError),
    /// The decoder of a JPEG within a TIFF refused the data.
    #[error(transparent)]
    Tiff(tiff::TiffError),
    /// The HEIC decoder refused the data; boxed, so that it is named nowhere else.
    #[error(transparent)]
    Heic(Box<dyn std::error::Error + Send + Sync>),
    /// A JPEG without the segment that a picture needs, or with sizes of zero.
    #[error("the JPEG has no usable frame header")]
    NoFrame,
    /// The decoder's arithmetic gave sizes that do not fit the data.
    #[error("the picture's planes do not fit its size")]
    Planes,
    /// The decoder panicked.
    #[error("the decoder failed unexpectedly")]
    Panicked,
    /// What shall be done to the picture is beyond its bounds.
    #[error("the picture cannot be edited so: {0}")]
    Edit(crate::edit::BadEdit),
    /// What the decoder said in a process of its own.
    #[error("{0}")]
    Told(String),
    /// The decoder's own process ended before the photo was done.
    #[error("the decoder's process crashed")]
    Crashed,
    /// The decoder's own process took too long and was ended.
    #[error("the decoder took too long")]
    Hung,
    /// The decoder's own process could not be started.
    #[error("the decoder's process could not be started")]
    NotStarted(#[source] std::io::Error),
}

impl From<pic_scale::PicScaleError> for PhotoError {
    fn from(error: pic_scale::PicScaleError) -> Self {
        Self::Resize(error)
    }
}
