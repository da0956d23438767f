//! A report is sent, received, read, approved and published, between the real engine and the real portal.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod support;

use portal::storage::Storage;
use report::State;
use std::fs;
use store::{Origin, OutboxState, Standing};
use support::{
    Town,
    clerk::Clerk,
    later,
    line::{Line, Mood, answer},
    now,
    papers::{bytes_of, id, indicators, keep_picture, large_photos, small_photos},
};
use sync::{Event, Line as Connection};

#[tokio::test]
async fn report_is_received_only_when_the_portal_holds_every_photo() {
    let town = Town::new().await;
    let line = Line::to(town.port).await;
    let olena = Clerk::sign_in("olena", &line.address()).await;
    let photos = small_photos(&mut olena.store(), 1);
    let report = olena.send_measure(1, &photos);
    assert_eq!(olena.engine.line(), Connection::Connecting);

    // The line bears texts but no photos.
    line.is(Mood::Instead {
        of: "POST /api/v1/uploads",
        answer: answer("500 Oops", "text/plain", ""),
    });
    olena.round().await.unwrap();
    assert_eq!(
        town.storage.head(report).unwrap().unwrap().state,
        State::Receiving
    );
    assert_eq!(olena.standing(report), Standing::Queued);
    assert_eq!(olena.row(report).photos_sent, 0);

    line.is(Mood::Honest);
    later(60);
    olena.round().await.unwrap();
    assert_eq!(town.storage.head(report).unwrap().unwrap().state, State::InReview);
    assert!(
        town.storage
            .attachments(report)
            .unwrap()
            .iter()
            .all(|photo| photo.held)
    );
    assert_eq!(olena.standing(report), Standing::InReview);
    assert!(olena.outbox().is_empty());
    assert_eq!(olena.engine.line(), Connection::Online);
    assert_eq!(town.received().len(), 1);

    let requests = line.requests();
    let first = |start: &str| requests.iter().position(|head| head.starts_with(start)).unwrap();
    assert!(first("PUT") < first("POST /api/v1/uploads"), "text goes first");
    let last = |part: &str| requests.iter().rposition(|head| head.contains(part)).unwrap();
    assert!(
        last("/receipt") > last("PATCH"),
        "the portal is asked after the last photo"
    );
}

#[tokio::test]
async fn head_reads_it_with_its_photos_approves_and_the_author_hears_where_it_is_public() {
    let town = Town::new().await;
    let olena = Clerk::sign_in("olena", &town.address()).await;
    let petro = Clerk::sign_in("petro", &town.address()).await;
    petro.round().await.unwrap();
    assert!(petro.store().list().unwrap().is_empty());
    let photos = small_photos(&mut olena.store(), 1);
    let report = olena.send_measure(1, &photos);
    olena.round().await.unwrap();

    petro.round().await.unwrap();
    let read = petro.store().report(report).unwrap().unwrap();
    assert_eq!((read.origin, read.standing), (Origin::Others, Standing::InReview));
    assert_eq!(
        read.content,
        olena.store().report(report).unwrap().unwrap().content
    );
    for photo in &photos {
        assert_eq!(
            petro.store().read_photo(photo).unwrap(),
            olena.store().read_photo(photo).unwrap()
        );
    }
    assert!(petro.heard().contains(&Event::ReportChanged(report)));

    let revision = read.remote.unwrap().revision;
    let approved = petro
        .engine
        .session()
        .call(|access| {
            let petro = &petro;
            async move { petro.engine.client().approve(&access, report, revision).await }
        })
        .await
        .unwrap();
    assert_eq!(approved.state, State::Published);

    olena.heard();
    olena.round().await.unwrap();
    assert_eq!(olena.standing(report), Standing::Published);
    let row = olena.store().row(report).unwrap().unwrap();
    assert_eq!(
        row.public_url,
        Some(format!("https://zvit.example.ua/r/{report}"))
    );
    assert_eq!(row.published_at, Some(now()));
    assert!(olena.heard().contains(&Event::ReportChanged(report)));
}

#[tokio::test]
async fn photo_that_came_from_the_portal_is_known_again_in_other_bytes_with_the_report_that_shows_it_in_public()
 {
    let town = Town::new().await;
    let olena = Clerk::sign_in("olena", &town.address()).await;
    let petro = Clerk::sign_in("petro", &town.address()).await;
    let photos = small_photos(&mut olena.store(), 2);
    let report = olena.send_measure(1, &photos);
    olena.round().await.unwrap();
    petro.round().await.unwrap();

    let sent = petro.store().read_photo(&photos[0]).unwrap();
    let coarser = photo::Recipe {
        quality: 60,
        ..photo::Recipe::default()
    };
    let twin = keep_picture(&mut petro.store(), &sent, &coarser);
    let alike = petro.store().photos_alike(&twin, photo::Likeness::ALIKE).unwrap();
    let ids: Vec<_> = alike.iter().map(|other| &other.photo).collect();
    assert!(ids.contains(&&photos[0]) && !ids.contains(&&photos[1]), "{ids:?}");
    let named = |alike: Vec<store::Alike>| -> Vec<report::ReportId> {
        let all = alike.into_iter().flat_map(|other| other.published);
        all.map(|(report, _)| report).collect()
    };
    assert_eq!(named(alike), [], "nobody has published it yet");

    let revision = petro
        .store()
        .report(report)
        .unwrap()
        .unwrap()
        .remote
        .unwrap()
        .revision;
    petro
        .engine
        .session()
        .call(|access| {
            let petro = &petro;
            async move { petro.engine.client().approve(&access, report, revision).await }
        })
        .await
        .unwrap();
    petro.round().await.unwrap();
    let alike = petro.store().photos_alike(&twin, photo::Likeness::ALIKE).unwrap();
    assert_eq!(named(alike), [report]);
}

#[tokio::test]
async fn what_was_sent_from_here_is_not_fetched_again() {
    let town = Town::new().await;
    let line = Line::to(town.port).await;
    let olena = Clerk::sign_in("olena", &line.address()).await;
    let photos = small_photos(&mut olena.store(), 1);
    let report = olena.send_measure(1, &photos);
    olena.round().await.unwrap();
    line.requests();
    olena.heard();
    for _ in 0..2 {
        olena.round().await.unwrap();
    }
    let asked: Vec<String> = line.requests();
    assert!(
        asked
            .iter()
            .all(|head| !head.contains("/reports/") && !head.contains("/photos/")),
        "{asked:#?}"
    );
    assert_eq!(olena.heard(), []);
    assert_eq!(olena.standing(report), Standing::InReview);
}

#[tokio::test]
async fn author_goes_on_with_a_report_at_another_computer() {
    let town = Town::new().await;
    let olena = Clerk::sign_in("olena", &town.address()).await;
    let photos = small_photos(&mut olena.store(), 1);
    let report = olena.send_measure(1, &photos);
    olena.round().await.unwrap();

    let at_home = Clerk::sign_in("olena", &town.address()).await;
    at_home.round().await.unwrap();
    assert_eq!(at_home.standing(report), Standing::InReview);
    for photo in &photos {
        at_home.store().read_photo(photo).unwrap();
    }
    at_home.send_again(report, &support::papers::title("Сквер на вулиці Миру, завершено"));
    at_home.round().await.unwrap();
    assert_eq!(town.storage.head(report).unwrap().unwrap().revision, 2);

    olena.round().await.unwrap();
    let here = olena.store().report(report).unwrap().unwrap();
    assert_eq!(here.content.title, "Сквер на вулиці Миру, завершено");
    assert_eq!(here.sent_version, Some(here.version));
}

#[tokio::test]
async fn photo_that_is_not_what_its_hash_names_is_not_kept_and_the_rest_is() {
    let town = Town::new().await;
    let olena = Clerk::sign_in("olena", &town.address()).await;
    let photos = small_photos(&mut olena.store(), 1);
    let report = olena.send_measure(1, &photos);
    olena.round().await.unwrap();
    let other = fs::read(town.file_of(&photos[0])).unwrap();
    fs::write(town.file_of(&photos[1]), other).unwrap();

    let petro = Clerk::sign_in("petro", &town.address()).await;
    petro.round().await.unwrap();
    assert_eq!(petro.standing(report), Standing::InReview);
    let kept = photos
        .iter()
        .map(|photo| petro.store().photo(photo).unwrap().is_some());
    assert_eq!(kept.collect::<Vec<_>>(), [true, false, true]);
}

#[tokio::test]
async fn progress_is_told_part_by_part_up_to_the_whole() {
    let town = Town::new().await;
    let olena = Clerk::sign_in("olena", &town.address()).await;
    let photos = large_photos(&mut olena.store(), 1);
    let needed = bytes_of(&olena.store(), &photos);
    let sent = olena.send_measure(1, &photos);
    olena.round().await.unwrap();
    let told: Vec<(u32, u64)> = olena
        .heard()
        .into_iter()
        .filter_map(|event| match event {
            Event::Progress {
                report,
                photos_total: 3,
                photos_sent,
                bytes_total,
                bytes_sent,
            } => {
                assert_eq!((report, bytes_total), (sent, needed));
                Some((photos_sent, bytes_sent))
            }
            _ => None,
        })
        .collect();
    assert!(told.is_sorted() && told.len() > 9, "{told:?}");
    assert_eq!((told.first(), told.last()), (Some(&(0, 0)), Some(&(3, needed))));
}

#[tokio::test]
async fn reports_go_out_oldest_first_and_one_without_photos_needs_no_check() {
    let town = Town::new().await;
    let line = Line::to(town.port).await;
    let olena = Clerk::sign_in("olena", &line.address()).await;
    for number in [3, 1, 2] {
        olena.send(id(number), &indicators("Показники"));
        later(1);
    }
    assert!(olena.outbox().iter().all(|row| row.state == OutboxState::Waiting));
    olena.round().await.unwrap();
    let order: Vec<_> = town.received().iter().map(|change| change.report).collect();
    assert_eq!(order, [id(3), id(1), id(2)]);
    assert!(line.requests().iter().all(|head| !head.contains("/receipt")));
}

#[tokio::test]
async fn photo_that_the_portal_has_from_another_report_is_not_sent_again() {
    let town = Town::new().await;
    let line = Line::to(town.port).await;
    let olena = Clerk::sign_in("olena", &line.address()).await;
    let photos = small_photos(&mut olena.store(), 1);
    olena.send_measure(1, &photos);
    olena.round().await.unwrap();
    line.requests();
    let second = olena.send_measure(2, &photos);
    olena.round().await.unwrap();
    assert_eq!(olena.standing(second), Standing::InReview);
    assert!(line.requests().iter().all(|head| !head.contains("/uploads")));
}
