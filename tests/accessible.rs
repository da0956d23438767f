//! Whoever reads the window with a screen reader, from close by or without a mouse finds every screen in order: axe-core
//! looks at each in light, dark and high contrast; drawn twice as large nothing is cut.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a journey that cannot go on says so by failing"
)]

mod support;

use std::{cell::RefCell, fs, path::Path};

use fantoccini::key::Key;
use serde_json::Value;
use support::{App, Journey, work::AUTHOR};

const TITLE: &str = "Дитячий майданчик у сквері на Садовій";
const THEMES: [&str; 3] = ["light", "dark", "contrast"];

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
        olena.click("open-history");
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
    let found = eye.found.into_inner();
    assert!(found.is_empty(), "{} found:\n{}", found.len(), found.join("\n"));
}

/// Who looks at the screens, and what was found.
struct Eye<'a> {
    app: &'a App,
    axe: String,
    found: RefCell<Vec<String>>,
}

impl<'a> Eye<'a> {
    fn new(app: &'a App) -> Self {
        let axe = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/node_modules/axe-core/axe.min.js");
        Self {
            app,
            axe: fs::read_to_string(&axe).unwrap_or_else(|_| panic!("no {}: `npm ci` in ui", axe.display())),
            found: RefCell::default(),
        }
    }

    /// Asks axe about the screen as it is, in each of the themes.
    fn examine(&self, screen: &str) {
        if self.app.run("return typeof window.axe") != "object" {
            self.app.run(&self.axe);
        }
        let before = self.app.run("return document.documentElement.dataset.theme");
        for theme in THEMES {
            self.app
                .run(&format!("document.documentElement.dataset.theme = '{theme}'"));
            self.app.wait_for_page();
            self.app.picture_as(&format!("{screen}-{theme}"));
            for violation in self.violations() {
                self.found
                    .borrow_mut()
                    .push(format!("{screen}, {theme}: {violation}"));
            }
        }
        self.app
            .run(&format!("document.documentElement.dataset.theme = {before}"));
    }

    fn violations(&self) -> Vec<String> {
        // The script's answer does not wait for promises: it leaves its answer on the window.
        self.app.run(
            "window.axeSays = null; \
             axe.run(document, { resultTypes: ['violations'] }).then( \
             (r) => (window.axeSays = r.violations.flatMap((v) => v.nodes.map((n) => \
             `${v.id} ${n.target.join(' ')}: ${n.failureSummary.split('\\n').slice(1, 2).join(' ').trim()}`))), \
             (e) => (window.axeSays = [`axe failed: ${e}`]))",
        );
        let said = RefCell::new(Value::Null);
        support::until("axe's answer", || {
            said.replace(self.app.run("return window.axeSays"));
            !said.borrow().is_null()
        });
        serde_json::from_value(said.into_inner()).unwrap()
    }

    /// Nothing of the screen is beyond the window's right edge, and no words are cut by a box that cannot be scrolled.
    fn fits(&self, screen: &str) {
        self.app.wait_for_page();
        self.app.picture_as(screen);
        let script = "const beyond = [...document.querySelectorAll('#app button, #app input, #app h1, #app h2, #app p')] \
             .filter((e) => e.checkVisibility({ visibilityProperty: true })) \
             .filter((e) => { const r = e.getBoundingClientRect(); \
               return r.width > 1 && r.right > innerWidth + 1 && !e.closest('[data-test=place-place-map], .scrolls, nav ol'); }) \
             .map((e) => (e.dataset.test ?? e.innerText ?? e.tagName).slice(0, 40)); \
             return [document.documentElement.scrollWidth > innerWidth ? ['the page scrolls sideways'] : [], beyond].flat()";
        let beyond: Vec<String> = serde_json::from_value(self.app.run(script)).unwrap();
        for one in beyond {
            self.found
                .borrow_mut()
                .push(format!("{screen}: beyond the edge: {one}"));
        }
    }
}
