//! What becomes of a report outside the editor: the page that residents will see, and paper.

mod support;

use std::{
    fs,
    io::Read,
    path::{Path, PathBuf},
};

use fantoccini::key::Key;
use support::{
    App, Journey, Page, until,
    work::{AUTHOR, HEAD},
};

const TITLE: &str = "Сквер «Мрія» & дитячий майданчик";

/// A table as a spreadsheet puts it on the clipboard, pasted into the report's text.
const PASTE: &str = "
    const data = new DataTransfer();
    data.setData('text/html', '<table><tr><th>Рік</th><th>Дерев</th></tr><tr><td>2025</td><td>40</td></tr>'
        + '<tr><td>2026</td><td>112</td></tr></table>');
    document.querySelector('[data-test=rich-description]')
        .dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));";

/// The report as the page's own HTML has it, before its script has drawn the maps.
fn article(page: &Page) -> String {
    let html = page.run("return fetch(location.href).then((answer) => answer.text())");
    let html = html.as_str().unwrap();
    let (from, to) = (html.find("<article").unwrap(), html.find("</article>").unwrap());
    html[from..to].to_owned()
}

/// Waits for the photos, the streets and the pin of the page that is open.
fn wait_for_photos_and_map(page: &Page, photos: usize) {
    let widths = "return [...document.querySelectorAll('figure img')].map((i) => (i.scrollIntoView(), i.naturalWidth))";
    until("the photos", || {
        let widths = page.run(widths);
        let widths = widths.as_array().unwrap();
        widths.len() == photos && widths.iter().all(|width| width.as_u64() > Some(0))
    });
    // Streets, houses and names have many colours; an empty map has one.
    let colours = "const map = document.querySelector('.map canvas'); if (!map || !map.width) return 0; \
        const { data } = map.getContext('2d').getImageData(0, 0, map.width, map.height); \
        const seen = new Set(); \
        for (let at = 0; at < data.length; at += 4) seen.add(data[at] << 16 | data[at + 1] << 8 | data[at + 2]); \
        return seen.size";
    until("the map's streets", || page.run(colours).as_u64() > Some(20));
}

fn preview(app: &App) {
    app.press(&[Key::Control, Key::Shift], 'e');
    app.wait_for("preview-frame");
}

#[test]
#[ignore = "needs a virtual display and the built programs: cargo xtask test"]
fn the_preview_is_the_page_that_residents_see() {
    let mut journey = Journey::begin("output");
    let portal = journey.portal();
    let olena = journey.app("olena", &portal);

    journey.step("Чернетка з таблицею та місцем", || {
        olena.sign_in(AUTHOR);
        olena.begin_report();
        olena.write_report(TITLE);
        olena.click("rich-description");
        olena.run(PASTE);
        olena.place_by_typing();
    });
    journey.step(
        "Перегляд каже, що заважає надіслати",
        || {
            olena.click("preview");
            olena.wait_for_text("preview-problems", "зауваження");
            olena.click("preview-problem");
            olena.wait_until_gone("preview-window");
        },
    );
    journey.step(
        "Фото додано, перегляд відкрито з поля",
        || {
            olena.add_photos();
            olena.click("field-actual");
            preview(&olena);
            assert_eq!(olena.count("preview-problems"), 0);
        },
    );
    let drafted = journey.step(
        "Текст, таблиця, фото й мапа на сторінці",
        || {
            olena.inside("preview-frame", || {
                let text = olena.run("return document.body.innerText");
                let text = text.as_str().unwrap();
                for part in [
                    TITLE,
                    "м’яке покриття",
                    "112",
                    "1\u{a0}234,5",
                    "Світлина 1",
                    "Опубліковано",
                ] {
                    assert!(text.contains(part), "the page lacks “{part}”:\n{text}");
                }
                wait_for_photos_and_map(&olena, 3);
                article(&olena)
            })
        },
    );
    journey.step("Сторінка згори", || {
        olena.inside("preview-frame", || {
            olena.run("scrollTo(0, 0)");
        });
        olena.wait_for_page();
        olena.picture_as("preview");
    });
    journey.step(
        "На телефоні нічого не виходить за край",
        || {
            olena.click("preview-phone");
            olena.inside("preview-frame", || {
                until("the narrow page", || {
                    olena
                        .run("return innerWidth")
                        .as_u64()
                        .is_some_and(|wide| wide <= 390)
                });
                let wide = olena.run("return document.documentElement.scrollWidth - innerWidth");
                assert!(wide.as_i64() <= Some(0), "{wide} px beyond the edge");
                olena.run("document.querySelector('.map').scrollIntoView()");
            });
        },
    );
    journey.step(
        "Посилання нікуди не виводять, Esc вертає до поля",
        || {
            olena.inside("preview-frame", || {
                olena.run(
                    "document.querySelector('.crumbs a').click(); document.querySelector('main').focus()",
                );
                assert!(
                    olena
                        .run("return location.href")
                        .as_str()
                        .unwrap()
                        .contains("/r/")
                );
                // A moment later: the frame goes away with the preview, and one must have come out of it.
                olena.run(
                    "setTimeout(() => document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' })), 300)",
                );
            });
            olena.wait_until_gone("preview-window");
            olena.wait_for_focus("field-actual");
        },
    );
    journey.step("Темна тема: темна й сторінка", || {
        let dark = "return matchMedia('(prefers-color-scheme: dark)').matches";
        olena.click("nav-settings");
        olena.click("theme-dark");
        olena.open_report(TITLE);
        preview(&olena);
        olena.inside("preview-frame", || {
            until("the dark page", || olena.run(dark).as_bool() == Some(true));
        });
    });
    journey.step("Esc закриває, тема знову світла", || {
        olena.press(&[], Key::Escape);
        olena.wait_until_gone("preview-window");
        olena.click("nav-settings");
        olena.click("theme-light");
        olena.open_report(TITLE);
    });
    journey.step("Звіт надіслано", || {
        olena.click("primary");
        olena.wait_for_attribute("status", "data-standing", "in_review");
    });

    let petro = journey.app("petro", &portal);
    journey.step(
        "Керівник переглядає ту саму сторінку й погоджує",
        || {
            petro.sign_in(HEAD);
            petro.open_report(TITLE);
            preview(&petro);
            assert_eq!(petro.inside("preview-frame", || article(&petro)), drafted);
            petro.click("preview-close");
            petro.wait_until_gone("preview-window");
            petro.click("primary");
            petro.click("approve");
            petro.wait_for_attribute("status", "data-standing", "published");
        },
    );

    let link = journey.step("Автор отримує адресу сторінки", || {
        olena.open_report(TITLE);
        olena.wait_for_attribute("status", "data-standing", "published");
        olena
            .attribute("public-link", "data-href")
            .expect("a link to the public page")
    });
    let resident = journey.browser();
    journey.step("Мешканець бачить саме її", || {
        resident.goto(&link);
        wait_for_photos_and_map(&resident, 3);
        assert_eq!(article(&resident), drafted);
    });
}

/// What stands in a PDF, without its spaces: a reader of PDF sees some where letters only stand apart.
fn words_of_pdf(file: &Path) -> String {
    let text = pdf_extract::extract_text(file).unwrap();
    text.split_whitespace().collect()
}

fn words_of_docx(file: &Path) -> String {
    let mut archive = zip::ZipArchive::new(fs::File::open(file).unwrap()).unwrap();
    let mut xml = String::new();
    archive
        .by_name("word/document.xml")
        .unwrap()
        .read_to_string(&mut xml)
        .unwrap();
    xml.split_whitespace().collect()
}

fn says(words: &str, part: &str) -> bool {
    words.contains(&part.split_whitespace().collect::<String>())
}

/// The one file with this ending under a folder.
fn only(folder: &Path, ending: &str) -> PathBuf {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == ending) {
                found.push(path);
            }
        }
    }
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0)
}

#[test]
#[ignore = "needs a virtual display and the built programs: cargo xtask test"]
fn the_report_on_paper_is_the_report() {
    let mut journey = Journey::begin("paper");
    let portal = journey.portal();
    let olena = journey.app("olena", &portal);
    let choose = |what: &str| {
        olena.click("more");
        olena.click(what);
    };
    // Earlier notes may still be there.
    let told = |part: &str| {
        let notes =
            "return [...document.querySelectorAll('[data-test=toast]')].map((note) => note.innerText).join()";
        until(part, || olena.run(notes).as_str().unwrap().contains(part));
    };

    journey.step("Чернетка з фото та місцем", || {
        olena.sign_in(AUTHOR);
        olena.begin_report();
        olena.write_report(TITLE);
        olena.add_photos();
        olena.place_by_typing();
    });
    journey.step("Чернетку збережено як PDF", || {
        choose("export-pdf");
        told("Збережено: Сквер «Мрія» & дитячий майданчик.pdf");
        let words = words_of_pdf(&only(&olena.exports(), "pdf"));
        for part in [
            TITLE,
            "м’яке покриття",
            "1 234,5 тис. грн",
            "Світлина 1",
            "не опубліковано",
        ] {
            assert!(says(&words, part), "the PDF lacks “{part}”:\n{words}");
        }
    });
    journey.step("І як документ Word", || {
        choose("export-docx");
        told("майданчик.docx");
        let words = words_of_docx(&only(&olena.exports(), "docx"));
        for part in ["м’яке покриття", "1\u{a0}234,5", "Світлина 1", "не опубліковано"]
        {
            assert!(says(&words, part), "the Word document lacks “{part}”:\n{words}");
        }
    });
    journey.step("Щойно набране теж на папері", || {
        olena.fill("title", "Нова назва");
        olena.press(&[Key::Control], 'p');
        until("the pages for printing", || olena.data().join("print").exists());
        until("the printed title", || {
            fs::read_dir(olena.data().join("print"))
                .into_iter()
                .flatten()
                .flatten()
                .any(|run| run.path().join("Нова назва.pdf").exists())
        });
        let words = words_of_pdf(&only(&olena.data().join("print"), "pdf"));
        assert!(says(&words, "Нова назва"), "{words}");
    });
    journey.step("Папки немає: сказано, що робити", || {
        fs::remove_dir_all(olena.exports()).unwrap();
        choose("export-pdf");
        told("Документ не збережено");
    });
}
