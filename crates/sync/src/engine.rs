//! Carries the plan out. One round: ask who answers, take the catalogue, take the changes, send what waits. A round that
//! fails half-way has recorded what it did, and the next one goes on from there.

use crate::{Client, PortalError, Session, client::CatalogueAnswer, send};
use jiff::{SignedDuration, Timestamp};
use portal_api::Change;
use report::{Login, PhotoId, ReportId, State};
use std::{
    collections::BTreeSet,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};
use store::{NewPhoto, Origin, OutboxState, Store};
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
    /// Makes a thumbnail of a JPEG that came from the portal; `None`: it is not a picture.
    pub thumbnail: fn(&[u8]) -> Option<Vec<u8>>,
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
                    LONGEST_PAUSE.min(PACE * 2_u32.saturating_pow(tries.min(8)))
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
        self.set_line(match &done {
            Ok(()) => Line::Online,
            Err(PortalError::SessionEnded) => Line::SessionEnded,
            Err(PortalError::NotThePortal) => Line::NotThePortal,
            Err(PortalError::OtherPortal) => Line::OtherPortal,
            Err(PortalError::ClockWrong { .. }) => Line::ClockWrong,
            // The portal answers, even if it refuses or has a fault.
            Err(PortalError::Refused(_) | PortalError::Fault { .. } | PortalError::Wait { .. }) => Line::Online,
            Err(_) => Line::Offline,
        });
        if let Err(error) = &done {
            self.give_reason(error);
        }
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

    async fn take_catalogue(&self) -> Result<(), PortalError> {
        let etag = self.store().catalogue().ok().flatten().and_then(|(_, etag)| etag);
        if let CatalogueAnswer::New(catalogue, etag) = self.client().catalogue(etag.as_deref()).await? {
            let kept = self.store().set_catalogue(&catalogue, etag.as_deref(), (self.parts.now)());
            recorded(kept);
            self.tell(Event::CatalogueChanged);
        }
        Ok(())
    }

    /// Reads the feed from where it was left. The cursor moves only after what it covers is in the file.
    async fn take_changes(&self) -> Result<(), PortalError> {
        loop {
            let cursor = self.store().cursor().unwrap_or(0);
            let page = self
                .session()
                .call(|access| async move { self.client().changes(&access, cursor).await })
                .await?;
            let reports: BTreeSet<ReportId> = page.changes.iter().map(|change: &Change| change.report).collect();
            for id in reports {
                self.take_report(id).await?;
            }
            if page.cursor != cursor {
                recorded(self.store().set_cursor(page.cursor));
            }
            if !page.more || page.cursor <= cursor {
                return Ok(());
            }
        }
    }

    /// Takes one report as the portal has it, with the photos that are to be seen here.
    pub(crate) async fn take_report(&self, id: ReportId) -> Result<(), PortalError> {
        let report = match self.session().call(|access| async move { self.client().report(&access, id).await }).await {
            Ok(report) => report,
            // Out of this account's sight by now.
            Err(PortalError::Refused(_)) => return Ok(()),
            Err(error) => return Err(error),
        };
        let mine = report.author == self.parts.login;
        let origin = if mine { Origin::Mine } else { Origin::Others };
        recorded(self.store().apply_remote(&report, origin, (self.parts.now)()));
        if mine || report.state == State::InReview {
            self.take_photos(&report).await?;
        }
        self.tell(Event::ReportChanged(id));
        self.tell(Event::ReportsChanged);
        Ok(())
    }

    async fn take_photos(&self, report: &portal_api::Report) -> Result<(), PortalError> {
        let form = self.store().catalogue().ok().flatten().and_then(|(catalogue, _)| {
            catalogue.section(&report.content.section).map(|section| section.form.clone())
        });
        let Some(form) = form else { return Ok(()) };
        for photo in report.content.attachments(&form) {
            if self.store().photo(&photo).is_ok_and(|known| known.is_some()) {
                continue;
            }
            let wanted = photo.clone();
            let jpeg = self
                .session()
                .call(|access| {
                    let wanted = wanted.clone();
                    async move { self.client().photo(&access, &wanted).await }
                })
                .await;
            match jpeg {
                Ok(jpeg) => self.keep_photo(&photo, &jpeg, report),
                // Not there yet, or not for this account.
                Err(PortalError::Refused(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    fn keep_photo(&self, photo: &PhotoId, jpeg: &[u8], report: &portal_api::Report) {
        let right = send::sha256(jpeg).is_some_and(|hash| hash == *photo);
        let Some(thumbnail) = right.then(|| (self.parts.thumbnail)(jpeg)).flatten() else {
            tracing::warn!(%photo, report = %report.id, "the portal's photo is not what its hash names");
            return;
        };
        let (width, height) = send::use_of(&report.content, photo).unwrap_or((0, 0));
        let new = NewPhoto {
            id: photo,
            jpeg,
            thumbnail: &thumbnail,
            width,
            height,
            name: "",
            taken_at: None,
            lat: None,
            lon: None,
            author: Some(&report.author_name),
        };
        recorded(self.store().add_photo(new, (self.parts.now)()));
    }

    /// Everything that waits, waits for this.
    fn give_reason(&self, error: &PortalError) {
        let reason = match error {
            PortalError::Refused(_) => return,
            other => send::reason(other),
        };
        let now = (self.parts.now)();
        let store = &mut *self.store();
        for row in store.outbox().unwrap_or_default() {
            if row.state != OutboxState::Failed && row.reason.as_ref() != Some(&reason) {
                recorded(store.failed(row.report, &reason, Some(now)));
            }
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
        let before = std::mem::replace(&mut *self.line.lock().unwrap_or_else(PoisonError::into_inner), line);
        if before != line {
            self.tell(Event::LineChanged);
        }
    }
}

/// A step that cannot be recorded (a full disk) is made again in the next round: every request can be repeated.
pub(crate) fn recorded<T, E: std::error::Error + 'static>(outcome: Result<T, E>) -> Option<T> {
    outcome.inspect_err(|error| tracing::error!(error = error as &dyn std::error::Error, "not recorded")).ok()
}
