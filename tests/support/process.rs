//! Processes that a journey starts, and how it makes sure that none of them outlives it.

use std::fs::{self, File};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Every process below a journey carries this variable with the journey's own value.
pub(crate) const MARK: &str = "ZVITNYK_JOURNEY";

/// How long a person would wait before giving up on something that should come at once.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// How often we look again.
const GLANCE: Duration = Duration::from_millis(40);

/// Looks again and again until there is something to see.
///
/// # Panics
/// When it has not come after `patience`, with what was waited for.
pub(crate) fn eventually<T>(what: &str, patience: Duration, mut look: impl FnMut() -> Option<T>) -> T {
    let started = Instant::now();
    loop {
        if let Some(seen) = look() {
            return seen;
        }
        assert!(
            started.elapsed() < patience,
            "waited {} s for {what}, in vain",
            patience.as_secs()
        );
        thread::sleep(GLANCE);
    }
}

/// A running program whose output goes to a file of its own.
pub(crate) struct Running {
    child: Child,
    /// Where what it printed lies.
    pub(crate) log: PathBuf,
}

impl Running {
    /// Starts it; the kernel ends it should this thread end first.
    pub(crate) fn start(command: &Command, log: &Path) -> Self {
        Self::start_with(command, Stdio::null(), log)
    }

    /// The same, with a file for its input: some programs take a password only there.
    pub(crate) fn start_reading(command: &Command, input: &Path, log: &Path) -> Self {
        Self::start_with(command, File::open(input).unwrap().into(), log)
    }

    fn start_with(command: &Command, input: Stdio, log: &Path) -> Self {
        let out = File::create(log).unwrap_or_else(|error| panic!("{}: {error}", log.display()));
        let mut guarded = Command::new("setpriv");
        guarded
            .args(["--pdeathsig", "TERM", "--"])
            .arg(command.get_program())
            .args(command.get_args());
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => guarded.env(name, value),
                None => guarded.env_remove(name),
            };
        }
        if let Some(folder) = command.get_current_dir() {
            guarded.current_dir(folder);
        }
        guarded.stdin(input).stdout(out.try_clone().unwrap()).stderr(out);
        let child = guarded
            .spawn()
            .unwrap_or_else(|error| panic!("setpriv (util-linux): {error}"));
        Self {
            child,
            log: log.to_path_buf(),
        }
    }

    /// The first thing that `find` finds in what the program has printed.
    pub(crate) fn says<T>(&mut self, what: &str, find: impl Fn(&str) -> Option<T>) -> T {
        eventually(&format!("{what} in {}", self.log.display()), PATIENCE, || {
            // Asked first: what it printed before it ended is in the file by then.
            let ended = self.child.try_wait().ok().flatten();
            let said = fs::read_to_string(&self.log).unwrap_or_default();
            let found = find(&said);
            if let (None, Some(status)) = (&found, ended) {
                panic!("it ended with {status} instead of saying {what}:\n{said}");
            }
            found
        })
    }

    /// SIGKILL: no goodbye, no time to write anything down.
    pub(crate) fn kill(&mut self) {
        let _already_gone = self.child.kill();
        let _its_status = self.child.wait();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.kill();
    }
}

/// A port that was free a moment ago.
pub(crate) fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    listener.local_addr().unwrap().port()
}

/// Waits until somebody listens there.
pub(crate) fn until_listening(port: u16) {
    eventually(&format!("somebody to listen on port {port}"), PATIENCE, || {
        TcpStream::connect((Ipv4Addr::LOCALHOST, port)).ok().map(drop)
    });
}

/// The processes whose environment holds `name=value`, with the program that each of them runs.
pub(crate) fn with_variable(name: &str, value: &str) -> Vec<(u32, PathBuf)> {
    let wanted = format!("{name}={value}");
    let Ok(entries) = fs::read_dir("/proc") else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for entry in entries.flatten() {
        let Some(pid) = entry.file_name().to_str().and_then(|text| text.parse().ok()) else {
            continue;
        };
        let environment = fs::read(entry.path().join("environ")).unwrap_or_default();
        if environment
            .split(|byte| *byte == 0)
            .any(|variable| variable == wanted.as_bytes())
        {
            found.push((pid, fs::read_link(entry.path().join("exe")).unwrap_or_default()));
        }
    }
    found
}

/// SIGKILL by process id.
pub(crate) fn kill(pid: u32) {
    let _already_gone = Command::new("kill")
        .args(["-KILL", &pid.to_string()])
        .stderr(Stdio::null())
        .status();
}

/// Ends everything that carries a journey's mark, grandchildren included.
pub(crate) fn sweep(mark: &str) {
    let own = std::process::id();
    for (pid, _) in with_variable(MARK, mark) {
        if pid != own {
            kill(pid);
        }
    }
}

/// Runs a small tool to its end and gives what it printed.
pub(crate) fn tool(command: &mut Command) -> String {
    let line = format!("{command:?}");
    let output = command.output().unwrap_or_else(|error| panic!("{line}: {error}"));
    let said = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "{line} ended with {}: {said} {complaint}",
        output.status
    );
    said
}
