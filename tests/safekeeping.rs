//! Copies, going back, everything as one file, a held file, a damaged file: nothing is lost, and what happened is said.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a journey that cannot go on says so by failing"
)]

mod support;

use std::{
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};
use support::{App, Journey, eye::Eye, until, work};

#[test]
#[ignore = "needs a virtual display and the built programs: cargo xtask test"]
fn nothing_is_lost_and_what_happened_is_said() {
    let mut journey = Journey::begin("safekeeping");
    let portal = journey.portal();
    let mut olena = journey.app("olena", &portal);

    journey.step(
        "Набране перед самим закриттям вікна записано",
        || {
            olena.click("signin-local");
            olena.begin_report();
            olena.fill("title", "Ремонт школи");
            olena.press_close();
            olena.wait_until_closed();
            olena.start_again();
            olena.open_report("Ремонт школи");
        },
    );
    journey.step(
        "Файл тримає інша програма: не збережено, сказано, вікно не закривається мовчки",
        || {
            olena.open_report("Ремонт школи");
            let mut holder = hold(&database(olena.data()));
            olena.type_into("title", " на Покровській");
            olena.press_close();
            olena.wait_for("closing");
            let eye = Eye::new(&olena);
            eye.examine("closing");
            olena.click("close-stay");
            olena.wait_until_gone("closing");
            olena.be_patient(std::time::Duration::from_secs(40));
            olena.wait_for("unsaved");
            eye.examine("unsaved");
            eye.close();
            holder.kill().unwrap();
            holder.wait().unwrap();
        },
    );
    journey.step("Файл звільнено: записано само", || {
        olena.wait_until_gone("unsaved");
        olena.wait_until_saved();
        olena.press_close();
        olena.wait_until_closed();
        olena.start_again();
        olena.open_report("на Покровській");
    });
    journey.step("Копія зараз: перевірено", || {
        settings(&olena);
        olena.click("backup-now");
        olena.wait_for_names("restore-", 1);
        olena.wait_for_text("backups", "Перевірено");
        olena.wait_for_text("last-good", "справна копія");
    });
    journey.step(
        "Повернення до копії: нинішній файл відкладено",
        || {
            olena.open_report("Ремонт школи");
            olena.fill("title", "Ремонт школи № 5");
            olena.wait_until_saved();
            settings(&olena);
            let copy = olena.wait_for_names("restore-", 1).remove(0);
            olena.click(copy.as_str());
            olena.wait_for("restore-question");
        },
    );
    journey.step("Повернуто", || {
        olena.click("restore-yes");
        olena.wait_until_gone("restore-question");
        olena.open_report("Ремонт школи");
        until("the former title", || {
            olena.value("title") == "Ремонт школи на Покровській"
        });
        let aside = fs::read_dir(database(olena.data()).parent().unwrap())
            .unwrap()
            .flatten()
            .any(|entry| entry.file_name().to_string_lossy().starts_with("set-aside"));
        assert!(aside, "the former file is not set aside");
    });
    journey.step("Усе одним файлом", || {
        settings(&olena);
        olena.click("archive-export");
        let archive = || {
            fs::read_dir(olena.exports())
                .unwrap()
                .flatten()
                .map(|entry| entry.path())
                .find(|path| path.extension().is_some_and(|ending| ending == "zip"))
        };
        until("the archive", || archive().is_some());
        let file = fs::File::open(archive().unwrap()).unwrap();
        let archive = zip::ZipArchive::new(file).unwrap();
        assert!(
            archive
                .file_names()
                .flatten()
                .any(|name| name.ends_with(".sqlite")),
            "no reports in the archive"
        );
    });
    journey.step("Звіт із двома фото", || {
        olena.begin_report();
        olena.fill("title", "Сквер на Садовій");
        let photos = work::good_photos();
        olena.drop_files(photos.get(..2).unwrap());
        olena.wait_for_photos(2);
        olena.wait_until_saved();
    });
    journey.step(
        "Пошкоджений файл, і одного фото немає: що можна зробити",
        || {
            olena.dies();
            damage(&database(olena.data()));
            lose_one_photo(olena.data());
            olena.start_again();
            olena.wait_for_text("store-trouble", "не читається");
            olena.wait_for("recovery-run");
        },
    );
    journey.step("Що відновлено, а що ні", || {
        olena.click("recovery-run");
        let said = olena.wait_for_text("recovered", "Відновлено повністю: 1 звіт");
        for word in [
            "Ремонт школи на Покровській",
            "Відновлено частково: 1 звіт",
            "Сквер на Садовій (втрачено 1 фото)",
            "Немає на диску: 1 фото.",
            "set-aside",
        ] {
            assert!(said.contains(word), "{word}: {said}");
        }
    });
    journey.step(
        "До роботи: обидва звіти на місці",
        || {
            olena.click("recovered-go-on");
            olena.open_report("Сквер на Садовій");
            olena.open_report("Ремонт школи на Покровській");
        },
    );
    journey.step(
        "Вивантаження зупинено: попередній файл цілий, зайвого немає",
        || {
            let exported = || -> Vec<(PathBuf, Vec<u8>)> {
                let files = files(&olena.exports()).into_iter();
                files
                    .map(|path| (path.clone(), fs::read(path).unwrap()))
                    .collect()
            };
            let earlier = exported();
            assert_eq!(earlier.len(), 1);
            swell(&database(olena.data()));
            settings(&olena);
            olena.click("archive-export");
            olena.click("safekeeping-cancel");
            olena.wait_until_gone("safekeeping-progress");
            until("nothing but the earlier archive", || exported() == earlier);
        },
    );
}

fn settings(app: &App) {
    app.click("nav-settings");
    app.wait_for("safekeeping");
    app.run("document.querySelector('[data-test=safekeeping]').scrollIntoView({ block: 'start' })");
}

/// Another program that writes into the file and does not end.
fn hold(file: &Path) -> Child {
    let script = "import sqlite3, sys, time\n\
        db = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=30)\n\
        db.execute('BEGIN IMMEDIATE')\n\
        print('held', flush=True)\n\
        time.sleep(600)\n";
    let mut holder = Command::new("/usr/bin/python3")
        .args(["-c", script])
        .arg(file)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = String::new();
    BufReader::new(holder.stdout.take().unwrap())
        .read_line(&mut said)
        .unwrap();
    assert_eq!(said.trim(), "held");
    holder
}

/// Spoils an index, as a dying disk does; the journal beside it is moved into the file first.
fn damage(file: &Path) {
    let script = "import sqlite3, sys\n\
        db = sqlite3.connect(sys.argv[1], isolation_level=None)\n\
        db.execute('PRAGMA wal_checkpoint(TRUNCATE)')\n\
        (size,) = db.execute('PRAGMA page_size').fetchone()\n\
        (page,) = db.execute(\"SELECT rootpage FROM sqlite_schema WHERE name = 'facet_by_title'\").fetchone()\n\
        db.close()\n\
        with open(sys.argv[1], 'r+b') as file:\n\
        \x20   file.seek((page - 1) * size)\n\
        \x20   file.write(b'\\xa5' * size)\n";
    let spoilt = Command::new("/usr/bin/python3")
        .args(["-c", script])
        .arg(file)
        .status()
        .unwrap();
    assert!(spoilt.success(), "{} was not spoilt", file.display());
}

/// Makes the file large, as after years of work, with pages that do not pack.
fn swell(file: &Path) {
    let script = "import sqlite3, sys\n\
        db = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=30)\n\
        db.execute('PRAGMA secure_delete = OFF')\n\
        db.execute('CREATE TABLE swollen AS SELECT randomblob(60000000)')\n\
        db.execute('DROP TABLE swollen')\n";
    let swollen = Command::new("/usr/bin/python3")
        .args(["-c", script])
        .arg(file)
        .status()
        .unwrap();
    assert!(swollen.success(), "{} was not swollen", file.display());
}

/// A photo that is sent is no longer on the disk; its thumbnail is.
fn lose_one_photo(data: &Path) {
    let photo = files(data).into_iter().find(|path| {
        let name = path.to_string_lossy();
        name.contains("/photos/") && name.ends_with(".jpg") && !name.ends_with(".thumb.jpg")
    });
    fs::remove_file(photo.unwrap()).unwrap();
}

/// The file of those who work without signing in.
fn database(data: &Path) -> PathBuf {
    let found = files(data).into_iter().find(|path| {
        let name = path.to_string_lossy();
        path.ends_with("zvitnyk.sqlite") && name.contains("local") && !name.contains("/backups/")
    });
    found.unwrap_or_else(|| panic!("no file of reports under {}", data.display()))
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let (mut folders, mut files) = (vec![folder.to_path_buf()], Vec::new());
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files
}
