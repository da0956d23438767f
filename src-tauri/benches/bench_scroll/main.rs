//! The list of 100,000 reports while the wheel is turned, in the real window.
//!
//! The X server turns the wheel, as a mouse does, fifty notches a second for five seconds. The page notes when each frame
//! was drawn; a frame that comes more than one and a half frame times after the one before it leaves one out. The same
//! is measured over a plain list of the same window whose rows are all drawn already: what the window itself costs.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a measurement that cannot go on says so by failing"
)]

#[path = "../../../tests/support/mod.rs"]
mod support;

#[path = "../stock.rs"]
mod stock;
#[path = "../years.rs"]
mod years;

use std::fs;
use std::time::Duration;
use support::{App, Journey};

const NOTCHES: u32 = 250;
const APART_MS: u32 = 20;
/// One and a half frames at 60 Hz.
const LATE_MS: f64 = 25.0;

/// Notes the time between frames, and the most rows that stood empty in one, until told to stop.
const WATCH: &str = "
    window.between = [];
    window.empty = 0;
    window.watching = true;
    let last = null;
    const frame = (now) => {
        if (last !== null) window.between.push(now - last);
        last = now;
        window.empty = Math.max(window.empty, document.querySelectorAll('.coming').length);
        if (window.watching) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
";

/// A list over everything else, with as many rows as the wheel passes.
const BARE: &str = "
    const list = document.createElement('div');
    list.id = 'bare-list';
    list.style.cssText = 'position:fixed;inset:0;overflow:auto;z-index:99;background:Canvas';
    list.append(...Array.from({ length: 2000 }, (_, number) => {
        const row = document.createElement('div');
        row.style.height = '46px';
        row.textContent = `Поточний ремонт дворових проїздів на вулиці Садовій, ${number}: хід робіт`;
        return row;
    }));
    document.body.append(list);
";

fn main() {
    let reports: u32 = std::env::var("ZVITNYK_REPORTS").map_or(100_000, |number| number.parse().unwrap());
    let journey = Journey::begin("bench_scroll");
    let data = journey.folder().join("author/data");
    fs::create_dir_all(&data).unwrap();
    years::fill(&data, reports);
    let app = journey.app_at("author", "");
    app.resize(1366, 768);
    app.click("nav-reports");
    app.wait_for_attribute("reports-grid", "data-total", &reports.to_string());
    app.wait_for_page();
    std::thread::sleep(Duration::from_secs(20));

    let ours = turn(&app);
    let passed = app.run("return document.querySelector('[data-test=reports-grid]').scrollTop");
    assert!(passed.as_f64().unwrap() > 5_000.0, "the list stands at {passed}");
    let empty = app.run("return window.empty");
    let _picture = journey.picture("scrolled");
    app.run(BARE);
    std::thread::sleep(Duration::from_secs(2));
    let bare = turn(&app);

    eprintln!("most rows that stood empty in one frame: {empty}");
    let what = format!("frames while the wheel is turned, {reports} reports");
    println!(
        "{what}: 99th percentile between two\tms\t{}\tplain list, same window\t{}\t1.3",
        percentile(&ours, 99),
        percentile(&bare, 99)
    );
    println!("{what}: left out of a hundred\t%\t{}\tlimit\t1\t1", late(&ours));
    eprintln!("left out of a hundred in the plain list: {:.2}", late(&bare));
}

/// The times between frames while the wheel is turned over the middle of the window.
fn turn(app: &App) -> Vec<f64> {
    app.run(WATCH);
    app.turn_wheel(NOTCHES, APART_MS);
    let between = app.run("window.watching = false; return window.between");
    let between: Vec<f64> = serde_json::from_value(between).unwrap();
    assert!(between.len() > 100, "only {} frames", between.len());
    between
}

fn late(between: &[f64]) -> f64 {
    let late = between.iter().filter(|time| **time > LATE_MS).count();
    100.0 * late as f64 / between.len() as f64
}

fn percentile(values: &[f64], percent: usize) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[(sorted.len() * percent / 100).min(sorted.len() - 1)]
}
