//! Lists of many reports, part by part.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod support;

use report::{FieldId, SectionId, State};
use serde_json::json;
use store::{FailReason, Heap, Layout, Origin, Standing, Store, Wanted};
use support::{at, content, field, id, on_portal, open};
use tempfile::TempDir;

/// One report of each standing, own and somebody else's, in two sections.
fn of_every_kind(temp: &TempDir) -> Store {
    let mut store = open(temp);
    let mut number = 0;
    for section in ["council-work", "roads"] {
        let mut next = |store: &mut Store| {
            number += 1;
            let mut one = content(&format!("{number}"), &[("a", json!("1"))]);
            one.section = section.into();
            store.create(id(number), &one, at(0)).unwrap();
            (id(number), one)
        };
        next(&mut store);
        let (key, _) = next(&mut store);
        store.queue(key, at(1)).unwrap();
        let (key, _) = next(&mut store);
        store.queue(key, at(1)).unwrap();
        store.failed(key, &FailReason::Forbidden, None).unwrap();
        for state in [
            State::Receiving,
            State::InReview,
            State::Returned,
            State::Published,
        ] {
            let (key, one) = next(&mut store);
            store
                .apply_remote(&on_portal(key, 1, state, &one), Origin::Mine, at(2))
                .unwrap();
            // The same of somebody else's, which came from the portal.
            let (other, mut theirs) = (id(one.title.parse::<u128>().unwrap() + 1_000), one.clone());
            theirs.title.push('*');
            store
                .apply_remote(&on_portal(other, 1, state, &theirs), Origin::Others, at(2))
                .unwrap();
        }
        // Sent, then changed in one field here and there.
        let (key, one) = next(&mut store);
        store
            .apply_remote(&on_portal(key, 1, State::InReview, &one), Origin::Mine, at(2))
            .unwrap();
        store.save(key, &field("a", json!("2")), at(3)).unwrap();
        let mut theirs = one;
        theirs.values.insert(FieldId::from("a"), json!("3"));
        store
            .apply_remote(&on_portal(key, 2, State::InReview, &theirs), Origin::Mine, at(4))
            .unwrap();
    }
    store
}

#[test]
fn heaps_follow_the_standing() {
    let temp = TempDir::new().unwrap();
    let store = of_every_kind(&temp);
    let all = store.list().unwrap();
    for standing in [
        Standing::Draft,
        Standing::Queued,
        Standing::Received,
        Standing::InReview,
        Standing::Returned,
        Standing::Published,
        Standing::Failed,
        Standing::Conflict,
    ] {
        assert!(
            all.iter().any(|row| row.standing == standing),
            "none is {standing:?}"
        );
    }
    let roads = SectionId::from("roads");
    for section in [None, Some(roads.clone())] {
        for approves in [vec![], vec![roads.clone()]] {
            for heap in [Heap::Needing, Heap::Drafts, Heap::Moving, Heap::Public] {
                let belongs = |row: &store::ReportRow| match heap {
                    Heap::Drafts => row.standing == Standing::Draft,
                    Heap::Public => row.standing == Standing::Published,
                    Heap::Moving => !matches!(row.standing, Standing::Draft | Standing::Published),
                    Heap::Needing => match row.standing {
                        Standing::Returned | Standing::Failed | Standing::Conflict => {
                            row.origin == Origin::Mine
                        }
                        Standing::InReview => approves.contains(&row.section),
                        _ => false,
                    },
                };
                let expected: Vec<_> = all
                    .iter()
                    .filter(|row| {
                        section.as_ref().is_none_or(|wanted| row.section == *wanted) && belongs(row)
                    })
                    .cloned()
                    .collect();
                let wanted = Wanted {
                    sections: section.iter().cloned().collect(),
                    heap: Some(heap),
                    approves: approves.clone(),
                    ..Wanted::default()
                };
                let page = store.page(&wanted, Layout::default(), at(0), 0, 100).unwrap();
                assert_eq!(page.total as usize, expected.len(), "{wanted:?}");
                assert_eq!(page.rows, expected, "{wanted:?}");
            }
        }
    }
}

#[test]
fn what_stands_in_a_field_is_given_for_all_reports() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    for number in 1..=3 {
        let filled = content(
            "Дорога",
            &[("place", json!({ "n": number })), ("other", json!("x"))],
        );
        store.create(id(number), &filled, at(number as i64)).unwrap();
    }
    store.create(id(4), &content("Без місця", &[]), at(4)).unwrap();
    store.delete(id(2), at(5)).unwrap();
    let places = store.values_of(&["place".into(), "area".into()]).unwrap();
    let expected = [3, 1].map(|number| (id(number), FieldId::from("place"), json!({ "n": number })));
    assert_eq!(places, expected);
}

#[test]
fn values_of_what_is_found_are_as_many_as_their_lists_hold() {
    let temp = TempDir::new().unwrap();
    let mut store = open(&temp);
    for number in 1..=60 {
        let mut one = content(
            if number % 3 == 0 {
                "Сквер"
            } else {
                "Ремонт дороги"
            },
            &[],
        );
        one.section = if number % 2 == 0 { "roads" } else { "parks" }.into();
        if number % 5 == 0 {
            store.create(id(number), &one, at(0)).unwrap();
            continue;
        }
        let state = if number % 7 == 0 {
            State::Returned
        } else {
            State::Published
        };
        let mut theirs = on_portal(id(number), 1, state, &one);
        theirs.author_name = format!("Коваль {}", number % 4);
        store.apply_remote(&theirs, Origin::Others, at(2)).unwrap();
    }
    store.index_some(None, None, 100).unwrap();
    for sections in [vec![], vec![SectionId::from("roads")]] {
        let wanted = Wanted {
            sections,
            text: "доріг ".into(),
            ..Wanted::default()
        };
        let total = |wanted: &Wanted| store.page(wanted, Layout::default(), at(3), 0, 1).unwrap().total;
        let facets = store.facets(&wanted).unwrap();
        assert_eq!(
            (facets.standings.len(), facets.authors.len()),
            (3, if wanted.sections.is_empty() { 4 } else { 2 })
        );
        for (author, count) in &facets.authors {
            let of_author = Wanted {
                author: Some(author.clone()),
                ..wanted.clone()
            };
            assert_eq!(total(&of_author), *count, "{author}");
        }
        let standings: u32 = facets.standings.iter().map(|(_, count)| count).sum();
        assert_eq!(standings, total(&wanted));
        assert!(
            facets
                .standings
                .is_sorted_by_key(|(_, count)| std::cmp::Reverse(*count))
        );
        assert_eq!((facets.programmes.len(), facets.districts.len()), (0, 0));
    }
}
