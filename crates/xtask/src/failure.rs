//! What can stop a step, said so that a person knows what to do next.

use std::io;
use std::path::PathBuf;

/// Why a step ended early.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The words after `cargo xtask` name nothing that we have.
    #[error("no such command: {word}\n\n{}", crate::USAGE)]
    UnknownCommand {
        /// What was typed.
        word: String,
    },
    /// A step named for `cargo xtask test` does not exist.
    #[error("no such step: {word}; there are: {known}")]
    UnknownStep {
        /// What was typed.
        word: String,
        /// The names that exist.
        known: String,
    },
    /// A journey named for `cargo xtask journey` does not exist.
    #[error("no such journey: {word}; there are: {known}")]
    UnknownJourney {
        /// What was typed.
        word: String,
        /// The names that exist.
        known: String,
    },
    /// Journeys failed, each of them twice.
    #[error("these journeys failed, and failed again: {names}")]
    JourneysFailed {
        /// Their names.
        names: String,
    },
    /// A program is not on this machine or may not be run.
    #[error("could not start `{line}`: {source}")]
    NotStarted {
        /// The command line.
        line: String,
        /// What the system said.
        source: io::Error,
    },
    /// A program ended with something else than success.
    #[error("`{line}` ended with {status}")]
    Ended {
        /// The command line.
        line: String,
        /// Its exit status in the system's words.
        status: std::process::ExitStatus,
    },
    /// A file or folder could not be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// Which one.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// There is no Node.js.
    #[error("Node.js is not on this machine. Install version 20.19 or newer: https://nodejs.org/en/download")]
    NodeMissing,
    /// Node.js is there, but too old for the interface's tools.
    #[error(
        "Node.js {found} is too old: the interface is built with version 20.19 or newer. \
         Install it from https://nodejs.org/en/download"
    )]
    NodeTooOld {
        /// What `node --version` printed.
        found: String,
    },
    /// System packages are missing and we may not install them.
    #[error("not root, and there is no sudo. Install them yourself, then try again:\n    {command}")]
    NeedsRoot {
        /// The command to type as root.
        command: String,
    },
    /// A part of the Rust toolchain is missing.
    #[error("`cargo {part}` is missing. Install it: rustup component add {component}")]
    ToolchainPart {
        /// The cargo subcommand.
        part: &'static str,
        /// The rustup component that holds it.
        component: &'static str,
    },
    /// The Windows target is set up from Debian's packages only.
    #[error(
        "`cargo xtask windows` sets up its cross compiler from Debian's packages (rustc-web, mingw-w64, wine), \
         and there is no apt here. On Windows itself run `cargo xtask test`."
    )]
    WindowsNeedsApt,
    /// The demo portal's port is in use.
    #[error(
        "port {port} on this machine is taken, perhaps by another `cargo xtask run`. \
         Stop it, or choose another: cargo xtask run --port {}", port.saturating_add(1)
    )]
    PortTaken {
        /// The port that we tried.
        port: u16,
    },
    /// `--port` without a usable number.
    #[error("--port needs a number from 1024 to 65535")]
    BadPort,
    /// The portal process went away before it answered.
    #[error("the demo portal did not start: it ended with {status}")]
    PortalEnded {
        /// Its exit status.
        status: std::process::ExitStatus,
    },
    /// The portal process is there, but nothing listens.
    #[error("the demo portal did not answer on port {port} within {seconds} s")]
    PortalSilent {
        /// The port that we asked.
        port: u16,
        /// How long we waited.
        seconds: u64,
    },
    /// The documentation names pictures that no journey has taken.
    #[error("no journey has taken: {names}. `cargo xtask journey` plays them all")]
    NoPictures {
        /// Their names.
        names: String,
    },
    /// A picture is too large for the repository.
    #[error("{}: {bytes} bytes are too many for the repository", path.display())]
    LargePicture {
        /// Which one.
        path: PathBuf,
        /// Its size.
        bytes: u64,
    },
    /// Journeys drive a window through an X server.
    #[error("journeys drive the window on a virtual X display, which only Linux has; they ran in CI")]
    JourneysNeedLinux,
    /// A bench did not run, or a goal falls short.
    #[error(transparent)]
    Bench(#[from] crate::bench::Failure),
}
