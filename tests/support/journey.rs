//! A journey: named steps that are told as they go.

use std::fs;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::app::App;
use super::browser::Browser;
use super::page::{Camera, Page};
use super::portal::Portal;
use super::process::sweep;

/// What one test does, from the first window to the last picture.
pub(crate) struct Journey {
    folder: PathBuf,
    mark: String,
    camera: Camera,
    step: u32,
}

impl Journey {
    /// Clears `target/journeys/<name>`.
    pub(crate) fn begin(name: &str) -> Self {
        let target = Path::new(env!("CARGO_BIN_EXE_zvitnyk"))
            .ancestors()
            .nth(2)
            .unwrap();
        let folder = target.join("journeys").join(name);
        let _there_was_none = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let mark = format!("{name}-{}", std::process::id());
        Self {
            folder,
            mark,
            camera: Camera::default(),
            step: 0,
        }
    }

    /// A portal for this journey.
    pub(crate) fn portal(&self) -> Portal {
        Portal::start(&self.folder.join("portal"), &self.mark)
    }

    /// A computer of somebody's, with the app open on it.
    pub(crate) fn app(&self, whose: &str, portal: &Portal) -> App {
        self.app_at(whose, &portal.address())
    }

    /// A computer of somebody's, with the app open on it and this portal's address in the form; none, if it
    /// is empty.
    pub(crate) fn app_at(&self, whose: &str, address: &str) -> App {
        App::open(&self.folder.join(whose), &self.mark, address, self.camera.clone())
    }

    /// A resident's browser.
    pub(crate) fn browser(&self) -> Browser {
        Browser::open(&self.folder.join("resident"), &self.mark, &self.camera)
    }

    /// Does one step, takes a picture of the page that was touched last, and says how it went.
    ///
    /// # Panics
    /// As the step does, after a picture of what stood there instead.
    pub(crate) fn step<T>(&mut self, name: &str, deed: impl FnOnce() -> T) -> T {
        self.step += 1;
        let started = Instant::now();
        let outcome = catch_unwind(AssertUnwindSafe(deed));
        let seconds = started.elapsed().as_secs_f64();
        let mark = if outcome.is_ok() { "✓" } else { "✗" };
        let picture = self
            .picture(name)
            .map_or_else(String::new, |file| format!("  {}", short(&file)));
        say(&format!(
            "{mark} {}. {name}  ({seconds:.1} s){picture}",
            self.step
        ));
        outcome.unwrap_or_else(|panic| {
            say(&format!(
                "  what each program printed lies in {}",
                short(&self.folder)
            ));
            resume_unwind(panic)
        })
    }

    /// A picture of the page that was touched last, numbered by the step.
    pub(crate) fn picture(&self, name: &str) -> Option<PathBuf> {
        let page: Page = self.camera.borrow().clone()?;
        page.picture(
            &self
                .folder
                .join(format!("{:02}-{}.png", self.step, file_name(name))),
        )
    }

    /// The journey's own folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }
}

impl Drop for Journey {
    fn drop(&mut self) {
        sweep(&self.mark);
    }
}

/// Written at once and past the test harness: somebody may be watching.
fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    let _nobody_listens = writeln!(out, "{line}").and_then(|()| out.flush());
}

/// The path from the repository's root, where it lies below it.
fn short(path: &Path) -> String {
    path.strip_prefix(env!("CARGO_MANIFEST_DIR"))
        .unwrap_or(path)
        .display()
        .to_string()
}

/// `Вхід: автор` → `вхід-автор`.
fn file_name(name: &str) -> String {
    let letters = |letter: char| {
        if letter.is_alphanumeric() {
            letter.to_lowercase().next().unwrap()
        } else {
            ' '
        }
    };
    name.chars()
        .map(letters)
        .collect::<String>()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join("-")
}
