//! Sends what waits, one report after the other; a report that fails does not hold up the next.

use crate::{
    Engine, PortalError,
    engine::{Event, recorded},
    plan::{self, Facts},
};
use backon::{BackoffBuilder, ExponentialBuilder};
use portal_api::{Code, PutReport, Receipt, reports::content_hash};
use report::{Content, PhotoId, ReportId, value::PhotoUse};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};
use store::{FailReason, OutboxRow, OutboxState, Queued, Step, StoreError, Upload};
use url::Url;

/// The portal may hear the same content this often in one attempt before the attempt is given up for now: each repetition
/// follows a receipt that did not match, which a sound portal does not give.
const PUTS: u32 = 3;
/// How often one photo is begun anew in one attempt.
const BEGINNINGS: u32 = 3;

/// Why one report did not go out in this attempt.
enum Stop {
    /// Nothing else will go out either.
    All(PortalError),
    /// This one waits or needs a person; the others go on.
    This { reason: FailReason, again: Again },
    /// The content changed under way (a merge): the next round sends what is right then.
    Changed,
}

/// When a report is tried again.
enum Again {
    Later,
    After(u32),
    Never,
}

impl From<PortalError> for Stop {
    fn from(error: PortalError) -> Self {
        let reason = reason(&error);
        match error {
            PortalError::Fault { .. } => Self::This { reason, again: Again::Later },
            PortalError::Wait { seconds, .. } => Self::This { reason, again: Again::After(seconds) },
            PortalError::Refused(_) => Self::This { reason, again: Again::Never },
            other => Self::All(other),
        }
    }
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        tracing::error!(error = &error as &dyn std::error::Error, "the local file refused");
        let (reason, again) = match error {
            StoreError::PhotoMissing(photo) | StoreError::PhotoCorrupt(photo) | StoreError::NoSuchPhoto(photo) => {
                (FailReason::PhotoMissing { photo }, Again::Never)
            }
            _ => (FailReason::Other { problem: Code::Unknown }, Again::Later),
        };
        Self::This { reason, again }
    }
}

/// Sends everything that is due.
pub(crate) async fn all(engine: &Engine) -> Result<(), PortalError> {
    let now = (engine.parts.now)();
    let rows = engine.store().outbox().unwrap_or_default();
    let due = rows.into_iter().filter(|row| {
        row.state != OutboxState::Failed && row.next_attempt_at.is_none_or(|at| at <= now)
    });
    for row in due {
        let outcome = one(engine, &row).await;
        let failed = match outcome {
            Ok(()) | Err(Stop::Changed) => None,
            Err(Stop::All(error)) => {
                engine.tell(Event::ReportChanged(row.report));
                return Err(error);
            }
            Err(Stop::This { reason, again }) => {
                let next_at = match again {
                    Again::Later => Some(engine.in_seconds(pause(row.attempts).as_secs())),
                    Again::After(seconds) => Some(engine.in_seconds(u64::from(seconds))),
                    Again::Never => None,
                };
                Some((reason, next_at))
            }
        };
        if let Some((reason, next_at)) = failed {
            recorded(engine.store().failed(row.report, &reason, next_at));
        }
        engine.tell(Event::ReportChanged(row.report));
        engine.tell(Event::LineChanged);
    }
    Ok(())
}

/// 5, 25, 125, then 625 seconds, each up to twice as long, so that a building full of editors does not call at once.
fn pause(attempts: u32) -> Duration {
    ExponentialBuilder::new()
        .with_min_delay(Duration::from_secs(5))
        .with_max_delay(Duration::from_secs(625))
        .with_factor(5.0)
        .with_jitter()
        .without_max_times()
        .build()
        .nth(usize::try_from(attempts).unwrap_or(usize::MAX).min(8))
        .unwrap_or(Duration::from_secs(625))
}

async fn one(engine: &Engine, row: &OutboxRow) -> Result<(), Stop> {
    let id = row.report;
    let (queued, sizes) = {
        let mut store = engine.store();
        let Some(queued) = store.queued(id)? else { return Ok(()) };
        store.record_attempt(id)?;
        let mut sizes = BTreeMap::new();
        for photo in store.queued_photos(id)? {
            let bytes = store.photo(&photo)?.ok_or_else(|| StoreError::NoSuchPhoto(photo.clone()))?.bytes;
            sizes.insert(photo, bytes);
        }
        (queued, sizes)
    };
    engine.tell(Event::ReportChanged(id));
    let hash = content_hash(&queued.content).map_err(StoreError::from)?;
    let mut sent = BTreeSet::new();
    let mut receipt: Option<Receipt> = None;
    let mut puts = 0;
    loop {
        let step = plan::next(Facts {
            content: &hash,
            base: queued.base_revision,
            receipt: receipt.as_ref(),
            sent: &sent,
            sizes: &sizes,
        });
        match step {
            plan::Step::Put { base } => {
                puts += 1;
                if puts > PUTS {
                    return Err(PortalError::NotThePortal.into());
                }
                recorded(engine.store().record_step(id, Step::Text));
                receipt = Some(put(engine, id, &queued, base).await?);
            }
            plan::Step::Upload { photo } => {
                recorded(engine.store().record_step(id, Step::Photos));
                upload(engine, id, &photo).await?;
                sent.insert(photo);
            }
            plan::Step::Check => {
                recorded(engine.store().record_step(id, Step::Check));
                let told = engine
                    .session()
                    .call(|access| async move { engine.client().receipt(&access, id).await })
                    .await?;
                if told.photos.iter().any(|photo| !photo.held && sent.contains(&photo.sha256)) {
                    // Sent whole, and yet not there: the next attempt begins these uploads anew.
                    let mut store = engine.store();
                    for photo in told.photos.iter().filter(|photo| !photo.held) {
                        store.forget_upload(&photo.sha256)?;
                    }
                    return Err(PortalError::Fault { status: 500 }.into());
                }
                if told.revision != receipt.as_ref().map_or(told.revision, |before| before.revision) {
                    return Err(merge(engine, id).await);
                }
                receipt = Some(told);
            }
            plan::Step::Received => {
                if let Some(receipt) = &receipt {
                    engine.store().record_received(id, queued.version, receipt, &queued.content)?;
                }
                engine.tell(Event::ReportsChanged);
                return Ok(());
            }
        }
    }
}

async fn put(engine: &Engine, id: ReportId, queued: &Queued, base: Option<u64>) -> Result<Receipt, Stop> {
    let body = PutReport { content: queued.content.clone() };
    let answer = engine
        .session()
        .call(|access| {
            let body = &body;
            async move { engine.client().put_report(&access, id, body, base).await }
        })
        .await;
    match answer {
        Err(error) if matches!(error.code(), Some(Code::Conflict | Code::PreconditionFailed)) => {
            Err(merge(engine, id).await)
        }
        other => Ok(other?),
    }
}

/// The portal has another revision: take it; the store merges, or marks the conflict and stops the row.
async fn merge(engine: &Engine, id: ReportId) -> Stop {
    match engine.take_report(id).await {
        Ok(()) => {
            engine.wake();
            Stop::Changed
        }
        Err(error) => error.into(),
    }
}

/// Sends one photo from where it was left.
async fn upload(engine: &Engine, report: ReportId, photo: &PhotoId) -> Result<(), Stop> {
    let bytes = engine.store().read_photo(photo)?;
    let length = bytes.len() as u64;
    let mut known = engine.store().upload(photo)?.and_then(|upload| upload.url).and_then(|url| Url::parse(&url).ok());
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
                    .call(|access| async move {
                        engine.client().create_upload(&access, report, photo, length).await
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
                    let (url, bytes) = (&url, bytes.as_slice());
                    async move { engine.client().send_part(&access, url, bytes, offset).await }
                })
                .await;
            match part {
                Ok(now) if now > offset => offset = now,
                Ok(_) => return Err(PortalError::NotThePortal.into()),
                Err(error) => match error.code() {
                    // The portal says where it stands by HEAD.
                    Some(Code::OffsetMismatch | Code::ChecksumMismatch) => {
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
) -> Result<(), StoreError> {
    let mut store = engine.store();
    if offset >= length {
        store.record_photo_held(photo)?;
    } else {
        let upload = Upload { url: Some(url.to_string()), offset, length, acknowledged: false };
        store.record_upload(photo, &upload)?;
    }
    let row = store.outbox()?.into_iter().find(|row| row.report == report);
    drop(store);
    if let Some(row) = row {
        engine.tell(Event::Progress {
            report,
            photos_total: row.photos_total,
            photos_sent: row.photos_sent,
            bytes_total: row.bytes_total,
            bytes_sent: row.bytes_sent,
        });
    }
    Ok(())
}

/// The reason that is kept and shown.
pub(crate) fn reason(error: &PortalError) -> FailReason {
    match error {
        PortalError::UnknownHost | PortalError::NoAnswer => FailReason::Offline,
        PortalError::Stalled => FailReason::Stalled,
        PortalError::Untrusted | PortalError::NotThePortal | PortalError::OtherPortal => FailReason::NotThePortal,
        PortalError::Fault { status } => FailReason::PortalFault { status: *status },
        PortalError::Wait { code, .. } => FailReason::PortalFault { status: code.status() },
        PortalError::ClockWrong { .. } => FailReason::ClockWrong,
        PortalError::SessionEnded | PortalError::Keyring => FailReason::SessionEnded,
        PortalError::Refused(problem) => match problem.code {
            Code::Forbidden | Code::NotFound => FailReason::Forbidden,
            Code::InvalidReport => FailReason::Invalid { problems: problem.problems.clone() },
            Code::TooLarge => FailReason::TooLarge,
            problem => FailReason::Other { problem },
        },
    }
}

/// The hash of bytes that came.
pub(crate) fn sha256(bytes: &[u8]) -> Option<PhotoId> {
    let hex: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    hex.parse().ok()
}

/// Width and height of a photo as the content states them.
pub(crate) fn use_of(content: &Content, photo: &PhotoId) -> Option<(u32, u32)> {
    content.values.values().find_map(|value| {
        let uses = Vec::<PhotoUse>::deserialize(value).ok()?;
        uses.iter().find(|one| one.photo == *photo).map(|one| (one.width, one.height))
    })
}
