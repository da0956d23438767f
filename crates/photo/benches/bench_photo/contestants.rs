//! Who makes a photo ready: the same job for all, 2048 px at quality 82 and a thumbnail of 320 px, upright and bare.

use crate::Failure;
use crate::timed::{Words, words};
use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageReader};
use photo::{Recipe, prepare};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Contestant {
    Ours,
    Vips,
    /// It leaves out the thumbnail, which costs it a second process.
    VipsWithoutThumbnail,
    Image,
}

impl Contestant {
    pub(crate) const ALL: [Self; 4] = [Self::Ours, Self::Vips, Self::VipsWithoutThumbnail, Self::Image];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Vips => "vipsthumbnail",
            Self::VipsWithoutThumbnail => "vipsthumbnail, no thumbnail",
            Self::Image => "image",
        }
    }

    /// The picture that it makes of a photo.
    pub(crate) fn picture(self, folder: &Path) -> PathBuf {
        folder.join(format!("{}.jpg", self.name()))
    }

    /// The programs that do the job for one photo.
    pub(crate) fn programs(self, photo: &Path, folder: &Path) -> Result<Vec<Words>, Failure> {
        let picture = self.picture(folder);
        let thumbnail = thumbnail(&picture);
        Ok(match self {
            Self::Vips => vec![vips(photo, 2048, &picture), vips(&picture, 320, &thumbnail)],
            Self::VipsWithoutThumbnail => vec![vips(photo, 2048, &picture)],
            Self::Ours | Self::Image => {
                let own = std::env::current_exe()?;
                vec![words([
                    own.as_os_str(),
                    OsStr::new(self.name()),
                    photo.as_os_str(),
                    picture.as_os_str(),
                ])]
            }
        })
    }
}

/// Without --eprofile: it would convert pictures without a profile, too.
fn vips(from: &Path, side: u32, to: &Path) -> Words {
    let mut words: Words = vec!["vipsthumbnail".into(), from.into()];
    words.extend(vips_options(side, to));
    words
}

fn vips_options(side: u32, to: &Path) -> [OsString; 4] {
    let size = format!("{side}x{side}>");
    let to = format!("{}[Q=82,strip]", to.display());
    ["--size".into(), size.into(), "-o".into(), to.into()]
}

/// vipsthumbnail, as many at once as there are cores, over a list of photos.
pub(crate) fn vips_side_by_side(list: &Path, cores: usize, folder: &Path) -> Vec<Words> {
    let run = |list: &Path, side, to: &str| {
        let mut words: Words = ["xargs", "-P"].map(OsString::from).to_vec();
        words.extend([cores.to_string().into(), "-a".into(), list.into()]);
        words.extend(["-I{}", "vipsthumbnail", "{}"].map(OsString::from));
        words.extend(vips_options(side, &folder.join(to)));
        words
    };
    let pictures = list.with_extension("pictures");
    vec![
        run(list, 2048, "%s-picture.jpg"),
        run(&pictures, 320, "%s-thumb.jpg"),
    ]
}

/// The names that [`vips_side_by_side`] gives its pictures, for its second run.
pub(crate) fn list_pictures(photos: &[PathBuf], list: &Path, folder: &Path) -> Result<(), Failure> {
    let line = |path: PathBuf| format!("{}\n", path.display());
    fs::write(list, photos.iter().cloned().map(line).collect::<String>())?;
    let name = |photo: &PathBuf| {
        let stem = photo
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        folder.join(format!("{stem}-picture.jpg"))
    };
    fs::write(
        list.with_extension("pictures"),
        photos.iter().map(name).map(line).collect::<String>(),
    )?;
    Ok(())
}

fn thumbnail(picture: &Path) -> PathBuf {
    picture.with_extension("thumb.jpg")
}

pub(crate) fn ours(from: &Path, to: &Path) -> Result<(), Failure> {
    let done = prepare(&fs::read(from)?, &Recipe::default())?;
    fs::write(to, done.jpeg)?;
    fs::write(thumbnail(to), done.thumbnail)?;
    Ok(())
}

pub(crate) fn image_alone(from: &Path, to: &Path) -> Result<(), Failure> {
    let recipe = Recipe::default();
    let picture = whole(from, recipe.max_side)?;
    let thumb = picture.resize(recipe.thumb_side, recipe.thumb_side, FilterType::Lanczos3);
    for (picture, path) in [(picture, to.to_owned()), (thumb, thumbnail(to))] {
        let mut out = std::io::BufWriter::new(fs::File::create(path)?);
        picture.write_with_encoder(JpegEncoder::new_with_quality(&mut out, recipe.quality))?;
    }
    Ok(())
}

/// A photo decoded whole, resized by Lanczos, and turned upright: also what the quality of all is judged by.
pub(crate) fn whole(from: &Path, side: u32) -> Result<DynamicImage, Failure> {
    let mut decoder = ImageReader::open(from)?.with_guessed_format()?.into_decoder()?;
    let orientation = decoder.orientation()?;
    let mut picture = DynamicImage::from_decoder(decoder)?.resize(side, side, FilterType::Lanczos3);
    picture.apply_orientation(orientation);
    Ok(picture)
}
