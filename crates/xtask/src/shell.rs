//! Running other programs: always shown first, always from the workspace's root, never through a shell.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::failure::Failure;

/// The workspace's root folder.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// Where cargo puts what it builds, and where our own set-up keeps its marks.
pub(crate) fn target() -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// A program built by the development profile, with this system's suffix.
pub(crate) fn built(name: &str) -> PathBuf {
    target()
        .join("debug")
        .join(format!("{name}{}", env::consts::EXE_SUFFIX))
}

/// A command in the workspace's root.
///
/// What `cargo run` told *us* about our own package is taken out: build scripts that watch these variables
/// would otherwise be built again whenever somebody changes between `cargo` and `cargo xtask`.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    for (name, _) in env::vars_os() {
        let Some(text) = name.to_str() else { continue };
        let ours = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_"]
            .iter()
            .any(|start| text.starts_with(start));
        if ours || text == "OUT_DIR" {
            command.env_remove(&name);
        }
    }
    command
}

/// The cargo that started us.
pub(crate) fn cargo() -> Command {
    command(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// npm, in the folder of the interface.
pub(crate) fn npm() -> Command {
    let mut command = command(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.current_dir(root().join("ui"));
    command
}

/// Shows the command line and runs it with our own input and output. It is shown among the errors, because
/// what the program prints may be for another program to read.
///
/// # Errors
/// [`Failure::NotStarted`] when the program is not there, [`Failure::Ended`] when it does not end well.
pub(crate) fn run(command: &mut Command) -> Result<(), Failure> {
    let line = line(command);
    eprintln!("  $ {line}");
    let status = command.status().map_err(|source| Failure::NotStarted {
        line: line.clone(),
        source,
    })?;
    if status.success() {
        Ok(())
    } else {
        Err(Failure::Ended { line, status })
    }
}

/// True when the program starts and ends well; it prints nothing.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    let silent = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    silent.status().is_ok_and(|status| status.success())
}

/// What the program prints, trimmed; nothing when it does not start or does not end well.
pub(crate) fn output(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    output.status.success().then_some(text)
}

/// True when a program of this name can be found on the search path.
pub(crate) fn on_path(program: &str) -> bool {
    let Some(path) = env::var_os("PATH") else {
        return false;
    };
    env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

/// The command as a person would type it from the root.
pub(crate) fn line(command: &Command) -> String {
    let root = root();
    let short = |text: &OsStr| {
        let path = Path::new(text);
        path.strip_prefix(&root).unwrap_or(path).display().to_string()
    };
    let mut words = vec![match command.get_program() {
        program if Path::new(program).is_absolute() => Path::new(program)
            .file_name()
            .unwrap_or(program)
            .to_string_lossy()
            .into_owned(),
        program => short(program),
    }];
    words.extend(command.get_args().map(short));
    match command
        .get_current_dir()
        .and_then(|folder| folder.strip_prefix(&root).ok())
    {
        Some(folder) if !folder.as_os_str().is_empty() => {
            format!("(cd {} && {})", folder.display(), words.join(" "))
        }
        _ => words.join(" "),
    }
}
