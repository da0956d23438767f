//! How good the pictures are: ssimulacra2 (100 is no difference to be seen) against the photo decoded whole and resized by Lanczos.

use crate::Failure;
use image::RgbImage;
use ssimulacra2::{ColorPrimaries, Rgb, TransferCharacteristic, compute_frame_ssimulacra2};
use std::path::Path;

pub(crate) fn score(wanted: &RgbImage, picture: &Path) -> Result<f64, Failure> {
    let found = image::open(picture)?.into_rgb8();
    Ok(compute_frame_ssimulacra2(frame(wanted)?, frame(&found)?)?)
}

fn frame(picture: &RgbImage) -> Result<Rgb, Failure> {
    let pixels = picture
        .pixels()
        .map(|pixel| pixel.0.map(|sample| f32::from(sample) / 255.0));
    Rgb::new(
        pixels.collect(),
        picture.width() as usize,
        picture.height() as usize,
        TransferCharacteristic::SRGB,
        ColorPrimaries::BT709,
    )
    .map_err(|_| Failure::Nothing)
}
