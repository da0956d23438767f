//! The power goes at the worst moments: nothing lost, nothing twice.

mod support;

use std::time::Duration;
use support::{
    Journey,
    logind::Logind,
    until,
    work::{AUTHOR, good_photos, photo},
};

#[test]
#[ignore = "needs a virtual display and the built programs: cargo xtask test"]
fn a_report_survives_the_power_going_while_one_types_adds_photos_and_sends() {
    let mut journey = Journey::begin("power");
    let mut portal = journey.portal();
    let mut olena = journey.app("olena", &portal);
    journey.step("Вхід", || {
        olena.sign_in(AUTHOR);
        olena.begin_report();
        olena.fill("title", "Перевірка");
        olena.wait_until_saved();
    });

    journey.step(
        "SIGKILL під час набору: втрачено не більше секунди",
        || {
            for round in 1..=3_u32 {
                let sentence = format!(" Речення {round}, набране до вимкнення.");
                olena.type_into("title", &sentence);
                // One second is what is promised; whatever was typed before it must be there.
                std::thread::sleep(Duration::from_secs(1));
                olena.type_into("title", " і ще");
                olena.dies();
                olena.start_again();
                olena.open_report("Перевірка");
                assert!(
                    olena.value("title").contains(&sentence),
                    "{}",
                    olena.value("title")
                );
            }
        },
    );

    journey.step(
        "Комп’ютер засинає: спершу записано, хоч би потім зникло живлення",
        || {
            let logind = Logind::begin(olena.desk().bus());
            olena.dies();
            olena.start_again();
            olena.open_report("Перевірка");
            olena.type_into("title", " перед сном");
            logind.sleep();
            olena.dies();
            olena.start_again();
            olena.open_report("Перевірка");
            let title = olena.value("title");
            assert!(title.contains(" перед сном"), "{title}");
        },
    );

    journey.step(
        "SIGKILL під час додавання фото: кожне додане ціле",
        || {
            let mut files = good_photos();
            files.push(photo("school.jpg"));
            olena.drop_files(&files);
            until("the first photo", || !olena.names("caption-").is_empty());
            let seen = olena.names("caption-");
            olena.dies();
            olena.start_again();
            olena.open_report("Перевірка");
            until("the photos that were there", || {
                seen.iter().all(|one| olena.names("caption-").contains(one))
            });
            let widths =
                "return [...document.querySelectorAll('[data-test^=photo-] img')].map(i => i.naturalWidth)";
            until("their pictures", || {
                olena
                    .run(widths)
                    .as_array()
                    .is_some_and(|all| all.iter().all(|width| width.as_u64() > Some(0)))
            });
            // The same files again: those that are there are not taken twice.
            olena.drop_files(&files);
            olena.wait_for_photos(4);
        },
    );

    journey.step(
        "SIGKILL під час надсилання: один звіт, нічого двічі",
        || {
            olena.write_report("Перевірка надсилання");
            olena.place_by_typing();
            olena.click("primary");
            until("the first bytes at the portal", || portal.holds_bytes());
            olena.dies();
            portal.dies();
            portal.start_again();
            olena.start_again();
            olena.click("nav-outbox");
            let row = olena.wait_for_names("outbox-", 1).remove(0);
            olena.wait_for_attribute(row.as_str(), "data-standing", "in_review");
        },
    );
}
