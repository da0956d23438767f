//! A photo is cropped and a place of it covered: what is sent shows neither, and the original comes back when it is wanted.
#![expect(
    clippy::unwrap_used,
    reason = "a journey that cannot go on says so by failing"
)]

mod support;

use fantoccini::key::Key;
use serde_json::Value;
use std::{fs, path::Path};
use support::{
    App, Journey,
    eye::Eye,
    until,
    work::{AUTHOR, HEAD, photo},
};

const TITLE: &str = "Сквер на Садовій: що було і що стало";
const WIDTH: u32 = 2_000;
const HEIGHT: u32 = 1_500;
/// What is along the left edge and shall be cropped away, as blue, green, red.
const EDGE: [u8; 3] = [230, 30, 20];
/// What nobody shall see, in the middle.
const SECRET: [u8; 3] = [220, 20, 230];

#[test]
#[ignore = "needs a virtual display and the built programs: cargo xtask test"]
fn what_is_cropped_and_covered_is_not_in_what_residents_are_sent() {
    let mut journey = Journey::begin("photo_editing");
    let portal = journey.portal();
    let olena = journey.app("olena", &portal);
    let files = journey.folder().join("Фото");
    fs::create_dir_all(&files).unwrap();
    picture(&files.join("до.bmp"), [180, 200, 190]);
    picture(&files.join("після.bmp"), [120, 190, 140]);

    let first = journey.step("Звіт із фото до і після", || {
        olena.sign_in(AUTHOR);
        olena.begin_report();
        olena.write_report(TITLE);
        olena.place_by_typing();
        olena.drop_files(&[
            files.join("до.bmp"),
            files.join("після.bmp"),
            photo("playground-orientation-6.jpg"),
        ]);
        let photos = olena.wait_for_photos(3);
        // The order by keys: to the front and back to the end, and the focus goes along.
        let last = format!("photo-{}", photos[2]);
        focus(&olena, &last);
        olena.press(&[Key::Alt], Key::Home);
        until("the last photo to be the first", || {
            olena.wait_for_photos(3)[0] == photos[2]
        });
        olena.wait_for_focus(&last);
        olena.press(&[Key::Alt], Key::End);
        until("the order from before", || olena.wait_for_photos(3) == photos);
        olena.click(format!("photo-{}-details", photos[0]).as_str());
        // A picture that stands and one that lies: the second is cropped by one press, and comes back by one.
        olena.click(format!("pair-with-{}", photos[2]).as_str());
        let align = format!("pair-{}-align", photos[0]);
        olena.wait_for(align.as_str());
        olena.press(&[], Key::Escape);
        olena.wait_until_gone("photo-details");
        olena.click(align.as_str());
        olena.wait_until_gone(align.as_str());
        assert_ne!(olena.wait_for_photos(3)[2], photos[2]);
        olena.wait_for_focus(&format!("pair-{}-slider", photos[0]));
        olena.click("toast-action");
        olena.wait_for(align.as_str());
        assert_eq!(olena.wait_for_photos(3), photos);
        olena.click(format!("photo-{}-details", photos[0]).as_str());
        olena.click(format!("pair-with-{}", photos[1]).as_str());
        olena.wait_until_gone(align.as_str());
        olena.wait_for(format!("pair-{}-slider", photos[0]).as_str());
        olena.click("details-cover");
        let eye = Eye::new(&olena);
        eye.examine("photo-details");
        eye.close();
        olena.press(&[], Key::Escape);
        olena.wait_until_gone("photo-details");
        // The cover is marked on its tile, and the pair can be taken apart and exchanged without the dialog.
        olena.click(format!("pair-{}-exchange", photos[0]).as_str());
        olena.wait_for(format!("pair-{}-slider", photos[1]).as_str());
        olena.click(format!("pair-{}-part", photos[1]).as_str());
        olena.wait_until_gone(format!("pair-{}-slider", photos[1]).as_str());
        olena.click("toast-action");
        olena.wait_for(format!("pair-{}-exchange", photos[1]).as_str());
        olena.click(format!("pair-{}-exchange", photos[1]).as_str());
        olena.wait_for(format!("pair-{}-slider", photos[0]).as_str());
        photos
    });
    journey.step(
        "Кожне знаряддя видно й чути; без збереження фото лишається, яким було",
        || {
            edit(&olena, &first[2]);
            // Nothing was done yet: one leaves without being asked.
            olena.press(&[], Key::Escape);
            olena.wait_until_gone("photo-editing");
            edit(&olena, &first[2]);
            let eye = Eye::new(&olena);
            olena.click("ratio-4:3");
            olena.click("tool-arrow");
            olena.drag("editing-stage", -120.0, 60.0);
            olena.wait_for("mark-0");
            for tool in ["crop", "straighten", "light", "blur", "black", "arrow", "text"] {
                olena.click(format!("tool-{tool}").as_str());
                eye.examine(&format!("editing-{tool}"));
            }
            eye.close();
            olena.press(&[], Key::Escape);
            olena.click("editing-drop");
            olena.wait_until_gone("photo-editing");
            assert_eq!(olena.wait_for_photos(3), first);
        },
    );
    let side = journey.step(
        "Квадрат, рамка мишею й клавішами, друге фото так само",
        || {
            edit(&olena, &first[0]);
            olena.click("ratio-1:1");
            olena.drag("crop-e", -60.0, 0.0);
            let drawn = side_of_crop(&olena);
            assert!(
                (800.0..1_480.0).contains(&drawn),
                "the square was not drawn smaller: {drawn}"
            );
            focus(&olena, "crop-e");
            olena.press(&[Key::Shift], Key::Left);
            let side = side_of_crop(&olena);
            assert!(side < drawn, "the arrow key did nothing");
            let (pixels, told) = (side.round(), olena.text("editing-sent"));
            assert!(
                told.contains(&format!("{pixels} × {pixels}")),
                "{pixels} wide on the screen, and told: {told}"
            );
            olena.click("crop-pair");
            side
        },
    );
    journey.step(
        "Таємне місце закрито чорним, на екрані його вже немає",
        || {
            olena.click("tool-black");
            olena.drag("editing-stage", 170.0, 170.0);
            olena.wait_for("cover-0");
            // Drawn, taken back and done again.
            olena.press(&[Key::Control], 'z');
            olena.wait_until_gone("cover-0");
            olena.press(&[Key::Control], 'y');
            olena.wait_for("cover-0");
        },
    );
    let edited = journey.step("Збережено: обидва фото нові", || {
        olena.click("editing-save");
        olena.wait_until_gone("photo-editing");
        until("both photos to be others", || {
            let photos = olena.wait_for_photos(3);
            photos[0] != first[0] && photos[1] != first[1]
        });
        olena.wait_for_photos(3)
    });
    journey.step(
        "Редагування починається з того, що вже зроблено; Esc питає",
        || {
            edit(&olena, &edited[0]);
            assert!((side_of_crop(&olena) - side).abs() < 0.5);
            olena.click("tool-black");
            olena.wait_for("cover-0");
            olena.click("turn-right");
            olena.press(&[], Key::Escape);
            olena.click("editing-stay");
            olena.wait_until_gone("editing-stay");
            olena.click("editing-save");
            olena.wait_until_gone("photo-editing");
            until("a third picture", || olena.wait_for_photos(3)[0] != edited[0]);
        },
    );
    journey.step(
        "«Скасувати» повертає попереднє фото",
        || {
            olena.click("toast-action");
            until("the picture from before", || olena.wait_for_photos(3) == edited);
            olena.wait_until_saved();
        },
    );
    journey.step("Надіслано", || {
        olena.click("primary");
        olena.wait_for_attribute("status", "data-standing", "in_review");
    });
    let petro = journey.app("petro", &portal);
    let link = journey.step("Керівник погоджує", || {
        petro.sign_in(HEAD);
        petro.open_report(TITLE);
        petro.click("primary");
        petro.click("approve");
        petro.wait_for_attribute("status", "data-standing", "published");
        petro.attribute("public-link", "data-href").unwrap()
    });
    let resident = journey.browser();
    journey.step(
        "У надісланих байтах немає ні закритого, ні обрізаного",
        || {
            resident.goto(&link);
            let pair = || {
                let mut photos = seen(&resident.run(LOOK));
                photos
                    .retain(|photo| (photo.width - side).abs() <= 1.5 && (photo.height - side).abs() <= 1.5);
                photos
            };
            until("both photos of the pair, as large as the crop", || {
                pair().len() >= 2
            });
            let photos = pair();
            for photo in &photos {
                assert_eq!(photo.edge, 0.0, "what was cropped away is there: {photo:?}");
            }
            let covered: Vec<_> = photos.iter().filter(|photo| photo.black > 20_000.0).collect();
            assert!(!covered.is_empty(), "{photos:?}");
            for photo in covered {
                assert_eq!(photo.secret, 0.0, "what was covered is there: {photo:?}");
            }
            // The other of the pair was cropped alone: the measure finds the secret where it is.
            assert!(photos.iter().any(|photo| photo.secret > 20_000.0), "{photos:?}");
        },
    );
    fs::remove_dir_all(files).unwrap();
}

/// Opens a photo for editing, and waits until it is there.
fn edit(app: &App, photo: &str) {
    app.click(format!("photo-{photo}-edit").as_str());
    app.wait_for("crop");
}

/// How wide what remains is, in pixels of the picture.
fn side_of_crop(app: &App) -> f64 {
    app.run("return parseFloat(document.querySelector('[data-test=crop]').parentElement.style.width)")
        .as_f64()
        .unwrap()
}

fn focus(app: &App, name: &str) {
    app.run(&format!(
        "document.querySelector('[data-test=\"{name}\"]').focus()"
    ));
}

/// A picture as the portal serves it: its size, and how many of its pixels are of the colours looked for.
#[derive(Debug)]
struct Seen {
    width: f64,
    height: f64,
    black: f64,
    secret: f64,
    edge: f64,
}

/// Fetches and decodes every photo that the page leads to, in its full size, and counts colours.
const LOOK: &str = "return (window.inFull ??= [...new Set(
        [...document.querySelectorAll('figure a')].map((link) => link.href)
    )].map((src) => Object.assign(new Image(), { src })))
    .filter((one) => one.complete && one.naturalWidth > 0)
    .map((one) => {
        const canvas = document.createElement('canvas');
        canvas.width = one.naturalWidth;
        canvas.height = one.naturalHeight;
        const pen = canvas.getContext('2d');
        pen.drawImage(one, 0, 0);
        const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
        let [black, secret, edge] = [0, 0, 0];
        for (let at = 0; at < data.length; at += 4) {
            const [red, green, blue] = [data[at], data[at + 1], data[at + 2]];
            if (red + green + blue < 24) black += 1;
            if (red > green + 90 && blue > green + 90) secret += 1;
            if (blue > red + 100 && blue > green + 100) edge += 1;
        }
        return [canvas.width, canvas.height, black, secret, edge];
    })";

fn seen(answer: &Value) -> Vec<Seen> {
    let number = |one: &Value, at: usize| one[at].as_f64().unwrap();
    answer
        .as_array()
        .into_iter()
        .flatten()
        .map(|one| Seen {
            width: number(one, 0),
            height: number(one, 1),
            black: number(one, 2),
            secret: number(one, 3),
            edge: number(one, 4),
        })
        .collect()
}

/// A picture of one colour with a strip along its left edge and a square somewhat below and right of its middle.
fn picture(to: &Path, ground: [u8; 3]) {
    let pixels = WIDTH * HEIGHT * 3;
    let mut bmp = b"BM".to_vec();
    for field in [54 + pixels, 0, 54, 40, WIDTH, HEIGHT] {
        bmp.extend(field.to_le_bytes());
    }
    bmp.extend([1, 0, 24, 0]);
    for field in [0, pixels, 2_835, 2_835, 0, 0] {
        bmp.extend(u32::to_le_bytes(field));
    }
    // Its rows go from the bottom up.
    for y in (0..HEIGHT).rev() {
        for x in 0..WIDTH {
            bmp.extend(match (x, y) {
                (..200, _) => EDGE,
                (1_000..1_150, 750..900) => SECRET,
                _ => ground,
            });
        }
    }
    fs::write(to, bmp).unwrap();
}
