//! Copies, going back, everything as one file, a held file, a damaged file: nothing is lost, and what happened is said.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a journey that cannot go on says so by failing"
)]

mod support;

use std::{
    fs,
    io::{BufRead, BufReader, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};
use support::{App, Journey, eye::Eye, until};

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
    journey.step(
        "Пошкоджений файл: що можна зробити",
        || {
            olena.dies();
            damage(&database(olena.data()));
            olena.start_again();
            olena.wait_for_text("store-trouble", "не читається");
            olena.wait_for("recovery-run");
        },
    );
    journey.step("Що відновлено, а що ні", || {
        olena.click("recovery-run");
        olena.wait_for("recovered");
    });
    journey.step("До роботи", || {
        olena.click("recovered-go-on");
        olena.wait_for("nav-desk");
    });
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

/// Spoils some pages of the second half, as a dying disk does; the journal beside it is lost.
fn damage(file: &Path) {
    for beside in ["-wal", "-shm"] {
        let _there_was_none = fs::remove_file(format!("{}{beside}", file.display()));
    }
    let mut database = fs::File::options().read(true).write(true).open(file).unwrap();
    let mut header = [0; 100];
    database.read_exact(&mut header).unwrap();
    let page = u64::from(u16::from_be_bytes([header[16], header[17]]));
    let pages = database.metadata().unwrap().len() / page;
    for number in (pages / 2..pages).step_by(5) {
        database.seek(SeekFrom::Start(number * page)).unwrap();
        database.write_all(&[0xA5; 64]).unwrap();
    }
    database.sync_all().unwrap();
}

/// The file of those who work without signing in.
fn database(data: &Path) -> PathBuf {
    let mut folders = vec![data.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() && !path.ends_with("backups") {
                folders.push(path);
            } else if path.ends_with("zvitnyk.sqlite") && path.to_string_lossy().contains("local") {
                return path;
            }
        }
    }
    panic!("no file of reports under {}", data.display());
}
