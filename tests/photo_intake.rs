//! Photos come in as they are: a folder from a phone, a contractor's ZIP, fifty at once.
#![expect(
    clippy::unwrap_used,
    reason = "a journey that cannot go on says so by failing"
)]

mod support;

use std::{
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
};
use support::{Journey, until, work::AUTHOR, work::photo};
use zip::{ZipWriter, write::SimpleFileOptions};

/// How many are dropped at once.
const MANY: u8 = 50;
/// How many the field takes.
const MOST: usize = 30;

#[test]
#[ignore = "needs a virtual display and the built programs: cargo xtask test"]
fn photos_come_from_folders_zips_and_fifty_at_once_while_one_types() {
    let mut journey = Journey::begin("photo_intake");
    let portal = journey.portal();
    let mut olena = journey.app("olena", &portal);
    let files = journey.folder().join("Фото з об’єкта 📷");
    let (folder, many) = (files.join("Телефон"), files.join("П’ятдесят"));
    fs::create_dir_all(&many).unwrap();

    olena.sign_in(AUTHOR);
    olena.begin_report();
    olena.fill("title", "Дитячий майданчик на вулиці Садовій");

    journey.step(
        "Папка: JPEG, PNG і HEIC додано, текст із назвою .jpg названо",
        || {
            put(&folder.join("до.jpg"), &photo("street-before.jpg"));
            put(
                &folder.join("день 2/план.png"),
                &of_repository("icons/128x128.png"),
            );
            put(
                &folder.join("день 2/IMG_0001.HEIC"),
                &of_repository("crates/photo/tests/fixtures/heic/plain.heic"),
            );
            put(&folder.join("сторінка.jpg"), &photo("text-not-image.jpg"));
            fs::write(folder.join("нотатки.txt"), "не фото").unwrap();
            olena.drop_files(&[folder]);
            olena.wait_for_photos(3);
            olena.wait_for_text("photos-refused", "сторінка.jpg");
            let said = olena.text("photos-refused");
            assert!(
                !said.contains("нотатки.txt"),
                "a text that is no photo by its name was named: {said}"
            );
            olena.wait_for_text("toast", "Пропущено 1 файл");
        },
    );
    journey.step(
        "ZIP підрядника: однакові назви в різних папках – два фото",
        || {
            let zip = files.join("Від підрядника.zip");
            pack(
                &zip,
                &[
                    ("До/IMG_1.jpg", &photo("school.jpg")),
                    ("Після/IMG_1.jpg", &photo("playground-orientation-6.jpg")),
                ],
            );
            olena.drop_files(&[zip]);
            olena.wait_for_photos(5);
        },
    );
    journey.step(
        "П’ятдесят одразу: можна писати далі й зупинити",
        || {
            for number in 0..MANY {
                plain_picture(&many.join(format!("{number}.bmp")), number);
            }
            olena.drop_files(std::slice::from_ref(&many));
            olena.wait_for("photo-progress");
            olena.fill("title", "Майданчик на Садовій: готово");
            assert_eq!(olena.value("title"), "Майданчик на Садовій: готово");
            until("some of the fifty", || olena.names("caption-").len() > 6);
            olena.click("photos-cancel");
            olena.wait_until_gone("photo-progress");
        },
    );
    journey.step(
        "Після зупинки нічого не додається й нічого зайвого не лишилося",
        || {
            let taken = olena.names("caption-").len();
            assert!(taken < MOST, "all were taken before one could stop it");
            olena.wait_until_saved();
            assert_eq!(olena.names("caption-").len(), taken);
            let kept = files_below(olena.data());
            let ending = |end: &str| {
                kept.iter()
                    .filter(|path| path.to_string_lossy().ends_with(end))
                    .count()
            };
            assert_eq!(ending(".thumb.jpg"), taken, "{kept:?}");
            assert_eq!(kept.iter().filter(|path| is_original(path)).count(), taken);
            olena.dies();
            olena.start_again();
            olena.open_report("Майданчик на Садовій: готово");
            olena.wait_for_photos(taken);
        },
    );
    fs::remove_dir_all(files).unwrap();
}

fn of_repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn put(to: &Path, from: &Path) {
    fs::create_dir_all(to.parent().unwrap()).unwrap();
    fs::copy(from, to).unwrap();
}

fn pack(to: &Path, files: &[(&str, &Path)]) {
    let mut zip = ZipWriter::new(File::create(to).unwrap());
    for (name, from) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(&fs::read(from).unwrap()).unwrap();
    }
    zip.finish().unwrap();
}

/// A picture of one colour, 1200 × 900, another for each number.
fn plain_picture(to: &Path, number: u8) {
    const WIDTH: u32 = 1_200;
    const HEIGHT: u32 = 900;
    let pixels = WIDTH * HEIGHT * 3;
    let mut bmp = b"BM".to_vec();
    for field in [54 + pixels, 0, 54, 40, WIDTH, HEIGHT] {
        bmp.extend(field.to_le_bytes());
    }
    bmp.extend([1, 0, 24, 0]);
    for field in [0, pixels, 2_835, 2_835, 0, 0] {
        bmp.extend(u32::to_le_bytes(field));
    }
    bmp.resize(54 + pixels as usize, 5 * number);
    fs::write(to, bmp).unwrap();
}

fn is_original(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str() == "originals")
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_below(&path));
        } else {
            found.push(path);
        }
    }
    found
}
