//! A cold start to a desk that can be worked at, with 10,000 reports stored, beside a bare window of the same toolkit
//! that shows one line.
//!
//! Both are built optimised and started in turn on the same hidden display, each as a new process after the system's
//! cache of files was dropped (as root; without that right the starts are warm, and said to be). Time runs from the
//! start of the process until the page has drawn what it has to show and says so by a command; memory is the
//! proportional set size of all processes of the tree two seconds later. Medians of nine runs of
//! each.
//!
//! The rival is this very program in another role: it links Tauri, but nothing of the editor.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a measurement that cannot go on says so by failing"
)]

#[path = "../../../tests/support/mod.rs"]
mod support;

mod memory;
#[path = "../stock.rs"]
mod stock;
#[path = "../years.rs"]
mod years;

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use support::Desk;

const RUNS: usize = 9;
const REPORTS: u32 = 10_000;
/// What both print when they have drawn.
const SHOWN: &str = "the desk is shown";
/// A start that takes longer is none.
const PATIENCE: Duration = Duration::from_secs(60);

fn main() {
    if std::env::args().nth(1).as_deref() == Some("bare") {
        bare();
        return;
    }
    let temp = tempfile::tempdir().unwrap();
    let desk = Desk::open(temp.path(), &format!("bench-start-{}", std::process::id()));
    years::fill(&desk.data, REPORTS);
    let cold = drop_caches();
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        drop_caches();
        theirs.push(start(desk.command(std::env::current_exe().unwrap()).arg("bare")));
        drop_caches();
        ours.push(start(&mut desk.command(env!("CARGO_BIN_EXE_zvitnyk"))));
    }
    let how = if cold { "cold" } else { "warm" };
    let median = |runs: &[Start], of: fn(&Start) -> f64| {
        let mut values: Vec<f64> = runs.iter().map(of).collect();
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    };
    let lines = [
        (
            format!("{how} start to a usable desk, {REPORTS} reports"),
            "ms",
            Start::millis as fn(&Start) -> f64,
        ),
        (
            format!("memory of all processes, {REPORTS} reports"),
            "MiB",
            Start::mebibytes,
        ),
    ];
    for (what, unit, of) in lines {
        let (ours, theirs) = (median(&ours, of), median(&theirs, of));
        println!("{what}\t{unit}\t{ours}\tbare Tauri window\t{theirs}\t1.5");
    }
}

/// One start.
struct Start {
    millis: f64,
    mebibytes: f64,
}

impl Start {
    fn millis(&self) -> f64 {
        self.millis
    }

    fn mebibytes(&self) -> f64 {
        self.mebibytes
    }
}

fn start(command: &mut Command) -> Start {
    let began = Instant::now();
    let mut child = command
        .env("RUST_LOG", "zvitnyk_app=info")
        // The editor chooses the plain renderer itself where there is no GPU; both shall draw by the same one.
        .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let (tell, told) = std::sync::mpsc::channel();
    let said = BufReader::new(child.stderr.take().unwrap());
    std::thread::spawn(move || {
        for line in said.lines().map_while(Result::ok) {
            if line.contains(SHOWN) && tell.send(Instant::now()).is_err() {
                break;
            }
        }
    });
    let shown = told
        .recv_timeout(PATIENCE)
        .expect("the page never said that it was drawn");
    std::thread::sleep(Duration::from_secs(2));
    let mebibytes = memory::of_tree(child.id());
    memory::end_tree(child.id());
    child.wait().unwrap();
    Start {
        millis: (shown - began).as_secs_f64() * 1000.0,
        mebibytes,
    }
}

/// Makes the next start read everything from the disk. Answers whether that was allowed.
fn drop_caches() -> bool {
    fs::write("/proc/sys/vm/drop_caches", "3").is_ok()
}

/// The rival: a window that shows one line.
fn bare() {
    #[tauri::command]
    fn shown() {
        eprintln!("{SHOWN}");
    }
    tauri::Builder::default()
        .invoke_handler(tauri::generate_handler![shown])
        .run(tauri::generate_context!("src-tauri/benches/bare/tauri.conf.json"))
        .unwrap();
}
