//! The photo bench: 12-megapixel JPEGs made ready by this crate, by vipsthumbnail and by the `image` crate alone.
//!
//! Started by `cargo xtask bench photo`, which builds it optimised. Every contestant is a process of its own for every
//! photo: it reads the file, makes 2048 px at quality 82, and writes the result; ours and `image` write a 320 px
//! thumbnail too, vipsthumbnail does not. They take turns, photo by photo and round by round, so that whatever else
//! the machine does hits all of them. The photos are the repository's rendered samples: 12 megapixels in 1.8 MB, half of
//! what a phone writes, so decoding weighs less here than on a phone's photos. A line of output: what, unit, ours, rival, rival's value, goal, parted by tabs.

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageReader};
use photo::{PhotoError, Recipe, prepare};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

const PHOTOS: [&str; 4] = [
    "street-before.jpg",
    "Ремонт вулиці.jpg",
    "playground-orientation-6.jpg",
    "school.jpg",
];
const ROUNDS: usize = 11;

#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Io(#[from] std::io::Error),
    #[error(transparent)]
    Photo(#[from] PhotoError),
    #[error(transparent)]
    Image(#[from] image::ImageError),
    #[error("{contestant} failed on {photo}")]
    Contestant { contestant: &'static str, photo: String },
    #[error(
        "vipsthumbnail, the rival, is not installed; on Debian and Ubuntu: apt-get install libvips-tools"
    )]
    NoRival,
    #[error("nothing was measured")]
    Nothing,
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["ours", from, to] => ours(Path::new(from), Path::new(to)),
        ["image", from, to] => image_alone(Path::new(from), Path::new(to)),
        _ => compare(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn ours(from: &Path, to: &Path) -> Result<(), Failure> {
    let done = prepare(&std::fs::read(from)?, &Recipe::default())?;
    std::fs::write(to, done.jpeg)?;
    std::fs::write(to.with_extension("thumb.jpg"), done.thumbnail)?;
    Ok(())
}

fn image_alone(from: &Path, to: &Path) -> Result<(), Failure> {
    let recipe = Recipe::default();
    let mut decoder = ImageReader::open(from)?.with_guessed_format()?.into_decoder()?;
    let orientation = decoder.orientation()?;
    let whole = DynamicImage::from_decoder(decoder)?;
    let mut picture = whole.resize(recipe.max_side, recipe.max_side, FilterType::Lanczos3);
    picture.apply_orientation(orientation);
    let thumb = picture.resize(recipe.thumb_side, recipe.thumb_side, FilterType::Lanczos3);
    for (picture, path) in [(picture, to.to_owned()), (thumb, to.with_extension("thumb.jpg"))] {
        let mut out = std::io::BufWriter::new(std::fs::File::create(path)?);
        picture.write_with_encoder(JpegEncoder::new_with_quality(&mut out, recipe.quality))?;
    }
    Ok(())
}

#[derive(Clone, Copy)]
enum Contestant {
    Ours,
    Vips,
    Image,
}

impl Contestant {
    const ALL: [Self; 3] = [Self::Ours, Self::Vips, Self::Image];

    fn name(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Vips => "vipsthumbnail",
            Self::Image => "image",
        }
    }

    fn command(self, from: &Path, to: &Path) -> Result<Command, Failure> {
        let mut command = match self {
            Self::Vips => {
                let mut command = Command::new("vipsthumbnail");
                // Without --eprofile: it would convert pictures without a profile, too.
                command.arg(from).args(["--size", "2048x2048>", "-o"]);
                command.arg(format!("{}[Q=82,strip]", to.display()));
                command
            }
            Self::Ours | Self::Image => {
                let mut command = Command::new(std::env::current_exe()?);
                command.arg(self.name()).arg(from).arg(to);
                command
            }
        };
        command.stdout(Stdio::null());
        Ok(command)
    }
}

/// What one contestant took for all photos of one round.
#[derive(Default, Clone, Copy)]
struct Taken {
    cpu: f64,
    wall: f64,
    bytes: f64,
}

fn compare() -> Result<(), Failure> {
    let version = Command::new("vipsthumbnail")
        .arg("--version")
        .output()
        .map_err(|_| Failure::NoRival)?;
    let version = String::from_utf8_lossy(&version.stdout).trim().to_owned();
    let version = version.split(' ').next().unwrap_or_default().replace("vips-", "");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../tests/photos")
        .canonicalize()?;
    let photos: Vec<PathBuf> = PHOTOS.iter().map(|name| folder.join(name)).collect();
    let to = std::env::temp_dir().join(format!("zvitnyk-bench-{}", std::process::id()));
    std::fs::create_dir_all(&to)?;
    let measured = rounds(&photos, &to);
    std::fs::remove_dir_all(&to)?;
    let [ours, vips, image] = measured?;

    let vips_name = format!("vipsthumbnail {version} (no thumbnail)");
    let image_name = "`image` 0.25 alone";
    let processor = if cfg!(unix) { "processor time" } else { "time" };
    let count = photos.len() as f64;
    let line = |what: &str,
                unit: &str,
                rival: &str,
                goal: f64,
                value: fn(&Taken) -> f64,
                of: &[Taken],
                scale: f64| {
        let (ours, theirs) = (median(&ours, value)? * scale, median(of, value)? * scale);
        println!("{what}\t{unit}\t{ours:.1}\t{rival}\t{theirs:.1}\t{goal}");
        Some(())
    };
    let milli = 1000.0 / count;
    line(
        &format!("12 MP JPEG, a process each: {processor}"),
        "ms",
        &vips_name,
        1.0,
        |t| t.cpu,
        &vips,
        milli,
    )
    .and_then(|()| {
        line(
            "12 MP JPEG, a process each: elapsed time",
            "ms",
            &vips_name,
            1.0,
            |t| t.wall,
            &vips,
            milli,
        )
    })
    .and_then(|()| {
        line(
            &format!("12 MP JPEG, a process each: {processor}"),
            "ms",
            image_name,
            0.3,
            |t| t.cpu,
            &image,
            milli,
        )
    })
    .and_then(|()| {
        line(
            "2048 px picture: size",
            "kB",
            &vips_name,
            1.1,
            |t| t.bytes,
            &vips,
            0.001 / count,
        )
    })
    .ok_or(Failure::Nothing)
}

fn rounds(photos: &[PathBuf], to: &Path) -> Result<[Vec<Taken>; 3], Failure> {
    let mut all = [Vec::new(), Vec::new(), Vec::new()];
    for round in 0..=ROUNDS {
        let mut sums = [Taken::default(); 3];
        for photo in photos {
            for (contestant, sum) in Contestant::ALL.into_iter().zip(&mut sums) {
                run(contestant, photo, to, sum)?;
            }
        }
        // The first round warms the disk's cache and isn't counted.
        if round > 0 {
            all.iter_mut().zip(sums).for_each(|(taken, sum)| taken.push(sum));
        }
    }
    Ok(all)
}

fn run(contestant: Contestant, photo: &Path, to: &Path, sum: &mut Taken) -> Result<(), Failure> {
    let out = to.join(format!("{}.jpg", contestant.name()));
    let mut command = contestant.command(photo, &out)?;
    let (before, start) = (childrens_time(), Instant::now());
    let status = command.status()?;
    let elapsed = start.elapsed().as_secs_f64();
    if !status.success() {
        let photo = photo.display().to_string();
        return Err(Failure::Contestant {
            contestant: contestant.name(),
            photo,
        });
    }
    sum.wall += elapsed;
    sum.cpu += childrens_time()
        .zip(before)
        .map_or(elapsed, |(after, before)| after - before);
    sum.bytes += std::fs::metadata(out)?.len() as f64;
    Ok(())
}

/// Seconds of processor time that finished child processes took, in the program and in the system for it.
#[cfg(unix)]
fn childrens_time() -> Option<f64> {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeValLike;
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).ok()?;
    Some((usage.user_time() + usage.system_time()).num_microseconds() as f64 / 1e6)
}

#[cfg(not(unix))]
fn childrens_time() -> Option<f64> {
    None
}

fn median(taken: &[Taken], value: fn(&Taken) -> f64) -> Option<f64> {
    let mut values: Vec<f64> = taken.iter().map(value).collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}
