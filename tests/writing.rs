//! Writing and pasting: typography, undo field by field, text and pictures out of other programs, tables by keyboard.

mod support;

use fantoccini::key::Key;
use std::fs;
use std::path::Path;
use support::{
    App, Journey, until,
    work::{AUTHOR, photo},
};

const TEXT: &str = "rich-description";

/// What a program put on the clipboard (ui/src/features/editor/rich/fixtures).
fn copied_in(program: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/src/features/editor/rich/fixtures");
    fs::read_to_string(folder.join(format!("{program}.html"))).unwrap()
}

/// The markup of the text as it is shown.
fn shown(app: &App) -> String {
    let markup = app.run("return document.querySelector('[data-test=\"rich-description\"]').innerHTML");
    markup.as_str().unwrap().to_owned()
}

fn wait_to_show(app: &App, part: &str) {
    until(&format!("{part:?} in the text"), || shown(app).contains(part));
}

/// Pastes what the window is said to have on its clipboard: the whole markup, as WebView2 gives it.
fn paste(app: &App, markup: &str) {
    app.click(TEXT);
    app.run(&format!(
        "const data = new DataTransfer(); data.setData('text/html', {}); \
         document.querySelector('[data-test=\"rich-description\"]').dispatchEvent( \
         new ClipboardEvent('paste', {{ clipboardData: data, bubbles: true, cancelable: true }}))",
        serde_json::to_string(markup).unwrap()
    ));
}

fn empty(app: &App) {
    app.click(TEXT);
    app.press(&[Key::Control], 'a');
    app.press(&[], Key::Backspace);
    until("the text to be empty", || app.text(TEXT).trim().is_empty());
}

#[test]
#[ignore = "needs a virtual display and the built programs: cargo xtask test"]
fn what_is_written_and_pasted_is_as_its_author_meant_it() {
    let mut journey = Journey::begin("writing");
    let portal = journey.portal();
    let mut olena = journey.app("olena", &portal);

    journey.step("Нова чернетка", || {
        olena.sign_in(AUTHOR);
        olena.begin_report();
    });
    journey.step(
        "Лапки, апостроф і тире стають на місце під час набору",
        || {
            olena.type_into("title", "Об'єкт \"Школа\" - звіт");
            assert_eq!(olena.value("title"), "Об’єкт «Школа» – звіт");
            olena.click(TEXT);
            olena.type_text("Газета \"Наше місто\" - п'ять...");
            wait_to_show(&olena, "Газета «Наше місто» – п’ять…");
        },
    );
    journey.step("Скасування в кожному полі своє", || {
        olena.click("title");
        olena.press(&[Key::Control], 'z');
        until("the title's own undo", || {
            olena.value("title") != "Об’єкт «Школа» – звіт"
        });
        wait_to_show(&olena, "п’ять…");
        olena.press(&[Key::Control], 'y');
        until("the title again", || {
            olena.value("title") == "Об’єкт «Школа» – звіт"
        });
        olena.wait_until_saved();
        olena.click(TEXT);
        olena.press(&[Key::Control], 'z');
        wait_to_show(&olena, "п’ять...");
        assert_eq!(olena.value("title"), "Об’єкт «Школа» – звіт");
        olena.press(&[Key::Control], 'y');
        wait_to_show(&olena, "п’ять…");
        empty(&olena);
    });
    journey.step(
        "З Word: заголовки, списки, таблиця, посилання",
        || {
            paste(&olena, &copied_in("word"));
            for part in [
                "<h2>Ремонт двору",
                "<li><p>Встановлено 6 ліхтарів</p><ul>",
                "<th",
                "12 м²",
                "kr.gov.ua/news/55\"",
            ] {
                wait_to_show(&olena, part);
            }
            let markup = shown(&olena);
            for part in ["mso", "style=", "<span", "utm_", "<del", "u1"] {
                assert!(!markup.contains(part), "{part} in {markup}");
            }
            olena.wait_for_text("toast", "Залишено поза текстом");
            olena.wait_until_saved();
            olena.picture_as("pasted-from-word");
            assert_eq!(olena.count("problem-description"), 0);
        },
    );
    journey.step(
        "Забагато за один раз: одне речення, текст без змін",
        || {
            let before = shown(&olena);
            paste(&olena, &"<p>слово</p>".repeat(30_000));
            olena.wait_for_text("toast", "завелике");
            assert_eq!(shown(&olena), before);
        },
    );
    journey.step(
        "Зі справжнього буфера обміну: LibreOffice",
        || {
            empty(&olena);
            olena.copy("text/html", copied_in("libreoffice-writer").as_bytes());
            olena.click(TEXT);
            olena.press(&[Key::Control], 'v');
            for part in [
                "<h2>Звіт відділу",
                "<strong>виконано</strong>",
                "<li><p>вкладене</p>",
                "<p>Лавки</p>",
            ] {
                wait_to_show(&olena, part);
            }
        },
    );
    journey.step(
        "Знімок екрана з буфера стає фото звіту",
        || {
            // WebKitGTK keeps pictures of the clipboard from the page; WebView2 gives them as files, as here.
            let picture = fs::read(olena.picture_as("screenshot")).unwrap();
            olena.click("title");
            olena.run(&format!(
                "const data = new DataTransfer(); \
                 data.items.add(new File([Uint8Array.from({})], 'image.png', {{ type: 'image/png' }})); \
                 document.activeElement.dispatchEvent( \
                 new ClipboardEvent('paste', {{ clipboardData: data, bubbles: true, cancelable: true }}))",
                serde_json::to_string(&picture).unwrap()
            ));
            olena.wait_for_photos(1);
        },
    );
    journey.step("Зображення всередині вставленого теж стає фото", || {
        let jpeg = fs::read(photo("school.jpg")).unwrap();
        olena.click(TEXT);
        olena.run(&format!(
            "const bytes = Uint8Array.from({}); const data = new DataTransfer(); \
             data.setData('text/html', '<p>Школа</p><img src=\"data:image/jpeg;base64,' + btoa(Array.from(bytes, (b) => String.fromCharCode(b)).join('')) + '\">'); \
             document.querySelector('[data-test=\"rich-description\"]').dispatchEvent( \
             new ClipboardEvent('paste', {{ clipboardData: data, bubbles: true, cancelable: true }}))",
            serde_json::to_string(&jpeg).unwrap()
        ));
        wait_to_show(&olena, "Школа");
        olena.wait_for_photos(2);
        olena.wait_until_saved();
    });
    journey.step("Таблиця з клавіатури", || {
        empty(&olena);
        olena.click("rich-description-table");
        wait_to_show(&olena, "<table>");
        olena.type_text("Вид");
        olena.press(&[], Key::Tab);
        olena.type_text("Сума");
        for _ in 0..8 {
            olena.press(&[], Key::Tab);
        }
        olena.type_text("новий рядок");
        wait_to_show(&olena, "новий рядок");
        let rows = || shown(&olena).matches("<tr>").count();
        assert_eq!(rows(), 4, "Tab in the last cell adds a row");
        olena.click("rich-description-row-remove");
        until("a row less", || rows() == 3);
        olena.click("rich-description-column");
        until("a column more", || shown(&olena).matches("<th").count() == 4);
        olena.press(&[], Key::Escape);
        olena.press(&[Key::Shift], Key::Tab);
        olena.wait_until_saved();
    });
    journey.step("Після перезапуску все на місці", || {
        olena.dies();
        olena.start_again();
        olena.open_report("Об’єкт «Школа» – звіт");
        wait_to_show(&olena, "Сума");
        olena.wait_for_photos(2);
    });
    journey.step("У темряві", || {
        olena.click("nav-settings");
        olena.click("theme-dark");
        olena.open_report("Об’єкт «Школа» – звіт");
        paste(&olena, &copied_in("word"));
        wait_to_show(&olena, "Ремонт двору");
        olena.run("document.querySelector('[data-test=\"rich-description\"]').scrollIntoView()");
    });
}
