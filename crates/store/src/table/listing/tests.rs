//! How lists are read, and that parts of many reports are the whole.

use super::{ALL, BIN, BY_SECTION, LIST, NEEDING, OF_SECTION, Page, RECEIVED, Wanted, by_section, page};
use crate::{
    migrations,
    table::report::{self as table, Origin},
};
use jiff::Timestamp;
use report::{Content, ReportId, SectionId, Values};
use rusqlite::Connection;
use std::collections::BTreeMap;
use uuid::Uuid;

fn plan(sql: &str) -> String {
    let mut db = Connection::open_in_memory().unwrap();
    migrations::run(&mut db).unwrap();
    let mut explained = db.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    // What a list asks for is not bound: the plan does not depend on it.
    let steps = explained.raw_query().mapped(|row| row.get::<_, String>(3));
    steps.collect::<Result<Vec<_>, _>>().unwrap().join("\n")
}

#[test]
fn lists_are_read_in_the_order_of_an_index_without_sorting() {
    for (sql, index) in [
        (LIST, "report_by_update"),
        (ALL[0], "report_by_update"),
        (OF_SECTION[0], "report_by_section"),
        (BIN, "report_in_bin"),
        (RECEIVED, "report_remote_by_receipt"),
    ] {
        let plan = plan(sql);
        assert!(plan.contains(&format!("USING INDEX {index}")), "{plan}");
        assert!(!plan.contains("TEMP B-TREE"), "{plan}");
        assert!(
            plan.lines().skip(1).all(|step| step.starts_with("SEARCH")),
            "{plan}"
        );
    }
}

#[test]
fn counting_by_section_reads_an_index_alone() {
    let plan = plan(BY_SECTION);
    assert_eq!(plan, "SCAN report USING COVERING INDEX report_by_section");
}

#[test]
fn what_needs_a_person_is_found_without_walking_through_all_reports() {
    for sql in NEEDING {
        let plan = plan(sql);
        assert!(
            plan.contains("USING INDEX report_remote_by_state (state=?)"),
            "{plan}"
        );
        assert!(
            plan.lines().all(|step| !step.starts_with("SCAN report USING")
                && step != "SCAN report"
                && !step.starts_with("SCAN report_remote")),
            "{plan}"
        );
    }
}

const MANY: u32 = 10_000;

fn at(second: u32) -> Timestamp {
    Timestamp::from_second(1_795_000_000 + i64::from(second)).unwrap()
}

fn id(number: u32) -> ReportId {
    ReportId(Uuid::from_u128(u128::from(number)))
}

fn many() -> Connection {
    let mut db = Connection::open_in_memory().unwrap();
    migrations::run(&mut db).unwrap();
    for number in 0..MANY {
        let content = Content {
            section: SectionId::from(if number % 4 == 0 { "roads" } else { "council-work" }),
            form_version: 1,
            title: match number {
                7_777 => "Об'їзд на Соборній".into(),
                _ => format!("Звіт № {number}"),
            },
            values: Values::new(),
        };
        table::insert(&db, id(number), Origin::Mine, &content, at(number)).unwrap();
    }
    db
}

fn titles(page: &Page) -> Vec<&str> {
    page.rows.iter().map(|row| row.title.as_str()).collect()
}

#[test]
fn parts_of_ten_thousand_reports_are_the_whole_in_order() {
    let db = many();
    let all = Wanted::default();
    let first = page(&db, &all, 0, 3).unwrap();
    assert_eq!(first.total, MANY);
    assert_eq!(titles(&first), ["Звіт № 9999", "Звіт № 9998", "Звіт № 9997"]);
    let last = page(&db, &all, MANY - 2, 100).unwrap();
    assert_eq!(titles(&last), ["Звіт № 1", "Звіт № 0"]);
    assert!(page(&db, &all, MANY, 100).unwrap().rows.is_empty());

    let roads = Wanted {
        section: Some("roads".into()),
        ..Wanted::default()
    };
    let part = page(&db, &roads, 1, 2).unwrap();
    assert_eq!(
        (part.total, titles(&part)),
        (2_500, vec!["Звіт № 9992", "Звіт № 9988"])
    );
    let counts = BTreeMap::from([("council-work".into(), 7_500), ("roads".into(), 2_500)]);
    assert_eq!(by_section(&db).unwrap(), counts);

    table::set_deleted(&db, id(9_996), Some(at(0))).unwrap();
    assert_eq!(titles(&page(&db, &roads, 0, 1).unwrap()), ["Звіт № 9992"]);
    assert_eq!(by_section(&db).unwrap()[&SectionId::from("roads")], 2_499);
}

#[test]
fn words_are_found_among_ten_thousand_titles_in_any_case() {
    let db = many();
    let search = |words: &str, skip, take| {
        let wanted = Wanted {
            words: words.into(),
            ..Wanted::default()
        };
        page(&db, &wanted, skip, take).unwrap()
    };
    let found = search(" соборній  ОБ’ЇЗД ", 0, 10);
    assert_eq!((found.total, titles(&found)), (1, vec!["Об'їзд на Соборній"]));

    let named: Vec<String> = (0..MANY)
        .rev()
        .filter(|number| number.to_string().contains("123"))
        .map(|number| format!("Звіт № {number}"))
        .collect();
    let found = search("звіт 123", 1, 2);
    assert_eq!(found.total as usize, named.len());
    assert_eq!(titles(&found), named[1..3]);
    assert_eq!(search("немає такого", 0, 10).total, 0);
}
