//! What goes wrong at the door, and what one is told.
#![expect(
    clippy::unwrap_used,
    reason = "a journey that cannot go on says so by failing"
)]

mod support;

use std::{
    fs,
    io::{Read, Write},
    net::TcpListener,
    thread,
};
use support::{Journey, work::AUTHOR};

#[test]
#[ignore = "needs a virtual display and the built programs: cargo xtask test"]
fn one_clear_sentence_for_everything_that_goes_wrong_at_the_door() {
    let mut journey = Journey::begin("trouble");
    let mut portal = journey.portal();
    let mut olena = journey.app("olena", &portal);
    let address = portal.address();

    journey.step(
        "Без входу: чернетка лишається на цьому комп’ютері",
        || {
            olena.click("signin-local");
            olena.begin_report();
            olena.fill("title", "Чернетка до входу");
            olena.wait_until_saved();
            olena.click("nav-account");
            olena.click("sign-out");
            olena.wait_for("signin-login");
        },
    );
    journey.step("Неправильний пароль", || {
        olena.fill("signin-login", AUTHOR.0);
        olena.fill("signin-password", "не той");
        olena.click("signin-submit");
        olena.wait_for_text("signin-error", "парол");
    });
    journey.step("Невідомий вузол", || {
        olena.fill("signin-portal", "https://nema.invalid");
        olena.fill("signin-password", AUTHOR.1);
        olena.click("signin-submit");
        olena.wait_for_text("signin-error", "nema.invalid");
    });
    journey.step(
        "Відповідає не портал, а сторінка мережі",
        || {
            olena.fill("signin-portal", &captive_page());
            olena.fill("signin-password", AUTHOR.1);
            olena.click("signin-submit");
            olena.wait_for_text("signin-error", "не портал");
        },
    );
    journey.step("Портал не відповідає", || {
        portal.dies();
        olena.fill("signin-portal", &address);
        olena.fill("signin-password", AUTHOR.1);
        olena.click("signin-submit");
        olena.wait_for("signin-error");
        portal.start_again();
    });
    journey.step(
        "Вхід, і чернетка тепер в обліковому записі",
        || {
            olena.fill("signin-password", AUTHOR.1);
            olena.click("signin-submit");
            olena.wait_for("nav-desk");
            olena.open_report("Чернетка до входу");
        },
    );
    journey.step(
        "Файл новішої версії програми: сказано й не змінено",
        || {
            olena.dies();
            let file = olena.database();
            // SQLite keeps `user_version` at offset 60 of the header, big-endian.
            let mut bytes = fs::read(&file).unwrap();
            bytes[60..64].copy_from_slice(&9_999_u32.to_be_bytes());
            for beside in ["-wal", "-shm"] {
                let _there_was_none = fs::remove_file(format!("{}{beside}", file.display()));
            }
            fs::write(&file, &bytes).unwrap();
            olena.start_again();
            olena.wait_for_text("store-trouble", "нов");
            assert!(fs::read(&file).unwrap() == bytes, "the newer file was touched");
        },
    );
    journey.step(
        "Пошкоджений файл: сказано й не змінено",
        || {
            olena.dies();
            let file = olena.database();
            let bytes = b"this is no database at all".repeat(400);
            fs::write(&file, &bytes).unwrap();
            olena.start_again();
            olena.wait_for_text("store-trouble", "не читається");
            assert!(fs::read(&file).unwrap() == bytes, "the damaged file was touched");
        },
    );
}

/// A network's own page that answers everything, as in a hotel.
fn captive_page() -> String {
    let door = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", door.local_addr().unwrap());
    thread::spawn(move || {
        for caller in door.incoming().flatten() {
            let mut caller = caller;
            let mut request = [0; 4096];
            let _any = caller.read(&mut request);
            let page = "<!doctype html><title>Wi-Fi</title>";
            let answer = format!(
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{page}",
                page.len()
            );
            let _gone = caller.write_all(answer.as_bytes());
        }
    });
    address
}
