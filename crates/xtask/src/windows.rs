//! `cargo xtask windows`: the app compiled for Windows and its crates' tests run in wine, on Debian.
//!
//! The compiler is Debian's own (rustc-web, beside mingw-w64), because its sources of the standard library
//! come as a package too: a Windows target can be made on a machine that reaches nothing but Debian and
//! crates.io. It has a target folder of its own, being another version than the one that builds the app.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use crate::failure::Failure;
use crate::setup::apt;
use crate::shell;

const TARGET: &str = "x86_64-pc-windows-gnu";

/// The crates that know no Tauri: their tests run in wine.
const CRATES: [&str; 10] = [
    "report",
    "portal-api",
    "store",
    "photo",
    "map",
    "sync",
    "docfile",
    "sheet",
    "page",
    "search",
];

/// Installs the cross compiler and wine, and makes the standard library for the target, once.
fn set_up() -> Result<(), Failure> {
    if !apt::available() {
        return Err(Failure::WindowsNeedsApt);
    }
    apt::install(apt::WINDOWS, "to compile for Windows and run the tests in wine")?;
    let mut script = debian("bash");
    script.arg("crates/xtask/windows/setup.sh");
    shell::run(&mut script)
}

/// Tests of the crates without Tauri, in wine, in a profile whose folder has a Cyrillic name.
///
/// # Errors
/// What set-up, compiling or a test ended with.
pub(crate) fn crates() -> Result<(), Failure> {
    set_up()?;
    let mut cargo = debian("/usr/bin/cargo");
    cargo.args(["test", "--no-fail-fast", "--target", TARGET, "--lib", "--tests"]);
    for name in CRATES {
        cargo.args(["-p", name]);
    }
    shell::run(&mut cargo)
}

/// The whole app and the portal, type-checked for Windows.
///
/// # Errors
/// What set-up or the compiler ended with.
pub(crate) fn whole_app() -> Result<(), Failure> {
    set_up()?;
    crate::setup::for_building()?;
    crate::build::interface()?;
    let mut cargo = debian("/usr/bin/cargo");
    cargo.args([
        "check", "--target", TARGET, "-p", "zvitnyk", "-p", "portal", "-p", "xtask", "--bins",
    ]);
    shell::run(&mut cargo)
}

/// A command for which Debian's toolchain is the only one.
fn debian(program: &str) -> Command {
    let mut command = shell::command(program);
    for (name, _) in env::vars_os() {
        let Some(text) = name.to_str() else { continue };
        // A rustup toolchain's libraries and switches would reach Debian's compiler through these.
        let foreign = text.starts_with("RUST") || text == "CARGO" || text == "LD_LIBRARY_PATH";
        if foreign && text != "RUST_BACKTRACE" {
            command.env_remove(&name);
        }
    }
    command
        .env("PATH", "/usr/local/bin:/usr/bin:/bin")
        .env("LC_ALL", "C.UTF-8")
        .env("CARGO_TARGET_DIR", shell::root().join("target-win"))
        .env("CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUNNER", "wine")
        .env(
            "CARGO_TARGET_X86_64_PC_WINDOWS_GNU_LINKER",
            "x86_64-w64-mingw32-gcc",
        )
        .env("WINEPREFIX", prefix())
        .env("WINEARCH", "win64")
        .env("WINEDEBUG", "-all");
    command
}

/// Wine's invented disk; in our own folder, so that nobody's real one is touched.
fn prefix() -> PathBuf {
    shell::root().join("target-win").join("wine")
}
