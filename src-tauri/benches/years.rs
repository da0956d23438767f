//! A profile in which somebody has worked for years: reports in every state.

use crate::stock;
use jiff::{SignedDuration, Timestamp};
use report::{Content, FieldId, ReportId, SectionId, State};
use serde_json::json;
use std::path::Path;
use store::Origin;

const PHOTOS: [&str; 3] = ["school.jpg", "street-before.jpg", "Ремонт вулиці.jpg"];

/// Fills a profile so that the program opens at its desk without anybody signing in.
pub(crate) fn fill(data: &Path, reports: u32) {
    let mut store = stock::open(data);
    let photos = PHOTOS.map(|name| stock::photo(&mut store, name, 0));
    let sections = ["council-work", "solutions", "consultations"];
    let first = Timestamp::now() - SignedDuration::from_hours(i64::from(reports));
    for number in 0..reports {
        let at = first + SignedDuration::from_hours(i64::from(number));
        let mut values = vec![
            ("planned", json!(format!("{}.50", 1_000 + number))),
            ("actual", json!(format!("{}.25", 900 + number))),
            ("status", json!("in_progress")),
            ("description", stock::text(3)),
        ];
        if number % 2 == 0 {
            values.push(("photos", json!([&photos[number as usize % PHOTOS.len()]])));
        }
        let content = Content {
            section: SectionId::from(sections[number as usize % sections.len()]),
            form_version: 2,
            title: format!("Поточний ремонт дворових проїздів на вулиці Садовій, {number}: хід робіт"),
            values: values
                .into_iter()
                .map(|(field, value)| (FieldId::from(field), value))
                .collect(),
        };
        let id = ReportId(uuid::Uuid::now_v7());
        let state = match number % 50 {
            0..=5 => None,
            6 if number > reports - 500 => Some(State::Returned),
            7..=9 => Some(State::InReview),
            _ => Some(State::Published),
        };
        match state {
            None => store.create(id, &content, at).unwrap(),
            Some(state) => {
                let report = portal_api::Report {
                    id,
                    revision: 1,
                    state,
                    content,
                    department: "economic-analysis".into(),
                    author: "olena".into(),
                    author_name: "Олена Коваль".into(),
                    received_at: at,
                    approved_by: None,
                    published_at: (state == State::Published).then_some(at),
                    public_url: None,
                    remarks: Vec::new(),
                };
                store.apply_remote(&report, Origin::Mine, at).unwrap();
            }
        }
    }
}
