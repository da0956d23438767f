//! Builds the interface, the programs and the demo map.
//!
//! Every call to cargo names the whole workspace. With `-p one-crate` cargo would choose other features for
//! shared dependencies, and a second copy of half the tree would be built and kept.

use std::path::PathBuf;

use crate::failure::Failure;
use crate::fresh::{self, Mark};
use crate::journeys;
use crate::shell;

/// What the interface is made of; `ui/node_modules` follows from the lock file.
const INTERFACE: [&str; 1] = ["ui"];

/// Where the demo map is made from.
const QUARTER: &str = "crates/map/demo/quarter.geojson";

/// The interface, the programs and the demo map.
///
/// # Errors
/// What the first failing step ended with.
pub(crate) fn everything() -> Result<(), Failure> {
    interface()?;
    programs()?;
    demo_map()
}

/// The interface for the app (`ui/dist`) and the portal's map script (`ui/dist/portal`).
///
/// # Errors
/// What npm ended with.
pub(crate) fn interface() -> Result<(), Failure> {
    let mark = Mark::of("interface", &INTERFACE)?;
    let dist = shell::root().join("ui/dist/index.html");
    let portal = shell::root().join("ui/dist/portal");
    if mark.holds(&[dist, portal]) {
        println!("  ui/dist is up to date");
        return Ok(());
    }
    shell::run(shell::npm().args(["run", "build"]))?;
    mark.set()
}

/// All programs of the workspace, and on Linux the journeys, so that `build`, `run` and `test` share one set of
/// features and build nothing twice.
///
/// # Errors
/// What cargo ended with.
pub(crate) fn programs() -> Result<(), Failure> {
    let mut cargo = shell::cargo();
    cargo.args(["build", "--workspace", "--bins", "--exclude", "xtask"]);
    if cfg!(target_os = "linux") {
        for journey in journeys::names()? {
            cargo.args(["--test", &journey]);
        }
    }
    shell::run(&mut cargo)
}

/// The pack of the invented quarter, by the repository's own builder.
///
/// # Errors
/// What the builder ended with.
pub(crate) fn demo_map() -> Result<(), Failure> {
    let pack = demo_pack();
    let mark = Mark::of("demo-map", &["crates/map/src", "crates/map/Cargo.toml", QUARTER])?;
    if mark.holds(std::slice::from_ref(&pack)) {
        return Ok(());
    }
    if let Some(folder) = pack.parent() {
        fresh::create_folder(folder)?;
    }
    if pack.exists() {
        std::fs::remove_file(&pack).map_err(|source| Failure::File {
            path: pack.clone(),
            source,
        })?;
    }
    let mut builder = shell::command(shell::built("zvitnyk-mappack"));
    shell::run(builder.args(["build", "--geojson", QUARTER, "--out"]).arg(&pack))?;
    mark.set()
}

/// Where the demo map lies.
pub(crate) fn demo_pack() -> PathBuf {
    shell::target().join("demo").join("demo.zmap")
}
