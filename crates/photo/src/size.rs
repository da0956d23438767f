use crate::PhotoError;

/// The most pixels of a picture that is decoded in strips or at a fraction (a JPEG): the largest phone cameras.
pub const MAX_PIXELS: u64 = 200_000_000;

/// The most pixels of a picture that the decoder holds whole: PNG and the like, progressive or odd JPEG.
pub const MAX_PIXELS_AT_ONCE: u64 = 100_000_000;

/// The longest side of a picture, in pixels: wider than panoramas of phones are.
pub const MAX_SIDE: u32 = 40_000;

/// Width and height in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Size {
    pub(crate) width: u32,
    pub(crate) height: u32,
}

impl Size {
    /// The largest size of the same shape whose longest side is at most `side`; never larger than this one.
    pub(crate) fn fitted(self, side: u32) -> Self {
        let longest = u64::from(self.width.max(self.height));
        let side = u64::from(side.max(1));
        if longest <= side {
            return self;
        }
        let scaled = |length: u32| {
            let rounded = (u64::from(length) * side + longest / 2) / longest;
            u32::try_from(rounded).unwrap_or(u32::MAX).max(1)
        };
        Self {
            width: scaled(self.width),
            height: scaled(self.height),
        }
    }

    pub(crate) fn swapped(self) -> Self {
        Self {
            width: self.height,
            height: self.width,
        }
    }

    /// The size of the chroma planes of 4:2:0.
    pub(crate) fn halved(self) -> Self {
        Self {
            width: self.width.div_ceil(2),
            height: self.height.div_ceil(2),
        }
    }

    pub(crate) fn columns(self) -> usize {
        self.width as usize
    }

    pub(crate) fn rows(self) -> usize {
        self.height as usize
    }

    pub(crate) fn area(self) -> usize {
        self.columns() * self.rows()
    }

    /// Refuses what would not fit into an office computer's memory.
    pub(crate) fn within(self, pixels: u64) -> Result<Self, PhotoError> {
        let Self { width, height } = self;
        let area = u64::from(width) * u64::from(height);
        if area > pixels || width.max(height) > MAX_SIDE {
            return Err(PhotoError::TooManyPixels { width, height });
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::Size;

    #[test]
    fn long_side_becomes_the_limit_and_the_shape_stays() {
        assert_eq!(
            Size {
                width: 4032,
                height: 3024
            }
            .fitted(2048),
            Size {
                width: 2048,
                height: 1536
            }
        );
        assert_eq!(
            Size {
                width: 3024,
                height: 4032
            }
            .fitted(2048),
            Size {
                width: 1536,
                height: 2048
            }
        );
    }

    #[test]
    fn small_picture_is_not_enlarged() {
        assert_eq!(
            Size {
                width: 640,
                height: 480
            }
            .fitted(2048),
            Size {
                width: 640,
                height: 480
            }
        );
    }

    #[test]
    fn thin_picture_keeps_at_least_one_pixel() {
        assert_eq!(
            Size {
                width: 30_000,
                height: 3
            }
            .fitted(2048),
            Size {
                width: 2048,
                height: 1
            }
        );
    }
}
