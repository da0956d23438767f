//! Makes a fresh machine able to build, run and test: system packages, Node.js packages, the window's driver.
//! Everything that is already there is left alone.

pub(crate) mod apt;
mod driver;
mod node;

use crate::failure::Failure;
use crate::shell;

/// What building the app and the portal needs.
///
/// # Errors
/// Anything that is missing and could not be installed.
pub(crate) fn for_building() -> Result<(), Failure> {
    if cfg!(target_os = "linux") {
        apt::install(apt::BUILD, "to build the app")?;
    }
    node::check()?;
    node::install_packages()
}

/// What journeys need on top: a virtual display, a Secret Service, the drivers of the window and the browser.
///
/// # Errors
/// Anything that is missing and could not be installed; [`Failure::JourneysNeedLinux`] elsewhere.
pub(crate) fn for_journeys() -> Result<(), Failure> {
    if !cfg!(target_os = "linux") {
        return Err(Failure::JourneysNeedLinux);
    }
    apt::install(apt::JOURNEYS, "to drive the window on a virtual display")?;
    if !apt::is_ubuntu() {
        // Ubuntu's package only fetches a snap; there the public page is opened in WebKit instead.
        apt::install(apt::BROWSER, "to open the public page in a real browser")?;
    }
    driver::install()
}

/// What the photo bench measures with and against.
///
/// # Errors
/// Anything that is missing and could not be installed.
pub(crate) fn for_the_photo_bench() -> Result<(), Failure> {
    if cfg!(target_os = "linux") {
        apt::install(apt::BUILD, "to build what is measured")?;
        apt::install(apt::PHOTO_BENCH, "to measure photos with and against")?;
    }
    node::check()?;
    node::install_rivals()
}

/// The parts of the Rust toolchain that the checks call.
///
/// # Errors
/// [`Failure::ToolchainPart`] with the command that installs it.
pub(crate) fn for_checks() -> Result<(), Failure> {
    for (part, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if !shell::succeeds(shell::cargo().args([part, "--version"])) {
            return Err(Failure::ToolchainPart { part, component });
        }
    }
    Ok(())
}
