//! A table of indicators, copied in a spreadsheet with its heading and pasted.

mod support;

use support::{App, Journey, until};

const COPIED: &str = "Показник\tОд. виміру\tРік\tВид значення\tЗначення\n\
    \"Електронні послуги,\nяких надано\"\tтис.\t2024\tФакт\t1 234,5\n\
    Електронні послуги\tтис.\t2025\tочікув.\t1 500\n\
    Центри з доступом до мережі\tодиниць\t2025\tФакт\tбагато\n";

/// Pastes what the window is said to have on its clipboard.
fn paste(app: &App, name: &str, text: &str) {
    app.run(&format!(
        "const data = new DataTransfer(); data.setData('text/plain', {}); \
         document.querySelector('[data-test=\"{name}\"]').dispatchEvent( \
         new ClipboardEvent('paste', {{ clipboardData: data, bubbles: true, cancelable: true }}))",
        serde_json::to_string(text).unwrap()
    ));
}

#[test]
#[ignore = "needs a virtual display and the built programs: cargo xtask test"]
fn a_range_of_a_spreadsheet_becomes_rows_and_can_be_taken_back() {
    let mut journey = Journey::begin("indicators");
    let portal = journey.portal();
    let olena = journey.app("olena", &portal);

    journey.step("Новий звіт із показниками", || {
        olena.click("signin-local");
        olena.wait_for("nav-desk");
        olena.click("nav-desk");
        olena.click("new-report");
        olena.click("new-report-indicators");
        olena.click("new-report-blank");
        olena.wait_for("field-values-empty");
    });
    journey.step(
        "Скопійоване з Excel вставлено за заголовками",
        || {
            paste(&olena, "field-values-empty", COPIED);
            olena.wait_for_text("field-values-0-indicator", "Електронні послуги");
            assert_eq!(olena.text("field-values-0-value").trim(), "1\u{a0}234,5");
            assert_eq!(olena.value("field-values-1-type"), "expected");
            assert_eq!(olena.text("field-values-1-year").trim(), "2025");
        },
    );
    journey.step(
        "Чого не прочитано, названо з причиною",
        || {
            let said = olena.wait_for_text("field-values-left-out", "багато");
            assert!(said.contains("Це не число"), "{said}");
            assert_eq!(olena.text("field-values-2-value").trim(), "");
            olena.wait_until_saved();
            olena.picture_as("pasted-from-excel");
        },
    );
    journey.step("Ctrl+Z повертає порожню таблицю", || {
        olena.press(&[fantoccini::key::Key::Control], 'z');
        olena.wait_for("field-values-empty");
    });
    journey.step(
        "Вставлене в комірку, що бракувала, перераховано",
        || {
            paste(&olena, "field-values-empty", &COPIED.replace("багато", "12"));
            until("the last value", || {
                olena.text("field-values-2-value").trim() == "12"
            });
            olena.wait_until_saved();
        },
    );
}
