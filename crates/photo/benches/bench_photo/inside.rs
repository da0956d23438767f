//! One process that makes photo after photo ready, as a server or the editor itself would: no start of a program counts.

use crate::Failure;
use crate::timed::{Taken, Words, own_time, timed, words};
use photo::{Recipe, prepare};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use turbojpeg::{Compressor, Decompressor, ScalingFactor, YuvImage};

/// How often a photo is made ready and counted, behind one time that isn't.
const TIMES: u32 = 5;

/// Milliseconds of processor time that one photo takes inside one process.
pub(crate) struct Inside {
    pub(crate) ours: f64,
    /// What no way around the pixels can save: see [`floor`].
    pub(crate) floor: f64,
    pub(crate) sharp: f64,
}

pub(crate) fn inside(photo: &Path) -> Result<Inside, Failure> {
    let own = std::env::current_exe()?;
    let said = |program: Words| {
        timed(&[program]).and_then(|Taken { said, .. }| said.first().copied().ok_or(Failure::Nothing))
    };
    let times = TIMES.to_string();
    let ours = |what: &str| said(words([own.as_os_str(), OsStr::new(what), photo.as_os_str()]));
    let (script, sharp) = (
        Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/bench_photo/sharp.mjs"),
        sharp().ok_or(Failure::NoSharp)?,
    );
    Ok(Inside {
        ours: ours("inside")?,
        floor: ours("floor")?,
        sharp: said(words([
            OsStr::new("node"),
            script.as_os_str(),
            sharp.as_os_str(),
            OsStr::new(&times),
            photo.as_os_str(),
        ]))?,
    })
}

/// Where `cargo xtask bench photo` has installed it.
fn sharp() -> Option<PathBuf> {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent()?;
    let sharp = target.join("rivals/node_modules/sharp");
    sharp.exists().then_some(sharp)
}

/// Says how many milliseconds [`prepare`] takes.
pub(crate) fn ours(words: &[OsString]) -> Result<(), Failure> {
    let bytes = fs::read(words.first().ok_or(Failure::Nothing)?)?;
    repeated(|| {
        black_box(prepare(&bytes, &Recipe::default())?);
        Ok(())
    })
}

/// Says how many milliseconds it takes to decode the photo to an eighth, which is to read all its codes and to do next to
/// nothing with them, and to encode the picture of the result's size.
pub(crate) fn floor(words: &[OsString]) -> Result<(), Failure> {
    let bytes = fs::read(words.first().ok_or(Failure::Nothing)?)?;
    let done = prepare(&bytes, &Recipe::default())?;
    let picture = turbojpeg::decompress_to_yuv(&done.jpeg)?;
    repeated(|| {
        let mut decompressor = Decompressor::new()?;
        let header = decompressor.read_header(&bytes)?;
        decompressor.set_scaling_factor(ScalingFactor::ONE_EIGHTH)?;
        let header = header.scaled(ScalingFactor::ONE_EIGHTH);
        let mut eighth = YuvImage {
            pixels: vec![0; turbojpeg::yuv_pixels_len(header.width, 1, header.height, header.subsamp)?],
            width: header.width,
            align: 1,
            height: header.height,
            subsamp: header.subsamp,
        };
        decompressor.decompress_to_yuv(&bytes, eighth.as_deref_mut())?;
        black_box(eighth);
        let mut compressor = Compressor::new()?;
        compressor.set_quality(82)?;
        black_box(compressor.compress_yuv_to_vec(picture.as_deref())?);
        Ok(())
    })
}

fn repeated(mut work: impl FnMut() -> Result<(), Failure>) -> Result<(), Failure> {
    work()?;
    let before = own_time()?;
    for _ in 0..TIMES {
        work()?;
    }
    println!("{}", (own_time()? - before) * 1000.0 / f64::from(TIMES));
    Ok(())
}
