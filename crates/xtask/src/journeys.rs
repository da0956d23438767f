//! Journeys: the tests that drive the real window, which plain `cargo test` passes over as ignored.

use std::fs;

use crate::build;
use crate::failure::Failure;
use crate::shell;

/// Builds what journeys touch and plays those named, or all.
///
/// They bring their own display, bus and keyring. One at a time, because each of them starts a window, a
/// portal and a browser on a machine that may have two cores. Everything of cargo's is asked for the whole
/// workspace: with `-p` it would choose other features and build half the tree again.
///
/// # Errors
/// [`Failure::UnknownJourney`]; what a build or a journey ended with.
pub(crate) fn play(wanted: &[String]) -> Result<(), Failure> {
    let known = names()?;
    if let Some(word) = wanted.iter().find(|word| !known.contains(word)) {
        return Err(Failure::UnknownJourney {
            word: word.clone(),
            known: known.join(", "),
        });
    }
    build::everything()?;
    let mut cargo = shell::cargo();
    cargo.args(["test", "--workspace", "--quiet"]);
    for name in if wanted.is_empty() { &known } else { wanted } {
        cargo.args(["--test", name]);
    }
    cargo.args(["--", "--ignored", "--nocapture", "--test-threads=1"]);
    shell::run(&mut cargo)
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
