//! Reports are found, narrowed, chosen together and seen as a board, by mouse and by keys.

mod support;

use fantoccini::key::Key;
use support::{App, Journey, work::AUTHOR};

const TITLES: [&str; 3] = [
    "Ремонт тротуару на вулиці Шкільній",
    "Дитячий майданчик у сквері на Садовій",
    "Об’єднання тепломереж мікрорайону",
];

/// How many reports the list says it has.
fn wait_for_total(app: &App, total: usize) {
    app.wait_for_attribute("reports-grid", "data-total", &total.to_string());
}

/// Types into the search, as one does who has just pressed Ctrl+F.
fn search(app: &App, text: &str) {
    app.press(&[Key::Control], 'f');
    app.wait_for_focus("reports-filter");
    app.fill("reports-filter", text);
}

#[test]
#[ignore = "needs a virtual display and the built programs: cargo xtask test"]
fn reports_are_found_and_worked_with_together() {
    let mut journey = Journey::begin("finding");
    let portal = journey.portal();
    let olena = journey.app("olena", &portal);

    journey.step("Три чернетки", || {
        olena.sign_in(AUTHOR);
        for title in TITLES {
            olena.begin_report();
            olena.fill("title", title);
            olena.wait_until_saved();
        }
        olena.click("nav-reports");
        wait_for_total(&olena, 3);
    });
    journey.step(
        "Інша форма слова знаходить звіт",
        || {
            search(&olena, "тротуарами");
            wait_for_total(&olena, 1);
            olena.wait_for_name_saying("report-", TITLES[0]);
        },
    );
    journey.step("Апостроф не має значення", || {
        search(&olena, "обєднання");
        wait_for_total(&olena, 1);
        olena.wait_for_name_saying("report-", TITLES[2]);
    });
    journey.step("Інша розкладка клавіатури", || {
        search(&olena, "vfqlfyxbr");
        olena.wait_for_text("read-as", "майданчик");
        olena.wait_for_name_saying("report-", TITLES[1]);
    });
    journey.step(
        "Нічого не знайдено: сказано, як шукати",
        || {
            search(&olena, "бегемот");
            olena.wait_for_text("none-found", "бегемот");
            olena.click("none-clear");
            wait_for_total(&olena, 3);
        },
    );
    journey.step("Ctrl+K знаходить звіт за словом", || {
        olena.press(&[Key::Control], 'k');
        olena.fill("finder", "тепломережа");
        olena.wait_for_name_saying("finder-report-", TITLES[2]);
        olena.press(&[], char::from(Key::Escape));
    });
    journey.step("Фільтр, добірка, її вибір", || {
        olena.click("filters-open");
        olena.wait_for("filters");
        olena.fill("filter-status", "Опубл");
        olena.click("option-public");
        olena.wait_for("chip-status");
        olena.wait_for("none-found");
        olena.click("filter-save");
        olena.fill("filter-name", "Що вже видно мешканцям");
        olena.click("filter-name-keep");
        olena.wait_for_name_saying("saved-", "Що вже видно мешканцям");
        olena.click("filters-clear");
        wait_for_total(&olena, 3);
        let kept = olena.wait_for_name_saying("saved-", "Що вже видно мешканцям");
        olena.click(kept.as_str());
        olena.wait_for("chip-status");
        olena.click("filters-clear");
        olena.click("filters-open");
        wait_for_total(&olena, 3);
    });
    journey.step("Копія всіх, двічі", || {
        for many in [6, 12] {
            focus_list(&olena);
            olena.press(&[Key::Control], 'a');
            olena.click("bulk-copy");
            wait_for_total(&olena, many);
        }
    });
    journey.step(
        "Клавішами: рядок нижче, вибір, кошик, повернення",
        || {
            focus_list(&olena);
            olena.press(&[], char::from(Key::Home));
            olena.press(&[], ' ');
            olena.press(&[Key::Shift], char::from(Key::Down));
            olena.wait_for_text("chosen", "2");
            // The notes of the copies offer to take those back.
            clear_notes(&olena, "6 копій");
            olena.click("bulk-delete");
            wait_for_total(&olena, 10);
            olena.wait_for_focus("reports-grid");
            // Not one of the copies' that comes late.
            olena.wait_for_text("toast", "до кошика");
            olena.click("toast-action");
            wait_for_total(&olena, 12);
        },
    );
    journey.step(
        "Відновлене з кошика повертається туди, і все показане теж",
        || {
            focus_list(&olena);
            olena.press(&[], char::from(Key::Home));
            olena.press(&[], ' ');
            olena.click("bulk-delete");
            wait_for_total(&olena, 11);
            clear_notes(&olena, "до кошика");
            olena.click("nav-bin");
            let buttons = olena.wait_for_names("bin-restore-", 2);
            let restore = buttons.into_iter().find(|name| name != "bin-restore-chosen");
            let restore = restore.unwrap();
            let row = restore.replacen("bin-restore-", "bin-", 1);
            olena.click(restore.as_str());
            olena.wait_for("bin-empty");
            olena.click("toast-action");
            olena.wait_for(row.as_str());
            clear_notes(&olena, "до кошика");
            olena.click(restore.as_str());
            olena.wait_for("bin-empty");
            olena.click("nav-reports");
            search(&olena, "бегемот");
            olena.click("none-clear");
            wait_for_total(&olena, 12);
            olena.wait_for_text("toast", "всі звіти");
            olena.click("toast-action");
            olena.wait_for_text("none-found", "бегемот");
            olena.click("none-clear");
            wait_for_total(&olena, 12);
        },
    );
    journey.step("Групи", || {
        olena.click("group");
        olena.click("group-by-section");
        olena.wait_for("group-heading");
    });
    journey.step("Звіт і назад: список той самий", || {
        olena.fill("reports-filter", "шкільна");
        wait_for_total(&olena, 4);
        focus_list(&olena);
        olena.press(&[], char::from(Key::End));
        olena.press(&[], char::from(Key::Enter));
        olena.wait_for("title");
        olena.click("nav-reports");
        wait_for_total(&olena, 4);
    });
    journey.step("Дошка", || {
        olena.click("as-board");
        olena.wait_for("board");
        olena.click("sections");
        olena.click("section-council-work");
        olena.wait_for_text("sections", "Діяльність міської ради");
        olena.wait_for_name_saying("report-", "Шкільній");
    });
}

/// Closes the notes at the window's foot once this one has come: what they offer to take back is not what the next one
/// offers.
fn clear_notes(app: &App, last: &str) {
    app.wait_for_name_saying("toast", last);
    app.run("document.querySelectorAll('[data-test=toast-close]').forEach((close) => close.click())");
    app.wait_until_gone("toast");
}

/// Puts the focus into the list, as Enter in the search does.
fn focus_list(app: &App) {
    app.press(&[Key::Control], 'f');
    app.wait_for_focus("reports-filter");
    app.press(&[], char::from(Key::Down));
    app.wait_for_focus("reports-grid");
}
