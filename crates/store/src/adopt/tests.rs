//! The move is cut short after each of its steps, and repeated.

use super::{Adopted, copy_files, copy_photos, leave, take_rows};
use crate::{DATABASE, NewPhoto, Patch, Store, StoreError, folder::hex_sha256};
use jiff::Timestamp;
use report::{Content, PhotoId, ReportId, SectionId, Values};
use std::fs;
use tempfile::TempDir;

const QUALITY: crate::PhotoQuality = crate::PhotoQuality {
    sharpness: 0.5,
    brightness: 0.25,
};

struct Sides {
    temp: TempDir,
}

impl Sides {
    /// Two drafts, one of them in the bin, one queued, a photo and a file, made without signing in.
    fn new() -> Self {
        let sides = Self {
            temp: TempDir::new().unwrap(),
        };
        let mut local = sides.local();
        local.create(id(1), &content("Дорога"), at(0)).unwrap();
        local.create(id(2), &content("Міст"), at(1)).unwrap();
        local.save(id(1), &title("Дорога далі"), at(2)).unwrap();
        local.queue(id(1), at(3)).unwrap();
        local.delete(id(2), at(4)).unwrap();
        let photo = NewPhoto {
            id: &photo(),
            jpeg: b"jpeg",
            thumbnail: b"small",
            width: 20,
            height: 10,
            name: "Фото.jpg",
            taken_at: None,
            lat: None,
            lon: None,
            author: None,
        };
        local.add_photo(photo, at(5)).unwrap();
        let made = crate::PhotoMade {
            source: original(),
            edit: "crop".to_owned(),
        };
        local.add_original(&original(), b"as taken", at(5)).unwrap();
        local.note_made(&photo.id.clone(), &made).unwrap();
        local.note_likeness(&photo.id.clone(), 7).unwrap();
        local.note_quality(&photo.id.clone(), QUALITY).unwrap();
        local.add_file(&file(), b"a;b", "Голоси.csv", at(6)).unwrap();
        sides
    }

    fn local(&self) -> Store {
        Store::open(&self.temp.path().join("без входу")).unwrap()
    }

    fn account(&self) -> Store {
        Store::open(&self.temp.path().join("коваль")).unwrap()
    }

    /// Everything is on the account's side, whole and once; nothing is left on the other.
    fn moved(&self) {
        let account = self.account();
        let report = account.report(id(1)).unwrap().unwrap();
        assert_eq!(
            (report.content.title.as_str(), report.version),
            ("Дорога далі", 2)
        );
        assert_eq!((report.created_at, report.updated_at), (at(0), at(2)));
        assert_eq!(account.queued(id(1)).unwrap().unwrap().content, report.content);
        assert_eq!(
            (account.list().unwrap().len(), account.bin().unwrap().len()),
            (1, 1)
        );
        assert_eq!(account.read_photo(&photo()).unwrap(), b"jpeg");
        assert_eq!(fs::read(account.thumbnail_path(&photo())).unwrap(), b"small");
        assert_eq!(account.photo(&photo()).unwrap().unwrap().name, "Фото.jpg");
        let kept = account.shelves().original(&original()).unwrap();
        assert_eq!(kept.as_deref(), Some(b"as taken".as_slice()));
        assert_eq!(account.photo_made(&photo()).unwrap().unwrap().source, original());
        assert_eq!(account.photos_alike(&photo(), 0).unwrap().len(), 1);
        assert_eq!(account.photo_quality(&photo()).unwrap(), Some(QUALITY));
        let local = self.local();
        assert_eq!(local.shelves().original(&original()).unwrap(), None);
        assert!(!local.has_original(&original()).unwrap());
        assert!(local.list().unwrap().is_empty() && local.bin().unwrap().is_empty());
        assert_eq!(local.photo(&photo()).unwrap(), None);
        assert_eq!(account.read_attachment(&file()).unwrap().bytes(), b"a;b");
        assert!(!local.has_attachment(&file()).unwrap() && !local.file_path(&file()).exists());
        assert!(!local.photo_path(&photo()).exists() && !local.thumbnail_path(&photo()).exists());
    }
}

fn original() -> PhotoId {
    hex_sha256(b"as taken").parse().unwrap()
}

fn id(number: u128) -> ReportId {
    ReportId(uuid::Uuid::from_u128(number))
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_795_000_000 + second).unwrap()
}

fn content(title: &str) -> Content {
    Content {
        section: SectionId::from("council-work"),
        form_version: 1,
        title: title.to_owned(),
        values: Values::new(),
    }
}

fn title(title: &str) -> Patch {
    Patch {
        title: Some(title.to_owned()),
        ..Patch::default()
    }
}

fn photo() -> PhotoId {
    hex_sha256(b"jpeg").parse().unwrap()
}

fn file() -> PhotoId {
    hex_sha256(b"a;b").parse().unwrap()
}

#[test]
fn drafts_made_without_signing_in_move_into_the_account() {
    let sides = Sides::new();
    let adopted = sides.account().adopt(&mut sides.local()).unwrap();
    assert_eq!(
        adopted,
        Adopted {
            reports: 2,
            photos: 1
        }
    );
    sides.moved();
    let again = sides.account().adopt(&mut sides.local()).unwrap();
    assert_eq!(again, Adopted::default());
    sides.moved();
}

#[test]
fn move_cut_short_anywhere_is_finished_by_the_repeat() {
    for steps in 0..=4 {
        let sides = Sides::new();
        {
            let (mut account, mut local) = (sides.account(), sides.local());
            if steps >= 1 {
                copy_photos(&mut account, &local).unwrap();
                copy_files(&account, &local).unwrap();
            }
            if steps >= 2 {
                take_rows(&mut account, &local).unwrap();
            }
            if steps == 3 {
                // Cut between the drafts' leaving and their photos': the file went, its row did not.
                fs::remove_file(local.photo_path(&photo())).unwrap();
                fs::remove_file(local.file_path(&file())).unwrap();
            }
            if steps == 4 {
                leave(&mut local).unwrap();
            }
        }
        sides.account().adopt(&mut sides.local()).unwrap();
        sides.moved();
    }
}

#[test]
fn draft_edited_here_after_a_cut_move_keeps_the_edit() {
    let sides = Sides::new();
    let (mut account, mut local) = (sides.account(), sides.local());
    take_rows(&mut account, &local).unwrap();
    account.save(id(1), &title("Далі під входом"), at(9)).unwrap();
    account.adopt(&mut local).unwrap();
    assert_eq!(
        account.report(id(1)).unwrap().unwrap().content.title,
        "Далі під входом"
    );
    assert_eq!(account.list().unwrap().len(), 1);
}

#[test]
fn draft_edited_there_after_a_cut_move_brings_the_edit() {
    let sides = Sides::new();
    let (mut account, mut local) = (sides.account(), sides.local());
    take_rows(&mut account, &local).unwrap();
    local.save(id(1), &title("Далі без входу"), at(9)).unwrap();
    account.adopt(&mut local).unwrap();
    assert_eq!(
        account.report(id(1)).unwrap().unwrap().content.title,
        "Далі без входу"
    );
    assert_eq!(account.list().unwrap().len(), 1);
}

#[test]
fn draft_edited_on_both_sides_after_a_cut_move_is_kept_twice_and_not_thrice() {
    let sides = Sides::new();
    let (mut account, mut local) = (sides.account(), sides.local());
    take_rows(&mut account, &local).unwrap();
    local.save(id(1), &title("Далі без входу"), at(9)).unwrap();
    account.save(id(1), &title("Далі під входом"), at(9)).unwrap();
    take_rows(&mut account, &local).unwrap();
    account.adopt(&mut local).unwrap();
    let mut titles: Vec<String> = account.list().unwrap().into_iter().map(|row| row.title).collect();
    titles.sort();
    assert_eq!(titles, ["Далі без входу", "Далі під входом"]);
}

#[test]
fn photo_and_file_whose_bytes_have_gone_do_not_stop_the_move() {
    let sides = Sides::new();
    let (mut account, mut local) = (sides.account(), sides.local());
    fs::remove_file(local.photo_path(&photo())).unwrap();
    fs::remove_file(local.file_path(&file())).unwrap();
    assert_eq!(
        account.adopt(&mut local).unwrap(),
        Adopted {
            reports: 2,
            photos: 0
        }
    );
    assert!(matches!(
        account.read_photo(&photo()).unwrap_err(),
        StoreError::NoSuchPhoto(_)
    ));
    assert!(!account.has_attachment(&file()).unwrap());
    assert!(account.folder().join(DATABASE).exists());
}
