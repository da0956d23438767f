//! Whoever reads the window with a screen reader, from close by or without a mouse finds every screen in order: axe-core
//! looks at each in light, dark and high contrast; drawn twice as large nothing is cut.

mod support;

use fantoccini::key::Key;
use serde_json::Value;
use support::{Journey, eye::Eye, work::AUTHOR};

const TITLE: &str = "Дитячий майданчик у сквері на Садовій";

#[test]
#[ignore = "needs a virtual display and the built programs: cargo xtask test"]
fn every_screen_is_in_order_for_those_who_see_it_otherwise() {
    let mut journey = Journey::begin("accessible");
    let portal = journey.portal();
    let olena = journey.app("olena", &portal);
    let eye = Eye::new(&olena);
    journey.step("Вхід", || {
        olena.wait_for("signin-login");
        eye.examine("sign-in");
        olena.sign_in(AUTHOR);
    });
    journey.step("Порожній стіл і новий звіт", || {
        olena.wait_for("desk-empty");
        eye.examine("desk-empty");
        olena.press(&[Key::Control], 'n');
        olena.wait_for("finder");
        eye.examine("new-report");
        olena.press(&[], Key::Escape);
        olena.wait_until_gone("finder");
    });
    journey.step("Приклад, де ще не все заповнено", || {
        olena.click("open-sample");
        olena.wait_for("title");
        eye.examine("editor-sample");
        olena.press(&[Key::Control], Key::Enter);
        olena.wait_for_focus("title");
    });
    journey.step("Звіт з помилками й заповнений", || {
        olena.begin_report();
        olena.click("primary");
        olena.wait_for("problem-title");
        eye.examine("editor-problems");
        olena.write_report(TITLE);
        olena.add_photos();
        olena.place_by_typing();
        eye.examine("editor");
    });
    journey.step("Команди й клавіші", || {
        olena.press(&[Key::Control], 'k');
        olena.wait_for("finder");
        eye.examine("palette");
        olena.press(&[], Key::Escape);
        olena.wait_until_gone("finder");
        olena.press(&[], Key::F1);
        olena.wait_for("keys");
        eye.examine("keys");
        olena.press(&[], Key::Escape);
        olena.wait_until_gone("keys");
    });
    journey.step("Надіслане читається", || {
        olena.click("primary");
        olena.wait_for_attribute("status", "data-standing", "in_review");
        eye.examine("sent");
    });
    journey.step("Решта екранів", || {
        for place in ["desk", "reports", "map", "schedule", "outbox", "settings"] {
            olena.click(format!("nav-{place}").as_str());
            olena.wait_for_attribute(format!("nav-{place}").as_str(), "aria-current", "page");
            eye.examine(place);
        }
    });
    journey.step("Фільтри, дошка, історія, кошик", || {
        olena.click("nav-reports");
        olena.click("filters-open");
        olena.wait_for("filters");
        eye.examine("filters");
        olena.click("filters-open");
        olena.click("as-board");
        olena.wait_for("board");
        eye.examine("board");
        olena.click("as-list");
        olena.open_report(TITLE);
        olena.fill("field-actual", "1300");
        olena.wait_until_saved();
        olena.press(&[Key::Control, Key::Shift], 'h');
        olena.wait_for("compared-actual");
        eye.examine("history");
        olena.click("nav-bin");
        olena.wait_for("bin-empty");
        eye.examine("bin-empty");
        olena.begin_report();
        olena.fill("title", "Ремонт школи");
        olena.wait_until_saved();
        olena.click("more");
        olena.click("delete");
        olena.wait_until_gone("title");
        olena.click("nav-bin");
        olena.wait_for_text("bin", "Ремонт школи");
        eye.examine("bin");
    });
    journey.step("Удвічі більше на звичайному екрані", || {
        olena.resize(1366, 768);
        olena.click("nav-settings");
        olena.click("zoom-200");
        olena.wait_for_page();
        eye.fits("settings-200");
        // The driver's mouse knows nothing of the zoom: by keys.
        for (place, key) in [("desk", '1'), ("reports", '2'), ("map", '3'), ("schedule", '4'), ("outbox", '5')] {
            olena.press(&[Key::Alt], key);
            olena.wait_for_attribute(format!("nav-{place}").as_str(), "aria-current", "page");
            eye.fits(&format!("{place}-200"));
        }
        olena.press(&[Key::Control], 'n');
        olena.wait_for_focus("finder");
        olena.type_text("міської");
        olena.press(&[], Key::Enter);
        olena.wait_for("new-report-blank");
        olena.press(&[], Key::Enter);
        olena.wait_for_focus("title");
        eye.fits("editor-200");
        assert!(
            olena.run("return document.querySelector('[data-test=primary]').getBoundingClientRect().bottom <= innerHeight")
                == Value::Bool(true),
            "the primary action is out of sight"
        );
        olena.press(&[Key::Control], '0');
    });
    eye.close();
}
