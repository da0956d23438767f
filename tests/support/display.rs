//! A display that nobody sees.

use std::path::Path;
use std::process::Command;

use super::process::{MARK, Running, tool};

/// An X server of one app's own, a little larger than the window that opens on it.
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
            "2000x1100x24",
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

    /// A picture of a part of it: left, top, width, height.
    pub(crate) fn picture(&self, (left, top, width, height): (u64, u64, u64, u64), file: &Path) {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/picture.py");
        let mut command = Command::new("/usr/bin/python3");
        command
            .arg(script)
            .args([left, top, width, height].map(|number| number.to_string()))
            .arg(file);
        command.env("DISPLAY", &self.name).env("GDK_BACKEND", "x11");
        tool(&mut command);
    }
}
