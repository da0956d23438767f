//! A report is returned with remarks, mended and approved, between the real engine and the real portal.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod support;

use portal_api::{Code, NewRemark, Report, ReturnReport};
use report::ReportId;
use store::{Heap, Layout, Origin, Remarked, Standing, Wanted};
use support::{
    Town,
    clerk::Clerk,
    later,
    line::{Line, Mood},
    now,
    papers::{id, indicators, title},
};
use sync::{Event, PortalError};

fn remarks(texts: &[&str]) -> ReturnReport {
    let remarks = texts.iter().map(|text| NewRemark {
        field: Some("values".into()),
        text: (*text).to_owned(),
    });
    ReturnReport {
        remarks: remarks.collect(),
    }
}

async fn give_back(
    petro: &Clerk,
    report: ReportId,
    revision: u64,
    remarks: &ReturnReport,
) -> Result<Report, PortalError> {
    let session = petro.engine.session();
    session
        .call(|access| async move {
            session
                .client()
                .give_back(&access, report, revision, remarks)
                .await
        })
        .await
}

#[tokio::test]
async fn author_hears_the_remarks_mends_the_report_and_it_is_approved() {
    let town = Town::new().await;
    let olena = Clerk::sign_in("olena", &town.address()).await;
    let petro = Clerk::sign_in("petro", &town.address()).await;
    olena.send(id(1), &indicators("Показники"));
    olena.round().await.unwrap();
    petro.round().await.unwrap();
    later(60);
    let said = remarks(&["Немає 2020 року", "Уточніть одиницю"]);
    let returned = give_back(&petro, id(1), 1, &said).await.unwrap();
    petro
        .store()
        .apply_remote(&returned, Origin::Others, now())
        .unwrap();
    // The answer was lost and the head sends it once more.
    assert_eq!(give_back(&petro, id(1), 1, &said).await.unwrap(), returned);
    let refused = give_back(&petro, id(1), 1, &remarks(&["Інше"]))
        .await
        .unwrap_err();
    assert_eq!(refused.code(), Some(Code::Conflict));

    olena.round().await.unwrap();
    assert!(olena.heard().contains(&Event::ReportChanged(id(1))));
    assert_eq!(olena.standing(id(1)), Standing::Returned);
    let kept = olena.store().remarks(id(1)).unwrap();
    assert_eq!(kept, returned.remarks);
    assert_eq!(kept, petro.store().remarks(id(1)).unwrap());
    let wanted = Wanted {
        heap: Some(Heap::Needing),
        ..Wanted::default()
    };
    let needing = olena
        .store()
        .page(&wanted, Layout::default(), now(), 0, 9)
        .unwrap();
    let told = needing.rows.into_iter().next().unwrap().remarked;
    let first = "Немає 2020 року".to_owned();
    assert_eq!(told, Some(Remarked { count: 2, first }));

    olena.send_again(id(1), &title("Показники за два роки"));
    olena.round().await.unwrap();
    assert_eq!(olena.standing(id(1)), Standing::InReview);
    assert_eq!(olena.store().remarks(id(1)).unwrap().len(), 2);
    petro.round().await.unwrap();
    let read = petro.store().report(id(1)).unwrap().unwrap();
    assert_eq!(
        (read.standing, read.content.title.as_str()),
        (Standing::InReview, "Показники за два роки")
    );
    let session = petro.engine.session();
    session
        .call(|access| async move { session.client().approve(&access, id(1), 2).await })
        .await
        .unwrap();
    olena.round().await.unwrap();
    assert_eq!(olena.standing(id(1)), Standing::Published);
}

#[tokio::test]
async fn without_a_line_nothing_is_returned_and_with_it_the_same_remarks_are() {
    let town = Town::new().await;
    let line = Line::to(town.port).await;
    let olena = Clerk::sign_in("olena", &town.address()).await;
    let petro = Clerk::sign_in("petro", &line.address()).await;
    olena.send(id(1), &indicators("Показники"));
    olena.round().await.unwrap();
    petro.round().await.unwrap();
    let said = remarks(&["Немає 2020 року"]);
    petro.store().keep_remark_drafts(id(1), &said.remarks).unwrap();
    line.is(Mood::Closing);
    let refused = give_back(&petro, id(1), 1, &said).await.unwrap_err();
    assert!(matches!(refused, PortalError::NoAnswer), "{refused:?}");
    olena.round().await.unwrap();
    assert_eq!(olena.standing(id(1)), Standing::InReview);
    let kept = petro.store().remark_drafts(id(1)).unwrap();
    assert_eq!(kept, said.remarks);
    // Once more it is the answer that gets lost: it is returned already, and the same again is answered.
    line.is(Mood::LoseAnswersTo("POST /api/v1/reports/"));
    give_back(&petro, id(1), 1, &said).await.unwrap_err();
    line.is(Mood::Honest);
    give_back(&petro, id(1), 1, &ReturnReport { remarks: kept })
        .await
        .unwrap();
    olena.round().await.unwrap();
    assert_eq!(olena.standing(id(1)), Standing::Returned);
}
