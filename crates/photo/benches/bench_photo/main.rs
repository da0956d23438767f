//! The photo bench: JPEGs of 12, 24 and 48 megapixels made ready by this crate, by vipsthumbnail, by sharp and by the `image`
//! crate alone.
//!
//! Started by `cargo xtask bench photo`, which installs the rivals and the photographs and builds this optimised. The same job for
//! all: from a photo's file an upright picture of 2048 px at quality 82 and a thumbnail of 320 px, without metadata
//! (vipsthumbnail makes the second from the first, by a second process; it stands without it, too). A contestant is a process
//! of its own for every photo; all take turns, photo by photo and round by round, so that whatever else the machine does
//! hits all of them, and medians are taken. sharp and the share that cannot be saved are measured inside a process. For many at
//! once ours works as the editor does, by a worker process for each core; its memory is what all these processes have together.
//! `ZVITNYK_BENCH_ROUNDS=1` is a quick look. A line of output: what, unit, ours, rival, rival's value, goal, parted by tabs.

#[cfg(target_os = "linux")]
mod compare;
#[cfg(target_os = "linux")]
mod contestants;
#[cfg(target_os = "linux")]
mod inside;
#[cfg(target_os = "linux")]
mod judge;
#[cfg(target_os = "linux")]
mod many;
#[cfg(target_os = "linux")]
mod photos;
#[cfg(target_os = "linux")]
mod timed;

use std::process::ExitCode;

#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Io(#[from] std::io::Error),
    #[error(transparent)]
    Photo(#[from] photo::PhotoError),
    #[error(transparent)]
    Image(#[from] image::ImageError),
    #[error(transparent)]
    Jpeg(#[from] turbojpeg::Error),
    #[error(transparent)]
    Exif(#[from] exif::Error),
    #[error(transparent)]
    Judge(#[from] ssimulacra2::Ssimulacra2Error),
    #[error("this did not run to its end: {program}")]
    Contestant { program: String },
    #[error(
        "vipsthumbnail, a rival, is not installed; on Debian: apt-get install libvips-tools, or start this by cargo xtask bench photo"
    )]
    NoVips,
    #[error("sharp, a rival, is not installed; start this by cargo xtask bench photo")]
    NoSharp,
    #[error(
        "the photographs are not installed; on Debian: apt-get install lomiri-wallpapers-16.04 lomiri-wallpapers-20.04"
    )]
    NoPhotographs,
    #[error("nothing was measured")]
    Nothing,
    #[cfg(not(target_os = "linux"))]
    #[error("the rivals are measured on Linux only")]
    NotHere,
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(not(target_os = "linux"))]
fn run() -> Result<(), Failure> {
    Err(Failure::NotHere)
}

#[cfg(target_os = "linux")]
fn run() -> Result<(), Failure> {
    use std::path::Path;
    let words: Vec<std::ffi::OsString> = std::env::args_os().skip(1).collect();
    let Some((what, rest)) = words.split_first() else {
        return compare::all();
    };
    match (what.to_str(), rest) {
        (Some(photo::worker::ARGUMENT), _) => Ok(photo::worker::serve(
            std::io::stdin().lock(),
            std::io::stdout().lock(),
        )?),
        (Some("timed"), programs) => timed::take_time(programs),
        (Some("ours"), [from, to]) => contestants::ours(Path::new(from), Path::new(to)),
        (Some("image"), [from, to]) => contestants::image_alone(Path::new(from), Path::new(to)),
        (Some("inside"), photo) => inside::ours(photo),
        (Some("floor"), photo) => inside::floor(photo),
        (Some("many"), words) => many::make_ready(words),
        // What cargo itself says: --bench.
        _ => compare::all(),
    }
}
