//! The app is killed at random moments while one types: what is lost is less than a second old.
//!
//! A journal within the page notes each key press with the system's time and what the field then held; the test takes the
//! notes out after each key, and another thread kills the process whenever it likes. At the next start the field is read, and
//! the age of the oldest key press that is missing is what was lost.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a journey that cannot go on says so by failing"
)]

mod support;

use fantoccini::key::Key;
use fastrand::Rng;
use std::{
    env,
    panic::{self, AssertUnwindSafe, catch_unwind},
    thread,
    time::{Duration, SystemTime, UNIX_EPOCH},
};
use support::{
    App, Journey, until,
    work::{AUTHOR, photo},
};

/// What is promised in the README.
const PROMISED_MS: f64 = 1_000.0;

/// A report and what is typed into.
struct Place {
    /// The report's row on the desk.
    row: String,
    field: &'static str,
}

/// A key press by the system's clock, milliseconds since 1970, and what the field held after it.
#[derive(Debug)]
struct Note {
    at: f64,
    held: String,
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
    let mut photos = photos();
    let mut lost = Vec::new();
    for round in 1..=rounds {
        let with_photo = round % 6 == 0 && photos.len() > 1;
        let name = format!("Вимкнення {round}");
        journey.step(&name, || {
            if with_photo {
                let row = places.first().map(|place| place.row.as_str()).unwrap();
                let files = photos.split_off(photos.len() - 2);
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
    app.run(&format!("document.querySelector('[data-test={}]').focus()", place.field));
    app.wait_for_focus(place.field);
    keep_journal(app, place.field);
    let mut notes = vec![Note {
        at: 0.0,
        held: held(app, place.field),
    }];
    let killer = app.dies_in(Duration::from_millis(rng.u64(300..3_000)));
    until_it_dies(|| {
        press_something(
            app,
            place,
            rng,
            notes.last().map_or(0, |note| note.held.chars().count()),
        );
        let taken = app.run("return window.journal.splice(0)");
        for note in taken.as_array().unwrap() {
            notes.push(Note {
                at: note[0].as_f64().unwrap(),
                held: note[1].as_str().unwrap().trim_end().to_owned(),
            });
        }
        let pause = if rng.u8(0..12) == 0 { 700 } else { rng.u64(0..90) };
        thread::sleep(Duration::from_millis(pause));
    });
    let killed_at = milliseconds(killer.join().unwrap());
    app.is_gone();
    app.start_again();
    open(app, &place.row);
    app.wait_for(place.field);
    let found = held(app, place.field);
    let lost = age_of_lost(&notes, &found, killed_at);
    assert!(
        lost < PROMISED_MS,
        "{}: {lost:.0} ms lost; found {found:?}, notes before the kill at {killed_at:.0}: {:?}",
        place.field,
        notes.get(notes.len().saturating_sub(40)..)
    );
    lost
}

/// A letter, a deletion, an undo; a long text is begun anew.
fn press_something(app: &App, place: &Place, rng: &mut Rng, length: usize) {
    match rng.u8(0..20) {
        _ if length > 160 => {
            app.press(&[Key::Control], 'a');
            app.type_text("н");
        }
        0 | 1 if length > 3 => app.press(&[], Key::Backspace),
        2 if !place.field.starts_with("field-values") => app.press(&[Key::Control], 'z'),
        3 => app.type_text(" "),
        _ => app.type_text(&rng.char('а'..='я').to_string()),
    }
}

/// The age at the kill of the first note after the last one that was found; 0 if nothing is missing.
fn age_of_lost(notes: &[Note], found: &str, killed_at: f64) -> f64 {
    let Some(kept) = notes.iter().rposition(|note| note.held == found) else {
        // A key press that nobody could take the note of any more: it is the last.
        let last = &notes.last().unwrap().held;
        let near = found.chars().count().abs_diff(last.chars().count()) <= 2;
        assert!(near, "found {found:?}, which was never typed; last {last:?}");
        return 0.0;
    };
    // Keys that changed nothing are no loss.
    notes
        .get(kept + 1..)
        .and_then(|later| later.iter().find(|note| note.held != found))
        .map_or(0.0, |note| killed_at - note.at)
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

/// The field's text as the page shows it; what is being typed in a table's cell lies in an input within it.
const HELD: &str = "const held = name => { const e = document.querySelector(`[data-test=\"${name}\"]`); \
    const input = e?.matches('input, textarea') ? e : e?.querySelector('input, textarea'); \
    return (input?.value ?? e?.innerText ?? '').replaceAll('\\u00a0', ' ').trimEnd(); };";

fn held(app: &App, field: &str) -> String {
    let held = app.run(&format!("{HELD} return held({field:?});"));
    held.as_str().unwrap().trim_end().to_owned()
}

/// From now on the page notes each key press: its time, and what the field held when it had been dealt with.
fn keep_journal(app: &App, field: &str) {
    app.run(&format!(
        "{HELD} window.journal = []; addEventListener('keydown', event => {{ \
         const at = performance.timeOrigin + event.timeStamp; \
         setTimeout(() => window.journal.push([at, held({field:?})]), 0); }}, true);"
    ));
}

fn paste_row(app: &App) {
    app.run(
        "const data = new DataTransfer(); \
         data.setData('text/plain', 'Показник\\tОд. виміру\\tРік\\tВид значення\\tЗначення\\nПочаток\\tтис.\\t2025\\tФакт\\t1\\n'); \
         document.querySelector('[data-test=\"field-values-empty\"]').dispatchEvent( \
         new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))",
    );
}

/// Photos that may be added, each once: the same one twice is one.
fn photos() -> Vec<std::path::PathBuf> {
    [
        "street-before.jpg",
        "playground-orientation-6.jpg",
        "Ремонт вулиці.jpg",
        "school.jpg",
    ]
    .map(photo)
    .to_vec()
}

fn milliseconds(time: SystemTime) -> f64 {
    time.duration_since(UNIX_EPOCH)
        .unwrap_or_else(|_| panic!("before 1970"))
        .as_secs_f64()
        * 1_000.0
}

fn number(name: &str) -> Option<u64> {
    env::var(name).ok().map(|text| text.parse().unwrap())
}
