//! `tauri-driver`: what stands between a WebDriver client and the app's window.

use std::fs;

use crate::failure::Failure;
use crate::shell;

/// The version that the journeys were written against.
const VERSION: &str = "2.1.0";

/// Builds it into `target/tools`, so that the person's own `~/.cargo/bin` stays as it is.
///
/// # Errors
/// What cargo ended with.
pub(crate) fn install() -> Result<(), Failure> {
    let tools = shell::target().join("tools");
    let there = fs::read_to_string(tools.join(".crates.toml"))
        .is_ok_and(|list| list.contains(&format!("tauri-driver {VERSION} ")));
    if there && tools.join("bin/tauri-driver").exists() {
        return Ok(());
    }
    let wanted = [
        "install",
        "tauri-driver",
        "--locked",
        "--version",
        VERSION,
        "--root",
    ];
    shell::run(
        shell::cargo()
            .args(wanted)
            .arg(&tools)
            .env("CARGO_TARGET_DIR", tools.join("build")),
    )
}
