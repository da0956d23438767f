//! The whole main job: drafted offline, sent over a line that breaks, approved, seen by residents.

mod support;

use support::{
    Journey, until,
    work::{AUTHOR, HEAD, photo},
};

const TITLE: &str = "Дитячий майданчик у сквері на Садовій";

#[test]
#[ignore = "needs a virtual display and the built programs: cargo xtask test"]
fn a_report_drafted_without_a_line_is_approved_and_seen_by_residents() {
    let mut journey = Journey::begin("main_job");
    let mut portal = journey.portal();
    let mut olena = journey.app("olena", &portal);

    journey.step("Вхід відповідальної особи", || {
        olena.sign_in(AUTHOR)
    });
    journey.step(
        "Мережа зникає, чернетка заповнюється без неї",
        || {
            portal.dies();
            olena.begin_report();
            olena.write_report(TITLE);
        },
    );
    journey.step(
        "Фото перетягуються на вікно, підписуються",
        || {
            olena.add_photos();
        },
    );
    journey.step(
        "Файл, що не є фото, названо й відхилено, решта на місці",
        || {
            olena.drop_files(&[photo("text-not-image.jpg"), photo("school.jpg")]);
            olena.wait_for_photos(4);
            olena.wait_for_text("photos-refused", "text-not-image.jpg");
        },
    );
    let order = journey.step(
        "Порядок фото змінюється мишею і з клавіатури",
        || {
            let first = olena.wait_for_photos(4);
            olena.drag(format!("photo-{}", first[0]).as_str(), 230.0, 10.0);
            until("the photo to stay where it was dragged", || {
                olena.wait_for_photos(4) != first
            });
            let before = olena.wait_for_photos(4);
            olena.click(format!("photo-{}-left", before[3]).as_str());
            let wanted = [&before[0], &before[1], &before[3], &before[2]]
                .map(Clone::clone)
                .to_vec();
            until("the new order", || olena.wait_for_photos(4) == wanted);
            wanted
        },
    );
    journey.step(
        "Місце на мапі, що не потребує мережі",
        || {
            olena.wait_for("place-place-map");
            olena.click_beside_middle("place-place-map", 20.0, 10.0);
            olena.place_by_typing();
            let typed = olena.value("place-place-coords");
            olena.drag("place-place-map", 40.0, -30.0);
            until("the pin to follow the mouse", || {
                olena.value("place-place-coords") != typed
            });
            olena.wait_until_saved();
        },
    );
    journey.step(
        "Живлення зникає: SIGKILL, і все на місці",
        || {
            olena.dies();
            olena.start_again();
            olena.open_report(TITLE);
            assert_eq!(olena.value("title"), TITLE);
            assert_eq!(olena.wait_for_photos(4), order);
            assert!(olena.text("rich-description").contains("м’яке покриття"));
            assert!(!olena.value("place-place-address").is_empty());
        },
    );
    journey.step("Надсилання чекає на мережу", || {
        olena.click("primary");
        olena.wait_for_attribute("status", "data-standing", "queued");
    });
    journey.step(
        "Мережа вертається, рветься посередині й вертається знову",
        || {
            portal.start_again();
            olena.click("nav-outbox");
            until("the first bytes at the portal", || portal.holds_bytes());
            portal.dies();
            portal.start_again();
            let row = olena.wait_for_names("outbox-", 1).remove(0);
            olena.wait_for_attribute(row.as_str(), "data-standing", "in_review");
        },
    );

    let petro = journey.app("petro", &portal);
    journey.step(
        "Керівник бачить, що чекає, і погоджує",
        || {
            petro.sign_in(HEAD);
            petro.open_report(TITLE);
            petro.wait_for_text("title", TITLE);
            petro.click("primary");
            petro.click("approve");
            petro.wait_for_attribute("status", "data-standing", "published");
        },
    );
    let link = journey.step(
        "Автор бачить «Опубліковано» з посиланням",
        || {
            olena.open_report(TITLE);
            olena.wait_for_attribute("status", "data-standing", "published");
            olena
                .attribute("public-link", "data-href")
                .expect("a link to the public page")
        },
    );

    let resident = journey.browser();
    journey.step(
        "Мешканець бачить текст, фото й позначку на мапі",
        || {
            resident.goto(&link);
            let text = resident.run("return document.body.innerText");
            let text = text.as_str().unwrap();
            for part in [TITLE, "м’яке покриття", "1\u{a0}234,5", "Світлина 1"] {
                assert!(text.contains(part), "the page lacks “{part}”:\n{text}");
            }
            let photos = "return [...document.querySelectorAll('figure img')].map(i => i.naturalWidth)";
            until("the photos", || {
                resident
                    .run(photos)
                    .as_array()
                    .is_some_and(|all| all.len() == 4 && all.iter().all(|w| w.as_u64() > Some(0)))
            });
            until("the map's streets", || {
            let asked = "return performance.getEntriesByType('resource').filter(e => e.name.includes('/tiles/')).length";
            resident.run(asked).as_u64() > Some(0)
        });
        until("the map", || {
                resident
                    .run("return document.querySelectorAll('.map canvas').length")
                    .as_u64()
                    > Some(0)
            });
        },
    );
}
