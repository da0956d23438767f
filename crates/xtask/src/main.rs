//! `cargo xtask …`: set-up, run, test and bench, the same words on every system.
//!
//! Plain Rust on `std::process` and no shell scripts, because the same commands must work on Windows; few
//! dependencies, because this program is built before anything else.

mod bench;
mod build;
mod failure;
mod fresh;
mod journeys;
mod run;
mod screenshots;
mod setup;
mod shell;
mod test;
mod windows;

use std::process::ExitCode;

use failure::Failure;

const USAGE: &str = "\
cargo xtask run [--journey] [--port N]
    Sets everything up and opens the app at a demo portal on this machine. Without a display, or with
    --journey, plays the main job in a virtual one and says how each step went.
cargo xtask test [STEP…]
    Everything that CI runs, in order; stops at the first failure. With names, only these steps.
cargo xtask journey [NAME…]
    Only these journeys, or all (tests/*.rs that drive the real window), with their pictures in target/journeys/.
cargo xtask screenshots
    Renews the pictures in docs/screenshots that the README and docs/uk name, from those that the journeys took.
cargo xtask build
    The interface, the app, the portal and the demo map, without running anything.
cargo xtask bench NAME… [--json]
    Measures ours against its rival in one run. Never part of the tests.
cargo xtask windows [--crates]
    On Debian: type-checks the whole app for Windows and runs the tests of the crates without Tauri in
    wine. With --crates only the second part, which is also a step of `test`.";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match obey(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\n{failure}");
            ExitCode::FAILURE
        }
    }
}

fn obey(words: &[String]) -> Result<(), Failure> {
    let (command, rest) = match words.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", words),
    };
    match command {
        "run" => run::run(rest),
        "test" => test::run(rest),
        "journey" => {
            setup::for_building()?;
            setup::for_journeys()?;
            journeys::play(rest)
        }
        "screenshots" => {
            known_only(rest, &[])?;
            screenshots::renew()
        }
        "bench" => {
            let (options, names): (Vec<_>, Vec<_>) =
                rest.iter().cloned().partition(|word| word.starts_with("--"));
            known_only(&options, &["--json"])?;
            Ok(bench::run(&names, !options.is_empty())?)
        }
        "build" => {
            known_only(rest, &[])?;
            setup::for_building()?;
            build::everything()
        }
        "windows" => {
            known_only(rest, &["--crates"])?;
            windows::crates()?;
            if rest.is_empty() {
                windows::whole_app()
            } else {
                Ok(())
            }
        }
        "help" | "--help" | "-h" => {
            println!("{USAGE}");
            Ok(())
        }
        word => Err(Failure::UnknownCommand {
            word: word.to_owned(),
        }),
    }
}

/// Refuses a word that a command would silently pass over.
fn known_only(words: &[String], known: &[&str]) -> Result<(), Failure> {
    match words.iter().find(|word| !known.contains(&word.as_str())) {
        Some(word) => Err(Failure::UnknownCommand { word: word.clone() }),
        None => Ok(()),
    }
}
