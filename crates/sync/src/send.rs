//! Sends what waits, one report after the other; a report that fails does not hold up the next.

use crate::{
    Engine, PortalError,
    engine::{Event, recorded},
    hear::Taken,
    plan::{self, Facts},
    reason::reason,
    send_photo::send_photo,
};
use backon::{BackoffBuilder, ExponentialBuilder};
use jiff::Timestamp;
use portal_api::{Code, PutReport, Receipt, reports::content_hash};
use report::{PhotoId, ReportId};
use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};
use store::{FailReason, OutboxRow, OutboxState, Queued, Step, StoreError};

/// The portal may hear the same content this often in one attempt before the attempt is given up for now: each repetition
/// follows a receipt that did not match, which a sound portal does not give.
const PUTS: u32 = 3;
/// How often a report is joined with what others wrote before it waits for its next turn.
const MERGES: u32 = 3;
/// The closing check is asked for this often in one attempt; between two of them photos are sent.
const CHECKS: u32 = 20;
/// Nothing waits longer than this, whatever the portal asks: two hours.
const LONGEST_PAUSE_SECONDS: i64 = 2 * 60 * 60;

/// Why one report did not go out in this attempt.
pub(crate) enum Stop {
    /// Nothing else will go out either.
    All(PortalError),
    /// This one waits or needs a person; the others go on.
    This { reason: FailReason, again: Again },
    /// The content changed under way (a merge): what is right now is to be sent.
    Changed,
}

/// When a report is tried again.
pub(crate) enum Again {
    Later,
    After(u32),
    Never,
}

impl From<PortalError> for Stop {
    fn from(error: PortalError) -> Self {
        let reason = reason(&error);
        match error {
            PortalError::Fault { .. } => Self::This {
                reason,
                again: Again::Later,
            },
            PortalError::Wait { seconds, .. } => Self::This {
                reason,
                again: Again::After(seconds),
            },
            PortalError::Refused(_) => Self::This {
                reason,
                again: Again::Never,
            },
            other => Self::All(other),
        }
    }
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        tracing::error!(error = &error as &dyn std::error::Error, "the local file refused");
        match error {
            StoreError::PhotoMissing(photo)
            | StoreError::PhotoCorrupt(photo)
            | StoreError::NoSuchPhoto(photo) => Self::This {
                reason: FailReason::PhotoMissing { photo },
                again: Again::Never,
            },
            _ => Self::unsaid(Again::Later),
        }
    }
}

impl Stop {
    fn unsaid(again: Again) -> Self {
        Self::This {
            reason: FailReason::Other {
                problem: Code::Unknown,
            },
            again,
        }
    }
}

/// Whether it may be tried now. A time further off than any pause that is ever set was written by a clock that has been
/// put right since.
pub(crate) fn is_due(at: Option<Timestamp>, now: Timestamp) -> bool {
    at.is_none_or(|at| at <= now || at.as_second() - now.as_second() > LONGEST_PAUSE_SECONDS)
}

/// Sends everything that is due.
pub(crate) async fn all(engine: &Engine) -> Result<(), PortalError> {
    let now = (engine.parts.now)();
    let rows = engine.store().outbox().unwrap_or_default();
    let due = rows
        .into_iter()
        .filter(|row| row.state != OutboxState::Failed && is_due(row.next_attempt_at, now));
    for row in due {
        send_report(engine, row.report).await?;
        engine.tell(Event::ReportChanged(row.report));
        engine.tell(Event::LineChanged);
    }
    Ok(())
}

/// One report until it is with the portal, has to wait, or nothing can be sent at all.
async fn send_report(engine: &Engine, id: ReportId) -> Result<(), PortalError> {
    for _ in 0..=MERGES {
        let Some((row, queued)) = take_up(engine, id) else {
            return Ok(());
        };
        engine.tell(Event::ReportChanged(id));
        match one(engine, id, &queued).await {
            Ok(()) => return Ok(()),
            Err(Stop::All(error)) => return Err(error),
            Err(Stop::This { reason, again }) => {
                lay_aside(engine, &row, &reason, again);
                return Ok(());
            }
            Err(Stop::Changed) => {}
        }
    }
    // Others change it faster than it can be joined.
    if let Some((row, _)) = take_up(engine, id) {
        lay_aside(
            engine,
            &row,
            &FailReason::Other {
                problem: Code::PreconditionFailed,
            },
            Again::Later,
        );
    }
    Ok(())
}

/// Begins an attempt, unless the report has left the outbox meanwhile or waits for a person.
fn take_up(engine: &Engine, id: ReportId) -> Option<(OutboxRow, Queued)> {
    let mut store = engine.store();
    let row = recorded(store.outbox())?
        .into_iter()
        .find(|row| row.report == id)?;
    if row.state == OutboxState::Failed {
        return None;
    }
    let queued = recorded(store.queued(id))??;
    recorded(store.record_attempt(id))?;
    Some((row, queued))
}

/// The attempt has failed. What was queued while it ran is not to blame and goes at its own next turn.
fn lay_aside(engine: &Engine, row: &OutboxRow, reason: &FailReason, again: Again) {
    let mut store = engine.store();
    let newer = store
        .queued(row.report)
        .is_ok_and(|now| now.is_some_and(|now| now.version != row.version));
    let next_at = match again {
        _ if newer => Some((engine.parts.now)()),
        Again::Later => Some(engine.in_seconds(pause(row).as_secs())),
        Again::After(seconds) => Some(engine.in_seconds(u64::from(seconds))),
        Again::Never => None,
    };
    recorded(store.failed(row.report, reason, next_at));
}

/// 5, 25, 125, then 625 seconds, each up to twice as long, so that a building full of editors does not call at once. How
/// much longer hangs on the report's id, which is random where it was made.
fn pause(row: &OutboxRow) -> Duration {
    ExponentialBuilder::new()
        .with_min_delay(Duration::from_secs(5))
        .with_max_delay(Duration::from_secs(625))
        .with_factor(5.0)
        .with_jitter()
        .with_jitter_seed(row.report.0.as_u64_pair().1)
        .without_max_times()
        .build()
        .nth(usize::try_from(row.attempts).unwrap_or(usize::MAX).min(8))
        .unwrap_or(Duration::from_secs(625))
}

async fn one(engine: &Engine, id: ReportId, queued: &Queued) -> Result<(), Stop> {
    let sizes = sizes(engine, id)?;
    let hash = content_hash(&queued.content).map_err(StoreError::from)?;
    let mut sent = BTreeSet::new();
    let mut receipt: Option<Receipt> = None;
    let mut puts = 0;
    let mut checks = 0;
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
                    return Err(Stop::unsaid(Again::Later));
                }
                recorded(engine.store().record_step(id, Step::Text));
                let told = put(engine, id, queued, base).await?;
                if told.content_sha256 == hash && !told.complete {
                    // The text is common ground from now on, even if the line drops before the last photo.
                    engine
                        .store()
                        .record_received(id, queued.version, &told, &queued.content)?;
                }
                receipt = Some(told);
            }
            plan::Step::Upload { photo } => {
                recorded(engine.store().record_step(id, Step::Photos));
                send_photo(engine, id, &photo).await?;
                sent.insert(photo);
            }
            plan::Step::Check => {
                checks += 1;
                if checks > CHECKS {
                    // It neither names what is missing nor says that all is there.
                    return Err(PortalError::Fault { status: 500 }.into());
                }
                recorded(engine.store().record_step(id, Step::Check));
                let told = engine
                    .session()
                    .call(|access| async move { engine.client().receipt(&access, id).await })
                    .await?;
                if told.content_sha256 != hash {
                    // Somebody wrote a newer revision meanwhile.
                    return Err(merge(engine, id, queued, Code::PreconditionFailed).await);
                }
                if told
                    .photos
                    .iter()
                    .any(|photo| !photo.held && sent.contains(&photo.sha256))
                {
                    // Sent whole, and yet not there: the next attempt begins these uploads anew.
                    let mut store = engine.store();
                    for photo in told.photos.iter().filter(|photo| !photo.held) {
                        store.forget_upload(&photo.sha256)?;
                    }
                    return Err(PortalError::Fault { status: 500 }.into());
                }
                receipt = Some(told);
            }
            plan::Step::Received => {
                if let Some(receipt) = &receipt {
                    engine
                        .store()
                        .record_received(id, queued.version, receipt, &queued.content)?;
                }
                engine.tell(Event::ReportsChanged);
                return Ok(());
            }
        }
    }
}

/// Sizes of the photos that are here. One that is not may still be with the portal.
fn sizes(engine: &Engine, id: ReportId) -> Result<BTreeMap<PhotoId, u64>, StoreError> {
    let store = engine.store();
    let mut sizes = BTreeMap::new();
    for photo in store.queued_photos(id)? {
        if let Some(row) = store.photo(&photo)? {
            sizes.insert(photo, row.bytes);
        }
    }
    Ok(sizes)
}

async fn put(engine: &Engine, id: ReportId, queued: &Queued, base: Option<u64>) -> Result<Receipt, Stop> {
    let body = PutReport {
        content: queued.content.clone(),
    };
    let answer = engine
        .session()
        .call(|access| {
            let body = &body;
            async move { engine.client().put_report(&access, id, body, base).await }
        })
        .await;
    match answer {
        Err(error) => match error.code() {
            Some(code @ (Code::Conflict | Code::PreconditionFailed)) => {
                Err(merge(engine, id, queued, code).await)
            }
            _ => Err(error.into()),
        },
        Ok(receipt) => Ok(receipt),
    }
}

/// The portal has another revision: take it; the store merges, or marks the conflict and stops the row. Where nothing
/// came of that, trying again would be refused again: a person is asked.
async fn merge(engine: &Engine, id: ReportId, queued: &Queued, code: Code) -> Stop {
    match engine.take_report(id).await {
        Err(error) => error.into(),
        Ok(Taken::NotKept) => Stop::unsaid(Again::Later),
        Ok(Taken::Kept | Taken::OutOfSight) => match engine.store().queued(id) {
            Ok(Some(now)) if now == *queued => Stop::This {
                reason: FailReason::Other { problem: code },
                again: Again::Never,
            },
            _ => Stop::Changed,
        },
    }
}
