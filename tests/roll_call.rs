//! A roll-call vote out of the hall's voting system: a CSV in windows-1251, looked at before it is taken.

mod support;

use std::{
    fs,
    path::{Path, PathBuf},
};
use support::{App, Journey, until};

fn sheet(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/sheets")
        .join(name);
    assert!(path.exists(), "no table {}", path.display());
    path
}

/// Rows that take seconds to read.
fn long_sheet() -> String {
    let row = "Горицвіт Ярослава Андріївна;\"за; \"\"одноголосно\"\"\";12;13;14;15;16;17\n";
    format!("Депутат;Голос;а;б;в;г;ґ;д\n{}", row.repeat(400_000))
}

fn totals(app: &App) -> String {
    app.text("field-votes-totals")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
#[ignore = "needs a virtual display and the built programs: cargo xtask test"]
fn a_roll_call_is_imported_looked_at_counted_and_taken_back() {
    let mut journey = Journey::begin("roll_call");
    let portal = journey.portal();
    let olena = journey.app("olena", &portal);

    journey.step("Новий звіт про голосування", || {
        olena.click("signin-local");
        olena.wait_for("nav-desk");
        olena.click("nav-desk");
        olena.click("new-report");
        olena.click("new-report-roll-call");
        olena.click("new-report-blank");
        olena.wait_for("field-votes-empty");
    });
    journey.step(
        "Файл, що не є таблицею, названо, чернетка лишилася",
        || {
            olena.click("field-votes-import");
            olena.choose_file(&sheet("не таблиця.xlsx"));
            let said = olena.wait_for_text("import-refused", "не таблиця.xlsx");
            assert!(said.contains("Чернетка лишилася"), "{said}");
            olena.click("import-close");
            olena.wait_for("field-votes-empty");
        },
    );
    journey.step(
        "Довге читання видно, його зупинено, у чернетці нічого",
        || {
            let long = olena.data().join("../Уся сесія.csv");
            fs::write(&long, long_sheet()).unwrap();
            olena.click("field-votes-import");
            olena.choose_file(&long);
            olena.wait_for("import-reading");
            olena.picture_as("sheet-reading");
            olena.click("import-cancel");
            olena.wait_until_gone("import-reading");
            olena.wait_for("field-votes-empty");
        },
    );
    journey.step(
        "Файл із windows-1251: попередній перегляд",
        || {
            olena.click("field-votes-import");
            olena.choose_file(&sheet("Поіменне голосування.csv"));
            olena.wait_for_text("import-file", "Поіменне голосування.csv");
            olena.wait_for_text("import-counts", "13");
            assert_eq!(olena.value("import-heading"), "2");
            assert!(
                olena
                    .text("import-preview")
                    .contains("Горицвіт Ярослава Андріївна")
            );
            let refused = olena.text("refused-cells");
            for part in ["14", "Ромашка Ірина Сергіївна", "Ромашко Ірина Сергіївна"]
            {
                assert!(refused.contains(part), "{part} in {refused}");
            }
            olena.wait_for_page();
            olena.picture_as("sheet-import");
        },
    );
    journey.step("Рядки взято, голоси пораховано", || {
        olena.click("import-take");
        olena.wait_for("field-votes-totals");
        until("the totals", || !totals(&olena).is_empty());
        assert_eq!(
            totals(&olena),
            "За 8 Проти 2 Утримався 1 Не голосував 1 Відсутній 1"
        );
        olena.wait_until_saved();
    });
    journey.step(
        "Кого бракує, додано зі списку депутатів; усім «За»",
        || {
            olena.click("field-votes-fill");
            olena.wait_for("field-votes-13-vote");
            olena.click("field-votes-all-vote");
            olena.click("field-votes-all-for");
            until("everybody for", || totals(&olena).starts_with("За 14 "));
        },
    );
    journey.step(
        "Один голос змінено, підсумок слідує",
        || {
            // As one does it fast: the cell, then the beginning of the answer.
            olena.run("document.querySelector('[data-test=field-votes-13-vote]').focus()");
            olena.type_text("Проти");
            until("one against", || totals(&olena).starts_with("За 13 Проти 1 "));
            olena.wait_until_saved();
            olena.picture_as("roll-call");
        },
    );
    journey.step("Файл зали долучено до звіту", || {
        olena.click("file-hall_file-attach");
        olena.choose_file(&sheet("Поіменне голосування.csv"));
        olena.wait_for_text("file-hall_file-name", "Поіменне голосування.csv");
        olena.click("file-hall_file-open");
        olena.wait_until_saved();
        assert_eq!(olena.count("file-hall_file-refusal"), 0);
    });
    journey.step("Файл прибрано", || {
        olena.click("file-hall_file-remove");
        olena.wait_for("file-hall_file-attach");
        olena.wait_until_saved();
    });
}
