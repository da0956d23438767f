//! A report that was written in Word becomes a draft; a file that must not be read is refused in one sentence.
#![expect(
    clippy::unwrap_used,
    reason = "a journey that cannot go on says so by failing"
)]

mod support;

use std::{
    fs,
    io::{Read, Write},
    path::{Path, PathBuf},
};
use support::{App, Journey, work::AUTHOR};

const TITLE: &str = "Аварійні гойдалки на вулиці Садовій замінено";

fn document(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/documents")
        .join(name);
    assert!(path.exists(), "no document {}", path.display());
    path
}

/// The reports on the desk.
fn reports(app: &App) -> Vec<String> {
    app.click("nav-desk");
    app.wait_for("new-report");
    app.names("report-")
}

/// Drops a file on the desk and reads why it is not taken.
fn refused(app: &App, file: &Path, why: &str) {
    app.drop_files(&[file.to_path_buf()]);
    let said = app.wait_for_text("import-refused", why);
    let name = file.file_name().unwrap().to_string_lossy();
    assert!(said.contains(&*name), "“{said}” does not name {name}");
    app.click("import-close");
    app.wait_until_gone("import");
}

/// A document of so many paragraphs that turning it into a draft takes seconds.
fn write_long(path: &Path) {
    let whole = fs::File::open(document("Гойдалки на Садовій.docx")).unwrap();
    let mut whole = zip::ZipArchive::new(whole).unwrap();
    let mut long = zip::ZipWriter::new(fs::File::create(path).unwrap());
    for at in 0..whole.len() {
        let mut part = whole.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut text = Vec::new();
        part.read_to_end(&mut text).unwrap();
        if name == "word/document.xml" {
            let xml = String::from_utf8(text).unwrap();
            let end = xml.rfind("<w:sectPr").unwrap();
            let (start, end) = xml.split_at(end);
            let more: String = (0..60_000)
                .map(|line| {
                    format!(
                        "<w:p><w:r><w:t>Рядок {line}, номер {}</w:t></w:r></w:p>",
                        line * 7919
                    )
                })
                .collect();
            text = format!("{start}{more}{end}").into_bytes();
        }
        long.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        long.write_all(&text).unwrap();
    }
    long.finish().unwrap();
}

#[test]
#[ignore = "needs a virtual display and the built programs: cargo xtask test"]
fn a_problem_and_its_solution_come_from_a_word_document() {
    let mut journey = Journey::begin("document");
    let portal = journey.portal();
    let olena = journey.app("olena", &portal);

    journey.step(
        "Документ вибрано: попередній перегляд",
        || {
            olena.sign_in(AUTHOR);
            olena.click("new-report");
            olena.click("new-report-document");
            olena.choose_file(&document("Гойдалки на Садовій.docx"));
            olena.wait_for_attribute("import", "data-stage", "ready");
            assert_eq!(olena.value("import-title"), TITLE);
            for (part, field) in [(0, "problem"), (1, "problem"), (2, "solution")] {
                assert_eq!(olena.value(format!("import-place-{part}").as_str()), field);
            }
            let left = olena.text("import-left");
            for what in [
                "колонтитул",
                "вставлений фрагмент",
                "вилучений фрагмент",
                "примітку",
            ] {
                assert!(left.contains(what), "“{left}” says nothing of {what}");
            }
            olena.wait_for_page();
            olena.picture_as("document-import");
        },
    );
    journey.step(
        "Чернетку створено: текст у своїх полях",
        || {
            // What stood before the first heading is only the name of the department.
            olena.choose("import-place-0", "");
            olena.click("import-picture-2");
            olena.click("import-create");
            olena.wait_until_gone("import");
            olena.wait_for("title");
            assert_eq!(olena.value("title"), TITLE);
            let problem = olena.wait_for_text("rich-problem", "тріщини в опорах");
            assert!(!problem.contains("Департамент"), "{problem}");
            assert!(!problem.contains("Конструкції демонтовано"), "{problem}");
            let solution = olena.wait_for_text("rich-solution", "Конструкції демонтовано");
            assert!(solution.contains("у строк"), "{solution}");
            assert!(!solution.contains("із запізненням"), "{solution}");
            let table = olena.run(
                "const table = document.querySelector('[data-test=rich-solution] table'); \
             return [table.rows.length, table.rows[3].cells[0].colSpan]",
            );
            assert_eq!(table, serde_json::json!([4, 2]));
        },
    );
    journey.step(
        "Зображення стали фотографіями з підписами",
        || {
            let photos = olena.wait_for_photos(2);
            let captions = photos
                .iter()
                .map(|photo| olena.value(format!("caption-{photo}").as_str()));
            let captions: Vec<String> = captions.collect();
            assert_eq!(captions, ["Гойдалки до заміни", "Гойдалки після заміни"]);
            olena.wait_for_page();
        },
    );
    journey.step(
        "Чого не взяти: названо, темна тема, англійською",
        || {
            olena.click("nav-settings");
            olena.click("theme-dark");
            olena.click("language-en");
            olena.click("nav-desk");
            olena.drop_files(&[document("Чого не взяти.docx")]);
            olena.wait_for_attribute("import", "data-stage", "ready");
            let left = olena.text("import-left");
            for what in ["formula", "chart", "note", "EMF"] {
                assert!(left.contains(what), "“{left}” says nothing of {what}");
            }
            olena.wait_for_page();
            olena.picture_as("left-out-dark-en");
            olena.click("import-cancel");
            olena.wait_until_gone("import");
        },
    );
    journey.step(
        "Небезпечні й чужі файли: одне речення, і нічого не створено",
        || {
            olena.click("nav-settings");
            olena.click("language-uk");
            olena.click("theme-light");
            let before = reports(&olena);
            let folder = olena.data().join("../dropped");
            fs::create_dir_all(&folder).unwrap();
            let whole = fs::read(document("Гойдалки на Садовій.docx")).unwrap();
            let half = folder.join("Половина звіту.docx");
            fs::write(&half, &whole[..whole.len() / 2]).unwrap();
            let huge = folder.join("Величезний.docx");
            fs::File::create(&huge).unwrap().set_len(300_000_000).unwrap();
            // A long one can be stopped while it is read.
            let long = folder.join("Довгий.docx");
            write_long(&long);
            olena.drop_files(&[long]);
            olena.wait_for_attribute("import", "data-stage", "reading");
            olena.click("import-stop");
            olena.wait_until_gone("import");
            refused(&olena, &half, "обривається");
            refused(&olena, &huge, "100 МБ");
            refused(&olena, &document("Під паролем.docx"), "паролем");
            refused(&olena, &document("Старий Word.docx"), "старого Word");
            olena.drop_files(&[document("Бомба.docx")]);
            olena.wait_for_text("import-refused", "завеликий");
            olena.picture_as("refused");
            olena.click("import-close");
            assert_eq!(reports(&olena), before);
        },
    );
}
