use crate::size::Size;

/// How the stored picture has to be changed to stand upright: EXIF 2.32, tag 0x0112, as two steps.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Orientation {
    /// First: rows become columns (mirrored on the diagonal from the upper left).
    pub(crate) transposed: bool,
    /// Then: each row is read from its end.
    pub(crate) mirrored: bool,
    /// And: the rows are read from the last one.
    pub(crate) upturned: bool,
}

impl Orientation {
    /// By the tag's value; an unknown one means upright.
    pub(crate) fn from_exif(value: u32) -> Self {
        let (transposed, mirrored, upturned) = match value {
            2 => (false, true, false),
            3 => (false, true, true),
            4 => (false, false, true),
            5 => (true, false, false),
            6 => (true, true, false),
            7 => (true, true, true),
            8 => (true, false, true),
            _ => (false, false, false),
        };
        Self {
            transposed,
            mirrored,
            upturned,
        }
    }

    pub(crate) fn upright_size(self, stored: Size) -> Size {
        if self.transposed { stored.swapped() } else { stored }
    }
}
