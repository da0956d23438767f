//! What was written stays: versions compared and put back, deleted drafts taken out of the bin or thrown away for good.
mod support;

use fantoccini::key::Key;
use support::{Journey, until, work::AUTHOR};

const TITLE: &str = "Дитячий майданчик у сквері на Садовій";

#[test]
#[ignore = "needs a virtual display and the built programs: cargo xtask test"]
fn what_was_written_can_be_seen_and_brought_back() {
    let mut journey = Journey::begin("history");
    let portal = journey.portal();
    let olena = journey.app("olena", &portal);

    journey.step("Звіт надіслано: це версія", || {
        olena.sign_in(AUTHOR);
        olena.begin_report();
        olena.write_report(TITLE);
        olena.add_photos();
        olena.place_by_typing();
        olena.click("primary");
        olena.wait_for_attribute("status", "data-standing", "in_review");
    });
    journey.step("Після надсилання дещо змінено", || {
        olena.fill("title", "Спортивний майданчик у сквері на Садовій");
        olena.fill("field-actual", "1300");
        olena.click("rich-description");
        olena.type_into("rich-description", " Встановлено п’ять лавок.");
        olena.fill("place-place-coords", "47.9150, 33.3950\u{E007}");
        olena.wait_until_saved();
    });
    journey.step(
        "Чим теперішній звіт відрізняється від надісланого",
        || {
            olena.press(&[Key::Control, Key::Shift], 'h');
            olena.wait_for("compared");
            until("the version that was sent", || {
                let versions = olena.names("version-");
                versions
                    .iter()
                    .any(|name| olena.attribute(name.as_str(), "data-kind").as_deref() == Some("sent"))
            });
            olena.wait_for_text("compared-title", "Спортивний");
            olena.wait_for_text("compared-title", "Дитячий");
            olena.wait_for_text("compared-description", "лавок");
            olena.wait_for("compared-actual");
            olena.wait_for_text("compared-place", "Переміщено на");
            assert_eq!(
                olena.count("compared-planned"),
                0,
                "what is the same is shown as changed"
            );
        },
    );
    journey.step("Від зміни до зміни, і всі поля", || {
        olena.click("change-next");
        olena.wait_for_text("change-place", "1 з");
        olena.click("fields-all");
        olena.wait_for("compared-planned");
        olena.click("fields-changed");
    });
    journey.step("Вузьке вікно: одне під одним", || {
        olena.resize(1093, 614);
        olena.wait_for("compared-title");
    });
    journey.step("Версію відновлено", || {
        olena.resize(1366, 768);
        olena.click("restore-version");
        olena.wait_for_text("toast", "Версію відновлено");
        olena.click("history-back");
        until("the title that was sent", || olena.value("title") == TITLE);
    });
    journey.step("І відновлення можна скасувати", || {
        olena.click("toast-action");
        until("the later title", || {
            olena.value("title").starts_with("Спортивний")
        });
    });
    journey.step(
        "Чернетку видалено: вона в кошику",
        || {
            for title in ["Ремонт школи", "Ремонт дороги"] {
                olena.begin_report();
                olena.fill("title", title);
                olena.wait_until_saved();
                olena.click("more");
                olena.click("delete");
                olena.wait_until_gone("title");
            }
            olena.click("nav-bin");
            olena.wait_for_text("bin", "Ремонт школи");
            olena.wait_for_text("bin", "лишилося 30 днів");
        },
    );
    journey.step("Відновлено з кошика", || {
        // The one for all that are chosen, and one for each.
        let restore = olena.wait_for_names("bin-restore-", 3).pop().unwrap_or_default();
        olena.click(restore.as_str());
        olena.wait_for_names("bin-restore-", 2);
        olena.wait_for_name_saying("toast", "Відновлено «");
    });
    journey.step(
        "Друга видаляється назавжди: питає й називає її",
        || {
            olena.click("bin-all");
            olena.click("bin-remove-chosen");
            olena.wait_for_text("bin-question", "Ремонт");
            olena.click("bin-remove-yes");
            olena.wait_for("bin-empty");
        },
    );
}
