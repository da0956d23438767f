//! Node.js and the packages of the interface.

use crate::failure::Failure;
use crate::fresh::Mark;
use crate::shell;

/// The oldest Node.js that the interface's tools run on.
const OLDEST: u32 = 20;

/// Looks whether Node.js is there and new enough.
///
/// # Errors
/// [`Failure::NodeMissing`] or [`Failure::NodeTooOld`], each with what to install.
pub(crate) fn check() -> Result<(), Failure> {
    let found = shell::output(shell::command("node").arg("--version")).ok_or(Failure::NodeMissing)?;
    match major(&found) {
        Some(major) if major >= OLDEST => Ok(()),
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

/// `v20.20.2` → 20.
fn major(version: &str) -> Option<u32> {
    version.trim_start_matches('v').split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn a_version_is_read_as_node_prints_it() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("v9.0.0"), Some(9));
        assert_eq!(major("not a version"), None);
    }
}
