//! The real portal, as a process that can be stopped, killed and started again at the same address.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::app::demo_map;
use super::process::{MARK, Running};

/// A reference portal on loopback with the example catalogue and the demo accounts.
pub(crate) struct Portal {
    folder: PathBuf,
    mark: String,
    port: u16,
    starts: u32,
    running: Option<Running>,
}

impl Portal {
    /// Starts it on a port that the system chooses.
    pub(crate) fn start(folder: &Path, mark: &str) -> Self {
        fs::create_dir_all(folder).unwrap();
        let mut portal = Self {
            folder: folder.to_path_buf(),
            mark: mark.to_owned(),
            port: 0,
            starts: 0,
            running: None,
        };
        portal.start_again();
        portal
    }

    /// Its address, without a slash at the end.
    pub(crate) fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Whether any byte of a photo has reached its disk.
    pub(crate) fn holds_bytes(&self) -> bool {
        fn bytes(folder: &Path) -> u64 {
            let entries = fs::read_dir(folder).into_iter().flatten().flatten();
            entries
                .map(|entry| match entry.file_type() {
                    Ok(kind) if kind.is_dir() => bytes(&entry.path()),
                    _ => entry.metadata().map_or(0, |file| file.len()),
                })
                .sum()
        }
        let data = self.folder.join("data");
        let photos = fs::read_dir(&data).into_iter().flatten().flatten();
        photos
            .filter(|entry| entry.path().is_dir())
            .map(|entry| bytes(&entry.path()))
            .sum::<u64>()
            > 0
    }

    /// SIGKILL: the line is cut in the middle of whatever was on it.
    pub(crate) fn dies(&mut self) {
        self.running.take().expect("the portal is not running").kill();
    }

    /// Starts it at the same address, with what it holds.
    pub(crate) fn start_again(&mut self) {
        assert!(self.running.is_none(), "the portal is running already");
        self.starts += 1;
        let target = Path::new(env!("CARGO_BIN_EXE_zvitnyk"))
            .ancestors()
            .nth(2)
            .unwrap();
        let program = target.join("debug/zvitnyk-portal");
        assert!(
            program.exists(),
            "no {}: `cargo xtask build` makes it",
            program.display()
        );
        let mut command = Command::new(program);
        command
            .env(MARK, &self.mark)
            .current_dir(env!("CARGO_MANIFEST_DIR"));
        command.arg("--listen").arg(format!("127.0.0.1:{}", self.port));
        command.arg("--data").arg(self.folder.join("data")).arg("--demo");
        command
            .arg("--map")
            .arg(demo_map())
            .arg("--assets")
            .arg("ui/dist/portal");
        let log = self.folder.join(format!("portal-{}.log", self.starts));
        let mut running = Running::start(&command, &log);
        self.port = running.says("the portal's address", port_in);
        self.running = Some(running);
    }
}

/// The port in the first `http://127.0.0.1:PORT` of what it said.
fn port_in(said: &str) -> Option<u16> {
    let (_, rest) = said.split_once("http://127.0.0.1:")?;
    let end = rest.find(|letter: char| !letter.is_ascii_digit())?;
    rest[..end].parse().ok().filter(|port| *port != 0)
}
