//! Node.js and the packages of the interface.

use crate::failure::Failure;
use crate::fresh::Mark;
use crate::shell;

/// The oldest Node.js that the interface's tools run on (`engines` in `ui/package.json`), major and minor.
const OLDEST: (u32, u32) = (20, 19);

/// The photo bench's rival.
const SHARP: &str = "sharp@0.35.5";

/// Looks whether Node.js is there and new enough.
///
/// # Errors
/// [`Failure::NodeMissing`] or [`Failure::NodeTooOld`], each with what to install.
pub(crate) fn check() -> Result<(), Failure> {
    let found = shell::output(shell::command("node").arg("--version")).ok_or(Failure::NodeMissing)?;
    match version(&found) {
        Some(version) if version >= OLDEST => Ok(()),
        _ => Err(Failure::NodeTooOld { found }),
    }
}

/// Fetches exactly what `ui/package-lock.json` names, unless that was done already.
///
/// # Errors
/// What npm ended with.
pub(crate) fn install_packages() -> Result<(), Failure> {
    let mark = Mark::of("npm", &["ui/package.json", "ui/package-lock.json"])?;
    if mark.holds(&[shell::root().join("ui/node_modules/.package-lock.json")]) {
        return Ok(());
    }
    shell::run(shell::npm().args(["ci", "--no-audit", "--no-fund"]))?;
    mark.set()
}

/// Fetches the photo bench's rival from Node.js into the target folder, where the bench looks for it, unless it is there.
///
/// # Errors
/// What npm ended with.
pub(crate) fn install_rivals() -> Result<(), Failure> {
    let folder = shell::target().join("rivals");
    if folder.join("node_modules/sharp/package.json").exists() {
        return Ok(());
    }
    eprintln!("About to fetch {SHARP} from npm, to measure photos against");
    shell::run(
        shell::npm()
            .args(["install", "--no-audit", "--no-fund", "--no-save", "--prefix"])
            .arg(folder)
            .arg(SHARP),
    )
}

/// `v20.20.2` → (20, 20).
fn version(printed: &str) -> Option<(u32, u32)> {
    let mut parts = printed
        .trim_start_matches('v')
        .split('.')
        .map(|part| part.parse().ok());
    Some((parts.next()??, parts.next()??))
}

#[cfg(test)]
mod tests {
    use super::{OLDEST, version};

    #[test]
    fn a_version_is_read_as_node_prints_it() {
        assert_eq!(version("v20.20.2"), Some((20, 20)));
        assert_eq!(version("not a version"), None);
    }

    #[test]
    fn an_older_minor_is_too_old_and_a_newer_major_is_not() {
        assert!(version("v20.9.0").unwrap() < OLDEST);
        assert!(version("v22.0.0").unwrap() > OLDEST);
    }
}
