//! The main job by one who has no mouse: nothing here clicks.
#![expect(clippy::panic, reason = "a journey that cannot go on says so by failing")]

mod support;

use fantoccini::key::Key;
use support::{
    App, Journey, until,
    work::{AUTHOR, photo},
};

const TITLE: &str = "Вуличне освітлення на Шкільній";

#[test]
#[ignore = "needs a virtual display and the built programs: cargo xtask test"]
fn the_main_job_is_done_without_a_mouse() {
    let mut journey = Journey::begin("keyboard");
    let portal = journey.portal();
    let olena = journey.app("olena", &portal);

    journey.step("Вхід", || {
        olena.tab_to("signin-login");
        olena.type_text(AUTHOR.0);
        olena.tab_to("signin-password");
        olena.type_text(AUTHOR.1);
        olena.press(&[], Key::Enter);
        olena.wait_for("desk-empty");
    });
    journey.step("Перше, куди веде Tab: до змісту", || {
        olena.press(&[], Key::Tab);
        assert!(olena.shows_focus(), "the focus is not seen");
        olena.press(&[], Key::Enter);
        olena.tab_to("new-report");
    });
    journey.step(
        "Новий звіт: Ctrl+N, розділ за літерами",
        || {
            olena.press(&[Key::Control], 'n');
            olena.wait_for_focus("finder");
            olena.type_text("міської");
            olena.press(&[], Key::Enter);
            olena.wait_for("new-report-blank");
            olena.wait_for_page();
            olena.picture_as("start-from");
            olena.press(&[], Key::Enter);
            olena.wait_for_focus("title");
            olena.type_text(TITLE);
        },
    );
    journey.step("Програма й захід зі списків", || {
        olena.next_gap("field-programme-search");
        olena.type_text("озеленення");
        olena.take_first("option-green-city");
        olena.next_gap("field-measure-search");
        olena.type_text("майданчика");
        olena.take_first("option-green-city-07");
    });
    journey.step("Період, стан, кошти, опис", || {
        olena.next_gap("field-period-from");
        olena.type_text("01.10.2026");
        olena.tab_to("field-period-to");
        olena.type_text("31.10.2026");
        olena.tab_to("option-planned");
        olena.press(&[], Key::Down);
        olena.press(&[], Key::Down);
        olena.next_gap("field-planned");
        olena.type_text("1234,5");
        olena.next_gap("field-actual");
        olena.type_text("1190,25");
        olena.next_gap("rich-description");
        olena.type_text("Замінено світильники, ");
        olena.press(&[Key::Control], 'b');
        olena.type_text("усі двадцять");
        olena.press(&[Key::Control], 'b');
        olena.type_text(" на енергоощадні.");
        until("the bold words", || {
            olena.run("return document.querySelector('[data-test=rich-description] strong')?.innerText ?? ''")
                == "усі двадцять"
        });
    });
    journey.step("Місце координатами", || {
        olena.press(&[Key::Control], 'm');
        olena.tab_to("place-place-coords");
        olena.type_text("47.9102, 33.3911");
        olena.press(&[], Key::Enter);
        olena.tab_to("place-place-suggest");
        olena.press(&[], Key::Enter);
        olena.wait_until_saved();
    });
    journey.step("Фото з вікна вибору файлів", || {
        olena.press(&[Key::Control, Key::Shift], 'p');
        olena.choose_file(&photo("street-before.jpg"));
        olena.wait_for_photos(1);
        for (name, count) in [("school.jpg", 2), ("Ремонт вулиці.jpg", 3)] {
            olena.press(&[Key::Control, Key::Shift], 'p');
            olena.choose_file(&photo(name));
            olena.wait_for_photos(count);
        }
        let photos = olena.wait_for_photos(3);
        olena.tab_to(format!("caption-{}", photos[0]).as_str());
        olena.type_text("Нові світильники");
        olena.wait_until_saved();
        olena.wait_for_text("status", "Готово");
    });
    journey.step(
        "Команда за назвою, і фокус вертається",
        || {
            let before = olena.focused();
            olena.press(&[Key::Control], 'k');
            olena.wait_for_focus("finder");
            olena.press(&[], Key::Escape);
            olena.wait_for_focus(&before);
        },
    );
    journey.step("Надсилання: Ctrl+Enter", || {
        olena.press(&[Key::Control], Key::Enter);
        olena.wait_for_attribute("status", "data-standing", "in_review");
    });
}

impl App {
    /// Alt+↓ until this field has the focus: the next one that is not filled.
    fn next_gap(&self, field: &str) {
        self.wait_until_saved();
        for _ in 0..12 {
            self.press(&[Key::Alt], Key::Down);
            if self.focused() == field {
                assert!(self.shows_focus(), "the focus on {field} is not seen");
                return;
            }
        }
        panic!("Alt+↓ never comes to “{field}”, only to “{}”", self.focused());
    }

    /// Takes the first answer of the list that is open, which must be this one.
    fn take_first(&self, option: &str) {
        self.wait_for(option);
        until("the answer to be the one under the arrow", || {
            if self.attribute(option, "data-highlighted").is_some() {
                return true;
            }
            self.press(&[], Key::Down);
            false
        });
        self.press(&[], Key::Enter);
        self.wait_until_gone(option);
    }
}
