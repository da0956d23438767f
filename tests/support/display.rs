//! A display that nobody sees.

use std::path::Path;
use std::process::Command;

use super::process::{MARK, Running};

/// An X server of the journey's own, a little larger than the window that opens on it.
pub(crate) struct Display {
    /// As `DISPLAY` wants it, `:7`.
    pub(crate) name: String,
    _server: Running,
}

impl Display {
    /// Starts it on the first free number.
    pub(crate) fn start(folder: &Path, mark: &str) -> Self {
        let mut command = Command::new("Xvfb");
        command.args([
            "-displayfd",
            "1",
            "-screen",
            "0",
            "1600x1000x24",
            "-nolisten",
            "tcp",
            "-noreset",
        ]);
        command.env(MARK, mark);
        let mut server = Running::start(&command, &folder.join("display.log"));
        let number = server.says("the display's number", |said| {
            said.lines().find_map(|line| line.trim().parse::<u32>().ok())
        });
        Self {
            name: format!(":{number}"),
            _server: server,
        }
    }
}
