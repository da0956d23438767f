//! Sends one photo or file from where it was left, recording what the portal acknowledges.

use crate::{Engine, PortalError, engine::Event, send::Stop};
use portal_api::Code;
use report::{PhotoId, ReportId};
use store::Upload;
use url::Url;

/// How often one photo or file is begun anew in one attempt.
const BEGINNINGS: u32 = 3;

/// Sends one photo or file from where it was left.
pub(crate) async fn send_photo(engine: &Engine, report: ReportId, photo: &PhotoId) -> Result<(), Stop> {
    let attachment = engine.store().read_attachment(photo)?;
    let length = attachment.bytes().len() as u64;
    let mut known = engine
        .store()
        .upload(photo)?
        .and_then(|upload| upload.url)
        .and_then(|url| Url::parse(&url).ok());
    for _ in 0..BEGINNINGS {
        let (url, mut offset) = match known.take() {
            Some(url) => {
                let told = engine
                    .session()
                    .call(|access| {
                        let url = &url;
                        async move { engine.client().upload_offset(&access, url).await }
                    })
                    .await?;
                match told {
                    Some(offset) => (url, offset),
                    None => continue,
                }
            }
            None => {
                let begun = engine
                    .session()
                    .call(|access| {
                        let attachment = &attachment;
                        async move {
                            engine
                                .client()
                                .create_upload(&access, report, photo, attachment)
                                .await
                        }
                    })
                    .await?;
                (begun.url, begun.offset)
            }
        };
        loop {
            record(engine, report, photo, &url, offset, length)?;
            if offset >= length {
                return Ok(());
            }
            let part = engine
                .session()
                .call(|access| {
                    let (url, bytes) = (&url, attachment.bytes());
                    async move { engine.client().send_part(&access, url, bytes, offset).await }
                })
                .await;
            match part {
                Ok(now) if now > offset => offset = now,
                Ok(_) => return Err(PortalError::NotThePortal.into()),
                Err(error) => match error.code() {
                    // The portal says where it stands by HEAD. A request that broke off on its way is a bad request there.
                    Some(Code::OffsetMismatch | Code::ChecksumMismatch | Code::BadRequest) => {
                        known = Some(url);
                        break;
                    }
                    Some(Code::UploadGone | Code::NotFound) => break,
                    _ => return Err(error.into()),
                },
            }
        }
    }
    Err(PortalError::Fault { status: 500 }.into())
}

fn record(
    engine: &Engine,
    report: ReportId,
    photo: &PhotoId,
    url: &Url,
    offset: u64,
    length: u64,
) -> Result<(), Stop> {
    let mut store = engine.store();
    if offset >= length {
        store.record_photo_held(photo)?;
    } else {
        let upload = Upload {
            url: Some(url.to_string()),
            offset,
            length,
            acknowledged: false,
        };
        store.record_upload(photo, &upload)?;
    }
    let row = store.outbox()?.into_iter().find(|row| row.report == report);
    drop(store);
    // Taken back by its author meanwhile: no more of it is sent.
    let Some(row) = row else { return Err(Stop::Changed) };
    engine.tell(Event::Progress {
        report,
        photos_total: row.photos_total,
        photos_sent: row.photos_sent,
        bytes_total: row.bytes_total,
        bytes_sent: row.bytes_sent,
    });
    Ok(())
}
