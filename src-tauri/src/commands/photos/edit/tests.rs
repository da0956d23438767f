use super::{Edited, EditedPhoto, Lineage, PhotoRefusal, put};
use crate::{
    commands::{
        photos::{
            album::{Album, Misfit, exchange},
            sha256,
        },
        reports::Eyes,
    },
    ipc::error::AppError,
};
use jiff::Timestamp;
use photo::{
    Edit, Recipe,
    edit::{Area, Cover, CoverKind},
};
use report::{Catalogue, Content, FieldId, PhotoId, ReportId, State, value::PhotoUse};
use serde_json::{Value, json};
use std::{fs, path::Path};
use store::{NewPhoto, Origin, PhotoMade, Standing, Store};
use tempfile::TempDir;

const NOW: Timestamp = Timestamp::UNIX_EPOCH;

fn picture() -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/photos/school.jpg");
    fs::read(path).unwrap()
}

fn upper_half() -> Edit {
    Edit {
        crop: Some(Area {
            left: 0.0,
            top: 0.0,
            width: 1.0,
            height: 0.5,
        }),
        ..Edit::default()
    }
}

/// A photo as it is added, without its original.
fn added(store: &mut Store) -> PhotoId {
    let original = picture();
    let made = photo::prepare(&original, &Recipe::default()).unwrap();
    let id = sha256(&made.jpeg).unwrap();
    let new = NewPhoto {
        id: &id,
        jpeg: &made.jpeg,
        thumbnail: &made.thumbnail,
        width: made.width,
        height: made.height,
        name: "Школа.jpg",
        taken_at: None,
        lat: Some(47.91),
        lon: Some(33.39),
        author: Some("Олена Коваль"),
    };
    store.add_photo(new, NOW).unwrap();
    let of = PhotoMade {
        source: sha256(&original).unwrap(),
        edit: String::new(),
    };
    store.note_made(&id, &of).unwrap();
    id
}

fn edited(store: &mut Store, of: &PhotoId, edit: Edit) -> PhotoId {
    let beginning = Lineage::of(store, of.clone())
        .unwrap()
        .beginning()
        .unwrap()
        .unwrap();
    let recipe = Recipe {
        edit,
        ..Recipe::default()
    };
    let edited = Edited::of(beginning, recipe, |bytes, recipe, _| {
        photo::prepare(bytes, recipe)
    })
    .unwrap();
    edited.keep(store, of, NOW).unwrap();
    edited.id
}

#[test]
fn photo_is_edited_again_from_its_original_and_the_earlier_edit() {
    let temp = TempDir::new().unwrap();
    let mut store = Store::open(temp.path()).unwrap();
    let photo = added(&mut store);
    let original = picture();
    let source = sha256(&original).unwrap();
    store.add_original(&source, &original, NOW).unwrap();

    let cropped = edited(&mut store, &photo, upper_half());
    assert_ne!(cropped, photo);
    let row = store.photo(&cropped).unwrap().unwrap();
    let before = store.photo(&photo).unwrap().unwrap();
    assert_eq!(
        (row.width, row.height.abs_diff(before.height / 2) <= 1),
        (before.width, true)
    );
    assert_eq!(
        (row.name, row.author, row.lat),
        (before.name, before.author, before.lat)
    );
    assert!(store.photo_quality(&cropped).unwrap().is_some());

    let again = Lineage::of(&store, cropped.clone())
        .unwrap()
        .beginning()
        .unwrap()
        .unwrap();
    assert!(again.kept && again.bytes == original);
    assert_eq!(again.edit, upper_half());
    // Nothing done to the original is the photo as it was added, byte for byte.
    assert_eq!(edited(&mut store, &cropped, Edit::default()), photo);
    assert!(store.photo_made(&photo).unwrap().unwrap().edit.is_empty());
}

#[test]
fn where_the_original_has_gone_editing_begins_from_the_picture_as_it_was_sent() {
    let temp = TempDir::new().unwrap();
    let mut store = Store::open(temp.path()).unwrap();
    let photo = added(&mut store);
    let cropped = edited(&mut store, &photo, upper_half());
    let made = store.photo_made(&cropped).unwrap().unwrap();
    assert_eq!(made.source, photo);
    let again = Lineage::of(&store, cropped.clone())
        .unwrap()
        .beginning()
        .unwrap()
        .unwrap();
    assert_eq!(
        (again.id, again.edit, again.kept),
        (photo.clone(), upper_half(), false)
    );

    fs::remove_file(store.photo_path(&photo)).unwrap();
    let last = Lineage::of(&store, cropped.clone())
        .unwrap()
        .beginning()
        .unwrap()
        .unwrap();
    assert_eq!(
        (last.id, last.edit, last.kept),
        (cropped.clone(), Edit::default(), false)
    );
    fs::remove_file(store.photo_path(&cropped)).unwrap();
    assert!(
        Lineage::of(&store, cropped)
            .unwrap()
            .beginning()
            .unwrap()
            .is_none()
    );
}

#[test]
fn original_that_was_changed_on_the_disk_is_not_edited() {
    let temp = TempDir::new().unwrap();
    let mut store = Store::open(temp.path()).unwrap();
    let photo = added(&mut store);
    let cover = Edit {
        covers: vec![Cover {
            area: Area {
                left: 0.25,
                top: 0.25,
                width: 0.5,
                height: 0.5,
            },
            kind: CoverKind::Black,
        }],
        ..Edit::default()
    };
    let covered = edited(&mut store, &photo, cover);
    fs::write(store.photo_path(&photo), b"no picture").unwrap();
    let beginning = Lineage::of(&store, covered.clone())
        .unwrap()
        .beginning()
        .unwrap()
        .unwrap();
    assert_eq!(beginning.id, covered);
    let broken = super::Beginning {
        bytes: b"no picture".to_vec(),
        ..beginning
    };
    let refused = Edited::of(broken, Recipe::default(), |bytes, recipe, _| {
        photo::prepare(bytes, recipe)
    });
    assert_eq!(refused.map(|edited| edited.id), Err(PhotoRefusal::NotAnImage));
}

#[test]
fn edited_photo_takes_the_place_of_the_one_before_with_its_words_and_its_partner() {
    let id = |digit: &str| -> PhotoId { digit.repeat(64).parse().unwrap() };
    let mut before = PhotoUse::of(id("1"), 800, 600);
    before.pair = Some(id("2"));
    let mut after = PhotoUse::of(id("2"), 800, 600);
    after.caption = "Після ремонту".to_owned();
    after.cover = true;
    let mut photos = vec![before, after.clone(), PhotoUse::of(id("3"), 1, 1)];
    exchange(&mut photos, &id("2"), &PhotoUse::of(id("4"), 400, 300)).unwrap();
    let expected = PhotoUse {
        photo: id("4"),
        width: 400,
        height: 300,
        ..after.clone()
    };
    assert_eq!(photos[1], expected);
    assert_eq!(photos[0].pair, Some(id("4")));

    let twice = exchange(&mut photos, &id("4"), &PhotoUse::of(id("3"), 1, 1));
    assert_eq!(twice, Err(Misfit::Twice));
    let gone = exchange(&mut photos, &id("2"), &PhotoUse::of(id("5"), 1, 1));
    assert_eq!(gone, Err(Misfit::Gone));
    // Taken back.
    exchange(&mut photos, &id("4"), &PhotoUse::of(id("2"), 800, 600)).unwrap();
    assert_eq!((&photos[1], photos[0].pair.clone()), (&after, Some(id("2"))));
}

fn eyes() -> Eyes {
    let photos = json!({"id": "photos", "label": {"uk": "Фото"}, "kind": "photos"});
    let group = json!({"id": "all", "label": {"uk": "Усе"}, "fields": [photos]});
    let section = json!({
        "id": "works", "name": {"uk": "Роботи"}, "about": {"uk": "Що зроблено"}, "department": "housing",
        "rule": "as_needed", "form": {"version": 1, "groups": [group]},
    });
    let catalogue: Value = json!({
        "city": {"uk": "Місто"}, "departments": [], "sections": [section], "services": [], "programmes": [],
        "measures": [], "officials": [], "districts": [],
    });
    Eyes::with(serde_json::from_value::<Catalogue>(catalogue).unwrap())
}

fn showing(photo: &PhotoId) -> Content {
    Content {
        section: "works".into(),
        form_version: 1,
        title: "Школа".to_owned(),
        values: [("photos".into(), json!([PhotoUse::of(photo.clone(), 800, 600)]))].into(),
    }
}

fn on_portal(id: ReportId, state: State, content: Content) -> portal_api::Report {
    portal_api::Report {
        id,
        revision: 1,
        state,
        content,
        department: "housing".into(),
        author: "koval".into(),
        author_name: "Коваль Олена".to_owned(),
        received_at: NOW,
        approved_by: None,
        published_at: (state == State::Published).then_some(NOW),
        public_url: None,
        remarks: Vec::new(),
    }
}

#[test]
fn photos_of_anothers_report_cannot_be_edited_and_those_of_a_published_one_of_ones_own_wait_to_be_sent() {
    let temp = TempDir::new().unwrap();
    let mut store = Store::open(temp.path()).unwrap();
    let photo = added(&mut store);
    let cropped = edited(&mut store, &photo, upper_half());
    let (eyes, field) = (eyes(), FieldId::from("photos"));
    let [mine, others, published] = [1, 2, 3].map(|number| ReportId(uuid::Uuid::from_u128(number)));
    for (id, state, origin) in [
        (mine, State::Published, Origin::Mine),
        (others, State::InReview, Origin::Others),
        (published, State::Published, Origin::Others),
    ] {
        let report = on_portal(id, state, showing(&photo));
        store.apply_remote(&report, origin, NOW).unwrap();
    }
    for id in [others, published] {
        assert!(matches!(
            Album::to_change(&store, &eyes, id, &field),
            Err(AppError::Forbidden)
        ));
        let put = put(&mut store, &eyes, (id, &field), &photo, &cropped, NOW);
        assert!(matches!(put, Err(AppError::Forbidden)));
        assert_eq!(store.report(id).unwrap().unwrap().content, showing(&photo));
    }
    let done = put(&mut store, &eyes, (mine, &field), &photo, &cropped, NOW).unwrap();
    assert!(matches!(done, EditedPhoto::Done { photo, .. } if photo == cropped));
    let row = store.row(mine).unwrap().unwrap();
    assert_eq!((row.standing, row.unsent_changes), (Standing::Published, true));
}
