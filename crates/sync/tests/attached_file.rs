//! A report with an attached file travels whole between the real engine and the real portal.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod support;

use portal::storage::Storage;
use report::{PhotoId, Right, State};
use std::fs;
use store::{Attachment, FailReason, OutboxState, Standing};
use support::{
    Town,
    clerk::Clerk,
    later,
    papers::{add_file, id, roll_call},
};

/// More than one part, and nothing that could be taken for a picture.
fn votes() -> Vec<u8> {
    "Вербовий Остап Романович;за\n".repeat(8_000).into_bytes()
}

async fn town() -> Town {
    let town = Town::new().await;
    town.add_account("hanna", "roll-call", &[Right::Write]);
    town.add_account("ivan", "roll-call", &[Right::Approve]);
    town
}

async fn sent(town: &Town) -> (Clerk, PhotoId) {
    let hanna = Clerk::sign_in("hanna", &town.address()).await;
    let file = add_file(&mut hanna.store(), &votes());
    hanna.send(id(1), &roll_call(&file, votes().len()));
    let row = hanna.row(id(1));
    assert_eq!((row.photos_total, row.bytes_total), (1, votes().len() as u64));
    hanna.round().await.unwrap();
    (hanna, file)
}

async fn public(town: &Town, file: &PhotoId) -> (u16, Vec<u8>) {
    let answer = reqwest::get(format!("http://127.0.0.1:{}/files/{file}", town.port))
        .await
        .unwrap();
    (answer.status().as_u16(), answer.bytes().await.unwrap().to_vec())
}

#[tokio::test]
async fn report_with_a_file_is_received_whole_read_by_the_head_and_the_file_is_public_once_approved() {
    let town = town().await;
    let (hanna, file) = sent(&town).await;
    assert!(votes().len() > 256 * 1024);
    assert_eq!(hanna.standing(id(1)), Standing::InReview);
    assert!(hanna.outbox().is_empty());
    let held = town.storage.attachments(id(1)).unwrap();
    assert!(held.len() == 1 && held[0].sha256 == file && held[0].held);
    assert_eq!(public(&town, &file).await.0, 404);

    let ivan = Clerk::sign_in("ivan", &town.address()).await;
    ivan.round().await.unwrap();
    assert_eq!(
        ivan.store().read_attachment(&file).unwrap(),
        Attachment::File(votes())
    );
    let read = ivan.store().report(id(1)).unwrap().unwrap();
    assert_eq!(read.content, roll_call(&file, votes().len()));
    let revision = read.remote.unwrap().revision;
    let approved = ivan
        .engine
        .session()
        .call(|access| {
            let ivan = &ivan;
            async move { ivan.engine.client().approve(&access, id(1), revision).await }
        })
        .await
        .unwrap();
    assert_eq!(approved.state, State::Published);
    assert_eq!(public(&town, &file).await, (200, votes()));
}

#[tokio::test]
async fn file_that_the_portal_has_lost_or_changed_costs_the_reader_the_file_alone() {
    for change in [None, Some("підмінено")] {
        let town = town().await;
        let (_, file) = sent(&town).await;
        match change {
            None => fs::remove_file(town.file_of(&file)).unwrap(),
            Some(other) => fs::write(town.file_of(&file), other).unwrap(),
        }
        let ivan = Clerk::sign_in("ivan", &town.address()).await;
        ivan.round().await.unwrap();
        assert_eq!(ivan.standing(id(1)), Standing::InReview);
        assert!(!ivan.store().has_attachment(&file).unwrap());
    }
}

#[tokio::test]
async fn file_that_has_gone_from_the_computer_is_named_and_attached_anew_it_goes() {
    let town = town().await;
    let hanna = Clerk::sign_in("hanna", &town.address()).await;
    let file = add_file(&mut hanna.store(), &votes());
    fs::remove_file(hanna.store().file_path(&file)).unwrap();
    hanna.send(id(1), &roll_call(&file, votes().len()));
    hanna.round().await.unwrap();
    let row = hanna.row(id(1));
    assert_eq!(row.state, OutboxState::Failed);
    assert_eq!(row.reason, Some(FailReason::PhotoMissing { photo: file.clone() }));

    assert_eq!(add_file(&mut hanna.store(), &votes()), file);
    hanna.store().retry(id(1)).unwrap();
    later(60);
    hanna.round().await.unwrap();
    assert_eq!(hanna.standing(id(1)), Standing::InReview);
}
