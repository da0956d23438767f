//! What a signed-in session gives a program: a display, a bus, a keyring, folders. One per app, so that two apps on one
//! machine are two people at two computers.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::rc::Rc;

use super::display::Display;
use super::process::{MARK, PATIENCE, Running, eventually};

/// A session: display, private bus, unlocked Secret Service, home of its own.
pub(crate) struct Desk {
    /// The app's whole memory lies here.
    pub(crate) data: PathBuf,
    folder: PathBuf,
    // Sockets have short names only: the folder of the journey may be too deep for them.
    sockets: tempfile::TempDir,
    mark: String,
    pub(crate) display: Rc<Display>,
    bus: Option<(String, Running)>,
    keyring: Option<Running>,
}

impl Desk {
    /// Opens a session in `folder`.
    pub(crate) fn open(folder: &Path, mark: &str) -> Self {
        let data = folder.join("data");
        fs::create_dir_all(&data).unwrap();
        let mut desk = Self {
            data,
            folder: folder.to_path_buf(),
            sockets: tempfile::Builder::new().prefix("zvitnyk-").tempdir().unwrap(),
            mark: mark.to_owned(),
            display: Rc::new(Display::start(folder, mark)),
            bus: None,
            keyring: None,
        };
        desk.start_bus();
        desk.start_keyring();
        desk
    }

    /// A command that runs inside this session.
    pub(crate) fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command
            .env(MARK, &self.mark)
            .env("ZVITNYK_DATA", &self.data)
            .env("DISPLAY", &self.display.name)
            .env("HOME", &self.folder)
            .env("XDG_CACHE_HOME", self.folder.join("cache"))
            .env("XDG_CONFIG_HOME", self.folder.join("config"))
            .env("XDG_DATA_HOME", self.folder.join("share"))
            .env("XDG_RUNTIME_DIR", self.sockets.path())
            .env("LC_ALL", "C.UTF-8")
            .env("TZ", "Europe/Kyiv")
            .env("GDK_BACKEND", "x11")
            .env("NO_AT_BRIDGE", "1")
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("DBUS_SESSION_BUS_ADDRESS");
        if let Some((address, _)) = &self.bus {
            // One bus is both: the system's own is nothing to a journey.
            command.env("DBUS_SESSION_BUS_ADDRESS", address);
            command.env("DBUS_SYSTEM_BUS_ADDRESS", address);
        }
        command
    }

    /// The bus that the session's programs talk over.
    pub(crate) fn bus(&self) -> &str {
        &self.bus.as_ref().expect("the session's bus").0
    }

    /// Takes the Secret Service away, as on a desktop that has none.
    pub(crate) fn lose_keyring(&mut self) {
        self.keyring = None;
    }

    fn start_bus(&mut self) {
        let mut command = self.command("dbus-daemon");
        command.args(["--session", "--nofork", "--nopidfile", "--print-address=1"]);
        let mut bus = Running::start(&command, &self.folder.join("bus.log"));
        let address = bus.says("the bus's address", |said| {
            said.lines()
                .find(|line| line.starts_with("unix:"))
                .map(str::to_owned)
        });
        self.bus = Some((address, bus));
    }

    fn start_keyring(&mut self) {
        let password = self.folder.join("keyring.password");
        fs::write(&password, "journey").unwrap();
        let mut command = self.command("gnome-keyring-daemon");
        command.args(["--unlock", "--components=secrets", "--foreground"]);
        let log = self.folder.join("keyring.log");
        self.keyring = Some(Running::start_reading(&command, &password, &log));
        eventually("the Secret Service on the session's bus", PATIENCE, || {
            let mut ask = self.command("dbus-send");
            ask.args([
                "--session",
                "--print-reply",
                "--dest=org.freedesktop.DBus",
                "/org/freedesktop/DBus",
            ]);
            ask.args([
                "org.freedesktop.DBus.NameHasOwner",
                "string:org.freedesktop.secrets",
            ]);
            let answer = ask.output().unwrap();
            String::from_utf8_lossy(&answer.stdout)
                .contains("boolean true")
                .then_some(())
        });
    }
}
