//! The comparison: who runs when, and what is told of it against which goal.

use crate::Failure;
use crate::contestants::{Contestant, list_pictures, vips_side_by_side, whole};
use crate::inside::inside;
use crate::judge::score;
use crate::photos::{Shelf, shelves};
use crate::timed::{Taken, Words, mean, median, timed};
use photo::Recipe;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const MILLI: f64 = 1e-3;
const MEGA: f64 = 1e6;
const MEBI: f64 = 1_048_576.0;

/// How many photos of 12, 24 and 48 megapixels the mixed batch has: 20 of 413 megapixels together.
const MIXED: [usize; 3] = [12, 5, 3];
/// How many times the work that cannot be saved the whole may take.
const FLOORS: f64 = 2.3;
/// How many photos of 24 megapixels are dropped at once.
const DROPPED: usize = 50;

pub(crate) fn all() -> Result<(), Failure> {
    let vips = Command::new("vipsthumbnail").arg("--version").output();
    let vips = String::from_utf8_lossy(&vips.map_err(|_| Failure::NoVips)?.stdout).into_owned();
    let version = vips.split_whitespace().next().unwrap_or_default();
    let bench = Bench {
        vips: version.replace("vips-", "vipsthumbnail "),
        cores: std::thread::available_parallelism().map_or(2, usize::from),
        rounds: std::env::var("ZVITNYK_BENCH_ROUNDS").map_or(7, |rounds| rounds.parse().unwrap_or(7)),
        folder: std::env::temp_dir().join(format!("zvitnyk-bench-{}", std::process::id())),
    };
    let shelves = shelves(&Path::new(env!("CARGO_TARGET_TMPDIR")).join("photos"))?;
    fs::create_dir_all(&bench.folder)?;
    let done = bench
        .one_by_one(&shelves)
        .and_then(|()| bench.within(&shelves))
        .and_then(|()| bench.mixed(&shelves))
        .and_then(|()| bench.dropped(&shelves));
    fs::remove_dir_all(&bench.folder)?;
    done
}

/// One line of the table.
fn line(what: &str, unit: &str, ours: f64, rival: &str, theirs: f64, goal: f64) {
    println!("{what}\t{unit}\t{ours:.3}\t{rival}\t{theirs:.3}\t{goal:.3}");
}

struct Bench {
    vips: String,
    cores: usize,
    rounds: usize,
    folder: PathBuf,
}

impl Bench {
    /// A process for every photo, sizes and quality.
    fn one_by_one(&self, shelves: &[Shelf; 3]) -> Result<(), Failure> {
        // Of each contestant, by photo.
        let (mut scores, mut bytes) = ([const { Vec::new() }; 2], [const { Vec::new() }; 2]);
        for shelf in shelves {
            let mut all = [const { Vec::new() }; 4];
            for photo in &shelf.photos {
                let measured = self.in_turn(photo)?;
                all.iter_mut()
                    .zip(measured)
                    .for_each(|(sum, taken)| sum.push(taken));
                let wanted = whole(photo, Recipe::default().max_side)?.into_rgb8();
                for ((contestant, scores), bytes) in [Contestant::Ours, Contestant::Vips]
                    .into_iter()
                    .zip(&mut scores)
                    .zip(&mut bytes)
                {
                    let picture = contestant.picture(&self.folder);
                    scores.push(score(&wanted, &picture)?);
                    bytes.push(fs::metadata(&picture)?.len() as f64);
                }
            }
            self.tell(shelf.megapixels, &all);
        }
        let [ours, vips] = scores.map(|scores| mean(&scores));
        line(
            "what ssimulacra2 misses to 100, 9 photos",
            "points",
            100.0 - ours,
            &format!("{} and 0.3", self.vips),
            100.3 - vips,
            1.0,
        );
        let [ours, vips] = bytes.map(|bytes| mean(&bytes) / 1000.0);
        line(
            "size of the picture, 9 photos",
            "kB",
            ours,
            &self.vips,
            vips,
            1.015,
        );
        Ok(())
    }

    /// The medians of every contestant for one photo.
    fn in_turn(&self, photo: &Path) -> Result<[Taken; 4], Failure> {
        let mut rounds = [const { Vec::new() }; 4];
        for round in 0..=self.rounds {
            for (contestant, taken) in Contestant::ALL.into_iter().zip(&mut rounds) {
                // It is slow, and how slow shows soon.
                if contestant == Contestant::Image && round > 2 {
                    continue;
                }
                let once = timed(&contestant.programs(photo, &self.folder)?)?;
                // The first round warms the disk's cache and isn't counted.
                if round > 0 {
                    taken.push(once);
                }
            }
        }
        let mut medians = [const { Taken::NOTHING }; 4];
        for (one, taken) in medians.iter_mut().zip(&rounds) {
            *one = Taken {
                cpu: median(taken.iter().map(|taken| taken.cpu))?,
                wall: median(taken.iter().map(|taken| taken.wall))?,
                peak: median(taken.iter().map(|taken| taken.peak))?,
                said: Vec::new(),
            };
        }
        Ok(medians)
    }

    fn tell(&self, megapixels: u32, [ours, vips, bare, image]: &[Vec<Taken>; 4]) {
        let cpu = |of: &[Taken]| mean(&of.iter().map(|taken| taken.cpu / MILLI).collect::<Vec<_>>());
        let wall = |of: &[Taken]| mean(&of.iter().map(|taken| taken.wall / MILLI).collect::<Vec<_>>());
        let peak = |of: &[Taken]| mean(&of.iter().map(|taken| taken.peak / MEBI).collect::<Vec<_>>());
        let what = |measure: &str| format!("{megapixels} MP, a process each: {measure}");
        let bare_name = format!("{}, no thumbnail", self.vips);
        let image_name = "`image` alone";
        let time = what("processor time");
        line(&time, "ms", cpu(ours), &self.vips, cpu(vips), 1.0 / 3.0);
        line(&time, "ms", cpu(ours), &bare_name, cpu(bare), 1.0 / 3.0);
        line(&time, "ms", cpu(ours), image_name, cpu(image), 1.0 / 3.0);
        let time = what("elapsed time");
        line(&time, "ms", wall(ours), &self.vips, wall(vips), 0.5);
        line(&time, "ms", wall(ours), &bare_name, wall(bare), 0.5);
        let memory = what("peak memory");
        line(&memory, "MiB", peak(ours), &self.vips, peak(vips), 1.0);
        line(&memory, "MiB", peak(ours), image_name, peak(image), 1.0);
    }

    /// Photo after photo in one process.
    fn within(&self, shelves: &[Shelf; 3]) -> Result<(), Failure> {
        for shelf in shelves {
            let mut rounds = Vec::new();
            for _ in 0..self.rounds.div_ceil(2) {
                for photo in &shelf.photos {
                    rounds.push(inside(photo)?);
                }
            }
            let ours = median(rounds.iter().map(|round| round.ours))?;
            let what = format!("{} MP, in one process: processor time", shelf.megapixels);
            let sharp = median(rounds.iter().map(|round| round.sharp))?;
            // The goal is for the size that most phones take; above it both shrink while they decode, and sharp has less to lose.
            let goal = if shelf.megapixels == 12 { 1.0 / 2.3 } else { 1.0 };
            line(&what, "ms", ours, "sharp", sharp, goal);
            let floor = median(rounds.iter().map(|round| round.floor))?;
            // No promise, but growth shows.
            line(
                &what,
                "ms",
                ours,
                "reading the codes and encoding alone",
                floor,
                FLOORS,
            );
        }
        Ok(())
    }

    /// 20 photos of all sizes on all cores.
    fn mixed(&self, shelves: &[Shelf; 3]) -> Result<(), Failure> {
        let mut photos = Vec::new();
        for (shelf, count) in shelves.iter().zip(MIXED) {
            for number in 0..count {
                // Each its own file: its name gives the result's.
                let to = self
                    .folder
                    .join(format!("mixed-{}-{number}.jpg", shelf.megapixels));
                let from = shelf.photos.iter().cycle().nth(number).ok_or(Failure::Nothing)?;
                fs::hard_link(from, &to).or_else(|_| fs::copy(from, &to).map(drop))?;
                photos.push(to);
            }
        }
        let list = self.folder.join("list");
        list_pictures(&photos, &list, &self.folder)?;
        let rivals = vips_side_by_side(&list, self.cores, &self.folder);
        let (mut ours, mut vips) = (Vec::new(), Vec::new());
        for _ in 0..self.rounds.div_ceil(2) {
            ours.push(timed(&[self.many(&photos)?])?);
            vips.push(timed(&rivals)?);
        }
        let what = format!("20 photos of 413 MP, {} cores", self.cores);
        let wall = |of: &[Taken]| median(of.iter().map(|taken| taken.wall / MILLI));
        line(
            &format!("{what}: elapsed time"),
            "ms",
            wall(&ours)?,
            &format!("{} -P{}", self.vips, self.cores),
            wall(&vips)?,
            1.0 / 3.5,
        );
        line(
            &format!("{what}: memory"),
            "MB",
            memory(&ours)?,
            "limit",
            100.0,
            1.0,
        );
        Ok(())
    }

    /// 50 photos dropped at once.
    fn dropped(&self, [_, middle, _]: &[Shelf; 3]) -> Result<(), Failure> {
        let photos: Vec<PathBuf> = middle.photos.iter().cycle().take(DROPPED).cloned().collect();
        let mut rounds = Vec::new();
        for _ in 0..self.rounds.div_ceil(2) {
            rounds.push(timed(&[self.many(&photos)?])?);
        }
        let what = "50 photos of 24 MP";
        let of = |value: fn(&Taken) -> f64| median(rounds.iter().map(value));
        let wall = of(|taken| taken.wall)?;
        let first = of(|taken| taken.said.first().copied().unwrap_or(f64::NAN))?;
        line(
            &format!("{what}: the first thumbnail"),
            "ms",
            first / MILLI,
            "all of them",
            wall / MILLI,
            0.1,
        );
        let all = wall * self.cores as f64;
        let idle = (all - of(|taken| taken.cpu)?).max(MILLI);
        line(
            &format!("{what}: time that cores wait"),
            "ms",
            idle / MILLI,
            "all cores' time",
            all / MILLI,
            0.1,
        );
        line(
            &format!("{what}: memory over idle"),
            "MB",
            memory(&rounds)?,
            "limit",
            250.0,
            1.0,
        );
        Ok(())
    }

    fn many(&self, photos: &[PathBuf]) -> Result<Words, Failure> {
        let mut words: Words = vec![
            std::env::current_exe()?.into(),
            "many".into(),
            self.folder.clone().into(),
            self.cores.to_string().into(),
        ];
        words.extend(photos.iter().map(OsString::from));
        Ok(words)
    }
}

/// The largest memory of all rounds.
fn memory(rounds: &[Taken]) -> Result<f64, Failure> {
    let said = rounds.iter().filter_map(|taken| taken.said.get(1));
    said.copied()
        .max_by(f64::total_cmp)
        .map(|bytes| bytes / MEGA)
        .ok_or(Failure::Nothing)
}
