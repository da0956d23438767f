//! Light and contrast.

use super::{BadEdit, within};
use crate::plane::Packed;
use serde::{Deserialize, Serialize};

/// Brightness and levels, for each of the three colours alike.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default, deny_unknown_fields)]
pub struct Tone {
    /// −100 to 100: half the range darker or lighter.
    pub brightness: i8,
    /// What becomes black, 0 to 254.
    pub black: u8,
    /// What becomes white, 1 to 255; above `black`.
    pub white: u8,
    /// The middle: above 1 lighter, below darker, 0.2 to 5.
    pub gamma: f32,
}

impl Default for Tone {
    fn default() -> Self {
        Self::NONE
    }
}

impl Tone {
    /// The light stays.
    pub const NONE: Self = Self {
        brightness: 0,
        black: 0,
        white: 255,
        gamma: 1.0,
    };

    pub(super) fn checked(self) -> Result<(), BadEdit> {
        within("brightness", f32::from(self.brightness), -100.0, 100.0)?;
        within("gamma", self.gamma, 0.2, 5.0)?;
        if self.black < self.white {
            Ok(())
        } else {
            Err(BadEdit::Bounds("levels"))
        }
    }

    /// What a sample becomes: levels first, then their middle, then brightness.
    fn of(self, sample: u8) -> u8 {
        let range = f32::from(self.white) - f32::from(self.black);
        let level = ((f32::from(sample) - f32::from(self.black)) / range.max(1.0)).clamp(0.0, 1.0);
        let lit = level.powf(1.0 / self.gamma) + f32::from(self.brightness) / 200.0;
        (lit * 255.0).round().clamp(0.0, 255.0) as u8
    }

    pub(super) fn apply(self, picture: &mut Packed<3>) {
        if self == Self::NONE {
            return;
        }
        let table: Vec<u8> = (0..=u8::MAX).map(|sample| self.of(sample)).collect();
        for sample in &mut picture.pixels {
            *sample = table.get(usize::from(*sample)).copied().unwrap_or(*sample);
        }
    }
}
