//! Every screen in both languages, both themes and both usual sizes, for people to look at; and that none of them asks
//! for scrolling sideways.
mod support;

use std::fs;
use support::{
    App, Journey,
    work::{AUTHOR, HEAD},
};

const TITLE: &str = "Дитячий майданчик у сквері на Садовій";
const OTHER: &str = "Ремонт тротуару на вулиці Шкільній";
/// The usual one last: it is the one that stays.
const SIZES: [(u32, u32); 3] = [(1920, 1080), (1093, 614), (1366, 768)];
const DRESSES: [(&str, &str); 4] = [("en", "dark"), ("en", "light"), ("uk", "dark"), ("uk", "light")];

#[test]
#[ignore = "needs a virtual display and the built programs: cargo xtask test"]
fn every_screen_fits_in_both_languages_and_themes() {
    let mut journey = Journey::begin("screens");
    let portal = journey.portal();
    let mut olena = journey.app("olena", &portal);
    journey.step("Вхід", || {
        olena.wait_for("signin-login");
        olena.look_in_all_sizes("signin-uk-light");
        olena.sign_in(AUTHOR);
    });
    journey.step("Порожній стіл", || {
        olena.shoot("desk-empty", &|| olena.click("nav-desk"))
    });
    journey.step("Звіти в різних станах", || {
        olena.begin_report();
        olena.write_report(OTHER);
        olena.begin_report();
        olena.write_report(TITLE);
        olena.add_photos();
        olena.place_by_typing();
    });
    journey.step("Звіт у роботі", || {
        olena.shoot("editor", &|| olena.open_report(TITLE));
        olena.click("primary");
        olena.wait_for_attribute("status", "data-standing", "in_review");
    });
    journey.step(
        "Змінено після надсилання, видалено",
        || {
            olena.fill("title", "Спортивний майданчик у сквері на Садовій");
            olena.fill("field-actual", "1300");
            olena.wait_until_saved();
            olena.begin_report();
            olena.fill("title", "Зайва чернетка");
            olena.wait_until_saved();
            olena.click("more");
            olena.click("delete");
            olena.wait_until_gone("title");
        },
    );
    journey.step("Решта екранів", || {
        let reports = |there: &str, missing: bool, switch: &str| {
            olena.click("nav-reports");
            olena.wait_for_page();
            if (olena.count(there) == 0) == missing {
                olena.click(switch);
            }
        };
        olena.shoot_all(&[
            ("desk", &|| olena.click("nav-desk")),
            ("reports", &|| reports("filters", false, "filters-open")),
            ("filters", &|| reports("filters", true, "filters-open")),
            ("board", &|| reports("board", true, "as-board")),
            ("map", &|| {
                reports("board", false, "as-list");
                olena.click("nav-map");
            }),
            ("schedule", &|| olena.click("nav-schedule")),
            ("outbox", &|| olena.click("nav-outbox")),
            ("bin", &|| olena.click("nav-bin")),
            ("settings", &|| olena.click("nav-settings")),
            ("safekeeping", &|| {
                olena.wait_for("safekeeping");
                olena.run(
                    "document.querySelector('[data-test=safekeeping]').scrollIntoView({ block: 'start' })",
                );
            }),
        ]);
    });
    journey.step("Історія", || {
        for (language, theme) in DRESSES {
            olena.dress(language, theme);
            olena.open_report("Спортивний майданчик");
            olena.click("open-history");
            olena.wait_for("compared-title");
            olena.look(&format!("history-{language}-{theme}-1366"));
        }
        olena.picture_as("history");
    });
    journey.step("Файл не читається", || {
        olena.dies();
        fs::write(olena.database(), b"this is no database at all".repeat(400)).unwrap();
        olena.start_again();
        olena.wait_for("store-trouble");
        olena.look_in_all_sizes("trouble-uk-light");
    });
    let petro = journey.app("petro", &portal);
    journey.step("Керівник", || {
        petro.sign_in(HEAD);
        petro.wait_for_name_saying("report-", TITLE);
        petro.shoot("review-desk", &|| petro.click("nav-desk"));
        petro.shoot("review", &|| petro.open_report(TITLE));
        petro.click("primary");
        petro.click("approve");
        petro.wait_for_attribute("status", "data-standing", "published");
    });
    let resident = journey.browser();
    let folder = journey.folder().to_path_buf();
    journey.step("Сторінки порталу", || {
        for (name, path) in [
            ("public-home", "/"),
            ("public-section", "/s/council-work"),
            ("public-map", "/map"),
        ] {
            resident.goto(&format!("{}{path}", portal.address()));
            resident.wait_for_page();
            resident.picture(&folder.join(format!("{name}.png"))).unwrap();
        }
    });
}

impl App {
    /// [`Self::shoot_all`] of one screen.
    fn shoot(&self, name: &str, go: &dyn Fn()) {
        self.shoot_all(&[(name, go)]);
    }

    /// A picture of each in each language, theme and size, after going there; and one by its name alone, as most people see it.
    /// The window changes its size as seldom as can be: WebKit's driver hangs once in some hundred times.
    fn shoot_all(&self, screens: &[(&str, &dyn Fn())]) {
        for (width, height) in SIZES {
            self.resize(width, height);
            for (language, theme) in DRESSES {
                self.dress(language, theme);
                for (name, go) in screens {
                    go();
                    self.look(&format!("{name}-{language}-{theme}-{width}"));
                    if (width, language, theme) == (1366, "uk", "light") {
                        self.picture_as(name);
                    }
                }
            }
        }
    }

    fn look_in_all_sizes(&self, name: &str) {
        for (width, height) in SIZES {
            self.resize(width, height);
            self.look(&format!("{name}-{width}"));
        }
    }

    fn dress(&self, language: &str, theme: &str) {
        self.click("nav-settings");
        self.click(format!("language-{language}").as_str());
        self.click(format!("theme-{theme}").as_str());
    }

    /// A picture of the screen once it stands still; it must not ask for scrolling sideways.
    fn look(&self, name: &str) {
        self.wait_for_page();
        let wide = self.run("return document.documentElement.scrollWidth - window.innerWidth");
        assert!(
            wide.as_i64() <= Some(0),
            "{name} scrolls sideways by {wide} pixels"
        );
        self.picture_as(name);
    }
}
