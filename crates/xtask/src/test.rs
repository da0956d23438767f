//! `cargo xtask test`: everything that CI runs, in the order in which a mistake shows soonest.

use std::time::Instant;

use crate::build;
use crate::failure::Failure;
use crate::journeys;
use crate::setup;
use crate::shell;
use crate::windows;

/// One step and the word by which it can be asked for alone.
struct Step {
    name: &'static str,
    run: fn() -> Result<(), Failure>,
}

const STEPS: [Step; 10] = [
    Step {
        name: "setup",
        run: setup_all,
    },
    Step {
        name: "fmt",
        run: fmt,
    },
    Step {
        name: "interface",
        run: build::interface,
    },
    Step {
        name: "ui-check",
        run: || shell::run(shell::npm().args(["run", "check"])),
    },
    Step {
        name: "ui-lint",
        run: || shell::run(shell::npm().args(["run", "lint"])),
    },
    Step {
        name: "ui-test",
        run: || shell::run(shell::npm().arg("test")),
    },
    Step {
        name: "clippy",
        run: clippy,
    },
    Step {
        name: "tests",
        run: tests,
    },
    Step {
        name: "journeys",
        run: all_journeys,
    },
    Step {
        name: "windows",
        run: windows_crates,
    },
];

/// Runs all steps, or those named, and says how long each took.
///
/// # Errors
/// The first failure; the steps after it do not run.
pub(crate) fn run(words: &[String]) -> Result<(), Failure> {
    if let Some(word) = words
        .iter()
        .find(|word| STEPS.iter().all(|step| step.name != word.as_str()))
    {
        let known = STEPS.map(|step| step.name).join(", ");
        return Err(Failure::UnknownStep {
            word: word.clone(),
            known,
        });
    }
    let wanted = |step: &&Step| words.is_empty() || words.iter().any(|word| word == step.name);
    let steps: Vec<&Step> = STEPS.iter().filter(wanted).collect();
    let mut report = Vec::new();
    for (number, step) in (1..).zip(&steps) {
        println!("\n── {number}/{} {} ──", steps.len(), step.name);
        let started = Instant::now();
        let outcome = (step.run)();
        let mark = if outcome.is_ok() { "✓" } else { "✗" };
        report.push(format!(
            "{mark} {:<10} {:>7.1} s",
            step.name,
            started.elapsed().as_secs_f64()
        ));
        println!("{}", report.last().map_or("", String::as_str));
        if let Err(failure) = outcome {
            println!("\n{}", report.join("\n"));
            return Err(failure);
        }
    }
    println!("\n{}", report.join("\n"));
    Ok(())
}

fn setup_all() -> Result<(), Failure> {
    setup::for_checks()?;
    setup::for_building()?;
    if cfg!(target_os = "linux") {
        setup::for_journeys()
    } else {
        Ok(())
    }
}

fn fmt() -> Result<(), Failure> {
    shell::run(shell::cargo().args(["fmt", "--all", "--check"]))
}

fn clippy() -> Result<(), Failure> {
    let wanted = ["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"];
    shell::run(shell::cargo().args(wanted))
}

/// Unit and integration tests of every crate, the rules of the house, and that what is generated is fresh.
/// Journeys are in the same build, but ignored until their own step.
fn tests() -> Result<(), Failure> {
    shell::run(shell::cargo().args(["test", "--workspace"]))
}

fn all_journeys() -> Result<(), Failure> {
    if !cfg!(target_os = "linux") {
        println!("  skipped: {}", Failure::JourneysNeedLinux);
        return Ok(());
    }
    journeys::play(&[])
}

fn windows_crates() -> Result<(), Failure> {
    if setup::apt::available() {
        return windows::crates();
    }
    println!("  skipped: {}", Failure::WindowsNeedsApt);
    Ok(())
}
