//! The head returns a report with remarks; its author finds them, mends the report, and it is approved.

mod support;

use fantoccini::key::Key;
use support::{
    App, Journey,
    eye::Eye,
    work::{AUTHOR, HEAD},
};

const TITLE: &str = "Електронні послуги за рік";
const ON_FIELD: &str = "Додайте показник за 2024 рік, як у рішенні виконкому";
const GENERAL: &str = "Немає порівняння з торішнім планом";

const ROWS: &str = "Показник\tОд. виміру\tРік\tВид значення\tЗначення\n\
    Електронні послуги\tтис.\t2025\tФакт\t1500\n";

/// Pastes rows into the table as a spreadsheet copies them.
fn paste(app: &App, name: &str, text: &str) {
    app.run(&format!(
        "const data = new DataTransfer(); data.setData('text/plain', {}); \
         document.querySelector('[data-test=\"{name}\"]').dispatchEvent( \
         new ClipboardEvent('paste', {{ clipboardData: data, bubbles: true, cancelable: true }}))",
        serde_json::json!(text)
    ));
}

#[test]
#[ignore = "needs a virtual display and the built programs: cargo xtask test"]
fn a_report_returned_with_remarks_is_mended_and_approved() {
    let mut journey = Journey::begin("returned");
    let mut portal = journey.portal();
    let olena = journey.app("olena", &portal);
    let petro = journey.app("petro", &portal);

    journey.step("Звіт надіслано", || {
        olena.sign_in(AUTHOR);
        olena.click("new-report");
        olena.click("new-report-indicators");
        olena.click("new-report-blank");
        olena.fill("title", TITLE);
        olena.fill("field-sphere", "Електронні послуги");
        olena.pick("department", "economic-analysis", "економічного");
        paste(&olena, "field-values-empty", ROWS);
        olena.wait_until_saved();
        olena.click("primary");
        olena.wait_for_attribute("status", "data-standing", "in_review");
    });
    journey.step(
        "Керівник пише зауваження там, де читає",
        || {
            petro.sign_in(HEAD);
            petro.open_report(TITLE);
            petro.wait_for("remark-values");
            petro.resize(1093, 614);
            petro.picture_as("reading-1093");
            petro.resize(1366, 768);
            petro.click("remark-values");
            petro.wait_for_focus("remark-text-0");
            petro.type_into("remark-text-0", ON_FIELD);
            assert_eq!(petro.value("remark-field-0"), "values");
            petro.click("remark-add");
            petro.wait_for_focus("remark-text-1");
            petro.type_into("remark-text-1", GENERAL);
            let eye = Eye::new(&petro);
            eye.examine("writing-remarks");
            eye.close();
        },
    );
    journey.step(
        "Без мережі звіт не повернути, зауваження лишаються",
        || {
            portal.dies();
            petro.click("return-send");
            petro.wait_for_text("return-said", "щойно з’явиться мережа");
            petro.picture_as("no-line");
            petro.click("return-later");
            petro.wait_for_text("give-back", "2 зауваження");
            portal.start_again();
            petro.click("give-back");
            assert_eq!(petro.value("remark-text-1"), GENERAL);
            petro.click("return-send");
            petro.wait_for_attribute("status", "data-standing", "returned");
            petro.wait_for_text("remarks-values", ON_FIELD);
            petro.picture_as("returned-by-head");
        },
    );
    journey.step("Автор бачить це на столі", || {
        olena.click("nav-desk");
        let row = olena.wait_for_name_saying("report-", TITLE);
        olena.wait_for_attribute(row.as_str(), "data-standing", "returned");
        olena.wait_for_text("needs-you", ON_FIELD);
        olena.picture_as("desk-returned");
    });
    journey.step(
        "Звіт знаходиться за словом із зауваження",
        || {
            olena.press(&[Key::Control], 'k');
            olena.fill("finder", "виконкомом");
            let found = olena.wait_for_name_saying("finder-report-", TITLE);
            olena.click(found.as_str());
            olena.wait_for("returned");
        },
    );
    journey.step(
        "Зауваження стоять біля поля і вгорі",
        || {
            let said = olena.wait_for_text("remarks-values", ON_FIELD);
            assert!(said.contains("Мельник Петро"), "{said}");
            olena.wait_for_text("returned", GENERAL);
            let eye = Eye::new(&olena);
            eye.examine("returned-to-author");
            eye.close();
            olena.click("first-remark");
            olena.picture_as("first-remark");
        },
    );
    journey.step(
        "Так само англійською, темним і на малому екрані",
        || {
            olena.click("nav-settings");
            olena.click("language-en");
            olena.click("theme-dark");
            olena.resize(1093, 614);
            olena.open_report(TITLE);
            olena.wait_for_text("returned", "Returned with remarks");
            let wide = olena.run("return document.documentElement.scrollWidth - window.innerWidth");
            assert!(wide.as_i64() <= Some(0), "scrolls sideways by {wide} pixels");
            olena.picture_as("returned-en-dark-1093");
            olena.resize(1366, 768);
        },
    );
    journey.step("Виправлено й надіслано знову", || {
        assert_eq!(olena.count("primary"), 0, "there is nothing to send yet");
        olena.fill("field-sphere", "Електронні послуги, з порівнянням");
        olena.wait_until_saved();
        olena.wait_for("returned");
        olena.click("primary");
        olena.wait_for_attribute("status", "data-standing", "in_review");
        olena.wait_until_gone("returned");
        olena.wait_for_text("earlier-remarks", "2");
    });
    journey.step(
        "Керівник бачить попередні зауваження й погоджує",
        || {
            petro.click("nav-desk");
            let row = petro.wait_for_name_saying("report-", TITLE);
            petro.wait_for_attribute(row.as_str(), "data-standing", "in_review");
            petro.click(row.as_str());
            petro.click("earlier-remarks");
            petro.wait_for_text("earlier-remarks", GENERAL);
            petro.picture_as("earlier-remarks");
            petro.click("primary");
            petro.click("approve");
            petro.wait_for_attribute("status", "data-standing", "published");
        },
    );
    let resident = journey.browser();
    journey.step("Мешканці зауважень не бачать", || {
        olena.wait_for_attribute("status", "data-standing", "published");
        let link = olena.attribute("public-link", "data-href");
        resident.goto(&link.expect("a link to the public page"));
        let page = resident.run("return document.documentElement.outerHTML");
        let page = page.as_str().unwrap();
        assert!(page.contains(TITLE));
        assert!(!page.contains("виконкому") && !page.contains("торішнім планом"));
    });
}
