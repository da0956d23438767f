//! Renders the sample photos of tests/photos and writes the trap files beside them.
//!
//! `cargo run -p photo --example make_samples [FOLDER]`: takes a minute or two. Nothing is read: scenes are formulas,
//! and noise comes from integer hashes, so the pictures are the same on every run.

mod exif;
mod facade;
mod ground;
mod material;
mod noise;
mod places;
mod render;
mod street;
mod traps;
mod vector;
mod weather;
mod world;

use ::exif::Error as ExifError;
use exif::Taken;
use image::imageops;
use image::{ImageBuffer, Rgb, RgbImage};
use std::path::Path;
use turbojpeg::{Compressor, Image, PixelFormat, Subsamp};

/// No sample may be larger than this, in bytes.
const LARGEST: usize = 1_850_000;

#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Io(#[from] std::io::Error),
    #[error(transparent)]
    Jpeg(#[from] turbojpeg::Error),
    #[error(transparent)]
    Exif(#[from] ExifError),
    #[error("a rendered picture has the wrong size")]
    Size,
}

fn main() -> Result<(), Failure> {
    let folder = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "tests/photos".to_owned());
    let folder = Path::new(&folder);
    let city = Some((47.9105, 33.3918));

    let before = photo(&street::before(), Held::Level)?;
    let taken = Taken {
        at: "2026:04:02 10:12:44",
        orientation: 1,
        place: Some((47.9100, 33.3900)),
        author: None,
    };
    write(folder, "street-before.jpg", &before, &taken)?;
    let after = photo(&street::after(), Held::Level)?;
    let taken = Taken {
        at: "2026:06:18 15:40:03",
        orientation: 1,
        place: Some((47.9100, 33.3900)),
        author: None,
    };
    write(folder, "Ремонт вулиці.jpg", &after, &taken)?;
    let playground = photo(&places::playground(), Held::Upright)?;
    let taken = Taken {
        at: "2026:05:27 11:05:30",
        orientation: 6,
        place: None,
        author: None,
    };
    write(
        folder,
        "playground-orientation-6.jpg",
        &imageops::rotate270(&playground),
        &taken,
    )?;
    let school = photo(&places::school(), Held::Level)?;
    let taken = Taken {
        at: "2026:08:29 09:31:07",
        orientation: 1,
        place: city,
        author: Some("Олена Коваль"),
    };
    write(folder, "school.jpg", &school, &taken)?;

    let small = imageops::resize(&school, 480, 360, imageops::FilterType::Triangle);
    let small_jpeg = jpeg(&small, 85)?;
    let gps = Taken {
        at: "2026:05:14 09:31:07",
        orientation: 1,
        place: city,
        author: Some("Олена Коваль"),
    };
    std::fs::write(
        folder.join("gps-in-exif.jpg"),
        exif::put_into(&small_jpeg, &exif::written(&gps)?),
    )?;
    let half = small_jpeg.split_at(small_jpeg.len() / 2).0;
    std::fs::write(folder.join("truncated.jpg"), half)?;
    std::fs::write(
        folder.join("text-not-image.jpg"),
        "Це не фотографія, а текст із чужою назвою.\n".repeat(20),
    )?;
    std::fs::write(folder.join("bomb-60000x60000.png"), traps::png_bomb())?;
    std::fs::write(folder.join("bomb-60000x60000.jpg"), traps::jpeg_bomb(&small_jpeg))?;
    Ok(())
}

/// How the camera was held.
enum Held {
    Level,
    Upright,
}

/// A 12-megapixel photo: rendered at half of its size, enlarged, and given a sensor's grain.
fn photo(scene: &render::Scene, held: Held) -> Result<RgbImage, Failure> {
    let (long, short) = (4032, 3024);
    let (width, height) = match held {
        Held::Level => (long, short),
        Held::Upright => (short, long),
    };
    let pixels = scene.render(width / 2, height / 2);
    let half: ImageBuffer<Rgb<u8>, Vec<u8>> =
        ImageBuffer::from_raw(width / 2, height / 2, pixels).ok_or(Failure::Size)?;
    let mut whole = imageops::resize(&half, width, height, imageops::FilterType::CatmullRom);
    for (x, y, pixel) in whole.enumerate_pixels_mut() {
        let (x, y) = (x as i32, y as i32);
        let grain = noise::hash(x, y, 71) + noise::hash(x / 2, y / 2, 72) - 1.0;
        pixel.0 = pixel
            .0
            .map(|sample| (f32::from(sample) + grain * 5.0).clamp(0.0, 255.0) as u8);
    }
    Ok(whole)
}

fn jpeg(picture: &RgbImage, quality: i32) -> Result<Vec<u8>, turbojpeg::Error> {
    let mut compressor = Compressor::new()?;
    compressor.set_quality(quality)?;
    compressor.set_subsamp(Subsamp::Sub2x2)?;
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let format = PixelFormat::RGB;
    compressor.compress_to_vec(Image {
        pixels: picture.as_raw().as_slice(),
        width,
        pitch: width * 3,
        height,
        format,
    })
}

/// Writes the picture with its EXIF, at the best quality that stays small enough for the repository.
fn write(folder: &Path, name: &str, picture: &RgbImage, taken: &Taken) -> Result<(), Failure> {
    let exif = exif::written(taken)?;
    for quality in (40..=92).rev().step_by(2) {
        let bytes = exif::put_into(&jpeg(picture, quality)?, &exif);
        if bytes.len() <= LARGEST {
            println!("{name}: {} bytes at quality {quality}", bytes.len());
            std::fs::write(folder.join(name), bytes)?;
            return Ok(());
        }
    }
    Err(Failure::Size)
}
