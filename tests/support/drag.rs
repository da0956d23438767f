//! A real drag and drop: another program's window, the mouse, the app's window under it.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::desk::Desk;
use super::process::{PATIENCE, Running, eventually, tool};

/// Where the window with the files opens: a corner of the display that the app leaves free.
const SOURCE: (i32, i32) = (1520, 940);

/// Carries the files to the middle of the largest window of process `pid`.
///
/// # Panics
/// When the app did not take them.
pub(crate) fn drop_files(desk: &Desk, mouse: impl Fn() -> Command, pid: u32, files: &[PathBuf]) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/drag_source.py");
    let mut command = desk.command("/usr/bin/python3");
    command
        .arg(script)
        .args([SOURCE.0.to_string(), SOURCE.1.to_string()])
        .args(files);
    let mut source = Running::start(&command, &desk.data.join("../drag.log"));
    let word = |said: &str, word: &str| said.lines().any(|line| line == word);
    source.says("ready", |said| word(said, "ready").then_some(()));

    let (x, y) = eventually("the app's window", PATIENCE, || {
        middle_of_largest_window(&mouse, pid)
    });
    let (from_x, from_y) = (SOURCE.0 + 20, SOURCE.1 + 20);
    let go = |x: i32, y: i32| {
        drop(tool(mouse().args([
            "mousemove",
            "--sync",
            &x.to_string(),
            &y.to_string(),
        ])))
    };
    go(from_x, from_y);
    tool(mouse().args(["mousedown", "1"]));
    // A drag begins after a few pixels, and a window is told of it as the mouse moves over it.
    for step in 1..=20 {
        go(
            from_x + (x - from_x) * step / 20,
            from_y + (y - from_y) * step / 20,
        );
    }
    go(x + 2, y + 2);
    tool(mouse().args(["mouseup", "1"]));
    let refused = source.says("dropped", |said| {
        word(said, "dropped").then(|| word(said, "refused"))
    });
    assert!(!refused, "the app did not take the files");
}

fn middle_of_largest_window(mouse: &impl Fn() -> Command, pid: u32) -> Option<(i32, i32)> {
    let search = mouse()
        .args(["search", "--onlyvisible", "--pid", &pid.to_string()])
        .output()
        .unwrap();
    let windows = String::from_utf8_lossy(&search.stdout).into_owned();
    let mut largest = None;
    for window in windows.lines() {
        let shape = tool(mouse().args(["getwindowgeometry", "--shell", window]));
        let number = |name: &str| {
            shape
                .lines()
                .find_map(|line| line.strip_prefix(name)?.strip_prefix('=')?.parse::<i32>().ok())
        };
        let (x, y, width, height) = (number("X")?, number("Y")?, number("WIDTH")?, number("HEIGHT")?);
        if largest.is_none_or(|(area, _)| area < width * height) {
            largest = Some((width * height, (x + width / 2, y + height / 2)));
        }
    }
    largest.map(|(_, middle)| middle)
}
