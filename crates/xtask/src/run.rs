//! `cargo xtask run`: the app at a demo portal, or the main job played where nobody can watch a window.

use std::env;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, Instant};

use crate::build;
use crate::failure::Failure;
use crate::fresh;
use crate::journeys;
use crate::setup;
use crate::shell;

/// Always the same, so that the app finds its account again at the next run.
const PORT: u16 = 8480;

/// How long the portal may take to answer, first start with the example catalogue included.
const PATIENCE: Duration = Duration::from_secs(30);

/// The journey that does the whole main job.
const MAIN_JOB: &str = "main_job";

struct Options {
    journey: bool,
    port: u16,
}

/// Sets up, builds, and opens the app or plays the main job.
///
/// # Errors
/// What could not be set up, built or started; what the journey ended with.
pub(crate) fn run(words: &[String]) -> Result<(), Failure> {
    let options = read(words)?;
    if options.journey || !has_display() {
        if !options.journey {
            println!("There is no display here: the main job will be played in a virtual one.");
        }
        return play();
    }
    setup::for_building()?;
    build::everything()?;
    open(options.port)
}

fn read(words: &[String]) -> Result<Options, Failure> {
    let mut options = Options {
        journey: false,
        port: PORT,
    };
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--journey" => options.journey = true,
            "--port" => {
                let port = words.next().and_then(|number| number.parse().ok());
                options.port = port.filter(|port| *port >= 1024).ok_or(Failure::BadPort)?;
            }
            _ => {
                return Err(Failure::UnknownCommand {
                    word: format!("run {word}"),
                });
            }
        }
    }
    Ok(options)
}

/// Windows and macOS always have one; on Linux somebody has to be signed in to a desktop.
fn has_display() -> bool {
    let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

/// The journey prints a line for each step as it goes and ends with its own exit code.
fn play() -> Result<(), Failure> {
    setup::for_building()?;
    setup::for_journeys()?;
    println!("The main job: a report is drafted offline, sent, approved, and seen on the public map.");
    journeys::play(&[MAIN_JOB.to_owned()])
}

/// The portal on loopback and the app at it; both keep what they hold in `target/demo`.
fn open(port: u16) -> Result<(), Failure> {
    let folder = shell::target().join("demo");
    let (portal_data, app_data) = (folder.join("portal"), folder.join("app"));
    fresh::create_folder(&portal_data)?;
    fresh::create_folder(&app_data)?;
    drop(TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|_| Failure::PortTaken { port })?);

    let mut portal = shell::command(shell::built("zvitnyk-portal"));
    portal.arg("--listen").arg(format!("127.0.0.1:{port}"));
    portal.arg("--data").arg(&portal_data).arg("--demo");
    portal
        .arg("--map")
        .arg(build::demo_pack())
        .arg("--assets")
        .arg("ui/dist/portal");
    let mut portal = Running::start(&mut portal)?;
    portal.wait_until_it_answers(port)?;

    println!("\nThe portal's public pages: http://127.0.0.1:{port}/");
    println!(
        "All that the demo keeps lies in {}; delete it to begin anew.",
        folder.display()
    );
    println!("Close the app's window, or press Ctrl+C, to stop both.\n");
    let mut app = shell::command(shell::built("zvitnyk"));
    app.env("ZVITNYK_DATA", &app_data)
        .env("ZVITNYK_MAP", build::demo_pack())
        .env("ZVITNYK_PORTAL", format!("http://127.0.0.1:{port}"));
    shell::run(&mut app)
}

/// A process that does not outlive us.
struct Running(Child);

impl Running {
    fn start(command: &mut Command) -> Result<Self, Failure> {
        let line = shell::line(command);
        println!("  $ {line}");
        command
            .spawn()
            .map(Self)
            .map_err(|source| Failure::NotStarted { line, source })
    }

    fn wait_until_it_answers(&mut self, port: u16) -> Result<(), Failure> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let started = Instant::now();
        while started.elapsed() < PATIENCE {
            if TcpStream::connect_timeout(&address, Duration::from_secs(1)).is_ok() {
                return Ok(());
            }
            if let Ok(Some(status)) = self.0.try_wait() {
                return Err(Failure::PortalEnded { status });
            }
            thread::sleep(Duration::from_millis(50));
        }
        Err(Failure::PortalSilent {
            port,
            seconds: PATIENCE.as_secs(),
        })
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _already_gone = self.0.kill();
        let _its_status = self.0.wait();
    }
}
