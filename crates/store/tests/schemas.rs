//! A file of every earlier version opens, with everything that stood in it, and the lists and the search find it.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

#[path = "support/earlier_files.rs"]
mod earlier_files;
mod support;

use earlier_files::{of_schema, told};
use report::{FieldId, ReportId, State};
use serde_json::json;
use store::{Heap, Layout, Origin, OutboxState, Standing, Store, Wanted};
use support::{at, id, photo_use};
use tempfile::TempDir;

const SCHEMAS: [u32; 5] = [1, 2, 3, 4, 11];

/// The reports of `fixtures/rows.sql` that are not in the bin: number, title, text, standing.
const REPORTS: [(u128, &str, &str, Standing); 5] = [
    (
        1,
        "Ремонт дороги на вулиці Садовій",
        "Замінено асфальт",
        Standing::Draft,
    ),
    (2, "Нові тролейбуси", "Придбано десять машин", Standing::Queued),
    (
        3,
        "Дитячий майданчик",
        "Гойдалки та пісочниця",
        Standing::Published,
    ),
    (4, "Висадження лип", "Саджанці прийнялися", Standing::Conflict),
    (5, "Громадські слухання", "Обговорили бюджет", Standing::InReview),
];

fn found(store: &Store, wanted: &Wanted) -> Vec<ReportId> {
    let page = store.page(wanted, Layout::default(), at(100), 0, 50).unwrap();
    assert_eq!(page.total as usize, page.rows.len());
    page.rows.iter().map(|row| row.id).collect()
}

fn typed(store: &Store, text: &str) -> Vec<ReportId> {
    let wanted = Wanted {
        text: text.to_owned(),
        ..Wanted::default()
    };
    found(store, &wanted)
}

#[test]
fn newest_version_has_its_file() {
    let temp = TempDir::new().unwrap();
    let folder = of_schema(&temp, 1);
    drop(Store::open(&folder).unwrap());
    let db = rusqlite::Connection::open(folder.join(store::DATABASE)).unwrap();
    let newest: u32 = db
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .unwrap();
    assert_eq!(
        SCHEMAS.last(),
        Some(&newest),
        "make fixtures/schema-{newest}.sqlite"
    );
}

#[test]
fn everything_of_an_earlier_file_is_there() {
    for schema in SCHEMAS {
        let temp = TempDir::new().unwrap();
        let store = Store::open(&of_schema(&temp, schema)).unwrap();
        let all = store.list().unwrap();
        assert_eq!(all.len(), REPORTS.len(), "schema {schema}");
        for (number, title, text, standing) in REPORTS {
            let report = store.report(id(number)).unwrap().unwrap();
            assert_eq!(
                (report.content.title.as_str(), report.standing),
                (title, standing)
            );
            assert_eq!(report.content.values[&FieldId::from("text")], json!(text));
        }
        let draft = store.report(id(1)).unwrap().unwrap();
        assert_eq!((draft.version, draft.updated_at), (3, at(3)));
        let photo = "01".repeat(32).parse().unwrap();
        assert_eq!(
            draft.content.values[&FieldId::from("photos")],
            json!([{ "caption": "Яма", "photo": photo_use(&photo)["photo"], "width": 2048, "height": 1536 }])
        );
        let kept = store.photo(&photo).unwrap().unwrap();
        assert_eq!(
            (kept.name.as_str(), kept.width, kept.height),
            ("Фото 1.jpg", 2048, 1536)
        );
        let outbox = store.outbox().unwrap();
        assert_eq!(outbox.len(), 1);
        assert_eq!((outbox[0].report, outbox[0].state), (id(2), OutboxState::Waiting));
        assert_eq!(
            store.queued(id(2)).unwrap().unwrap().content.title,
            "Нові тролейбуси"
        );
        let changed = store.report(id(4)).unwrap().unwrap();
        assert_eq!(changed.remote.unwrap().state, State::Returned);
        assert_eq!(changed.base.unwrap().content.title, "Висадження дерев");
        assert_eq!(changed.conflict.unwrap().fields, [FieldId::from("text")]);
        let theirs = store.report(id(5)).unwrap().unwrap();
        assert_eq!(theirs.origin, Origin::Others);
        let bin = store.bin().unwrap();
        assert_eq!(
            bin.iter().map(|row| row.title.as_str()).collect::<Vec<_>>(),
            ["Зайва чернетка"]
        );
        assert_eq!(store.cursor().unwrap(), 42);
        assert_eq!(store.setting("theme").unwrap().as_deref(), Some("dark"));
    }
}

#[test]
fn lists_and_search_find_what_stood_in_an_earlier_file() {
    let mut each = Vec::new();
    for schema in SCHEMAS {
        let temp = TempDir::new().unwrap();
        let folder = of_schema(&temp, schema);
        let mut store = Store::open(&folder).unwrap();
        // Where they stand is known before anything is taken in.
        let by_update: Vec<ReportId> = [5, 4, 3, 2, 1].map(id).to_vec();
        assert_eq!(found(&store, &Wanted::default()), by_update, "schema {schema}");
        for (heap, expected) in [
            (Heap::Drafts, vec![1]),
            (Heap::Public, vec![3]),
            (Heap::Moving, vec![5, 4, 2]),
            (Heap::Needing, vec![4]),
        ] {
            let wanted = Wanted {
                heap: Some(heap),
                ..Wanted::default()
            };
            let expected: Vec<ReportId> = expected.into_iter().map(id).collect();
            assert_eq!(found(&store, &wanted), expected, "schema {schema}, {heap:?}");
        }
        assert_eq!(store.indexing().unwrap().remaining, 5);
        assert_eq!(store.index_some(None, None, 100).unwrap(), 5);
        assert_eq!(store.indexing().unwrap().remaining, 0);
        for (words, number) in [
            ("дорогою ", 1),
            ("асфальту ", 1),
            ("тролейбус", 2),
            ("пісочницю ", 3),
            ("саджанець ", 4),
            ("петренко ", 5),
        ] {
            assert_eq!(typed(&store, words), [id(number)], "schema {schema}, {words}");
        }
        assert_eq!(typed(&store, "зайва "), [], "the bin is not searched");
        let by = Wanted {
            author: Some("Коваль Олена".into()),
            ..Wanted::default()
        };
        assert_eq!(found(&store, &by), [4, 3].map(id));
        drop(store);
        each.push(told(&folder));
    }
    assert!(each[0].len() > 30);
    for other in &each[1..] {
        // Which doc a report has is the file's own affair: the newest file counted the one in the bin, too.
        assert_eq!(other.len(), each[0].len());
    }
    assert_eq!(each[0], each[3]);
}
