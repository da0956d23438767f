//! `cargo xtask bench NAME… [--json]`: ours against its rival, in one run.
//!
//! A bench is a bench target of the package that it measures (`bench_NAME`), built optimised and run here. It runs the rival
//! and ours in turn, takes medians, and prints its lines parted by tabs: what, unit, ours, rival, the rival's value,
//! goal (the largest ratio of ours to the rival's that will do). Smaller is better in every line. So this program needs
//! no dependency for measuring, and a new bench is one more row of [`BENCHES`].

mod line;
mod report;

use crate::{build, setup};
use line::{BadLine, Line};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use thiserror::Error;

/// A bench: its name, the package whose target `bench_NAME` it is, and what makes the machine fit for it.
struct Bench {
    name: &'static str,
    package: &'static str,
    prepare: fn() -> Result<(), crate::failure::Failure>,
}

const BENCHES: [Bench; 5] = [
    Bench {
        name: "photo",
        package: "photo",
        prepare: setup::for_the_photo_bench,
    },
    Bench {
        name: "scroll",
        package: "zvitnyk",
        prepare: for_the_window,
    },
    Bench {
        name: "start",
        package: "zvitnyk",
        prepare: for_the_window,
    },
    Bench {
        name: "store",
        package: "store",
        prepare: || Ok(()),
    },
    Bench {
        name: "typing",
        package: "zvitnyk",
        prepare: for_the_window,
    },
];

/// What the real window needs: the built interface, a display, its driver, the map.
fn for_the_window() -> Result<(), crate::failure::Failure> {
    setup::for_building()?;
    setup::for_journeys()?;
    build::everything()
}

/// Why a bench gave no result, or a result that falls short.
#[derive(Debug, Error)]
pub(crate) enum Failure {
    /// No bench was named.
    #[error("which bench? there are: {}", known())]
    Unnamed,
    /// There is no bench of this name.
    #[error("no bench is called {name}; there are: {}", known())]
    Unknown { name: String },
    /// The machine could not be made fit for it.
    #[error(transparent)]
    Unprepared(Box<crate::failure::Failure>),
    /// The bench could not be built or run; its own words stand above.
    #[error("the bench {name} did not run to its end")]
    Broken { name: &'static str },
    /// The bench's output is not what this program understands.
    #[error("the bench {name} printed a line that is none: {source}")]
    Garbled { name: &'static str, source: BadLine },
    /// A goal was missed.
    #[error("{count} of the goals fall short")]
    FallsShort { count: usize },
    /// A program or a file could not be reached.
    #[error("{}: {source}", path.display())]
    Io { path: PathBuf, source: std::io::Error },
}

fn known() -> String {
    BENCHES
        .iter()
        .map(|bench| bench.name)
        .collect::<Vec<_>>()
        .join(", ")
}

/// Runs the named benches, prints their tables (or, for `json`, one object a line) and renews docs/perf.md.
///
/// # Errors
/// [`Failure`]; [`Failure::FallsShort`] comes after everything was printed and written.
pub(crate) fn run(names: &[String], json: bool) -> Result<(), Failure> {
    if names.is_empty() {
        return Err(Failure::Unnamed);
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut short = 0;
    for name in names {
        let bench = BENCHES
            .iter()
            .find(|bench| bench.name == name)
            .ok_or_else(|| Failure::Unknown { name: name.clone() })?;
        (bench.prepare)().map_err(|failure| Failure::Unprepared(Box::new(failure)))?;
        let lines = measure(bench, &root)?;
        if json {
            lines
                .iter()
                .for_each(|line| println!("{}", line.json(bench.name)));
        } else {
            println!("{}", report::table(&lines));
        }
        report::write(&root.join("docs/perf.md"), bench.name, &lines)?;
        short += lines.iter().filter(|line| !line.holds()).count();
    }
    if short > 0 {
        Err(Failure::FallsShort { count: short })
    } else {
        Ok(())
    }
}

fn measure(bench: &Bench, root: &Path) -> Result<Vec<Line>, Failure> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let target = format!("bench_{}", bench.name);
    let output = Command::new(&cargo)
        .args(["bench", "--quiet", "--package", bench.package, "--bench", &target])
        .current_dir(root)
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|source| Failure::Io {
            path: cargo.into(),
            source,
        })?;
    if !output.status.success() {
        return Err(Failure::Broken { name: bench.name });
    }
    let text = String::from_utf8_lossy(&output.stdout);
    text.lines()
        .map(|line| {
            line.parse().map_err(|source| Failure::Garbled {
                name: bench.name,
                source,
            })
        })
        .collect()
}
