use crate::PhotoError;
use crate::plane::{Plane, Planes};
use std::borrow::Cow;
use turbojpeg::{Compressor, Image, OutputBuf, PixelFormat, Subsamp, YuvPlanesImage};

/// A JPEG of the planes, 4:2:0 or 4:4:4 as they are, or grey when there is no chroma. It is baseline; what is drawn becomes
/// progressive where that is smaller: of a photograph the few per cent would cost three times the work of encoding. The only segment with words in it is the
/// JFIF header that libjpeg writes; nothing of the original's metadata can get here.
pub(crate) fn jpeg(picture: &Planes, quality: u8) -> Result<Vec<u8>, PhotoError> {
    both(picture, quality).map_err(PhotoError::Encode)
}

fn both(picture: &Planes, quality: u8) -> turbojpeg::Result<Vec<u8>> {
    let mut compressor = Compressor::new()?;
    compressor.set_quality(i32::from(quality))?;
    let baseline = compressed(picture, &mut compressor)?;
    if !picture.is_full() {
        return Ok(baseline);
    }
    compressor.set_progressive(true)?;
    let progressive = compressed(picture, &mut compressor)?;
    Ok(if progressive.len() < baseline.len() {
        progressive
    } else {
        baseline
    })
}

fn compressed(picture: &Planes, compressor: &mut Compressor) -> turbojpeg::Result<Vec<u8>> {
    let size = picture.size();
    let (width, height) = (size.columns(), size.rows());
    let mut out = OutputBuf::new_owned();
    match picture.chroma() {
        None => {
            compressor.set_subsamp(Subsamp::Gray)?;
            let pixels = picture.luma().pixels();
            let grey = Image {
                pixels,
                width,
                height,
                pitch: width,
                format: PixelFormat::GRAY,
            };
            compressor.compress(grey, &mut out)?;
        }
        Some([cb, cr]) => {
            let (luma, subsamp) = if picture.is_full() {
                (Cow::Borrowed(picture.luma()), Subsamp::None)
            } else {
                (even(picture.luma()), Subsamp::Sub2x2)
            };
            let planes = YuvPlanesImage {
                y_plane: luma.pixels(),
                u_plane: cb.pixels(),
                v_plane: cr.pixels(),
                width,
                height,
                y_stride: luma.size().columns(),
                u_stride: cb.size().columns(),
                v_stride: cr.size().columns(),
                subsamp,
            };
            compressor.compress_yuv_planes(&planes, &mut out)?;
        }
    }
    Ok(out.to_vec())
}

/// TurboJPEG reads the luma plane of 4:2:0 up to even sizes: an odd one gets its last column and row twice.
fn even(luma: &Plane) -> Cow<'_, Plane> {
    let size = luma.size();
    if size.width.is_multiple_of(2) && size.height.is_multiple_of(2) {
        Cow::Borrowed(luma)
    } else {
        Cow::Owned(luma.padded_to_even())
    }
}
