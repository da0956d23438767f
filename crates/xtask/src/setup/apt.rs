//! System packages of Debian and Ubuntu.

use std::fs;

use crate::failure::Failure;
use crate::shell;

/// For compiling and linking the app: the webview, the tray, TLS, and the C code of the JPEG library.
pub(crate) const BUILD: &[&str] = &[
    "build-essential",
    "cmake",
    "libayatana-appindicator3-dev",
    "librsvg2-dev",
    "libssl-dev",
    "libwebkit2gtk-4.1-dev",
    "nasm",
    "pkg-config",
];

/// For driving the window: WebDriver, display, session bus, Secret Service, the mouse, the clipboard and something to drag; and
/// what sees which writes reached the disk.
pub(crate) const JOURNEYS: &[&str] = &[
    "dbus",
    "fonts-dejavu-core",
    "gir1.2-gtk-3.0",
    "gnome-keyring",
    "libgl1-mesa-dri",
    "python3-gi",
    "strace",
    "webkit2gtk-driver",
    "xclip",
    "xdotool",
    "xvfb",
];

/// For looking at the public page as a resident does.
pub(crate) const BROWSER: &[&str] = &["chromium", "chromium-driver"];

/// A rival of the photo bench, and photographs to measure with.
pub(crate) const PHOTO_BENCH: &[&str] = &[
    "libvips-tools",
    "lomiri-wallpapers-16.04",
    "lomiri-wallpapers-20.04",
];

/// For compiling to Windows and running its tests here.
pub(crate) const WINDOWS: &[&str] = &[
    "cargo-web",
    "cmake",
    "gcc-mingw-w64-x86-64",
    "g++-mingw-w64-x86-64",
    "nasm",
    "rust-web-src",
    "rustc-web",
    "wine",
    "wine64",
];

/// True where packages are installed by apt.
pub(crate) fn available() -> bool {
    shell::on_path("apt-get") && shell::on_path("dpkg-query")
}

/// True on Ubuntu, whose browser packages are only doors to its own shop.
pub(crate) fn is_ubuntu() -> bool {
    fs::read_to_string("/etc/os-release").is_ok_and(|text| text.lines().any(|line| line == "ID=ubuntu"))
}

/// Installs those of the packages that are missing, after saying which and what for.
///
/// Without apt it says what is needed and goes on: another distribution may have it under another name, and
/// the step that needs it will say so.
///
/// # Errors
/// [`Failure::NeedsRoot`] when we are neither root nor can become it; what apt-get itself ended with.
pub(crate) fn install(packages: &[&str], what_for: &str) -> Result<(), Failure> {
    if !available() {
        eprintln!(
            "No apt here. {what_for} these Debian packages, or their like, are needed: {}",
            packages.join(" ")
        );
        return Ok(());
    }
    let missing: Vec<&str> = packages
        .iter()
        .copied()
        .filter(|package| !installed(package))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    eprintln!(
        "About to install system packages, {what_for}:\n    {}",
        missing.join(" ")
    );
    let sudo = match shell::output(shell::command("id").arg("-u")).as_deref() {
        Some("0") => false,
        _ if shell::on_path("sudo") => true,
        _ => {
            let command = format!("apt-get install {}", missing.join(" "));
            return Err(Failure::NeedsRoot { command });
        }
    };
    let apt_get = || {
        let mut command = shell::command(if sudo { "sudo" } else { "env" });
        if sudo {
            command.arg("env");
        }
        command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y"]);
        command
    };
    shell::run(apt_get().arg("update"))?;
    shell::run(
        apt_get()
            .args(["install", "--no-install-recommends"])
            .args(&missing),
    )
}

fn installed(package: &str) -> bool {
    let status = shell::output(shell::command("dpkg-query").args(["-W", "-f=${db:Status-Status}", package]));
    status.is_some_and(|status| status.starts_with("installed"))
}
