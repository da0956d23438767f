//! What was typed when: notes that the page takes of its own key presses, and what of them is lost later.

#![expect(
    clippy::indexing_slicing,
    reason = "a journey that cannot go on says so by failing"
)]

use std::time::{SystemTime, UNIX_EPOCH};

use fantoccini::key::Key;
use fastrand::Rng;

use super::app::App;

/// A key press by the system's clock, milliseconds since 1970, and what the field held after it.
#[derive(Clone, Debug)]
pub(crate) struct Note {
    pub(crate) at: f64,
    pub(crate) held: String,
}

/// The notes of one field.
pub(crate) struct Journal {
    pub(crate) field: &'static str,
    pub(crate) notes: Vec<Note>,
}

/// The field's text as the page has it; what is being typed in a table's cell lies in an input within it, and at rest the cell
/// shows one space where two were typed.
const HELD: &str = "const held = name => { const e = document.querySelector(`[data-test=\"${name}\"]`); \
    const input = e?.matches('input, textarea') ? e : e?.querySelector('input, textarea'); \
    return (input?.value ?? (e?.matches('button') ? e.textContent : e?.innerText) ?? '').replaceAll('\\u00a0', ' ').trimEnd(); };";

impl Journal {
    /// Goes to the field; from now on the page notes each key press: its time, and what the field held when it had been
    /// dealt with.
    pub(crate) fn begin(app: &App, field: &'static str) -> Self {
        app.run(&format!("document.querySelector('[data-test={field}]').focus()"));
        app.wait_for_focus(field);
        app.run(&format!(
            "{HELD} window.journal = []; addEventListener('keydown', event => {{ \
             const at = performance.timeOrigin + event.timeStamp; \
             setTimeout(() => window.journal.push([at, held({field:?})]), 0); }}, true);"
        ));
        let notes = vec![Note {
            at: 0.0,
            held: Self::held(app, field),
        }];
        Self { field, notes }
    }

    /// What the field holds on the screen.
    pub(crate) fn held(app: &App, field: &str) -> String {
        let held = app.run(&format!("{HELD} return held({field:?});"));
        held.as_str().unwrap().to_owned()
    }

    /// A letter, a deletion, an undo; a long text is begun anew. Then takes the page's notes out of it.
    pub(crate) fn press_something(&mut self, app: &App, rng: &mut Rng) {
        let length = self.notes.last().map_or(0, |note| note.held.chars().count());
        // The table's undo takes back whole changes, and leaves the cell.
        let undoes = !self.field.starts_with("field-values");
        match rng.u8(0..20) {
            _ if length > 160 => {
                app.press(&[Key::Control], 'a');
                app.type_text("н");
            }
            0 | 1 if length > 3 => app.press(&[], Key::Backspace),
            2 if undoes => app.press(&[Key::Control], 'z'),
            3 => app.type_text(" "),
            _ => app.type_text(&rng.char('а'..='я').to_string()),
        }
        let taken = app.run("return window.journal.splice(0)");
        for note in taken.as_array().unwrap() {
            self.notes.push(Note {
                at: note[0].as_f64().unwrap(),
                held: note[1].as_str().unwrap().to_owned(),
            });
        }
    }

    /// The age of the oldest key press that is missing when this is found after a stop, milliseconds; 0 if none is.
    ///
    /// # Panics
    /// When what was found was never typed.
    pub(crate) fn age_of_lost(&self, found: &str, stopped: f64) -> f64 {
        let typed = self.notes.iter().take_while(|note| note.at <= stopped).count();
        let notes = &self.notes[..typed];
        let Some(kept) = notes.iter().rposition(|note| note.held == found) else {
            // A key press that nobody could take the note of any more: it is the last.
            let last = &notes.last().unwrap().held;
            let near = found.chars().count().abs_diff(last.chars().count()) <= 2;
            assert!(near, "{}: {found:?} was never typed; last {last:?}", self.field);
            return 0.0;
        };
        // Keys that changed nothing are no loss.
        notes[kept + 1..]
            .iter()
            .find(|note| note.held != found)
            .map_or(0.0, |note| stopped - note.at)
    }
}

/// Milliseconds since 1970.
pub(crate) fn milliseconds(time: SystemTime) -> f64 {
    time.duration_since(UNIX_EPOCH).unwrap().as_secs_f64() * 1_000.0
}

/// A picture of this seed's own, 1600 × 1200: the same one twice would be one photo.
pub(crate) fn picture(folder: &std::path::Path, seed: u64) -> std::path::PathBuf {
    const WIDTH: u32 = 1_600;
    const HEIGHT: u32 = 1_200;
    let pixels = WIDTH * HEIGHT * 3;
    let mut bmp = b"BM".to_vec();
    for number in [54 + pixels, 0, 54, 40, WIDTH, HEIGHT] {
        bmp.extend(number.to_le_bytes());
    }
    bmp.extend([1, 0, 24, 0]);
    for number in [0, pixels, 2_835, 2_835, 0, 0] {
        bmp.extend(u32::to_le_bytes(number));
    }
    let mut rng = Rng::with_seed(seed);
    for _ in 0..pixels / 48 {
        let colour = [rng.u8(..), rng.u8(..), rng.u8(..)];
        bmp.extend(colour.repeat(16));
    }
    let path = folder.join(format!("Світлина {seed}.bmp"));
    std::fs::write(&path, bmp).unwrap();
    path
}
