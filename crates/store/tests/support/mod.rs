//! What the tests share: folders with awkward names, reports, photos, the portal's words.
#![allow(dead_code, unreachable_pub, reason = "each test file uses its own part")]

use jiff::Timestamp;
use report::{Content, FieldId, PhotoId, ReportId, SectionId, State};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};
use store::{NewPhoto, Patch, Store};
use tempfile::TempDir;

/// A folder as a Ukrainian official's profile names it.
pub fn awkward_folder(temp: &TempDir) -> PathBuf {
    temp.path().join("Користувач Оксана #1 100%").join("Звітник дані")
}

pub fn open(temp: &TempDir) -> Store {
    Store::open(&awkward_folder(temp)).unwrap()
}

pub fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_795_000_000 + second).unwrap()
}

pub fn id(number: u128) -> ReportId {
    ReportId(uuid::Uuid::from_u128(
        0x0199_0000_0000_7000_8000_0000_0000_0000 + number,
    ))
}

pub fn content(title: &str, values: &[(&str, Value)]) -> Content {
    Content {
        section: SectionId::from("council-work"),
        form_version: 1,
        title: title.to_owned(),
        values: values
            .iter()
            .map(|(field, value)| (FieldId::from(*field), value.clone()))
            .collect(),
    }
}

pub fn title(title: &str) -> Patch {
    Patch {
        title: Some(title.to_owned()),
        ..Patch::default()
    }
}

pub fn field(name: &str, value: Value) -> Patch {
    Patch {
        values: BTreeMap::from([(FieldId::from(name), Some(value))]),
        ..Patch::default()
    }
}

pub fn hash(bytes: &[u8]) -> PhotoId {
    let hex: String = Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect();
    hex.parse().unwrap()
}

pub fn add_photo(store: &mut Store, jpeg: &[u8]) -> PhotoId {
    let id = hash(jpeg);
    let photo = NewPhoto {
        id: &id,
        jpeg,
        thumbnail: b"small",
        width: 2048,
        height: 1536,
        name: "Фото 1.jpg",
        taken_at: Some("2026-05-01T10:20:30".parse().unwrap()),
        lat: Some(47.910_483),
        lon: Some(33.391_783),
        author: None,
    };
    store.add_photo(photo, at(0)).unwrap();
    id
}

pub fn photo_use(photo: &PhotoId) -> Value {
    json!({ "photo": photo, "caption": "Підпис", "width": 2048, "height": 1536 })
}

pub fn receipt(report: ReportId, revision: u64, content: &Content) -> portal_api::Receipt {
    portal_api::Receipt {
        id: report,
        revision,
        content_sha256: portal_api::reports::content_hash(content).unwrap(),
        photos: Vec::new(),
        complete: true,
        state: State::InReview,
        received_at: at(500),
    }
}

pub fn on_portal(report: ReportId, revision: u64, state: State, content: &Content) -> portal_api::Report {
    portal_api::Report {
        id: report,
        revision,
        state,
        content: content.clone(),
        department: "housing".into(),
        author: "koval".into(),
        author_name: "Коваль Олена Іванівна".into(),
        received_at: at(600),
        approved_by: None,
        published_at: None,
        public_url: None,
        remarks: Vec::new(),
    }
}

/// Every file below a folder with its bytes, but for the lock, which is empty by nature.
pub fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_none_or(|ending| ending != "lock") {
            let bytes = fs::read(&path).unwrap();
            found.insert(path, bytes);
        }
    }
    found
}
