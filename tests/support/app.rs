//! The app itself, driven by its window.

use std::cell::RefCell;
use std::fs;
use std::io::Write;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::JoinHandle;
use std::time::{Duration, SystemTime};

use serde_json::json;

use super::desk::Desk;
use super::drag;
use super::page::{Camera, Eye, Page};
use super::process::{PATIENCE, Running, eventually, free_port, kill, tool, until_listening, with_variable};

/// The app's program under test.
const PROGRAM: &str = env!("CARGO_BIN_EXE_zvitnyk");

/// One person's app: what it remembers outlives its death and its next start.
pub(crate) struct App {
    folder: PathBuf,
    desk: Desk,
    portal: String,
    camera: Camera,
    open: Option<Open>,
    starts: RefCell<u32>,
}

/// While the window is open.
struct Open {
    page: Page,
    driver: Running,
}

impl Deref for App {
    type Target = Page;

    fn deref(&self) -> &Page {
        &self.open.as_ref().expect("the app is not running").page
    }
}

impl App {
    /// A new computer at which somebody opens the app, with this portal's address already in the form.
    pub(crate) fn open(folder: &Path, mark: &str, portal: &str, camera: Camera) -> Self {
        let desk = Desk::open(folder, mark);
        let starts = RefCell::new(0);
        let mut app = Self {
            folder: folder.to_path_buf(),
            desk,
            portal: portal.to_owned(),
            camera,
            open: None,
            starts,
        };
        app.start_again();
        app
    }

    /// Where all that this app remembers lies.
    pub(crate) fn data(&self) -> &Path {
        &self.desk.data
    }

    /// The file of the account that signed in.
    pub(crate) fn database(&self) -> PathBuf {
        let mut folders = vec![self.desk.data.clone()];
        while let Some(folder) = folders.pop() {
            for path in fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path()) {
                if path.is_dir() {
                    folders.push(path);
                } else if path.ends_with("zvitnyk.sqlite") && !path.to_string_lossy().contains("local") {
                    return path;
                }
            }
        }
        panic!("no account's file under {}", self.desk.data.display());
    }

    /// Where files go that a person would be asked about: the system's window for saving cannot be driven.
    pub(crate) fn exports(&self) -> PathBuf {
        self.folder.join("exports")
    }

    /// The computer, for what happens around the app.
    pub(crate) fn desk(&mut self) -> &mut Desk {
        &mut self.desk
    }

    /// Opens the app, with whatever it remembers.
    pub(crate) fn start_again(&mut self) {
        assert!(self.open.is_none(), "the app is running already");
        fs::create_dir_all(self.exports()).unwrap();
        // Once in some hundred starts WebKit's driver hangs up instead of opening a window.
        let open = self.window().or_else(|trouble| {
            println!("  once more, no window: {trouble}");
            self.end_processes();
            self.window()
        });
        let open = open.unwrap_or_else(|trouble| panic!("{trouble}"));
        // The window opens empty and then goes to the app's own page. What is asked of the empty one while it
        // is on its way is never answered; its address is known without asking it.
        eventually("the app's own page", PATIENCE, || {
            open.page.address().contains("localhost").then_some(())
        });
        self.open = Some(open);
    }

    /// Starts the driver, which starts the app.
    fn window(&self) -> Result<Open, String> {
        let start = self.starts.replace_with(|number| *number + 1) + 1;
        let (port, native_port) = (free_port(), free_port());
        let mut driver = self.desk.command(tauri_driver());
        driver
            .env("ZVITNYK_PORTAL", &self.portal)
            .env("ZVITNYK_MAP", demo_map())
            .env("ZVITNYK_EXPORT_TO", self.exports());
        driver.args([
            "--port",
            &port.to_string(),
            "--native-port",
            &native_port.to_string(),
        ]);
        let driver = Running::start(&driver, &self.folder.join(format!("app-{start}.log")));
        // The driver answers before the webview's own driver behind it can: an early request would be lost.
        until_listening(native_port);
        until_listening(port);
        let wanted = json!({ "browserName": "wry", "tauri:options": { "application": PROGRAM } });
        let page = Page::open(
            port,
            &wanted,
            &self.camera,
            Eye::Display(self.desk.display.clone()),
        )?;
        Ok(Open { page, driver })
    }

    /// SIGKILL, as when the power goes: the app gets no chance to write anything down.
    pub(crate) fn dies(&mut self) {
        kill(self.pid());
        self.clear_away();
    }

    /// SIGKILL from beside, some time from now, whatever the app is doing then. When it was over, by the system's clock.
    pub(crate) fn dies_in(&self, pause: Duration) -> JoinHandle<SystemTime> {
        let pid = self.pid();
        std::thread::spawn(move || {
            std::thread::sleep(pause);
            kill(pid);
            SystemTime::now()
        })
    }

    /// Clears away what [`Self::dies_in`] left.
    pub(crate) fn is_gone(&mut self) {
        self.clear_away();
    }

    /// Closes the window as its own button would.
    pub(crate) fn quit(&mut self) {
        if let Some(open) = &self.open {
            open.page.clone().close();
        }
        self.clear_away();
    }

    /// Presses the window's own button for closing; what the program does then is its own affair.
    pub(crate) fn press_close(&self) {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/close_window.py");
        let mut close = Command::new("/usr/bin/python3");
        close.env("DISPLAY", &self.desk.display.name);
        tool(close.arg(script).arg(self.window_id()));
    }

    /// The window's number on its display: the largest's, since a hint that hangs over it is a window too.
    fn window_id(&self) -> String {
        let xdotool = |arguments: &[&str]| {
            let mut xdotool = Command::new("xdotool");
            xdotool.env("DISPLAY", &self.desk.display.name);
            tool(xdotool.args(arguments))
        };
        let windows = xdotool(&["search", "--onlyvisible", "--pid", &self.pid().to_string()]);
        let width = |window: &&str| {
            let shape = xdotool(&["getwindowgeometry", "--shell", window]);
            let width = shape.lines().find_map(|line| line.strip_prefix("WIDTH="));
            width.and_then(|width| width.parse::<u32>().ok())
        };
        let largest = windows.split_whitespace().max_by_key(width);
        largest.expect("the window").to_owned()
    }

    /// Waits until the app has ended by itself, and clears away what it leaves.
    pub(crate) fn wait_until_closed(&mut self) {
        let program = fs::canonicalize(PROGRAM).unwrap();
        eventually("the app to close", PATIENCE, || {
            let runs = self.processes().iter().any(|(_, exe)| *exe == program);
            (!runs).then_some(())
        });
        self.clear_away();
    }

    /// The process of the app, not of its driver nor of the webview.
    pub(crate) fn pid(&self) -> u32 {
        let program = fs::canonicalize(PROGRAM).unwrap();
        eventually("the app's process", PATIENCE, || {
            self.processes()
                .into_iter()
                .find(|(_, exe)| *exe == program)
                .map(|(pid, _)| pid)
        })
    }

    /// Drags files from another program's window and drops them on the middle of the app's.
    pub(crate) fn drop_files(&self, files: &[PathBuf]) {
        let mouse = || {
            let mut mouse = Command::new("xdotool");
            mouse.env("DISPLAY", &self.desk.display.name);
            mouse
        };
        drag::drop_files(&self.desk, mouse, self.pid(), files);
    }

    /// Names a file in the system's window for choosing files, by its path as one types it.
    pub(crate) fn choose_file(&self, file: &Path) {
        let xdotool = |arguments: &[&str]| {
            let mut xdotool = Command::new("xdotool");
            xdotool.env("DISPLAY", &self.desk.display.name).args(arguments);
            String::from_utf8_lossy(&xdotool.output().unwrap().stdout).into_owned()
        };
        let pid = self.pid().to_string();
        let window = eventually("the window for choosing files", PATIENCE, || {
            let found = xdotool(&["search", "--onlyvisible", "--pid", &pid]);
            let windows: Vec<_> = found.split_whitespace().map(str::to_owned).collect();
            // The program's own window, and the one that asks.
            (windows.len() > 1).then(|| windows.last().cloned()).flatten()
        });
        xdotool(&["windowfocus", "--sync", &window]);
        // A slash opens the line for a path; what is typed before the line stands is lost.
        xdotool(&["key", "slash"]);
        std::thread::sleep(Duration::from_millis(500));
        xdotool(&["key", "ctrl+a"]);
        // Typed letters that no key of the display has get lost when the machine is busy.
        self.copy("UTF8_STRING", file.to_string_lossy().as_bytes());
        xdotool(&["key", "ctrl+v"]);
        std::thread::sleep(Duration::from_millis(300));
        xdotool(&["key", "Return"]);
    }

    /// Puts something on the clipboard, as another program does when one copies in it.
    pub(crate) fn copy(&self, kind: &str, what: &[u8]) {
        let mut xclip = self.desk.command("xclip");
        xclip.args(["-selection", "clipboard", "-t", kind, "-i"]);
        // It stays and gives the clipboard out until somebody else copies.
        let mut xclip = xclip
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        xclip.stdin.take().unwrap().write_all(what).unwrap();
        assert!(xclip.wait().unwrap().success(), "xclip");
    }

    /// Types Latin letters by the keyboard of the display, so many milliseconds apart: real keys, wherever the focus is.
    pub(crate) fn type_by_keyboard(&self, text: &str, apart_ms: u32) {
        let mut keyboard = Command::new("xdotool");
        keyboard.env("DISPLAY", &self.desk.display.name);
        tool(keyboard.args(["type", "--delay", &apart_ms.to_string(), text]));
    }

    /// Turns the mouse's wheel over the middle of the window, towards oneself, by so many notches so many milliseconds apart.
    pub(crate) fn turn_wheel(&self, notches: u32, apart_ms: u32) {
        let mut mouse = Command::new("xdotool");
        mouse.env("DISPLAY", &self.desk.display.name);
        mouse.args(["mousemove", "700", "450", "click"]);
        mouse.args([
            "--repeat",
            &notches.to_string(),
            "--delay",
            &apart_ms.to_string(),
            "5",
        ]);
        tool(&mut mouse);
    }

    /// A picture by this name in the app's folder; gives where it lies.
    pub(crate) fn picture_as(&self, name: &str) -> PathBuf {
        let file = self.folder.join(format!("{name}.png"));
        self.picture(&file)
            .unwrap_or_else(|| panic!("no picture of {name}"))
    }

    fn processes(&self) -> Vec<(u32, PathBuf)> {
        with_variable("ZVITNYK_DATA", &self.desk.data.to_string_lossy())
    }

    /// Ends the driver and what the webview left behind, so that the next start meets nobody.
    fn clear_away(&mut self) {
        let Some(Open { page, driver }) = self.open.take() else {
            return;
        };
        page.forget();
        drop(driver);
        self.end_processes();
    }

    fn end_processes(&self) {
        let ours = |exe: &Path| {
            let name = exe.file_name().unwrap_or_default().to_string_lossy().into_owned();
            name.starts_with("WebKit") || exe == fs::canonicalize(PROGRAM).unwrap()
        };
        eventually("the app's processes to end", PATIENCE, || {
            let left: Vec<_> = self
                .processes()
                .into_iter()
                .filter(|(_, exe)| ours(exe))
                .collect();
            left.iter().for_each(|(pid, _)| kill(*pid));
            left.is_empty().then_some(())
        });
    }
}

impl Drop for App {
    fn drop(&mut self) {
        self.clear_away();
    }
}

/// The pack of the invented quarter, which the app and the portal both show.
pub(crate) fn demo_map() -> PathBuf {
    let map = Path::new(PROGRAM)
        .ancestors()
        .nth(2)
        .unwrap()
        .join("demo/demo.zmap");
    assert!(map.exists(), "no {}: `cargo xtask build` makes it", map.display());
    map
}

/// Where everything that is built lies.
fn target() -> &'static Path {
    Path::new(PROGRAM).ancestors().nth(2).unwrap()
}

/// What `cargo xtask` put into `target/tools`.
fn tauri_driver() -> PathBuf {
    let driver = target().join("tools/bin/tauri-driver");
    assert!(
        driver.exists(),
        "no {}: `cargo xtask test setup` installs it",
        driver.display()
    );
    driver
}
