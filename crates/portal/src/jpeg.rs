//! Is it a JPEG, and how large? Read from the markers alone (ITU-T T.81 Annex B): nothing is decoded, so a picture
//! that claims 65,535 × 65,535 costs nothing to refuse.

/// The longest side accepted, in pixels. The editor sends 2048; other programs may send more.
pub const MAX_SIDE: u32 = 12_000;
/// The most pixels accepted.
pub const MAX_PIXELS: u64 = 64_000_000;

/// Width and height in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
}

/// Why a file is not an acceptable photo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAPhoto {
    /// It does not begin as a JPEG does.
    #[error("not a JPEG")]
    NotJpeg,
    /// It ends, or goes astray, before its size is told.
    #[error("a JPEG without a readable frame header")]
    Broken,
    /// No picture data follow to the end mark.
    #[error("a JPEG that is cut short")]
    Truncated,
    /// The header is good, the picture is not.
    #[error("a JPEG that does not decode")]
    Undecodable,
    /// It carries what a camera or a program wrote about it: where and when it was taken, by whom.
    #[error("a photo with EXIF, XMP or IPTC data: take them out before sending")]
    Personal,
    /// The report tells another size of it: pages would leave the wrong room for it.
    #[error("the report tells another size of that photo: it has {width} × {height} pixels")]
    OtherSize {
        /// Its width.
        width: u32,
        /// Its height.
        height: u32,
    },
    /// Nothing or far too much to show.
    #[error("{width} × {height} pixels is outside what is accepted")]
    BadSize {
        /// Width it claims.
        width: u32,
        /// Height it claims.
        height: u32,
    },
}

/// The size of the JPEG in `bytes`.
///
/// # Errors
/// [`NotAPhoto`].
pub fn inspect(bytes: &[u8]) -> Result<Size, NotAPhoto> {
    if !bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        return Err(NotAPhoto::NotJpeg);
    }
    let head = head(bytes.get(2..).unwrap_or_default()).ok_or(NotAPhoto::Broken)?;
    if head.personal {
        return Err(NotAPhoto::Personal);
    }
    let size = head.size;
    let Size { width, height } = size;
    let pixels = u64::from(width) * u64::from(height);
    if pixels == 0 || width.max(height) > MAX_SIDE || pixels > MAX_PIXELS {
        return Err(NotAPhoto::BadSize { width, height });
    }
    // Some cameras pad after the end mark; within 64 KiB of the end is near enough.
    let tail = bytes
        .get(bytes.len().saturating_sub(65_536)..)
        .unwrap_or_default();
    if tail.windows(2).any(|pair| pair == [0xFF, 0xD9]) {
        Ok(size)
    } else {
        Err(NotAPhoto::Truncated)
    }
}

/// What stands before the picture's data.
struct Head {
    size: Size,
    /// Whether there is EXIF or XMP (APP1) or IPTC (APP13).
    personal: bool,
}

/// Walks the marker segments to the first scan, over the frame header (SOF0..SOF15 but DHT, JPG and DAC).
fn head(mut rest: &[u8]) -> Option<Head> {
    let (mut size, mut personal) = (None, false);
    loop {
        let (&[0xFF, marker], after) = rest.split_first_chunk::<2>()? else {
            return None;
        };
        match marker {
            0xFF => {
                rest = rest.get(1..)?;
                continue;
            }
            0x01 | 0xD0..=0xD7 => {
                rest = after;
                continue;
            }
            0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => {
                let &[_, _, _, h1, h0, w1, w0] = after.first_chunk::<7>()?;
                size = size.or(Some(Size {
                    width: u32::from(u16::from_be_bytes([w1, w0])),
                    height: u32::from(u16::from_be_bytes([h1, h0])),
                }));
            }
            0xDA => return size.map(|size| Head { size, personal }),
            0xD8 | 0xD9 | 0x00 => return None,
            0xE1 | 0xED => personal = true,
            _ => {}
        }
        let length = u16::from_be_bytes(*after.first_chunk::<2>()?);
        rest = after.get(usize::from(length.max(2))..)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jpeg(width: u16, height: u16) -> Vec<u8> {
        let mut bytes = vec![0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xC0, 0, 11, 8];
        bytes.extend(height.to_be_bytes());
        bytes.extend(width.to_be_bytes());
        bytes.extend([1, 1, 0x11, 0, 0xFF, 0xDA, 0, 2, 0xFF, 0xD9]);
        bytes
    }

    #[test]
    fn photo_that_tells_where_it_was_taken_is_refused() {
        for marker in [0xE1, 0xED] {
            let mut told = jpeg(20, 10);
            told.splice(2..2, [0xFF, marker, 0, 6, b'E', b'x', b'i', b'f']);
            assert_eq!(inspect(&told), Err(NotAPhoto::Personal));
        }
    }

    #[test]
    fn size_is_read_from_the_frame_header() {
        assert_eq!(
            inspect(&jpeg(2048, 1536)),
            Ok(Size {
                width: 2048,
                height: 1536
            })
        );
    }

    #[test]
    fn bombs_texts_and_cut_files_are_refused() {
        assert_eq!(
            inspect(&jpeg(60_000, 60_000)),
            Err(NotAPhoto::BadSize {
                width: 60_000,
                height: 60_000
            })
        );
        assert_eq!(
            inspect(&jpeg(0, 10)),
            Err(NotAPhoto::BadSize { width: 0, height: 10 })
        );
        assert_eq!(inspect(b"<!doctype html>"), Err(NotAPhoto::NotJpeg));
        assert_eq!(inspect(&[]), Err(NotAPhoto::NotJpeg));
        let whole = jpeg(20, 10);
        for cut in 3..whole.len() - 1 {
            assert!(inspect(&whole[..cut]).is_err(), "cut at {cut}");
        }
    }
}
