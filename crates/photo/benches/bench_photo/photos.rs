//! The test photos: mosaics of real photographs, cut from Debian's `lomiri-wallpapers` at their own resolution, never scaled, and
//! kept as phones keep theirs: 4:2:0 at quality 92, with EXIF. They are made once and then lie in cargo's folder for such things.

use crate::Failure;
use exif::experimental::Writer;
use exif::{Field, In, Tag, Value};
use image::imageops::{crop_imm, replace};
use image::{ImageReader, RgbImage};
use std::fs;
use std::path::{Path, PathBuf};
use turbojpeg::{Compressor, Image, PixelFormat, Subsamp};

const FROM: &str = "/usr/share/backgrounds";

/// Those of the packages' pictures that are photographs and large enough.
const PHOTOGRAPHS: [&str; 8] = [
    "aitzgorri_by_Aitzol_Berasategi.jpg",
    "life_by_Aitzol_Berasategi.jpg",
    "Dragonfly_by_Bolly.jpg",
    "picosdeeuropa_by_Aitzol_Berasategi.jpg",
    "Kleiber_by_Lukas_Baubkus.jpg",
    "sunset_by_Aitzol_Berasategi.jpg",
    "seeding_by_Clements_Engelhardt.jpg",
    "Bridge_by_Sander_Klootwijk.jpg",
];

/// Photos of each size.
const OF_EACH: usize = 3;

/// A size of camera, as columns and rows of pieces and a piece's sides in pixels.
struct Camera {
    megapixels: u32,
    grid: (usize, usize),
    piece: (u32, u32),
}

const CAMERAS: [Camera; 3] = [
    Camera {
        megapixels: 12,
        grid: (2, 2),
        piece: (2016, 1512),
    },
    Camera {
        megapixels: 24,
        grid: (3, 2),
        piece: (2000, 2000),
    },
    Camera {
        megapixels: 48,
        grid: (3, 3),
        piece: (2688, 2016),
    },
];

/// Photos of one size.
pub(crate) struct Shelf {
    pub(crate) megapixels: u32,
    pub(crate) photos: Vec<PathBuf>,
}

/// The photos of 12, 24 and 48 megapixels, in this order; made now unless they were made before.
pub(crate) fn shelves(folder: &Path) -> Result<[Shelf; 3], Failure> {
    fs::create_dir_all(folder)?;
    let shelf = |camera: &Camera| -> Result<Shelf, Failure> {
        let path = |number| folder.join(format!("{}-{number}.jpg", camera.megapixels));
        let photos: Vec<PathBuf> = (0..OF_EACH).map(path).collect();
        for (number, photo) in photos.iter().enumerate() {
            if !photo.exists() {
                // Of each size one that was taken with the camera held upright.
                let orientation = if number == 0 { 6 } else { 1 };
                fs::write(photo, taken(camera, number * 3, orientation)?)?;
            }
        }
        Ok(Shelf {
            megapixels: camera.megapixels,
            photos,
        })
    };
    let [small, middle, large] = &CAMERAS;
    Ok([shelf(small)?, shelf(middle)?, shelf(large)?])
}

fn taken(camera: &Camera, first: usize, orientation: u16) -> Result<Vec<u8>, Failure> {
    let (columns, rows) = camera.grid;
    let (width, height) = camera.piece;
    let mut mosaic = RgbImage::new(columns as u32 * width, rows as u32 * height);
    let names = PHOTOGRAPHS.iter().cycle().skip(first);
    for (place, name) in names.take(columns * rows).enumerate() {
        let path = Path::new(FROM).join(name);
        if !path.exists() {
            return Err(Failure::NoPhotographs);
        }
        let whole = ImageReader::open(path)?.decode()?.into_rgb8();
        let middle = |length: u32, piece: u32| length.saturating_sub(piece) / 2;
        let (left, top) = (middle(whole.width(), width), middle(whole.height(), height));
        let piece = crop_imm(&whole, left, top, width, height).to_image();
        let (column, row) = ((place % columns) as i64, (place / columns) as i64);
        replace(
            &mut mosaic,
            &piece,
            column * i64::from(width),
            row * i64::from(height),
        );
    }
    let width = mosaic.width() as usize;
    let mut compressor = Compressor::new()?;
    compressor.set_quality(92)?;
    compressor.set_subsamp(Subsamp::Sub2x2)?;
    let jpeg = compressor.compress_to_vec(Image {
        pixels: mosaic.as_raw().as_slice(),
        width,
        pitch: width * 3,
        height: mosaic.height() as usize,
        format: PixelFormat::RGB,
    })?;
    with_exif(&jpeg, orientation)
}

fn with_exif(jpeg: &[u8], orientation: u16) -> Result<Vec<u8>, Failure> {
    let field = Field {
        tag: Tag::Orientation,
        ifd_num: In::PRIMARY,
        value: Value::Short(vec![orientation]),
    };
    let mut writer = Writer::new();
    writer.push_field(&field);
    let mut tiff = std::io::Cursor::new(Vec::new());
    writer.write(&mut tiff, false)?;
    let content = [b"Exif\0\0".as_slice(), tiff.get_ref()].concat();
    let length = u16::try_from(content.len() + 2).unwrap_or(2).to_be_bytes();
    let (start, rest) = jpeg.split_at(2);
    Ok([start, &[0xFF, 0xE1], &length, &content, rest].concat())
}
