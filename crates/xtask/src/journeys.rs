//! Journeys: the tests that drive the real window, which plain `cargo test` passes over as ignored.

use std::fs;

use crate::build;
use crate::failure::Failure;
use crate::shell;

/// Builds what journeys touch and plays those named, or all.
///
/// They bring their own display, bus and keyring. One at a time, because each of them starts a window, a
/// portal and a browser on a machine that may have two cores.
///
/// When all are played, one that fails is played once more and said to have been: WebKit's driver, which is not
/// ours, hangs up about once in some hundred starts or resizes. What fails twice is ours to mend.
///
/// # Errors
/// [`Failure::UnknownJourney`]; what a build or a journey ended with; [`Failure::JourneysFailed`].
pub(crate) fn play(wanted: &[String]) -> Result<(), Failure> {
    let known = names()?;
    if let Some(word) = wanted.iter().find(|word| !known.contains(word)) {
        return Err(Failure::UnknownJourney {
            word: word.clone(),
            known: known.join(", "),
        });
    }
    build::everything()?;
    if !wanted.is_empty() {
        return wanted.iter().try_for_each(|name| play_one(name));
    }
    let mut again: Vec<&str> = Vec::new();
    let mut failed: Vec<&str> = Vec::new();
    for name in &known {
        if play_one(name).is_err() {
            eprintln!("  ✗ {name} failed; once more");
            again.push(name);
            if play_one(name).is_err() {
                failed.push(name);
            }
        }
    }
    if !again.is_empty() {
        println!(
            "  played twice, because they failed at first: {}",
            again.join(", ")
        );
    }
    if failed.is_empty() {
        Ok(())
    } else {
        Err(Failure::JourneysFailed {
            names: failed.join(", "),
        })
    }
}

/// Everything of cargo's is asked for the whole workspace: with `-p` it would choose other features and build half
/// the tree again.
fn play_one(name: &str) -> Result<(), Failure> {
    let words = ["test", "--workspace", "--quiet", "--test", name];
    let how = ["--", "--ignored", "--nocapture", "--test-threads=1"];
    shell::run(shell::cargo().args(words).args(how))
}

/// The tests that stand on `tests/support`, which is what makes a test a journey.
///
/// # Errors
/// [`Failure::File`] when the folder cannot be read.
pub(crate) fn names() -> Result<Vec<String>, Failure> {
    let folder = shell::root().join("tests");
    let fail = |source| Failure::File {
        path: folder.clone(),
        source,
    };
    let mut names = Vec::new();
    for entry in fs::read_dir(&folder).map_err(fail)? {
        let path = entry.map_err(fail)?.path();
        let Some(name) = path.file_stem().and_then(|name| name.to_str()) else {
            continue;
        };
        let is_source = path.extension().is_some_and(|extension| extension == "rs");
        if is_source
            && fs::read_to_string(&path)
                .map_err(fail)?
                .lines()
                .any(|line| line == "mod support;")
        {
            names.push(name.to_owned());
        }
    }
    names.sort();
    Ok(names)
}
