//! The app is killed at random moments while one types: what is lost is less than a second old.
//!
//! A journal within the page notes each key press with the system's time and what the field then held; the test takes the
//! notes out after each key, and another thread kills the process whenever it likes. At the next start the field is read, and
//! the age of the oldest key press that is missing is what was lost.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a journey that cannot go on says so by failing"
)]

mod support;

use fastrand::Rng;
use std::{
    env,
    panic::{self, AssertUnwindSafe, catch_unwind},
    thread,
    time::{Duration, SystemTime},
};
use support::{
    App, Journey,
    journal::{Journal, milliseconds, picture},
    until,
    work::AUTHOR,
};

/// What is promised in the README.
const PROMISED_MS: f64 = 1_000.0;

/// A report and what is typed into.
struct Place {
    /// The report's row on the desk.
    row: String,
    field: &'static str,
}

#[test]
#[ignore = "needs a virtual display and the built programs: cargo xtask test"]
fn what_a_kill_takes_is_younger_than_a_second() {
    let rounds = number("ZVITNYK_KILLS").unwrap_or(12);
    let seed = number("ZVITNYK_SEED").unwrap_or_else(|| fastrand::u64(..));
    println!("{rounds} kills, ZVITNYK_SEED={seed}");
    let mut rng = Rng::with_seed(seed);
    let mut journey = Journey::begin("kills");
    let portal = journey.portal();
    let mut olena = journey.app("olena", &portal);

    let places = journey.step("Два звіти: текст і таблиця", || {
        olena.sign_in(AUTHOR);
        olena.begin_report();
        olena.fill("title", "Початок");
        olena.wait_until_saved();
        olena.click("nav-desk");
        let text = olena.wait_for_names("report-", 1).remove(0);
        olena.click("new-report");
        olena.click("new-report-indicators");
        olena.click("new-report-blank");
        olena.wait_for("field-values-empty");
        paste_row(&olena);
        olena.wait_for_text("field-values-0-indicator", "Початок");
        olena.wait_until_saved();
        olena.click("nav-desk");
        let table = olena
            .wait_for_names("report-", 2)
            .into_iter()
            .find(|row| *row != text)
            .unwrap();
        [
            (text.clone(), "title"),
            (text, "rich-description"),
            (table, "field-values-0-indicator"),
        ]
        .map(|(row, field)| Place { row, field })
    });
    let folder = journey.folder().to_owned();
    let mut lost = Vec::new();
    for round in 1..=rounds {
        let name = format!("Вимкнення {round}");
        journey.step(&name, || {
            if round % 6 == 0 {
                let row = places.first().map(|place| place.row.as_str()).unwrap();
                let files = [1, 2].map(|n| picture(&folder, seed.wrapping_add(2 * round + n)));
                killed_while_adding(&mut olena, row, &files, &mut rng);
            } else {
                let place = rng.choice(&places).unwrap();
                lost.push(killed_while_typing(&mut olena, place, &mut rng));
                println!("  {}: {:.0} ms", place.field, lost.last().unwrap());
            }
        });
    }
    lost.sort_by(f64::total_cmp);
    if let (Some(most), Some(middle)) = (lost.last(), lost.get(lost.len() / 2)) {
        println!(
            "{} kills while typing: lost at most {most:.0} ms, median {middle:.0} ms",
            lost.len()
        );
    }
}

/// Types until the app dies; the age at the kill of the oldest key press that the next start does not show, milliseconds.
fn killed_while_typing(app: &mut App, place: &Place, rng: &mut Rng) -> f64 {
    open(app, &place.row);
    let mut journal = Journal::begin(app, place.field);
    let killer = app.dies_in(Duration::from_millis(rng.u64(300..3_000)));
    until_it_dies(|| {
        journal.press_something(app, rng);
        let pause = if rng.u8(0..12) == 0 { 700 } else { rng.u64(0..90) };
        thread::sleep(Duration::from_millis(pause));
    });
    let killed_at = milliseconds(killer.join().unwrap());
    app.is_gone();
    app.start_again();
    open(app, &place.row);
    app.wait_for(place.field);
    let found = Journal::held(app, place.field);
    let lost = journal.age_of_lost(&found, killed_at);
    let last = &journal.notes[journal.notes.len().saturating_sub(40)..];
    assert!(
        lost < PROMISED_MS,
        "{}: {lost:.0} ms lost; found {found:?}, killed at {killed_at:.0}, notes before it: {last:?}",
        place.field,
    );
    lost
}

/// Drops photos on the window and kills the app a moment later: what was shown as added is there, every picture whole.
fn killed_while_adding(app: &mut App, row: &str, files: &[std::path::PathBuf], rng: &mut Rng) {
    open(app, row);
    app.wait_for("title");
    let mut seen = app.names("caption-");
    app.drop_files(files);
    let killer = app.dies_in(Duration::from_millis(rng.u64(0..1_500)));
    until_it_dies(|| {
        let now = app
            .run("return [...document.querySelectorAll('[data-test^=caption-]')].map(e => e.dataset.test)");
        for name in now.as_array().unwrap().iter().filter_map(|name| name.as_str()) {
            if !seen.iter().any(|seen| seen == name) {
                seen.push(name.to_owned());
            }
        }
    });
    killer.join().unwrap();
    app.is_gone();
    app.start_again();
    open(app, row);
    until("the photos that were there", || {
        let now = app.names("caption-");
        seen.iter().all(|one| now.contains(one))
    });
    let widths = "return [...document.querySelectorAll('[data-test^=photo-] img')].every(i => i.complete && i.naturalWidth > 0)";
    until("every picture", || app.run(widths) == serde_json::json!(true));
    println!("  {} photos seen before, all there", seen.len());
}

/// Does it again and again until the window answers no more.
fn until_it_dies(mut deed: impl FnMut()) {
    let hook = panic::take_hook();
    // That the window is gone is what is waited for, and no news.
    panic::set_hook(Box::new(|_| {}));
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let started = SystemTime::now();
        while started.elapsed().unwrap_or_default() < Duration::from_secs(20) {
            deed();
        }
    }));
    panic::set_hook(hook);
    assert!(outcome.is_err(), "the app was killed, and still answers");
}

fn open(app: &App, row: &str) {
    app.click("nav-desk");
    app.wait_for(row);
    app.click(row);
    app.wait_for("title");
}

fn paste_row(app: &App) {
    app.run(
        "const data = new DataTransfer(); \
         data.setData('text/plain', 'Показник\\tОд. виміру\\tРік\\tВид значення\\tЗначення\\nПочаток\\tтис.\\t2025\\tФакт\\t1\\n'); \
         document.querySelector('[data-test=\"field-values-empty\"]').dispatchEvent( \
         new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))",
    );
}

fn number(name: &str) -> Option<u64> {
    env::var(name).ok().map(|text| text.parse().unwrap())
}
