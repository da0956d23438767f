//! Carries the plan out. One round: ask who answers, take the catalogue, take the changes, send what waits. A round that
//! fails half-way has recorded what it did, and the next one goes on from there.

use crate::{Client, PortalError, Session, reason::reason, send};
use jiff::{SignedDuration, Timestamp};
use report::{Login, ReportId};
use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};
use store::{OutboxState, Store};
use tokio::sync::{Mutex as AsyncMutex, Notify};

/// Between rounds while the portal answers.
const PACE: Duration = Duration::from_secs(4);
/// The longest wait between rounds while it does not.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// How the line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// Not asked yet.
    Connecting,
    /// The portal answers.
    Online,
    /// Nobody answers.
    Offline,
    /// One must sign in again.
    SessionEnded,
    /// Something else answers.
    NotThePortal,
    /// Another portal than the account's answers, or one restored from a copy.
    OtherPortal,
    /// This computer's clock is wrong.
    ClockWrong,
}

/// What the engine tells as it happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// One report changed.
    ReportChanged(ReportId),
    /// Reports came or went.
    ReportsChanged,
    /// A newer catalogue came.
    CatalogueChanged,
    /// Photos of a report go out.
    Progress {
        /// The report.
        report: ReportId,
        /// Photos in all.
        photos_total: u32,
        /// Photos that the portal holds.
        photos_sent: u32,
        /// Bytes in all.
        bytes_total: u64,
        /// Bytes that the portal holds.
        bytes_sent: u64,
    },
    /// The line, or what waits on it, changed.
    LineChanged,
}

/// What a photo from the portal looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// A small picture of it for the screen, JPEG.
    pub thumbnail: Vec<u8>,
    /// 64 bits, of which those of photos that look alike differ in few.
    pub likeness: u64,
}

/// What an engine is made of; time and the picture library are passed in.
pub struct Parts {
    /// The session of the account.
    pub session: Arc<Session>,
    /// The account's file.
    pub store: Arc<Mutex<Store>>,
    /// Whose reports are "mine".
    pub login: Login,
    /// The clock.
    pub now: fn() -> Timestamp,
    /// Looks at a JPEG that came from the portal; `None`: it is not a picture.
    pub look: fn(&[u8]) -> Option<Look>,
    /// Hears what happens.
    pub events: Box<dyn Fn(Event) + Send + Sync>,
}

/// Sends and receives for one account.
pub struct Engine {
    pub(crate) parts: Parts,
    line: Mutex<Line>,
    wake: Notify,
    /// One round at a time, whoever asks for it.
    round: AsyncMutex<()>,
    fruitless: AtomicU32,
}

impl Engine {
    /// An engine at rest.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        Self {
            parts,
            line: Mutex::new(Line::Connecting),
            wake: Notify::new(),
            round: AsyncMutex::new(()),
            fruitless: AtomicU32::new(0),
        }
    }

    /// How the line stands.
    pub fn line(&self) -> Line {
        *self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The session.
    #[must_use]
    pub fn session(&self) -> &Session {
        &self.parts.session
    }

    /// The calls of the contract.
    #[must_use]
    pub fn client(&self) -> &Client {
        self.parts.session.client()
    }

    /// Begins a round now: something was queued, the network came back, a person asks.
    pub fn wake(&self) {
        self.fruitless.store(0, Ordering::Relaxed);
        self.wake.notify_one();
    }

    /// Makes rounds until dropped.
    pub async fn run(self: Arc<Self>) {
        loop {
            let pause = match self.round().await {
                Ok(()) => {
                    self.fruitless.store(0, Ordering::Relaxed);
                    PACE
                }
                Err(error) => {
                    tracing::info!(%error, "the round ended early");
                    let tries = self.fruitless.fetch_add(1, Ordering::Relaxed);
                    let pause = LONGEST_PAUSE.min(PACE * 2_u32.saturating_pow(tries.min(8)));
                    match error {
                        PortalError::Wait { seconds, .. } => pause.max(Duration::from_secs(seconds.into())),
                        _ => pause,
                    }
                }
            };
            tokio::select! {
                () = self.wake.notified() => {}
                () = tokio::time::sleep(pause) => {}
            }
        }
    }

    /// One round.
    ///
    /// # Errors
    /// What ended it early; the line says so too.
    pub async fn round(&self) -> Result<(), PortalError> {
        let _one_at_a_time = self.round.lock().await;
        let done = self.whole_round().await;
        // The reasons first: who hears that the line changed reads them.
        if let Err(error) = &done {
            self.give_reason(error);
        }
        self.set_line(match &done {
            Ok(()) => Line::Online,
            Err(PortalError::SessionEnded | PortalError::Keyring) => Line::SessionEnded,
            Err(PortalError::NotThePortal | PortalError::Untrusted) => Line::NotThePortal,
            Err(PortalError::OtherPortal) => Line::OtherPortal,
            Err(PortalError::ClockWrong { .. }) => Line::ClockWrong,
            // The portal answers, even if it refuses or has a fault.
            Err(PortalError::Refused(_) | PortalError::Fault { .. } | PortalError::Wait { .. }) => {
                Line::Online
            }
            Err(PortalError::UnknownHost | PortalError::NoAnswer | PortalError::Stalled) => Line::Offline,
        });
        done
    }

    async fn whole_round(&self) -> Result<(), PortalError> {
        let info = self.client().info((self.parts.now)()).await?;
        let known = self.store().account().ok().flatten();
        if known.is_some_and(|known| known.portal != info.portal || known.epoch != info.epoch) {
            return Err(PortalError::OtherPortal);
        }
        self.take_catalogue().await?;
        self.take_changes().await?;
        send::all(self).await
    }

    /// What waits for its turn, and what was on its way, waits for this now. What waits for a later time keeps its own
    /// reason.
    fn give_reason(&self, error: &PortalError) {
        if matches!(error, PortalError::Refused(_)) {
            return;
        }
        let (reason, now) = (reason(error), (self.parts.now)());
        let mut changed = Vec::new();
        {
            let mut store = self.store();
            for row in store.outbox().unwrap_or_default() {
                let due = send::is_due(row.next_attempt_at, now);
                let changes = match row.state {
                    OutboxState::Failed => false,
                    OutboxState::Sending => true,
                    OutboxState::Waiting => due && row.reason.as_ref() != Some(&reason),
                };
                if changes
                    && recorded(store.failed(row.report, &reason, Some(Timestamp::UNIX_EPOCH))).is_some()
                {
                    changed.push(row.report);
                }
            }
        }
        for report in changed {
            self.tell(Event::ReportChanged(report));
        }
    }

    pub(crate) fn store(&self) -> MutexGuard<'_, Store> {
        self.parts.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn tell(&self, event: Event) {
        (self.parts.events)(event);
    }

    pub(crate) fn in_seconds(&self, seconds: u64) -> Timestamp {
        let wait = SignedDuration::from_secs(i64::try_from(seconds).unwrap_or(i64::MAX));
        (self.parts.now)().saturating_add(wait).unwrap_or(Timestamp::MAX)
    }

    fn set_line(&self, line: Line) {
        let before = std::mem::replace(
            &mut *self.line.lock().unwrap_or_else(PoisonError::into_inner),
            line,
        );
        if before != line {
            self.tell(Event::LineChanged);
        }
    }
}

/// A step that cannot be recorded (a full disk) is made again in the next round: every request can be repeated.
pub(crate) fn recorded<T, E: std::error::Error + 'static>(outcome: Result<T, E>) -> Option<T> {
    outcome
        .inspect_err(|error| tracing::error!(error = error as &dyn std::error::Error, "not recorded"))
        .ok()
}
