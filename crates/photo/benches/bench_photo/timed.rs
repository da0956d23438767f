//! What programs took, told by a process of its own that starts them, one after the other, and nothing else: so the
//! system's count of its children's time and memory is theirs alone.

use crate::Failure;
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;
use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// Parts one program's words from the next one's.
const THEN: &str = "--then";

/// One program with its arguments.
pub(crate) type Words = Vec<OsString>;

pub(crate) fn words<const N: usize>(words: [&OsStr; N]) -> Words {
    words.iter().map(OsString::from).collect()
}

/// What programs took together.
pub(crate) struct Taken {
    /// Seconds of processor time, in the programs and in the system for them.
    pub(crate) cpu: f64,
    /// Seconds from the first one's start to the last one's end.
    pub(crate) wall: f64,
    /// Bytes of the largest one's highest resident memory.
    pub(crate) peak: f64,
    /// What the last one said.
    pub(crate) said: Vec<f64>,
}

impl Taken {
    pub(crate) const NOTHING: Self = Self {
        cpu: 0.0,
        wall: 0.0,
        peak: 0.0,
        said: Vec::new(),
    };
}

/// Runs the programs one after the other.
pub(crate) fn timed(programs: &[Words]) -> Result<Taken, Failure> {
    let mut command = Command::new(std::env::current_exe()?);
    command.arg("timed");
    for program in programs {
        command.args(program).arg(THEN);
    }
    let output = command.stderr(Stdio::inherit()).output()?;
    if !output.status.success() {
        let program = programs.concat().join(OsStr::new(" "));
        return Err(Failure::Contestant {
            program: program.to_string_lossy().into_owned(),
        });
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let mut numbers = text.split_whitespace().map(|word| word.parse().unwrap_or(0.0));
    let mut next = || numbers.next().ok_or(Failure::Nothing);
    Ok(Taken {
        cpu: next()?,
        wall: next()?,
        peak: next()?,
        said: numbers.collect(),
    })
}

/// The work of the process that [`timed`] starts.
pub(crate) fn take_time(words: &[OsString]) -> Result<(), Failure> {
    let begun = Instant::now();
    let mut said = Vec::new();
    for program in words.split(|word| word == THEN) {
        if let [program, arguments @ ..] = program {
            let output = Command::new(program)
                .args(arguments)
                .stderr(Stdio::inherit())
                .output()?;
            if !output.status.success() {
                let program = Path::new(program).display().to_string();
                return Err(Failure::Contestant { program });
            }
            said = output.stdout;
        }
    }
    let wall = begun.elapsed().as_secs_f64();
    let (cpu, peak) = used(UsageWho::RUSAGE_CHILDREN)?;
    println!("{cpu} {wall} {peak} {}", String::from_utf8_lossy(&said));
    Ok(())
}

/// Seconds of processor time that this process has taken.
pub(crate) fn own_time() -> Result<f64, Failure> {
    Ok(used(UsageWho::RUSAGE_SELF)?.0)
}

fn used(who: UsageWho) -> Result<(f64, f64), Failure> {
    let usage = getrusage(who).map_err(std::io::Error::from)?;
    let micros = (usage.user_time() + usage.system_time()).num_microseconds();
    // Linux counts in KiB.
    Ok((micros as f64 / 1e6, usage.max_rss() as f64 * 1024.0))
}

pub(crate) fn median(values: impl Iterator<Item = f64>) -> Result<f64, Failure> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().ok_or(Failure::Nothing)
}

pub(crate) fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}
