//! From a key press to the screen, in a report of 20 pages with 50 photos, in the real window.
//!
//! Keys are pressed by the X server, as by a keyboard, into the middle of the text. The page takes the time from the
//! event of the key to the first moment after the frame that shows it was drawn (an animation frame, then a task after
//! it). The 95th percentile stands beside the limit of one frame at 60 Hz. What the window itself costs, measured in an
//! empty text field of the same page, is told on standard error.
//!
//! Then the same text, in a report without photos, while fifty of 24 megapixels that were dropped at once are made ready on
//! all cores.
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

use jiff::Timestamp;
use report::{Content, FieldId, ReportId, SectionId};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::time::Duration;
use store::Store;
use support::{App, Journey};
use turbojpeg::{Image, PixelFormat, Subsamp};

const KEYS: usize = 300;
/// Some 20 pages of A4: 55 paragraphs of five lines, with headings, lists and tables between them.
const PARAGRAPHS: usize = 120;
const PHOTOS: u32 = 50;
/// One frame at 60 Hz.
const LIMIT_MS: f64 = 16.0;
const TITLE: &str = "Звіт на двадцять сторінок";
const COMING: &str = "Звіт, до якого додають фото";

/// Listens to keys and keeps how long each took to reach the screen. Two channels serve all keys: one that is made for each
/// and left open is asked for messages at every later one, and after some hundred keys that is all that is measured.
const WATCH: &str = "
    window.taken = [];
    window.handled = [];
    const [drawn, done] = [new MessageChannel(), new MessageChannel()];
    let pressed = [];
    let begun = [];
    drawn.port1.onmessage = () => {
        const now = performance.now();
        window.taken.push(...pressed.map((at) => now - at));
        pressed = [];
    };
    done.port1.onmessage = () => window.handled.push(performance.now() - begun.shift());
    addEventListener('keydown', (event) => {
        if (event.key.length !== 1 || event.ctrlKey) return;
        pressed.push(event.timeStamp);
        if (pressed.length === 1) requestAnimationFrame(() => drawn.port2.postMessage(null));
        begun.push(performance.now());
        done.port2.postMessage(null);
    }, { capture: true });
";

/// Puts the caret into the middle of the text.
const CARET: &str = "const text = document.querySelector('[data-test=rich-description]'); \
    const middle = [...text.querySelectorAll('p')].at(60); middle.scrollIntoView({ block: 'center' }); \
    text.focus(); getSelection().collapse(middle, 1)";

fn main() {
    let journey = Journey::begin("bench_typing");
    let data = journey.folder().join("author/data");
    fs::create_dir_all(&data).unwrap();
    write_report(&data);
    let app = journey.app_at("author", "");
    app.resize(1366, 768);
    app.open_report(TITLE);
    app.wait_for("rich-description");
    app.wait_for_page();

    // As a fast typist: 100 ms between the keys.
    let type_keys = || app.type_by_keyboard(&"vulycia sadova ".repeat(KEYS / 15), 100);
    app.run(WATCH);
    let take = |name: &str| -> Vec<f64> {
        let taken = app.run(&format!(
            "const taken = window.{name}; window.{name} = []; return taken"
        ));
        serde_json::from_value(taken).unwrap()
    };

    app.run(
        "const field = document.createElement('textarea'); field.id = 'bare-field'; \
         field.style.cssText = 'position:fixed;inset:0 auto auto 0;z-index:99'; \
         document.body.append(field); field.focus()",
    );
    type_keys();
    std::thread::sleep(Duration::from_secs(1));
    let empty = take("taken");
    take("handled");
    app.run("document.getElementById('bare-field').remove()");

    app.run(CARET);
    std::thread::sleep(Duration::from_secs(1));
    let before = app.text("rich-description").len();
    type_keys();
    std::thread::sleep(Duration::from_secs(1));
    let typed = app.text("rich-description").len() - before;
    assert!(typed >= KEYS - 5, "only {typed} of {KEYS} letters have arrived");
    let ours = take("taken");
    let handled = take("handled");
    let _picture = journey.picture("typed");
    assert!(
        ours.len() >= KEYS - 5,
        "only {} of {KEYS} keys were seen",
        ours.len()
    );

    let (meanwhile, keys) = while_photos_come(&journey, &app, &take);
    eprintln!("while photos came in: {keys} keys");

    let what = "key press to screen, 20 pages, 50 photos";
    eprintln!(
        "the page was busy with a key for {:.1} ms (median), {:.1} ms (95th percentile)",
        percentile(&handled, 50),
        percentile(&handled, 95)
    );
    println!(
        "{what}: 95th percentile\tms\t{}\tlimit\t{LIMIT_MS}\t1",
        percentile(&ours, 95)
    );
    println!(
        "key press to screen, 20 pages, while 50 photos of 24 MP come in: 95th percentile\tms\t{meanwhile}\tlimit\t{LIMIT_MS}\t1"
    );
    eprintln!(
        "median {} ms; an empty text field of the same window: median {} ms, 95th percentile {} ms",
        percentile(&ours, 50),
        percentile(&empty, 50),
        percentile(&empty, 95)
    );
}

/// The 95th percentile while photos that were dropped are made ready, and how many keys it is of.
fn while_photos_come(journey: &Journey, app: &App, take: &dyn Fn(&str) -> Vec<f64>) -> (f64, usize) {
    let files = journey.folder().join("photos");
    let dropped = photos(&files);
    app.open_report(COMING);
    app.wait_for("rich-description");
    app.wait_for_page();
    app.drop_files(std::slice::from_ref(&files));
    app.wait_for("photo-progress");
    app.run(CARET);
    take("taken");
    let mut rounds = 0;
    while app.count("photo-progress") > 0 && rounds < 60 {
        app.type_by_keyboard("sadova ", 90);
        rounds += 1;
    }
    let taken = take("taken");
    let _picture = journey.picture("coming");
    assert!(
        taken.len() >= 20,
        "{dropped} photos were there after {} keys",
        taken.len()
    );
    fs::remove_dir_all(files).unwrap();
    (percentile(&taken, 95), taken.len())
}

/// Fifty photos of 24 megapixels, no two of them the same: the tables by which they are decoded differ by a little.
fn photos(folder: &Path) -> u32 {
    fs::create_dir_all(folder).unwrap();
    let large = ["school.jpg", "street-before.jpg", "playground-orientation-6.jpg"].map(enlarged);
    for number in 0..PHOTOS {
        let mut jpeg = large[number as usize % 3].clone();
        // A table of sixty-four steps behind its marker, its length and its number.
        let table = jpeg.windows(2).position(|two| two == [0xFF, 0xDB]).unwrap() + 5;
        let step = &mut jpeg[table + 1 + (number as usize / 3)];
        *step = step.saturating_add(1 + (number % 3) as u8);
        fs::write(folder.join(format!("IMG_{number:04}.jpg")), jpeg).unwrap();
    }
    PHOTOS
}

/// A photo for tests, of 12 megapixels, with twice as many.
fn enlarged(name: &str) -> Vec<u8> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/photos")
        .join(name);
    let small = turbojpeg::decompress(&fs::read(file).unwrap(), PixelFormat::RGB).unwrap();
    let (width, height) = (small.width * 7 / 5, small.height * 7 / 5);
    let mut pixels = Vec::with_capacity(width * height * 3);
    for y in 0..height {
        let row = &small.pixels[y * 5 / 7 * small.pitch..];
        for x in 0..width {
            let at = x * 5 / 7 * 3;
            pixels.extend_from_slice(&row[at..at + 3]);
        }
    }
    let large = Image {
        pixels: pixels.as_slice(),
        width,
        pitch: width * 3,
        height,
        format: PixelFormat::RGB,
    };
    turbojpeg::compress(large, 90, Subsamp::Sub2x2).unwrap().to_vec()
}

fn percentile(values: &[f64], percent: usize) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[(sorted.len() * percent / 100).min(sorted.len() - 1)]
}

fn write_report(data: &Path) {
    let mut store = stock::open(data);
    let photos: Vec<Value> = (0..PHOTOS)
        .map(|mark| stock::photo(&mut store, "school.jpg", mark))
        .collect();
    create(&mut store, COMING, &[]);
    create(&mut store, TITLE, &photos);
}

fn create(store: &mut Store, title: &str, photos: &[Value]) {
    let values = [
        ("planned", json!("1250.50")),
        ("actual", json!("1190.25")),
        ("status", json!("done")),
        ("description", stock::text(PARAGRAPHS)),
        ("photos", json!(photos)),
    ];
    let content = Content {
        section: SectionId::from("council-work"),
        form_version: 2,
        title: title.into(),
        values: values
            .into_iter()
            .map(|(field, value)| (FieldId::from(field), value))
            .collect(),
    };
    let id = ReportId(uuid::Uuid::now_v7());
    store.create(id, &content, Timestamp::now()).unwrap();
}
