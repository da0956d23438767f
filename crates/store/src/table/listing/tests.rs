//! How lists are read, and that parts of many reports are the whole.

use super::{
    BIN, BY_SECTION, Group, LIST, Layout, OF_DOCS, Page, RECEIVED, Wanted, by_section,
    page::{VALUES_OF, page, plans},
};
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
        (LIST, "facet_by_update"),
        (BIN, "report_in_bin"),
        (RECEIVED, "report_remote_by_receipt"),
    ] {
        let plan = plan(sql);
        assert!(plan.contains(&format!("USING INDEX {index}")), "{plan}");
        assert!(!plan.contains("TEMP B-TREE"), "{plan}");
        assert!(
            plan.lines()
                .skip(1)
                .all(|step| step.starts_with("SEARCH") || step.starts_with("CORRELATED SCALAR SUBQUERY")),
            "{plan}"
        );
    }
}

/// Every order, and every filter in the usual order, is that of an index which holds all that is needed.
#[test]
fn every_order_and_every_filter_has_an_index_of_its_own() {
    for (sql, index, sorted) in plans() {
        let plan = plan(&sql);
        assert!(plan.contains(&format!("INDEX {index}")), "{sql}: {plan}");
        assert_eq!(plan.contains("TEMP B-TREE"), sorted, "{sql}: {plan}");
        assert!(
            !plan.contains("SCAN facet\n") && !plan.ends_with("SCAN facet"),
            "{sql}: {plan}"
        );
    }
}

#[test]
fn rows_are_read_by_the_docs_that_are_shown() {
    let plan = plan(OF_DOCS);
    assert!(plan.contains("SEARCH facet USING INTEGER PRIMARY KEY"), "{plan}");
    assert!(
        !plan.contains("SCAN facet") && !plan.contains("SCAN report"),
        "{plan}"
    );
}

#[test]
fn counting_by_section_reads_an_index_alone() {
    let plan = plan(BY_SECTION);
    assert_eq!(plan, "SCAN facet USING COVERING INDEX facet_by_section");
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

fn part(db: &Connection, wanted: &Wanted, skip: u32, take: u32) -> rusqlite::Result<Page> {
    page(db, wanted, Layout::default(), at(0), skip, take)
}

fn titles(page: &Page) -> Vec<&str> {
    page.rows.iter().map(|row| row.title.as_str()).collect()
}

#[test]
fn parts_of_ten_thousand_reports_are_the_whole_in_order() {
    let db = many();
    let all = Wanted::default();
    let first = part(&db, &all, 0, 3).unwrap();
    assert_eq!(first.total, MANY);
    assert_eq!(titles(&first), ["Звіт № 9999", "Звіт № 9998", "Звіт № 9997"]);
    let last = part(&db, &all, MANY - 2, 100).unwrap();
    assert_eq!(titles(&last), ["Звіт № 1", "Звіт № 0"]);
    assert!(part(&db, &all, MANY, 100).unwrap().rows.is_empty());

    let roads = Wanted {
        sections: vec!["roads".into()],
        ..Wanted::default()
    };
    let second = part(&db, &roads, 1, 2).unwrap();
    assert_eq!(
        (second.total, titles(&second)),
        (2_500, vec!["Звіт № 9992", "Звіт № 9988"])
    );
    let counts = BTreeMap::from([("council-work".into(), 7_500), ("roads".into(), 2_500)]);
    assert_eq!(by_section(&db).unwrap(), counts);

    table::set_deleted(&db, id(9_996), Some(at(0))).unwrap();
    assert_eq!(titles(&part(&db, &roads, 0, 1).unwrap()), ["Звіт № 9992"]);
    assert_eq!(by_section(&db).unwrap()[&SectionId::from("roads")], 2_499);
}

#[test]
fn list_goes_the_other_way_and_falls_into_groups() {
    let db = many();
    let all = Wanted::default();
    let turned = Layout {
        turned: true,
        ..Layout::default()
    };
    let first = page(&db, &all, turned, at(0), 0, 2).unwrap();
    assert_eq!(titles(&first), ["Звіт № 0", "Звіт № 1"]);
    let grouped = Layout {
        group: Some(Group::Section),
        ..Layout::default()
    };
    let first = page(&db, &all, grouped, at(0), 7_499, 2).unwrap();
    let groups = [("council-work", 7_500), ("roads", 2_500)];
    assert_eq!(
        first.groups,
        groups.map(|(key, count)| (Some(key.to_owned()), count))
    );
    assert_eq!(titles(&first), ["Звіт № 1", "Звіт № 9996"]);
}

#[test]
fn months_are_counted_whole_with_those_of_no_day_at_the_end() {
    let db = many();
    db.execute_batch(
        "UPDATE facet SET day = date('2026-01-01', '+' || (doc % 59) || ' days') WHERE doc % 10 > 0",
    )
    .unwrap();
    let by_month = Layout {
        group: Some(Group::Month),
        ..Layout::default()
    };
    let groups = page(&db, &Wanted::default(), by_month, at(0), 0, 1)
        .unwrap()
        .groups;
    let counted = |sql: &str| -> u32 { db.query_row(sql, [], |row| row.get(0)).unwrap() };
    let expected = [
        (
            Some("2026-02".to_owned()),
            counted("SELECT COUNT(*) FROM facet WHERE day >= '2026-02-01'"),
        ),
        (
            Some("2026-01".to_owned()),
            counted("SELECT COUNT(*) FROM facet WHERE day < '2026-02-01'"),
        ),
        (None, 1_000),
    ];
    assert_eq!(groups, expected);
}

#[test]
fn the_values_of_what_is_found_are_read_of_their_index_alone() {
    let plan = plan(VALUES_OF);
    assert_eq!(plan, "SCAN facet USING COVERING INDEX facet_values");
}
